"""clingo: the law as a logic program, the requests as facts, as many at once as is fastest.

A norm applies if one of its cubes does: `applies(R, N) :- …`. The program is stratified, so grounding it is solving it.
"""

import clingo

from law import Many, values

# So many requests are grounded together: fewer pay more for reading the law again, more are no cheaper.
BATCH = 2_000


def program(law):
    """The rules, and one fact for each value of each set of values that a test speaks of."""
    sets, rules, facts = {}, [], []

    def among(fact, bits):
        if (fact, bits) not in sets:
            sets[fact, bits] = len(sets)
            facts.extend(f"member({sets[fact, bits]},{fact},{value})." for value in values(bits))
        return f"holds(R,{sets[fact, bits]})"

    def body(cube):
        parts, negated = [], []
        for fact, test in cube.items():
            size = len(law.facts[fact]["values"])
            if isinstance(test, Many):
                parts += [among(fact, bits) for bits in sorted(test.meets)]
                negated += ["not " + among(fact, test.avoids)] if test.avoids else []
            elif test.allowed.bit_count() * 2 <= size:
                parts.append(among(fact, test.allowed))
            else:
                negated.append("not " + among(fact, ((1 << size) - 1) & ~test.allowed))
        return ", ".join(["request(R)"] * (not parts) + parts + negated)

    for norm in law.norms:
        rules += [f"applies(R,{norm.number}) :- {body(cube)}." for cube in norm.cubes]
        rules += [f"disputed(R,{norm.number}) :- applies(R,{norm.number}), {body(cube)}." for cube in norm.disputed_cubes]
    for must in law.musts():
        facts += [f"collides({must.number},{n.number})." for n in law.nots() if law.collides(must, n)]
    facts += [f"requires({n.number})." for n in law.musts()] + [f"forbids({n.number})." for n in law.nots()]
    return "\n".join(facts + rules + [RULES])


RULES = """
holds(R,L) :- value(R,F,V), member(L,F,V).
conflict(R,M,N) :- applies(R,M), requires(M), collides(M,N), applies(R,N).
contested(R,M,N) :- conflict(R,M,N), disputed(R,M).
contested(R,M,N) :- conflict(R,M,N), disputed(R,N).
#show conflict/3.
#show contested/3.
"""


def batches(law, columns):
    text = program(law)
    sizes = [len(fact["values"]) for fact in law.facts]
    places = {n.number: at for side in (law.musts(), law.nots()) for at, n in enumerate(side)}
    total = len(columns[0][0])
    given = [
        [(r, f, int(slot[r])) for r in range(start, min(start + BATCH, total)) for f, slots in enumerate(columns) for slot in slots if slot[r] < sizes[f]]
        for start in range(0, total, BATCH)
    ]

    def solve():
        found, contested = [], set()
        for batch in given:
            control = clingo.Control(["--warn=none"])
            control.add("base", [], text)
            with control.backend() as backend:
                for r, f, v in batch:
                    backend.add_rule([backend.add_atom(clingo.Function("value", [clingo.Number(r), clingo.Number(f), clingo.Number(v)]))])
                for r in {r for r, _, _ in batch}:
                    backend.add_rule([backend.add_atom(clingo.Function("request", [clingo.Number(r)]))])
            control.ground([("base", [])])
            with control.solve(yield_=True) as handle:
                for symbol in handle.model().symbols(shown=True):
                    triple = tuple(argument.number for argument in symbol.arguments)
                    if symbol.name == "conflict":
                        found.append(triple)
                    else:
                        contested.add(triple)
        return lambda: split(found, contested, places)

    return solve


def split(found, contested, places):
    rows = [(r, places[m], places[n], int((r, m, n) in contested)) for r, m, n in found]
    return tuple(list(column) for column in zip(*rows)) if rows else ([], [], [], [])


FORM = f"batches of {BATCH:,}"
WORK = {"findings": batches}
