// 64 bytes in eight general registers.
#include "instructions.h"
#include "text_kernels.h"

typedef struct {
  uint64_t words[8];
} bs_block_portable;

typedef struct {
  uint64_t any;      // all bytes or-ed
  uint64_t zeros;    // not 0 when a byte was 0
} bs_summary_portable;

BS_INLINE bs_block_portable bs_load_portable(const uint8_t *bytes) {
  bs_block_portable block;
  memcpy(&block, bytes, sizeof block);
  return block;
}

// The high bits of eight bytes, in the lowest eight bits.
BS_INLINE uint64_t bs_gather_high_bits(uint64_t bits) {
  return (bits * 0x0002040810204081ULL) >> 56;
}

BS_INLINE uint64_t bs_equal_portable(bs_block_portable block, uint8_t byte) {
  const uint64_t pattern = 0x0101010101010101ULL * byte;
  uint64_t mask = 0;
  for (int i = 0; i < 8; ++i) {
    mask |= bs_gather_high_bits(bs_zero_bytes(block.words[i] ^ pattern)) << (8 * i);
  }
  return mask;
}

// Bytes below 0x20: those whose three high bits are 0.
BS_INLINE uint64_t bs_controls_portable(bs_block_portable block) {
  uint64_t mask = 0;
  for (int i = 0; i < 8; ++i) {
    const uint64_t high = block.words[i] & 0xE0E0E0E0E0E0E0E0ULL;
    mask |= bs_gather_high_bits(bs_zero_bytes(high)) << (8 * i);
  }
  return mask;
}

BS_INLINE bs_summary_portable bs_summary_start_portable(void) {
  return (bs_summary_portable){0, 0};
}

BS_INLINE void bs_summarise_portable(bs_summary_portable *summary, bs_block_portable block) {
  for (int i = 0; i < 8; ++i) {
    summary->any |= block.words[i];
    summary->zeros |= bs_zero_bytes(block.words[i]);
  }
}

BS_INLINE uint32_t bs_summary_flags_portable(bs_summary_portable summary) {
  return ((summary.any & 0x8080808080808080ULL) ? BS_NON_ASCII : 0) | (summary.zeros ? BS_NUL : 0);
}

// Bit i is the parity of the bits 0...i.
BS_INLINE uint64_t bs_prefix_xor_portable(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

// Writes base + the number of each bit of `mask`; up to seven entries more than there are bits.
BS_INLINE uint32_t *bs_write_positions_portable(uint32_t *out, uint32_t base, uint64_t mask) {
  uint32_t *end = out + __builtin_popcountll(mask);
  while (mask) {
    *out++ = base + (uint32_t)__builtin_ctzll(mask);
    mask &= mask - 1;
  }
  return end;
}
