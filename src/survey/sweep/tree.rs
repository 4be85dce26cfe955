//! The tree of a space: a node fixes some facts, its children one more.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::dials::{Choice, Dial, codes};
use crate::law::{FactId, Id as _, Space};
use crate::logic::UNKNOWN;
use crate::survey::bulk::{Fixed, Matters, Plan};

/// Nodes for threads and shards to share out. More cells cost a little more work, fewer share worse.
const CELLS: usize = 1024;

/// A node with so many requests or fewer is enumerated: below that, looking for what does not matter costs more than
/// it saves.
const LEAF: u64 = 1024;

/// A dial that is not fixed yet.
const OPEN: u32 = u32::MAX;

/// A node of the tree: some facts are fixed, and some are multiplied because they did not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// By dial: its setting, or [`OPEN`].
    digits: Vec<u32>,
    /// For how many requests each request of the cell stands, those of groups that are counted together apart.
    weight: u64,
}

/// What becomes of a node.
pub(super) enum Step {
    Branch(Vec<Cell>),
    Leaf(Leaf),
}

/// A node whose requests are enumerated.
#[derive(Debug)]
pub(super) struct Leaf {
    /// By dial: its setting; whatever stands there for the dials that are enumerated.
    pub digits: Vec<u32>,
    pub weight: u64,
    /// The dials that are enumerated, the last one fastest, each with its choices.
    pub open: Vec<(usize, Vec<Choice>)>,
}

impl Leaf {
    /// How many requests are made.
    pub(super) fn len(&self) -> usize {
        self.open.iter().map(|(_, choices)| choices.len()).product()
    }

    /// After how many requests an enumerated dial moves on.
    pub(super) fn stride(&self, at: usize) -> usize {
        self.open.iter().skip(at + 1).map(|(_, choices)| choices.len()).product()
    }
}

/// A space as dials.
#[derive(Debug)]
pub(super) struct Tree {
    /// The dials of the groups, then the others.
    pub dials: Vec<Dial>,
    /// How many dials belong to the groups.
    pub groups: usize,
    /// By fact: the value that it has where no dial sets it, as codes.
    pub codes: Vec<Vec<u16>>,
    /// What the facts without a dial, and all others together, settle.
    fixed: Fixed,
    weight: u64,
}

impl Tree {
    /// Lays a space out; with `together` groups that the law does not tell apart are one.
    pub(super) fn new(plan: &Plan<'_, '_>, space: &Space, together: bool) -> Self {
        let domains = &plan.book.domains;
        let mut fixed = Fixed { literals: vec![None; plan.literals()], unknown: vec![None; domains.len()] };
        let all: Vec<Dial> = space.order().map(|fact| Dial::new(plan, space, fact)).collect();
        all.iter().for_each(|dial| dial.leave_open(&mut fixed));
        let mut matters = Matters::new(plan);
        matters.look(&fixed);
        let first = |at: usize| space.values(FactId::from_index(at)).first();
        let codes = (0..domains.len()).map(|at| first(at).map_or_else(|| vec![UNKNOWN], codes)).collect();
        let groups = space.group_by().len();
        let (mut dials, mut weight) = (Vec::new(), 1);
        for (at, dial) in all.into_iter().enumerate() {
            let dial = if at < groups && !together { dial } else { dial.merged(&matters) };
            match dial.settings.as_slice() {
                [only] if at >= groups => {
                    dial.fix(0, &mut fixed);
                    weight *= only.members.len() as u64;
                }
                _ => {
                    dial.leave_open(&mut fixed);
                    dials.push(dial);
                }
            }
        }
        Self { dials, groups, codes, fixed, weight }
    }

    fn root(&self) -> Cell {
        Cell { digits: vec![OPEN; self.dials.len()], weight: self.weight }
    }

    /// The first nodes, level by level until there are enough; the groups are always told apart.
    pub(super) fn cells(&self, plan: &Plan<'_, '_>) -> Vec<Cell> {
        let mut explorer = Explorer::new(plan, self);
        let mut cells = vec![self.root()];
        loop {
            let enough = cells.len() >= CELLS;
            let grouped = cells.iter().all(|cell| self.is_grouped(cell));
            if enough && grouped {
                return cells;
            }
            let before = cells.len();
            let mut next = Vec::with_capacity(before);
            let mut grown = false;
            for cell in cells {
                match explorer.step(cell.clone()) {
                    Step::Branch(children) => {
                        grown = true;
                        next.extend(children);
                    }
                    Step::Leaf(_) => next.push(cell),
                }
            }
            cells = next;
            if !grown {
                return cells;
            }
        }
    }

    /// The numbers of the groups that these digits stand for, in order.
    pub(super) fn groups(&self, digits: &[u32]) -> Vec<u64> {
        let mut numbers = vec![0_u64];
        for (at, digit) in digits.iter().enumerate().take(self.groups) {
            let Some(dial) = self.dials.get(at) else { continue };
            let members = dial.settings.get(*digit as usize).map_or(&[][..], |setting| &setting.members);
            let radix: u64 = dial.settings.iter().map(|setting| setting.members.len() as u64).sum();
            let longer =
                |number: &u64| members.iter().map(|member| number * radix + u64::from(*member)).collect::<Vec<_>>();
            numbers = numbers.iter().flat_map(longer).collect();
        }
        numbers
    }

    /// By fact: the place of its value among those of the space.
    pub(super) fn values(&self, digits: &[u32]) -> Vec<u32> {
        let mut values = vec![0; self.codes.len()];
        for (dial, digit) in self.dials.iter().zip(digits) {
            let first = dial.settings.get(*digit as usize).and_then(|setting| setting.members.first());
            if let (Some(value), Some(first)) = (values.get_mut(dial.fact.index()), first) {
                *value = *first;
            }
        }
        values
    }

    /// The place of the cell that tells of a class with these values, the first ones of their settings.
    pub(super) fn place(&self, cells: &[Cell], values: &BTreeMap<FactId, u32>) -> Option<usize> {
        let digit = |dial: &Dial| {
            let value = values.get(&dial.fact).copied().unwrap_or(0);
            dial.settings.iter().position(|setting| setting.members.first() == Some(&value))
        };
        let digits: Vec<usize> = self.dials.iter().map(digit).collect::<Option<_>>()?;
        let fits = |(fixed, digit): (&u32, &usize)| *fixed == OPEN || *fixed as usize == *digit;
        cells.iter().position(|cell| cell.digits.iter().zip(&digits).all(fits))
    }

    fn is_grouped(&self, cell: &Cell) -> bool {
        cell.digits.iter().take(self.groups).all(|digit| *digit != OPEN)
    }

    /// How many requests a cell holds.
    pub(super) fn requests(&self, cell: &Cell) -> u64 {
        let of_dial = |(at, (dial, digit)): (usize, (&Dial, &u32))| match dial.settings.get(*digit as usize) {
            Some(setting) if at < self.groups => setting.members.len() as u64,
            Some(_) => 1,
            None => dial.settings.iter().map(|setting| setting.members.len() as u64).sum(),
        };
        self.dials.iter().zip(&cell.digits).enumerate().map(of_dial).product::<u64>() * cell.weight
    }
}

/// Walks the tree; keeps its buffers.
pub(super) struct Explorer<'t, 'p, 'b, 'c> {
    tree: &'t Tree,
    matters: Matters<'p, 'b, 'c>,
    fixed: Fixed,
}

impl<'t, 'p, 'b, 'c> Explorer<'t, 'p, 'b, 'c> {
    pub(super) fn new(plan: &'p Plan<'b, 'c>, tree: &'t Tree) -> Self {
        Self { tree, matters: Matters::new(plan), fixed: Fixed::default() }
    }

    /// Multiplies what does not matter in a node, and cuts the node up or leaves it to be enumerated.
    pub(super) fn step(&mut self, mut cell: Cell) -> Step {
        self.fixed.clone_from(&self.tree.fixed);
        for (dial, digit) in self.tree.dials.iter().zip(&cell.digits).filter(|(_, digit)| **digit != OPEN) {
            dial.fix(*digit, &mut self.fixed);
        }
        self.matters.look(&self.fixed);
        let mut open = Vec::new();
        for (at, (dial, digit)) in self.tree.dials.iter().zip(&mut cell.digits).enumerate() {
            if *digit != OPEN {
                continue;
            }
            if at < self.tree.groups {
                let settings = u32::try_from(dial.settings.len()).unwrap_or(OPEN);
                let choices = (0..settings).map(|setting| Choice { setting, weight: 1 }).collect();
                return cut(&cell, at, choices);
            }
            match dial.choices(&self.matters).as_slice() {
                [only] => {
                    *digit = only.setting;
                    cell.weight *= only.weight;
                }
                choices => open.push((at, choices.to_vec())),
            }
        }
        let made = open.iter().try_fold(1_u64, |made, (_, choices)| made.checked_mul(choices.len() as u64));
        if made.is_some_and(|made| made <= LEAF) {
            return Step::Leaf(Leaf { digits: cell.digits, weight: cell.weight, open });
        }
        let most = open.into_iter().max_by_key(|(at, choices)| self.pull(*at, choices.len()));
        most.map_or(Step::Branch(Vec::new()), |(at, choices)| cut(&cell, at, choices))
    }

    /// How much hangs on a dial, for each branch that it costs; of equal ones the first.
    fn pull(&self, at: usize, choices: usize) -> (usize, Reverse<usize>) {
        let literals = self.tree.dials.get(at).map_or(0, |dial| dial.pull(&self.matters));
        (1000 * literals / choices.max(1), Reverse(at))
    }
}

/// A child for each choice of a dial.
fn cut(cell: &Cell, at: usize, choices: Vec<Choice>) -> Step {
    let child = |choice: Choice| {
        let mut digits = cell.digits.clone();
        if let Some(digit) = digits.get_mut(at) {
            *digit = choice.setting;
        }
        Cell { digits, weight: cell.weight * choice.weight }
    };
    Step::Branch(choices.into_iter().map(child).collect())
}
