// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>
#include <stdint.h>

/// What one column asks of its products with others: product >= bound * denominator,
/// denominator = factor * factors[n] + term + terms[n] + product_term * product.
typedef struct wicker_pair_question {
    float scale;         ///< what each sum is multiplied by to be a product
    float factor;        ///< the column's own part
    float term;          ///< the column's own part
    float product_term;  ///< how much of the product is added
    float bound;         ///< the similarity to reach
} wicker_pair_question;

/// Writes the places of sums that answer the question and are above 0 to `found`, ascending; returns how many.
///
/// `found` has room for `count`.
size_t wicker_pair_scan(
    const float *sums, const float *factors, const float *terms, size_t count, wicker_pair_question question,
    uint32_t *found);
