#!/usr/bin/env python3
"""Exact null distributions of rank statistics by whole-number counting, as JSON on stdout.

    python3 rank_distributions.py > rank_distributions.json

Polynomials are held as one large integer each, a coefficient every WIDTH bits. Probabilities are
fractions, rounded once.
"""

import json
from fractions import Fraction

WIDTH = 400


def coefficients(packed, count):
    mask = (1 << WIDTH) - 1
    return [(packed >> (WIDTH * i)) & mask for i in range(count)]


def signed_rank(doubled, limit):
    """Counts of the sums 0...limit of a part of the doubled ranks."""
    keep = (1 << (WIDTH * (limit + 1))) - 1
    packed = 1
    for rank in doubled:
        packed = (packed + (packed << (WIDTH * rank))) & keep
    return coefficients(packed, limit + 1)


def rank_sum(first, doubled):
    """Counts of all sums of `first` of the doubled ranks."""
    table = [1] + [0] * first
    for rank in doubled:
        for chosen in range(first, 0, -1):
            table[chosen] += table[chosen - 1] << (WIDTH * rank)
    return coefficients(table[first], sum(sorted(doubled)[-first:]) + 1)


def midranks(sizes):
    """The doubled midranks of groups of equal values."""
    result, before = [], 0
    for size in sizes:
        result += [2 * before + size + 1] * size
        before += size
    return result


def tails(counts, total, places, scale, offset):
    """P(X <= x) and P(X >= x) at places of the counts; x = place * scale - offset."""
    rows = []
    for place in places:
        lower = sum(counts[:place + 1])
        upper = total - lower + counts[place]
        rows.append({"x": place * scale - offset, "lower": float(Fraction(lower, total)),
                     "at_least": float(Fraction(upper, total)),
                     "probability": float(Fraction(counts[place], total))})
    return rows


def main():
    signed = []
    for n, places in [(5, [0, 3, 7, 8, 15]), (40, [0, 5, 60, 300, 410, 819]),
                      (100, [0, 900, 2000, 2525, 3000, 4800]), (300, [0, 2000, 12000])]:
        ranks = list(range(1, n + 1))
        counts = signed_rank(ranks, max(places))
        signed.append({"midranks": None, "count": n, "rows": tails(counts, 2 ** n, places, 1, 0)})
    for sizes in [(1, 2, 1, 3), (3, 3, 3), (20, 7, 1, 1, 30, 2)]:
        ranks = midranks(sizes)
        counts = signed_rank(ranks, sum(ranks))
        places = [i for i, c in enumerate(counts) if c]
        places = places[::max(1, len(places) // 9)]
        signed.append({"midranks": [r / 2 for r in ranks], "count": len(ranks),
                       "rows": tails(counts, 2 ** len(ranks), places, 0.5, 0)})
    sums = []
    for first, sizes, tied in [(3, [1] * 7, False), (50, [1] * 100, False), (7, [1] * 60, False),
                               (30, [1] * 70, False), (4, [2, 1, 3, 1, 1], True),
                               (6, [2, 1, 3, 1, 1], True), (25, [10, 1, 1, 14, 20, 3, 6], True),
                               (2, [5], True)]:
        ranks = midranks(sizes)
        counts = rank_sum(first, ranks)
        places = [i for i, c in enumerate(counts) if c]
        places = sorted(set(places[::max(1, len(places) // 9)] + places[-1:]))
        sums.append({"first": first, "count": len(ranks),
                     "midranks": [r / 2 for r in ranks] if tied else None,
                     "rows": tails(counts, sum(counts), places, 0.5, first * (first + 1) / 2)})
    print(json.dumps({"title": "Exact rank distributions", "signed_rank": signed,
                      "rank_sum": sums}, indent=1))


main()
