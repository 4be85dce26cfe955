"""comity on Apache Spark: a table of requests, or a sweep, over all executors.

The executors need the program and nothing else: the Arrow batches of a partition go through `comity batch -` as a
stream, and every shard of a sweep comes from `comity sweep --shard`. Spark runs lost tasks again.

    spark-submit comity_spark.py ./comity requests REQUESTS.parquet ANSWERS.parquet --as-of 2026-11-25
    spark-submit comity_spark.py ./comity sweep SPACE.json COUNTS.parquet --shards 64 --as-of 2026-11-25

Further options go to comity. Requests have a column `id`; rows that are no requests are told in the executors' logs.
"""
import argparse, os, subprocess, sys, tempfile, threading
import pyarrow as pa
from pyspark import SparkFiles
from pyspark.sql import SparkSession, functions
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

def plain(schema):
    """The same columns in types that Spark knows: no dictionaries, no unsigned numbers."""
    kind = lambda t: t.value_type if pa.types.is_dictionary(t) else pa.int64() if pa.types.is_integer(t) else t
    return pa.schema([(field.name, kind(field.type)) for field in schema])

def feed(pipe, schema, batches):
    try:
        with pipe, pa.ipc.new_stream(pipe, schema) as stream:
            for batch in batches:
                stream.write_batch(batch)
    except OSError:
        pass  # comity has stopped reading, and says why

def comity(options, schema, batches, shape=lambda schema: ()):
    """comity as a filter: Arrow batches in, Arrow batches out; `shape` may add something for their schema."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as told:
        # This file appears only when everything was answered; a bad exit status then speaks of single rows.
        rejects = os.path.join(folder, "rejects.jsonl")
        call = [SparkFiles.get("comity"), *options, "--format", "arrow", "--rejects", rejects]
        with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told) as run:
            feeder = threading.Thread(target=feed, args=(run.stdin, schema, batches))
            feeder.start()
            try:
                answers = pa.ipc.open_stream(run.stdout)
                yield from shape(plain(answers.schema))
                for batch in answers:
                    yield from pa.Table.from_batches([batch]).cast(plain(batch.schema)).to_batches()
            except pa.ArrowInvalid:
                pass  # comity has stopped writing, and says why
            feeder.join()
        if run.returncode not in (0, 1) and not os.path.exists(rejects):
            told.seek(0)
            raise RuntimeError(told.read().decode())
        sys.stderr.write(open(rejects).read())

def nested(table):
    """The same table with `data.location` as the field `location` of `data`: Spark takes dots in names for that."""
    groups = {}
    for name in table.columns:
        groups.setdefault(name.split(".")[0], []).append((name.split(".", 1)[1:], functions.col(f"`{name}`")))
    whole = lambda parts: functions.struct(*[part.alias(name[0]) for name, part in parts]) if parts[0][0] else parts[0][1]
    return table.select([whole(parts).alias(group) for group, parts in groups.items()])

def answer(requests, options):
    """The answers to a table of requests."""
    requests = nested(requests)
    options = ["batch", "-", "--input-format", "arrow", *options]
    def partition(batches):
        first = next(batches, None)
        if first is not None:
            yield from comity(options, first.schema, (batch for part in ([first], batches) for batch in part))
    shape = next(comity(options, to_arrow_schema(requests.schema), [], lambda schema: [schema]))
    return requests.mapInArrow(partition, from_arrow_schema(shape))

def sweep(spark, space, shards, options):
    """The counts of a sweep: those of all shards, added up."""
    def shard(number, shards):
        call = [SparkFiles.get("comity"), "sweep", SparkFiles.get(os.path.basename(space)), "--emit", "counts"]
        run = subprocess.run([*call, "--shard", f"{number}/{shards}", "--format", "arrow", *options], capture_output=True)
        if run.returncode not in (0, 1):
            raise RuntimeError(run.stderr.decode())
        table = pa.ipc.open_stream(run.stdout).read_all()
        return table.cast(plain(table.schema))
    numbers = lambda batches: (n for batch in batches for n in batch.column(0).to_pylist())
    spread = lambda batches: (batch for n in numbers(batches) for batch in shard(n, shards).to_batches())
    counts = spark.range(0, shards, numPartitions=shards).mapInArrow(spread, from_arrow_schema(shard(0, 10**9).schema))
    return counts.groupBy([c for c in counts.columns if c != "count"]).agg(functions.sum("count").alias("count"))

if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    for name in ("program", "verb", "input", "output"):
        arguments.add_argument(name)
    arguments.add_argument("--shards", type=int, default=64)
    given, options = arguments.parse_known_args()
    spark = SparkSession.builder.appName("comity").getOrCreate()
    spark.sparkContext.addFile(given.program)
    if given.verb == "requests":
        result = answer(spark.read.parquet(given.input), options)
    else:
        spark.sparkContext.addFile(given.input)
        result = sweep(spark, given.input, given.shards, options)
    result.write.parquet(given.output)
