// SPDX-License-Identifier: Apache-2.0

#include "selection.h"

#include <string.h>

#include "clones.h"

enum { lanes = 64 };

/// 64 bytes of 0 or 1 as 64 bits, the first one lowest.
///
/// Byte i of eight stands at bit 8i; the factor's bit 56 - 7i moves it to bit 56 + i, and no two meet below that.
static inline uint64_t packed(const uint8_t *met) {
    uint64_t bits = 0;
    for (int part = 0; part < 8; part++) {
        uint64_t eight;
        memcpy(&eight, met + 8 * part, sizeof eight);
        bits |= ((eight * 0x0102040810204080u) >> 56) << (8 * part);
    }
    return bits;
}

CLONED_FOR("avx2", "default")
void wicker_select_numbers(const double *cells, size_t count, double lower, double upper, uint64_t *bits) {
    for (size_t start = 0; start < count; start += lanes) {
        uint8_t met[lanes];
        for (size_t n = 0; n < lanes; n++) met[n] = (cells[start + n] >= lower) & (cells[start + n] <= upper);
        bits[start / lanes] = packed(met);
    }
}

void wicker_select_codes(const uint32_t *cells, size_t count, const uint8_t *table, uint64_t *bits) {
    for (size_t start = 0; start < count; start += lanes) {
        uint8_t met[lanes];
        for (size_t n = 0; n < lanes; n++) met[n] = table[cells[start + n]];
        bits[start / lanes] = packed(met);
    }
}

CLONED_FOR("avx2", "default")
void wicker_select_byte(const uint8_t *cells, size_t count, uint8_t value, uint64_t *bits) {
    for (size_t start = 0; start < count; start += lanes) {
        uint8_t met[lanes];
        for (size_t n = 0; n < lanes; n++) met[n] = cells[start + n] == value;
        bits[start / lanes] = packed(met);
    }
}

void wicker_select_lists(
    const uint32_t *starts, const uint16_t *lengths, const uint32_t *codes, size_t count, const uint8_t *table,
    size_t needed, const uint64_t *among, uint64_t *bits) {
    for (size_t word = 0; word < count / lanes; word++) {
        uint64_t met = 0;
        for (uint64_t rest = among[word]; rest != 0; rest &= rest - 1) {
            size_t lane = (size_t)__builtin_ctzll(rest), n = word * lanes + lane;
            const uint32_t *list = codes + starts[n];
            size_t found = 0;
            for (size_t k = 0; k < lengths[n]; k++) found += table[list[k]];
            met |= (uint64_t)(found >= needed) << lane;
        }
        bits[word] = met;
    }
}
