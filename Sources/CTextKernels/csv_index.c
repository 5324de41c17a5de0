#include "csv_state.h"
#include "index_ends.h"

#include "blocks_portable.h"
#if defined(__x86_64__)
#include "blocks_avx2.h"
#include "blocks_avx512.h"
#endif

BS_INLINE uint32_t bs_csv_flags(const bs_csv_state *state, const uint8_t *bytes, size_t length) {
  const int ends_in_return = length > 0 && bytes[length - 1] == '\r' && !state->inside;
  return (state->irregular || ends_in_return ? BS_IRREGULAR : 0) | (state->inside ? BS_OPEN : 0) |
         (state->quoted_line_ends ? BS_QUOTED_LINE_END : 0);
}

#define BS_NAME(name) name##_portable
#define BS_TARGET
#include "csv_loop.h"
#undef BS_NAME
#undef BS_TARGET

#if defined(__x86_64__)
#define BS_NAME(name) name##_avx2
#define BS_TARGET BS_AVX2
#include "csv_loop.h"
#undef BS_NAME
#undef BS_TARGET

#define BS_NAME(name) name##_avx512
#define BS_TARGET BS_AVX512
#include "csv_loop.h"
#undef BS_NAME
#undef BS_TARGET
#endif

bs_index bs_csv_index(bs_level level, const uint8_t *bytes, size_t length, uint8_t delimiter,
                      uint8_t quote, uint32_t *positions) {
  switch (level) {
#if defined(__x86_64__)
    case BS_LEVEL_AVX512:
      return bs_csv_index_avx512(bytes, length, delimiter, quote, positions);
    case BS_LEVEL_AVX2: return bs_csv_index_avx2(bytes, length, delimiter, quote, positions);
#endif
    default: return bs_csv_index_portable(bytes, length, delimiter, quote, positions);
  }
}
