#include "CLAPACKE.h"

#include "COpenBLAS.h"

#define FORWARD(...) COPENBLAS_FORWARD("liblapacke.so.3", lapack_int, __VA_ARGS__)

FORWARD(
    LAPACKE_dgeqrf,
    (int layout, lapack_int m, lapack_int n, double *a, lapack_int lda, double *tau),
    (layout, m, n, a, lda, tau))

FORWARD(
    LAPACKE_dormqr,
    (int layout, char side, char transpose, lapack_int m, lapack_int n, lapack_int k,
     const double *a, lapack_int lda, const double *tau, double *c, lapack_int ldc),
    (layout, side, transpose, m, n, k, a, lda, tau, c, ldc))

FORWARD(
    LAPACKE_dorgqr,
    (int layout, lapack_int m, lapack_int n, lapack_int k, double *a, lapack_int lda,
     const double *tau),
    (layout, m, n, k, a, lda, tau))

FORWARD(
    LAPACKE_dtrtrs,
    (int layout, char triangle, char transpose, char diagonal, lapack_int n, lapack_int right_sides,
     const double *a, lapack_int lda, double *b, lapack_int ldb),
    (layout, triangle, transpose, diagonal, n, right_sides, a, lda, b, ldb))

FORWARD(
    LAPACKE_dtrtri,
    (int layout, char triangle, char diagonal, lapack_int n, double *a, lapack_int lda),
    (layout, triangle, diagonal, n, a, lda))

FORWARD(
    LAPACKE_dsyevd,
    (int layout, char job, char triangle, lapack_int n, double *a, lapack_int lda, double *values),
    (layout, job, triangle, n, a, lda, values))
