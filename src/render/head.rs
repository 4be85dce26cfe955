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
    /// Whether whatever is as bad as the verdict is contested.
    contested: bool,
    /// The best that missing facts may make of the worst of what is sure.
    at_best: Outcome,
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
        let decisive = || {
            let sure = report.conflicts.iter().filter(|conflict| conflict.certainty != Certainty::Possible);
            sure.filter(|conflict| conflict.outcome == report.verdict)
        };
        self.verdict(&Situation {
            verdict: report.verdict,
            worst_case: report.worst_case,
            possible: report.conflicts.iter().filter(|c| c.certainty == Certainty::Possible).count(),
            contested: decisive().all(|conflict| conflict.certainty == Certainty::Contested),
            at_best: decisive().map(|conflict| conflict.at_best).max().unwrap_or(report.verdict),
            resolved: !report.resolved.is_empty(),
            gaps: report.gaps.iter().any(|gap| gap.broken_file.is_none()),
            places_open: !report.open_places.is_empty(),
            in_part: !report.limits.is_empty(),
            receipt: &report.receipt,
        })
    }

    /// The verdict of a pair: how bad it can get. Whether it does hangs on the demand.
    pub(super) fn pair_head(self, report: &PairReport<'_>) -> Head {
        let (resolved, standing): (Vec<_>, Vec<_>) =
            report.directions.iter().flat_map(|side| &side.collisions).partition(|found| found.resolved);
        let silent = matches!(report.verdict, Outcome::Clear | Outcome::Unknown);
        if silent && let Some(worst) = standing.iter().map(|found| found.conflict.outcome).max() {
            return Head { outcome: worst, name: self.at_worst(worst), meaning: self.can_collide(standing.len()) };
        }
        self.verdict(&Situation {
            verdict: report.verdict,
            worst_case: report.worst_case,
            possible: standing.iter().filter(|found| found.conflict.certainty == Certainty::Possible).count(),
            contested: false,
            at_best: report.verdict,
            resolved: !resolved.is_empty(),
            gaps: report.gaps.iter().any(|gap| gap.broken_file.is_none()),
            places_open: false,
            in_part: !report.limits.is_empty(),
            receipt: &report.receipt,
        })
    }

    /// `AT WORST: D DISCRETIONARY`
    fn at_worst(self, worst: Outcome) -> String {
        let name = names::outcome(worst, self.lang).to_uppercase();
        format!("{}: {} {name}", self.words.worst_case.to_uppercase(), worst.letter())
    }

    fn can_collide(self, pairs: usize) -> String {
        match (self.lang, pairs) {
            (Lang::En, 1) => "Two provisions can collide; for which demands they do stands below.".to_owned(),
            (Lang::En, many) => {
                format!("{many} pairs of provisions can collide, each for the demands that are told below.")
            }
            (Lang::De, 1) => "Zwei Vorschriften können kollidieren; bei welchem Verlangen, steht unten.".to_owned(),
            (Lang::De, many) => {
                format!("{many} Paare von Vorschriften können kollidieren; bei welchem Verlangen jeweils, steht unten.")
            }
        }
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
                let mut name = named(verdict);
                let mut meaning = names::meaning(verdict, self.lang).to_owned();
                if at.contested {
                    name.push_str(&format!(", {}", names::certainty(Certainty::Contested, self.lang)));
                    meaning = format!("{} {meaning}", self.words.if_none_applies);
                }
                if at.at_best < verdict {
                    let best = names::outcome(at.at_best, self.lang);
                    meaning.push_str(&format!(" {} {best}.", self.words.facts_may_make_it));
                }
                if at.worst_case != verdict {
                    let worst = names::outcome(at.worst_case, self.lang).to_uppercase();
                    meaning.push_str(&format!(" {}: {worst}, {}.", self.words.worst_case, self.words.if_true));
                }
                Head { outcome: verdict, name, meaning }
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
