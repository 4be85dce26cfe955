//! What is shown: flat, serializable values in the reader's words; texts of the law are borrowed, not copied.
//!
//! In: a solution, and the law that it rests on. Out: reports that every renderer can print without knowing the
//! solver or the law. The JSON that comity prints is these structs; keys may be added, those that exist keep their
//! meaning, and `schema_version` guards it.

mod advise;
mod brief;
mod card;
mod cases;
mod check;
mod clause;
mod condition;
mod coverage;
mod diff;
mod faults;
mod file_schema;
mod footprint;
mod found;
mod glossary;
mod horn;
mod jurisdiction;
mod list;
mod matrix;
mod meets;
mod names;
mod pair;
mod principles;
mod question;
mod rows;
mod search;
mod snapshot;
mod sums;
mod sweep;
mod timeline;
mod vocabulary;
mod way;
mod world;

pub use crate::survey::sweep::Wanted;
pub use advise::{AdviceReport, AdviseReport, AskReport, ChangeReport, ClashReport, LeadReport, LevelReport, advise};
pub use brief::{BriefReport, LawName, briefs, foremost};
pub use card::{CardReport, DoesReport, PartyReport, SourceReport, card};
pub use cases::{
    CaseReport, CasesReport, ExpectReport, MissReport, NamedLaw, RecordReport, ScoreReport, TotalReport, case, cases,
};
pub use check::{CheckReport, ConflictReport, FactReport, GapReport, LimitReport, check};
pub use clause::{Clause, Signs};
pub use condition::in_words;
pub use coverage::{CoverageReport, CoverageRow, LevelCounts, coverage};
pub use diff::{
    AspectReport, CauseReport as ChangeCause, Compared, ComparedReport, ConflictMovesReport, DiffReport,
    LawChangeReport, MovedReport, PairChangeReport, SaidReport, SilenceReport, diff,
};
pub use faults::{FaultReport, FaultsReport, MOST_FAULTS, faults, some_faults};
pub use file_schema::file_schema;
pub use footprint::{
    Beside, CauseReport, CellReport, ChangesReport, DriverReport, EffectReport, FindingReport, FootprintReport,
    FootprintRow, FootprintsReport, LayerReport, MoveReport, PlaceReport, PlaceRow, ProfileReport, RangeReport,
    RemainingReport, SiteReport, SitesReport, SourceLine, TotalsReport, footprint, footprints,
};
pub use glossary::Glossary;
pub(crate) use horn::grouped;
pub use horn::{
    Because, Cell, ColumnReport, DutyReport, ExceptionReport, HornReport, NormReport, PeriodReport, Stance,
};
pub use jurisdiction::{JurisdictionReport, MembershipReport, jurisdiction};
pub use list::{Filter, ListReport, ListRow, Listed, list};
pub use matrix::{CountReport, FieldReport, MatrixName, MatrixReport, matrix};
pub use meets::{MeetReport, MeetsReport, MetReport, meets};
pub use names::{Certainty, Outcome, finding_id};
pub use pair::{
    CollisionReport, HelpReport, PairReport, PartReport, SideReport, UnlessReport, WhenReport, alike, pair,
};
pub use principles::{EvidenceReport, PrincipleCell, PrincipleReport, PrincipleRow, PrinciplesReport, principles};
pub use question::{AnswerReport, QuestionReport};
pub use rows::{
    Cell as RowCell, CellKind, ColumnSpec, Each, FactValue, Labels, RejectFault, RejectReport, RequestRow, RowReport,
    fact_value, reject, request_row,
};
pub use search::{Hit, Index, SearchReport};
pub use snapshot::{
    AcceptedReport, FindingStateReport, ItemReport, LawMoveReport, MovedFindingReport, NamedReport, ReviewReport,
    StandingReport, StateReport, WhyReport, snapshot,
};
pub use sums::{SavedSums, Sums, TooLarge};
pub use sweep::{Heading, SweepReport, SweepRow, SweepTable};
pub use timeline::{
    About, LawReport, PartyTurn, PlaceName, ShiftReport, SpanReport, TimelineReport, TrackReport, TurnReport,
    TurnedReport, pair_timeline, request_timeline,
};
pub use vocabulary::{FactCard, VocabularyReport, request_schema, space_schema, vocabulary};
pub use way::WayReport;
pub use world::{WorldReport, WorldRow, WorstReport, world};

use schemars::JsonSchema;
use serde::Serialize;

use crate::corpus::Corpus;
use crate::law::Lang;

/// The version of the JSON that comity prints. It rises only when a key changes its meaning or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// How a report is to be made.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// In which language.
    pub lang: Lang,
    /// Whether with the whole derivation.
    pub explain: bool,
}

/// What an answer was made with: equal receipts and equal requests give equal bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Receipt {
    /// The version of comity.
    pub engine: String,
    /// The hash of the corpus.
    pub corpus: String,
    /// Faulty files that were left out of the law, if that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
}

impl Receipt {
    /// The receipt for answers from this corpus.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        Self {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            corpus: format!("sha256:{}", corpus.hash),
            left_out: corpus.broken.iter().map(|broken| broken.file.clone()).collect(),
        }
    }

    /// The first letters of the hash of the corpus, enough to tell two apart.
    #[must_use]
    pub fn short_hash(&self) -> String {
        self.corpus.strip_prefix("sha256:").unwrap_or(&self.corpus).chars().take(8).collect()
    }
}
