#define _GNU_SOURCE
#include "mapped_memory.h"
#include <sys/mman.h>

void *bs_grow_mapping(void *address, size_t from, size_t to) {
  void *moved = mremap(address, from, to, MREMAP_MAYMOVE);
  return moved == MAP_FAILED ? NULL : moved;
}
