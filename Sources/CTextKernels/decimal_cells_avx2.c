#include "decimal_cells_simd.h"

#if defined(__x86_64__)

static __attribute__((noinline)) void bs_read_rare_cell(const bs_cell_source *source,
                                                        const bs_cell_columns *columns,
                                                        size_t row) {
  bs_store_cell(columns, row, bs_read_cell(source->bytes, bs_cell_start(source, row),
                                           bs_cell_end(source, row)));
}

// 32 bytes of all ones, then of zeros: loaded from offset n, the first 32 − n places are ones.
static const uint8_t bs_steps[64] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

BS_INLINE BS_AVX2 __m256i bs_first_places(uint32_t count) {
  return _mm256_loadu_si256((const __m256i *)(bs_steps + 32 - count));
}

BS_INLINE BS_AVX2 uint32_t bs_equal_32(__m256i text, char byte) {
  return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(text, _mm256_set1_epi8(byte)));
}

BS_INLINE BS_AVX2 int bs_read_cell_avx2(const bs_cell_source *source,
                                        const bs_cell_columns *columns, size_t row) {
  const uint32_t start = bs_cell_start(source, row);
  uint32_t end = bs_cell_end(source, row);
  end -= (uint32_t)(end != start) & (uint32_t)(*(source->bytes + end - 1) == '\r');
  const uint8_t *const place = source->bytes + end - 32;
  const __m256i text = _mm256_loadu_si256((const __m256i *)place);
  const __m256i values = _mm256_sub_epi8(text, _mm256_set1_epi8('0'));
  const __m256i nine = _mm256_set1_epi8(9);
  const uint32_t digit_mask =
      (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_max_epu8(values, nine), nine));
  const bs_cell_shape shape = bs_shape_of_cell(end - start, digit_mask, bs_equal_32(text, '.'),
                                               bs_equal_32(text, '-'));
  const __m256i moved = _mm256_sub_epi8(_mm256_loadu_si256((const __m256i *)(place - 1)),
                                        _mm256_set1_epi8('0'));
  const uint32_t left = (uint32_t)__builtin_popcount(shape.left);
  const __m256i joined = _mm256_blendv_epi8(values, moved, bs_first_places(left));
  const __m256i digits = _mm256_andnot_si256(bs_first_places(32 - shape.digits), joined);
  const __m256i pairs = _mm256_maddubs_epi16(digits, _mm256_set1_epi16(0x010A));
  const __m256i fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00010064));
  const __m256i packed = _mm256_packus_epi32(fours, fours);
  const __m256i eights = _mm256_madd_epi16(packed, _mm256_set1_epi32(0x00012710));
  return bs_finish_cell(columns, row, shape,
                        (uint64_t)_mm_cvtsi128_si64(_mm256_castsi256_si128(eights)),
                        (uint64_t)_mm_cvtsi128_si64(_mm256_extracti128_si256(eights, 1)));
}

BS_AVX2 void bs_decimal_cells_avx2(bs_cell_source source, size_t rows, bs_cell_columns columns) {
  for (size_t row = 0; row < rows; ++row) {
    if (BS_UNLIKELY(!bs_read_cell_avx2(&source, &columns, row))) {
      bs_read_rare_cell(&source, &columns, row);
    }
  }
}

#endif
