#define _GNU_SOURCE  // program_invocation_short_name

#include "COpenBLAS.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static void *required(void *found) {
  if (found) return found;
  fprintf(stderr, "%s: %s\n", program_invocation_short_name, dlerror());
  exit(127);
}

void *copenblas_address(const char *library, const char *function) {
  // Global, since LAPACKE needs "a LAPACK", and what the system has as liblapack.so.3 may be the
  // slow reference. Loading again is cheap and safe from any thread.
  required(dlopen(COPENBLAS_FILE, RTLD_LAZY | RTLD_GLOBAL));
  return required(dlsym(required(dlopen(library, RTLD_LAZY | RTLD_LOCAL)), function));
}

#define FORWARD(...) COPENBLAS_FORWARD(COPENBLAS_FILE, __VA_ARGS__)

FORWARD(double, cblas_dnrm2, (int n, const double *x, int stride), (n, x, stride))

FORWARD(
    void, cblas_dgemv,
    (CBLAS_ORDER order, CBLAS_TRANSPOSE transpose, int m, int n, double alpha, const double *a,
     int lda, const double *x, int stride_x, double beta, double *y, int stride_y),
    (order, transpose, m, n, alpha, a, lda, x, stride_x, beta, y, stride_y))

FORWARD(
    void, cblas_dgemm,
    (CBLAS_ORDER order, CBLAS_TRANSPOSE transpose_a, CBLAS_TRANSPOSE transpose_b, int m, int n,
     int k, double alpha, const double *a, int lda, const double *b, int ldb, double beta,
     double *c, int ldc),
    (order, transpose_a, transpose_b, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc))

FORWARD(
    void, cblas_dsyrk,
    (CBLAS_ORDER order, CBLAS_UPLO triangle, CBLAS_TRANSPOSE transpose, int n, int k, double alpha,
     const double *a, int lda, double beta, double *c, int ldc),
    (order, triangle, transpose, n, k, alpha, a, lda, beta, c, ldc))
