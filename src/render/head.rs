//! The verdict in words, as a page begins with it.
//!
//! A verdict looks only at what is sure. Where conflicts are possible, law is not encoded or places are not given, its
//! bare name would sound like an all-clear; here it gets a name that cannot.

use super::names;
use super::phrases::Phrases;
use crate::law::Lang;
use crate::report::{Certainty, CheckReport, Outcome, PairReport, Receipt};

/// The verdict as a page begins with it.
pub(super) struct Head {
    /// Whose colour it has.
    pub outcome: Outcome,
    /// `W REROUTABLE`, or `POSSIBLE: X DEADLOCK`: never a word that sounds like an all-clear where something is open.
    pub name: String,
    /// What it means, in sentences.
    pub meaning: String,
}

/// What a verdict rests on.
struct Situation<'r> {
    verdict: Outcome,
    worst_case: Outcome,
    /// How many conflicts are merely possible.
    possible: usize,
    /// Whether conflicts are resolved by a mechanism in use.
    resolved: bool,
    gaps: bool,
    places_open: bool,
    in_part: bool,
    receipt: &'r Receipt,
}

impl Phrases<'_> {
    /// The verdict of a request.
    pub(super) fn head(self, report: &CheckReport<'_>) -> Head {
        self.verdict(&Situation {
            verdict: report.verdict,
            worst_case: report.worst_case,
            possible: report.conflicts.iter().filter(|c| c.certainty == Certainty::Possible).count(),
            resolved: !report.resolved.is_empty(),
            gaps: report.gaps.iter().any(|gap| gap.broken_file.is_none()),
            places_open: !report.open_places.is_empty(),
            in_part: !report.limits.is_empty(),
            receipt: &report.receipt,
        })
    }

    /// The verdict of a pair.
    pub(super) fn pair_head(self, report: &PairReport<'_>) -> Head {
        let (resolved, standing): (Vec<_>, Vec<_>) =
            report.directions.iter().flat_map(|side| &side.collisions).partition(|found| found.resolved);
        self.verdict(&Situation {
            verdict: report.verdict,
            worst_case: report.worst_case,
            possible: standing.iter().filter(|found| found.conflict.certainty == Certainty::Possible).count(),
            resolved: !resolved.is_empty(),
            gaps: report.gaps.iter().any(|gap| gap.broken_file.is_none()),
            places_open: false,
            in_part: !report.limits.is_empty(),
            receipt: &report.receipt,
        })
    }

    fn verdict(self, at: &Situation<'_>) -> Head {
        let silent = |outcome| matches!(outcome, Outcome::Clear | Outcome::Unknown);
        let named =
            |outcome: Outcome| format!("{} {}", outcome.letter(), names::outcome(outcome, self.lang).to_uppercase());
        match at.verdict {
            verdict if silent(verdict) && !silent(at.worst_case) => Head {
                outcome: at.worst_case,
                name: format!("{}: {}", self.words.possible, named(at.worst_case)),
                meaning: self.none_certain(at),
            },
            Outcome::Unknown => Head { outcome: at.verdict, name: named(at.verdict), meaning: self.none_found(at) },
            Outcome::Clear => Head { outcome: at.verdict, name: named(at.verdict), meaning: self.all_clear(at) },
            verdict => {
                let mut meaning = names::meaning(verdict, self.lang).to_owned();
                if at.worst_case != verdict {
                    let worst = names::outcome(at.worst_case, self.lang).to_uppercase();
                    meaning.push_str(&format!(" {}: {worst}, {}.", self.words.worst_case, self.words.if_true));
                }
                Head { outcome: verdict, name: named(verdict), meaning }
            }
        }
    }

    /// Conflicts are possible, none is certain.
    fn none_certain(self, at: &Situation<'_>) -> String {
        let holes = self.holes(at);
        match self.lang {
            Lang::En => {
                let few = if at.possible == 1 { "one is".to_owned() } else { format!("{} are", at.possible) };
                let besides = if holes.is_empty() { holes } else { format!(" Besides, {holes}.") };
                format!(
                    "No conflict is certain on the facts given, but {few} possible: no all-clear while facts are \
                     missing.{besides}"
                )
            }
            Lang::De => {
                let few = if at.possible == 1 { "eine ist".to_owned() } else { format!("{} sind", at.possible) };
                let besides = if holes.is_empty() { holes } else { format!(" Außerdem: {holes}.") };
                format!(
                    "Nach den gegebenen Tatsachen ist keine Kollision sicher, aber {few} möglich: keine Entwarnung, \
                     solange Tatsachen fehlen.{besides}"
                )
            }
        }
    }

    /// No conflict, but silence means nothing.
    fn none_found(self, at: &Situation<'_>) -> String {
        let holes = self.holes(at);
        match (self.lang, at.resolved) {
            (Lang::En, false) => format!("No conflict was found, but {holes}: no all-clear."),
            (Lang::En, true) => {
                format!("A mechanism in use resolves every conflict that was found, but {holes}: no all-clear.")
            }
            (Lang::De, false) => format!("Keine Kollision gefunden, aber {holes}: keine Entwarnung."),
            (Lang::De, true) => {
                format!("Ein genutzter Weg löst jede gefundene Kollision, aber {holes}: keine Entwarnung.")
            }
        }
    }

    /// Nothing stands in the way.
    fn all_clear(self, at: &Situation<'_>) -> String {
        let mut meaning = match (self.lang, at.resolved) {
            (_, false) => names::meaning(Outcome::Clear, self.lang).to_owned(),
            (Lang::En, true) => {
                "A mechanism in use resolves every conflict, and all law involved is covered.".to_owned()
            }
            (Lang::De, true) => {
                "Ein genutzter Weg löst jede Kollision, und alles beteiligte Recht ist erfasst.".to_owned()
            }
        };
        if at.in_part {
            meaning.push_str(&format!(" {}", self.words.only_in_part));
        }
        meaning
    }

    /// Why silence means nothing here.
    fn holes(self, at: &Situation<'_>) -> String {
        let words = self.words;
        let holes = [
            (at.gaps, words.not_all_law),
            (at.places_open, words.not_all_places),
            (!at.receipt.left_out.is_empty(), words.files_left_out),
        ];
        let holes: Vec<&str> = holes.into_iter().filter(|(there, _)| *there).map(|(_, hole)| hole).collect();
        holes.join(&format!(" {} ", words.and))
    }
}
