//! The norms of a lawbook as a flat circuit, for the yardsticks. The meaning comes from the library; how it is evaluated
//! is each yardstick's own.

use std::collections::BTreeMap;

use comity::law::{ActId, FactId, Id, JurisdictionId, Modality, Standing};
use comity::lawbook::{BookNorm, Lawbook, NormId};
use comity::logic::{Algebra, Classes, CodeSet, Formula, Formulas, Lit, eval};
use comity::solve::{compatible, meaning};

/// No pair.
pub(crate) const NONE: u32 = u32::MAX;

/// A gate: all or any of its inputs, each a column and whether it is negated (column times two, plus one).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Gate {
    pub(crate) any: bool,
    /// Whether what is unknown counts as false.
    pub(crate) surely: bool,
    pub(crate) inputs: Vec<u32>,
}

/// A norm.
#[derive(Debug)]
pub(crate) struct Norm {
    pub(crate) id: NormId,
    pub(crate) act: ActId,
    pub(crate) owner: JurisdictionId,
    /// That it applies: all of these inputs.
    pub(crate) applies: Vec<u32>,
    /// That an arguable exception holds: any of these inputs; none if there is no such exception.
    pub(crate) disputed: Vec<u32>,
}

/// Norms of one act and owner, side by side.
#[derive(Debug)]
pub(crate) struct Cell {
    pub(crate) start: usize,
    pub(crate) end: usize,
    act: ActId,
    owner: JurisdictionId,
}

/// Cells that forbid an act, those that require it, and which two of them are of one legal order.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) musts: Vec<usize>,
    pub(crate) nots: Vec<usize>,
    pub(crate) nested: Vec<(usize, usize)>,
}

/// A lawbook as columns and gates. The first columns are those of the literals.
#[derive(Debug)]
pub(crate) struct Law {
    pub(crate) formulas: Formulas,
    pub(crate) classes: Classes,
    pub(crate) gates: Vec<Gate>,
    pub(crate) musts: Vec<Norm>,
    pub(crate) nots: Vec<Norm>,
    pub(crate) must_cells: Vec<Cell>,
    pub(crate) not_cells: Vec<Cell>,
    pub(crate) groups: Vec<Group>,
    /// By norm that requires and norm that forbids: the pair.
    pub(crate) pair_at: Vec<u32>,
    /// Pairs that could collide by act and owner, but that no request can meet.
    pub(crate) incompatible: Vec<(usize, usize)>,
}

/// The formula, written out.
#[derive(Debug, Clone)]
enum Tree {
    Lit(u32),
    Not(Box<Tree>),
    All(Vec<Tree>),
    Any(Vec<Tree>),
}

struct Write;

impl Algebra for Write {
    type Value = Tree;

    fn constant(&mut self, value: bool) -> Tree {
        if value { Tree::All(Vec::new()) } else { Tree::Any(Vec::new()) }
    }

    fn fact_in(&mut self, lit: Lit) -> Tree {
        Tree::Lit(lit.0)
    }

    fn and(&mut self, acc: &mut Tree, other: &Tree) {
        match acc {
            Tree::All(parts) => parts.push(other.clone()),
            _ => *acc = Tree::All(vec![acc.clone(), other.clone()]),
        }
    }

    fn or(&mut self, acc: &mut Tree, other: &Tree) {
        match acc {
            Tree::Any(parts) => parts.push(other.clone()),
            _ => *acc = Tree::Any(vec![acc.clone(), other.clone()]),
        }
    }

    fn not(&mut self, value: &mut Tree) {
        *value = Tree::Not(Box::new(value.clone()));
    }
}

/// Gates as they are made.
#[derive(Default)]
struct Circuit {
    literals: u32,
    gates: Vec<Gate>,
    known: BTreeMap<Gate, u32>,
}

impl Circuit {
    fn gate(&mut self, gate: Gate) -> u32 {
        if let ([only], false) = (&gate.inputs[..], gate.surely) {
            return *only;
        }
        let next = (self.literals + u32::try_from(self.gates.len()).unwrap()) * 2;
        let Self { gates, known, .. } = self;
        *known.entry(gate.clone()).or_insert_with(|| {
            gates.push(gate);
            next
        })
    }

    fn input(&mut self, tree: &Tree) -> u32 {
        match tree {
            Tree::Lit(lit) => lit * 2,
            Tree::Not(inner) => self.input(inner) ^ 1,
            Tree::All(_) | Tree::Any(_) => {
                let any = matches!(tree, Tree::Any(_));
                let inputs = self.inputs(tree, any);
                self.gate(Gate { any, surely: false, inputs })
            }
        }
    }

    /// The inputs of a gate of this kind that means the tree.
    fn inputs(&mut self, tree: &Tree, any: bool) -> Vec<u32> {
        let mut inputs = match tree {
            Tree::All(parts) if !any => parts.iter().flat_map(|part| self.inputs(part, any)).collect(),
            Tree::Any(parts) if any => parts.iter().flat_map(|part| self.inputs(part, any)).collect(),
            Tree::Not(inner) if !matches!(**inner, Tree::Lit(_)) => {
                let negated = self.inputs(inner, !any);
                negated.iter().map(|input| input ^ 1).collect()
            }
            _ => vec![self.input(tree)],
        };
        inputs.sort_unstable();
        inputs.dedup();
        inputs
    }
}

impl Law {
    pub(crate) fn new(book: &Lawbook<'_>) -> Self {
        let mut formulas = book.formulas.clone();
        let ids = book.corpus.jurisdictions.ids();
        let places: Vec<Formula> = ids.map(|id| place(book, &mut formulas, book.members(id))).collect();
        let literals = u32::try_from(formulas.literals().len()).unwrap();
        let mut circuit = Circuit { literals, ..Circuit::default() };
        let places: Vec<u32> = places
            .iter()
            .map(|place| {
                let tree = eval(&mut Write, &formulas, *place);
                let inputs = circuit.inputs(&tree, true);
                circuit.gate(Gate { any: true, surely: true, inputs })
            })
            .collect();
        let mut norms = |modality| {
            let of = book.norms.iter().filter(|(_, norm)| norm.is(modality));
            let mut norms: Vec<Norm> =
                of.map(|(id, norm)| lower(&mut circuit, &formulas, id, norm, places[norm.owner.index()])).collect();
            norms.sort_by_key(|norm| (norm.act, norm.owner, norm.id));
            norms
        };
        let (musts, nots) = (norms(Modality::Must), norms(Modality::MustNot));
        let (must_cells, not_cells) = (cells(&musts), cells(&nots));
        let groups = groups(book, &must_cells, &not_cells);
        let (pair_at, incompatible) = pairs(book, &musts, &nots);
        let classes = Classes::new(&formulas, &book.domains);
        let gates = circuit.gates;
        Self { formulas, classes, gates, musts, nots, must_cells, not_cells, groups, pair_at, incompatible }
    }
}

/// That a fact names one of these jurisdictions.
fn place(book: &Lawbook<'_>, formulas: &mut Formulas, members: &CodeSet) -> Formula {
    let literal = |fact: &FactId| formulas.literal(*fact, CodeSet::of(book.domains[fact.index()].size, members.iter()));
    let named: Vec<Formula> = book.place_facts().iter().map(literal).collect();
    formulas.any(named)
}

fn lower(circuit: &mut Circuit, formulas: &Formulas, id: NormId, norm: &BookNorm, place: u32) -> Norm {
    let applies = meaning::applies(&mut Write, formulas, norm);
    let mut inputs = circuit.inputs(&applies, false);
    inputs.push(place);
    let arguable = norm.exceptions.iter().any(|exception| exception.standing == Standing::Arguable);
    let disputed = meaning::disputed(&mut Write, formulas, norm);
    let disputed = if arguable { circuit.inputs(&disputed, true) } else { Vec::new() };
    Norm { id, act: norm.norm.act, owner: norm.owner, applies: inputs, disputed }
}

fn cells(norms: &[Norm]) -> Vec<Cell> {
    let mut start = 0;
    let cells = norms.chunk_by(|a, b| (a.act, a.owner) == (b.act, b.owner)).map(|norms| {
        let end = start + norms.len();
        Cell { start: std::mem::replace(&mut start, end), end, act: norms[0].act, owner: norms[0].owner }
    });
    cells.collect()
}

fn groups(book: &Lawbook<'_>, musts: &[Cell], nots: &[Cell]) -> Vec<Group> {
    let groups = book.corpus.vocabulary.acts.ids().map(|act| {
        let some = |cells: &[Cell], wanted: &dyn Fn(&Cell) -> bool| -> Vec<usize> {
            (0..cells.len()).filter(|at| wanted(&cells[*at])).collect()
        };
        let required = some(musts, &|cell| book.entailed(cell.act).contains(&act));
        let forbidden = some(nots, &|cell| cell.act == act);
        let pairs = required.iter().flat_map(|must| forbidden.iter().map(move |not| (*must, *not)));
        let nested = pairs.filter(|(must, not)| book.nested(musts[*must].owner, nots[*not].owner)).collect();
        Group { musts: required, nots: forbidden, nested }
    });
    groups.filter(|group| !group.musts.is_empty() && !group.nots.is_empty()).collect()
}

/// The pairs that can collide, in the order of reports, and those that no request can meet.
fn pairs(book: &Lawbook<'_>, musts: &[Norm], nots: &[Norm]) -> (Vec<u32>, Vec<(usize, usize)>) {
    let all = (0..musts.len()).flat_map(|must| (0..nots.len()).map(move |not| (must, not)));
    let mut found: Vec<(usize, usize)> = all
        .filter(|(must, not)| {
            let (must, not) = (&musts[*must], &nots[*not]);
            book.entailed(must.act).contains(&not.act) && !book.nested(must.owner, not.owner)
        })
        .collect();
    found.sort_by_key(|(must, not)| {
        let (must, not) = (&musts[*must], &nots[*not]);
        (must.owner, not.owner, book.norms[must.id].provision, book.norms[not.id].provision)
    });
    let mut pair_at = vec![NONE; musts.len() * nots.len()];
    for (number, (must, not)) in (0..).zip(&found) {
        pair_at[must * nots.len() + not] = number;
    }
    found.retain(|(must, not)| !compatible(book, musts[*must].id, nots[*not].id));
    (pair_at, found)
}
