//! A snapshot: the verdicts of a suite as a file that people review and that git compares.
//!
//! The types are the file: what is written is what is read. Nothing in it moves by itself but the hash of the corpus
//! and, where the suite floats, the day. A finding keeps its id; a piece of law is kept as a short hash of what it
//! means, so that a later comparison can say which law moved a verdict.

mod write;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parse;
use super::{ExpectedCertainty, ExpectedVerdict, FileKind, Trees};
use crate::diagnostic::{Code, Diagnostic, settle};
use crate::law::Day;
use crate::text::json::{self, Step, Value};
use crate::text::{FileId, Files, Span};

/// The version of the form. It rises when a key changes its meaning, goes, or comes and cannot be left out.
pub const SNAPSHOT_VERSION: u32 = 1;

/// Snapshots hold a line for every finding; a larger file is a mistake.
pub const LARGEST_SNAPSHOT: u64 = 256 * 1024 * 1024;

/// The verdicts of a suite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    /// The version of this form.
    pub schema_version: u32,
    /// What the suite is called.
    pub suite: String,
    /// The day on which the law was read for whatever has no date of its own.
    pub as_of: String,
    /// Whether that was the day of the run, because the suite names none.
    pub floats: bool,
    /// The hash of the corpus.
    pub corpus: String,
    /// What is watched, sorted by name.
    pub items: Vec<Item>,
    /// What it rests on, by sort and id.
    pub law: Vec<LawMark>,
    /// Changes that somebody has accepted.
    pub accepted: Vec<Acceptance>,
}

/// One thing that is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What it is: `case/<id>`, `request/<id>`, `pair/US-DE`, `matrix/US-DE`, `footprint/<id>/<site>/<state>`.
    pub item: String,
    /// The day on which the law is read for it, if it has one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// A short hash of the facts that are asked about.
    pub asks: String,
    /// The worst outcome.
    pub verdict: ExpectedVerdict,
    /// The worst outcome if possible conflicts come true; for single requests and footprints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worst_case: Option<ExpectedVerdict>,
    /// How many pairs of provisions can collide at worst with each outcome; for fields of the matrix.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub conflicts: BTreeMap<ExpectedVerdict, usize>,
    /// How many of these pairs collide only where an arguable exception may apply; for fields of the matrix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contested: Option<usize>,
    /// How many situations have a conflict; for fields of the matrix where they can be counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub situations: Option<String>,
    /// The worst outcome by kind of demand; for footprints.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<String, ExpectedVerdict>,
    /// What collides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<SnapshotFinding>,
    /// The jurisdictions whose law bears on it. Worked out anew each time.
    #[serde(skip)]
    pub places: BTreeSet<String>,
    /// The collisions that make the worst outcome of each kind of demand; for footprints. Worked out anew each time.
    #[serde(skip)]
    pub behind: BTreeMap<String, Vec<SnapshotFinding>>,
}

/// One collision of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SnapshotFinding {
    /// The stable id.
    pub id: String,
    /// Whose law requires, and whose forbids.
    pub pair: [String; 2],
    /// The provision that requires.
    pub required: String,
    /// The provision that forbids.
    pub forbidden: String,
    /// The act that is required.
    pub act: String,
    /// How sure it is.
    pub certainty: ExpectedCertainty,
    /// What can become of it; of a pair of legal orders the worst.
    pub outcome: ExpectedVerdict,
    /// Whether a mechanism in use has resolved it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub resolved: bool,
    /// The mechanisms that make the outcome what it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// How many situations have it, by outcome; for pairs of legal orders. What is one situation hangs on what all law of
    /// the pair tells apart: numbers of different law do not compare.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub situations: BTreeMap<ExpectedVerdict, String>,
}

/// What a piece of law means, and when it is in force.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LawMark {
    /// `provision`, `mechanism`, `membership`, `instrument`, `jurisdiction`, `fact`, `value` or `act`.
    pub sort: String,
    /// Its id.
    pub id: String,
    /// The days on which it is in force; where its ends have different days a short hash of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<String>,
    /// A short hash of what it means, not of its words.
    pub meaning: String,
    /// Whom it connects, by code; for mechanisms. What is gone can be told from what it does not touch by this alone;
    /// files that were written before it was kept lack it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub between: Vec<String>,
}

/// A change that somebody has accepted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The item.
    pub item: String,
    /// The finding, if it is one of these that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    /// What it was.
    pub was: String,
    /// What it became. Whatever comes after that has to be accepted anew.
    pub now: String,
    /// Why that is right, or can be lived with.
    pub reason: String,
    /// The last day on which it is accepted, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Snapshot {
    /// The day on which the law was read for whatever has no date of its own.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        self.as_of.parse().ok()
    }
}

impl Acceptance {
    /// Whether its last day is over.
    #[must_use]
    pub fn is_over(&self, today: Day) -> bool {
        self.until.as_deref().and_then(|until| until.parse::<Day>().ok()).is_some_and(|until| until < today)
    }
}

/// Reads a snapshot. `files` holds the text under the number `file`.
///
/// # Errors
/// Everything that is wrong with it: no snapshot at all, another version of the form, or faults of the form.
pub fn parse_snapshot(files: &Files, file: FileId) -> Result<Snapshot, Vec<Diagnostic>> {
    let text = files.get(file).map_or("", |file| file.text.as_ref());
    let whole = Some(Span { file, range: 0..1.min(text.len()) });
    if let Ok(tree) = json::parse(text) {
        let version = [Step::Key("schema_version".to_owned())];
        let node = tree.at(&version);
        match &node.value {
            Value::Number(number) if *number == SNAPSHOT_VERSION.to_string() => {}
            Value::Number(number) => {
                let message = format!("the snapshot has form {number}; this program reads form {SNAPSHOT_VERSION}");
                let span = Some(Span { file, range: node.range.clone() });
                let fault = Diagnostic::new(Code::OtherForm, message).at(span);
                return Err(vec![fault.help("record it anew with `comity snapshot record`, and read the difference")]);
            }
            _ => {
                let fault = Diagnostic::new(Code::NotSnapshot, "the file is no snapshot of verdicts").at(whole);
                return Err(vec![fault.help("`comity snapshot record` writes one")]);
            }
        }
    }
    let mut faults = Vec::new();
    let Some((_, snapshot)) = parse::one::<Snapshot>(FileKind::Snapshot, file, text, &mut faults) else {
        settle(&mut faults);
        return Err(faults);
    };
    sound(files, file, &snapshot, &mut faults);
    settle(&mut faults);
    if faults.is_empty() { Ok(snapshot) } else { Err(faults) }
}

/// What the form alone does not refuse: days that do not exist, and items that stand twice after a merge.
fn sound(files: &Files, file: FileId, snapshot: &Snapshot, faults: &mut Vec<Diagnostic>) {
    let mut trees = Trees::new(files);
    let mut report = |path: &[Step], fault| faults.push(trees.locate(file, path, fault));
    let key = |name: &str| Step::Key(name.to_owned());
    if let Err(message) = snapshot.as_of.parse::<Day>() {
        report(&[key("as_of")], Diagnostic::new(Code::BadDate, message));
    }
    for (at, accepted) in snapshot.accepted.iter().enumerate() {
        if let Some(Err(message)) = accepted.until.as_ref().map(|until| until.parse::<Day>()) {
            report(&[key("accepted"), Step::Index(at), key("until")], Diagnostic::new(Code::BadDate, message));
        }
    }
    let mut seen = BTreeSet::new();
    for (at, item) in snapshot.items.iter().enumerate() {
        if !seen.insert(&item.item) {
            let fault = Diagnostic::new(Code::DoubledId, format!("the item `{}` stands twice", item.item));
            report(&[key("items"), Step::Index(at), key("item")], fault);
        }
    }
}
