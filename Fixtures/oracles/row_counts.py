#!/usr/bin/env python3
"""Counts the rows of every table of a folder with pandas, for row_counts.json.

    python3 row_counts.py FOLDER > row_counts.json

FOLDER is a folder of benchmark outputs. For each CSV file the rows that pandas.read_csv gives
("rows"), or "refused" where it holds NUL bytes; for each JSON file the rows that
pandas.json_normalize makes of each list of objects, by key path, those within the objects of
another one taken together. Files without a table are left out. Needs pandas.
"""

import json
import pathlib
import sys

import pandas


def lists(document, value, path=()):
    """The lists of objects of a document with their rows, by key path."""
    if isinstance(value, list):
        if value and all(isinstance(item, dict) for item in value):
            rows = pandas.json_normalize(document, record_path=list(path)) if path else value
            yield path, len(rows)
            for key in dict.fromkeys(key for item in value for key in item):
                inner = [item.get(key) for item in value]
                if all(isinstance(one, (list, dict)) for one in inner):
                    for one in inner:
                        yield from lists(document, one, path + (key,))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from lists(document, item, path + (key,))


def counts(path):
    if path.suffix == ".csv":
        # pandas takes the NUL bytes of an UTF-16 text with a broken mark for text.
        if b"\0" in path.read_bytes():
            return {"refused": "NUL bytes"}
        return {"rows": len(pandas.read_csv(path))}
    document = json.loads(path.read_text(encoding="utf-8"))
    return {".".join(keys): rows for keys, rows in lists(document, document)}


folder = pathlib.Path(sys.argv[1])
result = {}
for path in sorted(folder.rglob("*")):
    if path.suffix in (".csv", ".json"):
        found = counts(path)
        if found:
            result[str(path.relative_to(folder))] = found
json.dump(result, sys.stdout, indent=1)
print()
