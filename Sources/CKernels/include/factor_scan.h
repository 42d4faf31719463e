// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Rows that lie side by side in one block.
enum { wicker_factor_block_rows = 16 };

/// Rows of a matrix, compressed to a byte an element.
///
/// A block holds 16 rows in 192 + 32 · pairs bytes: 16 scales, 16 radii, the 16 rows' numbers, then their elements 0 and
/// 1 (row after row, two bytes a row), then elements 2 and 3 of the same rows, and so on. An odd last column is paired
/// with zeros.
struct wicker_factor_rows {
    const uint8_t *blocks;
    size_t pairs;
};

/// What the rows are multiplied with.
struct wicker_factor_query {
    /// 2 · pairs numbers; pairs · 2 · 127 · the largest of them is below 2^31.
    const int16_t *codes;
    /// What one unit of `codes` stands for.
    float scale;
    /// The query's length: how much a row's radius adds to its bound.
    float length;
};

/// Writes the numbers of the rows of blocks `first ..< end` whose bound is not below `threshold` to `rows`, in the order in
/// which they lie there, and their bounds beside them; both hold 16 · (end − first) places. Returns how many there are.
///
/// bound = (row's codes · query's codes) · row's scale · query's scale + query's length · row's radius
size_t wicker_factor_candidates(
    const struct wicker_factor_rows *factors, const struct wicker_factor_query *query, size_t first, size_t end,
    float threshold, uint32_t *rows, float *bounds);

/// The same in plain C, whatever the processor can do: for tests.
size_t wicker_factor_candidates_plain(
    const struct wicker_factor_rows *factors, const struct wicker_factor_query *query, size_t first, size_t end,
    float threshold, uint32_t *rows, float *bounds);
