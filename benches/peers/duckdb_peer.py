"""DuckDB: a mask of norms for each request, made by joins with one small table for each fact (see `masks.py`).

What forbids is looked for only where something is required. (One filter over the requests for each norm was three
times slower on the invented law; an equi-join on each norm's rarest test was as fast there, but not on the real law.)
"""

import duckdb
import numpy as np

from masks import EVERY, WORD, steps

# The order of the tables is the order of the facts; planning it costs more than it gains.
SETTINGS = ["set threads = 1", "set disabled_optimizers = 'join_order'"]

# Requests with a pair of norms that collide.
PAIR = "must m join forbid f using (id) join colliding c on c.must = m.norm and c.forbid = f.norm"
PAIRS = f"create or replace temp table pair as select id, m.norm as must, f.norm as forbid from {PAIR}"
FOUND = """create or replace temp table found as
    select p.id, p.must, p.forbid, (a.id is not null or b.id is not null) as contested from pair p
    left join dispute a on a.id = p.id and a.norm = p.must
    left join dispute b on b.id = p.id and b.norm = p.forbid + {}"""


def masks(law, columns):
    con = connect(law, columns)
    musts, nots = law.musts(), law.nots()
    disputable = [(at, n.disputed_cubes) for at, n in enumerate(musts + nots)]
    run = [
        *sides(con, law, columns),
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
    run = sides(con, law, columns)

    def solve():
        for step in run:
            con.execute(step)
        return con.execute(f"select count(*) from {PAIR}").fetchone()[0]

    return solve


def sides(con, law, columns):
    """The statements that list what requires and what forbids."""
    musts, nots = ([(at, n.cubes) for at, n in enumerate(side)] for side in (law.musts(), law.nots()))
    required = live(con, "must", columns, musts, "requests")
    return required + live(con, "forbid", columns, nots, "(from requests semi join must using (id))")


def connect(law, columns):
    """A database with the requests, a column for each slot of each fact, and the pairs of norms that collide."""
    con = duckdb.connect()
    for setting in SETTINGS:
        con.execute(setting)
    slots = {f"f{fact}_{at}": slot for fact, slots in enumerate(columns) for at, slot in enumerate(slots)}
    table(con, "requests", {"id": np.arange(len(columns[0][0]), dtype=np.uint32)} | slots)
    pairs = [(m, f) for m, must in enumerate(law.musts()) for f, n in enumerate(law.nots()) if law.collides(must, n)]
    must, forbid = np.array(pairs, np.uint16).T
    table(con, "colliding", {"must": np.ascontiguousarray(must), "forbid": np.ascontiguousarray(forbid)})
    return con


def table(con, name, data):
    con.register("given", data)
    con.execute(f"create or replace table {name} as from given")
    con.unregister("given")


def live(con, kind, columns, cubes_by_norm, requests):
    """The statements that list request and norm, once each, wherever one of the norm's cubes holds."""
    cubes = [(norm, cube) for norm, cubes in cubes_by_norm for cube in cubes]
    words, made = steps([cube for _, cube in cubes])
    number = np.arange(len(cubes))
    norms = {"word": number // WORD, "bit": np.uint64(1) << (number % WORD).astype(np.uint64)}
    table(con, f"{kind}_norms", norms | {"norm": np.array([norm for norm, _ in cubes], np.uint16)})
    joins, terms = [], [[] for _ in range(words)]
    for number, step in enumerate(made):
        name, slots = f"{kind}_{number}", range(len(columns[step.fact]))
        values_table(con, name, words, step, columns)
        joins += [f"join {name} {name}_{at} on {name}_{at}.value = r.f{step.fact}_{at}" for at in slots]
        for w in range(words):
            terms[w] += term(name, slots, step, w)
    masks = ", ".join(f"{' & '.join(parts) or f'{EVERY}::ubigint'} as w{w}" for w, parts in enumerate(terms))
    some = " or ".join(f"w{w} != 0" for w in range(words))
    masked = f"select id, {masks} from {requests} r {' '.join(joins)}"
    listed = [
        f"select id, norm from {kind}_masks join {kind}_norms on word = {w} and w{w} & bit != 0 where w{w} != 0"
        for w in range(words)
    ]
    return [
        f"create or replace temp table {kind}_masks as from ({masked}) where {some}",
        f"create or replace temp table {kind} as select distinct id, norm from ({' union all '.join(listed)})",
    ]


def values_table(con, name, words, step, columns):
    """A table from every value that occurs to the words of its mask."""
    size = max(int(slot.max(initial=0)) + 1 for slot in columns[step.fact])
    rows = [step.named.get(value, [0] * words) for value in range(size)]
    masks = {f"w{w}": np.array([row[w] for row in rows], np.uint64) for w in range(words)}
    table(con, name, {"value": np.arange(size, dtype=np.uint16)} | masks)


def term(name, slots, step, w):
    """What one fact adds to a word of the mask; nothing where it rules nothing out."""
    if not any(row[w] for row in step.named.values()) and step.rest[w] == EVERY:
        return []
    named = " | ".join(f"{name}_{at}.w{w}" for at in slots)
    return [f"({named} | {step.rest[w]}::ubigint)" if step.wanted else f"~({named})"]


FORM = "joins with tables of masks"
WORK = {"findings": masks, "count": masks_count}
