//! What instruments, mechanisms and jurisdictions have in common.

use super::super::names::{Trail, find_lift};
use super::super::typed::{unknown_jurisdiction, write_code};
use super::super::wire;
use super::super::wire_condition::{self, Entry, Scalar};
use super::Gate;
use crate::diagnostic::{Code, Diagnostic, Said, suggestion};
use crate::law::{
    ActId, Condition, Day, Fact, FactId, FactType, Id, JurisdictionId, Lift, Period, Principle, PrincipleId, Shorts,
    Source, Tag, Text, Wanted,
};
use crate::logic::Code as Value;

pub(in crate::corpus) fn text(wire: wire::Text) -> Text {
    Text { en: wire.en, de: wire.de }
}

pub(super) fn shorts(wire: wire::Shorts) -> Shorts {
    Shorts { en: wire.en, de: wire.de, local: wire.local }
}

pub(super) fn principle(wire: wire::Principle) -> Principle {
    Principle { name: wire.id, title: text(wire.title), statement: text(wire.statement) }
}

impl Gate<'_> {
    pub(super) fn fault(&mut self, trail: &Trail<'_>, fault: Diagnostic) {
        self.faults.push((self.file, trail.path(), fault));
    }

    /// The value, or its fault put on record.
    pub(super) fn accept<T>(&mut self, found: Result<T, Diagnostic>, trail: &Trail<'_>) -> Option<T> {
        found.map_err(|fault| self.fault(trail, fault)).ok()
    }

    pub(super) fn day(&mut self, written: &str, trail: &Trail<'_>) -> Option<Day> {
        self.accept(written.parse().map_err(|message: Said| Diagnostic::new(Code::BadDate, message)), trail)
    }

    /// The period; `None`, with the fault on record, if it is none.
    pub(super) fn period(&mut self, wire: &wire::Period, trail: &Trail<'_>) -> Option<Period> {
        let before = self.faults.len();
        let from = wire.from.as_ref().and_then(|day| self.day(day, &trail.key("from")));
        let to = wire.to.as_ref().and_then(|day| self.day(day, &trail.key("to")));
        if self.faults.len() > before {
            return None;
        }
        let backwards = || Diagnostic::new(Code::BadPeriod, "the period ends before it begins");
        self.accept(Period::of(from, to).ok_or_else(backwards), trail)
    }

    /// Whether a name is that of something whose file could not be read: then that is told, and not that it is unknown.
    fn is_lost(&self, name: &str) -> bool {
        self.names.lost.iter().any(|lost| lost == name)
    }

    /// A legal order: where law is made, or applies.
    pub(super) fn jurisdiction_id(&mut self, name: &str, trail: &Trail<'_>) -> Option<JurisdictionId> {
        let id = self.place(name, trail)?;
        if self.names.organisations.contains(name) {
            let message = format!("`{name}` is an organisation, and no legal order");
            let fault = Diagnostic::new(Code::NoLegalOrder, message);
            self.fault(
                trail,
                fault.help("name the states that are in it; what binds them is a mechanism between them"),
            );
            return None;
        }
        Some(id)
    }

    /// A legal order or an organisation.
    pub(super) fn place(&mut self, name: &str, trail: &Trail<'_>) -> Option<JurisdictionId> {
        if self.is_lost(name) {
            return None;
        }
        let found = self.names.jurisdictions.find(name, Code::UnknownJurisdiction, unknown_jurisdiction);
        let meant = self.names.called.get(&name.trim().to_lowercase());
        let told = |fault: Diagnostic| meant.into_iter().fold(fault, |fault, code| fault.help(write_code(code)));
        self.accept(found.map_err(told), trail)
    }

    pub(super) fn act(&mut self, name: &str, trail: &Trail<'_>) -> Option<ActId> {
        let found = self.names.acts.find(name, Code::UnknownAct, |name| format!("unknown act `{name}`").into());
        self.accept(found, trail)
    }

    /// Complains of an id that could not be part of an address or of a longer name.
    pub(super) fn id(&mut self, id: &str, trail: &Trail<'_>) {
        let fits = |sign: char| sign.is_ascii_alphanumeric() || sign == '.' || sign == '-';
        if id.is_empty() || !id.chars().all(fits) {
            let fault = Diagnostic::new(Code::BadId, format!("`{id}` is no id"));
            self.fault(trail, fault.help("an id is made of the letters a to z, digits, full stops and hyphens"));
        }
    }

    pub(super) fn lift(&mut self, name: &str, trail: &Trail<'_>) -> Option<Lift> {
        if self.is_lost(name) {
            return None;
        }
        let found = find_lift(&self.names.kinds, &self.names.mechanisms, name);
        self.accept(found, trail)
    }

    pub(super) fn sources(&mut self, wire: Vec<wire::Source>, trail: &Trail<'_>) -> Vec<Source> {
        let mut sources = Vec::new();
        for (at, source) in wire.into_iter().enumerate() {
            if let Some(seen) = self.day(&source.seen, &trail.index(at).key("seen")) {
                sources.push(Source { url: source.url, seen, note: source.note });
            }
        }
        sources
    }

    pub(super) fn tags(&mut self, wire: &[wire::Tag], trail: &Trail<'_>) -> Vec<Tag> {
        let mut tags = Vec::new();
        for (at, tag) in wire.iter().enumerate() {
            let found = self.names.principles.find::<PrincipleId>(&tag.id, Code::UnknownPrinciple, |name| {
                format!("unknown principle `{name}`").into()
            });
            if let Some(principle) = self.accept(found, &trail.index(at).key("id")) {
                tags.push(Tag { principle, effect: tag.effect });
            }
        }
        tags
    }

    /// The condition, or "always" where none is written.
    pub(super) fn optional_condition(
        &mut self,
        wire: Option<&wire_condition::Condition>,
        trail: &Trail<'_>,
    ) -> Condition {
        wire.map_or_else(Condition::always, |wire| self.condition(wire, trail))
    }

    pub(super) fn condition(&mut self, wire: &wire_condition::Condition, trail: &Trail<'_>) -> Condition {
        let mut parts = Vec::new();
        for (key, entry) in &wire.0 {
            let trail = trail.key(key);
            match entry {
                Entry::All(list) => parts.push(Condition::all(self.conditions(list, &trail))),
                Entry::Any(list) => parts.push(Condition::Any(self.alternatives(list, &trail))),
                Entry::Not(inner) => parts.push(Condition::Not(Box::new(self.condition(inner, &trail)))),
                Entry::Fact(wanted) => parts.extend(self.fact_condition(key, wanted, &trail)),
            }
        }
        Condition::all(parts)
    }

    fn alternatives(&mut self, list: &[wire_condition::Condition], trail: &Trail<'_>) -> Vec<Condition> {
        let all = self.conditions(list, trail);
        let opposite = |one: &Condition| matches!(one, Condition::Not(inner) if all.contains(inner));
        if let Some(at) = all.iter().position(opposite) {
            let message = "one of the alternatives is the opposite of another, so that together they ask for nothing";
            self.fault(&trail.index(at), Diagnostic::new(Code::AlwaysHolds, message).help("leave both out"));
        }
        all
    }

    fn conditions(&mut self, list: &[wire_condition::Condition], trail: &Trail<'_>) -> Vec<Condition> {
        list.iter().enumerate().map(|(at, wire)| self.condition(wire, &trail.index(at))).collect()
    }

    fn fact_condition(&mut self, name: &str, wanted: &wire_condition::Wanted, trail: &Trail<'_>) -> Option<Condition> {
        let fact = self.fact(name, trail)?;
        let wanted = match wanted {
            wire_condition::Wanted::One(value) => Wanted::OneOf(vec![self.value(fact, value, trail)?]),
            wire_condition::Wanted::Any(values) if values.is_empty() => {
                let fault =
                    Diagnostic::new(Code::EmptyList, format!("`{name}` is left no value, so that this never holds"));
                self.fault(trail, fault.help("write the values that it may have, or leave the fact out"));
                return None;
            }
            wire_condition::Wanted::Any(values) => {
                let mut codes = Vec::new();
                for (at, value) in values.iter().enumerate() {
                    codes.extend(self.value(fact, value, &trail.index(at)));
                }
                Wanted::OneOf(codes)
            }
            wire_condition::Wanted::Linked(_) if !self.vocabulary.facts[fact].is_jurisdictional() => {
                let message = format!("`{name}` is no place, so that nothing can link it to one");
                self.fault(trail, Diagnostic::new(Code::UnknownValue, message));
                return None;
            }
            wire_condition::Wanted::Linked(linked) => {
                let to = self.jurisdiction_id(&linked.linked_to, &trail.key("linked_to"))?;
                Wanted::LinkedTo(to, self.lift(&linked.by, &trail.key("by"))?)
            }
        };
        Some(Condition::Fact(fact, wanted))
    }

    /// The fact; a name that is none may be a misspelt fact, or a misspelt word that joins conditions.
    fn fact(&mut self, name: &str, trail: &Trail<'_>) -> Option<FactId> {
        let found = self.names.facts.get::<FactId>(name);
        if found.is_none() {
            let fault = Diagnostic::new(Code::UnknownFact, format!("unknown fact `{name}`"));
            let help = suggestion(name, self.names.facts.all().chain(["all", "any", "not"]));
            self.fault(trail, Diagnostic { help, ..fault });
        }
        found
    }

    fn value(&mut self, fact: FactId, value: &Scalar, trail: &Trail<'_>) -> Option<Value> {
        let vocabulary = self.vocabulary;
        let fact = &vocabulary.facts[fact];
        match (&fact.ty, value) {
            (FactType::Flag, Scalar::Flag(flag)) => Some(Value(u16::from(*flag))),
            (FactType::Flag, Scalar::Name(name)) => {
                // With its quotes: without them it may look like what is asked for.
                let fault = wrong_value(fact, &format!("\"{name}\""));
                self.fault(trail, fault.help("write `true` or `false`, without quotes"));
                None
            }
            (_, Scalar::Flag(flag)) => {
                self.fault(trail, wrong_value(fact, &flag.to_string()));
                None
            }
            (FactType::Jurisdiction | FactType::Jurisdictions, Scalar::Name(name)) => {
                self.jurisdiction_id(name, trail).map(|id| Value::from_index(id.index()))
            }
            (FactType::Choice(values), Scalar::Name(name)) => {
                let at = values.iter().position(|value| value.name == *name);
                if at.is_none() {
                    let fault = wrong_value(fact, name);
                    let help = suggestion(name, values.iter().map(|value| value.name.as_str()));
                    self.fault(trail, Diagnostic { help, ..fault });
                }
                at.map(Value::from_index)
            }
            (FactType::Mechanisms, Scalar::Name(name)) => {
                let kinds = vocabulary.kinds.len();
                self.lift(name, trail).map(|lift| match lift {
                    Lift::Kind(kind) => Value::from_index(kind.index()),
                    Lift::Mechanism(mechanism) => Value::from_index(kinds + mechanism.index()),
                })
            }
        }
    }
}

fn wrong_value(fact: &Fact, written: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownValue, format!("`{}` cannot be `{written}`", fact.name))
}
