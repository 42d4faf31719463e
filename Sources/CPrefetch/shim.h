// SPDX-License-Identifier: Apache-2.0

/// Asks for the cache line at an address that will be read soon; never faults.
static inline void wicker_prefetch(const void *address) { __builtin_prefetch(address); }
