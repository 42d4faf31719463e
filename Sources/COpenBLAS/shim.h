// SPDX-License-Identifier: Apache-2.0
#include <cblas.h>

// The LAPACK routines in use, declared here because Debian ships their prototypes in a package of its own.
// Column-major; info 0 is success, i > 0 says the leading minor of order i is not positive definite.

/// Cholesky factorisation of a symmetric positive definite matrix, in place.
void spotrf_(const char *uplo, const int *n, float *a, const int *lda, int *info);

/// Solves A x = b from the factor that spotrf_ left; b is overwritten with x.
void spotrs_(const char *uplo, const int *n, const int *nrhs, const float *a, const int *lda, float *b,
             const int *ldb, int *info);

/// The same in double precision.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b,
             const int *ldb, int *info);

/// The inverse of a matrix from the factor that spotrf_ left, in place; the triangle named by uplo only.
void spotri_(const char *uplo, const int *n, float *a, const int *lda, int *info);

/// All eigenvalues, ascending, and with jobz V the eigenvectors of a symmetric matrix, in place, by divide and conquer.
void ssyevd_(const char *jobz, const char *uplo, const int *n, float *a, const int *lda, float *w, float *work,
             const int *lwork, int *iwork, const int *liwork, int *info);
