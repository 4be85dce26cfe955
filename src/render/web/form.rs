//! The form of a request, made from the vocabulary: the next best question first, then the others in their order.

use serde::Serialize;

use super::words::Words;
use crate::report::{FactCard, FactReport, VocabularyReport};

/// A question with its possible answers.
#[derive(Serialize)]
pub(super) struct Field {
    pub id: String,
    pub label: String,
    pub question: String,
    /// `choice`, `place`, `places` or `ways`.
    pub kind: &'static str,
    /// What was answered, as it is typed; empty for nothing.
    pub value: String,
    /// What can be chosen: value, label, whether it is chosen.
    pub options: Vec<(String, String, bool)>,
    /// Whether the answer is none.
    pub wrong: bool,
}

/// All questions of the vocabulary; `given` are the answers, `wrong` what was typed and is none, `next` is asked first.
pub(super) fn fields(
    vocabulary: &VocabularyReport,
    given: &[FactReport<'_>],
    wrong: &[(String, String)],
    next: Option<&str>,
    words: &Words,
) -> Vec<Field> {
    let mut cards: Vec<&FactCard> = vocabulary.facts.iter().collect();
    // What is asked next stands first; the sort keeps the order of the others.
    cards.sort_by_key(|card| Some(card.id.as_str()) != next);
    let answer = |card: &FactCard| given.iter().find(|fact| fact.fact == card.id).and_then(|fact| fact.values.as_ref());
    let fields = cards.into_iter().map(|card| field(card, answer(card), words));
    let typed = |id: &str| wrong.iter().find(|(name, _)| name == id).map(|(_, typed)| typed.clone());
    fields
        .map(|field| match typed(&field.id) {
            Some(value) => Field { value, wrong: true, ..field },
            None => field,
        })
        .collect()
}

fn field(card: &FactCard, answer: Option<&Vec<&str>>, words: &Words) -> Field {
    let value = match answer {
        // A set that is known to be empty, and would not be if nothing were said.
        Some(values) if values.is_empty() && card.default.as_ref() != Some(&Vec::new()) => ",".to_owned(),
        Some(values) => values.join(", "),
        None => String::new(),
    };
    let (kind, options) = match card.ty {
        "flag" => {
            ("choice", vec![("true".to_owned(), words.yes.to_owned()), ("false".to_owned(), words.no.to_owned())])
        }
        "choice" => ("choice", card.values.clone()),
        "jurisdiction" => ("place", Vec::new()),
        "jurisdictions" => ("places", Vec::new()),
        _ => ("ways", Vec::new()),
    };
    let default = card.default.as_ref().and_then(|values| values.first());
    let chosen = options.into_iter().map(|(id, label)| {
        let is = id == value;
        // What leaving out means is left out: an address says no more than it has to.
        (if Some(&id) == default { String::new() } else { id }, label, is)
    });
    let mut options: Vec<(String, String, bool)> = chosen.collect();
    if kind == "choice" {
        // Where leaving out means something, not knowing has to be said.
        let unknown = if card.default.is_some() { "unknown" } else { "" };
        options.insert(0, (unknown.to_owned(), words.not_known.to_owned(), value.is_empty()));
    }
    Field {
        id: card.id.clone(),
        label: card.label.clone(),
        question: card.question.clone(),
        kind,
        value,
        options,
        wrong: false,
    }
}
