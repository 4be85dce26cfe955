//! The law as the peers get it: names, literals as sets of values, and what each norm means as a tree.

use comity::law::{Id, JurisdictionId, Modality};
use comity::lawbook::{BookNorm, Lawbook, NormId, jurisdiction};
use comity::logic::{CodeSet, Formula, Formulas, eval};
use comity::solve::meaning;
use serde::Serialize;

use crate::tree::{Tree, Trees};

/// All that a peer must know of the law.
#[derive(Debug, Serialize)]
pub(crate) struct Law {
    /// The facts, by number.
    pub(crate) facts: Vec<Fact>,
    /// The names of the acts, by number.
    pub(crate) acts: Vec<String>,
    /// By act: it and all that it entails.
    pub(crate) entails: Vec<Vec<usize>>,
    /// By jurisdiction: its code.
    pub(crate) jurisdictions: Vec<String>,
    /// By jurisdiction: it and all that it belongs to.
    pub(crate) orders: Vec<Vec<usize>>,
    /// Every *fact is in set*, by number.
    pub(crate) literals: Vec<Literal>,
    /// The combinations of facts that no request can have.
    pub(crate) impossible: Vec<Tree>,
    /// The norms that require or forbid.
    pub(crate) norms: Vec<Norm>,
}

/// A fact.
#[derive(Debug, Serialize)]
pub(crate) struct Fact {
    pub(crate) name: String,
    /// Whether a request gives a set of values.
    pub(crate) many: bool,
    /// The names of the values, by number.
    pub(crate) values: Vec<String>,
}

/// *Fact is in set*.
#[derive(Debug, Serialize)]
pub(crate) struct Literal {
    pub(crate) fact: u16,
    pub(crate) values: Vec<u16>,
}

/// A norm that requires or forbids.
#[derive(Debug, Serialize)]
pub(crate) struct Norm {
    /// Its number in the lawbook, by which findings name it.
    pub(crate) number: usize,
    pub(crate) name: String,
    pub(crate) owner: usize,
    pub(crate) requires: bool,
    pub(crate) act: usize,
    /// When its owner is involved.
    pub(crate) involved: Tree,
    /// When it applies.
    pub(crate) applies: Tree,
    /// When an arguable exception holds.
    pub(crate) disputed: Tree,
}

impl Law {
    /// The law of a book.
    pub(crate) fn new(book: &Lawbook<'_>) -> Self {
        let corpus = book.corpus;
        let mut formulas = book.formulas.clone();
        let telling = book.norms.iter().filter(|(_, norm)| !norm.is(Modality::May));
        let norms = telling.map(|(id, law)| norm(book, &mut formulas, id, law)).collect();
        let impossible = book.impossible.iter().map(|combination| eval(&mut Trees, &formulas, *combination)).collect();
        let vocabulary = &corpus.vocabulary;
        let facts = vocabulary.facts.iter().map(|(id, fact)| {
            let domain = book.domains[id.index()];
            let name = |code| corpus.value_name(id, comity::logic::Code(code)).to_string();
            // The last places and mechanisms stand for all that the corpus does not know; they have no names.
            let named = corpus.nameable(id);
            let rest = (named..domain.size).map(|at| format!("other {at}"));
            let named = u16::try_from(named).unwrap();
            Fact { name: fact.name.clone(), many: domain.many, values: (0..named).map(name).chain(rest).collect() }
        });
        let entailed = |act| book.entailed(act).iter().map(|act| act.index()).collect();
        let literals = formulas.literals().iter();
        let literals = literals.map(|literal| Literal { fact: literal.fact.0, values: codes(&literal.set) });
        Self {
            facts: facts.collect(),
            acts: vocabulary.acts.iter().map(|(_, act)| act.name.clone()).collect(),
            entails: vocabulary.acts.ids().map(entailed).collect(),
            jurisdictions: corpus.jurisdictions.iter().map(|(_, place)| place.code.clone()).collect(),
            orders: corpus.jurisdictions.ids().map(|id| order(book, id)).collect(),
            literals: literals.collect(),
            impossible,
            norms,
        }
    }
}

fn norm(book: &Lawbook<'_>, formulas: &mut Formulas, id: NormId, law: &BookNorm) -> Norm {
    let involved = involved(book, formulas, law.owner);
    let mut trees = Trees;
    Norm {
        number: id.index(),
        name: book.corpus.provisions[law.provision].full_name.clone(),
        owner: law.owner.index(),
        requires: law.is(Modality::Must),
        act: law.norm.act.index(),
        involved: eval(&mut trees, formulas, involved),
        applies: meaning::applies(&mut trees, formulas, law),
        disputed: meaning::disputed(&mut trees, formulas, law),
    }
}

/// Whether a fact names a jurisdiction, or one that belongs to it.
fn involved(book: &Lawbook<'_>, formulas: &mut Formulas, owner: JurisdictionId) -> Formula {
    let places = book.place_facts().iter().map(|fact| {
        let size = book.domains[fact.index()].size;
        formulas.literal(*fact, CodeSet::of(size, book.members(owner).iter()))
    });
    let places: Vec<Formula> = places.collect();
    formulas.any(places)
}

fn order(book: &Lawbook<'_>, id: JurisdictionId) -> Vec<usize> {
    book.legal_order(id).iter().map(|code| jurisdiction(code).index()).collect()
}

fn codes(set: &CodeSet) -> Vec<u16> {
    set.iter().map(|code| code.0).collect()
}
