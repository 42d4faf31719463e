/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What OpenBLAS does as it is loaded, mended before main.
 *
 * It starts a thread for every processor, and each spins for a tenth of a second before it sleeps: a whole processor less
 * for programs that are done in as long. Wicker calls it on threads of its own, so its threads end.
 *
 * It knows processors by their numbers, and one that is younger than the library gets the kernels of 2004: with Debian
 * 12's 0.3.21 on a processor of 2023, sgemm does 24 GFLOP/s on a core that does 130 with the right ones. So the choice is
 * looked at; whoever sets OPENBLAS_CORETYPE has chosen themselves.
 *
 * A program without OpenBLAS has none of these functions.
 */
#include <stdlib.h>
#include <string.h>

extern void openblas_set_num_threads(int count) __attribute__((weak));
extern int blas_thread_shutdown_(void) __attribute__((weak));

static void end_threads(void)
{
    if (!openblas_set_num_threads || !blas_thread_shutdown_) return;
    openblas_set_num_threads(1);
    blas_thread_shutdown_();
}

#if defined(__x86_64__)
/* Exported by builds that choose at start (DYNAMIC_ARCH), but in no header. */
extern const char *openblas_get_corename(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));
extern void gotoblas_dynamic_init(void) __attribute__((weak));

static const char *kernels_for_this_processor(void)
{
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl"))
        return "SkylakeX";
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? "Haswell" : NULL;
}

static void choose_kernels(void)
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
#else
static void choose_kernels(void) {}
#endif

__attribute__((constructor)) static void mend_blas(void)
{
    end_threads();
    choose_kernels();
}
