/* SPDX-License-Identifier: Apache-2.0 */
#include "bits.h"

#include <immintrin.h>

#include "clones.h"

CLONED_FOR("avx512vpopcntdq", "avx2", "popcnt", "default")
wicker_bits_extensions wicker_bits_extend(
    const uint64_t *mask, size_t words, size_t rows, const uint64_t *candidates, size_t count, size_t minimum,
    uint64_t *results, uint32_t *places, uint32_t *supports, uint32_t *full_places) {
    wicker_bits_extensions found = {0, 0};
    for (size_t place = 0; place < count; place++) {
        const uint64_t *candidate = candidates + place * words;
        uint64_t *result = results + found.kept * words;
        size_t support = 0;
        for (size_t word = 0; word < words; word++) {
            uint64_t common = mask[word] & candidate[word];
            result[word] = common;
            support += (size_t)__builtin_popcountll(common);
        }
        if (support < minimum) continue;
        if (full_places && support == rows) {
            full_places[found.full++] = (uint32_t)place;
        } else {
            places[found.kept] = (uint32_t)place;
            supports[found.kept++] = (uint32_t)support;
        }
    }
    return found;
}

/* The bits of `source` where `mask` has ones, packed; one at a time, for processors without an instruction for it. */
static uint64_t packed_by_hand(uint64_t source, uint64_t mask) {
    uint64_t packed = 0;
    for (unsigned place = 0; mask; place++) {
        uint64_t lowest = mask & (0 - mask);
        if (source & lowest) packed |= UINT64_C(1) << place;
        mask ^= lowest;
    }
    return packed;
}

#define GATHER(name, packed)                                                                              \
    static size_t name(uint64_t *result, const uint64_t *source, const uint64_t *mask, size_t words) {    \
        uint64_t pending = 0;                                                                             \
        unsigned pending_count = 0;                                                                       \
        size_t written = 0;                                                                               \
        for (size_t word = 0; word < words; word++) {                                                     \
            uint64_t ones = mask[word];                                                                   \
            if (!ones) continue;                                                                          \
            unsigned count = (unsigned)__builtin_popcountll(ones);                                        \
            uint64_t bits = packed(source[word], ones);                                                   \
            pending |= bits << pending_count;                                                             \
            if (pending_count + count >= 64) {                                                            \
                result[written++] = pending;                                                              \
                pending = pending_count ? bits >> (64 - pending_count) : 0;                               \
                pending_count += count - 64;                                                              \
            } else {                                                                                      \
                pending_count += count;                                                                   \
            }                                                                                             \
        }                                                                                                 \
        if (pending_count) result[written++] = pending;                                                   \
        return written;                                                                                   \
    }

__attribute__((target("bmi2,popcnt"))) GATHER(gather_by_pext, _pext_u64)
GATHER(gather_by_hand, packed_by_hand)

size_t wicker_bits_gather(uint64_t *result, const uint64_t *source, const uint64_t *mask, size_t words) {
    return __builtin_cpu_supports("bmi2") ? gather_by_pext(result, source, mask, words)
                                          : gather_by_hand(result, source, mask, words);
}
