// Doubles from decimals in double-double arithmetic, eight at a time, with a bound of the error
// that tells whether the rounding is certain.
//
// The significand is exactly a sum high + low of two doubles, and 10^-k is one within 2⁻¹⁰⁶ of
// itself. Their product, without low · low, is p + c: p the rounded product of the high parts, c
// the sum of the exact error of p and of the cross terms, at most 3·2⁻⁵³·p. The roundings in c,
// the omitted terms and the table are together off by less than 2⁻¹⁰²·p. So the value lies between
// p + (c − 2⁻¹⁰¹·p) and p + (c + 2⁻¹⁰¹·p), and where both round to one double, that is the nearest.
// After T. J. Dekker, "A floating-point technique for extending the available precision",
// Numerische Mathematik 18 (1971), and A. Ziv, "Fast evaluation of elementary mathematical
// functions with correctly rounded last bit", ACM TOMS 17 (1991).
#include "decimal_cell.h"
#include "powers_of_five.h"

#if defined(__x86_64__)

typedef struct {
  __m512d high[4], low[4];
} bs_tenths;

BS_INLINE BS_AVX512 bs_tenths bs_load_tenths(void) {
  bs_tenths tenths;
  for (int i = 0; i < 4; ++i) {
    tenths.high[i] = _mm512_loadu_pd(bs_tenths_high + 8 * i);
    tenths.low[i] = _mm512_loadu_pd(bs_tenths_low + 8 * i);
  }
  return tenths;
}

// Entry k of a table of 32.
BS_INLINE BS_AVX512 __m512d bs_look_up(const __m512d table[4], __m512i k) {
  const __mmask8 upper = _mm512_test_epi64_mask(k, _mm512_set1_epi64(16));
  return _mm512_mask_blend_pd(upper, _mm512_permutex2var_pd(table[0], k, table[1]),
                              _mm512_permutex2var_pd(table[2], k, table[3]));
}

// Eight doubles without their signs, and which of them are certain.
BS_INLINE BS_AVX512 __mmask8 bs_round_eight(const bs_tenths *tenths, __m512i significands,
                                            __m512i k, __m512d *doubles) {
  const __m512d high = _mm512_cvtepu64_pd(significands);
  const __m512i rest = _mm512_sub_epi64(significands, _mm512_cvttpd_epu64(high));
  const __m512d low = _mm512_cvtepi64_pd(rest);
  const __m512d tenth = bs_look_up(tenths->high, k);
  const __m512d product = _mm512_mul_pd(high, tenth);
  const __m512d error = _mm512_fmsub_pd(high, tenth, product);
  const __m512d cross = _mm512_fmadd_pd(low, tenth, error);
  const __m512d correction = _mm512_fmadd_pd(high, bs_look_up(tenths->low, k), cross);
  const __m512d bound = _mm512_mul_pd(product, _mm512_set1_pd(0x1p-101));
  const __m512d least = _mm512_add_pd(product, _mm512_sub_pd(correction, bound));
  const __m512d most = _mm512_add_pd(product, _mm512_add_pd(correction, bound));
  // A whole number is rounded already.
  const __mmask8 whole = _mm512_testn_epi64_mask(k, k);
  *doubles = _mm512_mask_mov_pd(least, whole, high);
  return _mm512_cmp_pd_mask(least, most, _CMP_EQ_OQ) | whole;
}

// Rows `row` and on, as many as `rows` has bits.
BS_INLINE BS_AVX512 size_t bs_convert_eight(const bs_tenths *tenths, __m512i significands,
                                            __m128i scales, __m128i kinds, __m128i negatives,
                                            __mmask8 rows, size_t row, double *doubles,
                                            uint32_t *undecided) {
  const __m512i k = _mm512_sub_epi64(_mm512_setzero_si512(), _mm512_cvtepi8_epi64(scales));
  const __mmask8 in_table = _mm512_cmplt_epu64_mask(k, _mm512_set1_epi64(32));
  const __mmask8 numbers = rows & (__mmask8)_mm_cmplt_epu8_mask(kinds, _mm_set1_epi8(2));
  __m512d values;
  const __mmask8 certain = bs_round_eight(tenths, significands, k, &values) & in_table;
  const __mmask8 minus = (__mmask8)_mm_test_epi8_mask(negatives, negatives);
  const __m512d signs = _mm512_maskz_mov_pd(minus, _mm512_set1_pd(-0.0));
  values = _mm512_or_pd(values, signs);
  values = _mm512_mask_blend_pd(numbers, _mm512_set1_pd(__builtin_nan("")), values);
  _mm512_mask_storeu_pd(doubles + row, rows, values);
  size_t count = 0;
  for (uint32_t left = numbers & (uint32_t)~certain; BS_UNLIKELY(left); left &= left - 1) {
    undecided[count++] = (uint32_t)row + (uint32_t)__builtin_ctz(left);
  }
  return count;
}

static BS_AVX512 size_t bs_decimal_doubles_avx512(const uint64_t *significands,
                                                  const int8_t *scales, const uint8_t *kinds,
                                                  const uint8_t *negatives, size_t rows,
                                                  double *doubles, uint32_t *undecided) {
  const bs_tenths tenths = bs_load_tenths();
  size_t count = 0;
  size_t row = 0;
  for (; row + 8 <= rows; row += 8) {
    count += bs_convert_eight(&tenths, _mm512_loadu_si512(significands + row),
                              _mm_loadl_epi64((const __m128i *)(scales + row)),
                              _mm_loadl_epi64((const __m128i *)(kinds + row)),
                              _mm_loadl_epi64((const __m128i *)(negatives + row)), 0xFF, row,
                              doubles, undecided + count);
  }
  if (row < rows) {
    const __mmask8 mask = (__mmask8)((1U << (rows - row)) - 1);
    count += bs_convert_eight(&tenths, _mm512_maskz_loadu_epi64(mask, significands + row),
                              _mm_maskz_loadu_epi8(mask, scales + row),
                              _mm_maskz_loadu_epi8(mask, kinds + row),
                              _mm_maskz_loadu_epi8(mask, negatives + row), mask, row, doubles,
                              undecided + count);
  }
  return count;
}

#endif

static size_t bs_decimal_doubles_portable(const uint8_t *kinds, size_t rows, double *doubles,
                                          uint32_t *undecided) {
  size_t count = 0;
  for (size_t row = 0; row < rows; ++row) {
    doubles[row] = __builtin_nan("");
    undecided[count] = (uint32_t)row;
    count += kinds[row] <= BS_CELL_DECIMAL;
  }
  return count;
}

size_t bs_decimal_doubles(bs_level level, const uint64_t *significands, const int8_t *scales,
                          const uint8_t *kinds, const uint8_t *negatives, size_t rows,
                          double *doubles, uint32_t *undecided) {
#if defined(__x86_64__)
  if (level == BS_LEVEL_AVX512) {
    return bs_decimal_doubles_avx512(significands, scales, kinds, negatives, rows, doubles,
                                     undecided);
  }
#endif
  (void)level, (void)significands, (void)scales, (void)negatives;
  return bs_decimal_doubles_portable(kinds, rows, doubles, undecided);
}
