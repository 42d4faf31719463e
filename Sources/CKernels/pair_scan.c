// SPDX-License-Identifier: Apache-2.0

#include "pair_scan.h"

#include "clones.h"

enum { block = 64 };

static inline int answers(float product, float factor, float term, wicker_pair_question question) {
    float denominator = factor * question.factor + (term + question.term) + question.product_term * product;
    return (product >= question.bound * denominator) & (product > 0);
}

// Nearly all blocks hold nothing, and whether one does is what the compiler can ask of many lanes at once.
CLONED_FOR("avx512f", "avx2", "default")
size_t wicker_pair_scan(
    const float *sums, const float *factors, const float *terms, size_t count, wicker_pair_question question,
    uint32_t *found) {
    size_t found_count = 0, start = 0;
    for (; start + block <= count; start += block) {
        int any = 0;
        for (size_t n = 0; n < block; n++)
            any |= answers(sums[start + n] * question.scale, factors[start + n], terms[start + n], question);
        if (!any) continue;
        for (size_t n = start; n < start + block; n++) {
            found[found_count] = (uint32_t)n;
            found_count += (size_t)answers(sums[n] * question.scale, factors[n], terms[n], question);
        }
    }
    for (; start < count; start++) {
        found[found_count] = (uint32_t)start;
        found_count += (size_t)answers(sums[start] * question.scale, factors[start], terms[start], question);
    }
    return found_count;
}
