#!/usr/bin/env python3
"""Descriptive statistics by their definitions at 50 digits, as JSON on stdout (needs mpmath).

    python3 describe.py > describe.json

Data made up here: a small linear congruential generator, rounded decimals, ties and outliers. Q and S
are found among all pairs; Huber's estimates are iterated to 40 digits.
"""

import itertools
import json
import math

import mpmath as mp

mp.mp.dps = 50


def generator(seed):
    state = seed
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        yield (state >> 11) / 2 ** 53


def sample(seed, count, digits, shift=0.0, tail=0.0):
    """Sums of uniforms, rounded to decimals (which makes ties), a share of them far out."""
    stream = generator(seed)
    values = []
    for _ in range(count):
        value = sum(next(stream) for _ in range(4)) - 2
        if next(stream) < tail:
            value *= 25
        values.append(round(value + shift, digits))
    return values


def median(values):
    values, n = sorted(values), len(values)
    return (values[(n - 1) // 2] + values[n // 2]) / 2


def mad(values):
    centre = median(values)
    return median([abs(v - centre) for v in values])


def power_sums(values):
    mean = mp.fsum(values) / len(values)
    return mean, [mp.fsum((v - mean) ** p for v in values) for p in (2, 3, 4)]


def trimmed(values, share):
    values, cut = sorted(values), math.floor(share * len(values))
    return mp.fsum(values[cut:len(values) - cut]) / (len(values) - 2 * cut)


def winsorized(values, share):
    values, cut = sorted(values), math.floor(share * len(values))
    low, high = values[cut], values[-1 - cut]
    return [min(high, max(low, v)) for v in values]


def qn_raw(values):
    h = len(values) // 2 + 1
    distances = sorted(abs(a - b) for a, b in itertools.combinations(values, 2))
    return distances[h * (h - 1) // 2 - 1]


def sn_raw(values):
    n = len(values)
    high = sorted(sorted(abs(a - b) for b in values)[n // 2] for a in values)
    return high[(n + 1) // 2 - 1]


def huber(values, k, proposal2):
    n, mu, s = len(values), median(values), mad(values) * mp.mpf(1.4826)
    theta = 2 * mp.ncdf(k) - 1
    beta = theta + k * k * (1 - theta) - 2 * k * mp.npdf(k)
    for _ in range(400):
        moved = [min(mu + k * s, max(mu - k * s, v)) for v in values]
        new = mp.fsum(moved) / n
        if proposal2:
            s = mp.sqrt(mp.fsum((v - new) ** 2 for v in moved) / (n - 1) / beta)
        mu = new
    return [mu, s]


def weighted(values, weights):
    total = mp.fsum(weights)
    mean = mp.fsum(w * v for w, v in zip(weights, values)) / total
    squares = mp.fsum(w * (v - mean) ** 2 for w, v in zip(weights, values))
    sum_of_squares = mp.fsum(w * w for w in weights)
    return {"mean": mean, "frequency": squares / (total - 1),
            "reliability": squares / (total - sum_of_squares / total),
            "effective_count": total ** 2 / sum_of_squares}


def text(value):
    if isinstance(value, dict):
        return {key: text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [text(item) for item in value]
    return value if isinstance(value, int) else mp.nstr(value, 20)


def case(name, plain, weights):
    values = [mp.mpf(v) for v in plain]
    n = len(values)
    mean, (s2, s3, s4) = power_sums(values)
    wins = winsorized(values, 0.2)
    result = {
        "mean": mean, "variance": s2 / (n - 1), "skewness": mp.sqrt(n) * s3 / s2 ** 1.5,
        "kurtosis": n * s4 / s2 ** 2 - 3, "mad": mad(values),
        "trimmed_10": trimmed(values, 0.1), "trimmed_20": trimmed(values, 0.2),
        "winsorized_mean_20": mp.fsum(wins) / n,
        "winsorized_variance_20": power_sums(wins)[1][0] / (n - 1),
        "qn_raw": qn_raw(values), "sn_raw": sn_raw(values),
        "huber": huber(values, mp.mpf(1.5), False), "proposal2": huber(values, mp.mpf(1.5), True),
        "weighted": weighted(values, [mp.mpf(w) for w in weights]),
    }
    if min(plain) > 0:
        result["geometric"] = mp.exp(mp.fsum(mp.log(v) for v in values) / n)
        result["harmonic"] = n / mp.fsum(1 / v for v in values)
    return {"name": name, "values": plain, "weights": weights, "result": text(result)}


def main():
    cases = []
    for name, plain in [
            ("seven", sample(1, 7, 3)), ("ten with ties", sample(2, 10, 1)),
            ("even", sample(3, 64, 5, 3.5, 0.05)),
            ("odd with outliers", sample(4, 101, 4, 0.0, 0.2)),
            ("large mean", sample(5, 41, 2, 1e9)),
            ("rates", [v * v + 0.001 for v in sample(6, 55, 3, 2.2)])]:
        stream = generator(len(plain))
        cases.append(case(name, plain, [1 + int(next(stream) * 5) for _ in plain]))
    print(json.dumps({"title": "Descriptive statistics by definition", "cases": cases}, indent=1))


main()
