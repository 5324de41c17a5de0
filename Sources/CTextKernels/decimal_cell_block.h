// A block of cells: where they are, and what is taken off them before their digits are read.
#ifndef BENCH_STATS_DECIMAL_CELL_BLOCK_H
#define BENCH_STATS_DECIMAL_CELL_BLOCK_H

#include "decimal_cells.h"

enum { BS_BLOCK_ROWS = 128 };

typedef struct {
  _Alignas(64) uint32_t ends[BS_BLOCK_ROWS];
  _Alignas(64) uint32_t lengths[BS_BLOCK_ROWS];
  // In each mask, bit 31 stands for the cell's last byte.
  _Alignas(64) uint32_t digits[BS_BLOCK_ROWS];
  _Alignas(64) uint32_t points[BS_BLOCK_ROWS];
  _Alignas(64) uint32_t minuses[BS_BLOCK_ROWS];
  // The places up to the point, and the places of the digits when the point is closed up.
  _Alignas(64) uint32_t left[BS_BLOCK_ROWS];
  _Alignas(64) uint32_t kept[BS_BLOCK_ROWS];
  // The exponents that bs_strip_exponents took off, and a bit for each row that had one.
  int16_t exponents[BS_BLOCK_ROWS];
  uint16_t with_exponent[BS_BLOCK_ROWS / 16];
  // A bit for each row.
  uint16_t numbers[BS_BLOCK_ROWS / 16], is_decimal[BS_BLOCK_ROWS / 16];
  uint16_t negative[BS_BLOCK_ROWS / 16], empty[BS_BLOCK_ROWS / 16];
} bs_cell_block;

BS_INLINE void bs_place_cells(bs_cell_block *block, const bs_cell_source *source, size_t row,
                              size_t rows) {
  for (size_t i = 0; i < rows; ++i) {
    const uint32_t end = bs_cell_end(source, row + i);
    block->ends[i] = end;
    block->lengths[i] = end - bs_cell_start(source, row + i);
  }
  memset(block->with_exponent, 0, sizeof block->with_exponent);
  // Empty cells fill the last 16.
  for (size_t i = rows; i % 16 != 0; ++i) {
    block->ends[i] = block->ends[0];
    block->lengths[i] = 0;
  }
}

// Takes a '\r' and then quotes off cell i; returns whether there were any.
BS_INLINE uint32_t bs_strip_border(bs_cell_block *block, const uint8_t *bytes, size_t i) {
  uint32_t end = block->ends[i];
  uint32_t length = block->lengths[i];
  const uint32_t ends_in_return = (length > 0) & (*(bytes + end - 1) == '\r');
  end -= ends_in_return;
  length -= ends_in_return;
  // A cell of some other length may start anywhere.
  const uint32_t inner = length - 2 <= BS_LONGEST_CELL ? length : 1;
  const uint32_t quoted =
      (inner > 1) & (*(bytes + end - 1) == '"') & (*(bytes + end - inner) == '"');
  block->ends[i] = end - quoted;
  block->lengths[i] = length - 2 * quoted;
  return ends_in_return | quoted;
}

// Takes an exponent off cell i; returns whether there was one. The letter is one of the last five
// bytes, after at least one byte.
BS_INLINE uint32_t bs_strip_exponent(bs_cell_block *block, const uint8_t *bytes, size_t i) {
  const uint32_t length = block->lengths[i];
  const uint64_t word = bs_load_word(bytes + block->ends[i] - 8);
  const uint64_t lower = word | 0x2020202020202020ULL;
  const uint64_t letters = bs_zero_bytes(lower ^ 0x6565656565656565ULL) & 0x0080808080000000ULL;
  const uint32_t place = letters ? (uint32_t)__builtin_ctzll(letters) / 8 : 7;
  const uint64_t tail = word >> (8 * place) >> 8;
  const uint32_t negative = (uint8_t)tail == '-';
  const uint32_t with_sign = negative | ((uint8_t)tail == '+');
  const uint64_t text = tail >> (8 * with_sign);
  const uint32_t digits = 7 - place - with_sign;
  const uint32_t found = (letters != 0) & (digits - 1 < 3) & (bs_leading_digits(text) == digits) &
                         (length <= BS_LONGEST_CELL) & (8 - place < length);
  const uint64_t values = (text - 0x3030303030303030ULL) << (-8 * digits & 63);
  const int32_t value = found ? (int32_t)bs_eight_digits(values) : 0;
  const uint32_t removed = found ? 8 - place : 0;
  block->exponents[i] = (int16_t)(negative ? -value : value);
  block->ends[i] -= removed;
  block->lengths[i] -= removed;
  return found;
}

// Takes '\r' and quotes off the cells; returns how many had any.
BS_INLINE size_t bs_strip_borders(bs_cell_block *block, const uint8_t *bytes, size_t rows) {
  size_t count = 0;
#pragma clang loop vectorize(disable)
  for (size_t i = 0; i < rows; ++i) count += bs_strip_border(block, bytes, i);
  return count;
}

// Takes exponents off the cells; returns how many had one.
BS_INLINE size_t bs_strip_exponents(bs_cell_block *block, const uint8_t *bytes, size_t rows) {
  size_t count = 0;
  for (size_t first = 0; first < rows; first += 16) {
    const size_t last = first + 16 < rows ? first + 16 : rows;
    uint32_t found = 0;
#pragma clang loop vectorize(disable)
    for (size_t i = first; i < last; ++i) {
      found |= bs_strip_exponent(block, bytes, i) << i % 16;
    }
    block->with_exponent[first / 16] = (uint16_t)found;
    count += (size_t)__builtin_popcount(found);
  }
  return count;
}

#endif
