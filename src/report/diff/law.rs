//! What changed in the law, piece by piece, with what was said before and what is said now.

use schemars::JsonSchema;
use serde::Serialize;

use super::said::{SaidReport, said, title};
use crate::law::Lang;
use crate::report::horn::PeriodReport;
use crate::survey::diff::{Aspect, Change, LawChange, Piece, Side, Weight};

/// A piece of law that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LawChangeReport {
    /// `provision`, `mechanism`, `membership`, `instrument`, `jurisdiction`, `fact`, `value`, `act`, `topic`,
    /// `mechanism_kind` or `principle`.
    pub sort: &'static str,
    /// The id; of a membership `DE>EU`, of a value `fact=value`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// `added`, `version` (of what was there before), `removed`, `renamed` or `changed`.
    pub change: &'static str,
    /// The old id of what was renamed.
    pub renamed_from: Option<String>,
    /// What the change amounts to: `meaning`, `dates` or `words`; nothing where only the id is another.
    pub weight: Option<&'static str>,
    /// When it is in force, or was, of what was added or removed.
    pub in_force: Option<PeriodReport>,
    /// What changed in it, the gravest first.
    pub aspects: Vec<AspectReport>,
}

/// One side from which a piece of law is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AspectReport {
    /// The side, as `when` or `exceptions`.
    pub aspect: &'static str,
    /// `meaning`, `dates` or `words`.
    pub weight: &'static str,
    /// What was said; without what is still said. Empty where texts are too long to be shown.
    pub before: Vec<SaidReport>,
    /// What is said.
    pub after: Vec<SaidReport>,
}

/// Writes changes of the law.
pub(super) fn law(changes: &[LawChange], old: Side<'_>, new: Side<'_>, lang: Lang) -> Vec<LawChangeReport> {
    changes.iter().map(|change| one(change, old, new, lang)).collect()
}

fn one(change: &LawChange, old: Side<'_>, new: Side<'_>, lang: Lang) -> LawChangeReport {
    let before = if matches!(change.change, Change::Version(_)) { new } else { old };
    let sides = [(before, change.old), (new, change.new)].map(|(side, piece)| piece.map(|piece| (side, piece)));
    let [before, after] = sides;
    let shown = after.or(before);
    let (name, renamed_from) = match &change.change {
        Change::Added => ("added", None),
        Change::Version(_) => ("version", None),
        Change::Removed => ("removed", None),
        Change::Renamed(from) => ("renamed", Some(from.clone())),
        Change::Changed(_) => ("changed", None),
    };
    let mut aspects = match &change.change {
        Change::Changed(aspects) | Change::Version(aspects) => aspects.clone(),
        Change::Added | Change::Removed | Change::Renamed(_) => Vec::new(),
    };
    aspects.sort_by_key(|aspect| (aspect.weight(), *aspect));
    let in_force = match change.change {
        Change::Added | Change::Version(_) | Change::Removed => shown.and_then(|(side, piece)| period(side, piece)),
        Change::Renamed(_) | Change::Changed(_) => None,
    };
    LawChangeReport {
        sort: change.sort.name(),
        id: change.id.clone(),
        title: shown.map(|(side, piece)| title(side.corpus, piece, lang)).unwrap_or_default(),
        change: name,
        renamed_from,
        weight: change.weight().map(weight_name),
        in_force,
        aspects: aspects.into_iter().map(|aspect| aspect_report(aspect, sides, lang)).collect(),
    }
}

fn aspect_report(aspect: Aspect, sides: [Option<(Side<'_>, Piece)>; 2], lang: Lang) -> AspectReport {
    let [before, after] =
        sides.map(|side| side.map(|(side, piece)| said(side, piece, aspect, lang)).unwrap_or_default());
    let only = |some: &[SaidReport], others: &[SaidReport]| {
        some.iter().filter(|line| !others.contains(line)).cloned().collect()
    };
    AspectReport {
        aspect: aspect.name(),
        weight: weight_name(aspect.weight()),
        before: only(&before, &after),
        after: only(&after, &before),
    }
}

fn weight_name(weight: Weight) -> &'static str {
    match weight {
        Weight::Meaning => "meaning",
        Weight::Dates => "dates",
        Weight::Words => "words",
    }
}

/// When a piece with one period is in force.
fn period(side: Side<'_>, piece: Piece) -> Option<PeriodReport> {
    let corpus = side.corpus;
    let period = match piece {
        Piece::Provision(id) => return Some(PeriodReport::of_version(corpus, id)),
        Piece::Instrument(id) => Some(corpus.instruments[id].in_force),
        Piece::Membership(of, at) => {
            corpus.jurisdictions[of].memberships().nth(at).map(|membership| membership.in_force)
        }
        Piece::Mechanism(_)
        | Piece::Fact(_)
        | Piece::Value(..)
        | Piece::Act(_)
        | Piece::Topic(_)
        | Piece::Kind(_)
        | Piece::Principle(_)
        | Piece::Jurisdiction(_) => None,
    };
    period.map(PeriodReport::from)
}
