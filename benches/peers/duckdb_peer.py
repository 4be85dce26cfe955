"""DuckDB, in its two best forms.

*Equi-joins*: requests meet cubes by an equi-join on the cube's key, bit masks do the rest (see `relational.py`). What
forbids is looked for only where something is required.
*Scans*: one filter over the table of requests for each norm.
"""

import duckdb
import numpy as np

from law import Many, values
from relational import tables


def equi_joins(law, columns):
    con, _ = connect(law, columns)
    musts, nots = law.musts(), law.nots()
    norms = {n.number: at for at, n in enumerate(musts + nots)}
    kinds = {
        "must": [(at, n.cubes) for at, n in enumerate(musts)],
        "forbid": [(at, n.cubes) for at, n in enumerate(nots)],
        "dispute": [(norms[n.number], n.disputed_cubes) for n in law.norms if n.disputed_cubes],
    }
    wanted = {"must": "requests", "forbid": "(from requests semi join must using (id))", "dispute": "(from requests semi join pair using (id))"}
    steps = [f"create or replace temp table {kind} as {live(con, kind, tables(law, columns, norms_of), wanted[kind])}" for kind, norms_of in kinds.items()]
    steps.insert(2, PAIRS)
    steps.append(FOUND.format(len(musts)))
    return runner(con, law, steps, "found")


def scans(law, columns):
    con, names = connect(law, columns)
    musts, nots = law.musts(), law.nots()

    def listed(norms, first):
        return " union all ".join(
            f"select id, {at}::usmallint as norm from requests where {either(names, law, cubes)}" for at, cubes in enumerate(norms, first) if cubes
        )

    disputed = [n.disputed_cubes for n in musts + nots]
    steps = [
        f"create or replace temp table must as {listed([n.cubes for n in musts], 0)}",
        f"create or replace temp table forbid as {listed([n.cubes for n in nots], 0)}",
        PAIRS,
        f"create or replace temp table dispute as {listed(disputed, 0)}" if any(disputed) else "create or replace temp table dispute(id uinteger, norm usmallint)",
        FOUND.format(len(musts)),
    ]
    return runner(con, law, steps, "found")


def equi_joins_count(law, columns):
    con, _ = connect(law, columns)
    kinds = {"must": law.musts(), "forbid": law.nots()}
    wanted = {"must": "requests", "forbid": "(from requests semi join must using (id))"}
    steps = []
    for kind, norms in kinds.items():
        made = tables(law, columns, [(at, n.cubes) for at, n in enumerate(norms)])
        steps.append(f"create or replace temp table {kind} as {live(con, kind, made, wanted[kind])}")
    steps.append("create or replace temp table total as select count(*) from must join forbid using (id) join colliding c on c.must = must.norm and c.forbid = forbid.norm")
    add_pairs(con, law)

    def solve():
        for step in steps:
            con.execute(step)
        return con.execute("from total").fetchone()[0]

    return solve


PAIRS = """create or replace temp table pair as select id, m.norm as must, f.norm as forbid
    from must m join forbid f using (id) join colliding c on c.must = m.norm and c.forbid = f.norm"""

# Places of norms in `dispute`: those that require, then those that forbid.
FOUND = """create or replace temp table found as select p.id, p.must, p.forbid, (a.id is not null or b.id is not null) as contested
    from pair p left join dispute a on a.id = p.id and a.norm = p.must left join dispute b on b.id = p.id and b.norm = p.forbid + {}"""


def runner(con, law, steps, table):
    add_pairs(con, law)

    def fetch():
        got = con.execute(f"select id, must, forbid, contested from {table} order by all").fetchnumpy()
        return got["id"], got["must"], got["forbid"], got["contested"].astype(np.uint8)

    def solve():
        for step in steps:
            con.execute(step)
        return fetch

    return solve


def connect(law, columns):
    """A database with the requests: a column for each slot of each fact, and the facts with few values as words."""
    con = duckdb.connect()
    con.execute("set threads = 1")
    made = tables(law, columns, [])
    data = {"id": np.arange(len(columns[0][0]), dtype=np.uint32)}
    for word in range(made.words):
        data[f"small{word}"] = np.zeros(len(data["id"]), np.int64)
    names = {}
    for fact, slots in enumerate(columns):
        if fact in made.small:
            word, first = made.small[fact]
            data[f"small{word}"] |= np.int64(1) << (slots[0].astype(np.int64) + first)
        names[fact] = [f"f{fact}_{slot}" for slot in range(len(slots))]
        data |= dict(zip(names[fact], slots))
    con.register("given", data)
    con.execute("create table requests as from given")
    con.unregister("given")
    return con, names


def add_pairs(con, law):
    pairs = [(m, f) for m, must in enumerate(law.musts()) for f, n in enumerate(law.nots()) if law.collides(must, n)]
    con.register("given", {name: np.array(column, np.uint16) for name, column in zip(("must", "forbid"), zip(*pairs))})
    con.execute("create or replace table colliding as from given")
    con.unregister("given")


def live(con, kind, made, requests):
    """A query for request and norm, for each norm that applies; makes the tables that it reads."""
    asked = sorted({at for cube in made.cubes for at in cube.asked})
    slots = {fact: [c for c in columns_of(con) if c.startswith(f"f{fact}_")] for fact, _ in asked}
    by_fact = {}
    for fact, value, cube in made.keys:
        by_fact.setdefault(fact, []).append((value, made.cubes[cube]))
    parts = []
    for fact, rows in by_fact.items():
        data = {"key": np.array([value for value, _ in rows], np.uint16), "norm": np.array([cube.norm for _, cube in rows], np.uint16)}
        for word in range(made.words):
            data[f"denied{word}"] = np.array([cube.denied[word] for _, cube in rows], np.int64)
        for at in asked:
            pairs = [cube.asked.get(at, (0, 0)) for _, cube in rows]
            data[f"asked{at[0]}_{at[1]}"] = np.array([pair[0] for pair in pairs], np.int64)
            data[f"must{at[0]}_{at[1]}"] = np.array([pair[1] for pair in pairs], np.int64)
        table = f"{kind}_key_{fact}" if fact >= 0 else f"{kind}_any"
        con.register("given", data)
        con.execute(f"create or replace table {table} as from given")
        con.unregister("given")
        denied = " and ".join(f"r.small{word} & k.denied{word} = 0" for word in range(made.words))
        keys = [c for c in columns_of(con) if c.startswith(f"f{fact}_")] if fact >= 0 else [None]
        for key in keys:
            on = f"join {table} k on r.{key} = k.key" if key else f"cross join {table} k"
            parts.append(f"select r.*, k.* exclude (key) from {requests} r {on} where {denied}")
    joins, tests = [], []
    for fact, word in asked:
        table = f"{kind}_bits_{fact}_{word}"
        bits = made.bits[fact, word]
        size = 1 << 10
        con.register("given", {"value": np.arange(size, dtype=np.uint16), "bits": np.array([bits.get(v, 0) for v in range(size)], np.int64)})
        con.execute(f"create or replace table {table} as from given")
        con.unregister("given")
        for slot in slots[fact]:
            joins.append(f"join {table} {table}_{slot} on {table}_{slot}.value = c.{slot}")
        union = " | ".join(f"{table}_{slot}.bits" for slot in slots[fact])
        tests.append(f"({union}) & c.asked{fact}_{word} = c.must{fact}_{word}")
    where = f"where {' and '.join(tests)}" if tests else ""
    return f"select distinct c.id, c.norm from ({' union all '.join(parts)}) c {' '.join(joins)} {where}"


def columns_of(con):
    return [row[0] for row in con.execute("select column_name from (describe requests)").fetchall()]


def either(names, law, cubes):
    return " or ".join(f"({' and '.join(test_of(names, law, *entry) for entry in cube.items()) or 'true'})" for cube in cubes)


def test_of(names, law, fact, test):
    def among(bits):
        listed = ", ".join(map(str, values(bits)))
        return "(" + " or ".join(f"{slot} in ({listed})" for slot in names[fact]) + ")"

    if isinstance(test, Many):
        parts = [among(bits) for bits in test.meets] + ([f"not {among(test.avoids)}"] if test.avoids else [])
        return " and ".join(parts)
    return among(test.allowed)


FORMS = {"equi-joins": equi_joins, "scans": scans, "equi-joins count": equi_joins_count}
