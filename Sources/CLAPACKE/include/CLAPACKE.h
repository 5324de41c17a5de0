#ifndef CLAPACKE_H
#define CLAPACKE_H

// The functions of LAPACKE that we use, loaded on the first call of any of them, with OpenBLAS for
// their LAPACK: see COpenBLAS.h. A function that CLAPACKE.c does not define does not link: add a
// FORWARD there.

#include <lapacke.h>

#endif
