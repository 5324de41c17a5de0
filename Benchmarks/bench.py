"""Times bench-stats beside its peers in one run and writes the results as Markdown.

    python bench.py --command PATH --load-table PATH [--output FILE] [--only PART ...]
                    [--rows N] [--runs N] [--data FOLDER]

Parts, all by default:
    loading   files to typed columns, ours and the peers, with 1 and 2 threads; ours against the
              limit of memory
    growth    ours on a twentieth of the rows, half of them and five times as many
    start-up  a whole process on a file of 1 kB
    memory    whole processes on the largest file, with and without --memory
    jobs      whole processes: describe, beside the peers, and report

The data come from a seeded generator and are kept in FOLDER. The default of 2 000 000 rows makes
files of 150 to 330 MB, and one of 1.5 GB for growth and memory.
"""
import argparse
import os
import pathlib
import sys

import loading
import processes
import report
from data import Data

PARTS = {
    "loading": loading.loading_part,
    "growth": loading.growth_part,
    "start-up": processes.start_up_part,
    "memory": processes.memory_part,
    "jobs": processes.jobs_part,
}


def parsed_options():
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", required=True, type=os.path.abspath,
                        help="the bench-stats executable")
    parser.add_argument("--load-table", required=True, type=os.path.abspath,
                        help="the load-table executable")
    parser.add_argument("--output", type=pathlib.Path, help="the Markdown file to write")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART",
                        help="the parts to run")
    parser.add_argument("--rows", type=int, default=2_000_000, help="the rows of the CSV files")
    parser.add_argument("--runs", type=int, default=5, help="rounds that count")
    parser.add_argument("--data", default=report.REPOSITORY / ".build" / "bench-data",
                        help="the folder of the generated files")
    return parser.parse_args()


def main():
    options = parsed_options()
    head = report.header(options.runs)
    data = Data(options.data, options.rows)
    sections = []
    for part in options.only:
        print(f"bench: {part}", file=sys.stderr)
        sections.append(PARTS[part](data, options))
    results = "\n".join(["# Benchmark results\n", head, *sections])
    if options.output:
        options.output.write_text(results)
    print(results)


if __name__ == "__main__":
    main()
