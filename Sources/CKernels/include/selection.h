// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>
#include <stdint.h>

// Which items of a run meet a condition: bit n of `bits` is set when item n does. `count` is a multiple of 64, and
// every one of the count / 64 words is written.

/// Numbers from `lower` to `upper`, both included; never NaN.
void wicker_select_numbers(const double *cells, size_t count, double lower, double upper, uint64_t *bits);

/// Codes whose place in `table` holds 1; every code has a place, which holds 0 or 1.
void wicker_select_codes(const uint32_t *cells, size_t count, const uint8_t *table, uint64_t *bits);

/// Bytes that are `value`.
void wicker_select_byte(const uint8_t *cells, size_t count, uint8_t value, uint64_t *bits);

/// Lists with at least `needed` codes whose place in `table` holds 1; list n is the `lengths[n]` codes from `starts[n]`.
/// Only those whose bit in `among` is set are looked at.
void wicker_select_lists(
    const uint32_t *starts, const uint16_t *lengths, const uint32_t *codes, size_t count, const uint8_t *table,
    size_t needed, const uint64_t *among, uint64_t *bits);
