#include "decimal_cells.h"

#include "count_byte.h"

static void bs_decimal_cells_portable(bs_cell_source source, size_t rows, bs_cell_columns columns) {
  for (size_t row = 0; row < rows; ++row) {
    const bs_cell cell = bs_read_cell(source.bytes, bs_cell_start(&source, row),
                                      bs_cell_end(&source, row));
    bs_store_cell(&columns, row, cell);
  }
}

static bs_cell_counts bs_count_kinds(const uint8_t *kinds, size_t rows) {
  bs_cell_counts counts = {bs_count_byte(kinds, rows, BS_CELL_INTEGER),
                           bs_count_byte(kinds, rows, BS_CELL_DECIMAL),
                           bs_count_byte(kinds, rows, BS_CELL_EMPTY), 0};
  counts.others = rows - counts.integers - counts.decimals - counts.empties;
  return counts;
}

bs_cell_counts bs_decimal_cells(bs_level level, const uint8_t *bytes, const uint32_t *starts,
                                const uint32_t *ends, size_t stride, uint32_t shift, size_t rows,
                                uint64_t *significands, int8_t *scales, uint8_t *kinds,
                                uint8_t *negatives) {
  const bs_cell_source source = {bytes, starts, ends, stride, shift};
  const bs_cell_columns columns = {significands, scales, kinds, negatives};
  switch (level) {
#if defined(__x86_64__)
    case BS_LEVEL_AVX512: bs_decimal_cells_avx512(source, rows, columns); break;
    case BS_LEVEL_AVX2: bs_decimal_cells_avx2(source, rows, columns); break;
#endif
    default: bs_decimal_cells_portable(source, rows, columns);
  }
  return bs_count_kinds(kinds, rows);
}
