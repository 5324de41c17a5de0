#!/usr/bin/env python3
"""Transcribes the few reference figures that the tests need into reference.json.

    python3 make_reference.py FOLDER [--rscript PROGRAM] [--output FILE]

FOLDER is a collection of reference results with `nist/linear`, `nist/univariate` (NIST StRD: the
original `.dat` and the certified values as `.json`) and `r-reference/padjust.json`. The tests of
correlation are computed by R from data of our own (correlation.R beside this script). Every entry
names its source. Numbers are written as the shortest decimals that give the same double back.
"""

import argparse
import json
import pathlib
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
DERIVED = ["adj_r_squared", "press", "loglik", "aic", "bic", "durbin_watson", "hat"]


def nist_rows(path):
    """The data of a NIST file: the lines at its end that hold nothing but numbers."""
    rows = []
    for line in reversed(path.read_text(encoding="latin-1").splitlines()):
        try:
            row = [float(word) for word in line.split()]
        except ValueError:
            break
        if row:
            rows.insert(0, row)
    return rows


def numbers(value):
    """Strings of a decimal number as doubles, in lists and objects too; all else as it is."""
    if isinstance(value, dict):
        return {key: numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [numbers(item) for item in value]
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value


def nist(folder, kind, name):
    """The rows of a NIST data set and its parsed description, which must agree in n."""
    stem = folder / "nist" / kind / name
    rows = nist_rows(stem.with_suffix(".dat"))
    entry = json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"))
    if len(rows) != entry["n"]:
        raise ValueError(f"{name}: {len(rows)} rows of data, {entry['n']} expected")
    return rows, entry


def linear(folder, name):
    """A NIST linear regression: data, certified values, and values derived at 120 digits."""
    rows, entry = nist(folder, "linear", name)
    derived = entry["derived_mp"]
    return {
        "name": name,
        "source": f"NIST StRD, linear regression, {name}.dat (certified values)",
        "response": [row[0] for row in rows],
        "predictors": [list(column) for column in zip(*(row[1:] for row in rows))],
        "certified": numbers(entry["certified"]),
        "derived_source": "computed from the data in 120-digit arithmetic, not certified by NIST; "
                          "aic and bic count sigma as a parameter",
        "derived": numbers({key: derived[key] for key in DERIVED}),
        "digits_attainable": entry["lre_attainable_with_double_input"],
    }


def univariate(folder, name):
    """A NIST univariate summary: data, certified mean and standard deviation."""
    rows, entry = nist(folder, "univariate", name)
    attainable = entry["lre_attainable_with_double_input"]
    return {
        "name": name,
        "source": f"NIST StRD, univariate summary statistics, {name}.dat (certified values)",
        "values": [row[0] for row in rows],
        "certified": numbers({key: entry["certified"][key] for key in ("mean", "sd")}),
        "digits_attainable": {key: attainable[key] for key in ("mean", "sd")},
    }


def p_adjust(folder, case):
    """p-values and what R's p.adjust makes of them, by method."""
    reference = json.loads((folder / "r-reference/padjust.json").read_text(encoding="utf-8"))
    entry = next(item for item in reference["cases"] if item["id"] == case)
    table = entry["result"]["adjusted"]
    columns = zip(table["cols"], zip(*table["data"]))
    return {
        "name": case,
        "source": reference["engine"].partition(" (")[0] + ", p.adjust; the p-values are those of "
                  "Benjamini and Hochberg (1995), section 3.2",
        "p": entry["inputs"]["p"],
        "adjusted": {method: list(values) for method, values in columns if method != "none"},
    }


def correlation(rscript):
    """The result of correlation.R."""
    run = subprocess.run(
        [rscript, "correlation.R"], cwd=HERE, check=True, capture_output=True, text=True)
    return json.loads(run.stdout)


def compact(value):
    """JSON with one line for each list of numbers."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    joined = re.sub(r"\[\s+([^\[\]{}\"]*?)\s+\]", r"[\1]", text)
    return re.sub(r",\s+(?=[-\d])", ", ", joined) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rscript", default="Rscript")
    parser.add_argument("--output", type=pathlib.Path, default=HERE / "reference.json")
    options = parser.parse_args()
    options.output.write_text(compact({
        "linear": [linear(options.folder, name) for name in ("Norris", "Longley")],
        "univariate": [univariate(options.folder, name) for name in ("NumAcc1", "Mavro", "Lew")],
        "p_adjust": [p_adjust(options.folder, "BH1995")],
        "correlation": correlation(options.rscript),
    }), encoding="utf-8")


if __name__ == "__main__":
    main()
