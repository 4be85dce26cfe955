"""Everything that can collide between two legal orders, asked of other tools: `python pair_peers.py TARGET [A B]`.

comity keeps the set of requests of each conflict as one exact value. By hand one would ask a solver for each two norms
whether a request exists for which both apply, and take its answer as a witness (z3, clingo), or enumerate witnesses
(clingo). All must find the same conflicts. Measured is processor time; reading the law is not.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import clingo
import z3

import law as lowered
from law import Many, values

# So many witnesses of each conflict are enumerated; all of them would be up to 10^70.
WITNESSES = 1_000


def main():
    target, pair = Path(sys.argv[1]), sys.argv[2:] or ["US", "EU"]
    binary, folder = target / "release" / "peers", target / "peers" / "pair"
    subprocess.run([binary, "export", "real", "1", folder], check=True)
    comity = json.loads(subprocess.run([binary, "pair", *pair], check=True, capture_output=True).stdout)
    law = lowered.load_law(folder)
    norms = {norm.number: norm for norm in law.norms}
    wanted = sorted(map(tuple, comity["conflicts"]))
    couples = [(norms[a], norms[b]) for a, b in comity["candidates"]]
    print(f"{'–'.join(pair)}: {len(couples)} pairs of norms, {len(wanted)} conflicts\n")
    print("| tool | asked for | same conflicts | CPU ms | × comity |\n| --- | --- | --- | ---: | ---: |")
    base = comity["seconds"]
    line("comity", "every region and outcome, exactly", True, base, base)
    for name, asked, solve in [
        ("z3", "a witness of each conflict", with_z3),
        ("clingo", "a witness of each conflict", lambda law, couples: with_clingo(law, couples, 1)),
        ("clingo", f"{WITNESSES:,} witnesses of each conflict", lambda law, couples: with_clingo(law, couples, WITNESSES)),
    ]:
        start = time.process_time()
        found = solve(law, couples)
        line(name, asked, sorted(found) == wanted, time.process_time() - start, base)


def line(name, asked, same, seconds, base):
    print(f"| {name} | {asked} | {'yes' if same else 'NO'} | {seconds * 1e3:,.1f} | {seconds / base:,.1f} |", flush=True)


def with_z3(law, couples):
    """Each norm once as a definition, then one question for each two of them."""
    variables = [
        [z3.Bool(f"f{at}_{value}") for value in range(len(fact["values"]))] if fact["many"] else z3.Int(f"f{at}")
        for at, fact in enumerate(law.facts)
    ]
    solver = z3.Solver()
    for at, fact in enumerate(law.facts):
        if not fact["many"]:
            solver.add(variables[at] >= 0, variables[at] < len(fact["values"]))

    def literal(number):
        fact, bits = law.literals[number]
        if law.facts[fact]["many"]:
            return z3.Or([variables[fact][value] for value in values(bits)])
        return z3.Or([variables[fact] == value for value in values(bits)])

    known = {}

    def formula(tree):
        ((kind, inner),) = tree.items()
        key = id(tree)
        if key not in known:
            if kind == "not":
                known[key] = z3.Not(formula(inner))
            elif kind == "all":
                known[key] = z3.And([formula(part) for part in inner])
            elif kind == "any":
                known[key] = z3.Or([formula(part) for part in inner])
            elif kind == "fact":
                known[key] = literal(inner)
            else:  # a constant
                known[key] = z3.BoolVal(inner)
        return known[key]

    for combination in law.impossible:
        solver.add(z3.Not(formula(combination)))
    applies = {}
    for norm in {norm.number: norm for couple in couples for norm in couple}.values():
        applies[norm.number] = z3.Bool(f"applies{norm.number}")
        solver.add(z3.Implies(applies[norm.number], formula(norm.applies)))
    found = []
    for must, forbidding in couples:
        if solver.check(applies[must.number], applies[forbidding.number]) == z3.sat:
            solver.model()
            found.append((must.number, forbidding.number))
    return found


def with_clingo(law, couples, witnesses):
    """Facts are chosen, norms are rules; each two norms are assumed to apply."""
    norms = {norm.number: norm for couple in couples for norm in couple}
    sets, rules = {}, []

    def among(fact, bits):
        if (fact, bits) not in sets:
            sets[fact, bits] = len(sets)
            rules.extend(f"holds({sets[fact, bits]}) :- value({fact},{value})." for value in values(bits))
        return f"holds({sets[fact, bits]})"

    for at, fact in enumerate(law.facts):
        choice = "{ %s }" % "; ".join(f"value({at},{value})" for value in range(len(fact["values"])))
        rules.append(choice + ("." if fact["many"] else " = 1."))
    def body(cube):
        parts = []
        for fact, test in cube.items():
            if isinstance(test, Many):
                parts += [among(fact, bits) for bits in sorted(test.meets)]
                parts += ["not " + among(fact, test.avoids)] if test.avoids else []
            else:
                parts.append(among(fact, test.allowed))
        return f" :- {', '.join(parts)}." if parts else "."

    rules += [body(cube) for cube in law.impossible_cubes]
    rules += [f"applies({norm.number}){body(cube)}" for norm in norms.values() for cube in norm.cubes]
    control = clingo.Control([f"--models={witnesses}", "--warn=none"])
    control.add("base", [], "\n".join(rules))
    control.ground([("base", [])])

    def applies(norm):
        return clingo.Function("applies", [clingo.Number(norm.number)]), True

    found = []
    for must, forbidding in couples:
        with control.solve(assumptions=[applies(must), applies(forbidding)], yield_=True) as handle:
            if sum(1 for _ in handle):
                found.append((must.number, forbidding.number))
    return found


if __name__ == "__main__":
    main()
