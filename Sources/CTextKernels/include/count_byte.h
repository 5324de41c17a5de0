#ifndef BS_COUNT_BYTE_H
#define BS_COUNT_BYTE_H
#include <stddef.h>
#include <stdint.h>

/// How often `byte` occurs. Counts in bytes as long as they can't overflow, so that the compiler's
/// vector code compares and adds 16 or more bytes at a time.
static inline size_t bs_count_byte(const uint8_t *bytes, size_t length, uint8_t byte) {
  size_t count = 0;
  size_t i = 0;
  for (; i + 192 <= length; i += 192) {
    uint8_t part = 0;
    for (size_t j = 0; j < 192; j++) part += bytes[i + j] == byte;
    count += part;
  }
  for (; i < length; i++) count += bytes[i] == byte;
  return count;
}

/// How many '\r' there are that no '\n' follows, the last byte among them.
static inline size_t bs_count_lone_returns(const uint8_t *bytes, size_t length) {
  size_t count = 0;
  size_t i = 0;
  for (; i + 193 <= length; i += 192) {
    uint8_t part = 0;
    for (size_t j = 0; j < 192; j++) part += (bytes[i + j] == '\r') & (bytes[i + j + 1] != '\n');
    count += part;
  }
  for (; i < length; i++) count += bytes[i] == '\r' && (i + 1 == length || bytes[i + 1] != '\n');
  return count;
}

#endif
