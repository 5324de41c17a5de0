"""Series in the order of time: figures of statsmodels, SciPy and brute force for data made up here, as
JSON on stdout.

  cd Fixtures/oracles && python3 time_order.py > time_order.json

Needs numpy, scipy, statsmodels.
"""

import json
import math

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.tsa.stattools import acf


def made_up(n, memory, drift, digits, jump=0.0):
    """An autoregressive series with a drift and jumps, without any library's random numbers."""
    state, value, series = 12345 + n, 0.0, []
    for i in range(n):
        draws = []
        for _ in range(4):
            state = state * 1103515245 % 2**31 + 12345
            draws.append(state % 2**31 / 2**31)
        value = memory * value + sum(draws) - 2
        series.append(round(5 + value + drift * i + jump * (i * 3 // n == 1), digits))
    return series


def positive_sequence(series):
    """Geyer's initial positive sequence with the correction of the mean's bias, as documented."""
    x = np.array(series) - np.mean(series)
    n = len(x)
    plain = np.array([np.dot(x[:n - k], x[k:]) for k in range(n)]) / n
    added = 0.0
    for _ in range(3):
        c = plain + added * (1 - np.arange(n) / n)
        total, lags = -c[0], 0
        while lags + 1 < n and c[lags] + c[lags + 1] > 0:
            total += 2 * (c[lags] + c[lags + 1])
            lags += 2
        added = total / n
    size = n * c[0] / total
    error = math.sqrt(total / n)
    df = max(1, min(n / lags, size - 1))
    return {"size": size, "error": error, "lags": lags, "df": df,
            "margin": stats.t.ppf(0.975, df) * error}


def mann_kendall(series):
    n = len(series)
    s = int(sum(np.sign(series[j] - series[i]) for i in range(n) for j in range(i + 1, n)))
    _, ties = np.unique(series, return_counts=True)
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    z = (s - np.sign(s)) / math.sqrt(variance)
    exact = n < 50 and max(ties) == 1
    tau = stats.kendalltau(np.arange(n), series, method="exact" if exact else "asymptotic")
    p = tau.pvalue if exact else 2 * stats.norm.sf(abs(z))
    return {"s": s, "variance": variance, "z": z, "tau": tau.statistic, "p": p, "exact": exact}


def sen(series):
    result = stats.theilslopes(series)
    return {"slope": result.slope, "intercept": result.intercept, "low": result.low_slope,
            "high": result.high_slope}


def energy(series, least=3):
    """The best split by the definition."""
    x = np.array(series)
    d = np.abs(x[:, None] - x[None, :])
    best = (-math.inf, 0)
    for t in range(least, len(x) - least + 1):
        m, k = t, len(x) - t
        between = d[:t, t:].mean()
        first = d[:t, :t].sum() / (m * (m - 1))
        second = d[t:, t:].sum() / (k * (k - 1))
        best = max(best, (m * k / (m + k) * (2 * between - first - second), t))
    return {"statistic": best[0], "index": best[1]}


def partition(series, penalty, least):
    """The best way to part normal scores, by trying every last part."""
    n = len(series)
    z = stats.norm.ppf((stats.rankdata(series) - 0.5) / n)
    sums = np.concatenate([[0], np.cumsum(z)])
    cost, start = [0.0 if t == 0 else math.inf for t in range(n + 1)], [0] * (n + 1)
    cost[0] = -penalty
    for end in range(least, n + 1):
        for begin in range(0, end - least + 1):
            value = cost[begin] - (sums[end] - sums[begin]) ** 2 / (end - begin) + penalty
            if value < cost[end]:
                cost[end], start[end] = value, begin
    places, place = [], start[n]
    while place > 0:
        places.append(place)
        place = start[place]
    return places[::-1]


def mser(series, length):
    m = len(series) // length
    z = np.array(series[:m * length]).reshape(m, length).mean(axis=1)
    errors = [((z[d:] - z[d:].mean()) ** 2).sum() / (m - d) ** 2 for d in range(m - 4)]
    return int(np.argmin(errors)) * length


def plain(value):
    return value.item() if isinstance(value, np.generic) else value


cases = []
for arguments in [(12, 0.2, 0.1, 3), (40, 0.6, 0, 6), (49, 0, -0.02, 5), (60, 0, 0.01, 0),
                  (120, 0.8, 0, 1, 3.0), (150, 0, 0, 4, 2.0), (300, 0.3, 0.002, 4, -1.0)]:
    series = made_up(*arguments)
    cases.append({
        "values": series, "acf": acf(series, nlags=min(len(series) - 1, 20), fft=False).tolist(),
        "sequence": positive_sequence(series), "mann_kendall": mann_kendall(series),
        "sen": sen(series), "energy": energy(series),
        "partition": [partition(series, penalty, 5) for penalty in (3, 8, 13)],
        "mser": mser(series, 1)})
print(json.dumps({
    "source": f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}",
    "cases": cases}, default=plain, indent=1))
