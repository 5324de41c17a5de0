"""What commands of bench-stats take as whole processes, from their start to their end."""
import pathlib
import sys
import tempfile

import measure
import report

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "Fixtures" / "chat-models"
PEERS = {
    "polars": "import polars as pl, sys; "
              "print(pl.read_csv(sys.argv[1], infer_schema_length=None).describe())",
    "DuckDB": "import duckdb, sys; "
              "print(duckdb.sql(f\"summarize from read_csv('{sys.argv[1]}')\"))",
    "pandas": "import pandas as pd, sys; print(pd.read_csv(sys.argv[1]).describe())",
}
MEMORY = "256MB"


def jobs_part(data, options):
    """The main jobs, beside peers where they do the same."""
    sweep = data.resized(data.rows * 3 // 20)
    size = sweep.stat().st_size
    describe = {"bench-stats": [options.command, "describe", sweep]}
    describe |= {name: [sys.executable, "-c", code, sweep] for name, code in PEERS.items()}
    with tempfile.TemporaryDirectory() as folder:
        report_command = [options.command, "report", FIXTURES, "--output", f"{folder}/report.md",
                          "--facts", f"{folder}/facts.json"]
        described = measure.median_costs(describe, options.runs)
        reported = measure.median_costs({"bench-stats": report_command}, options.runs)
    return "\n".join([
        "## Whole jobs", "",
        f"### Describe every column of a CSV of {report.megabytes(size)} MB", "",
        jobs_table(described, size),
        "### Report on Fixtures/chat-models with its facts", "",
        jobs_table(reported)])


def jobs_table(costs, size=None):
    """Costs by name; ours is the first."""
    ours = next(iter(costs.values()))
    return report.table(
        ["", "s", "MB/s", "peak MB", "time against ours"],
        [[name, f"{cost.seconds:.3f}", report.speed(size, cost.seconds) if size else "",
          report.megabytes(cost.peak_bytes), f"{cost.seconds / ours.seconds:.2f}"]
         for name, cost in costs.items()])


def start_up_part(data, options):
    """The time of a command that has next to nothing to do, beside that of any process."""
    small = data.resized(6)
    runs = 10 * options.runs
    costs = measure.median_costs(
        {f"`bench-stats describe`, {small.stat().st_size} bytes":
            [options.command, "describe", small],
         "`true`": ["true"]}, runs)
    return "\n".join([
        "## Start-up", "", f"Whole processes, medians of {runs} runs.", "",
        report.table(["", "ms"], [[name, f"{cost.seconds * 1e3:.1f}"]
                                  for name, cost in costs.items()])])


def memory_part(data, options):
    """Commands on a file of more than a gigabyte, with and without a limit of memory."""
    title = f"## Commands within a limit of memory, `--memory {MEMORY}`\n"
    try:
        measure.whole_process([options.command, "describe", data.resized(6), "--memory", MEMORY])
    except measure.Failed as failure:
        return f"{title}\nSkipped, for the option is refused: {failure}.\n"
    path = data.resized(data.rows * 5)
    size = path.stat().st_size
    commands = {"describe": [options.command, "describe", path],
                "percentiles": [options.command, "percentiles", path, "--column", "ttft_s"]}
    commands = {f"`{name}{more}`": words + more.split() for name, words in commands.items()
                for more in ("", f" --memory {MEMORY}")}
    costs = measure.median_costs(commands, options.runs)
    return "\n".join([
        title, f"Whole processes on a CSV file of {report.megabytes(size)} MB.", "",
        report.table(["", "s", "ns a byte", "peak MB"],
                     [[name, f"{cost.seconds:.2f}", f"{cost.seconds / size * 1e9:.2f}",
                       report.megabytes(cost.peak_bytes)] for name, cost in costs.items()])])
