#!/usr/bin/env python3
"""Both tails of the studentised range at 30 digits, as JSON on stdout (needs mpmath; minutes).

    python3 studentized_range.py > studentized_range.json

P(Q > q) = integral over w of the density of the range of k normal variables times P(s < w / q), with
nu s^2 chi-squared: not the formula that the library uses, nor its rule. Gauss-Legendre panels, which
are halved once; how many digits coarse and fine panels share goes to stderr.
"""

import json
import sys

import mpmath as mp

POINTS = [
    # q, groups, degrees of freedom (0: infinite)
    (3.5, 3, 27), (4.0, 4, 20), (1.0, 2, 2), (0.05, 3, 10), (6.25, 3, 1), (40.0, 10, 2.5),
    (120.0, 6, 5), (30.0, 5, 60), (5.0, 50, 12), (2.0, 50, 30), (12.0, 50, 200), (9.0, 20, 1000),
    (3.0, 3, 0), (14.0, 8, 0), (0.125, 4, 0), (5.5, 50, 0), (1.75, 50, 0),
]


def panels(function, edges, degree):
    """Gauss-Legendre of a fixed degree on each panel."""
    nodes = NODES[degree]
    total = mp.mpf(0)
    for low, high in pairs(edges):
        half, middle = (high - low) / 2, (high + low) / 2
        total += half * mp.fsum(w * function(middle + half * x) for x, w in nodes)
    return total


def legendre(degree):
    """Nodes and weights, by Newton from Chebyshev's guess."""
    found = []
    for i in range(1, degree + 1):
        x = mp.cos(mp.pi * (i - mp.mpf(1) / 4) / (degree + mp.mpf(1) / 2))
        for _ in range(8):
            p0, p1 = mp.mpf(1), x
            for n in range(2, degree + 1):
                p0, p1 = p1, ((2 * n - 1) * x * p1 - (n - 1) * p0) / n
            slope = degree * (x * p1 - p0) / (x * x - 1)
            x -= p1 / slope
        found.append((x, 2 / ((1 - x * x) * slope * slope)))
    return found


def pairs(edges):
    return zip(edges, edges[1:])


def linear(low, high, count):
    return [low + (high - low) * mp.mpf(i) / count for i in range(count + 1)]


def between(low, high):
    """P(low < X <= high) without cancellation."""
    if low + high < 0:
        low, high = -high, -low
    if low <= 0:
        return (mp.erf(high / mp.sqrt(2)) - mp.erf(low / mp.sqrt(2))) / 2
    return (mp.erfc(low / mp.sqrt(2)) - mp.erfc(high / mp.sqrt(2))) / 2


def range_density(w, k, count):
    """About the middle m of the range: symmetric, so twice the integral from 0."""
    def inner(m):
        return mp.exp(-m * m) * between(m - w / 2, m + w / 2) ** (k - 2)
    value = panels(inner, linear(mp.mpf(0), mp.mpf(9), count), 24)
    return k * (k - 1) * mp.exp(-w * w / 4) / mp.pi * value


def tails(q, k, nu, refinement):
    """Lower and upper tail; the density of the range tabulated once for both."""
    if nu == 0:
        edges_low = linear(mp.mpf(0), q, 5 * refinement)
        edges_up = linear(q, q + 16, 8 * refinement)
        density = lambda w: range_density(w, k, 4 * refinement)
        return panels(density, edges_low, 24), panels(density, edges_up, 24)
    # Small w by its logarithm, where densities are powers; the rest as it is.
    lower = upper = mp.mpf(0)

    def add(mass, w):
        nonlocal lower, upper
        t = nu * (w / q) ** 2 / 2
        mass *= range_density(w, k, 4 * refinement)
        upper += mass * mp.gammainc(nu / 2, 0, t, regularized=True)
        lower += mass * mp.gammainc(nu / 2, t, mp.inf, regularized=True)

    for low, high in pairs(linear(mp.mpf(-80) / (k - 1), mp.log(mp.mpf(0.5)), 24 * refinement)):
        for x, weight in NODES[24]:
            w = mp.exp((low + high) / 2 + (high - low) / 2 * x)
            add((high - low) / 2 * weight * w, w)
    for low, high in pairs(linear(mp.mpf(0.5), mp.mpf(24), 24 * refinement)):
        for x, weight in NODES[24]:
            add((high - low) / 2 * weight, (low + high) / 2 + (high - low) / 2 * x)
    return lower, upper


def main():
    for q, k, nu in POINTS if len(sys.argv) < 2 else [POINTS[int(i)] for i in sys.argv[1:]]:
        arguments = mp.mpf(q), k, mp.mpf(nu)
        coarse, fine = tails(*arguments, 1), tails(*arguments, 2)
        agreement = min(-mp.log10(abs(a / b - 1) + mp.mpf(10) ** -40)
                        for a, b in zip(coarse, fine))
        total = fine[0] + fine[1]
        print(json.dumps({
            "q": q, "groups": k, "degrees_of_freedom": nu if nu else "inf",
            "lower": mp.nstr(fine[0], 20), "upper": mp.nstr(fine[1], 20)}),
            "#", mp.nstr(agreement, 4), mp.nstr(total - 1, 3), file=sys.stderr, flush=True)
        yield {"q": q, "groups": k, "degrees_of_freedom": nu if nu else "inf",
               "lower": mp.nstr(fine[0], 20), "upper": mp.nstr(fine[1], 20)}


mp.mp.dps = 34
NODES = {24: legendre(24)}
json.dump({"title": "Tails of the studentised range by mpmath", "points": list(main())},
          sys.stdout, indent=1)
print()
