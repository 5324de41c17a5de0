"""Figures that R doesn't give, by SciPy and mpmath, for data made up here, as JSON on stdout.

  cd Fixtures/oracles && python3 comparison.py > comparison_scipy.json

Made with SciPy 1.17. The exact bootstrap of medians goes through all resamples.
"""

import itertools
import json
from fractions import Fraction

import mpmath
import numpy
from scipy import stats

PAIRS = {
    "small": (
        [10.21, 9.87, 10.95, 11.3, 10.02, 12.44, 9.15, 10.48],
        [11.72, 10.88, 12.9, 11.05, 13.31, 12.07, 10.11],
    ),
    "ties": ([1, 2, 2, 3, 5, 5, 8], [2, 4, 5, 6, 8, 9]),
}


def noncentral_t_cumulative(t, df, delta):
    """By the integral over the chi distribution, 30 digits."""
    t, df, delta = mpmath.mpf(t), mpmath.mpf(df), mpmath.mpf(delta)

    def integrand(s):
        density = 2 * (df / 2) ** (df / 2) / mpmath.gamma(df / 2)
        return mpmath.ncdf(t * s - delta) * density * s ** (df - 1) * mpmath.exp(-df * s * s / 2)

    return mpmath.quad(integrand, [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 5, 12, 20])


def hedges(x, y):
    mpmath.mp.dps = 30
    n, m = len(x), len(y)
    df = n + m - 2
    exact_x, exact_y = [mpmath.mpf(v) for v in x], [mpmath.mpf(v) for v in y]
    mean_x, mean_y = sum(exact_x) / n, sum(exact_y) / m
    squares = sum((v - mean_x) ** 2 for v in exact_x) + sum((v - mean_y) ** 2 for v in exact_y)
    d = (mean_x - mean_y) / mpmath.sqrt(squares / df)
    factor = mpmath.gamma(mpmath.mpf(df) / 2) / (
        mpmath.sqrt(mpmath.mpf(df) / 2) * mpmath.gamma(mpmath.mpf(df - 1) / 2)
    )
    scale = mpmath.sqrt(mpmath.mpf(n * m) / (n + m))
    t = d * scale
    limits = [
        mpmath.findroot(lambda delta: noncentral_t_cumulative(t, df, delta) - p, (t - 2, t + 2),
                        solver="anderson", tol=1e-22)
        for p in (0.975, 0.025)
    ]
    return {
        "d": float(d),
        "g": float(d * factor),
        "lower": float(limits[0] / scale * factor),
        "upper": float(limits[1] / scale * factor),
    }


def permutation(x, y):
    """All splits in exact fractions."""
    values = [Fraction(str(v)) for v in x + y]
    n = len(x)
    sums = [sum(c) for c in itertools.combinations(values, n)]
    found = sum(values[:n])
    less = sum(s <= found for s in sums) / len(sums)
    greater = sum(s >= found for s in sums) / len(sums)
    return {"less": less, "greater": greater, "two_sided": min(1, 2 * min(less, greater))}


def cliff(x, y):
    signs = numpy.sign(numpy.subtract.outer(numpy.array(x), numpy.array(y)))
    n, m = signs.shape
    delta = signs.mean()
    rows, columns = signs.mean(axis=1), signs.mean(axis=0)
    variance = (
        m * m * ((rows - delta) ** 2).sum() + n * n * ((columns - delta) ** 2).sum()
        - ((signs - delta) ** 2).sum()
    ) / (n * m * (n - 1) * (m - 1))
    t = stats.t.isf(0.025, n + m - 2)
    reach = t * numpy.sqrt(variance) * numpy.sqrt((1 - delta**2) ** 2 + t * t * variance)
    below = 1 - delta**2 + t * t * variance
    return {
        "delta": delta,
        "se": variance**0.5,
        "lower": (delta - delta**3 - reach) / below,
        "upper": (delta - delta**3 + reach) / below,
    }


def brunner_munzel(x, y):
    result = stats.brunnermunzel(y, x)
    return {
        "statistic": float(result.statistic),
        "two_sided": float(result.pvalue),
        "less": float(stats.brunnermunzel(y, x, alternative="less").pvalue),
        "greater": float(stats.brunnermunzel(y, x, alternative="greater").pvalue),
    }


def medians(values):
    """The medians of all n to the n resamples and how often each occurs."""
    counts = {}
    for resample in itertools.product(values, repeat=len(values)):
        median = float(numpy.median(resample))
        counts[median] = counts.get(median, 0) + 1
    total = len(values) ** len(values)
    keys = sorted(counts)
    return {
        "values": values, "medians": keys, "probabilities": [counts[k] / total for k in keys]}


def skewed(n):
    return [round(float(-numpy.log(1 - (0.37 + i * 0.6180339887498949) % 1)), 6) for i in range(n)]


def bca(values):
    """SciPy's limits of the mean; its replicates too, sorted, so that the quantiles can be checked."""
    result = stats.bootstrap(
        (numpy.array(values),), numpy.mean, n_resamples=999, method="BCa",
        rng=numpy.random.default_rng(7))
    replicates = result.bootstrap_distribution
    below = ((replicates < numpy.mean(values)).sum() + (replicates <= numpy.mean(values)).sum()) / 2
    data = numpy.array(values)
    n = len(data)
    without = numpy.array([numpy.delete(data, i).mean() for i in range(n)])
    influence = without.mean() - without
    acceleration = (influence**3).sum() / (6 * (influence**2).sum() ** 1.5)
    z0 = stats.norm.ppf(below / len(replicates))
    probabilities = []
    for p in (0.025, 0.975):
        z = z0 + stats.norm.ppf(p)
        probabilities.append(float(stats.norm.cdf(z0 + z / (1 - acceleration * z))))
    return {
        "values": values,
        "replicates": [float(v) for v in replicates],
        "acceleration": float(acceleration),
        "probabilities": probabilities,
        "scipy_lower": float(result.confidence_interval.low),
        "scipy_upper": float(result.confidence_interval.high),
    }


print(json.dumps({
    "pairs": {
        name: {
            "x": x, "y": y, "hedges": hedges(x, y), "permutation": permutation(x, y),
            "cliff": cliff(x, y), "brunner_munzel": brunner_munzel(x, y),
        }
        for name, (x, y) in PAIRS.items()
    },
    "medians": [
        medians([3.0]), medians([1.5, 4.0]), medians([1.0, 2.5, 7.0]),
        medians([0.3, 0.9, 1.1, 4.2]), medians([2.0, 2.0, 3.5, 5.0, 5.5]),
        medians([0.4, 1.3, 1.9, 3.2, 5.1, 9.7]), medians([1.0, 2.0, 2.5, 4.0, 8.0, 9.0, 11.0]),
    ],
    "bca": bca(skewed(25)),
}, indent=1))
