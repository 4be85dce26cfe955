"""The law as tables, for tools that join: equi-joins on a key value, bit masks for the rest.

Each cube of a norm has one key, the rarest of its tests: requests find their cubes by an equi-join on that value. All
facts with few values stand in one word of a request, a bit a value; a cube is ruled out if the word has a bit that it
denies. Tests of the other facts are numbered, and a table from value to bits says which hold.
"""

from dataclasses import dataclass, field

from law import One, values

# No word of bits is wider: signed numbers of 64 bits are what every tool handles fast.
WIDTH = 62
FEW = 16


@dataclass
class Tables:
    """What hangs on the law alone."""

    # small facts: fact -> (word, first bit)
    small: dict = field(default_factory=dict)
    words: int = 0
    # (fact, word) of numbered tests -> {value: bits}
    bits: dict = field(default_factory=dict)
    # rows: norm, key fact, cube, denied bits by word, wanted and asked bits by (fact, word)
    cubes: list = field(default_factory=list)
    # rows: key fact, value, cube
    keys: list = field(default_factory=list)


@dataclass
class Cube:
    """One row of the table of cubes."""

    norm: int
    key: int
    denied: list
    # (fact, word) -> (bits asked for, bits that must be set)
    asked: dict


def tables(law, columns, cubes_by_norm):
    """The tables for these norms: pairs of a number and cubes."""
    result = Tables()
    at = 0
    for number, fact in enumerate(law.facts):
        if not fact["many"] and len(fact["values"]) <= FEW:
            if at % WIDTH + len(fact["values"]) > WIDTH:
                at += WIDTH - at % WIDTH
            result.small[number] = (at // WIDTH, at % WIDTH)
            at += len(fact["values"])
    result.words = -(-at // WIDTH)
    numbers = {}
    for norm, cubes in cubes_by_norm:
        for cube in cubes:
            add(law, result, numbers, norm, cube)
    return result


def add(law, result, numbers, norm, cube):
    key, key_values = choose_key(law, cube)
    row = Cube(norm, key, [0] * result.words, {})
    for fact, test in cube.items():
        if fact in result.small:
            word, first = result.small[fact]
            every = (1 << len(law.facts[fact]["values"])) - 1
            row.denied[word] |= (every & ~test.allowed) << first
            continue
        for bits, wanted in numbered(law, fact, test):
            if wanted and fact == key and bits == key_values:
                continue
            word, bit = number_of(result, numbers, fact, bits)
            asked, must = row.asked.get((fact, word), (0, 0))
            row.asked[fact, word] = (asked | 1 << bit, must | (wanted << bit))
    for value in values(key_values):
        result.keys.append((key, value, len(result.cubes)))
    result.cubes.append(row)


def choose_key(law, cube):
    """The rarest test that asks for values: its fact and the values."""
    best = min(
        ((bits.bit_count() / len(law.facts[fact]["values"]), fact, bits) for fact, test in cube.items() for bits, wanted in numbered(law, fact, test) if wanted),
        default=None,
    )
    return (best[1], best[2]) if best else (-1, 1)


def numbered(law, fact, test):
    """What a test asks, an exclusion where that is shorter."""
    every = (1 << len(law.facts[fact]["values"])) - 1
    if isinstance(test, One) and test.allowed.bit_count() * 2 > every.bit_count():
        return [(every & ~test.allowed, False)]
    return test.asks()


def number_of(result, numbers, fact, bits):
    """Word and bit of a set of values of a fact."""
    if (fact, bits) not in numbers:
        at = sum(1 for known, _ in numbers if known == fact)
        numbers[fact, bits] = (at // WIDTH, at % WIDTH)
        table = result.bits.setdefault((fact, at // WIDTH), {})
        for value in values(bits):
            table[value] = table.get(value, 0) | 1 << (at % WIDTH)
    return numbers[fact, bits]
