//! Conditions in words.

use super::clause::{Clause, Signs};
use crate::corpus::Corpus;
use crate::law::{Condition, Fact, FactId, FactType, Id, Jurisdiction, JurisdictionId, Lang, Lift, Wanted};
use crate::lawbook::code;
use crate::logic::Code;

/// A condition as a reader would say it.
#[must_use]
pub fn in_words(corpus: &Corpus, condition: &Condition, lang: Lang) -> Clause {
    Speaker { corpus, lang }.clause(condition)
}

/// What a value of a fact is called: a code is its own name, a flag is yes or no.
pub(super) fn value_label(corpus: &Corpus, id: FactId, value: Code, lang: Lang) -> &str {
    let index = usize::from(value.0);
    let signs = Signs::of(lang);
    match &corpus.vocabulary.facts[id].ty {
        FactType::Choice(values) => values.get(index).map_or("", |choice| choice.label.get(lang)),
        FactType::Jurisdiction | FactType::Jurisdictions => {
            &corpus.jurisdictions[JurisdictionId::from_index(index)].code
        }
        FactType::Flag if value.0 == 1 => signs.yes,
        FactType::Flag => signs.no,
        FactType::Mechanisms => {
            let kinds = &corpus.vocabulary.kinds;
            match index.checked_sub(kinds.len()) {
                None => kinds[Id::from_index(index)].label.get(lang),
                Some(mechanism) => corpus.mechanisms[Id::from_index(mechanism)].title.get(lang),
            }
        }
    }
}

/// The fact and the values that a part of a condition excepts.
fn barred(part: &Condition) -> Option<(FactId, &[Code])> {
    let Condition::Not(inner) = part else { return None };
    match inner.as_ref() {
        Condition::Fact(fact, Wanted::OneOf(values)) => Some((*fact, values)),
        Condition::Fact(_, Wanted::LinkedTo(..)) | Condition::All(_) | Condition::Any(_) | Condition::Not(_) => None,
    }
}

struct Speaker<'a> {
    corpus: &'a Corpus,
    lang: Lang,
}

impl Speaker<'_> {
    fn clause(&self, condition: &Condition) -> Clause {
        match condition {
            Condition::All(parts) => self.together(parts),
            Condition::Any(parts) => self.one_for_many(parts).unwrap_or_else(|| {
                let mut parts: Vec<Clause> = parts.iter().map(|part| self.clause(part)).collect();
                if parts.len() == 1 { parts.remove(0) } else { Clause::Any(parts) }
            }),
            Condition::Not(part) => match (part.as_ref(), self.clause(part)) {
                (Condition::Fact(fact, wanted), _) => Clause::Says(self.says_not(*fact, wanted)),
                (_, Clause::Not(inner)) => *inner,
                (_, other) => Clause::Not(Box::new(other)),
            },
            Condition::Fact(fact, wanted) => Clause::Says(self.says(*fact, wanted)),
        }
    }

    /// Parts that all hold. What is wanted of one place and what is not stand in one statement: `state: EU, but not DK`.
    fn together(&self, parts: &[Condition]) -> Clause {
        let merged = |part| self.excepted(part, parts);
        let clauses = parts.iter().filter(|part| merged(part).is_none()).map(|part| match part {
            Condition::Fact(fact, Wanted::OneOf(wanted)) => {
                let excepted = parts.iter().filter_map(merged).filter(|(other, _)| other == fact);
                let barred: Vec<Code> = excepted.flat_map(|(_, barred)| barred).copied().collect();
                if barred.is_empty() { self.clause(part) } else { Clause::Says(self.without(*fact, wanted, &barred)) }
            }
            other => self.clause(other),
        });
        Clause::all(clauses)
    }

    /// What a part excepts of the one place that another part wants: the fact, and the values that are not wanted.
    fn excepted<'p>(&self, part: &'p Condition, parts: &[Condition]) -> Option<(FactId, &'p [Code])> {
        let (fact, barred) = barred(part)?;
        let wants = |other: &Condition| matches!(other, Condition::Fact(other, Wanted::OneOf(_)) if *other == fact);
        let one_place = self.fact(fact).ty == FactType::Jurisdiction;
        (one_place && parts.iter().any(wants)).then_some((fact, barred))
    }

    /// `state: EU, but not DK`; `state: EU itself` where every member is excepted.
    fn without(&self, fact: FactId, wanted: &[Code], barred: &[Code]) -> String {
        let signs = Signs::of(self.lang);
        let mut places = self.values(fact, wanted, " / ");
        if let [union] = wanted {
            let belongs = |place: &Jurisdiction, to: &[Code]| {
                place.member_of.iter().any(|membership| to.contains(&code(membership.to)))
            };
            let left = self.corpus.jurisdictions.iter().filter(|(id, place)| {
                belongs(place, &[*union]) && !barred.contains(&code(*id)) && !belongs(place, barred)
            });
            let left: Vec<Code> = left.map(|(id, _)| code(id)).collect();
            if left.len() < barred.len() {
                places.push_str(&format!(" {}", signs.itself));
                let left = self.values(fact, &left, " / ");
                let left = if left.is_empty() { left } else { format!(" / {left}") };
                return format!("{}: {places}{left}", self.label(fact));
            }
        }
        format!("{}: {places}, {} {}", self.label(fact), signs.but_not, self.values(fact, barred, ", "))
    }

    /// `seat, place of storage or market: US`, where alternatives want the same of different places.
    fn one_for_many(&self, parts: &[Condition]) -> Option<Clause> {
        let mut facts = Vec::new();
        let mut same = None;
        for part in parts {
            let Condition::Fact(fact, wanted) = part else { return None };
            let place = self.fact(*fact).is_jurisdictional();
            if *same.get_or_insert(wanted) != wanted || !place || facts.contains(fact) {
                return None;
            }
            facts.push(*fact);
        }
        let (last, rest) = facts.split_last()?;
        if rest.is_empty() {
            return None;
        }
        let rest: Vec<&str> = rest.iter().map(|fact| self.label(*fact)).collect();
        let labels = format!("{} {} {}", rest.join(", "), Signs::of(self.lang).or, self.label(*last));
        Some(Clause::Says(format!("{labels}: {}", self.wanted(*last, same?))))
    }

    fn says(&self, id: FactId, wanted: &Wanted) -> String {
        format!("{}: {}", self.label(id), self.wanted(id, wanted))
    }

    /// `state: not DE`, `state: none of EU / EEA`, `personal data: no`
    fn says_not(&self, id: FactId, wanted: &Wanted) -> String {
        let signs = Signs::of(self.lang);
        let flag = self.fact(id).ty == FactType::Flag;
        match wanted {
            Wanted::OneOf(values) => match values.as_slice() {
                [Code(value)] if flag => self.says(id, &Wanted::OneOf(vec![Code(1 - value.min(&1))])),
                [_] => format!("{}: {} {}", self.label(id), signs.but, self.wanted(id, wanted)),
                _ => format!("{}: {} {}", self.label(id), signs.none, self.wanted(id, wanted)),
            },
            Wanted::LinkedTo(..) => format!("{}: {} {}", self.label(id), signs.but, self.wanted(id, wanted)),
        }
    }

    fn wanted(&self, id: FactId, wanted: &Wanted) -> String {
        let signs = Signs::of(self.lang);
        match wanted {
            Wanted::OneOf(values) => self.values(id, values, " / "),
            Wanted::LinkedTo(hub, by) => {
                let by = match by {
                    Lift::Kind(kind) => self.corpus.vocabulary.kinds[*kind].label.get(self.lang),
                    Lift::Mechanism(mechanism) => self.corpus.mechanisms[*mechanism].title.get(self.lang),
                };
                format!("{} {} {} {by}", signs.linked, self.corpus.jurisdictions[*hub].code, signs.by)
            }
        }
    }

    fn values(&self, id: FactId, values: &[Code], between: &str) -> String {
        let values: Vec<&str> = values.iter().map(|value| value_label(self.corpus, id, *value, self.lang)).collect();
        values.join(between)
    }

    fn fact(&self, id: FactId) -> &Fact {
        &self.corpus.vocabulary.facts[id]
    }

    fn label(&self, id: FactId) -> &str {
        self.fact(id).label.get(self.lang)
    }
}
