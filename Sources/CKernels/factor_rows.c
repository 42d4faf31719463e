// SPDX-License-Identifier: Apache-2.0
#include "factor_rows.h"

#include <string.h>

#include "clones.h"

#define WIDE CLONED_FOR("arch=x86-64-v4", "arch=x86-64-v3", "default")
#define INLINE static inline __attribute__((always_inline))
#pragma clang fp contract(fast)

typedef float lanes __attribute__((vector_size(64), aligned(4)));
#define LANES(pointer) (*(const lanes *)(pointer))

typedef struct wicker_factor_row factor_row;

/// The sum of sixteen numbers, in pairs.
INLINE float total(const lanes *sum) {
    typedef float half __attribute__((vector_size(32)));
    typedef float quarter __attribute__((vector_size(16)));
    half h = __builtin_shufflevector(*sum, *sum, 0, 1, 2, 3, 4, 5, 6, 7) +
             __builtin_shufflevector(*sum, *sum, 8, 9, 10, 11, 12, 13, 14, 15);
    quarter q = __builtin_shufflevector(h, h, 0, 1, 2, 3) + __builtin_shufflevector(h, h, 4, 5, 6, 7);
    return (q[0] + q[2]) + (q[1] + q[3]);
}

INLINE const float *factors_at(const factor_row *row, size_t place) {
    return row->fixed + (size_t)row->columns[place] * row->factors;
}

/// Asks for the factors of one place; they lie anywhere in memory.
INLINE void fetch(const factor_row *row, size_t place) {
    if (place >= row->count) return;
    const char *factors = (const char *)factors_at(row, place);
    for (size_t byte = 0; byte < row->factors * sizeof(float); byte += 64) __builtin_prefetch(factors + byte);
}

/// dots[l] = x · y[l] for four rows at once, so that x is loaded once and the sums do not wait for each other.
INLINE void four_dots(size_t count, const float *x, const float *const y[4], float dots[4]) {
    size_t whole = count & ~(size_t)15;
    lanes a = {0}, b = {0}, c = {0}, d = {0};
    for (size_t f = 0; f < whole; f += 16) {
        lanes v = LANES(x + f);
        a += v * LANES(y[0] + f);
        b += v * LANES(y[1] + f);
        c += v * LANES(y[2] + f);
        d += v * LANES(y[3] + f);
    }
    dots[0] = total(&a);
    dots[1] = total(&b);
    dots[2] = total(&c);
    dots[3] = total(&d);
    for (size_t f = whole; f < count; f++)
        for (size_t l = 0; l < 4; l++) dots[l] += x[f] * y[l][f];
}

/// sum += Σ s_l y_l; with `squares` also squares += Σ e_l y_l².
INLINE void add_four(size_t count, const float *const y[4], const float s[4], const float e[4], float *sum,
                     float *squares) {
    size_t whole = count & ~(size_t)15;
    for (size_t f = 0; f < whole; f += 16) {
        lanes y0 = LANES(y[0] + f), y1 = LANES(y[1] + f), y2 = LANES(y[2] + f), y3 = LANES(y[3] + f);
        *(lanes *)(sum + f) += (s[0] * y0 + s[1] * y1) + (s[2] * y2 + s[3] * y3);
        if (squares) *(lanes *)(squares + f) += (e[0] * y0 * y0 + e[1] * y1 * y1) + (e[2] * y2 * y2 + e[3] * y3 * y3);
    }
    for (size_t f = whole; f < count; f++) {
        for (size_t l = 0; l < 4; l++) {
            sum[f] += s[l] * y[l][f];
            if (squares) squares[f] += e[l] * y[l][f] * y[l][f];
        }
    }
}

/// With `squares`: sum += Σ (w0 + e_j − e_j y_j·x) y_j and squares += Σ e_j y_j². Without: sum += Σ e_j (y_j·x) y_j.
INLINE void add_projections(const factor_row *row, const float *x, float *sum, float *squares) {
    for (size_t j = 0; j < row->count; j += 4) {
        const float *y[4];
        float e[4], s[4], dots[4];
        for (size_t l = 0; l < 4; l++) {
            size_t place = j + l < row->count ? j + l : j;  // past the end: any row, times 0
            y[l] = factors_at(row, place);
            e[l] = j + l < row->count ? row->alpha * row->weights[place] : 0;
            fetch(row, j + 8 + l);
        }
        four_dots(row->factors, x, y, dots);
        for (size_t l = 0; l < 4; l++) {
            float confidence = j + l < row->count ? row->unobserved + e[l] : 0;
            s[l] = squares ? confidence - e[l] * dots[l] : e[l] * dots[l];
        }
        add_four(row->factors, y, s, e, sum, squares);
    }
}

WIDE void wicker_improve_factors(const factor_row *row, const float *restrict diagonal, size_t steps,
                                 float *restrict x, float *restrict scratch) {
    size_t count = row->factors;
    float *restrict residual = scratch, *restrict inverse = residual + count;
    float *restrict direction = inverse + count, *restrict image = direction + count;
    memset(scratch, 0, 2 * count * sizeof(float));
    add_projections(row, x, residual, inverse);
    float squared = 0;
    for (size_t f = 0; f < count; f++) {
        residual[f] -= diagonal[f] * x[f];
        inverse[f] = 1 / (diagonal[f] + inverse[f]);
        direction[f] = inverse[f] * residual[f];
        squared += direction[f] * residual[f];
    }
    for (size_t step = 0; step < steps && squared > 1e-20f; step++) {
        memset(image, 0, count * sizeof(float));
        add_projections(row, direction, image, NULL);
        float curvature = 0, next = 0;
        for (size_t f = 0; f < count; f++) {
            image[f] += diagonal[f] * direction[f];
            curvature += direction[f] * image[f];
        }
        float length = squared / curvature;
        if (!(length < 1e30f)) return;  // a breakdown: what was reached so far is kept
        for (size_t f = 0; f < count; f++) {
            x[f] += length * direction[f];
            residual[f] -= length * image[f];
            next += inverse[f] * residual[f] * residual[f];
        }
        for (size_t f = 0; f < count; f++)
            direction[f] = inverse[f] * residual[f] + next / squared * direction[f];
        squared = next;
    }
}

WIDE void wicker_gather_scaled(const factor_row *row, size_t from, size_t to, size_t first, size_t width,
                               const float *restrict roots, const float *restrict scale, float *restrict panel) {
    for (size_t place = from; place < to; place++) {
        const float *restrict factors = factors_at(row, place) + first;
        float root = roots[place - from];
        float *restrict target = panel + (place - from) * width;
        if (place + 8 < row->count) __builtin_prefetch(factors_at(row, place + 8) + first);
        for (size_t f = 0; f < width; f++) target[f] = root * scale[f] * factors[f];
    }
}
