"""Runs the cluster examples as their users do, kills a worker in the middle, and holds the answers to the program's own.

    python test.py PROGRAM
"""
import glob, json, os, pathlib, random, shutil, signal, subprocess, sys, time
import pyarrow as pa
import pyarrow.parquet as pq

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / "target/cluster/test"
DAY = ["--as-of", "2026-11-25"]
ROWS, FILES = 60_000, 6
SPACE = WORK / "space.json"


def requests(folder):
    """A table of random requests, in files that become tasks."""
    dice = random.Random(7)
    places = ["US", "DE", "EU", "FR", "IE", "GB", "CH", "CN", "RU", "IN", "BR", "AU", "AT", "JP", None]
    some = lambda values: dice.choice(values)
    row = lambda at: {
        "id": f"demand-{at}", "authority.jurisdiction": some(places), "authority.purpose": some(["criminal", "civil", "tax"]),
        "authority.process": some(["warrant", "court_order", "subpoena"]), "provider.seat": some(places),
        "provider.presence": [some(places[:-1]), some(places[:-1])], "provider.kind": "cloud",
        "data.location": [some(places[:-1])], "data.category": some(["content", "subscriber", "financial"]),
        "data.personal": some([True, False, None]), "team": some(["Köln", "Lyon", "Cork"]),
    }
    base = [row(0) for _ in range(5000)]
    folder.mkdir()
    for part in range(FILES):
        each = range(part * ROWS // FILES, (part + 1) * ROWS // FILES)
        pq.write_table(pa.Table.from_pylist([{**base[at % len(base)], "id": f"demand-{at}"} for at in each]), folder / f"{part:02}.parquet")


def space():
    """The sample space with fewer places, so that a program that is not optimized counts it in seconds."""
    asked = json.loads((ROOT / "data/spaces/one-provider.json").read_text())
    facts = asked["facts"]
    facts["data.location"] = facts["data.location"][:2]
    facts["subject.nationality"] = facts["customer.seat"] = ["US", "DE"]
    SPACE.write_text(json.dumps(asked))


def children(pid):
    """All processes below one, with their command lines."""
    parents = {}
    for stat in glob.glob("/proc/[0-9]*/stat"):
        try:
            text = open(stat).read()
            parents.setdefault(int(text.rsplit(")", 1)[1].split()[1]), []).append(int(stat.split("/")[2]))
        except OSError:
            pass
    found, open_ = {}, [pid]
    while open_:
        for child in parents.get(open_.pop(), []):
            open_.append(child)
            try:
                found[child] = open(f"/proc/{child}/cmdline").read().replace("\0", " ")
            except OSError:
                pass
    return found


def run_and_kill(call, environment, is_worker, has_begun, output):
    """Runs an example, kills one of its workers when a part of the output is there, and waits for its end."""
    began = time.time()
    log = open(WORK / "log", "w+")
    run = subprocess.Popen(call, env={**os.environ, **environment}, stdout=log, stderr=log)
    killed, later = None, set()
    while run.poll() is None:
        workers = {pid for pid, line in children(run.pid).items() if is_worker(line)}
        if killed is None and workers and has_begun():
            killed, before = min(workers), workers
            os.kill(killed, signal.SIGKILL)
            assert not (output / "_SUCCESS").exists(), "the run was over before a worker could be killed"
            print(f"  killed worker {killed} after {time.time() - began:.0f} s")
        elif killed:
            later |= workers - before
        time.sleep(0.05)
    log.seek(0)
    assert run.returncode == 0, log.read()
    assert killed and later, f"no worker was killed and replaced: {killed}, {later}"
    print(f"  {' '.join(map(str, call[1:4]))}: {time.time() - began:.0f} s")


def answers(path):
    """A table with rows and columns in a fixed order and in plain types."""
    table = pq.read_table(path)
    plain = lambda kind: kind.value_type if pa.types.is_dictionary(kind) else pa.int64() if pa.types.is_integer(kind) else kind
    fields = sorted(((field.name, plain(field.type)) for field in table.schema), key=lambda field: field[0])
    table = table.select([name for name, _ in fields]).cast(pa.schema(fields))
    return table.sort_by([(name, "ascending") for name in table.column_names if not pa.types.is_nested(table.schema.field(name).type)])


def main(program):
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    requests(WORK / "requests")
    space()
    pq.write_table(pq.read_table(WORK / "requests"), WORK / "requests.parquet")
    status = subprocess.run([program, "batch", WORK / "requests.parquet", "-o", WORK / "native.parquet", *DAY]).returncode
    assert status == 1, status
    native = answers(WORK / "native.parquet")
    assert native.num_rows == ROWS
    status = subprocess.run([program, "sweep", SPACE, "-o", WORK / "counts.parquet", *DAY]).returncode
    assert status == 1, status
    counts = answers(WORK / "counts.parquet")
    spark(program, native, counts)
    with_ray(program, native, counts)


def shard_runs():
    """Whether some worker counts a shard."""
    return any(f"/{FILES} --emit" in line for line in children(os.getpid()).values())


def with_ray(program, native, counts):
    script, output = ROOT / "examples/ray/comity_ray.py", WORK / "ray"
    call = [sys.executable, script, program, "requests", WORK / "requests", output, "--shards", str(FILES), *DAY]
    begun = lambda: glob.glob(f"{output}/*.parquet")
    # Ray runs its workers at the lowest priority: beside the other tests they would stand still.
    environment = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DATA_DISABLE_PROGRESS_BARS": "1", "RAY_worker_niceness": "0"}
    run_and_kill(call, environment, lambda line: line.startswith("ray::") and "MapBatches" in line, begun, output)
    assert answers(output).equals(native), "Ray answers otherwise than the program alone"
    print(f"  {native.num_rows} requests answered as by the program alone")
    output = WORK / "ray-counts.parquet"
    call = [sys.executable, script, program, "sweep", SPACE, output, "--shards", str(FILES), *DAY]
    run_and_kill(call, environment, lambda line: line.startswith("ray::") and "shard" in line, shard_runs, output)
    assert answers(output).equals(counts), "Ray counts otherwise than the program alone"
    print(f"  {counts.num_rows} groups counted as by the program alone")


def spark(program, native, counts):
    import pyspark
    environment = {
        "PYSPARK_PYTHON": sys.executable, "SPARK_HOME": os.path.dirname(pyspark.__file__), "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_SUBMIT_ARGS": "--master local-cluster[2,1,1024] --conf spark.ui.enabled=false "
        # Each file is a task.
        f"--conf spark.sql.files.openCostInBytes=128m --conf spark.local.dir={WORK} pyspark-shell",
    }
    script, output = ROOT / "examples/spark/comity_spark.py", WORK / "spark"
    call = [sys.executable, script, program, "requests", WORK / "requests", output, *DAY]
    begun = lambda: glob.glob(f"{output}/_temporary/0/task_*")
    run_and_kill(call, environment, lambda line: "CoarseGrainedExecutorBackend" in line, begun, output)
    assert answers(output).equals(native), "Spark answers otherwise than the program alone"
    print(f"  {native.num_rows} requests answered as by the program alone")
    output = WORK / "spark-counts"
    call = [sys.executable, script, program, "sweep", SPACE, output, "--shards", str(FILES), *DAY]
    run_and_kill(call, environment, lambda line: "CoarseGrainedExecutorBackend" in line, shard_runs, output)
    assert answers(output).equals(counts), "Spark counts otherwise than the program alone"
    print(f"  {counts.num_rows} groups counted as by the program alone")


main(os.path.abspath(sys.argv[1]))
