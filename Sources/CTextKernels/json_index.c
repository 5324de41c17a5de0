#include "index_ends.h"
#include "json_state.h"

#include "blocks_portable.h"
#if defined(__x86_64__)
#include "blocks_avx2.h"
#include "blocks_avx512.h"
#endif

BS_INLINE uint32_t bs_json_flags(const bs_json_state *state) {
  return (state->controls ? BS_CONTROL : 0) | (state->brackets ? BS_BRACKETS : 0) |
         (state->inside ? BS_OPEN : 0);
}

#define BS_NAME(name) name##_portable
#define BS_TARGET
#include "json_loop.h"
#undef BS_NAME
#undef BS_TARGET

#if defined(__x86_64__)
#define BS_NAME(name) name##_avx2
#define BS_TARGET BS_AVX2
#include "json_loop.h"
#undef BS_NAME
#undef BS_TARGET

#define BS_NAME(name) name##_avx512
#define BS_TARGET BS_AVX512
#include "json_loop.h"
#undef BS_NAME
#undef BS_TARGET
#endif

bs_index bs_json_index(bs_level level, const uint8_t *bytes, size_t length, uint32_t *positions) {
  switch (level) {
#if defined(__x86_64__)
    case BS_LEVEL_AVX512: return bs_json_index_avx512(bytes, length, positions);
    case BS_LEVEL_AVX2: return bs_json_index_avx2(bytes, length, positions);
#endif
    default: return bs_json_index_portable(bytes, length, positions);
  }
}
