// 64 bytes in two registers of 256 bits.
#include "instructions.h"
#include "text_kernels.h"

typedef struct {
  __m256i low, high;
} bs_block_avx2;

typedef struct {
  __m256i any;    // all bytes or-ed
  __m256i least;  // the least byte of each place
} bs_summary_avx2;

BS_INLINE BS_AVX2 bs_block_avx2 bs_load_avx2(const uint8_t *bytes) {
  return (bs_block_avx2){_mm256_loadu_si256((const __m256i *)bytes),
                         _mm256_loadu_si256((const __m256i *)(bytes + 32))};
}

BS_INLINE BS_AVX2 uint64_t bs_join_avx2(__m256i low, __m256i high) {
  return (uint32_t)_mm256_movemask_epi8(low) |
         (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

BS_INLINE BS_AVX2 uint64_t bs_equal_avx2(bs_block_avx2 block, uint8_t byte) {
  const __m256i pattern = _mm256_set1_epi8((char)byte);
  return bs_join_avx2(_mm256_cmpeq_epi8(block.low, pattern),
                      _mm256_cmpeq_epi8(block.high, pattern));
}

BS_INLINE BS_AVX2 uint64_t bs_controls_avx2(bs_block_avx2 block) {
  const __m256i most = _mm256_set1_epi8(0x1F);
  return bs_join_avx2(_mm256_cmpeq_epi8(_mm256_max_epu8(block.low, most), most),
                      _mm256_cmpeq_epi8(_mm256_max_epu8(block.high, most), most));
}

BS_INLINE BS_AVX2 bs_summary_avx2 bs_summary_start_avx2(void) {
  return (bs_summary_avx2){_mm256_setzero_si256(), _mm256_set1_epi8(-1)};
}

BS_INLINE BS_AVX2 void bs_summarise_avx2(bs_summary_avx2 *summary, bs_block_avx2 block) {
  summary->any = _mm256_or_si256(summary->any, _mm256_or_si256(block.low, block.high));
  summary->least = _mm256_min_epu8(summary->least, _mm256_min_epu8(block.low, block.high));
}

BS_INLINE BS_AVX2 uint32_t bs_summary_flags_avx2(bs_summary_avx2 summary) {
  const __m256i zeros = _mm256_cmpeq_epi8(summary.least, _mm256_setzero_si256());
  return (_mm256_movemask_epi8(summary.any) ? BS_NON_ASCII : 0) |
         (_mm256_movemask_epi8(zeros) ? BS_NUL : 0);
}

// Bit i is the parity of the bits 0...i: a carry-less product with all ones.
BS_INLINE BS_AVX2 uint64_t bs_prefix_xor_avx2(uint64_t bits) {
  const __m128i product =
      _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)bits), _mm_set1_epi8(-1), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

// Writes base + the number of each bit of `mask`, and some entries more: loops of fixed lengths,
// whose branches are foreseen.
BS_INLINE BS_AVX2 uint32_t *bs_write_positions_avx2(uint32_t *out, uint32_t base, uint64_t mask) {
  const long count = __builtin_popcountll(mask);
  for (long done = 0; done < count; done += 8) {
    for (long i = 0; i < 8; ++i) {
      out[done + i] = base + (uint32_t)_tzcnt_u64(mask);
      mask = _blsr_u64(mask);
    }
  }
  return out + count;
}
