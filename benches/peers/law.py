"""The law and the requests as the Python peers read them.

A norm's meaning comes as a tree over "fact is in set". Tools that join want it multiplied out: a norm applies if one of
its cubes does, and a cube is one test per fact. A test holds bit sets of values: `allowed` for a fact with one value;
for a set fact `meets` (the request must share a value with each) and `avoids` (it must share none).
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from functools import reduce
from itertools import product
from math import prod
from operator import and_, or_
from pathlib import Path

import numpy as np

# More products than this are not multiplied out but told value by value of one fact.
MOST_PRODUCTS = 10_000

# One finding, as every peer writes it. Certainty: 0 certain, 1 contested.
FINDING = np.dtype([("request", "<u4"), ("required", "<u2"), ("forbidden", "<u2"), ("act", "u1"), ("certainty", "u1")])


@dataclass(frozen=True)
class One:
    """A test of a fact with one value."""

    allowed: int

    def __and__(self, other):
        return One(self.allowed & other.allowed)

    def asks(self):
        """Sets of values, and whether the request must have one of them or none."""
        return [(self.allowed, True)]

    def possible(self):
        return self.allowed != 0

    def implies(self, other):
        return self.allowed & ~other.allowed == 0


@dataclass(frozen=True)
class Many:
    """A test of a set fact."""

    meets: frozenset = frozenset()
    avoids: int = 0

    def __and__(self, other):
        meets = self.meets | other.meets
        least = frozenset(a for a in meets if not any(b != a and b & ~a == 0 for b in meets))
        return Many(least, self.avoids | other.avoids)

    def asks(self):
        return [(bits, True) for bits in sorted(self.meets)] + ([(self.avoids, False)] if self.avoids else [])

    def possible(self):
        return all(values & ~self.avoids for values in self.meets)

    def implies(self, other):
        wanted = all(any(mine & ~theirs == 0 for mine in self.meets) for theirs in other.meets)
        return wanted and other.avoids & ~self.avoids == 0


@dataclass
class Norm:
    """A norm that requires or forbids."""

    number: int
    name: str
    owner: int
    requires: bool
    act: int
    # as trees
    applies: dict
    disputed: dict
    # multiplied out: lists of {fact: test}
    cubes: list
    disputed_cubes: list


@dataclass
class Law:
    facts: list
    acts: list
    jurisdictions: list
    norms: list
    # by number: a fact and a bit set of its values
    literals: list
    # (act required, act forbidden): the first entails the second
    entails: set
    # combinations of facts that no request can have, as trees and multiplied out
    impossible: list
    impossible_cubes: list
    # (owner, owner): one belongs to the other
    nested: set = field(default_factory=set)

    def musts(self):
        return [norm for norm in self.norms if norm.requires]

    def nots(self):
        return [norm for norm in self.norms if not norm.requires]

    def collides(self, must, forbidding):
        return (must.act, forbidding.act) in self.entails and (must.owner, forbidding.owner) not in self.nested


def load_law(folder):
    raw = json.loads((Path(folder) / "law.json").read_text())
    lower = Lowering(raw)
    norms = [lower.norm(norm) for norm in raw["norms"]]
    entails = {(act, other) for act, others in enumerate(raw["entails"]) for other in others}
    nested = {pair for a, order in enumerate(raw["orders"]) for b in order for pair in ((a, b), (b, a))}
    impossible = [lower.shared(tree) for tree in raw["impossible"]]
    cubes = [cube for tree in impossible for cube in lower.expand(tree, True)]
    told = raw["facts"], raw["acts"], raw["jurisdictions"]
    return Law(*told, norms, lower.literals, entails, impossible, cubes, nested)


class Lowering:
    """From trees to cubes."""

    def __init__(self, raw):
        self.facts = raw["facts"]
        self.known = {}
        self.literals = [(literal["fact"], sum(1 << v for v in literal["values"])) for literal in raw["literals"]]

    def norm(self, raw):
        applies, disputed = self.shared(raw["applies"]), self.shared(raw["disputed"])
        # Most norms already ask for something that involves their owner.
        if not self.implies(applies, raw["involved"]):
            applies = self.shared({"all": [raw["involved"], applies]})
        cubes, disputed_cubes = self.expand(applies, True), self.expand(disputed, True)
        told = {key: raw[key] for key in ("number", "name", "owner", "requires", "act")}
        return Norm(**told, applies=applies, disputed=disputed, cubes=cubes, disputed_cubes=disputed_cubes)

    def shared(self, tree):
        """The same tree, with equal parts of all norms as one object."""
        ((kind, inner),) = tree.items()
        if kind == "not":
            tree = {kind: self.shared(inner)}
        elif kind in ("all", "any"):
            tree = {kind: [self.shared(part) for part in inner]}
        return self.known.setdefault(json.dumps(tree), tree)

    def implies(self, tree, other):
        weaker = self.expand(other, True)
        return all(any(implied(cube, wanted) for wanted in weaker) for cube in self.expand(tree, True))

    def expand(self, tree, wanted):
        ((kind, inner),) = tree.items()
        if kind == "constant":
            return [{}] if inner == wanted else []
        if kind == "fact":
            return self.literal(*self.literals[inner], wanted)
        if kind == "not":
            return self.expand(inner, not wanted)
        parts = [self.expand(part, wanted) for part in inner]
        if (kind == "all") != wanted:
            return smallest(cube for part in parts for cube in part)
        if prod(len(part) for part in parts) > MOST_PRODUCTS:
            return self.by_value(tree, wanted)
        cubes = [{}]
        for part in sorted(parts, key=len):
            met = (meet(a, b) for a, b in product(cubes, part))
            cubes = smallest(cube for cube in met if cube is not None)
        return cubes

    def by_value(self, tree, wanted):
        """The cubes of a tree, value by value of the fact that it speaks of most: "not stored in the state that asks"
        is one cube for each state, but as a product over the states it would be two to the power of their number."""
        named = Counter(fact for fact in self.named(tree) if not self.facts[fact]["many"])
        ((fact, _),) = named.most_common(1)
        alike = {}
        for value in range(len(self.facts[fact]["values"])):
            cubes = self.expand(self.given(tree, fact, value), wanted)
            key = frozenset(frozenset(cube.items()) for cube in cubes)
            same, cubes = alike.get(key, (0, cubes))
            alike[key] = same | 1 << value, cubes
        return [cube | {fact: One(same)} for same, cubes in alike.values() for cube in cubes]

    def named(self, tree):
        """The fact of every test in a tree."""
        ((kind, inner),) = tree.items()
        if kind == "fact":
            return [self.literals[inner][0]]
        parts = [inner] if kind == "not" else inner if kind in ("all", "any") else []
        return [fact for part in parts for fact in self.named(part)]

    def given(self, tree, fact, value):
        """What is left of a tree if a fact has this value."""
        ((kind, inner),) = tree.items()
        if kind == "fact" and self.literals[inner][0] == fact:
            return {"constant": bool(self.literals[inner][1] >> value & 1)}
        if kind == "not":
            return {kind: self.given(inner, fact, value)}
        if kind in ("all", "any"):
            return {kind: [self.given(part, fact, value) for part in inner]}
        return tree

    def literal(self, fact, values, wanted):
        if self.facts[fact]["many"]:
            return [{fact: Many(meets=frozenset([values])) if wanted else Many(avoids=values)}]
        every = (1 << len(self.facts[fact]["values"])) - 1
        allowed = values if wanted else every & ~values
        if allowed == every:
            return [{}]
        return [{fact: One(allowed)}] if allowed else []


def meet(a, b):
    """The cube that asks what both ask, or None if nothing can satisfy it."""
    both = dict(a)
    for fact, test in b.items():
        both[fact] = both[fact] & test if fact in both else test
        if not both[fact].possible():
            return None
    return both


def smallest(cubes):
    """Without the cubes that another one makes superfluous."""
    kept = []
    for cube in sorted(cubes, key=len):
        if not any(implied(cube, other) for other in kept):
            kept.append(cube)
    return kept


def implied(cube, other):
    """Whether the second cube holds wherever the first one does."""
    return all(fact in cube and cube[fact].implies(test) for fact, test in other.items())


def evaluate(law, tree, among, known):
    """The value of a tree from the values of its tests, for anything with `&`, `|` and `~`. Parts that norms share are
    evaluated once."""
    ((kind, inner),) = tree.items()
    if kind == "fact":
        return among(*law.literals[inner])
    key = id(tree)
    if key not in known:
        if kind == "not":
            known[key] = ~evaluate(law, inner, among, known)
        else:
            parts = [evaluate(law, part, among, known) for part in inner]
            known[key] = reduce(and_ if kind == "all" else or_, parts)
    return known[key]


def constant(tree):
    """True or False if a tree is no more than that, else None."""
    return tree.get("constant")


def load_requests(folder, law):
    """By fact: a list of arrays of codes. A set fact has as many arrays as the longest set, filled up with the number
    of its values, which is no value."""
    columns = []
    for number, fact in enumerate(law.facts):
        stem = Path(folder) / f"fact-{number}"
        if not fact["many"]:
            columns.append([np.fromfile(f"{stem}.u16", "<u2")])
            continue
        ends, codes = np.fromfile(f"{stem}.ends.u32", "<u4"), np.fromfile(f"{stem}.codes.u16", "<u2")
        starts = np.concatenate([[0], ends[:-1]]).astype(np.int64)
        lens = ends - starts
        padded = np.append(codes, np.uint16(len(fact["values"])))
        slots = [
            padded[np.where(lens > slot, np.minimum(starts + slot, len(codes)), len(codes))]
            for slot in range(int(lens.max(initial=0)))
        ]
        columns.append([slot.astype(np.uint16) for slot in slots])
    return columns


def values(bits):
    """The values of a bit set."""
    return [at for at in range(bits.bit_length()) if bits >> at & 1]


def findings(law, request, must, forbidding, contested):
    """The findings from the places of norms in `law.musts()` and `law.nots()`, sorted."""
    musts, nots = law.musts(), law.nots()
    result = np.empty(len(request), FINDING)
    result["request"] = request
    result["required"] = np.array([n.number for n in musts], np.uint16)[must]
    result["forbidden"] = np.array([n.number for n in nots], np.uint16)[forbidding]
    result["act"] = np.array([n.act for n in musts], np.uint8)[must]
    result["certainty"] = contested
    return result
