//! Which law moved a conflict: what differs between two lawbooks, as far as the conflict rests on it.

use std::collections::{BTreeMap, BTreeSet};

use super::joint::{Space, Which};
use super::side::{Held, Key, Side};
use super::spelled;
use super::turned::Turned;
use crate::corpus::Corpus;
use crate::law::{Day, FactType, JurisdictionId, MechanismId, Modality, ProvisionId};
use crate::lawbook::{BookNorm, End, Lawbook, NormId, code, jurisdiction};
use crate::logic::{FactId, Formula, Lit};
use crate::solve::{Outcome, side};

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

/// A lawbook on one of its days.
#[derive(Debug, Clone, Copy)]
pub(super) struct On<'b, 'c> {
    pub book: &'b Lawbook<'c>,
    pub day: Day,
}

/// What differs between two lawbooks, whatever is asked of them.
#[derive(Debug)]
pub(crate) struct Differences<'b, 'c> {
    books: [&'b Lawbook<'c>; 2],
    /// By name: the norm in force.
    norms: [BTreeMap<&'c str, NormId>; 2],
    memberships: Vec<Membership<'c>>,
    mechanisms: BTreeMap<&'c str, Cause<'c>>,
    turned: Turned<'c>,
}

/// What differs between two lawbooks, asked of two sides.
pub(super) struct Law<'l, 'b, 'c> {
    space: &'l Space,
    /// The jurisdictions that each side is about.
    places: [&'l [JurisdictionId]; 2],
    differences: &'l Differences<'b, 'c>,
}

/// By mechanism: what each way out through it is worth, when it is open and by what it is in use.
type Ways<'c> = BTreeMap<&'c str, Vec<(Outcome, Formula, Option<Lit>)>>;

/// A membership that holds on one side only.
#[derive(Debug)]
pub(super) struct Membership<'c> {
    member: &'c str,
    of: &'c str,
    entry: Entry,
}

impl<'b, 'c> Differences<'b, 'c> {
    /// Compares two lawbooks, each on one of its days.
    pub(super) fn new(on: [On<'b, 'c>; 2]) -> Self {
        let norms = on.map(|On { book, day }| {
            let in_force = |norm: &BookNorm| book.corpus.provisions[norm.provision].in_force.contains(day);
            let norms = book.norms.iter().filter(|(_, norm)| in_force(norm));
            norms.map(|(id, norm)| (book.corpus.provision_name(norm.provision), id)).collect()
        });
        let books = on.map(|on| on.book);
        let (memberships, mechanisms) = (memberships(books), mechanisms(on));
        let turned = Turned::new(books, &memberships, &mechanisms);
        Self { books, norms, memberships, mechanisms, turned }
    }
}

impl<'l, 'b, 'c> Law<'l, 'b, 'c> {
    pub(super) fn new(
        space: &'l Space,
        differences: &'l Differences<'b, 'c>,
        old: &'l Side<'_, '_, 'c>,
        new: &'l Side<'_, '_, 'c>,
    ) -> Self {
        Self { space, places: [&old.places, &new.places], differences }
    }

    /// Everything that differs and on which a conflict rests.
    pub(super) fn causes(&self, key: Key<'c>, old: Option<&Held>, new: Option<&Held>) -> Vec<Cause<'c>> {
        let mut found: BTreeSet<Cause<'c>> = BTreeSet::new();
        found.extend([key.required, key.forbidden].into_iter().filter_map(|name| self.provision(name)));
        let (Some(old), Some(new)) = (old, new) else {
            found.extend(self.pairing(key));
            return found.into_iter().collect();
        };
        let ways = [self.ways(Which::Old, old), self.ways(Which::New, new)];
        self.meanings(key, &ways, &mut found);
        let owners = [key.required, key.forbidden].into_iter().flat_map(|name| self.reach(Which::Old, name));
        found.extend(owners.cloned());
        self.turned_ways(key, &ways, &mut found);
        found.into_iter().collect()
    }

    fn provision(&self, name: &'c str) -> Option<Cause<'c>> {
        let [old, new] = [Which::Old, Which::New].map(|which| self.version(which, name));
        let entry = match (old, new) {
            (None, None) => return None,
            (None, Some(_)) => Entry::Began,
            (Some(_), None) => Entry::Ended,
            (Some(old), Some(new)) => {
                let [before, after] = self.differences.books.map(|book| book.corpus);
                let same = (std::ptr::eq(before, after) && old == new)
                    || spelled::provision(before, old) == spelled::provision(after, new);
                (!same).then_some(Entry::Changed)?
            }
        };
        Some(Cause::Provision(name, entry))
    }

    /// The version of a provision that is in force.
    fn version(&self, which: Which, name: &str) -> Option<ProvisionId> {
        let norm = *self.differences.norms.get(which as usize)?.get(name)?;
        Some(self.book(which).norms[norm].provision)
    }

    fn book(&self, which: Which) -> &'b Lawbook<'c> {
        let [old, new] = self.differences.books;
        if which == Which::Old { old } else { new }
    }

    /// What decides whether two norms in force on both sides can collide at all: memberships of the pair or of the two
    /// owners, and which acts the required one entails.
    fn pairing(&self, key: Key<'c>) -> Vec<Cause<'c>> {
        let mut orders: BTreeSet<&str> = BTreeSet::new();
        for ((book, places), norms) in self.differences.books.iter().zip(&self.places).zip(&self.differences.norms) {
            let owner = |name| norms.get(name).map(|norm| book.norms[*norm].owner);
            let owners = [owner(key.required), owner(key.forbidden)].into_iter().flatten();
            let places = owners.chain(places.iter().copied());
            places.for_each(|place| orders.extend(names(book, book.legal_order(place).iter().map(jurisdiction))));
        }
        let edges =
            self.differences.memberships.iter().filter(|edge| orders.contains(edge.member)).map(Membership::cause);
        let entailed = self.differences.books.map(|book| {
            let acts = &book.corpus.vocabulary.acts;
            let act = acts.iter().find(|(_, act)| act.name == key.act).map(|(id, _)| id);
            let names: BTreeSet<&str> =
                act.into_iter().flat_map(|act| book.entailed(act)).map(|act| acts[*act].name.as_str()).collect();
            names
        });
        let [before, after] = &entailed;
        edges.chain((before != after).then_some(Cause::Word(key.act))).collect()
    }

    /// Why the law of a conflict, in the same words, means other values: memberships, links, mechanisms, and facts that
    /// one corpus lacks.
    fn meanings(&self, key: Key<'c>, ways: &[Ways<'c>; 2], found: &mut BTreeSet<Cause<'c>>) {
        let ways: BTreeSet<&str> = ways.iter().flat_map(BTreeMap::keys).copied().collect();
        for which in [Which::Old, Which::New] {
            let corpus: &'c Corpus = self.book(which).corpus;
            let versions = [key.required, key.forbidden].into_iter().filter_map(|name| self.version(which, name));
            let laws = versions.flat_map(|law| {
                corpus.provisions[law].conditions().chain(std::iter::once(&corpus.instrument_of(law).scope))
            });
            let ways = ways.iter().filter_map(|name| corpus.mechanism(name));
            for condition in laws.chain(ways.flat_map(|way| corpus.mechanisms[way].conditions())) {
                condition.each_fact(&mut |fact, wanted| {
                    found.extend(self.differences.turned.wanted(corpus, fact, wanted));
                    found.extend(self.lone(which, fact));
                });
            }
            // Every place that is named is involved, whatever is asked, and what is in use may have resolved the conflict.
            let unasked = corpus.vocabulary.facts.iter().filter(|(_, fact)| match fact.ty {
                FactType::Jurisdiction | FactType::Jurisdictions | FactType::Mechanisms => true,
                FactType::Choice(_) | FactType::Flag => false,
            });
            found.extend(unasked.filter_map(|(fact, _)| self.lone(which, fact)));
        }
    }

    /// The fact itself, if only this corpus has it.
    fn lone(&self, which: Which, fact: FactId) -> Option<Cause<'c>> {
        let corpus: &'c Corpus = self.book(which).corpus;
        self.space.is_lone(which, fact).then(|| Cause::Word(&corpus.vocabulary.facts[fact].name))
    }

    /// The memberships that make a provision reach other places: it is asked where its owner or a member is involved.
    fn reach(&self, which: Which, provision: &str) -> &[Cause<'c>] {
        let book = self.book(which);
        let Some(law) = self.version(which, provision) else { return &[] };
        self.differences.turned.place(&book.corpus.jurisdictions[book.corpus.owner_of(law)].code)
    }

    /// The ways out of a conflict.
    fn ways(&self, which: Which, held: &Held) -> Ways<'c> {
        let corpus: &'c Corpus = self.book(which).corpus;
        let mut ways = Ways::new();
        for way in held.terms.ways.list.iter() {
            let name = corpus.mechanisms[way.mechanism].name.as_str();
            ways.entry(name).or_default().push((way.benefit, way.open, way.in_use));
        }
        ways
    }

    /// The ways out that opened, closed or are worth something else: by the mechanism itself, or because memberships
    /// put its ends on the sides of the conflict or take them off.
    fn turned_ways(&self, key: Key<'c>, [before, after]: &[Ways<'c>; 2], found: &mut BTreeSet<Cause<'c>>) {
        let all: BTreeSet<&'c str> = before.keys().chain(after.keys()).copied().collect();
        for name in all.into_iter().filter(|name| before.get(name) != after.get(name)) {
            match self.differences.mechanisms.get(name) {
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
        for (book, norms) in self.differences.books.iter().zip(&self.differences.norms) {
            if let Some(id) = book.corpus.mechanism(mechanism) {
                ends.extend(names(book, book.routes[id].places.iter().map(jurisdiction)));
            }
            for norm in [key.required, key.forbidden].into_iter().filter_map(|name| norms.get(name)) {
                let owner = book.norms[*norm].owner;
                sides.extend(names(book, side(book, owner, book.members(owner)).iter().map(jurisdiction)));
            }
        }
        let reaches = |edge: &&Membership<'c>| {
            sides.contains(edge.member)
                && self.differences.books.iter().any(|book| {
                    let (Some(member), Some(of)) =
                        (book.corpus.jurisdiction(edge.member), book.corpus.jurisdiction(edge.of))
                    else {
                        return false;
                    };
                    let places = book.members(member).iter().chain(book.legal_order(of).iter());
                    names(book, places.map(jurisdiction)).any(|name| ends.contains(name))
                })
        };
        self.differences.memberships.iter().filter(reaches).map(Membership::cause).collect()
    }
}

impl<'c> Membership<'c> {
    fn cause(&self) -> Cause<'c> {
        Cause::Membership(self.member, self.of, self.entry)
    }
}

/// The memberships of these places that changed.
pub(super) fn joined<'c>(memberships: &[Membership<'c>], places: &BTreeSet<&str>) -> Vec<Cause<'c>> {
    memberships.iter().filter(|edge| places.contains(edge.member)).map(Membership::cause).collect()
}

/// The codes of some places.
pub(super) fn names<'c>(
    book: &Lawbook<'c>,
    places: impl Iterator<Item = JurisdictionId>,
) -> impl Iterator<Item = &'c str> {
    let corpus: &'c Corpus = book.corpus;
    places.map(|place| corpus.jurisdictions[place].code.as_str())
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

/// The provisions with which law begins to be encoded on a day, in the legal orders of some places: silence means another
/// thing from then on.
pub fn gaps_closed<'c>(book: &Lawbook<'c>, day: Day, places: &[JurisdictionId]) -> Vec<Cause<'c>> {
    let corpus: &'c Corpus = book.corpus;
    let mut owners = book.no_jurisdictions();
    places.iter().for_each(|place| owners.add_all(book.legal_order(*place)));
    let first = corpus.provisions.iter().filter(|(id, law)| {
        let owner = corpus.owner_of(*id);
        owners.contains(code(owner))
            && law.in_force.first() == Some(day)
            && law.norm.modality != Modality::May
            && book.encoded_since(owner, corpus.vocabulary.topic(law.norm)) == Some(day)
    });
    first.map(|(id, _)| Cause::Provision(corpus.provision_name(id), Entry::Began)).collect()
}

/// The codes of those that belong to others under only one of two lawbooks.
pub(super) fn moved_members<'c>(books: [&Lawbook<'c>; 2]) -> BTreeSet<&'c str> {
    memberships(books).iter().map(|edge| edge.member).collect()
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
fn mechanisms<'c>([before, after]: [On<'_, 'c>; 2]) -> BTreeMap<&'c str, Cause<'c>> {
    let named = |on: On<'_, 'c>| {
        let corpus: &'c Corpus = on.book.corpus;
        corpus.mechanisms.iter().map(|(id, mechanism)| (mechanism.name.as_str(), id)).collect::<BTreeMap<_, _>>()
    };
    let (old, new) = (named(before), named(after));
    let same_corpus = std::ptr::eq(before.book.corpus, after.book.corpus);
    let all: BTreeSet<&'c str> = old.keys().chain(new.keys()).copied().collect();
    let differing = all.into_iter().filter_map(|name| {
        let (old, new) = (old.get(name), new.get(name));
        if let (true, Some(old), Some(new)) = (same_corpus, old, new)
            && before.in_force(*old).eq(after.in_force(*new))
        {
            return None;
        }
        let [was, is] = [(before, old), (after, new)].map(|(on, id)| id.map(|id| on.bound(*id)).unwrap_or_default());
        let ends: Vec<(&'c str, bool)> = was.symmetric_difference(&is).map(|end| (*end, is.contains(end))).collect();
        let entry = match (old, new) {
            (None, _) => Entry::Began,
            (_, None) => Entry::Ended,
            _ if was.is_empty() && !is.is_empty() => Entry::Began,
            _ if is.is_empty() && !was.is_empty() => Entry::Ended,
            _ if !ends.is_empty() => Entry::Changed,
            (Some(old), Some(new)) => {
                let same = spelled::mechanism(before, *old) == spelled::mechanism(after, *new);
                (!same).then_some(Entry::Changed)?
            }
        };
        Some((name, Cause::Mechanism(name, entry, ends)))
    });
    differing.collect()
}

impl<'c> On<'_, 'c> {
    /// Whether an end of a mechanism is bound.
    pub(super) fn binds(self, end: &End) -> bool {
        end.period.is_some_and(|period| period.contains(self.day))
    }

    /// The ends for which a mechanism is in force.
    fn bound(self, id: MechanismId) -> BTreeSet<&'c str> {
        let ends = self.book.routes[id].ends.all();
        names(self.book, ends.filter(|end| self.binds(end)).map(|end| end.jurisdiction)).collect()
    }

    /// Which ends of a mechanism are in force: a party can be bound anew on other terms.
    fn in_force(self, id: MechanismId) -> impl Iterator<Item = bool> {
        self.book.routes[id].ends.all().map(move |end| self.binds(&end))
    }
}
