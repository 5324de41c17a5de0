"""Measures of association from their definitions, with 60 digits, for data made up here.

    cd Fixtures/oracles && python3 association.py > association.json

Needs mpmath. Partial correlations come from the normal equations (harmless at 60 digits), distance
correlations from all n^2 distances, biweight midcorrelations from the formulas of Langfelder and
Horvath; p-values of t from the incomplete beta function.
"""

import json
import math

from mpmath import mp, mpf

mp.dps = 60
GOLDEN = 0.6180339887498949


def spread(n, seed, digits=3):
    return [round((seed + i * GOLDEN) % 1, digits) for i in range(1, n + 1)]


def normal(n, seed):
    u, v = spread(n, seed, 6), spread(n, seed * 2.7 + 0.13, 6)
    v = [v[(7 * i + 3) % n] for i in range(n)]
    return [round(math.sqrt(-2 * math.log(a + 1e-7)) * math.cos(2 * math.pi * b), 5) for a, b in zip(u, v)]


def mixed(n, seed):
    """x, y and two controls on which both depend."""
    a, b, e, f = (normal(n, seed + 0.171 * k) for k in range(4))
    x = [round(p + 0.5 * q + r, 4) for p, q, r in zip(a, b, e)]
    y = [round(2 * p - q + 0.4 * r + s, 4) for p, q, r, s in zip(a, b, e, f)]
    return {"x": x, "y": y, "a": a, "b": b}


def offset(n, seed, shift, step):
    data = mixed(n, seed)
    return {k: [shift + step * v for v in column] for k, column in data.items()}


def steps(n, seed):
    data = mixed(n, seed)
    return {k: [round(2 * v) / 2 for v in column] for k, column in data.items()}


def parabola(n, seed):
    data = mixed(n, seed)
    data["y"] = [round(v * v + 0.1 * w, 4) for v, w in zip(data["x"], data["a"])]
    return data


SETS = {
    "few": mixed(6, 0.21),
    "small": mixed(14, 0.37),
    "middle": mixed(90, 0.05),
    "ties": steps(60, 0.61),
    "parabola": parabola(70, 0.44),
    "offset": offset(50, 0.29, 1e9, 1e-3),
    "time": offset(40, 0.83, 1.7e9, 0.5),
    "tiny": offset(30, 0.71, 0.0, 1e-200),
    "huge": offset(30, 0.17, 0.0, 1e200),
}


def centred(x):
    mean = sum(x) / len(x)
    return [v - mean for v in x]


def dot(x, y):
    return sum(a * b for a, b in zip(x, y))


def cosine(x, y):
    return dot(x, y) / mp.sqrt(dot(x, x) * dot(y, y))


def residuals(y, given):
    y, z = centred(y), [centred(c) for c in given]
    scale = [mp.sqrt(dot(c, c)) for c in z]
    z = [[v / s for v in c] for c, s in zip(z, scale)]
    gram = mp.matrix([[dot(a, b) for b in z] for a in z])
    weights = mp.lu_solve(gram, mp.matrix([dot(a, y) for a in z]))
    return [v - sum(w * c[i] for w, c in zip(weights, z)) for i, v in enumerate(y)]


def midranks(x):
    return [mpf(sum(w < v for w in x)) + mpf(sum(w == v for w in x) + 1) / 2 for v in x]


def upper_t(t, df):
    tail = mp.betainc(mpf(df) / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2
    return tail if t >= 0 else 1 - tail


def tested(r, df):
    t = r * mp.sqrt(df / (1 - r * r))
    return {"r": float(r), "t": float(t), "df": df, "p": float(2 * upper_t(abs(t), df))}


def partials(x, y, given):
    df = len(x) - 2 - len(given)
    u, v = residuals(x, given), residuals(y, given)
    return {
        "partial": tested(cosine(u, v), df),
        "semi_partial": tested(cosine(centred(x), v), df),
    }


def distances(x):
    n = len(x)
    d = [[abs(a - b) for b in x] for a in x]
    rows = [sum(row) for row in d]
    total = sum(rows)
    centred = [[d[i][j] - rows[i] / n - rows[j] / n + total / n**2 for j in range(n)] for i in range(n)]
    unbiased = [
        [
            0 if i == j else d[i][j] - (rows[i] + rows[j]) / (n - 2) + total / ((n - 1) * (n - 2))
            for j in range(n)
        ]
        for i in range(n)
    ]
    return centred, unbiased


def distance(x, y):
    n = len(x)
    (ax, ux), (ay, uy) = distances(x), distances(y)

    def mean(a, b, size):
        return sum(dot(p, q) for p, q in zip(a, b)) / size

    square, xx, yy = mean(ax, ay, n * n), mean(ax, ax, n * n), mean(ay, ay, n * n)
    size = n * (n - 3)
    r = mean(ux, uy, size) / mp.sqrt(mean(ux, ux, size) * mean(uy, uy, size))
    df = n * (n - 3) // 2 - 1
    t = r * mp.sqrt(df / (1 - r * r))
    return {
        "covariance": float(mp.sqrt(square)),
        "coefficient": float(mp.sqrt(square / mp.sqrt(xx * yy))),
        "bias_corrected": float(r), "t": float(t), "df": df, "p": float(upper_t(t, df)),
        "chi_squared_p": float(mp.erfc(mp.sqrt(max(mpf(0), n * r + 1) / 2))),
    }


def median(x):
    x, n = sorted(x), len(x)
    return x[n // 2] if n % 2 else (x[n // 2 - 1] + x[n // 2]) / 2


def biweight(x, y):
    def weighted(x):
        centre = median(x)
        mad = median([abs(v - centre) for v in x])
        u = [(v - centre) / (9 * mad) for v in x]
        return [(v - centre) * (1 - w * w) ** 2 if abs(w) < 1 else mpf(0) for v, w in zip(x, u)]

    return tested(cosine(weighted(x), weighted(y)), len(x) - 2)


def result(data):
    x, y, a, b = ([mpf(v) for v in data[k]] for k in "xyab")
    ranks = [midranks(c) for c in (x, y, a, b)]
    return {
        "data": data,
        "pearson": tested(cosine(centred(x), centred(y)), len(x) - 2),
        "spearman": float(cosine(centred(ranks[0]), centred(ranks[1]))),
        "given_a": partials(x, y, [a]),
        "given_ab": partials(x, y, [a, b]),
        "ranks_given_ab": partials(ranks[0], ranks[1], ranks[2:]),
        "point_biserial": tested(cosine(centred(x), centred([mpf(v > median(y)) for v in y])), len(x) - 2),
        "distance": distance(x, y),
        "biweight": biweight(x, y),
    }


print(json.dumps({name: result(data) for name, data in SETS.items()}, indent=1))
