"""numpy: a packed column of bits for each test, a few `&` and `|` on whole columns for each norm.

The norms that apply are listed where something is both required and forbidden, and the two lists joined by request.
(A mask of norms for each request, with a gather and an `&` for each fact, was ten times slower.)
"""

import numpy as np

from law import constant, evaluate, values

CHUNK = 1 << 18


def bit_columns(law, columns):
    chunks = chunked(columns)
    lists = Lists(law)

    def solve():
        return together(lists.pairs(*norm_columns(law, chunk, lists)) for chunk in chunks)

    return solve


def bit_columns_count(law, columns):
    chunks = chunked(columns)
    lists = Lists(law)

    def solve():
        return sum(lists.count(*norm_columns(law, chunk, lists)) for chunk in chunks)

    return solve


class Chunk:
    """Some requests, and the packed columns of the tests made so far."""

    def __init__(self, start, columns):
        self.start, self.columns = start, columns
        self.len = len(columns[0][0])
        self.words = -(-self.len // 64)
        self.known = {}
        self.valid = self.pack(np.ones(self.len, bool))

    def pack(self, mask):
        bits = np.zeros(self.words * 8, np.uint8)
        packed = np.packbits(mask, bitorder="little")
        bits[: len(packed)] = packed
        return bits.view(np.uint64)

    def among(self, fact, bits):
        """Whether the fact has one of these values."""
        column = self.known.get((fact, bits))
        if column is None:
            column = self.known[fact, bits] = self.pack(self.mask(fact, values(bits)))
        return column

    def mask(self, fact, wanted):
        mask = None
        for slot in self.columns[fact]:
            if len(wanted) <= 6:
                parts = [slot == value for value in wanted]
            else:
                table = np.zeros(1 << (8 * slot.itemsize), bool)
                table[wanted] = True
                parts = [table[slot]]
            for part in parts:
                mask = part if mask is None else np.logical_or(mask, part, out=mask)
        return np.zeros(self.len, bool) if mask is None else mask

    def holds(self, law, tree):
        """For which requests a tree holds."""
        if (always := constant(tree)) is not None:
            return self.pack(np.full(self.len, always))
        return evaluate(law, tree, self.among, self.known) & self.valid


def chunked(columns):
    """Blocks of requests, values in a byte where they fit."""
    size = len(columns[0][0])
    narrow = [[slot.astype(np.uint8) if slot.max(initial=0) < 256 else slot for slot in slots] for slots in columns]

    def part(at):
        return [[np.ascontiguousarray(slot[at : at + CHUNK]) for slot in slots] for slots in narrow]

    return [(at, part(at)) for at in range(0, size, CHUNK)]


def norm_columns(law, chunk, lists):
    """By norm that requires, that forbids, and that can be disputed: the requests for which it holds."""
    block = Chunk(*chunk)
    return block.start, *(np.array([block.holds(law, tree) for tree in trees]) for trees in lists.trees)


class Lists:
    """From columns of norms to pairs of norms, act by act."""

    def __init__(self, law):
        musts, nots = law.musts(), law.nots()
        disputable = [n for n in law.norms if constant(n.disputed) is None]
        # The first row of what is disputed stands for norms that never are.
        disputed = [{"constant": False}] + [n.disputed for n in disputable]
        self.trees = [n.applies for n in musts], [n.applies for n in nots], disputed
        place = {n.number: at for at, n in enumerate(disputable, 1)}
        self.must_disputed = np.array([place.get(n.number, 0) for n in musts])
        self.not_disputed = np.array([place.get(n.number, 0) for n in nots])
        self.apart = np.array([[(m.owner, n.owner) not in law.nested for n in nots] for m in musts])
        self.groups = []
        for act in range(len(law.acts)):
            requiring = np.array([at for at, n in enumerate(musts) if (n.act, act) in law.entails], int)
            forbidding = np.array([at for at, n in enumerate(nots) if n.act == act], int)
            if len(requiring) and len(forbidding):
                self.groups.append((requiring, forbidding))

    def collisions(self, must, forbidding):
        """By act: request, place of the norm that requires, place of the norm that forbids."""
        for requiring, forbidden in self.groups:
            left, right = must[requiring], forbidding[forbidden]
            both = np.bitwise_or.reduce(left) & np.bitwise_or.reduce(right)
            far, far_rows = ones(right, both)
            order = np.argsort(far_rows, kind="stable")
            rows, at = join(ones(left, both), (far[order], far_rows[order]))
            (m, n) = requiring[at[0]], forbidden[at[1]]
            keep = self.apart[m, n]
            yield rows[keep], m[keep], n[keep]

    def pairs(self, start, must, forbidding, disputed):
        rows, m, n = (np.concatenate(part) for part in zip(*self.collisions(must, forbidding)))
        contested = bit(disputed, self.must_disputed[m], rows) | bit(disputed, self.not_disputed[n], rows)
        return rows + start, m, n, contested

    def count(self, _start, must, forbidding, _disputed):
        return sum(len(rows) for rows, _, _ in self.collisions(must, forbidding))


def join(left, right):
    """The equi-join of two lists of norms by request, the second one sorted."""
    (near, near_rows), (far, far_rows) = left, right
    start, end = np.searchsorted(far_rows, near_rows), np.searchsorted(far_rows, near_rows, "right")
    lens = end - start
    again = np.repeat(np.arange(len(near)), lens)
    place = np.arange(len(again)) - np.repeat(np.cumsum(lens) - lens, lens) + start[again]
    return near_rows[again], (near[again], far[place])


def ones(matrix, mask):
    """Row and bit number of every bit that is set in a matrix of bits and in the mask."""
    masked = (matrix & mask).ravel()
    some = np.flatnonzero(masked)
    bits = np.flatnonzero(np.unpackbits(masked[some].view(np.uint8), bitorder="little"))
    at = some[bits >> 6]
    row, word = np.divmod(at, matrix.shape[1])
    return row, word * 64 + (bits & 63)


def bit(matrix, row, column):
    return (matrix[row, column >> 6] >> (column & 63).astype(np.uint64)) & np.uint64(1)


def together(parts):
    return tuple(np.concatenate(part) for part in zip(*parts))


FORM = "columns of bits"
WORK = {"findings": bit_columns, "count": bit_columns_count}
