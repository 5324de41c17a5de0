"""Percentiles of Harrell and Davis, exact bootstrap, weighted, early stopping: figures of mpmath,
SciPy and NumPy for data made up here, as JSON on stdout.

  cd Fixtures/oracles && python3 percentiles.py > percentiles.json

Needs mpmath, numpy, scipy.
"""

import json
import math

import mpmath
import numpy as np
from scipy import stats

mpmath.mp.dps = 30
PROBABILITIES = [0.01, 0.1, 0.25, 0.5, 0.77, 0.9, 0.99]


def made_up(n):
    """A skewed sample with some ties, without any library's random numbers."""
    return [round(10 + 3 * math.tan(((i * 37) % n + 0.5) / n * 2.6 - 1.2) + (i % 3) / 8, 3)
            for i in range(n)]


def beta_weights(a, b, n):
    at = [mpmath.betainc(a, b, 0, mpmath.mpf(k) / n, regularized=True) for k in range(n + 1)]
    return [at[k + 1] - at[k] for k in range(n)]


def harrell_davis(values, p):
    n = len(values)
    p = mpmath.mpf(p)
    weights = beta_weights((n + 1) * p, (n + 1) * (1 - p), n)
    mean = mpmath.fdot(weights, sorted(values))
    squares = mpmath.fsum(w * (v - mean) ** 2 for w, v in zip(weights, sorted(values)))
    return mean, mpmath.sqrt(squares)


def jackknife(values, p):
    """The definition, one value left out after the other."""
    values = sorted(values)
    n = len(values)
    p = mpmath.mpf(p)
    weights = beta_weights(n * p, n * (1 - p), n - 1)
    out = [mpmath.fdot(weights, values[:i] + values[i + 1:]) for i in range(n)]
    mean = mpmath.fsum(out) / n
    return mpmath.sqrt(mpmath.fsum((e - mean) ** 2 for e in out) * (n - 1) / n)


def bootstrap(values, rank):
    values = sorted(values)
    weights = beta_weights(rank, len(values) - rank + 1, len(values))
    mean = mpmath.fdot(weights, values)
    return mean, mpmath.fsum(w * (v - mean) ** 2 for w, v in zip(weights, values))


def sample(n):
    values = made_up(n)
    checked = stats.mstats.hdquantiles(values, prob=PROBABILITIES)
    deviations = stats.mstats.hdquantiles_sd(values, prob=PROBABILITIES)
    cases = []
    for p, hd, sd in zip(PROBABILITIES, checked, deviations):
        (value, wider), error = harrell_davis(values, p), jackknife(values, p)
        # SciPy weights the sample without one value in the same way.
        assert abs(value - hd) < 1e-9 * abs(value) and abs(error - sd) < 1e-8 * error, (n, p)
        rank = math.ceil(n * p)
        mean, variance = bootstrap(values, rank)
        cases.append({"probability": p, "harrell_davis": float(value), "error": float(error),
                      "order_statistic_error": float(wider),
                      "rank": rank, "bootstrap_mean": float(mean),
                      "bootstrap_variance": float(variance)})
    return {"values": values, "cases": cases}


def weighted():
    values = made_up(23)
    weights = [(i * 5) % 7 for i in range(23)]
    parts = [w / 4 for w in weights]
    repeated = np.repeat(values, weights)
    kept = [(v, w) for v, w in zip(values, parts) if w > 0]
    return {
        "values": values, "weights": weights, "parts": parts,
        "cases": [{
            "probability": p,
            "inverse": float(np.quantile([v for v, _ in kept], p, method="inverted_cdf",
                                         weights=[w for _, w in kept])),
            "averagedInverse": float(np.quantile(repeated, p, method="averaged_inverted_cdf")),
            "frequency": float(np.quantile(repeated, p)),
        } for p in [0, 0.01, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 0.99, 1]],
    }


def early_stopping():
    def needed(p, confidence, over):
        n = over + 1
        while stats.binom.cdf(over, n, 1 - p) > 1 - confidence:
            n += 1
        return n
    return [{"probability": p, "confidence": c, "needed": [needed(p, c, t) for t in range(8)]}
            for p in (0.5, 0.9, 0.95, 0.99) for c in (0.9, 0.95, 0.99)]


print(json.dumps({
    "source": f"mpmath {mpmath.__version__}, numpy {np.__version__}",
    "samples": [sample(n) for n in (2, 3, 12, 41, 200)],
    "weighted": weighted(), "early_stopping": early_stopping()}, indent=1))
