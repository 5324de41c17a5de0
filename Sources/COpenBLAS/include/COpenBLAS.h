#ifndef COPENBLAS_H
#define COPENBLAS_H

// The functions of CBLAS that we use, from the system's OpenBLAS, which is loaded on the first call
// of any of them. To load it takes longer than all else that a small job does; and up to then the
// process can say by OPENBLAS_NUM_THREADS how many threads OpenBLAS starts as it is loaded.
//
// A function that COpenBLAS.c does not define does not link: add a FORWARD there.

#include <cblas.h>
#include <stdatomic.h>

#define COPENBLAS_FILE "libopenblas.so.0"

/// The address of a function in a shared library. OpenBLAS is loaded first, so that any library's
/// calls of LAPACK bind to it. A missing library or function ends the process with status 127, as
/// one missing at its start does.
void *copenblas_address(const char *library, const char *function);

/// Defines the function `name` as one that calls its namesake in `library`, found on the first
/// call. The header's declaration holds the types: another signature does not compile.
#define COPENBLAS_FORWARD(library, result, name, parameters, arguments)              \
  result name parameters {                                                           \
    static _Atomic(__typeof__(&name)) known;                                         \
    __typeof__(&name) function = atomic_load_explicit(&known, memory_order_acquire); \
    if (!function) {                                                                 \
      function = (__typeof__(&name))copenblas_address(library, #name);               \
      atomic_store_explicit(&known, function, memory_order_release);                 \
    }                                                                                \
    return function arguments;                                                       \
  }

#endif
