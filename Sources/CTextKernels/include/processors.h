#ifndef BS_PROCESSORS_H
#define BS_PROCESSORS_H

/// The number of processors that the calling thread may run on; 0 where the system does not tell.
/// Swift does not import `sched_getaffinity`, an extension of the C library.
int bs_processors(void);

#endif
