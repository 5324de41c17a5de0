// Cells in registers of 512 bits, two cells in each, in three passes over a block of rows, so that
// what one pass stores lies in the cache before the next one loads it in wider pieces:
//   1. which of the 32 bytes that end where a cell ends are digits, points, minus signs;
//   2. from these masks, 16 cells at a time, the form of each cell;
//   3. the digits: those left of the point move up by one place, and three multiply-adds make four
//      numbers of eight digits.
#include "decimal_cell_block.h"

#if defined(__x86_64__)

BS_INLINE BS_AVX512 __m512i bs_load_pair(const uint8_t *bytes, const uint32_t ends[2]) {
  const __m256i first = _mm256_loadu_si256((const __m256i *)(bytes + ends[0] - 32));
  const __m256i second = _mm256_loadu_si256((const __m256i *)(bytes + ends[1] - 32));
  return _mm512_inserti64x4(_mm512_castsi256_si512(first), second, 1);
}

BS_INLINE BS_AVX512 void bs_find_bytes(bs_cell_block *block, const uint8_t *bytes, size_t rows) {
  for (size_t i = 0; i < rows; i += 2) {
    const __m512i text = bs_load_pair(bytes, block->ends + i);
    const __m512i values = _mm512_sub_epi8(text, _mm512_set1_epi8('0'));
    const __mmask64 digits = _mm512_cmplt_epu8_mask(values, _mm512_set1_epi8(10));
    const __mmask64 points = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('.'));
    const __mmask64 minuses = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('-'));
    _store_mask64((__mmask64 *)(block->digits + i), digits);
    _store_mask64((__mmask64 *)(block->points + i), points);
    _store_mask64((__mmask64 *)(block->minuses + i), minuses);
  }
}

BS_INLINE BS_AVX512 void bs_find_forms(bs_cell_block *block, size_t i, int8_t *scales,
                                       uint8_t *negatives) {
  const __m512i one = _mm512_set1_epi32(1);
  const __m512i ones = _mm512_set1_epi32(-1);
  const __m512i places = _mm512_set1_epi32(32);
  const __m512i length = _mm512_load_si512(block->lengths + i);
  const __m512i before = _mm512_sub_epi32(places, length);
  const __m512i within = _mm512_sllv_epi32(ones, before);
  const __m512i first = _mm512_sllv_epi32(one, before);
  const __m512i digits = _mm512_load_si512(block->digits + i);
  const __m512i points = _mm512_and_si512(within, _mm512_load_si512(block->points + i));
  const __m512i minus = _mm512_and_si512(first, _mm512_load_si512(block->minuses + i));
  const __m512i known = _mm512_or_si512(digits, _mm512_or_si512(points, minus));
  const __m512i below = _mm512_sub_epi32(points, one);
  const __mmask16 negative = _mm512_test_epi32_mask(minus, minus);
  const __mmask16 with_point = _mm512_test_epi32_mask(points, points);
  __m512i count = _mm512_mask_sub_epi32(length, negative, length, one);
  count = _mm512_mask_sub_epi32(count, with_point, count, one);
  const __m512i fraction = _mm512_maskz_lzcnt_epi32(with_point, points);
  __mmask16 numbers = _mm512_cmplt_epu32_mask(length, places);
  numbers = _mm512_mask_cmpgt_epi32_mask(numbers, count, _mm512_setzero_si512());
  numbers = _mm512_mask_testn_epi32_mask(numbers, points, below);
  numbers = _mm512_mask_testn_epi32_mask(numbers, _mm512_andnot_si512(known, within), ones);
  _mm512_store_si512(block->left + i, _mm512_maskz_xor_epi32(with_point, points, below));
  _mm512_store_si512(block->kept + i,
                     _mm512_sllv_epi32(ones, _mm512_sub_epi32(places, count)));
  const __mmask16 with_exponent = block->with_exponent[i / 16];
  const __m512i exponents = _mm512_cvtepi16_epi32(
      _mm256_maskz_loadu_epi16(with_exponent, block->exponents + i));
  const __m512i scale = _mm512_sub_epi32(exponents, fraction);
  const __m128i narrow = _mm512_cvtepi32_epi8(scale);
  numbers = _mm512_mask_cmpeq_epi32_mask(numbers, scale, _mm512_cvtepi8_epi32(narrow));
  _mm_storeu_si128((__m128i *)scales, narrow);
  _mm_storeu_si128((__m128i *)negatives, _mm_maskz_set1_epi8(negative, 1));
  block->numbers[i / 16] = numbers;
  block->is_decimal[i / 16] = with_point | with_exponent;
  block->negative[i / 16] = negative;
  block->empty[i / 16] = _mm512_testn_epi32_mask(length, length);
}

// The digits of two cells in groups of four: eight 32-bit numbers for each cell.
BS_INLINE BS_AVX512 __m512i bs_group_digits(const bs_cell_block *block, const uint8_t *bytes,
                                            size_t i) {
  const __m512i one_up = _mm512_set_epi8(
      62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40,
      39, 38, 37, 36, 35, 34, 33, 32, 32, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17,
      16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0);
  const __mmask64 left = _load_mask64((__mmask64 *)(uintptr_t)(block->left + i));
  const __mmask64 kept = _load_mask64((__mmask64 *)(uintptr_t)(block->kept + i));
  const __m512i text = bs_load_pair(bytes, block->ends + i);
  const __m512i closed = _mm512_mask_permutexvar_epi8(text, left, one_up, text);
  const __m512i digits = _mm512_maskz_sub_epi8(kept, closed, _mm512_set1_epi8('0'));
  const __m512i pairs = _mm512_maddubs_epi16(digits, _mm512_set1_epi16(0x010A));
  return _mm512_madd_epi16(pairs, _mm512_set1_epi32(0x00010064));
}

// Reads the digits of eight rows; returns for which of them the form was the whole truth.
BS_INLINE BS_AVX512 __mmask8 bs_read_eight(const bs_cell_block *block, const uint8_t *bytes,
                                           size_t i, uint64_t *significands) {
  const __m512i uppers = _mm512_setr_epi64(0, 4, 1, 5, 8, 12, 9, 13);
  const __m512i lowers = _mm512_setr_epi64(2, 6, 3, 7, 10, 14, 11, 15);
  const __m512i ten_thousand = _mm512_set1_epi32(0x00012710);
  const __m512i packed = _mm512_packus_epi32(bs_group_digits(block, bytes, i),
                                             bs_group_digits(block, bytes, i + 2));
  const __m512i packed2 = _mm512_packus_epi32(bs_group_digits(block, bytes, i + 4),
                                              bs_group_digits(block, bytes, i + 6));
  const __m512i eights = _mm512_madd_epi16(packed, ten_thousand);
  const __m512i eights2 = _mm512_madd_epi16(packed2, ten_thousand);
  // Two numbers of eight digits in each, the more significant in the lower half.
  const __m512i upper = _mm512_permutex2var_epi64(eights, uppers, eights2);
  const __m512i lower = _mm512_permutex2var_epi64(eights, lowers, eights2);
  __m512i value = _mm512_add_epi64(_mm512_mul_epu32(lower, _mm512_set1_epi64(100000000)),
                                   _mm512_srli_epi64(lower, 32));
  value = _mm512_add_epi64(value, _mm512_mullo_epi64(_mm512_srli_epi64(upper, 32),
                                                     _mm512_set1_epi64(10000000000000000)));
  _mm512_storeu_si512(significands, value);
  const __mmask8 fits =
      _mm512_cmplt_epu64_mask(_mm512_ror_epi64(upper, 32), _mm512_set1_epi64(1000));
  const size_t shift = i % 16;
  const __mmask8 decimal = (__mmask8)(block->is_decimal[i / 16] >> shift);
  const __mmask8 negative = (__mmask8)(block->negative[i / 16] >> shift);
  const __mmask8 empty = (__mmask8)(block->empty[i / 16] >> shift);
  const __mmask8 zero = _mm512_testn_epi64_mask(value, value);
  const __mmask8 whole = (__mmask8)~(_mm512_movepi64_mask(value) | (negative & zero));
  const __mmask8 numbers = (__mmask8)(block->numbers[i / 16] >> shift);
  return (__mmask8)((numbers & fits & (decimal | whole)) | empty);
}

BS_INLINE BS_AVX512 uint32_t bs_read_sixteen(bs_cell_block *block, const uint8_t *bytes, size_t i,
                                             bs_cell_columns columns, size_t row) {
  const uint32_t low = bs_read_eight(block, bytes, i, columns.significands + row);
  const uint32_t high = bs_read_eight(block, bytes, i + 8, columns.significands + row + 8);
  const __m128i decimals = _mm_maskz_set1_epi8(block->is_decimal[i / 16], BS_CELL_DECIMAL);
  const __m128i kinds =
      _mm_mask_mov_epi8(decimals, block->empty[i / 16], _mm_set1_epi8(BS_CELL_EMPTY));
  _mm_storeu_si128((__m128i *)(columns.kinds + row), kinds);
  return low | high << 8;
}

// Reads the placed cells, in sixteens; sets in `unread` the rows that this could not. Returns how
// many.
static BS_AVX512 size_t bs_read_block(bs_cell_block *block, const uint8_t *bytes, size_t rows,
                                      bs_cell_columns columns, size_t row,
                                      uint16_t unread[BS_BLOCK_ROWS / 16]) {
  size_t count = 0;
  bs_find_bytes(block, bytes, rows);
  for (size_t i = 0; i < rows; i += 16) {
    bs_find_forms(block, i, columns.scales + row + i, columns.negatives + row + i);
  }
  for (size_t i = 0; i < rows; i += 16) {
    const uint32_t read = bs_read_sixteen(block, bytes, i, columns, row + i);
    unread[i / 16] = (uint16_t)~read;
    count += (size_t)__builtin_popcount(~read & 0xFFFF);
  }
  return count;
}

// Reads the placed cells by way of columns of a whole block, for rows that are no multiple of 16.
static BS_AVX512 size_t bs_read_part_of_block(bs_cell_block *block, const uint8_t *bytes,
                                              size_t rows, bs_cell_columns columns, size_t row,
                                              uint16_t unread[BS_BLOCK_ROWS / 16]) {
  uint64_t significands[BS_BLOCK_ROWS];
  int8_t scales[BS_BLOCK_ROWS];
  uint8_t kinds[BS_BLOCK_ROWS];
  uint8_t negatives[BS_BLOCK_ROWS];
  const bs_cell_columns whole = {significands, scales, kinds, negatives};
  const size_t count = bs_read_block(block, bytes, rows, whole, 0, unread);
  memcpy(columns.significands + row, significands, rows * sizeof *significands);
  memcpy(columns.scales + row, scales, rows);
  memcpy(columns.kinds + row, kinds, rows);
  memcpy(columns.negatives + row, negatives, rows);
  return count;
}

static size_t bs_read_rows(bs_cell_block *block, const uint8_t *bytes, size_t rows,
                           bs_cell_columns columns, size_t row,
                           uint16_t unread[BS_BLOCK_ROWS / 16]) {
  return rows % 16 == 0 ? bs_read_block(block, bytes, rows, columns, row, unread)
                        : bs_read_part_of_block(block, bytes, rows, columns, row, unread);
}

// The rows that the block's masks can't tell, one by one.
static void bs_read_rest(const bs_cell_source *source, size_t row, size_t rows,
                         const uint16_t *unread, const bs_cell_columns *columns) {
  for (size_t i = 0; i < rows; ++i) {
    if (unread[i / 16] >> i % 16 & 1) {
      bs_store_cell(columns, row + i,
                    bs_read_cell(source->bytes, bs_cell_start(source, row + i),
                                 bs_cell_end(source, row + i)));
    }
  }
}

// What is taken off the cells of a block before they are read.
typedef struct {
  int borders, exponents;
} bs_strips;

// Takes it off and keeps to what more than a few cells had.
BS_INLINE bs_strips bs_strip(bs_strips strips, bs_cell_block *block, const uint8_t *bytes,
                             size_t rows) {
  const size_t few = rows / 16;
  if (strips.borders) strips.borders = bs_strip_borders(block, bytes, rows) > few;
  if (strips.exponents) strips.exponents = bs_strip_exponents(block, bytes, rows) > few;
  return strips;
}

// Most columns need nothing taken off their cells. In others most cells do: then that is done
// before the first reading of the next block, too.
BS_AVX512 void bs_decimal_cells_avx512(bs_cell_source source, size_t rows,
                                       bs_cell_columns columns) {
  bs_cell_block block;
  uint16_t unread[BS_BLOCK_ROWS / 16];
  bs_strips strips = {0, 0};
  for (size_t row = 0; row < rows; row += BS_BLOCK_ROWS) {
    const size_t left = rows - row < BS_BLOCK_ROWS ? rows - row : BS_BLOCK_ROWS;
    const bs_strips tried = strips;
    bs_place_cells(&block, &source, row, left);
    strips = bs_strip(tried, &block, source.bytes, left);
    size_t count = bs_read_rows(&block, source.bytes, left, columns, row, unread);
    if (count > left / 16 && !(tried.borders & tried.exponents)) {
      bs_place_cells(&block, &source, row, left);
      strips = bs_strip((bs_strips){1, 1}, &block, source.bytes, left);
      count = bs_read_rows(&block, source.bytes, left, columns, row, unread);
    }
    if (BS_UNLIKELY(count > 0)) bs_read_rest(&source, row, left, unread, &columns);
  }
}

#endif
