"""Writes the law as the data document of `conflicts.rego`: `python rego_data.py DIR`.

Rego has no joins: a policy that asks each norm in turn is slow, so the law is indexed by the rarest test of each cube.
Values and norms go by name. Sets are objects from value to true, because looking a key up is Rego's fastest test.
"""

import json
import sys
from pathlib import Path

from law import Many, One, load_law, values


def document(law):
    index = {"requires": {"one": {}, "many": {}}, "forbids": {"one": {}, "many": {}}, "disputes": {}, "collides": {}}
    for norm in law.norms:
        side = index["requires" if norm.requires else "forbids"]
        for cube in norm.cubes:
            fact, wanted = rarest(law, cube)
            kind = "many" if law.facts[fact]["many"] else "one"
            by_value = side[kind].setdefault(law.facts[fact]["name"], {})
            for value in names(law, fact, wanted):
                by_value.setdefault(value, []).append(tests(law, cube) | {"norm": key(norm)})
        if norm.disputed_cubes:
            index["disputes"][key(norm)] = [tests(law, cube) for cube in norm.disputed_cubes]
        if norm.requires:
            index["collides"][key(norm)] = {key(n): True for n in law.nots() if law.collides(norm, n)}
    return {"law": index}


def rarest(law, cube):
    """The test of a cube that the fewest requests pass: a fact and its values."""
    choices = [(fact, bits) for fact, test in cube.items() for bits, wanted in asked(law, fact, test) if wanted]
    assert choices, "a norm that asks for no value at all cannot be looked up"
    return min(choices, key=lambda test: (test[1].bit_count() / len(law.facts[test[0]]["values"]), test))


def asked(law, fact, test):
    """What a test asks for, an exclusion where that is shorter."""
    every = (1 << len(law.facts[fact]["values"])) - 1
    if isinstance(test, One) and test.allowed.bit_count() * 2 > every.bit_count():
        return [(every & ~test.allowed, False)]
    return test.asks()


def tests(law, cube):
    """The tests of a cube, by kind: one value among some, a set that shares a value, a set that shares none."""
    result = {"one": [], "meets": [], "avoids": []}
    for fact, test in cube.items():
        if isinstance(test, Many):
            result["meets"] += [ask(law, fact, bits) for bits in sorted(test.meets)]
            result["avoids"] += [ask(law, fact, test.avoids)] if test.avoids else []
        else:
            result["one"].append(ask(law, fact, test.allowed))
    return result


def ask(law, fact, bits):
    return {"fact": law.facts[fact]["name"], "values": dict.fromkeys(names(law, fact, bits), True)}


def names(law, fact, bits):
    return [law.facts[fact]["values"][value] for value in values(bits)]


def key(norm):
    return str(norm.number)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / "rego.json").write_text(json.dumps(document(load_law(folder))))
