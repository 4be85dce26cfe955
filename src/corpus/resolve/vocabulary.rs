//! The vocabulary itself.

use super::super::names::Trail;
use super::super::wire;
use super::common::text;
use super::{AllNames, Fault, Gate};
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{Act, ActTopics, Choice, Fact, FactType, Id, Impossible, Role, Table, TopicId, Vocabulary};
use crate::logic::{Code as Value, CodeSet, Known};
use crate::text::FileId;

pub(super) fn resolve(file: FileId, wire: &wire::Vocabulary, names: &AllNames, faults: &mut Vec<Fault>) -> Vocabulary {
    let mut report = |trail: &Trail<'_>, fault: Diagnostic| faults.push((file, trail.path(), fault));
    let root = Trail::Root;
    let mut unique = |list: &str, ids: &mut dyn Iterator<Item = &String>| {
        let mut seen: Vec<&String> = Vec::new();
        for (at, id) in ids.enumerate() {
            if let Some(first) = seen.iter().position(|known| *known == id) {
                report(&root.key(list).index(at).key("id"), doubled(id, list, first, at));
            }
            seen.push(id);
        }
    };
    unique("facts", &mut wire.facts.iter().map(|fact| &fact.id));
    unique("acts", &mut wire.acts.iter().map(|act| &act.id));
    unique("topics", &mut wire.topics.iter().map(|topic| &topic.id));
    unique("mechanism_kinds", &mut wire.mechanism_kinds.iter().map(|kind| &kind.id));
    let mut facts = Table::default();
    for (at, wire) in wire.facts.iter().enumerate() {
        let trail = root.key("facts");
        let trail = trail.index(at);
        let ty = match wire.ty {
            wire::FactType::Jurisdiction => FactType::Jurisdiction,
            wire::FactType::Jurisdictions => FactType::Jurisdictions,
            wire::FactType::Choice => FactType::Choice(wire.values.iter().map(choice).collect()),
            wire::FactType::Flag => FactType::Flag,
            wire::FactType::Mechanisms => FactType::Mechanisms,
        };
        let default = default(&ty, wire.default.as_ref(), names).unwrap_or_else(|| {
            let message = format!("`{}` cannot have this default", wire.id);
            let fault = Diagnostic::new(Code::UnknownValue, message);
            report(&trail.key("default"), fault.help("a default is `true`, `false`, a value of the fact, or `[]`"));
            Known::Unknown
        });
        if let Some(fault) = wire.role.and_then(|role| misfit(role, &wire.id, &ty)) {
            report(&trail.key("role"), fault);
        }
        facts.push(Fact {
            name: wire.id.clone(),
            ty,
            label: text(wire.label.clone()),
            question: text(wire.question.clone()),
            default,
            controllable: wire.controllable,
            role: wire.role,
        });
    }
    let mut acts = Table::default();
    for (at, wire) in wire.acts.iter().enumerate() {
        let trail = root.key("acts");
        let trail = trail.index(at);
        let mut topic = |name: &str, key: &str| {
            let topics = trail.key("topics");
            let found = names.topics.find(name, Code::UnknownTopic, |name| format!("unknown topic `{name}`").into());
            found.unwrap_or_else(|fault| {
                report(&topics.key(key), fault);
                TopicId::from_index(0)
            })
        };
        let topics = ActTopics {
            must: topic(&wire.topics.must, "must"),
            must_not: topic(&wire.topics.must_not, "must_not"),
            may: topic(&wire.topics.may, "may"),
        };
        let mut entails = Vec::new();
        for name in &wire.entails {
            match names.acts.find(name, Code::UnknownAct, |name| format!("unknown act `{name}`").into()) {
                Ok(act) => entails.push(act),
                Err(fault) => report(&trail.key("entails"), fault),
            }
        }
        acts.push(Act { name: wire.id.clone(), label: text(wire.label.clone()), entails, topics });
    }
    Vocabulary {
        facts,
        acts,
        topics: wire.topics.iter().map(choice).collect(),
        kinds: wire.mechanism_kinds.iter().map(choice).collect(),
        impossible: Vec::new(),
    }
}

impl Gate<'_> {
    /// What never comes together; a condition can be read once the facts are known.
    pub(super) fn impossible(&mut self, wire: Vec<wire::Impossible>) -> Vec<Impossible> {
        let combinations = wire.into_iter().enumerate().map(|(at, combination)| Impossible {
            when: self.condition(&combination.when, &Trail::Root.key("impossible").index(at).key("when")),
            reason: text(combination.reason),
        });
        combinations.collect()
    }
}

/// That two entries of a list have one id.
fn doubled(id: &str, list: &str, first: usize, second: usize) -> Diagnostic {
    let places = format!("entry {} and entry {}", first + 1, second + 1);
    Diagnostic::new(Code::DoubledId, format!("the id `{id}` is used twice in `{list}`: {places}"))
}

/// What is wrong where a fact cannot say what its role asks for; one place can stand for itself or in a set.
fn misfit(role: Role, name: &str, ty: &FactType) -> Option<Diagnostic> {
    let (fits, help) = match role {
        Role::Kind => (matches!(ty, FactType::Choice(_)), "the kind of a company is a `choice`"),
        Role::Control => (matches!(ty, FactType::Flag), "whether a company can get at the data is a `flag`"),
        Role::Site => (matches!(ty, FactType::Jurisdiction | FactType::Jurisdictions), "it is a `jurisdiction`"),
        Role::RequestingState | Role::Seat | Role::Person | Role::Customer => {
            (matches!(ty, FactType::Jurisdiction), "it is a `jurisdiction`")
        }
        Role::Presence | Role::Market => (matches!(ty, FactType::Jurisdictions), "these are `jurisdictions`"),
    };
    let message = || format!("`{name}` cannot have this role with its type");
    (!fits).then(|| Diagnostic::new(Code::WrongType, message()).help(help))
}

fn choice(wire: &wire::Choice) -> Choice {
    Choice { name: wire.id.clone(), label: text(wire.label.clone()) }
}

/// The default of a fact, or nothing if it is none that the type can have.
fn default(ty: &FactType, value: Option<&serde_json::Value>, names: &AllNames) -> Option<Known> {
    let Some(value) = value else { return Some(Known::Unknown) };
    let unnamed = ty.unnamed(names.kinds.len());
    match ty {
        FactType::Flag => value.as_bool().map(|flag| Known::One(Value(u16::from(flag)))),
        FactType::Choice(values) => {
            let at = values.iter().position(|choice| value.as_str() == Some(&choice.name))?;
            Some(Known::One(Value(u16::try_from(at).ok()?)))
        }
        FactType::Jurisdiction => None,
        FactType::Jurisdictions => empty(value, names.jurisdictions.len() + unnamed),
        FactType::Mechanisms => empty(value, names.kinds.len() + names.mechanisms.len() + unnamed),
    }
}

fn empty(value: &serde_json::Value, size: usize) -> Option<Known> {
    value.as_array().is_some_and(Vec::is_empty).then(|| Known::Many(CodeSet::none(size)))
}
