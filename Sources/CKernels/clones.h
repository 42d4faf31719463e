// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Compiles a function once for each of the instruction sets named; the loader picks the best that this machine has.
///
/// Left out under the thread sanitizer: the loader asks before its runtime is there, and the program would not start.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define CLONED_FOR(...)
#endif
#endif
#if !defined(CLONED_FOR) && defined(__x86_64__) && defined(__ELF__)
#define CLONED_FOR(...) __attribute__((target_clones(__VA_ARGS__)))
#elif !defined(CLONED_FOR)
#define CLONED_FOR(...)
#endif
