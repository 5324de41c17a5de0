// Quotes of CSV by the parity of quote bytes, 64 bytes at a time.
#include "instructions.h"

// Which of 64 bytes are what.
typedef struct {
  uint64_t delimiters, line_ends, quotes, returns;
} bs_csv_masks;

// What carries over from one word of 64 bytes to the next.
typedef struct {
  uint64_t inside;        // all ones inside quotes
  uint64_t may_open;      // 1 where the last byte may stand before an opening quote
  uint64_t after_close;   // 1 where the last byte is a closing quote
  uint64_t after_return;  // 1 where the last byte is a '\r' outside quotes
  // Not 0 when there was one.
  uint64_t irregular, quoted_line_ends;
} bs_csv_state;

BS_INLINE bs_csv_state bs_csv_start(void) { return (bs_csv_state){.may_open = 1}; }

// Whether nothing about quotes touches this word, and every '\r' in it stands before its '\n'.
BS_INLINE int bs_csv_is_plain(const bs_csv_state *state, bs_csv_masks masks) {
  const uint64_t alone = masks.returns & ~(masks.line_ends >> 1);
  return (masks.quotes | alone | state->inside | state->after_close | state->after_return) == 0;
}

// Carries the state over a word and returns which bytes are inside quotes. `parity` has in bit i
// the parity of the word's quotes up to and with byte i; `valid` says which bytes exist.
BS_INLINE uint64_t bs_csv_advance(bs_csv_state *state, bs_csv_masks masks, uint64_t parity,
                                  uint64_t valid) {
  const uint64_t inside = parity ^ state->inside;
  const uint64_t opening = masks.quotes & inside;
  const uint64_t closing = masks.quotes & ~inside;
  const uint64_t returns = masks.returns & ~inside;
  const uint64_t border = masks.delimiters | masks.line_ends | masks.returns;
  const uint64_t before_opening = border | closing;
  uint64_t irregular = opening & ~(before_opening << 1 | state->may_open);
  irregular |= (closing << 1 | state->after_close) & ~(border | masks.quotes);
  irregular |= (returns << 1 | state->after_return) & ~masks.line_ends;
  state->irregular |= irregular & valid;
  state->quoted_line_ends |= (masks.line_ends | masks.returns) & inside;
  state->inside = (uint64_t)((int64_t)inside >> 63);
  state->may_open = before_opening >> 63;
  state->after_close = closing >> 63;
  state->after_return = returns >> 63;
  return inside;
}
