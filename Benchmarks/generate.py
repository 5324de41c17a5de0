"""Writes the seeded files of the benchmark: one parameter sweep in two forms, each in two variants.

    python generate.py FOLDER ROWS SEED

The sweep has what makes real files hard to load: doubles of 6 to 17 significant digits, quoted
labels with commas and doubled quotes, failed runs with an error text and no metrics, and a power
meter that was switched on late, so that its column is empty in the first rows.
"""
import itertools
import json
import operator
import pathlib
import sys

import numpy

from data import COLUMNS

BLOCK = 50_000
ROWS_BEFORE_POWER = 8_000
FAILED = 0.002
PROMPTS = [
    "Count to ten.", "What is the capital of Iceland?", "Où est le café ?",
    "Name three rivers, two lakes, one sea.", 'Say "well done", then ask, politely.',
    'Translate "good morning" into Dutch.', "Why is the sky blue?", "Sort these: 3, 1, 2.",
]
ERRORS = ["timed out", "connection refused", 'HTTP 500, "model runner has stopped"']


def sweep_columns(chance, start, rows):
    """Rows `start..<start + rows` of the sweep: by column lists of values, None where missing."""
    def pick(levels):
        return [levels[i] for i in chance.integers(len(levels), size=rows).tolist()]

    def metric(values):
        return [None if failed else value for value, failed in zip(values.tolist(), has_failed)]

    has_failed = (chance.random(rows) < FAILED).tolist()
    gpu, context = pick([40, 60, 80, 999]), pick([1024, 2048, 4096])
    temperature = pick([0.2, 0.4, 0.8])
    # Timers that report nanoseconds give few digits, quotients and differences of clocks give all.
    load = chance.lognormal(-2.5, 0.4, rows)
    prompt = numpy.round(chance.lognormal(-4, 0.4, rows), 9)
    seconds = numpy.round(chance.lognormal(1, 0.3, rows), 7)
    count = chance.integers(50, 1200, rows)
    power = numpy.round(chance.normal(180, 25, rows), 4)
    errors = pick(ERRORS)
    return {
        "num_gpu": gpu, "num_ctx": context, "temperature": temperature,
        "config_name": [f"g{g}_c{c}_t{t}" for g, c, t in zip(gpu, context, temperature)],
        "prompt": pick(PROMPTS),
        "ttft_s": metric(load + prompt), "tokens_s": metric(count / seconds),
        "load_s": metric(load), "prompt_eval_s": metric(prompt), "eval_s": metric(seconds),
        "eval_count": metric(count),
        "gpu_power_w": [value if start + i >= ROWS_BEFORE_POWER else None
                        for i, value in enumerate(metric(power))],
        "error": [error if failed else None for error, failed in zip(errors, has_failed)],
    }


def csv_field(label):
    """A label as a CSV field, quoted where it must be."""
    return '"' + label.replace('"', '""') + '"' if '"' in label or "," in label else label


def texts(values, type, missing, quoted):
    """The values of a column as texts; numbers with the fewest digits that read back the same."""
    if type != "label":
        return [missing if value is None else repr(value) for value in values]
    known = {label: quoted(label) for label in set(values) - {None}} | {None: missing}
    return [known[label] for label in values]


def csv_lines(columns):
    """The rows as CSV."""
    fields = [texts(values, COLUMNS[name], "", csv_field) for name, values in columns.items()]
    return "\n".join(map(",".join, zip(*fields))) + "\n"


def json_string(label):
    """A label as a JSON string."""
    return json.dumps(label, ensure_ascii=False)


def ndjson_rows(columns):
    """The rows as tuples of JSON members."""
    return zip(*([f'"{name}": {text}' for text in texts(values, COLUMNS[name], "null", json_string)]
                 for name, values in columns.items()))


def write(folder, rows, seed):
    """Writes the four files; the NDJSON ones hold the first half of the rows."""
    orders = [operator.itemgetter(*numpy.random.default_rng([seed, 0, i]).permutation(len(COLUMNS)))
              for i in range(24)]
    with (open(folder / "sweep.csv", "wb") as csv, open(folder / "sweep_crlf.csv", "wb") as crlf,
          open(folder / "sweep.ndjson", "w") as ndjson,
          open(folder / "sweep_varying_keys.ndjson", "w") as varying):
        header = ",".join(COLUMNS)
        csv.write(f"{header}\n".encode())
        crlf.write(f"{header}\r\n".encode())
        for start in range(0, rows, BLOCK):
            chance = numpy.random.default_rng([seed, 1, start])
            columns = sweep_columns(chance, start, min(BLOCK, rows - start))
            lines = csv_lines(columns).encode()
            csv.write(lines)
            crlf.write(lines.replace(b"\n", b"\r\n"))
            for row in itertools.islice(ndjson_rows(columns), max(0, rows // 2 - start)):
                ndjson.write("{" + ", ".join(row) + "}\n")
                order = orders[chance.integers(len(orders))]
                varying.write("{" + ", ".join(order(row)) + "}\n")


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
