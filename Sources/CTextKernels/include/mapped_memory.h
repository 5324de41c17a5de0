#ifndef BS_MAPPED_MEMORY_H
#define BS_MAPPED_MEMORY_H
#include <stddef.h>

/// Grows an anonymous mapping, moving it where it must; NULL where the system has no room. Swift
/// does not import `mremap`, whose arguments vary in number.
void *bs_grow_mapping(void *address, size_t from, size_t to);

#endif
