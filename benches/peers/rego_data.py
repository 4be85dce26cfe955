"""Writes the law as the data document of `conflicts.rego`: `python rego_data.py DIR`.

Values and norms go by name. Sets are objects from value to true, because looking a key up is Rego's fastest test.
"""

import json
import sys
from pathlib import Path

from law import Many, load_law, values
from relational import choose_key


def document(law):
    index = {"requires": {"one": {}, "many": {}}, "forbids": {"one": {}, "many": {}}, "disputes": {}, "collides": {}}
    for norm in law.norms:
        side = index["requires" if norm.requires else "forbids"]
        for cube in norm.cubes:
            fact, wanted = choose_key(law, cube)
            assert fact >= 0, f"{norm.name} asks for no value at all"
            kind = "many" if law.facts[fact]["many"] else "one"
            by_value = side[kind].setdefault(law.facts[fact]["name"], {})
            for value in names(law, fact, wanted):
                by_value.setdefault(value, []).append(tests(law, cube) | {"norm": key(norm)})
        if norm.disputed_cubes:
            index["disputes"][key(norm)] = [tests(law, cube) for cube in norm.disputed_cubes]
        if norm.requires:
            index["collides"][key(norm)] = {key(n): True for n in law.nots() if law.collides(norm, n)}
    return {"law": index}


def tests(law, cube):
    result = {"one": [], "meets": [], "avoids": []}
    for fact, test in cube.items():
        name = law.facts[fact]["name"]

        def asks(bits):
            return {"fact": name, "values": dict.fromkeys(names(law, fact, bits), True)}

        if isinstance(test, Many):
            result["meets"] += [asks(bits) for bits in sorted(test.meets)]
            result["avoids"] += [asks(test.avoids)] if test.avoids else []
        else:
            result["one"].append(asks(test.allowed))
    return result


def names(law, fact, bits):
    return [law.facts[fact]["values"][value] for value in values(bits)]


def key(norm):
    return str(norm.number)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / "rego.json").write_text(json.dumps(document(load_law(folder))))
