//! A conflict in plain words: when one provision requires, and when beside it another forbids.
//!
//! Conditions stay as the law states them, and whole parts of them are left out: what the other side demands anyway,
//! what nobody who meets the other side can meet, and exceptions that can no longer hold. Every step keeps the region,
//! and what comes out is compared with it at the end, which is one comparison of numbers.

use super::PairRegions;
use crate::law::{Condition, JurisdictionId, Role, Standing, Wanted};
use crate::lawbook::{NormId, code};
use crate::logic::{Region, eval};
use crate::survey::bulk::PairId;

/// When a provision applies, as far as it needs to be said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plain {
    /// What must hold.
    pub holds: Condition,
    /// The exceptions that can hold then: their places among those of the provision, and when they hold.
    pub unless: Vec<(usize, Condition)>,
}

impl PairRegions<'_, '_, '_> {
    /// When the one provision of a conflict requires, whatever else is the case, and when beside it the other forbids.
    /// Together that is exactly the region of the conflict. `None` where regions are not exact.
    pub fn plain(&mut self, pair: PairId) -> Option<[Plain; 2]> {
        let (required, forbidden) = self.plan.norms(pair);
        let [must, not] = <[_; 2]>::from(self.plan.sides(pair)).map(|side| side.applies);
        let [must, not] = [must, not].map(|applies| self.value(applies));
        let alone = match self.alone.get(&required) {
            Some(known) => known.clone(),
            None => {
                let told = self.told(required, must, Region::ALWAYS);
                self.alone.insert(required, told.clone());
                told
            }
        };
        let beside = self.told(forbidden, not, must);
        let wanted = self.regions.both(must, not);
        let told = [(required, &alone), (forbidden, &beside)].map(|(norm, plain)| self.meant(norm, plain));
        let exact = self.regions.both(told[0], told[1]) == wanted;
        (exact && self.is_complete()).then_some([alone, beside])
    }

    /// The requests of which a text speaks.
    fn meant(&mut self, norm: NormId, plain: &Plain) -> Region {
        let holds = self.holds(&plain.holds);
        let law = &self.plan.book.corpus.provisions[self.plan.book.norms[norm].provision];
        let standing = |at: usize| law.unless.get(at).map(|exception| exception.standing);
        let settled: Vec<_> =
            plain.unless.iter().filter(|(at, _)| standing(*at) == Some(Standing::Settled)).cloned().collect();
        self.left(holds, &settled)
    }

    /// When a norm applies, of which it is known where, among requests `within` a region.
    fn told(&mut self, norm: NormId, applies: Region, within: Region) -> Plain {
        let plan = self.plan;
        let law = &plan.book.corpus.provisions[plan.book.norms[norm].provision];
        let scope = &plan.book.corpus.instrument_of(plan.book.norms[norm].provision).scope;
        let mut holds = Condition::all([scope.clone(), law.when.clone()]);
        let wanted = self.regions.both(within, applies);
        if self.reached(&holds, norm, within) != wanted {
            holds = Condition::all([self.involved(plan.book.norms[norm].owner), holds]);
        }
        let holds = self.pruned(&Condition::All(vec![holds]), within);
        let met = self.holds(&holds);
        let met = self.regions.both(within, met);
        let unless = self.exceptions(norm, met);
        Plain { holds, unless }
    }

    /// The requests within a region that meet a condition and no settled exception of a norm.
    fn reached(&mut self, condition: &Condition, norm: NormId, within: Region) -> Region {
        let met = self.holds(condition);
        let mut met = self.regions.both(within, met);
        for exception in &self.plan.book.norms[norm].exceptions {
            if exception.standing == Standing::Settled {
                let excepted = eval(&mut self.regions, self.plan.formulas(), exception.when);
                met = self.regions.without(met, excepted);
            }
        }
        met
    }

    /// The exceptions of a norm that can hold among some requests; the arguable ones where no settled one does.
    fn exceptions(&mut self, norm: NormId, among: Region) -> Vec<(usize, Condition)> {
        let law = &self.plan.book.corpus.provisions[self.plan.book.norms[norm].provision];
        let mut told = Vec::new();
        for standing in [Standing::Settled, Standing::Arguable] {
            // None is told yet when it is the settled ones' turn.
            let among = self.left(among, &told);
            for (at, exception) in law.unless.iter().enumerate().filter(|(_, other)| other.standing == standing) {
                let holds = self.holds(&exception.when);
                if self.regions.meets(among, holds) {
                    told.push((at, self.pruned(&Condition::All(vec![exception.when.clone()]), among)));
                }
            }
        }
        told.sort_by_key(|(at, _)| *at);
        told
    }

    /// What is left of some requests when none of these exceptions may hold.
    fn left(&mut self, among: Region, exceptions: &[(usize, Condition)]) -> Region {
        exceptions.iter().fold(among, |left, (_, when)| {
            let excepted = self.holds(when);
            self.regions.without(left, excepted)
        })
    }

    /// That some fact names a jurisdiction or one that belongs to it.
    fn involved(&self, owner: JurisdictionId) -> Condition {
        let wanted = || Wanted::OneOf(vec![code(owner)]);
        Condition::Any(self.plan.book.place_facts().iter().map(|fact| Condition::Fact(*fact, wanted())).collect())
    }

    /// The requests that meet a condition of the law of the two, or a part of one.
    fn holds(&mut self, condition: &Condition) -> Region {
        if let Some(known) = self.met.get(condition) {
            return *known;
        }
        let met = self.meeting(condition);
        self.met.insert(condition.clone(), met);
        met
    }

    fn meeting(&mut self, condition: &Condition) -> Region {
        match condition {
            Condition::All(parts) => parts.iter().fold(Region::ALWAYS, |all, part| {
                let part = self.holds(part);
                self.regions.both(all, part)
            }),
            Condition::Any(parts) => parts.iter().fold(Region::NEVER, |any, part| {
                let part = self.holds(part);
                self.regions.either(any, part)
            }),
            Condition::Not(part) => {
                let part = self.holds(part);
                self.regions.without(Region::ALWAYS, part)
            }
            Condition::Fact(fact, wanted) => {
                let literal = self.plan.book.literal(*fact, wanted).or_else(|| self.plan.named(*fact, wanted));
                literal.map_or(Region::NEVER, |literal| eval(&mut self.regions, self.plan.formulas(), literal))
            }
        }
    }

    /// The condition without the parts that make no difference within a region.
    fn pruned(&mut self, condition: &Condition, within: Region) -> Condition {
        match condition {
            Condition::All(parts) => Condition::all(self.kept(parts, within, true)),
            Condition::Any(parts) => {
                let mut parts = self.kept(parts, within, false);
                if parts.len() == 1 { parts.remove(0) } else { Condition::Any(parts) }
            }
            Condition::Not(part) => Condition::Not(Box::new(self.pruned(part, within))),
            Condition::Fact(..) => condition.clone(),
        }
    }

    /// The parts of an *all* or an *any* that make a difference within a region, themselves pruned.
    fn kept(&mut self, parts: &[Condition], within: Region, every: bool) -> Vec<Condition> {
        let mut kept: Vec<(Condition, Region)> = Vec::new();
        for part in parts {
            let region = self.holds(part);
            kept.push((part.clone(), region));
        }
        let mut order: Vec<usize> = (0..kept.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(parts.get(*at).map(|part| self.telling(part))));
        let mut gone = vec![false; kept.len()];
        for at in order {
            let others = (0..).zip(&kept).zip(&gone).filter(|((other, _), gone)| *other != at && !**gone);
            let others: Vec<Region> = others.map(|((_, (_, region)), _)| *region).collect();
            let open = others.into_iter().fold(within, |open, other| {
                if every { self.regions.both(open, other) } else { self.regions.without(open, other) }
            });
            let (Some((part, region)), Some(gone)) = (kept.get_mut(at), gone.get_mut(at)) else { continue };
            *gone = if every { self.regions.is_within(open, *region) } else { !self.regions.meets(open, *region) };
            if *gone {
                continue;
            }
            let whole = part.clone();
            let pruned = self.pruned(&whole, open);
            let region = self.holds(&pruned);
            if let Some(slot) = kept.get_mut(at) {
                *slot = (pruned, region);
            }
        }
        kept.into_iter().zip(gone).filter(|(_, gone)| !gone).map(|((part, _), _)| part).collect()
    }

    /// How much a part of a condition tells a reader: what tells least is tried first for leaving out, who asks last.
    fn telling(&self, part: &Condition) -> (u8, u16) {
        match part {
            Condition::Fact(fact, _) => {
                let asks = self.plan.book.corpus.vocabulary.facts[*fact].role == Some(Role::RequestingState);
                (u8::from(!asks), fact.0)
            }
            Condition::All(_) | Condition::Any(_) | Condition::Not(_) => (2, 0),
        }
    }
}
