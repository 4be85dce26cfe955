//! What a piece of law means as a short hash, so that a file can keep it and say later that it changed.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::Side;
use super::aspects::{Aspect, Weight};
use super::pieces::{Piece, Portrait, Sort, portraits};
use crate::corpus::{Corpus, LawMark};
use crate::law::{Level, Period};
use crate::survey::said::Said;

/// A mark of every piece of law on which a verdict can hang, by sort and id.
#[must_use]
pub fn law_marks(corpus: &Corpus) -> Vec<LawMark> {
    let all = portraits(Side { corpus, day: None });
    let marks = all.iter().flat_map(|((sort, id), versions)| {
        versions
            .iter()
            .filter(|version| counts(corpus, *sort, version.piece))
            .map(|version| mark(corpus, *sort, id, version))
    });
    let mut marks: Vec<LawMark> = marks.collect();
    marks.sort();
    marks
}

/// A short hash of some texts.
#[must_use]
pub fn short_hash<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// The days of a period, as `2018-05-25..2020-12-31`; an open end is left empty.
#[must_use]
pub fn days(period: Period) -> String {
    let day = |day: Option<crate::law::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}..{}", day(period.first()), day(period.last()))
}

/// Whether a verdict can hang on it. Of most states no law is encoded: there is nothing to keep.
fn counts(corpus: &Corpus, sort: Sort, piece: Piece) -> bool {
    match (sort, piece) {
        (Sort::Topic | Sort::Kind | Sort::Principle, _) => false,
        (_, Piece::Jurisdiction(id)) => {
            corpus.jurisdictions[id].coverage.iter().any(|(_, topic)| topic.level != Level::None)
        }
        _ => true,
    }
}

fn mark(corpus: &Corpus, sort: Sort, id: &str, version: &Portrait) -> LawMark {
    let bearing = version.sides.iter().filter(|(aspect, _)| bears(**aspect));
    let mut text = String::new();
    for (aspect, said) in bearing {
        text.push_str(aspect.name());
        spell(said, &mut text);
    }
    let in_force = in_force(corpus, version);
    let between = between(corpus, version.piece);
    LawMark { sort: sort.name().to_owned(), id: id.to_owned(), in_force, meaning: short_hash([text.as_str()]), between }
}

/// Whom a mechanism connects, by code.
fn between(corpus: &Corpus, piece: Piece) -> Vec<String> {
    let Piece::Mechanism(id) = piece else { return Vec::new() };
    let ends = corpus.mechanisms[id].ends().into_iter();
    let codes: BTreeSet<String> = ends.map(|(end, _)| corpus.jurisdictions[end].code.clone()).collect();
    codes.into_iter().collect()
}

/// Whether a verdict can hang on this side of a piece.
fn bears(aspect: Aspect) -> bool {
    let beside = matches!(aspect, Aspect::Sanction | Aspect::Principles | Aspect::Controllable);
    aspect.weight() == Weight::Meaning && !beside
}

/// The days on which a piece is in force; of a mechanism whose ends differ a hash of these.
fn in_force(corpus: &Corpus, version: &Portrait) -> Option<String> {
    let all = version.piece.periods(corpus)?;
    let written = |period: &Option<Period>| period.map_or_else(|| "never".to_owned(), days);
    match all.as_slice() {
        [first, rest @ ..] if rest.iter().all(|other| other == first) => Some(written(first)),
        _ => {
            let mut text = String::new();
            version.sides.get(&Aspect::InForce).into_iter().for_each(|said| spell(said, &mut text));
            Some(short_hash([text.as_str()]))
        }
    }
}

/// What is said as one text; equal texts only where the same is said.
fn spell(said: &Said, into: &mut String) {
    match said {
        Said::Word(word) => into.push_str(&format!("{word:?}")),
        Said::List(parts) => {
            into.push('[');
            parts.iter().for_each(|part| spell(part, into));
            into.push(']');
        }
        Said::Set(parts) => {
            into.push('{');
            parts.iter().for_each(|part| spell(part, into));
            into.push('}');
        }
    }
}
