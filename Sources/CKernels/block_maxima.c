// SPDX-License-Identifier: Apache-2.0

#include "block_maxima.h"

#include <math.h>
#include <string.h>

#include "clones.h"

typedef float eight __attribute__((ext_vector_type(8)));
typedef float four __attribute__((ext_vector_type(4)));

CLONED_FOR("avx2", "default")
void wicker_block_maxima(const float *cells, size_t count, float *maxima) {
    for (size_t block = 0; block < count; block++, cells += 32) {
        // No number is larger than NaN and NaN is larger than none, so that it never gets in.
        eight largest = -INFINITY;
        for (int part = 0; part < 32; part += 8) {
            eight next;
            memcpy(&next, cells + part, sizeof next);
            largest = next > largest ? next : largest;
        }
        four low = largest.lo, high = largest.hi;
        low = high > low ? high : low;
        float left = low[2] > low[0] ? low[2] : low[0], right = low[3] > low[1] ? low[3] : low[1];
        maxima[block] = right > left ? right : left;
    }
}
