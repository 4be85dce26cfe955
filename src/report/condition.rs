//! Conditions in words.

use crate::corpus::Corpus;
use crate::law::{Condition, Fact, FactId, FactType, Id, JurisdictionId, Lang, Lift, Wanted};
use crate::logic::Code;

/// A condition as a reader would say it: `place of storage: DE or FR; not (state making the demand: US)`.
#[must_use]
pub fn in_words(corpus: &Corpus, condition: &Condition, lang: Lang) -> String {
    Speaker { corpus, lang }.whole(condition)
}

struct Speaker<'a> {
    corpus: &'a Corpus,
    lang: Lang,
}

impl Speaker<'_> {
    fn whole(&self, condition: &Condition) -> String {
        let (always, _, _) = self.words();
        match condition {
            Condition::All(parts) if parts.is_empty() => always.to_owned(),
            Condition::All(parts) => parts.iter().map(|part| self.part(part)).collect::<Vec<_>>().join("; "),
            other => self.part(other),
        }
    }

    fn part(&self, condition: &Condition) -> String {
        let (always, or, not) = self.words();
        match condition {
            Condition::All(parts) if parts.is_empty() => always.to_owned(),
            Condition::All(_) => format!("({})", self.whole(condition)),
            Condition::Any(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| self.part(part)).collect();
                format!("({})", parts.join(&format!(" {or} ")))
            }
            Condition::Not(part) => match part.as_ref() {
                Condition::All(_) | Condition::Any(_) => format!("{not} {}", self.part(part)),
                _ => format!("{not} ({})", self.part(part)),
            },
            Condition::Fact(fact, wanted) => self.fact(*fact, wanted),
        }
    }

    fn fact(&self, id: FactId, wanted: &Wanted) -> String {
        let (_, or, not) = self.words();
        let fact = &self.corpus.vocabulary.facts[id];
        let label = fact.label.get(self.lang);
        match wanted {
            Wanted::OneOf(values) if fact.ty == FactType::Flag => match values.as_slice() {
                [Code(1)] => label.to_owned(),
                _ => format!("{not} ({label})"),
            },
            Wanted::OneOf(values) => {
                let values: Vec<String> = values.iter().map(|value| self.value(fact, id, *value)).collect();
                // Codes are short: a long list of them reads better with commas.
                match values.split_last() {
                    Some((last, rest)) if fact.is_jurisdictional() && !rest.is_empty() => {
                        format!("{label}: {} {or} {last}", rest.join(", "))
                    }
                    _ => format!("{label}: {}", values.join(&format!(" {or} "))),
                }
            }
            Wanted::LinkedTo(hub, by) => {
                let by = match by {
                    Lift::Kind(kind) => self.corpus.vocabulary.kinds[*kind].label.get(self.lang),
                    Lift::Mechanism(mechanism) => self.corpus.mechanisms[*mechanism].title.get(self.lang),
                };
                let hub = &self.corpus.jurisdictions[*hub].code;
                match self.lang {
                    Lang::En => format!("{label}: linked to {hub} by {by}"),
                    Lang::De => format!("{label}: mit {hub} verbunden durch {by}"),
                }
            }
        }
    }

    fn value(&self, fact: &Fact, id: FactId, value: Code) -> String {
        let index = usize::from(value.0);
        match &fact.ty {
            FactType::Choice(values) => {
                values.get(index).map_or_else(String::new, |choice| choice.label.get(self.lang).to_owned())
            }
            FactType::Jurisdiction | FactType::Jurisdictions => {
                self.corpus.jurisdictions[JurisdictionId::from_index(index)].code.clone()
            }
            FactType::Flag | FactType::Mechanisms => self.corpus.value_name(id, value).to_owned(),
        }
    }

    fn words(&self) -> (&'static str, &'static str, &'static str) {
        match self.lang {
            Lang::En => ("always", "or", "not"),
            Lang::De => ("immer", "oder", "nicht"),
        }
    }
}
