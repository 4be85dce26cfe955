//! Two tables in words: what each state requires, forbids and permits, and how much can collide between two.

use super::names;
use super::phrases::Phrases;
use crate::report::{Cell, Certainty, CheckReport, ConflictReport, LawName, Outcome, PairReport};

/// An act, and by state what is said of it.
pub(super) type Duty<'r, 'c> = (&'c str, Vec<Vec<(String, &'r Cell<'c>)>>);

impl<'c> Phrases<'c> {
    /// The table of duties, its head first; and by letter the facts on which uncertain cells hinge.
    pub(super) fn duties(self, report: &CheckReport<'c>) -> (Vec<Vec<String>>, Vec<(String, String)>) {
        let mut hinges: Vec<(String, String)> = Vec::new();
        let states = report.duties.iter().map(|column| {
            let others = column.with.iter().copied();
            std::iter::once(column.jurisdiction).chain(others).collect::<Vec<_>>().join(", ")
        });
        let mut rows = vec![std::iter::once(self.words.provider.to_owned()).chain(states).collect::<Vec<_>>()];
        for (label, cells) in self.told_duties(report, &mut hinges) {
            let told = cells.into_iter().map(|cell| match cell.as_slice() {
                [] => "–".to_owned(),
                all => all.iter().map(|(says, _)| says.as_str()).collect::<Vec<_>>().join("; "),
            });
            rows.push(std::iter::once(label.to_owned()).chain(told).collect());
        }
        (rows, hinges)
    }

    /// The same for pages that lead to the law: of each act what it is called, and by state what is said of it and which
    /// law says so.
    pub(super) fn duties_by_law<'r>(self, report: &'r CheckReport<'c>) -> Vec<Duty<'r, 'c>> {
        self.told_duties(report, &mut Vec::new())
    }

    fn told_duties<'r>(self, report: &'r CheckReport<'c>, hinges: &mut Vec<(String, String)>) -> Vec<Duty<'r, 'c>> {
        let mut acts: Vec<(&str, &str)> = Vec::new();
        for duty in report.duties.iter().flat_map(|column| &column.duties) {
            if !acts.contains(&(duty.act, duty.label)) {
                acts.push((duty.act, duty.label));
            }
        }
        let rows = acts.into_iter().map(|(act, label)| {
            let cells = report.duties.iter().map(|column| {
                let stances = column.duties.iter().filter(|duty| duty.act == act).flat_map(|duty| &duty.stances);
                stances.map(|cell| (self.stance(cell, hinges), cell)).collect()
            });
            (label, cells.collect())
        });
        rows.collect()
    }

    /// The norms that apply: of each state and act what is said, and which law says so; what may apply is left out.
    pub(super) fn applying<'r>(self, report: &'r CheckReport<'c>) -> Vec<(&'c str, String, &'r [LawName<'c>])> {
        let cells = report.duties.iter().flat_map(|column| {
            let duties = column.duties.iter().flat_map(|duty| duty.stances.iter().map(move |cell| (duty.label, cell)));
            duties.map(|(act, cell)| (column.jurisdiction, act, cell))
        });
        let sure = cells.filter(|(_, _, cell)| cell.certainty != Certainty::Possible);
        let told = sure.map(|(state, act, cell)| {
            let says = format!("{} {act}", names::stance(cell.stance, self.lang));
            let says = match cell.certainty {
                Certainty::Contested => format!("{says} ({})", names::certainty(cell.certainty, self.lang)),
                Certainty::Certain | Certainty::Possible => says,
            };
            (state, says, cell.law.as_slice())
        });
        told.collect()
    }

    /// What a state says of an act, and how sure that is; what it hinges on gets a letter.
    fn stance(self, cell: &Cell<'c>, hinges: &mut Vec<(String, String)>) -> String {
        let name = names::stance(cell.stance, self.lang);
        match cell.certainty {
            Certainty::Certain => name.to_owned(),
            Certainty::Contested => format!("{name} ({})", names::certainty(cell.certainty, self.lang)),
            Certainty::Possible => {
                let facts = self.facts(&cell.missing);
                let at = hinges.iter().position(|(_, known)| *known == facts).unwrap_or_else(|| {
                    let letter = ('a'..='z').cycle().nth(hinges.len()).unwrap_or('*');
                    hinges.push((format!("{letter})"), facts));
                    hinges.len() - 1
                });
                hinges.get(at).map_or_else(|| format!("{name}?"), |(letter, _)| format!("{name}? {letter}"))
            }
        }
    }

    /// By required act how many collisions each direction has, and what becomes of them; the head first.
    pub(super) fn overview(self, report: &PairReport<'c>) -> Vec<Vec<String>> {
        let mut acts: Vec<&str> = Vec::new();
        let found = report.directions.iter().flat_map(|side| &side.collisions);
        for label in found.map(|collision| collision.conflict.required.act_label) {
            if !acts.contains(&label) {
                acts.push(label);
            }
        }
        let directions = report.directions.iter().map(|side| self.direction(side));
        let mut rows = vec![std::iter::once(self.words.overview.to_owned()).chain(directions).collect::<Vec<_>>()];
        for act in acts {
            let cells = report.directions.iter().map(|side| {
                let found = side.collisions.iter().map(|collision| &collision.conflict);
                self.counted(found.filter(|conflict| conflict.required.act_label == act))
            });
            rows.push(std::iter::once(act.to_owned()).chain(cells).collect());
        }
        rows
    }

    /// `120: X 118, D 2, at best R 100, W 20`, the worst first.
    fn counted<'r>(self, conflicts: impl Iterator<Item = &'r ConflictReport<'c>>) -> String
    where
        'c: 'r,
    {
        let (worst, best): (Vec<_>, Vec<_>) = conflicts.map(|conflict| (conflict.outcome, conflict.at_best)).unzip();
        match worst.len() {
            0 => "–".to_owned(),
            many if worst == best => format!("{many}: {}", letters(worst)),
            many => format!("{many}: {}, {} {}", letters(worst), self.words.at_best, letters(best)),
        }
    }
}

/// `X 118, D 2`
fn letters(mut outcomes: Vec<Outcome>) -> String {
    outcomes.sort_unstable_by(|one, other| other.cmp(one));
    let groups = outcomes.chunk_by(|one, other| one == other);
    let groups = groups.filter_map(|group| Some(format!("{} {}", group.first()?.letter(), group.len())));
    groups.collect::<Vec<_>>().join(", ")
}
