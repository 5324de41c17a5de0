#!/usr/bin/env python3
"""Distributions at 40 digits by mpmath, as JSON on stdout: density, both tails, quantiles.

    python3 distributions.py > distributions.json

Arguments are the doubles of the printed decimals.
"""

import json

import mpmath as mp

mp.mp.dps = 60


def gamma_lower(a, x):
    """The regularised lower incomplete gamma function by its series, or 1 less the upper one."""
    return mp.gammainc(a, 0, x, regularized=True)


def beta_lower(a, b, x):
    return mp.betainc(a, b, 0, x, regularized=True)


def normal(x):
    return [mp.npdf(x), mp.erfc(-x / mp.sqrt(2)) / 2, mp.erfc(x / mp.sqrt(2)) / 2]


def student(x, n):
    density = mp.gamma((n + 1) / 2) / (mp.sqrt(n * mp.pi) * mp.gamma(n / 2)) * (
        1 + x * x / n) ** (-(n + 1) / 2)
    tail = beta_lower(n / 2, mp.mpf(1) / 2, n / (n + x * x)) / 2
    return [density, 1 - tail if x > 0 else tail, tail if x > 0 else 1 - tail]


def gamma(x, a, scale):
    z = x / scale
    density = mp.exp((a - 1) * mp.log(z) - z - mp.loggamma(a)) / scale
    return [density, gamma_lower(a, z), mp.gammainc(a, z, mp.inf, regularized=True)]


def chi_squared(x, n):
    return gamma(x, n / 2, mp.mpf(2))


def beta(x, a, b):
    density = x ** (a - 1) * (1 - x) ** (b - 1) / mp.beta(a, b)
    return [density, beta_lower(a, b, x), beta_lower(b, a, 1 - x)]


def fisher(x, m, n):
    z = m * x / (m * x + n)
    value = beta(z, m / 2, n / 2)
    return [value[0] * m * n / (m * x + n) ** 2] + [
        beta_lower(m / 2, n / 2, z), beta_lower(n / 2, m / 2, n / (m * x + n))]


def binomial(k, n, p):
    k, n = int(k), int(n)
    terms = [mp.binomial(n, i) * p ** i * (1 - p) ** (n - i) for i in range(n + 1)]
    return [terms[k], mp.fsum(terms[:k + 1]), mp.fsum(terms[k + 1:])]


def poisson(k, mean):
    k = int(k)
    term = mp.exp(k * mp.log(mean) - mean - mp.loggamma(k + 1))
    return [term, mp.gammainc(k + 1, mean, mp.inf, regularized=True), gamma_lower(k + 1, mean)]


CASES = [
    (normal, [], [-37.5, -8.25, -1.5, 0.125, 3.75, 20, 37]),
    (student, [3], [-1e6, -40, -0.5, 0.1, 4, 1e5]),
    (student, [30.5], [-12, 0.75, 2.5, 60, 1e4]),
    (fisher, [4, 11], [1e-8, 0.02, 0.9, 5, 80, 1e9]),
    (fisher, [1, 200], [1e-10, 0.5, 30, 900]),
    (chi_squared, [1], [1e-12, 0.3, 40, 1200]),
    (chi_squared, [57], [2, 30, 61, 200, 900]),
    (gamma, [0.25, 1], [1e-30, 0.001, 2, 300]),
    (gamma, [3.5, 0.02], [1e-5, 0.05, 0.8, 9]),
    (gamma, [900, 2], [800, 1700, 1850, 3000]),
    (beta, [0.5, 0.5], [1e-14, 0.2, 0.75, 0.999]),
    (beta, [3, 120], [1e-9, 0.01, 0.2, 0.9]),
    (beta, [700, 650], [0.2, 0.5, 0.56, 0.8]),
    (binomial, [60, 0.25], [0, 3, 15, 30, 59]),
    (binomial, [900, 0.01], [0, 5, 9, 40, 200]),
    (poisson, [0.125], [0, 1, 6, 40]),
    (poisson, [250], [40, 200, 251, 400, 900]),
]


def main():
    rows = []
    for law, parameters, places in CASES:
        for x in places:
            value = law(mp.mpf(x), *map(mp.mpf, parameters))
            density, lower, upper = (mp.nstr(v, 20, min_fixed=1, max_fixed=0) for v in value)
            rows.append({"law": law.__name__, "parameters": parameters, "x": x,
                         "density": density, "lower": lower, "upper": upper})
    print(json.dumps({"title": "Distributions by mpmath", "rows": rows}, indent=1))


main()
