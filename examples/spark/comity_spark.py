"""comity on Apache Spark: a table of requests, or a sweep, over all executors.

The executors need the program and nothing else: the Arrow batches of a partition go through `comity batch -` as a
stream, and every shard of a sweep comes from `comity sweep --shard`. Spark runs lost tasks again.

    spark-submit comity_spark.py ./comity requests REQUESTS.parquet ANSWERS.parquet --as-of 2026-11-25
    spark-submit comity_spark.py ./comity sweep SPACE.json COUNTS.parquet --shards 64 --as-of 2026-11-25

Further options go to comity. Requests have a column `id`; rows that are no requests are told in the executors' logs.
"""
import argparse, os, subprocess, sys, tempfile
import pyarrow as pa
from pyspark import SparkFiles
from pyspark.sql import SparkSession, functions
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

def comity(options, rows=None):
    """comity as a filter: its answers as a stream of Arrow, which is complete or does not appear."""
    with tempfile.TemporaryDirectory() as folder:
        answers = os.path.join(folder, "answers.arrow")
        call = [SparkFiles.get("comity"), *options, "--format", "arrow", "--output", answers]
        run = subprocess.run(call, stdin=rows or subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if not os.path.exists(answers):
            raise RuntimeError(run.stderr)
        sys.stderr.write(run.stderr)
        return pa.ipc.open_stream(pa.OSFile(answers))

def batch(options, schema, batches=()):
    """The answers to batches of requests; on the way they wait on the disk, not in memory."""
    with tempfile.TemporaryFile() as rows:
        with pa.ipc.new_stream(rows, schema) as stream:
            for rows_of_batch in batches:
                stream.write_batch(rows_of_batch)
        rows.seek(0)
        return comity(["batch", "-", "--input-format", "arrow", *options], rows)

def plain(schema):
    """The same columns in types that Spark knows: no dictionaries, no unsigned numbers."""
    kind = lambda t: t.value_type if pa.types.is_dictionary(t) else pa.int64() if pa.types.is_integer(t) else t
    return pa.schema([(field.name, kind(field.type)) for field in schema])

def batches(answers):
    return (b for part in answers for b in pa.Table.from_batches([part]).cast(plain(part.schema)).to_batches())

def nested(table):
    """The same table with `data.location` as the field `location` of `data`: to Spark that is what a dot means."""
    groups = {}
    for name in table.columns:
        groups.setdefault(name.split(".")[0], []).append((functions.col(f"`{name}`"), name.split(".", 1)[1:]))
    whole = lambda parts: functions.struct(*[c.alias(name[0]) for c, name in parts]) if parts[0][1] else parts[0][0]
    return table.select([whole(parts).alias(group) for group, parts in groups.items()])

def answer(requests, options):
    """The answers to a table of requests."""
    schema = to_arrow_schema(requests.schema)
    shape = from_arrow_schema(plain(batch(options, schema).schema))
    return requests.mapInArrow(lambda rows: batches(batch(options, schema, rows)), shape)

def sweep(spark, space, shards, options):
    """The counts of a sweep: those of all shards, added up."""
    shard = lambda n, of: comity(["sweep", SparkFiles.get(os.path.basename(space)), "--shard", f"{n}/{of}", *options])
    spread = lambda rows: (b for row in rows for n in row.column(0).to_pylist() for b in batches(shard(n, shards)))
    shape = from_arrow_schema(plain(shard(1, 10**9).schema))
    counts = spark.range(1, shards + 1, numPartitions=shards).mapInArrow(spread, shape)
    sums = [functions.sum(field.name).alias(field.name) for field in shape if field.dataType.typeName() == "long"]
    return counts.groupBy([f"`{field.name}`" for field in shape if field.dataType.typeName() != "long"]).agg(*sums)

if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    for name in ("program", "verb", "input", "output"): arguments.add_argument(name)
    arguments.add_argument("--shards", type=int, default=64)
    given, options = arguments.parse_known_args()
    spark = SparkSession.builder.appName("comity").getOrCreate()
    spark.sparkContext.addFile(given.program)
    if given.verb == "requests":
        answer(nested(spark.read.parquet(given.input)), options).write.parquet(given.output)
    else:
        spark.sparkContext.addFile(given.input)
        sweep(spark, given.input, given.shards, ["--emit", "counts", *options]).write.parquet(given.output)
