//! Which law moved a conflict: what differs between two lawbooks, as far as the conflict rests on it.

use std::collections::{BTreeMap, BTreeSet};

use super::joint::{Space, Which};
use super::side::{Held, Key, Side};
use super::spelled;
use crate::corpus::Corpus;
use crate::law::{Condition, JurisdictionId, Lift, MechanismId, ProvisionId};
use crate::lawbook::{Lawbook, NormId, code, jurisdiction};
use crate::logic::{Formulas, Lit};
use crate::survey::bulk::WayPlan;

/// A difference between two lawbooks that moved a conflict. Names are those of the corpora.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause<'c> {
    /// A provision, as `eu.gdpr#art-48`.
    Provision(&'c str, Entry),
    /// A mechanism, and the jurisdictions for which it began (`true`) or ceased to be in force.
    Mechanism(&'c str, Entry, Vec<(&'c str, bool)>),
    /// That the first jurisdiction belongs to the second.
    Membership(&'c str, &'c str, Entry),
    /// A fact or an act of the vocabulary that means something else.
    Word(&'c str),
}

/// How a law differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// It is in force only now.
    Began,
    /// It is in force no more.
    Ended,
    /// It is in force on both sides and means something else.
    Changed,
}

/// What differs between two lawbooks.
pub(super) struct Law<'l, 'b, 'c> {
    space: &'l Space,
    books: [&'b Lawbook<'c>; 2],
    /// The jurisdictions that each side is about.
    places: [Vec<JurisdictionId>; 2],
    /// By name: the norm in force.
    norms: [BTreeMap<&'c str, NormId>; 2],
    memberships: Vec<Membership<'c>>,
    mechanisms: BTreeMap<&'c str, Cause<'c>>,
    /// The links that conditions of mechanisms ask for. A mechanism rarely does; all are taken, not those of a conflict.
    links: [BTreeSet<(JurisdictionId, Lift)>; 2],
}

struct Membership<'c> {
    member: &'c str,
    of: &'c str,
    entry: Entry,
}

impl<'l, 'b, 'c> Law<'l, 'b, 'c> {
    pub(super) fn new(space: &'l Space, old: &Side<'_, 'b, 'c>, new: &Side<'_, 'b, 'c>) -> Self {
        let books = [old.plan.book, new.plan.book];
        let norms = books.map(|book| {
            let named = book.norms.iter().map(|(id, norm)| (book.corpus.provision_name(norm.provision), id));
            named.collect()
        });
        Self {
            space,
            books,
            places: [old.places.clone(), new.places.clone()],
            norms,
            memberships: memberships(books),
            mechanisms: mechanisms(books),
            links: books.map(|book| links(book.corpus.mechanisms.iter().flat_map(|(_, way)| way.conditions()))),
        }
    }

    /// Everything that differs and on which a conflict rests.
    pub(super) fn causes(
        &self,
        formulas: &Formulas,
        key: Key<'c>,
        old: Option<&Held>,
        new: Option<&Held>,
    ) -> Vec<Cause<'c>> {
        let mut found: BTreeSet<Cause<'c>> = BTreeSet::new();
        found.extend([key.required, key.forbidden].into_iter().filter_map(|name| self.provision(name)));
        if old.is_none() || new.is_none() {
            found.extend(self.pairing(key));
        }
        let values = self.values(formulas, old, new, &mut found);
        found.extend(self.memberships.iter().filter(|edge| values.contains(edge.member)).map(Membership::cause));
        let asked = |name: &&'c str| values.contains(*name) || (!values.is_empty() && self.links(key, name));
        found.extend(self.mechanisms.iter().filter(|(name, _)| asked(name)).map(|(_, cause)| cause.clone()));
        self.ways(key, [old, new], &mut found);
        found.into_iter().collect()
    }

    fn provision(&self, name: &'c str) -> Option<Cause<'c>> {
        let [old, new] = [Which::Old, Which::New].map(|which| self.version(which, name));
        let entry = match (old, new) {
            (None, None) => return None,
            (None, Some(_)) => Entry::Began,
            (Some(_), None) => Entry::Ended,
            (Some(old), Some(new)) => {
                let [before, after] = self.books.map(|book| book.corpus);
                let same = spelled::provision(before, old) == spelled::provision(after, new);
                (!same).then_some(Entry::Changed)?
            }
        };
        Some(Cause::Provision(name, entry))
    }

    /// The version of a provision that is in force.
    fn version(&self, which: Which, name: &str) -> Option<ProvisionId> {
        let norm = *self.norms.get(which as usize)?.get(name)?;
        Some(self.book(which).norms[norm].provision)
    }

    fn book(&self, which: Which) -> &'b Lawbook<'c> {
        let [old, new] = self.books;
        if which == Which::Old { old } else { new }
    }

    /// What decides whether two norms in force on both sides can collide at all: memberships of the pair or of the two
    /// owners, and which acts the required one entails.
    fn pairing(&self, key: Key<'c>) -> Vec<Cause<'c>> {
        let mut orders: BTreeSet<&str> = BTreeSet::new();
        for ((book, places), norms) in self.books.iter().zip(&self.places).zip(&self.norms) {
            let owner = |name| norms.get(name).map(|norm| book.norms[*norm].owner);
            let owners = [owner(key.required), owner(key.forbidden)].into_iter().flatten();
            let places = owners.chain(places.iter().copied());
            places.for_each(|place| orders.extend(names(book, book.legal_order(place).iter().map(jurisdiction))));
        }
        let edges = self.memberships.iter().filter(|edge| orders.contains(edge.member)).map(Membership::cause);
        let entailed = self.books.map(|book| {
            let acts = &book.corpus.vocabulary.acts;
            let act = acts.iter().find(|(_, act)| act.name == key.act).map(|(id, _)| id);
            let names: BTreeSet<&str> =
                act.into_iter().flat_map(|act| book.entailed(act)).map(|act| acts[*act].name.as_str()).collect();
            names
        });
        let [before, after] = &entailed;
        edges.chain((before != after).then_some(Cause::Word(key.act))).collect()
    }

    /// The names of the values that literals gained or lost. Literals of facts that only one corpus has are causes.
    fn values(
        &self,
        formulas: &Formulas,
        old: Option<&Held>,
        new: Option<&Held>,
        found: &mut BTreeSet<Cause<'c>>,
    ) -> BTreeSet<&'c str> {
        let (Some(old), Some(new)) = (old, new) else { return BTreeSet::new() };
        let [before, after] = [old, new].map(|held| literals(formulas, held));
        let only = |some: &BTreeSet<Lit>, none: &BTreeSet<Lit>| some.difference(none).copied().collect::<Vec<Lit>>();
        let mut turns: BTreeMap<_, i32> = BTreeMap::new();
        for (lits, turn) in [(only(&before, &after), -1), (only(&after, &before), 1)] {
            for literal in lits.into_iter().map(|lit| formulas.literal_of(lit)) {
                literal.set.iter().for_each(|value| *turns.entry((literal.fact, value)).or_default() += turn);
                found.extend(self.space.lone(literal.fact).map(|(which, fact)| {
                    let corpus: &'c Corpus = self.book(which).corpus;
                    Cause::Word(&corpus.vocabulary.facts[fact].name)
                }));
            }
        }
        let turned = turns.into_iter().filter(|(_, turn)| *turn != 0);
        let named = turned.filter_map(|((fact, value), _)| {
            let (which, fact, value) = self.space.value(fact, value)?;
            let corpus: &'c Corpus = self.book(which).corpus;
            Some(corpus.value_name(fact, value))
        });
        named.collect()
    }

    /// Whether a condition on which the conflict rests asks for a link by this mechanism.
    fn links(&self, key: Key<'c>, mechanism: &str) -> bool {
        [Which::Old, Which::New].into_iter().zip(&self.links).any(|(which, by_mechanisms)| {
            let corpus = self.book(which).corpus;
            let Some(id) = corpus.mechanism(mechanism) else { return false };
            let ends = &self.book(which).routes[id].places;
            let is_it = |(hub, by): &(JurisdictionId, Lift)| {
                corpus.mechanisms[id].is_meant(id, *by) && ends.contains(code(*hub))
            };
            let versions = [key.required, key.forbidden].into_iter().filter_map(|name| self.version(which, name));
            let conditions = versions.flat_map(|version| {
                corpus.provisions[version].conditions().chain([&corpus.instrument_of(version).scope])
            });
            by_mechanisms.iter().any(is_it) || links(conditions).iter().any(is_it)
        })
    }

    /// The ways out that opened, closed or are worth something else: by the mechanism itself, or because memberships
    /// put its ends on the sides of the conflict or take them off.
    fn ways(&self, key: Key<'c>, sides: [Option<&Held>; 2], found: &mut BTreeSet<Cause<'c>>) {
        let named = |which: Which| {
            let corpus: &'c Corpus = self.book(which).corpus;
            let held = sides.get(which as usize).copied().flatten();
            let ways = held.into_iter().flat_map(|held| &held.terms.ways);
            let mut named: BTreeMap<&'c str, Vec<WayPlan>> = BTreeMap::new();
            ways.for_each(|way| named.entry(&corpus.mechanisms[way.mechanism].name).or_default().push(*way));
            named
        };
        let (before, after) = (named(Which::Old), named(Which::New));
        if sides.iter().any(Option::is_none) {
            return;
        }
        let worth = |ways: Option<&Vec<WayPlan>>| {
            ways.map(|ways| ways.iter().map(|way| (way.benefit, way.open, way.in_use)).collect::<Vec<_>>())
        };
        let all: BTreeSet<&'c str> = before.keys().chain(after.keys()).copied().collect();
        for name in all.into_iter().filter(|name| worth(before.get(name)) != worth(after.get(name))) {
            match self.mechanisms.get(name) {
                Some(cause) => {
                    found.insert(cause.clone());
                }
                None => found.extend(self.moved_ends(key, name)),
            }
        }
    }

    /// The memberships that bring an end of a mechanism to a side of the conflict, or take it away.
    fn moved_ends(&self, key: Key<'c>, mechanism: &str) -> Vec<Cause<'c>> {
        let mut ends: BTreeSet<&str> = BTreeSet::new();
        let mut sides: BTreeSet<&str> = BTreeSet::new();
        for (book, norms) in self.books.iter().zip(&self.norms) {
            if let Some(id) = book.corpus.mechanism(mechanism) {
                ends.extend(names(book, book.routes[id].places.iter().map(jurisdiction)));
            }
            for norm in [key.required, key.forbidden].into_iter().filter_map(|name| norms.get(name)) {
                let owner = book.norms[*norm].owner;
                let places = book.members(owner).iter().chain(book.legal_order(owner).iter());
                sides.extend(names(book, places.map(jurisdiction)));
            }
        }
        let reaches = |edge: &&Membership<'c>| {
            sides.contains(edge.member)
                && self.books.iter().any(|book| {
                    let (Some(member), Some(of)) =
                        (book.corpus.jurisdiction(edge.member), book.corpus.jurisdiction(edge.of))
                    else {
                        return false;
                    };
                    let places = book.members(member).iter().chain(book.legal_order(of).iter());
                    names(book, places.map(jurisdiction)).any(|name| ends.contains(name))
                })
        };
        self.memberships.iter().filter(reaches).map(Membership::cause).collect()
    }
}

impl<'c> Membership<'c> {
    fn cause(&self) -> Cause<'c> {
        Cause::Membership(self.member, self.of, self.entry)
    }
}

fn names<'c>(book: &Lawbook<'c>, places: impl Iterator<Item = JurisdictionId>) -> impl Iterator<Item = &'c str> {
    let corpus: &'c Corpus = book.corpus;
    places.map(|place| corpus.jurisdictions[place].code.as_str())
}

/// The links that conditions ask for.
fn links<'a>(conditions: impl Iterator<Item = &'a Condition>) -> BTreeSet<(JurisdictionId, Lift)> {
    let mut links = BTreeSet::new();
    conditions.for_each(|condition| {
        condition.each_link(&mut |hub, by| {
            links.insert((hub, by));
        });
    });
    links
}

/// The literals of a conflict.
fn literals(formulas: &Formulas, held: &Held) -> BTreeSet<Lit> {
    let mut literals = BTreeSet::new();
    for formula in held.terms.formulas() {
        formulas.mentions(formula, &mut |lit| {
            literals.insert(lit);
        });
    }
    literals.extend(held.terms.uses());
    literals
}

/// The memberships that changed the legal order of one of these jurisdictions between two lawbooks of one corpus.
#[must_use]
pub fn orders_moved<'c>(old: &Lawbook<'c>, new: &Lawbook<'c>, places: &[JurisdictionId]) -> Vec<Cause<'c>> {
    let books = [old, new];
    let orders = books.iter().flat_map(|book| {
        let orders = places.iter().flat_map(|place| book.legal_order(*place).iter());
        names(book, orders.map(jurisdiction))
    });
    let orders: BTreeSet<&str> = orders.collect();
    let edges = memberships(books);
    edges.iter().filter(|edge| orders.contains(edge.member)).map(Membership::cause).collect()
}

/// The memberships that hold on one side only.
fn memberships<'c>(books: [&Lawbook<'c>; 2]) -> Vec<Membership<'c>> {
    let edges = books.map(|book| {
        let corpus: &'c Corpus = book.corpus;
        let code = |id: JurisdictionId| corpus.jurisdictions[id].code.as_str();
        let all = corpus.jurisdictions.ids();
        let edges = all.flat_map(|id| book.memberships(id).iter().map(move |(of, _)| (code(id), code(*of))));
        edges.collect::<BTreeSet<_>>()
    });
    let [before, after] = &edges;
    let turned = before.symmetric_difference(after).map(|edge| {
        let entry = if after.contains(edge) { Entry::Began } else { Entry::Ended };
        Membership { member: edge.0, of: edge.1, entry }
    });
    turned.collect()
}

/// The mechanisms that differ.
fn mechanisms<'c>(books: [&Lawbook<'c>; 2]) -> BTreeMap<&'c str, Cause<'c>> {
    let [before, after] = books;
    let named = |book: &Lawbook<'c>| {
        let corpus: &'c Corpus = book.corpus;
        corpus.mechanisms.iter().map(|(id, mechanism)| (mechanism.name.as_str(), id)).collect::<BTreeMap<_, _>>()
    };
    let (old, new) = (named(before), named(after));
    let all: BTreeSet<&'c str> = old.keys().chain(new.keys()).copied().collect();
    let differing = all.into_iter().filter_map(|name| {
        let (old, new) = (old.get(name), new.get(name));
        let [was, is] =
            [(before, old), (after, new)].map(|(book, id)| id.map(|id| bound(book, *id)).unwrap_or_default());
        let ends: Vec<(&'c str, bool)> = was.symmetric_difference(&is).map(|end| (*end, is.contains(end))).collect();
        let entry = match (old, new) {
            (None, _) => Entry::Began,
            (_, None) => Entry::Ended,
            _ if was.is_empty() && !is.is_empty() => Entry::Began,
            _ if is.is_empty() && !was.is_empty() => Entry::Ended,
            _ if !ends.is_empty() => Entry::Changed,
            (Some(old), Some(new)) => {
                let same_corpus = std::ptr::eq(before.corpus, after.corpus);
                let spelled = |book: &Lawbook<'c>, id| spelled::mechanism(book.corpus, id);
                let same = same_corpus || spelled(before, *old) == spelled(after, *new);
                (!same).then_some(Entry::Changed)?
            }
        };
        Some((name, Cause::Mechanism(name, entry, ends)))
    });
    differing.collect()
}

/// The ends for which a mechanism is in force.
fn bound<'c>(book: &Lawbook<'c>, id: MechanismId) -> BTreeSet<&'c str> {
    let ends = book.routes[id].ends.all();
    names(book, ends.into_iter().filter(|end| end.in_force).map(|end| end.jurisdiction)).collect()
}
