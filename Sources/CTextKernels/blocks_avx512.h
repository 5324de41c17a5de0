// 64 bytes in one register of 512 bits.
#include "instructions.h"
#include "text_kernels.h"

typedef __m512i bs_block_avx512;

typedef struct {
  __m512i any;    // all bytes or-ed
  __m512i least;  // the least byte of each place
} bs_summary_avx512;

BS_INLINE BS_AVX512 bs_block_avx512 bs_load_avx512(const uint8_t *bytes) {
  return _mm512_loadu_si512(bytes);
}

BS_INLINE BS_AVX512 uint64_t bs_equal_avx512(bs_block_avx512 block, uint8_t byte) {
  return _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8((char)byte));
}

BS_INLINE BS_AVX512 uint64_t bs_controls_avx512(bs_block_avx512 block) {
  return _mm512_cmplt_epu8_mask(block, _mm512_set1_epi8(0x20));
}

BS_INLINE BS_AVX512 bs_summary_avx512 bs_summary_start_avx512(void) {
  return (bs_summary_avx512){_mm512_setzero_si512(), _mm512_set1_epi8(-1)};
}

BS_INLINE BS_AVX512 void bs_summarise_avx512(bs_summary_avx512 *summary, bs_block_avx512 block) {
  summary->any = _mm512_or_si512(summary->any, block);
  summary->least = _mm512_min_epu8(summary->least, block);
}

BS_INLINE BS_AVX512 uint32_t bs_summary_flags_avx512(bs_summary_avx512 summary) {
  const __mmask64 zeros = _mm512_cmpeq_epi8_mask(summary.least, _mm512_setzero_si512());
  return (_mm512_movepi8_mask(summary.any) ? BS_NON_ASCII : 0) | (zeros ? BS_NUL : 0);
}

// Bit i is the parity of the bits 0...i: a carry-less product with all ones.
BS_INLINE BS_AVX512 uint64_t bs_prefix_xor_avx512(uint64_t bits) {
  const __m128i product =
      _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)bits), _mm_set1_epi8(-1), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

// Writes base + the number of each bit of `mask`, and up to 15 entries more. The numbers are
// compressed in a register: compressing into memory is slow on Zen 4.
BS_INLINE BS_AVX512 uint32_t *bs_write_positions_avx512(uint32_t *out, uint32_t base,
                                                        uint64_t mask) {
  const __m512i numbers = _mm512_set_epi8(
      63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41,
      40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18,
      17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  const long count = __builtin_popcountll(mask);
  const __m512i bases = _mm512_set1_epi32((int)base);
  const __m512i kept = _mm512_maskz_compress_epi8(mask, numbers);
  const __m512i first = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(kept));
  _mm512_storeu_si512(out, _mm512_add_epi32(first, bases));
  if (BS_UNLIKELY(count > 16)) {
    const __m512i second = _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(kept, 1));
    _mm512_storeu_si512(out + 16, _mm512_add_epi32(second, bases));
    if (count > 32) {
      const __m512i third = _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(kept, 2));
      const __m512i fourth = _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(kept, 3));
      _mm512_storeu_si512(out + 32, _mm512_add_epi32(third, bases));
      _mm512_storeu_si512(out + 48, _mm512_add_epi32(fourth, bases));
    }
  }
  return out + count;
}
