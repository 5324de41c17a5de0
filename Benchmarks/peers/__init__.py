"""Peers of the loader, a module each (fread, which is R's, a script).

A module has `load(path, threads, infer_all)`, which reads a CSV or NDJSON file into typed columns
in memory with as many threads (where the peer has several) and, where `infer_all`, types inferred
from the whole file if the peer's default looks at its first rows only; `types(table)`, the peer's
own name of each column's type; and `rows(table)`. The settings are those that were fastest of what
the peer offers without being told what the file holds.
"""
