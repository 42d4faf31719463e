// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>
#include <stdint.h>

/// What one block of users learns from one block of items; see bpr.c.
struct wicker_bpr_block {
    float *users;             // users × stride
    float *items;             // items × stride
    float *biases;            // one an item; NULL for none
    size_t stride;            // floats from row to row, a multiple of 16; those beyond the factors are 0
    const uint32_t *candidates;   // the block's items, of which negatives are drawn
    const float *thresholds;      // alias table over the candidates; NULL to draw them evenly
    const uint32_t *aliases;      // places in `candidates`
    uint32_t candidate_count;
    uint32_t samples;         // candidates drawn for a positive; the best-scored one is the negative
    float learning_rate;
    float user_regularization;
    float positive_regularization;
    float negative_regularization;
    uint64_t seed;
};

/// Takes one step of stochastic gradient ascent for each of `count` wanted pairs, in their order.
///
/// Pairs of one user lie together. `weights` scales each pair's gradient; NULL for 1.
void wicker_bpr_train(
    const struct wicker_bpr_block *block, const uint32_t *users, const uint32_t *items, const float *weights,
    size_t count);
