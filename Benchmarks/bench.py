"""Times the main jobs of bench-stats as whole processes, beside their peers, in one run.

    python bench.py --command PATH --output RESULTS.md [--rows N] [--runs N]

The data come from a seeded generator: the columns of a parameter sweep, doubles of 6 to 17 digits,
quoted labels with commas, some failed runs. The jobs take turns, so that a drift of the machine's
speed meets all alike; medians are quoted, and ratios of medians.
"""
import argparse
import csv
import datetime
import importlib.metadata
import os
import pathlib
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time

PEERS = {
    "polars": "import polars as pl, sys; print(pl.read_csv(sys.argv[1]).describe())",
    "DuckDB": "import duckdb, sys; print(duckdb.sql(f\"summarize from read_csv('{sys.argv[1]}')\"))",
    "pandas": "import pandas as pd, sys; print(pd.read_csv(sys.argv[1]).describe())",
}


def write_sweep(path, rows, seed=20261121):
    """A sweep of `rows` runs as CSV."""
    chance = random.Random(seed)
    with open(path, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["num_gpu", "num_ctx", "temperature", "config_name", "prompt", "ttft_s",
                      "tokens_s", "load_s", "prompt_eval_s", "eval_s", "eval_count", "error"])
        for _ in range(rows):
            gpu, ctx = chance.choice([40, 60, 80, 999]), chance.choice([1024, 2048, 4096])
            temperature = chance.choice([0.2, 0.4, 0.8])
            load, read = chance.lognormvariate(-2.5, 0.4), round(chance.lognormvariate(-4, 0.4), 7)
            count, seconds = chance.randint(50, 1200), chance.lognormvariate(1, 0.3)
            failed = chance.random() < 0.002
            out.writerow([gpu, ctx, temperature, f"g{gpu}_c{ctx}_t{temperature}",
                          'Say "well done", then ask, politely.', load + read, count / seconds,
                          load, read, seconds, count, "timed out" if failed else ""])


def measure(command):
    """Wall seconds and peak memory in MiB of one run of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"bench: {command[0]} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def take_turns(commands, runs):
    """Medians of seconds and memory by name, after one warm-up of each."""
    results = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            result = measure(command)
            if turn > 0:
                results[name].append(result)
    return {name: tuple(statistics.median(column) for column in zip(*values))
            for name, values in results.items()}


def table(title, medians, ours, bytes_read=None):
    """A section of the results."""
    lines = [f"## {title}", "", "| | median s | MB/s | peak MiB | time against ours |",
             "|---|--:|--:|--:|--:|"]
    for name, (seconds, memory) in medians.items():
        speed = f"{bytes_read / seconds / 1e6:.0f}" if bytes_read else ""
        lines.append(f"| {name} | {seconds:.3f} | {speed} | {memory:.0f} | "
                     f"{seconds / medians[ours][0]:.2f} |")
    return "\n".join(lines) + "\n"


def header(runs):
    """Date, machine and versions."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name.lower())}" for name in PEERS)
    return (f"# Benchmark results\n\n{datetime.date.today()}, {platform.machine()}, "
            f"{os.cpu_count()} cores, Python {platform.python_version()}, {versions}. Whole "
            f"processes, medians of {runs} runs that took turns. Made by `make bench`.\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--command", required=True, help="the bench-stats executable")
    parser.add_argument("--output", required=True, help="the Markdown file to write")
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    fixtures = pathlib.Path(__file__).resolve().parent.parent / "Fixtures" / "chat-models"
    with tempfile.TemporaryDirectory() as folder:
        sweep = os.path.join(folder, "sweep.csv")
        write_sweep(sweep, options.rows)
        size = os.path.getsize(sweep)
        describe = {"bench-stats": [options.command, "describe", sweep]}
        describe |= {name: [sys.executable, "-c", code, sweep] for name, code in PEERS.items()}
        report = {"bench-stats": [options.command, "report", str(fixtures), "--output",
                                  os.path.join(folder, "report.md"), "--facts",
                                  os.path.join(folder, "facts.json")]}
        sections = [
            table(f"Describe every column of a CSV of {size / 1e6:.0f} MB, {options.rows} rows",
                  take_turns(describe, options.runs), "bench-stats", size),
            table("Report on Fixtures/chat-models with its facts",
                  take_turns(report, options.runs), "bench-stats"),
        ]
    pathlib.Path(options.output).write_text(header(options.runs) + "\n" + "\n".join(sections))
    print(pathlib.Path(options.output).read_text())


if __name__ == "__main__":
    main()
