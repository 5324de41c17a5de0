"""The files of the benchmark: what they hold, where they lie, and when they are made anew.

Everything is kept in one folder under a name that tells the seed, the rows and the generator's
source, so that a file once made is used until one of these changes.
"""
import hashlib
import itertools
import pathlib
import shutil
import subprocess
import sys

SEED = 20261121
GENERATOR = pathlib.Path(__file__).with_name("generate.py")

#: The columns of a parameter sweep, each with the type that a reader must find in it.
COLUMNS = {
    "num_gpu": "integer", "num_ctx": "integer", "temperature": "double", "config_name": "label",
    "prompt": "label", "ttft_s": "double", "tokens_s": "double", "load_s": "double",
    "prompt_eval_s": "double", "eval_s": "double", "eval_count": "integer",
    "gpu_power_w": "double", "error": "label",
}


class Data:
    """The generated files, made where they are lacking.

    `csv` and `csv_crlf` hold all rows; `ndjson` and `ndjson_varying_keys` hold the first half of
    them, which makes files of about the same size.
    """

    def __init__(self, folder, rows, seed=SEED):
        self.rows = rows
        digest = hashlib.sha256(GENERATOR.read_bytes()).hexdigest()[:8]
        self.folder = pathlib.Path(folder).resolve() / f"seed{seed}-rows{rows}-{digest}"
        self.csv = self.folder / "sweep.csv"
        self.csv_crlf = self.folder / "sweep_crlf.csv"
        self.ndjson = self.folder / "sweep.ndjson"
        self.ndjson_varying_keys = self.folder / "sweep_varying_keys.ndjson"
        if not self.folder.exists():
            self._generate(seed)

    def _generate(self, seed):
        """Runs the generator as a process of its own: this one stays small, because Linux counts
        the memory of the parent in the peak memory of the processes that it starts."""
        print(f"bench: making {self.folder}", file=sys.stderr)
        unfinished = self.folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        subprocess.run([sys.executable, GENERATOR, unfinished, str(self.rows), str(seed)],
                       check=True)
        unfinished.rename(self.folder)

    def resized(self, rows):
        """The CSV file with its rows cut off at `rows`, or repeated until there are as many."""
        path = self.folder / f"sweep_{rows}.csv"
        if not path.exists():
            unfinished = path.with_suffix(".unfinished")
            with open(self.csv, "rb") as source, open(unfinished, "wb") as target:
                target.write(source.readline())
                body, left = source.tell(), rows
                for _ in range(rows // self.rows):
                    source.seek(body)
                    shutil.copyfileobj(source, target, 1 << 20)
                    left -= self.rows
                source.seek(body)
                target.writelines(itertools.islice(source, left))
            unfinished.rename(path)
        return path
