// Cells in registers: the 32 bytes that end where the cell ends, so that its digits have fixed
// places; what comes before the cell is masked off. After a point is found by a comparison, the
// digits before it move up by one place, and three multiply-adds make four numbers of eight digits.
#include "decimal_cells.h"

// What the masks of a cell tell; bit 31 stands for the cell's last byte.
typedef struct {
  uint32_t left;      // the places up to the point; none without a point
  uint32_t digits;    // how many digits there are
  uint32_t negative;  // 1 with a minus sign before them
  uint32_t fraction;  // how many digits follow the point
  uint32_t has_point;
  uint32_t is_empty;
  uint32_t is_number;
} bs_cell_shape;

BS_INLINE bs_cell_shape bs_shape_of_cell(uint32_t length, uint32_t digits, uint32_t points,
                                         uint32_t minuses) {
  bs_cell_shape shape;
  const uint32_t within = (uint32_t)(0xFFFFFFFF00000000ULL >> (length & 63));
  const uint32_t first = (uint32_t)(0x100000000ULL >> (length & 63));
  digits &= within;
  points &= within;
  minuses &= first;
  const uint32_t others = within & ~(digits | points | minuses);
  const uint32_t to_point = points ^ (points - 1);  // all ones without a point
  shape.has_point = points != 0;
  shape.left = points ? to_point : 0;
  shape.digits = (uint32_t)__builtin_popcount(digits);
  shape.negative = minuses != 0;
  shape.fraction = (uint32_t)__builtin_popcount(digits & ~to_point);
  shape.is_empty = length == 0;
  shape.is_number = (length <= BS_LONGEST_CELL) & (others == 0) & ((points & (points - 1)) == 0) &
                    (digits != 0);
  return shape;
}

// The cell of a shape from its four groups of eight digits, two in each number, the more
// significant in the lower half. Returns 0 where it is for bs_read_cell to tell.
BS_INLINE int bs_finish_cell(const bs_cell_columns *columns, size_t row, bs_cell_shape shape,
                             uint64_t upper, uint64_t lower) {
  const uint64_t value = (upper >> 32) * 10000000000000000ULL +
                         (lower & 0xFFFFFFFF) * 100000000ULL + (lower >> 32);
  const uint32_t fits = (uint32_t)((uint32_t)upper == 0) & (uint32_t)((upper >> 32) < 1000);
  const uint32_t is_whole_in_range = (value <= INT64_MAX) & !(shape.negative & (value == 0));
  columns->significands[row] = value;
  columns->scales[row] = (int8_t)-(int32_t)shape.fraction;
  columns->kinds[row] = (uint8_t)(shape.has_point | shape.is_empty << 1);
  columns->negatives[row] = (uint8_t)shape.negative;
  return (int)((shape.is_number & fits & (shape.has_point | is_whole_in_range)) | shape.is_empty);
}
