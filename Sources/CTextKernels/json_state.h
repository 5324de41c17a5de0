// Strings of JSON, 64 bytes at a time, after G. Langdale, D. Lemire, "Parsing gigabytes of JSON per
// second", VLDB Journal 28 (2019).
#include "instructions.h"

// Which of 64 bytes are what.
typedef struct {
  uint64_t quotes, backslashes, structural, brackets, line_ends, controls;
} bs_json_masks;

// What carries over from one word of 64 bytes to the next.
typedef struct {
  uint64_t inside;   // all ones inside a string
  uint64_t escaped;  // 1 where the next byte follows a backslash that counts
  uint64_t controls, brackets;  // not 0 when there was one
} bs_json_state;

// The bytes right after runs of an odd number of backslashes. A sum carries each run, begun at an
// even or at an odd place, to the byte after its end: the parity of that place tells the length's.
BS_INLINE uint64_t bs_json_escaped(bs_json_state *state, uint64_t backslashes) {
  const uint64_t even = 0x5555555555555555ULL;
  const uint64_t first = state->escaped;
  const uint64_t runs = backslashes & ~first;
  const uint64_t starts = runs & ~(runs << 1);
  uint64_t after_odd;
  const uint64_t after_even = runs + (starts & even);
  // A run from an odd place to the word's end is odd; its sum overflows.
  state->escaped = __builtin_add_overflow(runs, starts & ~even, &after_odd);
  return (after_even & ~runs & ~even) | (after_odd & ~runs & even) | first;
}

// The quotes that open or close a string.
BS_INLINE uint64_t bs_json_quotes(bs_json_state *state, bs_json_masks masks) {
  if (BS_LIKELY((masks.backslashes | state->escaped) == 0)) return masks.quotes;
  return masks.quotes & ~bs_json_escaped(state, masks.backslashes);
}

// Carries the state over a word and returns which bytes are inside strings, opening quotes among
// them. `parity` has in bit i the parity of the word's quotes up to and with byte i.
BS_INLINE uint64_t bs_json_advance(bs_json_state *state, bs_json_masks masks, uint64_t parity) {
  const uint64_t inside = parity ^ state->inside;
  state->inside = (uint64_t)((int64_t)inside >> 63);
  state->controls |= masks.controls & inside;
  state->brackets |= masks.brackets & ~inside;
  return inside;
}
