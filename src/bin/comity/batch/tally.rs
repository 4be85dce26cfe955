//! What a run has counted, and what it says of it at its end.

use comity::report::Receipt;
use comity::solve::{Outcome, Verdict};
use comity::text::visible;
use serde::{Deserialize, Serialize};

/// The names of the verdicts, in the order in which they are counted.
const VERDICTS: [(&str, Verdict); 6] = [
    ("clear", Verdict::Clear),
    ("resolvable", Verdict::Conflict(Outcome::Resolvable)),
    ("reroutable", Verdict::Conflict(Outcome::Reroutable)),
    ("discretionary", Verdict::Conflict(Outcome::Discretionary)),
    ("deadlock", Verdict::Conflict(Outcome::Deadlock)),
    ("unknown", Verdict::Unknown),
];

/// Counts for the summary.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tally {
    verdicts: [u64; VERDICTS.len()],
    rejected: u64,
    findings: u64,
    /// Values of extra columns for which the output has no column.
    left_out: u64,
    /// Rows whose id another row had before, as far as ids are remembered, and the first of these ids.
    #[serde(default)]
    doubled: u64,
    #[serde(default)]
    first_doubled: Option<String>,
}

impl Tally {
    pub(super) fn add(&mut self, other: &Tally) {
        for (mine, theirs) in self.verdicts.iter_mut().zip(other.verdicts) {
            *mine += theirs;
        }
        self.rejected += other.rejected;
        self.findings += other.findings;
        self.left_out += other.left_out;
        self.doubled += other.doubled;
        self.first_doubled = self.first_doubled.take().or_else(|| other.first_doubled.clone());
    }

    /// Counts a row whose id another row had before.
    pub(super) fn double(&mut self, id: &str) {
        self.doubled += 1;
        self.first_doubled.get_or_insert_with(|| id.to_owned());
    }

    /// Counts an answer.
    pub(super) fn answer(&mut self, verdict: Verdict, findings: usize) {
        let counts = self.verdicts.iter_mut().zip(VERDICTS);
        counts.filter(|(_, (_, known))| *known == verdict).for_each(|(count, _)| *count += 1);
        self.findings += findings as u64;
    }

    /// Counts rows that are no requests.
    pub(super) fn reject(&mut self, rows: usize) {
        self.rejected += rows as u64;
    }

    /// Counts values that have no column.
    pub(super) fn leave_out(&mut self, values: usize) {
        self.left_out += values as u64;
    }

    pub(super) fn answered(&self) -> u64 {
        self.verdicts.iter().sum()
    }

    pub(super) fn rejected(&self) -> u64 {
        self.rejected
    }

    /// Whether any request has a conflict.
    pub(super) fn has_conflicts(&self) -> bool {
        self.verdicts
            .iter()
            .zip(VERDICTS)
            .any(|(count, (_, verdict))| *count > 0 && matches!(verdict, Verdict::Conflict(_)))
    }

    /// What came out, in a few lines.
    pub(super) fn summary(&self, receipt: &Receipt, rejects: Option<&std::path::Path>) -> String {
        let verdicts = self.verdicts.iter().zip(VERDICTS).filter(|(count, _)| **count > 0);
        let verdicts: Vec<String> = verdicts.map(|(count, (name, _))| format!("{count} {name}")).collect();
        let verdicts = if verdicts.is_empty() { String::new() } else { format!(": {}", verdicts.join(", ")) };
        let mut text = format!("{} requests answered{verdicts}; {} findings\n", self.answered(), self.findings);
        if self.rejected > 0 {
            let place = rejects.map(|path| format!(", kept in `{}`", path.display()));
            text.push_str(&format!("{} rows rejected{}\n", self.rejected, place.unwrap_or_default()));
        }
        if self.left_out > 0 {
            let message = "extra values left out, because their columns first appear far down the input";
            text.push_str(&format!("{} {message}\n", self.left_out));
        }
        if let Some(first) = &self.first_doubled {
            let message = "rows have an id that an earlier row has; the first of these ids is";
            text.push_str(&format!("{} {message} `{}`\n", self.doubled, visible(first)));
        }
        text.push_str(&format!("comity {} · corpus {}\n", receipt.engine, receipt.corpus));
        text
    }
}
