"""pyarrow. It widens a column's type as it meets more rows, so its default infers from them all."""
import pyarrow
import pyarrow.csv
import pyarrow.json


def load(path, threads, infer_all):
    pyarrow.set_cpu_count(threads)
    pyarrow.set_io_thread_count(threads)
    if path.endswith(".ndjson"):
        options = pyarrow.json.ReadOptions(use_threads=threads > 1, block_size=4 << 20)
        return pyarrow.json.read_json(path, read_options=options)
    options = pyarrow.csv.ReadOptions(use_threads=threads > 1)
    return pyarrow.csv.read_csv(path, read_options=options)


def types(table):
    return dict(zip(table.column_names, table.schema.types))


def rows(table):
    return table.num_rows
