#!/usr/bin/env python3
"""Writes Sources/CTextKernels/powers_of_five.c with exact integers: the powers of five that the
conversion of decimals to doubles multiplies with. Run it from the root of the repository."""

from fractions import Fraction

SMALLEST, LARGEST = -342, 308
OUTPUT = "Sources/CTextKernels/powers_of_five.c"


def leading_bits(exponent):
    """The 128 leading bits of 5^exponent: rounded up from 5^-27 to 5^-1, where a product may have
    to be told from a tie, otherwise rounded down (Lemire 2021, section 5)."""
    if exponent >= 0:
        power = 5**exponent
        shift = 128 - power.bit_length()
        return power << shift if shift >= 0 else power >> -shift
    power = 5**-exponent
    # 2^(127 + bits) / 5^-exponent lies between 2^127 and 2^128: no power but 5^0 is one of two.
    quotient = (1 << (127 + power.bit_length())) // power
    return quotient + 1 if exponent >= -27 else quotient


def tenth(k):
    """10^-k as the sum of two doubles. Python's division of integers rounds to nearest."""
    exact = Fraction(1, 10**k)
    high = exact.numerator / exact.denominator
    rest = exact - Fraction(high)
    return high, rest.numerator / rest.denominator


def doubles(name, values):
    lines = [f"const double {name}[32] = {{"]
    for i in range(0, 32, 2):
        lines.append("    " + ", ".join(value.hex() for value in values[i : i + 2]) + ",")
    return lines + ["};"]


def main():
    lines = [
        "// Written by scripts/powers-of-five.py; do not edit.",
        '#include "powers_of_five.h"',
        "",
        f"const bs_power_of_five bs_powers_of_five[{LARGEST - SMALLEST + 1}] = {{",
    ]
    for exponent in range(SMALLEST, LARGEST + 1):
        bits = leading_bits(exponent)
        assert bits.bit_length() == 128
        lines.append(f"    {{0x{bits >> 64:016X}, 0x{bits & (1 << 64) - 1:016X}}},  // {exponent}")
    lines += ["};", ""]
    tenths = [tenth(k) for k in range(32)]
    lines += doubles("bs_tenths_high", [high for high, _ in tenths])
    lines += [""] + doubles("bs_tenths_low", [low for _, low in tenths])
    with open(OUTPUT, "w", encoding="ascii") as file:
        file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
