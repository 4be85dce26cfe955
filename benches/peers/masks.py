"""The law as masks, for tools that join: for each fact a table from value to the cubes that it leaves open.

A request's mask is the `&` over all facts; for a set fact it is the `|` over its values first. Bit `n` of word `w` is
cube `64 w + n`.
"""

from dataclasses import dataclass, field

from law import values

WORD = 64
EVERY = (1 << WORD) - 1


@dataclass
class Step:
    """What the values of one fact leave open."""

    fact: int
    # False: the cubes that a value rules out
    wanted: bool
    # {value: words}
    named: dict = field(default_factory=dict)
    # cubes that ask nothing here
    rest: list = field(default_factory=list)


def steps(cubes):
    """The number of words, and the steps that these cubes take."""
    words = -(-len(cubes) // WORD)
    result = {}
    for number, cube in enumerate(cubes):
        word, bit = number // WORD, 1 << number % WORD
        for fact, test in cube.items():
            for place, (bits, wanted) in enumerate(test.asks()):
                key = (fact, place if wanted else -1)
                step = result.setdefault(key, Step(fact, wanted, {}, [EVERY] * words))
                step.rest[word] &= ~bit
                for value in values(bits):
                    step.named.setdefault(value, [0] * words)[word] |= bit
    return words, list(result.values())
