"""comity on Ray: a table of requests, or a sweep, over all workers.

The workers need the program and nothing else: it travels with the job, the blocks of a table go through
`comity batch -` as Arrow streams, and every shard of a sweep comes from `comity sweep --shard`. Ray runs lost tasks
again.

    python comity_ray.py ./comity requests REQUESTS.parquet ANSWERS.parquet --as-of 2026-11-25
    python comity_ray.py ./comity sweep SPACE.json COUNTS.parquet --shards 64 --as-of 2026-11-25

Further options go to comity. Requests have a column `id`; rows that are no requests are told in the workers' logs.
"""
import argparse, os, shutil, subprocess, sys, tempfile
import pyarrow as pa
import pyarrow.parquet
import ray

def comity(options, rows=None):
    """comity as a filter: its answers as a table, which is complete or does not appear."""
    with tempfile.TemporaryDirectory() as folder:
        answers = os.path.join(folder, "answers.arrow")
        call = ["./comity", *options, "--format", "arrow", "--output", answers]
        run = subprocess.run(call, input=rows, stderr=subprocess.PIPE)
        if not os.path.exists(answers):
            raise RuntimeError(run.stderr.decode())
        sys.stderr.write(run.stderr.decode())
        table = pa.ipc.open_stream(pa.OSFile(answers)).read_all()
    # Dictionaries of two tables differ, and the tables become one.
    kind = lambda t: t.value_type if pa.types.is_dictionary(t) else t
    return table.cast(pa.schema([(field.name, kind(field.type)) for field in table.schema]))

def answer(requests, options):
    """The answers to a table of requests."""
    def batch(table):
        stream = pa.BufferOutputStream()
        with pa.ipc.new_stream(stream, table.schema) as writer:
            writer.write_table(table)
        return comity(["batch", "-", "--input-format", "arrow", *options], stream.getvalue())
    return requests.map_batches(batch, batch_format="pyarrow", batch_size=None)

def sweep(space, shards, options):
    """The counts of a sweep: those of all shards, added up."""
    def shard(n):
        return comity(["sweep", os.path.basename(space), "--shard", f"{n}/{shards}", *options])
    counts = pa.concat_tables(ray.get([ray.remote(shard).remote(n + 1) for n in range(shards)]))
    numbers = [field.name for field in counts.schema if pa.types.is_integer(field.type)]
    texts = [name for name in counts.column_names if name not in numbers]
    sums = counts.group_by(texts).aggregate([(name, "sum") for name in numbers])
    return sums.rename_columns({f"{name}_sum": name for name in numbers})

if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    for name in ("program", "verb", "input", "output"):
        arguments.add_argument(name)
    arguments.add_argument("--shards", type=int, default=64)
    given, options = arguments.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(given.program, os.path.join(folder, "comity"))
        if given.verb == "sweep":
            shutil.copy(given.input, folder)
        ray.init(runtime_env={"working_dir": folder})
        if given.verb == "requests":
            answer(ray.data.read_parquet(given.input, override_num_blocks=given.shards), options).write_parquet(given.output)
        else:
            pa.parquet.write_table(sweep(given.input, given.shards, ["--emit", "counts", *options]), given.output)
