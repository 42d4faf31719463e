// SPDX-License-Identifier: Apache-2.0
// The loops that pay for vectors wider than plain x86-64 has, one header and one .c file each.
#pragma once

#include "bits.h"
#include "block_maxima.h"
#include "bpr.h"
#include "factor_rows.h"
#include "factor_scan.h"
#include "pair_scan.h"
#include "selection.h"
