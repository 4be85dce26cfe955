//! Hash-consed decision diagrams over levels with any number of values.
//!
//! In: for each level how many values it has. Out: sets of assignments, each one number; equal sets are equal numbers,
//! so that "is it empty" and "are they the same" cost nothing. There is no garbage collection: a diagram serves one
//! question and is dropped. It knows neither facts nor law.
//!
//! A trial compared this with two kept libraries of binary diagrams: it was two to three times faster, its nodes are
//! half as many, and its edges are the literals that people read.

use std::cell::Cell;

use hashbrown::HashTable;

/// A set of assignments: the number of its root node. Means something only together with its diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(u32);

impl Region {
    /// The empty set.
    pub const NEVER: Self = Self(0);
    /// Every assignment.
    pub const ALWAYS: Self = Self(1);

    /// The number of its root node.
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What [`Diagram::apply`] joins two sets by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    And,
    Or,
    AndNot,
    Xor,
}

/// The level of the two leaves: below every other.
const LEAF: u16 = u16::MAX;

#[derive(Debug, Clone, Copy)]
struct Node {
    level: u16,
    /// Where its children start.
    from: u32,
}

/// One remembered result; what else falls on the same place takes it over.
#[derive(Debug, Clone, Copy)]
struct Memory {
    op: Op,
    left: Region,
    right: Region,
    result: Region,
}

const FORGOTTEN: Memory = Memory { op: Op::And, left: Region::NEVER, right: Region::NEVER, result: Region::NEVER };

/// The owner of all nodes.
#[derive(Debug, Clone)]
pub(super) struct Diagram {
    arity: Vec<u16>,
    nodes: Vec<Node>,
    children: Vec<Region>,
    unique: HashTable<Region>,
    memory: Vec<Memory>,
    /// Children that are being gathered.
    stack: Vec<Region>,
    /// So many nodes and no more.
    budget: usize,
    full: bool,
}

/// The empty lists of a diagram that is no more.
#[derive(Default)]
struct Room {
    nodes: Vec<Node>,
    children: Vec<Region>,
    unique: HashTable<Region>,
    memory: Vec<Memory>,
}

thread_local! {
    /// The room of the last diagram of this thread. Diagrams come one after the other, and to ask the system for room
    /// again costs as much as to fill it.
    static ROOM: Cell<Option<Room>> = const { Cell::new(None) };
}

/// The room of a diagram with more nodes is given back to the system.
const KEPT: usize = 1 << 17;

impl Drop for Diagram {
    fn drop(&mut self) {
        if self.nodes.len() > KEPT {
            return;
        }
        let mut room = Room {
            nodes: std::mem::take(&mut self.nodes),
            children: std::mem::take(&mut self.children),
            unique: std::mem::take(&mut self.unique),
            memory: std::mem::take(&mut self.memory),
        };
        room.nodes.clear();
        room.children.clear();
        room.unique.clear();
        room.memory.clear();
        // A thread that ends keeps nothing.
        _ = ROOM.try_with(|last| last.set(Some(room)));
    }
}

impl Diagram {
    /// A diagram over levels with these numbers of values, that may have `budget` nodes.
    pub(super) fn new(arity: Vec<u16>, budget: usize) -> Self {
        let Room { mut nodes, children, unique, mut memory } =
            ROOM.try_with(Cell::take).ok().flatten().unwrap_or_default();
        let leaf = Node { level: LEAF, from: 0 };
        nodes.extend([leaf, leaf]);
        memory.resize(1 << 10, FORGOTTEN);
        Self { arity, nodes, children, unique, memory, stack: Vec::new(), budget, full: false }
    }

    /// Whether the budget was too small: then sets made since may lack assignments.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// How many values a level has.
    pub(super) fn arity(&self, level: u16) -> u16 {
        self.arity.get(usize::from(level)).copied().unwrap_or(0)
    }

    /// The level that a set looks at first and what is left for each of its values; `None` for a leaf.
    pub(super) fn root(&self, region: Region) -> Option<(u16, &[Region])> {
        let node = self.node(region);
        let from = node.from as usize;
        let children = self.children.get(from..from + usize::from(self.arity(node.level)));
        (node.level != LEAF).then_some((node.level, children.unwrap_or_default()))
    }

    /// The assignments whose value at the level leads to a child that holds them.
    pub(super) fn choose(&mut self, level: u16, child: impl Fn(u16) -> Region) -> Region {
        let from = self.stack.len();
        for value in 0..self.arity(level) {
            self.stack.push(child(value));
        }
        self.make(level, from)
    }

    /// Joins two sets.
    pub(super) fn apply(&mut self, op: Op, left: Region, right: Region) -> Region {
        if let Some(result) = settled(op, left, right) {
            return result;
        }
        let (left, right) = ordered(op, left, right);
        if let Some(result) = self.remembered(op, left, right) {
            return result;
        }
        let (level, one, other) = self.first_level(left, right);
        let from = self.stack.len();
        // Values next to each other often leave the same.
        let mut last = (Region::NEVER, Region::NEVER, Region::NEVER);
        for value in 0..usize::from(self.arity(level)) {
            let (left, right) = (self.child(one, left, value), self.child(other, right, value));
            if value == 0 || (left, right) != (last.0, last.1) {
                last = (left, right, self.apply(op, left, right));
            }
            self.stack.push(last.2);
        }
        let result = self.make(level, from);
        self.remember(Memory { op, left, right, result });
        result
    }

    /// Whether [`Diagram::apply`] would give the empty set. No node is made, and the first assignment found ends it.
    pub(super) fn is_empty(&mut self, op: Op, left: Region, right: Region) -> bool {
        if let Some(result) = settled(op, left, right) {
            return result == Region::NEVER;
        }
        let (left, right) = ordered(op, left, right);
        if let Some(result) = self.remembered(op, left, right) {
            return result == Region::NEVER;
        }
        let (level, one, other) = self.first_level(left, right);
        for value in 0..usize::from(self.arity(level)) {
            let (left, right) = (self.child(one, left, value), self.child(other, right, value));
            if !self.is_empty(op, left, right) {
                return false;
            }
        }
        self.remember(Memory { op, left, right, result: Region::NEVER });
        true
    }

    /// The level that one of two sets looks at first, and where the children of those start that look at it.
    #[inline]
    fn first_level(&self, left: Region, right: Region) -> (u16, Option<usize>, Option<usize>) {
        let (one, other) = (self.node(left), self.node(right));
        let level = one.level.min(other.level);
        let [one, other] = [one, other].map(|node| (node.level == level).then_some(node.from as usize));
        (level, one, other)
    }

    #[inline]
    fn remembered(&self, op: Op, left: Region, right: Region) -> Option<Region> {
        let memory = self.memory.get(self.place(op, left, right))?;
        ((memory.op, memory.left, memory.right) == (op, left, right)).then_some(memory.result)
    }

    /// What is left of a set when a level has this value: one of its children, which start somewhere, or, where it does
    /// not look at the level first, all of it.
    #[inline]
    fn child(&self, start: Option<usize>, region: Region, value: usize) -> Region {
        match start {
            Some(start) => self.children.get(start + value).copied().unwrap_or(Region::NEVER),
            None => region,
        }
    }

    /// The node with the children on the stack from a place on; takes them off.
    fn make(&mut self, level: u16, from: usize) -> Region {
        let children = self.stack.get(from..).unwrap_or_default();
        let result = match children.first() {
            None => Region::NEVER,
            Some(only) if children.iter().all(|child| child == only) => *only,
            Some(_) => self.find(level, from),
        };
        self.stack.truncate(from);
        result
    }

    fn find(&mut self, level: u16, from: usize) -> Region {
        let wanted = self.stack.get(from..).unwrap_or_default();
        let hash = hash_of(level, wanted);
        let (nodes, children, width) = (&self.nodes, &self.children, wanted.len());
        let at = |region: Region| nodes.get(region.0 as usize).copied().unwrap_or(Node { level: LEAF, from: 0 });
        let below = |node: Node| children.get(node.from as usize..node.from as usize + width).unwrap_or_default();
        let is_it = |region: &Region| {
            let node = at(*region);
            node.level == level && below(node) == wanted
        };
        if let Some(known) = self.unique.find(hash, is_it) {
            return *known;
        }
        if self.nodes.len() >= self.budget {
            self.full = true;
            return Region::NEVER;
        }
        let region = Region(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.unique.insert_unique(hash, region, |region| {
            let node = at(*region);
            let width = self.arity.get(usize::from(node.level)).copied().unwrap_or(0);
            let from = node.from as usize;
            hash_of(node.level, children.get(from..from + usize::from(width)).unwrap_or_default())
        });
        self.nodes.push(Node { level, from: u32::try_from(self.children.len()).unwrap_or(u32::MAX) });
        self.children.extend_from_slice(wanted);
        region
    }

    #[expect(clippy::indexing_slicing, reason = "a Region is made only here, and nodes are never removed")]
    fn node(&self, region: Region) -> Node {
        self.nodes[region.0 as usize]
    }

    fn place(&self, op: Op, left: Region, right: Region) -> usize {
        mixed(mixed(u64::from(left.0), right.0), op as u32) as usize & (self.memory.len() - 1)
    }

    fn remember(&mut self, memory: Memory) {
        if self.nodes.len() > self.memory.len() {
            let size = self.nodes.len().next_power_of_two() * 2;
            self.memory.clear();
            if self.memory.capacity() < size {
                // What is forgotten need not be moved.
                self.memory = Vec::with_capacity(size);
            }
            self.memory.resize(size, FORGOTTEN);
        }
        let place = self.place(memory.op, memory.left, memory.right);
        if let Some(slot) = self.memory.get_mut(place) {
            *slot = memory;
        }
    }
}

/// Two sets in the order in which they are remembered: where it makes no difference, the older first.
#[inline]
fn ordered(op: Op, left: Region, right: Region) -> (Region, Region) {
    if op != Op::AndNot && right < left { (right, left) } else { (left, right) }
}

/// The result, where the numbers alone say it.
fn settled(op: Op, left: Region, right: Region) -> Option<Region> {
    const NEVER: Region = Region::NEVER;
    const ALWAYS: Region = Region::ALWAYS;
    match (op, left, right) {
        (Op::And, NEVER, _) | (Op::And, _, NEVER) => Some(NEVER),
        (Op::And, ALWAYS, other) | (Op::And, other, ALWAYS) => Some(other),
        (Op::Or, ALWAYS, _) | (Op::Or, _, ALWAYS) => Some(ALWAYS),
        (Op::Or | Op::Xor, NEVER, other) | (Op::Or | Op::Xor, other, NEVER) => Some(other),
        (Op::AndNot, NEVER, _) | (Op::AndNot, _, ALWAYS) => Some(NEVER),
        (Op::AndNot, ALWAYS, NEVER) => Some(ALWAYS),
        (Op::AndNot, _, NEVER) => Some(left),
        (Op::And | Op::Or, ..) if left == right => Some(left),
        (Op::AndNot | Op::Xor, ..) if left == right => Some(NEVER),
        _ => None,
    }
}

/// One step of the hash of the Rust compiler.
fn mixed(hash: u64, word: u32) -> u64 {
    (hash.rotate_left(5) ^ u64::from(word)).wrapping_mul(0x517c_c1b7_2722_0a95).rotate_left(20)
}

fn hash_of(level: u16, children: &[Region]) -> u64 {
    children.iter().fold(u64::from(level), |hash, child| mixed(hash, child.0))
}
