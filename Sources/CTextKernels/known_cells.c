#include "decimal_cells.h"
#include "text_kernels.h"

enum { BS_FREE = 0xFF };  // the length of a place without a cell

void bs_forget_cells(bs_known_cells *known, const uint32_t *keys) {
  memset(known->lengths, BS_FREE, sizeof known->lengths);
  memcpy(known->keys, keys, sizeof known->keys);
  known->empty_code = BS_UNKNOWN_CODE;
}

#if defined(__x86_64__)

BS_INLINE BS_AVX512 __m512i bs_load_cell(const uint8_t *bytes, size_t length) {
  const __mmask64 within = _bzhi_u64(~0ULL, (uint32_t)length);
  return _mm512_maskz_loadu_epi8(within, bytes);
}

// NH, the hash of UMAC (Black et al. 1999): for two cells of one length the chance of one hash is
// 2⁻³² over the keys. The product spreads it over the high bits.
BS_INLINE BS_AVX512 size_t bs_place_of_cell(__m512i cell, size_t length, __m512i keys) {
  const __m512i sums = _mm512_add_epi32(cell, keys);
  const __m512i products = _mm512_mul_epu32(sums, _mm512_srli_epi64(sums, 32));
  const uint64_t hash = (uint64_t)_mm512_reduce_add_epi64(products) + length;
  return (size_t)(((hash ^ hash >> 32) * 0x9E3779B97F4A7C15ULL) >> 55);
}

BS_INLINE BS_AVX512 int bs_stands_at(const bs_known_cells *known, size_t place, __m512i cell,
                                     size_t length) {
  return known->lengths[place] == length &&
         _mm512_cmpneq_epi64_mask(_mm512_load_si512(known->cells[place]), cell) == 0;
}

static BS_AVX512 void bs_remember_cell_avx512(bs_known_cells *known, const uint8_t *bytes,
                                              size_t length, int32_t code) {
  const __m512i cell = bs_load_cell(bytes, length);
  const size_t place = bs_place_of_cell(cell, length, _mm512_loadu_si512(known->keys));
  if (known->lengths[place] != BS_FREE) {
    // What stood here moves to the other place.
    memcpy(known->cells[place ^ 1], known->cells[place], BS_KNOWN_CELL_BYTES);
    known->codes[place ^ 1] = known->codes[place];
    known->lengths[place ^ 1] = known->lengths[place];
  }
  _mm512_store_si512(known->cells[place], cell);
  known->codes[place] = code;
  known->lengths[place] = (uint8_t)length;
}

// The code of a cell; BS_UNKNOWN_CODE where it is not known.
BS_INLINE BS_AVX512 int32_t bs_code_of_cell(const bs_known_cells *known, const uint8_t *bytes,
                                            size_t length, __m512i keys) {
  if (length == 0) return known->empty_code;
  if (BS_UNLIKELY(length > BS_KNOWN_CELL_BYTES)) return BS_UNKNOWN_CODE;
  const __m512i cell = bs_load_cell(bytes, length);
  const size_t place = bs_place_of_cell(cell, length, keys);
  if (BS_LIKELY(bs_stands_at(known, place, cell, length))) return known->codes[place];
  return bs_stands_at(known, place ^ 1, cell, length) ? known->codes[place ^ 1] : BS_UNKNOWN_CODE;
}

static BS_AVX512 bs_code_counts bs_codes_of_cells_avx512(const bs_known_cells *known,
                                                         bs_cell_source source, size_t rows,
                                                         int32_t *codes, uint32_t *unknown) {
  const __m512i keys = _mm512_loadu_si512(known->keys);
  bs_code_counts counts = {0, 0};
  for (size_t row = 0; row < rows; ++row) {
    const uint8_t *start = source.bytes + bs_cell_start(&source, row);
    size_t length = bs_cell_end(&source, row) - bs_cell_start(&source, row);
    length -= length > 0 && start[length - 1] == '\r';
    const int32_t code = bs_code_of_cell(known, start, length, keys);
    codes[row] = code;
    unknown[counts.unknown] = (uint32_t)row;
    counts.unknown += code == BS_UNKNOWN_CODE;
    counts.negative += code < 0 && code != BS_UNKNOWN_CODE;
  }
  return counts;
}

#endif

void bs_remember_cell(bs_level level, bs_known_cells *known, const uint8_t *bytes, size_t length,
                      int32_t code) {
  if (length > BS_KNOWN_CELL_BYTES) return;
  if (length == 0) {
    known->empty_code = code;
    return;
  }
#if defined(__x86_64__)
  if (level == BS_LEVEL_AVX512) bs_remember_cell_avx512(known, bytes, length, code);
#endif
}

bs_code_counts bs_codes_of_cells(bs_level level, const bs_known_cells *known, const uint8_t *bytes,
                                 const uint32_t *starts, const uint32_t *ends, size_t stride,
                                 uint32_t shift, size_t rows, int32_t *codes, uint32_t *unknown) {
#if defined(__x86_64__)
  if (level == BS_LEVEL_AVX512) {
    const bs_cell_source source = {bytes, starts, ends, stride, shift};
    return bs_codes_of_cells_avx512(known, source, rows, codes, unknown);
  }
#endif
  for (size_t row = 0; row < rows; ++row) unknown[row] = (uint32_t)row;
  return (bs_code_counts){rows, 0};
}
