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
        applies = f"applies(R,{norm.number})"
        rules += [f"{applies} :- {body(cube)}." for cube in norm.cubes]
        rules += [f"disputed(R,{norm.number}) :- {applies}, {body(cube)}." for cube in norm.disputed_cubes]
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
    places = {n.number: at for side in (law.musts(), law.nots()) for at, n in enumerate(side)}
    given = given_facts(law, columns)

    def solve():
        found, contested = [], set()
        for batch in given:
            for symbol in answer(text, batch):
                triple = tuple(argument.number for argument in symbol.arguments)
                if symbol.name == "conflict":
                    found.append(triple)
                else:
                    contested.add(triple)
        return lambda: split(found, contested, places)

    return solve


def given_facts(law, columns):
    """By batch: the requests, and their values as triples of request, fact and value."""
    sizes = [len(fact["values"]) for fact in law.facts]
    slots = [(fact, slot) for fact, slots in enumerate(columns) for slot in slots]
    total = len(columns[0][0])
    result = []
    for start in range(0, total, BATCH):
        requests = range(start, min(start + BATCH, total))
        triples = [(r, fact, int(slot[r])) for r in requests for fact, slot in slots if slot[r] < sizes[fact]]
        result.append((requests, triples))
    return result


def answer(text, batch):
    """The conflicts of a batch."""
    requests, triples = batch
    control = clingo.Control(["--warn=none"])
    control.add("base", [], text)
    with control.backend() as backend:

        def state(name, *numbers):
            atom = clingo.Function(name, [clingo.Number(number) for number in numbers])
            backend.add_rule([backend.add_atom(atom)])

        for triple in triples:
            state("value", *triple)
        for request in requests:
            state("request", request)
    control.ground([("base", [])])
    with control.solve(yield_=True) as handle:
        return handle.model().symbols(shown=True)


def split(found, contested, places):
    rows = [(r, places[m], places[n], int((r, m, n) in contested)) for r, m, n in found]
    return tuple(list(column) for column in zip(*rows)) if rows else ([], [], [], [])


FORM = f"batches of {BATCH:,}"
WORK = {"findings": batches}
