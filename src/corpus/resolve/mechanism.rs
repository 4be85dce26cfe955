//! A mechanism with its parties.

use super::super::names::Trail;
use super::super::wire;
use super::Gate;
use super::common::{shorts, text};
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{Id, JurisdictionId, KindId, Link, Mechanism, Party, Period};

impl Gate<'_> {
    /// The mechanism; where a part cannot be resolved, something harmless in its place and a fault on record.
    pub(super) fn mechanism(&mut self, wire: wire::Mechanism) -> Mechanism {
        let root = Trail::Root;
        self.id(&wire.id, &root.key("id"));
        let found = self.names.kinds.find::<KindId>(&wire.kind, Code::UnknownMechanism, |name| {
            format!("unknown kind of mechanism `{name}`").into()
        });
        let kind = self.accept(found, &root.key("kind")).unwrap_or(KindId::from_index(0));
        let link = self.link(&wire).unwrap_or(Link::Parties(Vec::new()));
        let acts = root.key("acts");
        let acts = wire.acts.iter().enumerate().filter_map(|(at, act)| self.act(act, &acts.index(at))).collect();
        Mechanism {
            name: wire.id,
            kind,
            title: text(wire.title),
            short: shorts(wire.short),
            citation: text(wire.citation.0),
            url: wire.url,
            link,
            when: self.optional_condition(wire.when.as_ref(), &root.key("when")),
            acts,
            effect: wire.effect,
            strength: wire.strength,
            invoked_by: wire.invoked_by,
            duration: wire.duration.map(text),
            summary: text(wire.summary),
            principles: self.tags(&wire.principles, &root.key("principles")),
            note: wire.note.map(text),
            sources: self.sources(wire.sources, &root.key("sources")),
            confidence: wire.confidence,
        }
    }

    fn link(&mut self, wire: &wire::Mechanism) -> Option<Link> {
        let root = Trail::Root;
        let own = self.own_period(wire);
        match (&wire.parties, &wire.from, &wire.to, &wire.of) {
            (Some(parties), None, None, None) => {
                let mut list = Vec::new();
                for (at, party) in parties.iter().enumerate() {
                    let trail = root.key("parties");
                    list.extend(self.party(wire, party, own, &trail.index(at)));
                }
                Some(Link::Parties(list))
            }
            (None, Some(from), Some(to), None) => {
                let from = self.jurisdiction_id(from, &root.key("from"));
                let to = self.jurisdiction_id(to, &root.key("to"));
                Some(Link::OneWay { from: from?, to: to?, in_force: own })
            }
            (None, None, None, Some(of)) => {
                let of: JurisdictionId = self.jurisdiction_id(of, &root.key("of"))?;
                Some(Link::Of { of, in_force: own })
            }
            _ => {
                let fault = Diagnostic::new(Code::BadLink, format!("`{}` does not say whom it connects", wire.id));
                self.fault(&root.key("id"), fault.help("give `parties`, or `from` and `to`, or `of`, and only one"));
                None
            }
        }
    }

    /// The mechanism's own period; `None` if it is not in force yet.
    fn own_period(&mut self, wire: &wire::Mechanism) -> Option<Period> {
        match (&wire.in_force, wire.status) {
            (Some(period), None) => self.period(period, &Trail::Root.key("in_force")),
            (None, Some(_)) => None,
            (None, None) if wire.parties.is_some() => Some(Period::ALWAYS),
            (None, None) => {
                let fault = Diagnostic::new(Code::MissingKey, "the key `in_force` is missing");
                self.fault(&Trail::Root.key("id"), fault.help("a mechanism not yet in force says its `status`"));
                None
            }
            (Some(_), Some(_)) => {
                let message = "a mechanism has either dates (`in_force`) or a `status` on the way there";
                self.fault(&Trail::Root.key("status"), Diagnostic::new(Code::BadPeriod, message));
                None
            }
        }
    }

    fn party(
        &mut self,
        wire: &wire::Mechanism,
        party: &wire::Party,
        own: Option<Period>,
        trail: &Trail<'_>,
    ) -> Option<Party> {
        let jurisdiction = self.jurisdiction_id(&party.jurisdiction, &trail.key("jurisdiction"))?;
        let dates =
            party.in_force.as_ref().map(|period| self.period(period, &trail.key("in_force")).unwrap_or(Period::ALWAYS));
        // Without dates of its own a party is bound as long as the mechanism as a whole is, if that has dates.
        let in_force = match dates {
            Some(dates) => own.and_then(|own| own.and(&dates)),
            None => wire.in_force.as_ref().and(own),
        };
        let when = self.optional_condition(party.when.as_ref(), &trail.key("when"));
        Some(Party { jurisdiction, in_force, when })
    }
}
