"""The Markdown of the results: the header and the tables."""
import datetime
import os
import pathlib
import platform
import re

import measure

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
REQUIREMENTS = pathlib.Path(__file__).with_name("requirements.txt")


def table(head, rows):
    """A Markdown table whose first column holds names and whose others hold numbers."""
    lines = [head, ["---"] + ["--:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def megabytes(bytes):
    """Bytes as MB, 10⁶ bytes."""
    return f"{bytes / 1e6:.0f}"


def speed(bytes, seconds):
    """MB per second."""
    return f"{bytes / seconds / 1e6:.0f}"


def fread_version():
    """The version of R's data.table; None where there is none."""
    script = 'cat(as.character(packageVersion("data.table")))'
    try:
        return measure.output(["Rscript", "-e", script])
    except (FileNotFoundError, measure.Failed):
        return None


def header(runs):
    """When, on what and with which versions the results were made."""
    cpu = _found(r"model name\s*: (.*)", "/proc/cpuinfo")
    memory = int(_found(r"MemTotal:\s*(\d+)", "/proc/meminfo")) * 1024
    peers = REQUIREMENTS.read_text().replace("==", " ").split("\n")[:-1]
    peers.append(f"data.table {fread_version() or '(not installed)'}")
    swift = re.search(r"Swift version [\d.]+", measure.output(["swift", "--version"]))[0]
    return table(["", ""], [
        ["date", str(datetime.date.today())],
        ["commit", _commit()],
        ["machine", f"{cpu}, {os.cpu_count()} cores, {memory / 1e9:.0f} GB, {platform.machine()}"],
        ["kernel", f"{platform.system()} {platform.release()}"],
        ["load average before", f"{os.getloadavg()[0]:.2f}"],
        ["versions", f"{swift}, Python {platform.python_version()}, " + ", ".join(peers)],
    ]).replace("--:", "---") + (
        f"\nMedians of {runs} rounds in which all took turns, after one to warm up; the files are "
        "in the page cache. MB is 10⁶ bytes. Made by `make bench`.\n")


def _commit():
    try:
        commit = measure.output(["git", "rev-parse", "--short", "HEAD"], cwd=REPOSITORY).strip()
        changes = measure.output(
            ["git", "status", "--porcelain", "--", ".", ":!Benchmarks/RESULTS.md"], cwd=REPOSITORY)
    except (FileNotFoundError, measure.Failed):
        return "unknown"
    return commit + (" with changes" if changes else "")


def _found(pattern, path):
    return re.search(pattern, pathlib.Path(path).read_text())[1]
