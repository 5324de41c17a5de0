"""Loads a file with one peer and prints as JSON what that took and what it gave.

    python -m peers NAME FILE THREADS default|whole-file
"""
import importlib
import json
import os
import resource
import sys
import time


def main(name, path, threads, inference):
    # polars reads it when it is imported; the others are told by their own calls.
    os.environ["POLARS_MAX_THREADS"] = threads
    peer = importlib.import_module(f"peers.{name}")
    start, start_cpu = time.perf_counter(), time.process_time()
    table = peer.load(path, int(threads), inference == "whole-file")
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - start_cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    columns = [{"name": column, "type": str(type)} for column, type in peer.types(table).items()]
    print(json.dumps({"seconds": seconds, "cpu_seconds": cpu_seconds, "rows": peer.rows(table),
                      "columns": columns, "peak_bytes": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
