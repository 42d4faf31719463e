// SPDX-License-Identifier: Apache-2.0
// The compressed pass over factors: 16 rows at a time, one 32-bit sum a row, no sums across a vector.
//
// A byte an element is a quarter of what floats take. With 256-bit vectors 16 elements take a load that widens, a
// multiplication that adds neighbours (pmaddwd) and an addition, so that memory, not arithmetic, is what it waits for:
// 512-bit vectors were no faster, and what clang makes of the plain loop for AVX2 took 1.6 times as long.
#include "include/factor_scan.h"

#include <string.h>

static const uint8_t *block_at(const struct wicker_factor_rows *factors, size_t block)
{
    return factors->blocks + block * (192 + 32 * factors->pairs);
}

/// Writes those of a block's rows whose bit is set.
static inline size_t keep(uint32_t kept, const uint8_t *block, const float all[16], uint32_t *rows, float *bounds)
{
    size_t found = 0;
    for (; kept; kept &= kept - 1, found++) {
        int row = __builtin_ctz(kept);
        memcpy(rows + found, block + 128 + 4 * row, sizeof *rows);
        bounds[found] = all[row];
    }
    return found;
}

size_t wicker_factor_candidates_plain(
    const struct wicker_factor_rows *factors, const struct wicker_factor_query *query, size_t first, size_t end,
    float threshold, uint32_t *rows, float *bounds)
{
    size_t found = 0;
    for (size_t block = first; block < end; block++) {
        const int8_t *codes = (const int8_t *)block_at(factors, block) + 192;
        float scales[32], all[16];
        int32_t sums[16] = {0};
        memcpy(scales, block_at(factors, block), sizeof scales);
        for (size_t pair = 0; pair < factors->pairs; pair++, codes += 32) {
            int16_t even = query->codes[2 * pair], odd = query->codes[2 * pair + 1];
            for (int row = 0; row < 16; row++) sums[row] += codes[2 * row] * even + codes[2 * row + 1] * odd;
        }
        uint32_t kept = 0;
        for (int row = 0; row < 16; row++) {
            all[row] = (float)sums[row] * scales[row] * query->scale + query->length * scales[16 + row];
            kept |= (uint32_t) !(all[row] < threshold) << row;
        }
        if (kept) found += keep(kept, block_at(factors, block), all, rows + found, bounds + found);
    }
    return found;
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2"))) static size_t candidates_avx2(
    const struct wicker_factor_rows *factors, const struct wicker_factor_query *query, size_t first, size_t end,
    float threshold, uint32_t *rows, float *bounds)
{
    const __m256 scale = _mm256_set1_ps(query->scale), length = _mm256_set1_ps(query->length);
    size_t found = 0;
    for (size_t block = first; block < end; block++) {
        const uint8_t *bytes = block_at(factors, block);
        __m256i sums[2] = {_mm256_setzero_si256(), _mm256_setzero_si256()};
        for (size_t pair = 0; pair < factors->pairs; pair++) {
            int32_t both;
            memcpy(&both, query->codes + 2 * pair, sizeof both);
            for (int half = 0; half < 2; half++) {
                const __m128i *codes = (const __m128i *)(bytes + 192 + 32 * pair + 16 * half);
                __m256i wide = _mm256_cvtepi8_epi16(_mm_loadu_si128(codes));
                sums[half] = _mm256_add_epi32(sums[half], _mm256_madd_epi16(wide, _mm256_set1_epi32(both)));
            }
        }
        float all[16];
        uint32_t kept = 0;
        for (int half = 0; half < 2; half++) {
            const float *scales = (const float *)bytes + 8 * half;
            __m256 product = _mm256_mul_ps(_mm256_cvtepi32_ps(sums[half]), _mm256_loadu_ps(scales));
            __m256 slack = _mm256_mul_ps(length, _mm256_loadu_ps(scales + 16));
            __m256 bound = _mm256_add_ps(_mm256_mul_ps(product, scale), slack);
            _mm256_storeu_ps(all + 8 * half, bound);
            __m256 above = _mm256_cmp_ps(bound, _mm256_set1_ps(threshold), _CMP_NLT_UQ);
            kept |= (uint32_t)_mm256_movemask_ps(above) << (8 * half);
        }
        if (kept) found += keep(kept, bytes, all, rows + found, bounds + found);
    }
    return found;
}
#endif

size_t wicker_factor_candidates(
    const struct wicker_factor_rows *factors, const struct wicker_factor_query *query, size_t first, size_t end,
    float threshold, uint32_t *rows, float *bounds)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2"))
        return candidates_avx2(factors, query, first, end, threshold, rows, bounds);
#endif
    return wicker_factor_candidates_plain(factors, query, first, end, threshold, rows, bounds);
}
