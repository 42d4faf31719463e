// SPDX-License-Identifier: Apache-2.0
// The loops that pay for vectors wider than plain x86-64 has, one header and one .c file each.
#pragma once

#include "bits.h"
#include "factor_scan.h"
