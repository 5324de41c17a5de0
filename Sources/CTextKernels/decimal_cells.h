// Where the cells of a column are, where their parts go, and the loops over them.
#ifndef BENCH_STATS_DECIMAL_CELLS_H
#define BENCH_STATS_DECIMAL_CELLS_H

#include "decimal_cell.h"

typedef struct {
  const uint8_t *bytes;
  const uint32_t *starts, *ends;
  size_t stride;
  uint32_t shift;
} bs_cell_source;

typedef struct {
  uint64_t *significands;
  int8_t *scales;
  uint8_t *kinds;
  uint8_t *negatives;
} bs_cell_columns;

BS_INLINE uint32_t bs_cell_start(const bs_cell_source *source, size_t row) {
  return source->starts[row * source->stride] + source->shift;
}

BS_INLINE uint32_t bs_cell_end(const bs_cell_source *source, size_t row) {
  return source->ends[row * source->stride];
}

BS_INLINE void bs_store_cell(const bs_cell_columns *columns, size_t row, bs_cell cell) {
  columns->significands[row] = cell.significand;
  columns->scales[row] = cell.scale;
  columns->kinds[row] = cell.kind;
  columns->negatives[row] = cell.negative;
}

#if defined(__x86_64__)
void bs_decimal_cells_avx2(bs_cell_source source, size_t rows, bs_cell_columns columns);
void bs_decimal_cells_avx512(bs_cell_source source, size_t rows, bs_cell_columns columns);
#endif

#endif
