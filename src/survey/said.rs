//! What the law says, in names instead of numbers, so that two corpora can be compared: equal if the same is meant.

use std::collections::BTreeSet;

use crate::corpus::Corpus;
use crate::law::{Condition, FactId, FactType, Lift, Text, Wanted};
use crate::logic::Code;

/// Something said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    /// A name, a number or a text.
    Word(String),
    /// Parts of which each has its place.
    List(Vec<Said>),
    /// Parts in no order.
    Set(BTreeSet<Said>),
}

impl Said {
    /// Nothing is said.
    pub(super) fn nothing() -> Self {
        Self::List(Vec::new())
    }

    pub(super) fn word(word: impl Into<String>) -> Self {
        Self::Word(word.into())
    }

    pub(super) fn maybe(word: Option<impl Into<String>>) -> Self {
        word.map_or_else(Self::nothing, Self::word)
    }

    pub(super) fn list(parts: impl IntoIterator<Item = Said>) -> Self {
        Self::List(parts.into_iter().collect())
    }

    pub(super) fn set(parts: impl IntoIterator<Item = Said>) -> Self {
        Self::Set(parts.into_iter().collect())
    }

    pub(super) fn text(text: &Text) -> Self {
        Self::list([Self::word(&text.en), Self::maybe(text.de.as_ref())])
    }

    pub(super) fn texts<'t>(texts: impl IntoIterator<Item = Option<&'t Text>>) -> Self {
        Self::list(texts.into_iter().map(|text| text.map_or_else(Self::nothing, Self::text)))
    }

    /// A condition, however it is written: the order of parts, doubled parts, groups in groups of their kind, what is
    /// denied twice, and values of one fact that stand apart make no difference.
    pub(super) fn condition(corpus: &Corpus, condition: &Condition) -> Self {
        Self::from(Meant::of(corpus, condition, true))
    }
}

/// A condition in which only single facts are denied.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Meant {
    /// Every part holds, or at least one.
    Group { every: bool, parts: BTreeSet<Meant> },
    /// The fact is one of these, or none of them.
    Fact { fact: String, holds: bool, values: BTreeSet<String> },
    /// The fact is linked to a place by a mechanism, or not.
    Linked { fact: String, holds: bool, to: String, by: String },
}

impl Meant {
    /// What a condition means, or its opposite.
    fn of(corpus: &Corpus, condition: &Condition, holds: bool) -> Self {
        match condition {
            Condition::All(parts) => Self::group(holds, parts.iter().map(|part| Self::of(corpus, part, holds))),
            Condition::Any(parts) => Self::group(!holds, parts.iter().map(|part| Self::of(corpus, part, holds))),
            Condition::Not(part) => Self::of(corpus, part, !holds),
            Condition::Fact(id, wanted) => {
                let fact = corpus.vocabulary.facts[*id].name.clone();
                match wanted {
                    Wanted::OneOf(codes) => {
                        let values = codes.iter().map(|code| value(corpus, *id, *code)).collect();
                        Self::Fact { fact, holds, values }
                    }
                    Wanted::LinkedTo(hub, by) => {
                        let to = corpus.jurisdictions[*hub].code.clone();
                        Self::Linked { fact, holds, to, by: lift(corpus, *by).to_owned() }
                    }
                }
            }
        }
    }

    /// Every part holds, or at least one; parts that are such groups themselves are taken apart.
    fn group(every: bool, parts: impl Iterator<Item = Meant>) -> Self {
        let mut flat: BTreeSet<Meant> = BTreeSet::new();
        for part in parts {
            match part {
                // What always holds adds nothing to *every*, and leaves nothing to ask of *at least one*.
                Self::Group { every: always, parts } if parts.is_empty() && always != every => {
                    return Self::Group { every: always, parts };
                }
                Self::Group { every: same, parts } if same == every => {
                    parts.into_iter().for_each(|part| merge(&mut flat, part, every));
                }
                other => merge(&mut flat, other, every),
            }
        }
        match flat.len() {
            1 => flat.pop_first().unwrap_or(Self::Group { every, parts: flat }),
            _ => Self::Group { every, parts: flat },
        }
    }
}

/// Adds a part. *One of a, or one of b* is *one of a and b*; so is *none of a, and none of b*.
fn merge(parts: &mut BTreeSet<Meant>, part: Meant, every: bool) {
    let Meant::Fact { fact, holds, mut values } = part else {
        parts.insert(part);
        return;
    };
    if holds != every {
        let same =
            |known: &&Meant| matches!(known, Meant::Fact { fact: of, holds: is, .. } if (of, is) == (&fact, &holds));
        if let Some(known) = parts.iter().find(same).cloned() {
            parts.remove(&known);
            if let Meant::Fact { values: more, .. } = known {
                values.extend(more);
            }
        }
    }
    parts.insert(Meant::Fact { fact, holds, values });
}

impl From<Meant> for Said {
    fn from(meant: Meant) -> Self {
        match meant {
            Meant::Group { every, parts } => {
                let head = Said::word(if every { "all" } else { "any" });
                Said::list([head, Said::set(parts.into_iter().map(Said::from))])
            }
            Meant::Fact { fact, holds, values } => {
                let head = Said::word(if holds { "is" } else { "is not" });
                Said::list([head, Said::word(fact), Said::set(values.into_iter().map(Said::Word))])
            }
            Meant::Linked { fact, holds, to, by } => {
                let head = Said::word(if holds { "is linked" } else { "is not linked" });
                Said::list([head, Said::word(fact), Said::word(to), Said::word(by)])
            }
        }
    }
}

/// A value by name. Mechanisms and their kinds could share one.
pub(super) fn value(corpus: &Corpus, fact: FactId, code: Code) -> String {
    let name = corpus.value_name(fact, code);
    let ty = &corpus.vocabulary.facts[fact].ty;
    let is_kind = *ty == FactType::Mechanisms && usize::from(code.0) < corpus.vocabulary.kinds.len();
    if is_kind { format!("kind {name}") } else { name.to_owned() }
}

/// A mechanism or a kind of mechanism by name.
pub(super) fn lift(corpus: &Corpus, lift: Lift) -> &str {
    match lift {
        Lift::Kind(kind) => &corpus.vocabulary.kinds[kind].name,
        Lift::Mechanism(mechanism) => &corpus.mechanisms[mechanism].name,
    }
}
