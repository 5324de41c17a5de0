// The first and last steps of an index, the same at every level.
#include "instructions.h"
#include "text_kernels.h"

// Copies the last bytes of a text into a whole word and returns which of its bytes exist. The
// others are a byte that sets no flag.
BS_INLINE uint64_t bs_copy_rest(uint8_t rest[64], const uint8_t *bytes, size_t count) {
  memset(rest, 'a', 64);
  memcpy(rest, bytes, count);
  return ~0ULL >> (64 - count);
}

// The index without its flags. The last line end is the last position that holds a '\n'.
BS_INLINE bs_index bs_finish_index(const uint8_t *bytes, const uint32_t *positions,
                                   const uint32_t *out, size_t lines) {
  bs_index index = {.count = (size_t)(out - positions), .lines = lines};
  size_t count = index.count;
  if (lines == 0) return index;
  while (bytes[positions[count - 1]] != '\n') --count;
  index.last_line_end = (size_t)positions[count - 1] + 1;
  index.count_at_last_line_end = count;
  return index;
}
