// One cell as a decimal number, eight digits at a time: what every level agrees with.
#ifndef BENCH_STATS_DECIMAL_CELL_H
#define BENCH_STATS_DECIMAL_CELL_H

#include "instructions.h"
#include "text_kernels.h"

typedef struct {
  uint64_t significand;
  int8_t scale;
  uint8_t kind;
  uint8_t negative;
} bs_cell;

enum { BS_LONGEST_CELL = 31 };

// The number of eight decimal digits, given as bytes 0...9, the first in the lowest byte: pairs,
// then all four pairs by two products whose sum has the value in its high half.
BS_INLINE uint64_t bs_eight_digits(uint64_t digits) {
  const uint64_t even = 0x000000FF000000FFULL;
  const uint64_t pairs = digits * 10 + (digits >> 8);
  const uint64_t outer = (pairs & even) * (100 + (1000000ULL << 32));
  const uint64_t inner = (pairs >> 16 & even) * (1 + (10000ULL << 32));
  return (outer + inner) >> 32;
}

// How many of eight bytes, from the first on, are digits. Sums carry into a byte only from one that
// is no digit itself.
BS_INLINE unsigned bs_leading_digits(uint64_t word) {
  const uint64_t above = word + 0x4646464646464646ULL;
  const uint64_t below = word - 0x3030303030303030ULL;
  const uint64_t others = (above | below) & 0x8080808080808080ULL;
  return others ? (unsigned)__builtin_ctzll(others) / 8 : 8;
}

// Appends the digits at `next` to `value`, modulo 2⁶⁴, and returns where they end.
BS_INLINE const uint8_t *bs_append_digits(const uint8_t *next, const uint8_t *end,
                                          uint64_t *value) {
  static const uint64_t powers[9] = {1,      10,      100,      1000,     10000,
                                     100000, 1000000, 10000000, 100000000};
  for (;;) {
    const uint64_t word = bs_load_word(next);
    const unsigned left = end - next < 8 ? (unsigned)(end - next) : 8;
    const unsigned found = bs_leading_digits(word);
    const unsigned count = found < left ? found : left;
    if (count == 0) return next;
    // The other bytes make room for leading zeros.
    const uint64_t digits = (word - 0x3030303030303030ULL) << (64 - 8 * count);
    *value = *value * powers[count] + bs_eight_digits(digits);
    next += count;
    if (count < 8) return next;
  }
}

// The exponent from its letter to the end; −1000 where there is none.
BS_INLINE int bs_cell_exponent(const uint8_t *next, const uint8_t *end) {
  if ((*next++ | 0x20) != 'e' || next == end) return -1000;
  const int negative = *next == '-';
  if (negative || *next == '+') ++next;
  if (next == end || end - next > 3) return -1000;
  int value = 0;
  for (; next < end; ++next) {
    if (*next < '0' || *next > '9') return -1000;
    value = value * 10 + (*next - '0');
  }
  return negative ? -value : value;
}

// Whether more than 19 digits are significant; `digits` many stand before `end`, with a point among
// them perhaps.
BS_INLINE int bs_has_too_many_digits(const uint8_t *next, long digits) {
  for (; digits > 19 && (*next == '0' || *next == '.'); ++next) digits -= *next == '0';
  return digits > 19;
}

// A cell without quotes or '\r'.
BS_INLINE bs_cell bs_read_bare_cell(const uint8_t *begin, const uint8_t *end) {
  const bs_cell other = {0, 0, BS_CELL_OTHER, 0};
  if (begin == end) return (bs_cell){0, 0, BS_CELL_EMPTY, 0};
  if (end - begin > BS_LONGEST_CELL) return other;
  const int negative = *begin == '-';
  const uint8_t *const first = begin + negative;
  uint64_t value = 0;
  const uint8_t *next = bs_append_digits(first, end, &value);
  long digits = next - first;
  int scale = 0;
  int is_whole = next == end;
  if (next < end && *next == '.') {
    const uint8_t *const fraction = next + 1;
    next = bs_append_digits(fraction, end, &value);
    scale = -(int)(next - fraction);
    digits += next - fraction;
  }
  if (digits == 0 || bs_has_too_many_digits(first, digits)) return other;
  if (next < end) {
    const int exponent = bs_cell_exponent(next, end);
    scale += exponent;
    if (exponent == -1000 || scale < -128 || scale > 127) return other;
  }
  if (is_whole && value > INT64_MAX) return other;
  if (is_whole && negative && value == 0) is_whole = 0;
  return (bs_cell){value, (int8_t)scale, is_whole ? BS_CELL_INTEGER : BS_CELL_DECIMAL,
                   (uint8_t)negative};
}

// Any cell; see bs_decimal_cells.
BS_INLINE bs_cell bs_read_cell(const uint8_t *bytes, uint32_t start, uint32_t end) {
  if (end - start > BS_LONGEST_CELL + 3) return (bs_cell){0, 0, BS_CELL_OTHER, 0};
  const uint8_t *first = bytes + start;
  const uint8_t *last = bytes + end;
  if (first < last && last[-1] == '\r') --last;
  if (last - first >= 2 && *first == '"' && last[-1] == '"') {
    ++first;
    --last;
  }
  return bs_read_bare_cell(first, last);
}

#endif
