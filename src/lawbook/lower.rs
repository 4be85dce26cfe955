//! From conditions to formulas: memberships, links and kinds become plain sets of values.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{BookException, BookNorm, End, Ends, Lawbook, Route, code};
use crate::atlas::{Atlas, Edge};
use crate::corpus::Corpus;
use crate::law::{
    ActId, Condition, Day, FactId, FactType, Id, JurisdictionId, Link, MechanismId, Modality, Party, Period, Provision,
    Table, TopicId, Wanted,
};
use crate::logic::{Code, CodeSet, Formula, Formulas};

/// The law as conditions mean it on a day, with the mechanisms `in_force` by their dates, and the `wanted` provisions.
pub(super) fn lawbook<'c>(
    corpus: &'c Corpus,
    atlas: &Atlas,
    day: Day,
    in_force: impl Fn(&Period) -> bool,
    wanted: impl Fn(&Provision) -> bool,
) -> Lawbook<'c> {
    let size = corpus.jurisdictions.len();
    let orders: Table<JurisdictionId, CodeSet> = corpus
        .jurisdictions
        .ids()
        .map(|id| CodeSet::of(size, atlas.legal_order(id, day).into_iter().map(code)))
        .collect();
    let mut members: Table<JurisdictionId, CodeSet> = corpus.jurisdictions.ids().map(|_| CodeSet::none(size)).collect();
    for (id, order) in orders.iter() {
        order.iter().for_each(|union| members[super::jurisdiction(union)].insert(code(id)));
    }
    let known = BTreeMap::new();
    let formulas = Formulas::default();
    let mut lowering = Lowering { corpus, atlas, day, in_force: &in_force, members: &members, formulas, known };
    let impossible = corpus.vocabulary.impossible.iter();
    let impossible = impossible.map(|combination| lowering.condition(&combination.when)).collect();
    let mut norms = Table::default();
    let mut by_owner: Table<JurisdictionId, Vec<_>> = corpus.jurisdictions.ids().map(|_| Vec::new()).collect();
    let mut requiring = by_owner.clone();
    let mut forbidding: Table<JurisdictionId, BTreeMap<ActId, Vec<_>>> =
        corpus.jurisdictions.ids().map(|_| BTreeMap::new()).collect();
    for (provision, law) in corpus.provisions.iter().filter(|(_, law)| wanted(law)) {
        let instrument = &corpus.instruments[law.instrument];
        let exceptions = law
            .unless
            .iter()
            .map(|exception| BookException { standing: exception.standing, when: lowering.condition(&exception.when) });
        let exceptions = exceptions.collect();
        let norm = norms.push(BookNorm {
            provision,
            owner: instrument.owner,
            norm: law.norm,
            scope: lowering.condition(&instrument.scope),
            when: lowering.condition(&law.when),
            exceptions,
            sums: OnceLock::new(),
        });
        by_owner[instrument.owner].push(norm);
        match law.norm.modality {
            Modality::Must => requiring[instrument.owner].push(norm),
            Modality::MustNot => forbidding[instrument.owner].entry(law.norm.act).or_default().push(norm),
            Modality::May => {}
        }
    }
    let routes_at: Table<JurisdictionId, Vec<MechanismId>> =
        corpus.jurisdictions.ids().map(|id| atlas.mechanisms_at(id)).collect();
    let mut routes = Table::default();
    for (_, mechanism) in corpus.mechanisms.iter() {
        let when = lowering.condition(&mechanism.when);
        let ends = lowering.ends(&mechanism.link);
        let places = CodeSet::of(size, ends.all().map(|end| code(end.jurisdiction)));
        routes.push(Route { when, ends, places });
    }
    let facts = &corpus.vocabulary.facts;
    Lawbook {
        corpus,
        day,
        formulas: lowering.formulas,
        literals: lowering.known,
        impossible,
        norms,
        routes,
        domains: facts.ids().map(|fact| corpus.domain(fact)).collect(),
        by_owner,
        requiring,
        forbidding,
        entailed: corpus.vocabulary.acts.ids().map(|act| entailed(corpus, act)).collect(),
        routes_at,
        chains: atlas.chains(day),
        encoded_since: encoded_since(corpus),
        memberships: corpus.jurisdictions.ids().map(|id| memberships(atlas, id, day)).collect(),
        place_facts: facts.iter().filter(|(_, fact)| fact.is_jurisdictional()).map(|(id, _)| id).collect(),
        via: facts.iter().find(|(_, fact)| fact.ty == FactType::Mechanisms).map(|(id, _)| id),
        orders,
        members,
    }
}

/// Since when law is encoded, by whose: by topic the first day of the oldest duty and of the oldest prohibition. Without
/// either a state is not encoded yet; a topic that only later law speaks of was none before. A permission says nothing
/// of what was there before it.
fn encoded_since(corpus: &Corpus) -> Table<JurisdictionId, BTreeMap<TopicId, Day>> {
    let mut oldest: Table<JurisdictionId, BTreeMap<Modality, (Day, TopicId)>> =
        corpus.jurisdictions.ids().map(|_| BTreeMap::new()).collect();
    for (_, law) in corpus.provisions.iter().filter(|(_, law)| law.norm.modality != Modality::May) {
        let first = (law.in_force.first().unwrap_or(Day::FIRST), corpus.vocabulary.topic(law.norm));
        let oldest = &mut oldest[corpus.instruments[law.instrument].owner];
        oldest.entry(law.norm.modality).and_modify(|known| *known = first.min(*known)).or_insert(first);
    }
    oldest.iter().map(|(_, of)| of.values().map(|(day, topic)| (*topic, *day)).collect()).collect()
}

fn memberships(atlas: &Atlas, of: JurisdictionId, day: Day) -> Vec<(JurisdictionId, Edge)> {
    let edges = atlas.memberships(of).into_iter().filter(|(_, edge)| edge.holds(day));
    edges.map(|(union, edge)| (union, edge.clone())).collect()
}

/// The act and everything that it entails, nearest first.
pub(super) fn entailed(corpus: &Corpus, act: ActId) -> Vec<ActId> {
    let mut all = vec![act];
    let mut at = 0;
    while let Some(act) = all.get(at).copied() {
        at += 1;
        for next in &corpus.vocabulary.acts[act].entails {
            if !all.contains(next) {
                all.push(*next);
            }
        }
    }
    all
}

struct Lowering<'c, 'a> {
    corpus: &'c Corpus,
    atlas: &'a Atlas,
    day: Day,
    /// Whether something with this period is in force.
    in_force: &'a dyn Fn(&Period) -> bool,
    members: &'a Table<JurisdictionId, CodeSet>,
    formulas: Formulas,
    /// The literals made so far: many conditions ask the same, and the graph is asked once.
    known: BTreeMap<(FactId, &'c Wanted), Formula>,
}

impl<'c> Lowering<'c, '_> {
    fn condition(&mut self, condition: &'c Condition) -> Formula {
        match condition {
            Condition::All(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| self.condition(part)).collect();
                self.formulas.all(parts)
            }
            Condition::Any(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| self.condition(part)).collect();
                self.formulas.any(parts)
            }
            Condition::Not(part) => {
                let part = self.condition(part);
                self.formulas.negation(part)
            }
            Condition::Fact(fact, wanted) => {
                if let Some(known) = self.known.get(&(*fact, wanted)) {
                    return *known;
                }
                let set = self.values(*fact, wanted);
                let literal = self.formulas.literal(*fact, set);
                self.known.insert((*fact, wanted), literal);
                literal
            }
        }
    }

    fn values(&self, fact: FactId, wanted: &Wanted) -> CodeSet {
        let mut set = CodeSet::none(self.corpus.domain(fact).size);
        match wanted {
            Wanted::OneOf(codes) => {
                for named in codes {
                    match self.corpus.vocabulary.facts[fact].ty {
                        FactType::Jurisdiction | FactType::Jurisdictions => {
                            set.add_all(&self.members[super::jurisdiction(*named)]);
                        }
                        FactType::Choice(_) | FactType::Flag => set.insert(*named),
                        FactType::Mechanisms => self.add_mechanisms(*named, &mut set),
                    }
                }
            }
            Wanted::LinkedTo(hub, by) => {
                for linked in self.atlas.linked_to(*hub, *by, self.day) {
                    set.add_all(&self.members[linked]);
                }
            }
        }
        set
    }

    /// A kind of mechanism means itself and every mechanism of that kind, known to the corpus or not.
    fn add_mechanisms(&self, named: Code, set: &mut CodeSet) {
        set.insert(named);
        let kinds = &self.corpus.vocabulary.kinds;
        let Some(kind) = kinds.ids().find(|kind| Code::from_index(kind.index()) == named) else { return };
        set.insert(self.corpus.unnamed_of(kind));
        for (id, _) in self.corpus.mechanisms.iter().filter(|(_, mechanism)| mechanism.kind == kind) {
            set.insert(Code::from_index(kinds.len() + id.index()));
        }
    }

    fn ends(&mut self, link: &'c Link) -> Ends {
        match link {
            Link::Parties(parties) => Ends::Parties(parties.iter().map(|party| self.party(party)).collect()),
            Link::OneWay { from, to, in_force } => {
                let holds = self.holds(in_force.as_ref());
                let end = |jurisdiction, when| End { jurisdiction, period: *in_force, in_force: holds, when };
                let always = self.formulas.constant(true);
                Ends::OneWay(end(*from, always), end(*to, always))
            }
            Link::Of { of, in_force } => {
                let when = self.formulas.constant(true);
                Ends::Of(End { jurisdiction: *of, period: *in_force, in_force: self.holds(in_force.as_ref()), when })
            }
        }
    }

    fn party(&mut self, party: &'c Party) -> End {
        End {
            jurisdiction: party.jurisdiction,
            period: party.in_force,
            in_force: self.holds(party.in_force.as_ref()),
            when: self.condition(&party.when),
        }
    }

    fn holds(&self, period: Option<&Period>) -> bool {
        period.is_some_and(self.in_force)
    }
}
