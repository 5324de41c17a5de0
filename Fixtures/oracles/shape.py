"""Dips and bounds of histograms by diptest and NumPy for data made up here, as JSON on stdout.

  cd Fixtures/oracles && python3 shape.py > shape.json

Needs numpy and diptest. SIZE on the command line makes so many sets of values instead of 60.
"""

import json
import math
import sys

import diptest
import numpy as np


def made_up(i):
    """Set number i: uniform, skewed, in two heaps, with ties or in few steps."""
    state = i * 2654435761 % 2**32 or 1

    def uniform():
        nonlocal state
        state ^= state << 13 & 0xFFFFFFFF
        state ^= state >> 17
        state ^= state << 5 & 0xFFFFFFFF
        return state / 2**32

    n = 4 + i % 57
    kind = i % 6
    values = []
    for _ in range(n):
        u, v = uniform(), uniform()
        values.append([u, -math.log(1 - u), u + (3 if v < 0.4 else 0), float(int(u * 9)),
                       round(-math.log(1 - u), 1), float(int(u * 3))][kind])
    return values


def histogram(values):
    return {name: np.histogram_bin_edges(values, rule).tolist()
            for name, rule in (("freedmanDiaconis", "fd"), ("scott", "scott"),
                               ("sturges", "sturges"), ("bins", 7))}


sets = []
for i in range(1, 1 + int(sys.argv[1] if len(sys.argv) > 1 else 60)):
    values = made_up(i)
    if min(values) == max(values):
        continue
    entry = {"values": values, "dip": float(diptest.dipstat(np.array(values), allow_zero=False))}
    # NumPy has one bin where the interquartile range is 0, we take Scott's rule.
    if len(sys.argv) < 2 and np.subtract(*np.percentile(values, [75, 25])) > 0:
        entry["edges"] = histogram(values)
    sets.append(entry)
print(json.dumps({"source": f"diptest 0.12.0, numpy {np.__version__}", "sets": sets}))
