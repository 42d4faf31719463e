/* SPDX-License-Identifier: Apache-2.0 */

/*
 * OpenBLAS starts a thread for every processor as it is loaded, and each of them spins for a tenth of a second before it
 * sleeps: a whole processor less for programs that are done in as long. Wicker calls it on threads of its own, one each,
 * so its threads end before the program begins. A program without OpenBLAS has neither function.
 */
extern void openblas_set_num_threads(int count) __attribute__((weak));
extern int blas_thread_shutdown_(void) __attribute__((weak));

__attribute__((constructor)) static void end_blas_threads(void)
{
    if (openblas_set_num_threads && blas_thread_shutdown_) {
        openblas_set_num_threads(1);
        blas_thread_shutdown_();
    }
}
