"""Polars: Boolean columns, which are bits in memory, one for each test, then one for each norm.

The norms that apply are listed where something is both required and forbidden, and the two lists joined by request.
"""

from functools import reduce
from operator import or_

import numpy as np
import polars as pl

from law import constant, evaluate, values


def bit_columns(law, columns):
    find = finder(law, columns)

    def solve():
        found = find()
        return lambda: fetch(found)

    return solve


def bit_columns_count(law, columns):
    find = finder(law, columns)
    return lambda: len(find())


def finder(law, columns):
    requests = frame(columns)
    tests, norms = expressions(law, columns)
    groups = list(grouped(law))
    pairs = colliding(law)

    def find():
        held = requests.select("id", *tests).select("id", *norms)
        found = []
        for requiring, forbidding in groups:
            both = held.select((pl.any_horizontal(*requiring) & pl.any_horizontal(*forbidding)).alias("both"))["both"]
            left, right = listed(held, requiring, both, "must"), listed(held, forbidding, both, "forbid")
            found.append(left.join(right, on="id").join(pairs, on=["must", "forbid"], how="semi"))
        return pl.concat(found)

    return find


def frame(columns):
    """The requests: a column for each slot of each fact, values in a byte where they fit."""
    data = {"id": np.arange(len(columns[0][0]), dtype=np.uint32)}
    for fact, slots in enumerate(columns):
        for at, slot in enumerate(slots):
            data[f"f{fact}_{at}"] = slot.astype(np.uint8) if slot.max(initial=0) < 256 else slot
    return pl.DataFrame(data)


def expressions(law, columns):
    """The expressions of all tests, and those of all norms over them: `m` requires, `n` forbids, `d` is disputed."""
    tests = {}

    def among(fact, bits):
        name = f"t{fact}_{bits:x}"
        if name not in tests:
            slots = [pl.col(f"f{fact}_{at}") for at in range(len(columns[fact]))]
            wanted = values(bits)
            if len(wanted) <= 6:
                parts = [slot == value for slot in slots for value in wanted]
            else:
                parts = [slot.is_in(wanted) for slot in slots]
            tests[name] = reduce(or_, parts).alias(name)
        return pl.col(name)

    def holds(tree):
        always = constant(tree)
        return evaluate(law, tree, among, known) if always is None else pl.lit(always)

    known = {}
    norms = []
    for letter, side in (("m", law.musts()), ("n", law.nots())):
        norms += [holds(n.applies).alias(f"{letter}{at}") for at, n in enumerate(side)]
        disputable = [(at, n.disputed) for at, n in enumerate(side) if constant(n.disputed) is None]
        norms += [holds(disputed).alias(f"d{letter}{at}") for at, disputed in disputable]
    return list(tests.values()), norms


def grouped(law):
    """By forbidden act: the columns of what requires it, and of what forbids it."""
    for act in range(len(law.acts)):
        requiring = [f"m{at}" for at, n in enumerate(law.musts()) if (n.act, act) in law.entails]
        forbidding = [f"n{at}" for at, n in enumerate(law.nots()) if n.act == act]
        if requiring and forbidding:
            yield requiring, forbidding


def listed(held, names, both, what):
    """Request, place of the norm, and whether it is disputed, wherever a norm applies and something collides."""
    parts = []
    for name in names:
        rows = held[name] & both
        disputed = held[f"d{name}"].filter(rows) if f"d{name}" in held.columns else pl.lit(False)
        number = pl.lit(int(name[1:]), pl.UInt16).alias(what)
        part = held["id"].filter(rows).to_frame()
        parts.append(part.with_columns(number, disputed.alias(f"{what}_disputed")))
    return pl.concat(parts)


def colliding(law):
    pairs = [(m, f) for m, must in enumerate(law.musts()) for f, n in enumerate(law.nots()) if law.collides(must, n)]
    return pl.DataFrame(pairs, schema={"must": pl.UInt16, "forbid": pl.UInt16}, orient="row")


def fetch(found):
    contested = (found["must_disputed"] | found["forbid_disputed"]).cast(pl.UInt8)
    return tuple(column.to_numpy() for column in (found["id"], found["must"], found["forbid"], contested))


FORM = "columns of bits"
WORK = {"findings": bit_columns, "count": bit_columns_count}
