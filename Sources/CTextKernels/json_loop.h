// The index of a JSON text at one level: a template, included once for each. BS_NAME(x) appends the
// level's name, BS_TARGET is the attribute of its functions.

BS_INLINE BS_TARGET bs_json_masks BS_NAME(bs_json_classify)(BS_NAME(bs_block) block,
                                                            uint64_t valid) {
  const uint64_t line_ends = BS_NAME(bs_equal)(block, '\n');
  const uint64_t brackets = BS_NAME(bs_equal)(block, '[') | BS_NAME(bs_equal)(block, ']');
  const uint64_t braces = BS_NAME(bs_equal)(block, '{') | BS_NAME(bs_equal)(block, '}');
  const uint64_t structural = BS_NAME(bs_equal)(block, ',') | braces | brackets | line_ends;
  return (bs_json_masks){.quotes = BS_NAME(bs_equal)(block, '"') & valid,
                         .backslashes = BS_NAME(bs_equal)(block, '\\') & valid,
                         .structural = structural & valid,
                         .brackets = brackets & valid,
                         .line_ends = line_ends & valid,
                         .controls = BS_NAME(bs_controls)(block) & valid};
}

BS_INLINE BS_TARGET uint32_t *BS_NAME(bs_json_word)(bs_json_state *state, BS_NAME(bs_block) block,
                                                    uint64_t valid, uint32_t base, size_t *lines,
                                                    uint32_t *out) {
  const bs_json_masks masks = BS_NAME(bs_json_classify)(block, valid);
  const uint64_t parity = BS_NAME(bs_prefix_xor)(bs_json_quotes(state, masks));
  const uint64_t inside = bs_json_advance(state, masks, parity);
  *lines += (size_t)__builtin_popcountll(masks.line_ends & ~inside);
  return BS_NAME(bs_write_positions)(out, base, masks.structural & ~inside);
}

static BS_TARGET bs_index BS_NAME(bs_json_index)(const uint8_t *bytes, size_t length,
                                                 uint32_t *positions) {
  bs_json_state state = {0};
  BS_NAME(bs_summary) summary = BS_NAME(bs_summary_start)();
  uint32_t *out = positions;
  size_t lines = 0;
  size_t base = 0;
  for (; base + 64 <= length; base += 64) {
    const BS_NAME(bs_block) block = BS_NAME(bs_load)(bytes + base);
    BS_NAME(bs_summarise)(&summary, block);
    out = BS_NAME(bs_json_word)(&state, block, ~0ULL, (uint32_t)base, &lines, out);
  }
  if (base < length) {
    uint8_t rest[64];
    const uint64_t valid = bs_copy_rest(rest, bytes + base, length - base);
    const BS_NAME(bs_block) block = BS_NAME(bs_load)(rest);
    BS_NAME(bs_summarise)(&summary, block);
    out = BS_NAME(bs_json_word)(&state, block, valid, (uint32_t)base, &lines, out);
  }
  bs_index index = bs_finish_index(bytes, positions, out, lines);
  index.flags = BS_NAME(bs_summary_flags)(summary) | bs_json_flags(&state);
  return index;
}
