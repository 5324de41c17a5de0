"""How fast files become typed columns in memory, ours beside the peers, and how that grows.

Every loader is a process that loads one file and prints as JSON the seconds of the load alone, the
types it found and its peak memory. A peer whose default gives a column the wrong type, or fails, is
run with its inference over the whole file, and that is what counts.
"""
import collections
import dataclasses
import functools
import json
import pathlib
import re
import statistics
import sys

import measure
import report
from data import COLUMNS

FOLDER = pathlib.Path(__file__).resolve().parent
THREADS = (1, 2)
OURS = "bench-stats"

#: How loaders call their types, and what the types of `COLUMNS` may be read as: pandas has no
#: missing value but NaN, so whole numbers with gaps become doubles.
KINDS = {"integer": r"u?(big|huge)?int", "double": r"float|double|numeric",
         "label": r"str|varchar|character|label"}
ACCEPTED = {"integer": {"integer", "double"}, "double": {"double"}, "label": {"label"}}


@dataclasses.dataclass
class Loader:
    """A program that loads: `command(path, threads, inference)`, for what and with which choices
    of inference, the default first."""
    name: str
    command: collections.abc.Callable
    formats: tuple = (".csv", ".ndjson")
    inferences: tuple = ("default",)

    def load(self, path, threads, inference):
        """What one run printed.

        Raises Failed where it does not end well.
        """
        return json.loads(measure.output(self.command(str(path), str(threads), inference),
                                         cwd=FOLDER))


def loaders(load_table):
    """Ours, then the peers that are there."""
    def python(name):
        return lambda *arguments: [sys.executable, "-m", "peers", name, *arguments]

    both = ("default", "whole-file")
    ours = Loader(OURS, lambda path, threads, _: [load_table, path, "--threads", threads])
    peers = [
        Loader("polars", python("polars"), inferences=both),
        Loader("DuckDB", python("duckdb"), inferences=both),
        Loader("pyarrow", python("pyarrow")),
        Loader("pandas", python("pandas"), formats=(".csv",)),
        Loader("orjson", python("orjson"), formats=(".ndjson",)),
    ]
    if report.fread_version():
        peers.append(Loader("data.table", formats=(".csv",), command=lambda path, threads, _: [
            "Rscript", "peers/fread.R", path, threads]))
    return [ours, *peers]


def flaw(loaded, rows):
    """What is wrong with the table that a loader made; None where it is right."""
    if loaded["rows"] != rows:
        return f"finds {loaded['rows']} rows of {rows}"
    found = {column["name"]: column["type"] for column in loaded["columns"]}
    if set(found) != set(COLUMNS):
        return f"finds the columns {', '.join(found)}"
    for name, type in COLUMNS.items():
        if not any(re.match(KINDS[kind], found[name].lower()) for kind in ACCEPTED[type]):
            return f"reads {name} as {found[name]}"
    return None


def choose_inference(loader, path, rows):
    """The first of the loader's inferences that gives the right table (None where none does), and
    the flaws of those before it."""
    flaws = []
    for inference in loader.inferences:
        try:
            wrong = flaw(loader.load(path, THREADS[-1], inference), rows)
        except measure.Failed as failure:
            wrong = f"fails ({failure})"
        if wrong is None:
            return inference, flaws
        flaws.append(f"{loader.name} with {inference} inference {wrong}")
    return None, flaws


def median_loads(candidates, path, runs):
    """What the candidates, pairs of a loader and an inference, print: medians of the numbers, by
    name and threads."""
    jobs = {(loader.name, threads): functools.partial(loader.load, path, threads, inference)
            for threads in THREADS for loader, inference in candidates}
    return {key: {field: statistics.median(load[field] for load in loads)
                  for field, value in loads[0].items() if not isinstance(value, list)}
            for key, loads in measure.in_turn(jobs, runs).items()}


def file_section(title, path, rows, all_loaders, runs):
    """The results of one file as Markdown, and the medians of ours by threads."""
    candidates, notes = [], []
    for loader in all_loaders:
        if path.suffix in loader.formats:
            inference, flaws = choose_inference(loader, path, rows)
            notes += flaws
            if inference:
                candidates.append((loader, inference))
    medians = median_loads(candidates, path, runs)
    size = path.stat().st_size

    def cells(loader, inference):
        yield loader.name
        yield inference
        for threads in THREADS:
            load = medians[loader.name, threads]
            yield f"{load['seconds']:.3f}"
            yield report.speed(size, load["seconds"])
            yield report.megabytes(load["peak_bytes"])
            yield f"{load['cpu_seconds'] / load['seconds']:.1f}"

    head = ["", "inference"] + [
        f"{text}, {threads} thread{'s'[:threads - 1]}"
        for threads in THREADS for text in ("s", "MB/s", "peak MB", "cores busy")]
    lines = [f"### {title}: {report.megabytes(size)} MB, {rows} rows", "",
             report.table(head, [list(cells(*candidate)) for candidate in candidates]),
             against_best(medians, [loader.name for loader, _ in candidates])]
    lines += ["\n" + "; ".join(notes) + ".\n"] if notes else []
    ours = {threads: medians.get((OURS, threads)) for threads in THREADS}
    return "\n".join(lines), ours


def against_best(medians, names):
    """The sentence that holds the speed of ours against that of the best peer."""
    if OURS not in names:
        return "Ours does not read this file rightly.\n"
    parts = []
    for threads in THREADS:
        best = min((name for name in names if name != OURS),
                   key=lambda name: medians[name, threads]["seconds"])
        ratio = medians[best, threads]["seconds"] / medians[OURS, threads]["seconds"]
        parts.append(f"**{ratio:.2f}** of {best} with {threads} thread{'s'[:threads - 1]}")
    return f"Speed of ours against the best peer: {', '.join(parts)}.\n"


def loading_part(data, options):
    """The tables of all files, and the memory of ours against its limit."""
    files = {"CSV": (data.csv, data.rows), "CSV with CRLF": (data.csv_crlf, data.rows),
             "NDJSON": (data.ndjson, data.rows // 2),
             "NDJSON, keys in varying order": (data.ndjson_varying_keys, data.rows // 2)}
    all_loaders = loaders(options.load_table)
    sections, memory = [], []
    for title, (path, rows) in files.items():
        section, ours = file_section(title, path, rows, all_loaders, options.runs)
        sections.append(section)
        memory += [memory_row(title, threads, load) for threads, load in ours.items() if load]
    return "\n".join([
        "## Loading into typed columns", "",
        "Seconds of the load alone, without start-up and imports. *inference*: where the types "
        "come from, the loader's default or the whole file if the default got one wrong. *cores "
        "busy*: CPU time over wall time, for some use more threads than they are told to. orjson "
        "has one thread. DuckDB and orjson load into Arrow columns. data.table reads about one "
        "double in 7000 as a neighbour of the nearest, and leaves doubled quotes doubled.", "",
        *sections,
        "### Memory of ours", "",
        "Limit: 1.3 × the bytes of the columns + 64 MB. A number or time counts 8 bytes, a boolean "
        "1, a label 4 and each distinct one its text, and where values are missing one bit a row.",
        "",
        report.table(["", "threads", "columns MB", "limit MB", "peak MB", "within"], memory)])


def memory_row(title, threads, load):
    """Ours against the limit of memory."""
    limit = 1.3 * load["column_bytes"] + 64e6
    return [title, str(threads), report.megabytes(load["column_bytes"]), report.megabytes(limit),
            report.megabytes(load["peak_bytes"]), "yes" if load["peak_bytes"] <= limit else "no"]


def growth_part(data, options):
    """How the time of ours a row grows with the number of rows."""
    ours = loaders(options.load_table)[0]
    sizes = [data.rows // 20, data.rows // 2, data.rows * 5]
    jobs = {(rows, threads): functools.partial(ours.load, data.resized(rows), threads, "default")
            for rows in sizes for threads in THREADS}
    nanoseconds = {
        (rows, threads): statistics.median(load["seconds"] for load in loads) / rows * 1e9
        for (rows, threads), loads in measure.in_turn(jobs, options.runs).items()}

    def cells(rows):
        yield str(rows)
        yield report.megabytes(data.resized(rows).stat().st_size)
        for threads in THREADS:
            yield f"{nanoseconds[rows, threads]:.0f}"
            yield f"{nanoseconds[rows, threads] / nanoseconds[sizes[0], threads]:.2f}"

    head = ["rows", "MB"] + [f"{text}, {threads} thread{'s'[:threads - 1]}" for threads in THREADS
                             for text in ("ns a row", f"against {sizes[0]} rows")]
    return "\n".join(["## Growth of loading CSV", "",
                      report.table(head, [list(cells(rows)) for rows in sizes])])
