// What the kernels share: attributes of functions, and 64-bit masks that hold one bit for each of
// 64 bytes, the first byte in the lowest bit.
#ifndef BENCH_STATS_INSTRUCTIONS_H
#define BENCH_STATS_INSTRUCTIONS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define BS_INLINE static inline __attribute__((always_inline, unused))
#define BS_LIKELY(condition) __builtin_expect(!!(condition), 1)
#define BS_UNLIKELY(condition) __builtin_expect(!!(condition), 0)

#if defined(__x86_64__)
#include <immintrin.h>
#define BS_AVX2_FEATURES "avx2,bmi,bmi2,lzcnt,popcnt,pclmul"
#define BS_AVX512_FEATURES \
  BS_AVX2_FEATURES ",avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2,avx512cd"
#define BS_AVX2 __attribute__((target(BS_AVX2_FEATURES)))
#define BS_AVX512 __attribute__((target(BS_AVX512_FEATURES)))
#endif

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the kernels read words of bytes in little-endian order"
#endif

BS_INLINE uint64_t bs_load_word(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

// The high bit of each byte of `word` that is 0; exact, no carry leaves a byte.
BS_INLINE uint64_t bs_zero_bytes(uint64_t word) {
  const uint64_t low = 0x7F7F7F7F7F7F7F7FULL;
  return ~(((word & low) + low) | word | low);
}

#endif
