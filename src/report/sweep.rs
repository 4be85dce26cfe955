//! A space of requests, counted: rows that add up.
//!
//! Every row has texts that say what it counts, and numbers. Rows with equal texts from any shards of one sweep are
//! added number by number, and give the rows of the whole.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use super::names::{Certainty, Outcome};
use super::rows::{Cell, CellKind, FINDING, FactValue, Labels, fact_value};
use super::{Receipt, SCHEMA_VERSION};
use crate::corpus::Corpus;
use crate::law::{Day, FactId, Id as _, Space};
use crate::survey::sweep::{Class, Wanted};

/// A column whose heading is known only when the table is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The heading.
    pub name: String,
    /// What its cells are.
    pub kind: CellKind,
}

/// A row under its headings.
#[derive(Debug, Clone, Copy)]
pub struct SweepRow<'a> {
    /// The headings.
    pub headings: &'a [Heading],
    /// A cell for each.
    pub cells: &'a [Cell<'a>],
}

impl Serialize for SweepRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.headings.iter().map(|heading| &heading.name).zip(self.cells))
    }
}

/// A whole table as one document.
#[derive(Debug, Clone, Serialize)]
pub struct SweepReport<'a> {
    schema_version: u32,
    space: &'a str,
    as_of: &'a str,
    requests: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    shard: Option<&'a str>,
    receipt: &'a Receipt,
    rows: Vec<SweepRow<'a>>,
}

/// What the rows of a sweep look like, and what they are made with.
#[derive(Debug, Clone)]
pub struct SweepTable {
    /// What is counted.
    pub wanted: Wanted,
    /// The space's name.
    pub name: String,
    /// The date on which the law is read.
    pub as_of: String,
    /// How many requests the space has.
    pub requests: u64,
    /// What the answers are made with.
    pub receipt: Receipt,
    /// The facts that each row names: those of the groups, or of a class all that the space gives.
    pub(super) facts: Vec<Shown>,
    pub(super) groups: u64,
    /// A short hash of everything on which the numbers hang.
    made_with: String,
}

/// A fact with its values, in the order of the space.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    fact: FactId,
    name: String,
    pub(super) values: Vec<FactValue>,
}

/// The numbers of a row that counts verdicts and findings.
const COUNTS: [&str; 21] = [
    "requests",
    "verdict_clear",
    "verdict_unknown",
    "verdict_resolvable",
    "verdict_reroutable",
    "verdict_discretionary",
    "verdict_deadlock",
    "worst_clear",
    "worst_unknown",
    "worst_resolvable",
    "worst_reroutable",
    "worst_discretionary",
    "worst_deadlock",
    "findings_certain",
    "findings_contested",
    "findings_possible",
    "findings_resolvable",
    "findings_reroutable",
    "findings_discretionary",
    "findings_deadlock",
    "findings_resolved",
];

impl SweepTable {
    /// The table of a sweep.
    #[must_use]
    pub fn new(corpus: &Corpus, space: &Space, wanted: Wanted, day: Day) -> Self {
        let given = |fact: &FactId| {
            let default = &corpus.vocabulary.facts[*fact].default;
            space.group_by().contains(fact) || space.values(*fact) != std::slice::from_ref(default)
        };
        let facts: Vec<FactId> = match wanted {
            Wanted::Counts | Wanted::Findings => space.group_by().to_vec(),
            Wanted::Classes => space.order().filter(given).collect(),
        };
        let shown = |fact: FactId| Shown {
            fact,
            name: corpus.vocabulary.facts[fact].name.clone(),
            values: space.values(fact).iter().map(|known| fact_value(corpus, fact, known)).collect(),
        };
        let receipt = Receipt::new(corpus);
        let all: Vec<Shown> = space.order().map(shown).collect();
        Self {
            wanted,
            name: space.name.clone(),
            as_of: day.to_string(),
            requests: space.len(),
            facts: facts.into_iter().map(shown).collect(),
            groups: space.groups(),
            made_with: made_with(&receipt, &day.to_string(), space.group_by().len(), &all),
            receipt,
        }
    }

    /// The names of the facts that each row names.
    pub fn facts(&self) -> impl Iterator<Item = &str> {
        self.facts.iter().map(|shown| shown.name.as_str())
    }

    /// The columns.
    #[must_use]
    pub fn columns(&self) -> Vec<Heading> {
        let heading = |name: &str, kind| Heading { name: name.to_owned(), kind };
        let mut columns: Vec<Heading> = self.facts().map(|name| heading(name, CellKind::Fact)).collect();
        match self.wanted {
            Wanted::Counts => columns.extend(COUNTS.map(|name| heading(name, CellKind::Number))),
            Wanted::Findings => {
                columns.extend(FINDING.iter().skip(1).map(|column| heading(column.name, column.kind)));
                columns.push(heading("requests", CellKind::Number));
            }
            Wanted::Classes => {
                columns.push(heading("requests", CellKind::Number));
                columns.extend(["verdict", "worst_case"].map(|name| heading(name, CellKind::Verdict)));
                columns.push(heading("findings", CellKind::List));
            }
        }
        columns.extend(["as_of", "made_with"].map(|name| heading(name, CellKind::Text)));
        columns
    }

    /// The table with these rows as a document; of a shard it says which.
    #[must_use]
    pub fn report<'a>(
        &'a self,
        headings: &'a [Heading],
        rows: &'a [Vec<Cell<'a>>],
        shard: Option<&'a str>,
    ) -> SweepReport<'a> {
        SweepReport {
            schema_version: SCHEMA_VERSION,
            space: &self.name,
            as_of: &self.as_of,
            requests: self.requests,
            shard,
            receipt: &self.receipt,
            rows: rows.iter().map(|cells| SweepRow { headings, cells }).collect(),
        }
    }

    /// A short hash of everything on which the numbers hang: space, law, date and program.
    #[must_use]
    pub fn made_with(&self) -> &str {
        &self.made_with
    }

    /// Whether a row under the headings of this table tells of a certain or contested conflict.
    #[must_use]
    pub fn is_conflict(&self, columns: &[Heading], cells: &[Cell<'_>]) -> bool {
        let cell = |name: &str| columns.iter().zip(cells).find(|(column, _)| column.name == name).map(|(_, cell)| cell);
        let text = |name: &str| cell(name).map(Cell::to_text);
        let is = |certainty: Certainty| text("certainty").is_some_and(|text| text == certainty.name());
        let conflicts = [Outcome::Resolvable, Outcome::Reroutable, Outcome::Discretionary, Outcome::Deadlock];
        match self.wanted {
            Wanted::Counts => conflicts.iter().any(|outcome| {
                let count = cell(&format!("verdict_{}", outcome.name()));
                count.is_some_and(|count| matches!(count, Cell::Number(count) if *count > 0))
            }),
            Wanted::Findings => {
                (is(Certainty::Certain) || is(Certainty::Contested)) && cell("resolved") == Some(&Cell::Flag(false))
            }
            Wanted::Classes => {
                text("verdict").is_some_and(|verdict| conflicts.iter().any(|outcome| outcome.name() == verdict))
            }
        }
    }

    /// The row of a class of requests.
    #[must_use]
    pub fn class<'a>(&'a self, class: &Class, labels: &'a Labels) -> Vec<Cell<'a>> {
        let value = |shown: &'a Shown| {
            let at = class.values.get(shown.fact.index()).copied().unwrap_or(0);
            shown.values.get(at as usize).map(|value| Cell::Fact(Cow::Borrowed(value)))
        };
        let mut cells: Vec<Cell<'_>> = self.facts.iter().filter_map(value).collect();
        cells.push(Cell::Number(class.requests));
        cells.extend([Cell::verdict(class.verdict), Cell::verdict(class.worst_case)]);
        cells.push(labels.ids(&class.findings));
        cells.extend(self.ending());
        cells
    }

    /// What a row of classes says of each fact: the place of its value among those of the space.
    #[must_use]
    pub fn class_values(&self, cells: &[Cell<'_>]) -> BTreeMap<FactId, u32> {
        let place = |(shown, cell): (&Shown, &Cell<'_>)| {
            let Cell::Fact(value) = cell else { return None };
            let at = shown.values.iter().position(|known| *known == **value)?;
            Some((shown.fact, u32::try_from(at).ok()?))
        };
        self.facts.iter().zip(cells).filter_map(place).collect()
    }

    /// The values of a group.
    pub(super) fn group(&self, number: u64) -> impl Iterator<Item = &FactValue> {
        let mut rest = number;
        let mut values: Vec<Option<&FactValue>> = Vec::new();
        for shown in self.facts.iter().rev() {
            let radix = shown.values.len().max(1) as u64;
            values.push(usize::try_from(rest % radix).ok().and_then(|at| shown.values.get(at)));
            rest /= radix;
        }
        values.into_iter().rev().flatten()
    }

    pub(super) fn group_name(&self, number: u64) -> String {
        self.group(number).map(|value| value.text.as_str()).collect::<Vec<_>>().join(" · ")
    }

    /// The cells at the end of every row.
    pub(super) fn ending(&self) -> [Cell<'_>; 2] {
        [Cell::text(&self.as_of), Cell::text(&self.made_with)]
    }

    /// A row of this table from the texts of its cells, by heading.
    ///
    /// # Errors
    /// What is wrong with it, in words: it belongs to another sweep.
    pub fn parse<'t>(&self, text: impl Fn(&str) -> Option<Cow<'t, str>>) -> Result<Vec<Cell<'static>>, String> {
        let cell = |at: usize, heading: &Heading| {
            let name = &heading.name;
            let text = text(name).ok_or_else(|| format!("there is no column `{name}`"))?;
            let wrong = || format!("`{text}` stands in the column `{name}`");
            Ok(match heading.kind {
                CellKind::Fact => {
                    let known = self.facts.get(at).into_iter().flat_map(|shown| &shown.values);
                    Cell::Fact(Cow::Owned(known.clone().find(|value| value.text == text).cloned().ok_or_else(wrong)?))
                }
                CellKind::Number => Cell::Number(text.parse().map_err(|_| wrong())?),
                CellKind::Count => Cell::Count(text.parse().map_err(|_| wrong())?),
                CellKind::Flag => Cell::Flag(text.parse().map_err(|_| wrong())?),
                CellKind::List => Cell::List(
                    text.split('|')
                        .filter(|part| !part.is_empty() && *part != "none")
                        .map(|part| part.to_owned().into())
                        .collect(),
                ),
                CellKind::Text | CellKind::Verdict => Cell::Text(Cow::Owned(text.into_owned())),
            })
        };
        let headings = self.columns();
        let cells = headings.iter().enumerate().map(|(at, heading)| cell(at, heading));
        let cells: Vec<Cell<'static>> = cells.collect::<Result<_, String>>()?;
        match cells.last() {
            Some(Cell::Text(made_with)) if *made_with == self.made_with => Ok(cells),
            _ => Err("it was made with another space, law, date or program".to_owned()),
        }
    }
}

/// A short hash of everything on which the numbers of a sweep hang.
fn made_with(receipt: &Receipt, as_of: &str, groups: usize, facts: &[Shown]) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update(text.as_bytes());
        hash.update([0]);
    };
    [receipt.engine.as_str(), &receipt.corpus, as_of, &groups.to_string()].into_iter().for_each(&mut add);
    receipt.left_out.iter().for_each(|file| add(file));
    for shown in facts {
        add(&shown.name);
        shown.values.iter().for_each(|value| add(&value.text));
        add("");
    }
    hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
