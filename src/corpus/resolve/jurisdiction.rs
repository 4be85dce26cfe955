//! A jurisdiction with its memberships and coverage.

use super::super::names::Trail;
use super::super::wire;
use super::Gate;
use super::common::text;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{Coverage, Jurisdiction, LabelPoint, Membership, Table, TopicId};

impl Gate<'_> {
    pub(super) fn jurisdiction(&mut self, wire: wire::Jurisdiction) -> Jurisdiction {
        let mut coverage: Table<TopicId, Coverage> =
            self.vocabulary.topics.ids().map(|_| Coverage::default()).collect();
        for (name, wire) in wire.coverage {
            let trail = Trail::Root.key("coverage");
            let trail = trail.key(&name);
            let found = self
                .names
                .topics
                .find::<TopicId>(&name, Code::UnknownTopic, |name| format!("unknown topic `{name}`").into());
            if let Some(topic) = self.accept(found, &trail) {
                let reviewed = self.day(&wire.reviewed, &trail.key("reviewed"));
                coverage[topic] = Coverage { level: wire.level, reviewed, limits: wire.limits.map(text) };
            }
        }
        let (mut member_of, mut joined) = (Vec::new(), Vec::new());
        for (at, wire) in wire.member_of.into_iter().enumerate() {
            let trail = Trail::Root.key("member_of");
            let kind = if self.names.organisations.contains(&wire.jurisdiction) { &mut joined } else { &mut member_of };
            kind.extend(self.membership(wire, &trail.index(at)));
        }
        let label = wire.label.and_then(|at| {
            let point = LabelPoint::of(at.longitude, at.latitude).ok_or_else(|| {
                let fault = Diagnostic::new(Code::BadPoint, "this point is not on earth");
                fault.help("`longitude` goes from -180 to 180 and `latitude` from -90 to 90")
            });
            self.accept(point, &Trail::Root.key("label"))
        });
        Jurisdiction {
            code: wire.id,
            alpha3: wire.alpha3,
            name: text(wire.name),
            aliases: wire.aliases,
            kind: wire.kind,
            label,
            member_of,
            joined,
            coverage,
        }
    }

    fn membership(&mut self, wire: wire::Membership, trail: &Trail<'_>) -> Option<Membership> {
        let to = self.place(&wire.jurisdiction, &trail.key("jurisdiction"))?;
        let in_force = self.period(&wire.in_force, &trail.key("in_force"))?;
        Some(Membership { to, in_force, citation: text(wire.citation.0), url: wire.url })
    }
}
