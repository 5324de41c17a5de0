// Powers of five for the exact conversion of decimals to doubles.
#ifndef BENCH_STATS_POWERS_OF_FIVE_H
#define BENCH_STATS_POWERS_OF_FIVE_H

#include <stdint.h>

enum { BS_SMALLEST_POWER = -342, BS_LARGEST_POWER = 308 };

// The leading 128 bits of a power of five; the highest bit is set.
typedef struct {
  uint64_t high, low;
} bs_power_of_five;

extern const bs_power_of_five bs_powers_of_five[BS_LARGEST_POWER - BS_SMALLEST_POWER + 1];

// 10^-k for k = 0...31 as the unevaluated sums of two doubles, each the nearest.
extern const double bs_tenths_high[32];
extern const double bs_tenths_low[32];

// The table, from 5^-342 to 5^308. Powers from 5^-27 to 5^-1 are rounded up, the others down.
static inline const bs_power_of_five *bs_power_of_five_table(void) { return bs_powers_of_five; }

#endif
