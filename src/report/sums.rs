//! The sums of a sweep: rows with equal texts are added number by number.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::rows::{Cell, CellKind, FINDING, Labels};
use super::sweep::{Heading, SweepTable};
use crate::survey::bulk::Finding;
use crate::survey::sweep::{GroupTally, Tally, Wanted};

/// The sums of rows of one table, of counts or of findings.
#[derive(Debug, Clone)]
pub struct Sums<'t> {
    table: &'t SweepTable,
    columns: Vec<Heading>,
    rows: BTreeMap<Key, Vec<u128>>,
    conflict: bool,
}

/// Sums as plain values, so that another run can go on with them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SavedSums {
    /// The number of a group, the texts that name a finding, the numbers.
    rows: Vec<(u64, Vec<String>, Vec<u128>)>,
    /// Whether some request has a certain or contested conflict.
    conflict: bool,
}

/// What a row counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// The number of its group.
    group: u64,
    /// The texts that name a finding; none for all requests of the group.
    finding: Vec<String>,
}

/// A count needs more than 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a count is larger than {}; sweep a smaller space", u64::MAX)]
pub struct TooLarge;

impl<'t> Sums<'t> {
    /// No rows yet.
    #[must_use]
    pub fn new(table: &'t SweepTable) -> Self {
        Self { table, columns: table.columns(), rows: BTreeMap::new(), conflict: false }
    }

    /// Adds what was counted.
    pub fn add_tally(&mut self, tally: &Tally, labels: &Labels) {
        for (group, counted) in &tally.groups {
            self.conflict |= counted.has_conflict();
            match self.table.wanted {
                Wanted::Counts => self.add(*group, Vec::new(), &counted.counts.all()),
                Wanted::Findings | Wanted::Classes => self.add_findings(*group, counted, labels),
            }
        }
    }

    fn add_findings(&mut self, group: u64, counted: &GroupTally, labels: &Labels) {
        self.add(group, Vec::new(), &[counted.counts.requests]);
        for (key, count) in &counted.findings {
            let (pair, certainty, outcome, resolved) = (key.pair, key.certainty, key.outcome, key.resolved);
            let cells = labels.finding("", &Finding { pair, certainty, outcome, resolved });
            let texts = cells.iter().flatten().skip(1).map(Cell::to_text).collect();
            self.add(group, texts, &[*count]);
        }
    }

    /// Adds a row of this table.
    pub fn add_row(&mut self, cells: &[Cell<'_>]) {
        self.conflict |= self.table.is_conflict(&self.columns, cells);
        let facts = self.table.facts.len();
        let mut group = 0;
        for (shown, cell) in self.table.facts.iter().zip(cells) {
            let Cell::Fact(value) = cell else { continue };
            let at = shown.values.iter().position(|known| *known == **value).unwrap_or(0);
            group = group * shown.values.len() as u64 + at as u64;
        }
        let rest = cells.get(facts..cells.len().saturating_sub(2)).unwrap_or_default();
        let mut counts = Vec::new();
        let mut texts = Vec::new();
        for cell in rest {
            match cell {
                Cell::Number(number) => counts.push(u128::from(*number)),
                other => texts.push(other.to_text()),
            }
        }
        let names_finding = texts.first().is_some_and(|finding| !finding.is_empty());
        self.add(group, if names_finding { texts } else { Vec::new() }, &counts);
    }

    fn add(&mut self, group: u64, finding: Vec<String>, counts: &[u128]) {
        let sums = self.rows.entry(Key { group, finding }).or_insert_with(|| vec![0; counts.len()]);
        sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }

    /// The first group of which requests are missing, or counted twice: its name, what there is, what there should be.
    #[must_use]
    pub fn incomplete(&self) -> Option<(String, u128, u64)> {
        let each = self.table.requests / self.table.groups.max(1);
        (0..self.table.groups).find_map(|group| {
            let key = Key { group, finding: Vec::new() };
            let there = self.rows.get(&key).and_then(|counts| counts.first()).copied().unwrap_or(0);
            (there != u128::from(each)).then(|| (self.table.group_name(group), there, each))
        })
    }

    /// Whether some request has a certain or contested conflict.
    #[must_use]
    pub fn has_conflict(&self) -> bool {
        self.conflict
    }

    /// The rows: groups in the order of the space, in each all requests first, then the most frequent finding.
    ///
    /// # Errors
    /// If a count needs more than 64 bits.
    pub fn rows(&self) -> Result<Vec<Vec<Cell<'_>>>, TooLarge> {
        let mut rows: Vec<(&Key, &Vec<u128>)> = self.rows.iter().collect();
        rows.sort_by(|(a, a_counts), (b, b_counts)| {
            let by_count = || b_counts.first().cmp(&a_counts.first()).then_with(|| a.finding.cmp(&b.finding));
            let whole_first = || b.finding.is_empty().cmp(&a.finding.is_empty());
            a.group.cmp(&b.group).then_with(whole_first).then_with(by_count)
        });
        rows.into_iter().map(|(key, counts)| self.row(key, counts)).collect()
    }

    fn row<'s>(&'s self, key: &'s Key, counts: &[u128]) -> Result<Vec<Cell<'s>>, TooLarge> {
        let mut cells: Vec<Cell<'s>> =
            self.table.group(key.group).map(|value| Cell::Fact(Cow::Borrowed(value))).collect();
        if self.table.wanted == Wanted::Findings {
            for (at, column) in FINDING.iter().skip(1).enumerate() {
                let text = key.finding.get(at).map_or("", String::as_str);
                cells.push(if column.kind == CellKind::Flag { Cell::Flag(text == "true") } else { Cell::text(text) });
            }
        }
        for count in counts {
            cells.push(Cell::Number(u64::try_from(*count).map_err(|_| TooLarge)?));
        }
        cells.extend(self.table.ending());
        Ok(cells)
    }

    /// The sums as plain values.
    #[must_use]
    pub fn save(&self) -> SavedSums {
        let rows = self.rows.iter().map(|(key, counts)| (key.group, key.finding.clone(), counts.clone()));
        SavedSums { rows: rows.collect(), conflict: self.conflict }
    }

    /// Adds what another run has saved.
    pub fn restore(&mut self, saved: SavedSums) {
        self.conflict |= saved.conflict;
        saved.rows.into_iter().for_each(|(group, finding, counts)| self.add(group, finding, &counts));
    }
}
