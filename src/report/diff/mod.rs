//! What changed between two corpora, or between two dates of one.

mod answers;
mod law;
mod said;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Glossary, Options, Receipt, SCHEMA_VERSION};
use crate::lawbook::Lawbook;
use crate::survey::diff::{Answers, LawChange, Side};

pub use answers::{CauseReport, ConflictMovesReport, MovedReport, PairChangeReport, SilenceReport};
pub use law::{AspectReport, LawChangeReport};
pub use said::SaidReport;

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DiffReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// What changes are told from.
    pub old: ComparedReport,
    /// What changes are told to.
    pub new: ComparedReport,
    /// Whether no answer changed for any request of any pair compared. That is proved.
    pub unchanged: bool,
    /// How many pairs of legal orders were compared.
    pub compared: usize,
    /// How many pairs with a part of a state were not compared, because no law of its own is concerned: for it is so what
    /// is told of its state.
    pub parts: usize,
    /// The pairs of which an answer changed, and those of which nobody can say.
    pub pairs: Vec<PairChangeReport<'c>>,
    /// Where silence means something else, because more or less is encoded.
    pub silence: Vec<SilenceReport<'c>>,
    /// What changed in the law, by sort and id.
    pub law: Vec<LawChangeReport>,
    /// The same comparison on each later day on which law that changed begins or ends; what changed in the law is told
    /// once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<DiffReport<'c>>,
    /// Other days on which law that changed begins or ends, and on which nothing was compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_compared: Vec<String>,
    /// What the ids are called in the old corpus, then in the new one.
    #[serde(skip)]
    pub glossaries: [Glossary<'c>; 2],
}

impl DiffReport<'_> {
    /// Whether no answer changed on any day compared.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.unchanged && self.later.iter().all(Self::is_nothing)
    }
}

/// One of two things that were compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ComparedReport {
    /// The corpus or the date as it was asked for.
    pub name: String,
    /// The date on which the law was read.
    pub as_of: String,
    /// What the answers were made with.
    pub receipt: Receipt,
    /// The arguments with which the program can be asked of this law again, if it can.
    #[serde(skip)]
    pub again: Option<Vec<String>>,
}

/// One of two things that are compared, as the caller names it.
#[derive(Debug, Clone)]
pub struct Compared<'a, 'b, 'c> {
    /// As it was asked for.
    pub name: &'a str,
    /// The law.
    pub book: &'b Lawbook<'c>,
    /// What of its corpus is compared.
    pub side: Side<'c>,
    /// The arguments with which the program can be asked of this law again, if it can.
    pub again: Option<Vec<String>>,
}

/// Writes what changed.
#[must_use]
pub fn diff<'c>(
    old: Compared<'_, '_, 'c>,
    new: Compared<'_, '_, 'c>,
    law: &[LawChange],
    answers: &Answers<'c>,
    options: Options,
) -> DiffReport<'c> {
    let lang = options.lang;
    let compared = |of: &Compared<'_, '_, 'c>| ComparedReport {
        name: of.name.to_owned(),
        as_of: of.book.day.to_string(),
        receipt: Receipt::new(of.book.corpus),
        again: of.again.clone(),
    };
    let teller = answers::Teller { books: [old.book, new.book], lang };
    let same_files = old.book.corpus.broken == new.book.corpus.broken;
    DiffReport {
        schema_version: SCHEMA_VERSION,
        old: compared(&old),
        new: compared(&new),
        unchanged: answers.is_nothing() && same_files,
        compared: answers.compared,
        parts: answers.parts,
        pairs: answers.pairs.iter().map(|pair| teller.pair(pair)).collect(),
        silence: answers.silence.iter().map(|silence| teller.silence(silence)).collect(),
        law: law::law(law, old.side, new.side, lang),
        later: Vec::new(),
        not_compared: Vec::new(),
        glossaries: [old, new].map(|of| Glossary::new(of.book.corpus, lang)),
    }
}
