// The index of a CSV text at one level: a template, included once for each. BS_NAME(x) appends the
// level's name, BS_TARGET is the attribute of its functions.

BS_INLINE BS_TARGET uint32_t *BS_NAME(bs_csv_word)(
    bs_csv_state *state, BS_NAME(bs_block) block, uint8_t delimiter, uint8_t quote, uint64_t valid,
    uint32_t base, size_t *lines, uint32_t *out) {
  const uint64_t with_quotes = quote ? valid : 0;
  const bs_csv_masks masks = {BS_NAME(bs_equal)(block, delimiter) & valid,
                              BS_NAME(bs_equal)(block, '\n') & valid,
                              BS_NAME(bs_equal)(block, quote) & with_quotes,
                              BS_NAME(bs_equal)(block, '\r') & valid};
  uint64_t separators = masks.delimiters | masks.line_ends;
  uint64_t line_ends = masks.line_ends;
  if (BS_LIKELY(bs_csv_is_plain(state, masks))) {
    state->may_open = separators >> 63;
  } else {
    const uint64_t parity = BS_NAME(bs_prefix_xor)(masks.quotes);
    const uint64_t inside = bs_csv_advance(state, masks, parity, valid);
    separators &= ~inside;
    line_ends &= ~inside;
  }
  *lines += (size_t)__builtin_popcountll(line_ends);
  return BS_NAME(bs_write_positions)(out, base, separators);
}

static BS_TARGET bs_index BS_NAME(bs_csv_index)(const uint8_t *bytes, size_t length,
                                                uint8_t delimiter, uint8_t quote,
                                                uint32_t *positions) {
  bs_csv_state state = bs_csv_start();
  BS_NAME(bs_summary) summary = BS_NAME(bs_summary_start)();
  uint32_t *out = positions;
  size_t lines = 0;
  size_t base = 0;
  for (; base + 64 <= length; base += 64) {
    const BS_NAME(bs_block) block = BS_NAME(bs_load)(bytes + base);
    BS_NAME(bs_summarise)(&summary, block);
    out = BS_NAME(bs_csv_word)(&state, block, delimiter, quote, ~0ULL, (uint32_t)base, &lines, out);
  }
  if (base < length) {
    uint8_t rest[64];
    const uint64_t valid = bs_copy_rest(rest, bytes + base, length - base);
    const BS_NAME(bs_block) block = BS_NAME(bs_load)(rest);
    BS_NAME(bs_summarise)(&summary, block);
    out = BS_NAME(bs_csv_word)(&state, block, delimiter, quote, valid, (uint32_t)base, &lines, out);
  }
  bs_index index = bs_finish_index(bytes, positions, out, lines);
  index.flags = BS_NAME(bs_summary_flags)(summary) | bs_csv_flags(&state, bytes, length);
  return index;
}
