/* SPDX-License-Identifier: Apache-2.0 */

#pragma once

#include <stddef.h>
#include <stdint.h>

/* Which of several sets of rows have enough in common with one: what `wicker_bits_extend` found. */
typedef struct {
    size_t kept;  /* candidates with `minimum` rows or more in common */
    size_t full;  /* candidates that have every row of the mask; they are among those kept only when `keep_full` is set */
} wicker_bits_extensions;

/*
 * Intersects `count` sets of rows, `words` words each and one after the other, with `mask`, which has `rows` rows.
 *
 * Those with `minimum` rows or more in common are written to `results`, one after the other, their numbers to `places`,
 * and how many rows they have in common to `supports`. Candidates that have all of them go to `full_places` instead,
 * unless `full_places` is null. Each output has room for `count` candidates.
 */
wicker_bits_extensions wicker_bits_extend(
    const uint64_t *mask, size_t words, size_t rows, const uint64_t *candidates, size_t count, size_t minimum,
    uint64_t *results, uint32_t *places, uint32_t *supports, uint32_t *full_places);

/*
 * Packs the bits of `source` that stand where `mask` has ones, lowest first. `result` may be `source`; words of it
 * beyond the last bit are left alone. Returns the number of words written.
 */
size_t wicker_bits_gather(uint64_t *result, const uint64_t *source, const uint64_t *mask, size_t words);
