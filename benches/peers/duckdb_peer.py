"""DuckDB: a mask of norms for each request, made by joins with one small table for each fact (see `masks.py`).

What forbids is looked for only where something is required. (One filter over the requests for each norm was three
times slower on the invented law; an equi-join on each norm's rarest test was as fast there, but not on the real law.)
"""

import duckdb
import numpy as np

from masks import WORD, steps

# The order of the tables is the order of the facts; planning it costs more than it gains.
SETTINGS = ["set threads = 1", "set disabled_optimizers = 'join_order'"]

PAIRS = """create or replace temp table pair as select id, m.norm as must, f.norm as forbid
    from must m join forbid f using (id) join colliding c on c.must = m.norm and c.forbid = f.norm"""
FOUND = """create or replace temp table found as select p.id, p.must, p.forbid, (a.id is not null or b.id is not null) as contested
    from pair p left join dispute a on a.id = p.id and a.norm = p.must left join dispute b on b.id = p.id and b.norm = p.forbid + {}"""


def masks(law, columns):
    con = connect(law, columns)
    musts, nots = law.musts(), law.nots()
    disputable = [(at, n.disputed_cubes) for at, n in enumerate(musts + nots)]
    run = [
        *live(con, "must", columns, [(at, n.cubes) for at, n in enumerate(musts)], "requests"),
        *live(con, "forbid", columns, [(at, n.cubes) for at, n in enumerate(nots)], "(from requests semi join must using (id))"),
        PAIRS,
        *live(con, "dispute", columns, disputable, "(from requests semi join pair using (id))"),
        FOUND.format(len(musts)),
    ]

    def fetch():
        got = con.execute("from found").fetchnumpy()
        return got["id"], got["must"], got["forbid"], got["contested"].astype(np.uint8)

    def solve():
        for step in run:
            con.execute(step)
        return fetch

    return solve


def masks_count(law, columns):
    con = connect(law, columns)
    run = [
        *live(con, "must", columns, [(at, n.cubes) for at, n in enumerate(law.musts())], "requests"),
        *live(con, "forbid", columns, [(at, n.cubes) for at, n in enumerate(law.nots())], "(from requests semi join must using (id))"),
    ]

    def solve():
        for step in run:
            con.execute(step)
        counted = "select count(*) from must m join forbid f using (id) join colliding c on c.must = m.norm and c.forbid = f.norm"
        return con.execute(counted).fetchone()[0]

    return solve


def connect(law, columns):
    """A database with the requests, a column for each slot of each fact, and the pairs of norms that collide."""
    con = duckdb.connect()
    for setting in SETTINGS:
        con.execute(setting)
    slots = {f"f{fact}_{at}": slot for fact, slots in enumerate(columns) for at, slot in enumerate(slots)}
    table(con, "requests", {"id": np.arange(len(columns[0][0]), dtype=np.uint32)} | slots)
    pairs = [(m, f) for m, must in enumerate(law.musts()) for f, n in enumerate(law.nots()) if law.collides(must, n)]
    table(con, "colliding", {name: np.array(column, np.uint16) for name, column in zip(("must", "forbid"), zip(*pairs))})
    return con


def table(con, name, data):
    con.register("given", data)
    con.execute(f"create or replace table {name} as from given")
    con.unregister("given")


def live(con, kind, columns, cubes_by_norm, requests):
    """The statements that list request and norm, once each, wherever one of the norm's cubes holds."""
    cubes = [(norm, cube) for norm, cubes in cubes_by_norm for cube in cubes]
    words, made = steps([cube for _, cube in cubes])
    norms = {"word": np.arange(len(cubes)) // WORD, "bit": np.uint64(1) << (np.arange(len(cubes)) % WORD).astype(np.uint64)}
    table(con, f"{kind}_norms", norms | {"norm": np.array([norm for norm, _ in cubes], np.uint16)})
    joins, terms = [], [[] for _ in range(words)]
    for number, step in enumerate(made):
        name = f"{kind}_{number}"
        sizes = [int(slot.max(initial=0)) + 1 for slot in columns[step.fact]]
        rows = [step.named.get(value, [0] * words) for value in range(max(sizes))]
        table(con, name, {"value": np.arange(len(rows), dtype=np.uint16)} | {f"w{w}": np.array([row[w] for row in rows], np.uint64) for w in range(words)})
        slots = range(len(columns[step.fact]))
        joins += [f"join {name} {name}_{at} on {name}_{at}.value = r.f{step.fact}_{at}" for at in slots]
        for w in range(words):
            if any(row[w] for row in rows) or step.rest[w] != (1 << WORD) - 1:
                named = " | ".join(f"{name}_{at}.w{w}" for at in slots)
                terms[w].append(f"({named} | {step.rest[w]}::ubigint)" if step.wanted else f"~({named})")
    masks = ", ".join(f"{' & '.join(parts) or f'{(1 << WORD) - 1}::ubigint'} as w{w}" for w, parts in enumerate(terms))
    some = " or ".join(f"w{w} != 0" for w in range(words))
    listed = " union all ".join(
        f"select id, norm from {kind}_masks join {kind}_norms on word = {w} and w{w} & bit != 0 where w{w} != 0" for w in range(words)
    )
    return [
        f"create or replace temp table {kind}_masks as from (select id, {masks} from {requests} r {' '.join(joins)}) where {some}",
        f"create or replace temp table {kind} as select distinct id, norm from ({listed})",
    ]


FORM = "joins with tables of masks"
WORK = {"findings": masks, "count": masks_count}
