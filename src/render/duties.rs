//! Two tables in words: what each state requires, forbids and permits, and how much can collide between two.

use super::names;
use super::phrases::Phrases;
use crate::report::{Cell, Certainty, CheckReport, ConflictReport, Outcome, PairReport};

impl<'c> Phrases<'c> {
    /// The table of duties, its head first; and by letter the facts on which uncertain cells hinge.
    pub(super) fn duties(self, report: &CheckReport<'c>) -> (Vec<Vec<String>>, Vec<(String, String)>) {
        let mut hinges: Vec<(String, String)> = Vec::new();
        let states = report.duties.iter().map(|column| {
            let others = column.with.iter().copied();
            std::iter::once(column.jurisdiction).chain(others).collect::<Vec<_>>().join(", ")
        });
        let mut rows = vec![std::iter::once(self.words.provider.to_owned()).chain(states).collect::<Vec<_>>()];
        let mut acts: Vec<(&str, &str)> = Vec::new();
        for duty in report.duties.iter().flat_map(|column| &column.duties) {
            if !acts.contains(&(duty.act, duty.label)) {
                acts.push((duty.act, duty.label));
            }
        }
        for (act, label) in acts {
            let mut row = vec![label.to_owned()];
            for column in &report.duties {
                let stances = column.duties.iter().filter(|duty| duty.act == act).flat_map(|duty| &duty.stances);
                let cells: Vec<String> = stances.map(|cell| self.stance(cell, &mut hinges)).collect();
                row.push(if cells.is_empty() { "–".to_owned() } else { cells.join("; ") });
            }
            rows.push(row);
        }
        (rows, hinges)
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
