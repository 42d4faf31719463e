// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>

/// The largest number of each block of 32, of `count` blocks one after the other. NaN is passed over; of nothing but NaN
/// it is -INFINITY.
void wicker_block_maxima(const float *cells, size_t count, float *maxima);
