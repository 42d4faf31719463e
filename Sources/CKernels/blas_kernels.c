// SPDX-License-Identifier: Apache-2.0
// OpenBLAS knows processors by their numbers. One that is younger than the library gets the kernels of 2004: with
// Debian 12's 0.3.21 on a processor of 2023, sgemm does 24 GFLOP/s on a core that does 130 with the right ones. So that
// is looked at once, before main, after OpenBLAS has chosen; whoever sets OPENBLAS_CORETYPE has chosen themselves.

#if defined(__x86_64__)
#include <stdlib.h>
#include <string.h>

// Exported by builds that choose at start (DYNAMIC_ARCH), but in no header; null with any other.
const char *openblas_get_corename(void) __attribute__((weak));
void gotoblas_dynamic_quit(void) __attribute__((weak));
void gotoblas_dynamic_init(void) __attribute__((weak));

static const char *kernels_for_this_processor(void)
{
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl"))
        return "SkylakeX";
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? "Haswell" : NULL;
}

__attribute__((constructor)) static void mend_choice_of_blas_kernels(void)
{
    static const char variable[] = "OPENBLAS_CORETYPE";
    if (!openblas_get_corename || !gotoblas_dynamic_quit || !gotoblas_dynamic_init || getenv(variable)) return;
    const char *kernels = kernels_for_this_processor();
    if (!kernels || strcmp(openblas_get_corename(), "Prescott") != 0) return;
    setenv(variable, kernels, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    unsetenv(variable);
}
#endif
