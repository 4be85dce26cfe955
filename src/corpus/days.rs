//! The days on which something turns. Between two of them one lawbook serves.

use super::Corpus;
use crate::law::{Condition, Day, Lift, Link, Mechanism, Period};

impl Corpus {
    /// Every day on which the law is not what it was the day before, in order: whatever begins or ends.
    #[must_use]
    pub fn turning_days(&self) -> Vec<Day> {
        let provisions = self.provisions.iter().map(|(_, provision)| provision.in_force);
        let mechanisms = self.mechanisms.iter().flat_map(|(_, mechanism)| periods(mechanism));
        turns(provisions.chain(self.memberships()).chain(mechanisms))
    }

    /// All time, cut where conditions change their meaning: where memberships begin or end, or links that a condition
    /// asks for. There are few of these eras, and every turning day is in one.
    #[must_use]
    pub fn eras(&self) -> Vec<Period> {
        let asked = self.links_asked_for();
        let links =
            self.mechanisms.iter().filter(|(id, mechanism)| asked.iter().any(|by| mechanism.is_meant(*id, *by)));
        let firsts = turns(self.memberships().chain(links.flat_map(|(_, mechanism)| periods(mechanism))));
        let from = std::iter::once(None).chain(firsts.iter().copied().map(Some));
        let to = firsts.iter().copied().map(|first| Some(first.previous())).chain([None]);
        from.zip(to).filter_map(|(first, last)| Period::of(first, last)).collect()
    }

    fn memberships(&self) -> impl Iterator<Item = Period> {
        let memberships = self.jurisdictions.iter().flat_map(|(_, place)| &place.member_of);
        memberships.map(|membership| membership.in_force)
    }

    /// The mechanisms by which some condition asks for a link.
    fn links_asked_for(&self) -> Vec<Lift> {
        let mut asked = Vec::new();
        self.each_condition(&mut |condition| {
            condition.each_link(&mut |_, by| asked.push(by));
        });
        asked.sort_unstable();
        asked.dedup();
        asked
    }

    /// Every condition of every law and mechanism.
    pub fn each_condition(&self, see: &mut impl FnMut(&Condition)) {
        self.instruments.iter().for_each(|(_, instrument)| see(&instrument.scope));
        self.provisions.iter().for_each(|(_, provision)| provision.conditions().for_each(&mut *see));
        self.mechanisms.iter().for_each(|(_, mechanism)| mechanism.conditions().for_each(&mut *see));
    }
}

/// The periods of a mechanism's ends.
fn periods(mechanism: &Mechanism) -> Vec<Period> {
    match &mechanism.link {
        Link::Parties(parties) => parties.iter().filter_map(|party| party.in_force).collect(),
        Link::OneWay { in_force, .. } | Link::Of { in_force, .. } => in_force.iter().copied().collect(),
    }
}

/// The days on which periods begin, or are over, in order.
fn turns(periods: impl Iterator<Item = Period>) -> Vec<Day> {
    let mut days: Vec<Day> =
        periods.flat_map(|period| [period.first(), period.last().map(Day::next)]).flatten().collect();
    days.sort_unstable();
    days.dedup();
    days
}
