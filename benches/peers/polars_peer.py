"""Polars, in its two best forms.

*Bit columns*: Boolean columns, which are bits in memory: one for each test, then one for each norm.
*Equi-joins*: requests meet cubes by an equi-join on the cube's key, bit masks do the rest (see `relational.py`).
Both then join what is required and what is forbidden by request.
"""

from functools import reduce
from operator import and_, or_

import numpy as np
import polars as pl

from law import Many, values
from relational import tables


def bit_columns(law, columns):
    requests = frame(columns)
    tests, norms = expressions(law, columns)
    groups = list(grouped(law))
    pairs = colliding(law)

    def solve():
        held = requests.select("id", *tests).select("id", *norms)
        found = []
        for requiring, forbidding in groups:
            both = held.filter(pl.any_horizontal(*requiring) & pl.any_horizontal(*forbidding))
            if len(both):
                left, right = listed(both, requiring, "must"), listed(both, forbidding, "forbid")
                found.append(left.join(right, on="id").join(pairs, on=["must", "forbid"], how="semi"))
        return together(found)

    return solve


def bit_columns_count(law, columns):
    solve = bit_columns(law, columns)
    return lambda: len(solve(counting=True))


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
            parts = [slot == v for slot in slots for v in wanted] if len(wanted) <= 6 else [slot.is_in(wanted) for slot in slots]
            tests[name] = reduce(or_, parts).alias(name)
        return pl.col(name)

    def test(fact, test):
        if isinstance(test, Many):
            return [among(fact, bits) for bits in sorted(test.meets)] + ([~among(fact, test.avoids)] if test.avoids else [])
        size = len(law.facts[fact]["values"])
        if test.allowed.bit_count() * 2 <= size:
            return [among(fact, test.allowed)]
        return [~among(fact, ((1 << size) - 1) & ~test.allowed)]

    def holds(cubes):
        parts = [reduce(and_, [part for entry in cube.items() for part in test(*entry)], pl.lit(True)) for cube in cubes]
        return reduce(or_, parts, pl.lit(False))

    norms = [holds(n.applies).alias(f"m{at}") for at, n in enumerate(law.musts())]
    norms += [holds(n.applies).alias(f"n{at}") for at, n in enumerate(law.nots())]
    for letter, side in (("m", law.musts()), ("n", law.nots())):
        norms += [holds(n.disputed).alias(f"d{letter}{at}") for at, n in enumerate(side) if n.disputed]
    return list(tests.values()), norms


def grouped(law):
    """By forbidden act: the columns of what requires it, and of what forbids it."""
    for act in range(len(law.acts)):
        requiring = [f"m{at}" for at, n in enumerate(law.musts()) if (n.act, act) in law.entails]
        forbidding = [f"n{at}" for at, n in enumerate(law.nots()) if n.act == act]
        if requiring and forbidding:
            yield requiring, forbidding


def listed(held, names, what):
    """Request, place of the norm, and whether it is disputed, wherever a norm applies."""
    parts = []
    for name in names:
        rows = held.filter(pl.col(name))
        if len(rows):
            disputed = pl.col(f"d{name}") if f"d{name}" in held.columns else pl.lit(False)
            parts.append(rows.select("id", pl.lit(int(name[1:]), pl.UInt16).alias(what), disputed.alias(f"{what}_disputed")))
    return pl.concat(parts)


def colliding(law):
    pairs = [(m, f) for m, must in enumerate(law.musts()) for f, n in enumerate(law.nots()) if law.collides(must, n)]
    return pl.DataFrame(pairs, schema={"must": pl.UInt16, "forbid": pl.UInt16}, orient="row")


def together(found):
    found = pl.concat(found)

    def fetch():
        contested = (found["must_disputed"] | found["forbid_disputed"]).cast(pl.UInt8)
        return tuple(column.to_numpy() for column in (found["id"], found["must"], found["forbid"], contested))

    return fetch


FORMS = {"bit columns": bit_columns}
