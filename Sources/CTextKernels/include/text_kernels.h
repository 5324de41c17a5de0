// The inner loops of the CSV and NDJSON readers: where the separators of a text are, and the
// decimal digits of many cells at once. Each has one result at every level; only speed differs.
#ifndef BENCH_STATS_TEXT_KERNELS_H
#define BENCH_STATS_TEXT_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// Instruction sets that a kernel is written for.
typedef enum { BS_LEVEL_PORTABLE = 0, BS_LEVEL_AVX2 = 1, BS_LEVEL_AVX512 = 2 } bs_level;

// The highest level that this processor runs: AVX512 needs F, BW, VL, DQ, CD, VBMI and
// VBMI2.
bs_level bs_best_level(void);

// What a text holds. Both indices set NON_ASCII, NUL and OPEN, that of CSV also IRREGULAR and
// QUOTED_LINE_END, that of JSON CONTROL and BRACKETS.
enum {
  BS_NON_ASCII = 1,          // a byte of 0x80 or more
  BS_NUL = 2,                // a byte 0
  BS_OPEN = 4,               // the bytes end inside quotes
  BS_IRREGULAR = 8,          // see bs_csv_index
  BS_QUOTED_LINE_END = 16,   // a '\n' or a '\r' inside quotes
  BS_CONTROL = 32,           // a byte below 0x20 inside a string
  BS_BRACKETS = 64           // a '[' or ']' outside strings
};

typedef struct {
  size_t count;                   // separators written
  size_t lines;                   // how many of them are line ends
  size_t last_line_end;           // one past the last line end outside quotes; 0 without one
  size_t count_at_last_line_end;  // separators up to and including it
  uint32_t flags;
} bs_index;

// Writes the positions of every delimiter and every '\n' outside quotes, ascending. A byte is
// inside quotes when the quote bytes before it are odd in number; quote 0: there are no quotes.
//
// BS_IRREGULAR is set where that reading may differ from RFC 4180's: an opening quote that follows
// neither a delimiter, '\n', '\r' nor a closing quote and isn't the first byte; a closing quote
// before anything but a delimiter, '\r', '\n', a quote or the end; or a '\r' outside quotes that no
// '\n' follows (the end does not count as one).
//
// `positions` has room for length + 64 entries, `length` is below 2³², delimiter and quote are
// neither '\n' nor '\r' nor each other. `bytes` is readable for 64 bytes past its length; what is
// there does not matter.
bs_index bs_csv_index(bs_level level, const uint8_t *bytes, size_t length, uint8_t delimiter,
                      uint8_t quote, uint32_t *positions);

// Writes the positions of , { } [ ] and '\n' outside strings, ascending. A backslash takes the
// meaning from the byte after it, in strings and outside of them. Room and limits as above.
bs_index bs_json_index(bs_level level, const uint8_t *bytes, size_t length, uint32_t *positions);

enum { BS_CELL_INTEGER = 0, BS_CELL_DECIMAL = 1, BS_CELL_EMPTY = 2, BS_CELL_OTHER = 3 };

typedef struct {
  size_t integers, decimals, empties, others;
} bs_cell_counts;

// Reads `rows` cells as decimal numbers: |value| = significands[r] · 10^scales[r], below zero where
// negatives[r] is 1. Cell r is bytes[starts[r·stride] + shift ..< ends[r·stride]] in the arithmetic
// of 32 bits (a start of 0xFFFFFFFF with shift 1 is 0), without a '\r' at its end and then without
// one pair of quote bytes (0x22) around it.
//
// INTEGER: an optional '-' and digits, |value| ≤ 2⁶³ − 1, except for −0. DECIMAL: an optional '-',
// digits with at most one point, and optionally e or E, a sign, and up to three digits; it has a
// point or an exponent or is −0. EMPTY: no bytes. OTHER: anything else, more than 31 bytes, a
// significand of 10¹⁹ or more, or a scale beyond −128...127. For EMPTY and OTHER significand, scale
// and sign are 0.
//
// `bytes` is readable for 64 bytes before and after what the cells span.
bs_cell_counts bs_decimal_cells(bs_level level, const uint8_t *bytes, const uint32_t *starts,
                                const uint32_t *ends, size_t stride, uint32_t shift, size_t rows,
                                uint64_t *significands, int8_t *scales, uint8_t *kinds,
                                uint8_t *negatives);

// The doubles nearest to the cells that bs_decimal_cells read, ties to even; NaN for EMPTY and
// OTHER. Rows that this function does not decide (a scale outside −31...0, or a value too near the
// middle of two doubles) are listed in `undecided`, which has room for `rows`; it returns how many.
// Below AVX512 all of the numbers are undecided.
size_t bs_decimal_doubles(bs_level level, const uint64_t *significands, const int8_t *scales,
                          const uint8_t *kinds, const uint8_t *negatives, size_t rows,
                          double *doubles, uint32_t *undecided);

// Cells whose codes were worked out before, at most 64 bytes each: a cache of fixed size before a
// table of labels. A cell has one of two places, told by a hash of its bytes under random keys.
enum { BS_KNOWN_CELLS = 512, BS_KNOWN_CELL_BYTES = 64 };

typedef struct {
  uint8_t cells[BS_KNOWN_CELLS][BS_KNOWN_CELL_BYTES];  // zeros after the cell's bytes
  int32_t codes[BS_KNOWN_CELLS];
  uint8_t lengths[BS_KNOWN_CELLS];
  uint32_t keys[16];
  int32_t empty_code;  // of the cell without bytes
} bs_known_cells;

// No code: of a cell that is not known.
#define BS_UNKNOWN_CODE INT32_MIN

typedef struct {
  size_t unknown;   // rows whose cells are not known
  size_t negative;  // rows of the others with a code below 0
} bs_code_counts;

// A cache without cells. Its address is a multiple of 64, `keys` are 16 random numbers.
void bs_forget_cells(bs_known_cells *known, const uint32_t *keys);

// Takes note of a cell's code; of one with more than 64 bytes it does not. It may push another cell
// out. `bytes` is readable for 64 bytes past the cell.
void bs_remember_cell(bs_level level, bs_known_cells *known, const uint8_t *bytes, size_t length,
                      int32_t code);

// Writes the codes of the cells that are known and lists the rows of the others, ascending, in
// `unknown`, which has room for `rows`. Where the cells are is said as for bs_decimal_cells, but
// quotes belong to a cell. Below AVX512 all cells are unknown.
bs_code_counts bs_codes_of_cells(bs_level level, const bs_known_cells *known, const uint8_t *bytes,
                                 const uint32_t *starts, const uint32_t *ends, size_t stride,
                                 uint32_t shift, size_t rows, int32_t *codes, uint32_t *unknown);

// Asks for the memory at an address, which need not be valid, before it is used.
static inline void bs_prefetch(const void *address) { __builtin_prefetch(address); }

#endif
