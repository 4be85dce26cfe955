//! A provider's sites against the states that may knock.
//!
//! The structs here are what every format shows; [`tell`] fills them from a picture, [`drivers`] with what makes it
//! so, [`words`] puts changes into words.

mod drivers;
mod list;
mod tell;
mod words;

use schemars::JsonSchema;
use serde::Serialize;

use super::check::{ConflictReport, FactReport};
use super::names::{Certainty, Outcome};
use super::{Options, Receipt};
use crate::law::Status;
use crate::survey::bulk::Plan;
use crate::survey::footprint::change::{Change, Effect};
use crate::survey::footprint::{Ask, Picture};

pub use list::{FootprintRow, FootprintsReport, footprints};

/// A provider's sites against the states that may knock.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FootprintReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// The footprint's id.
    pub footprint: String,
    /// Its name.
    pub name: String,
    /// The date on which the law was read.
    pub as_of: String,
    /// Where customers and the persons concerned are; without it at the place of the site.
    pub customer: Option<&'c str>,
    /// Facts that were set for every demand.
    pub given: Vec<FactReport<'c>>,
    /// Whether planned sites count.
    pub planned: bool,
    /// How many planned sites there are that do not count.
    pub left_out: usize,
    /// How many sites do not count because they had not opened on the date.
    pub not_yet: usize,
    /// The changes that were made before anything was asked, in words.
    pub changes: Vec<String>,
    /// What the footprint gave without those changes.
    pub before: Option<TotalsReport>,
    /// The places and states between which the worst has moved by those changes.
    pub moved: Vec<MoveReport<'c>>,
    /// What it gives.
    pub totals: TotalsReport,
    /// What collides between other states than the one that asks, whichever that is; counted in (site, kind of demand).
    pub independent: TotalsReport,
    /// How many requests were answered for it.
    pub requests: usize,
    /// The states that make demands; the columns of every matrix.
    pub states: Vec<PlaceReport<'c>>,
    /// The kinds of demand.
    pub profiles: Vec<ProfileReport<'c>>,
    /// One row a place: the worst of its sites.
    pub places: Vec<PlaceRow<'c>>,
    /// One row for sites that nothing tells apart.
    pub rows: Vec<SitesReport<'c>>,
    /// For each profile the worst over all sites, by state.
    pub by_profile: Vec<Vec<RangeReport>>,
    /// For each profile the worst over all sites that is independent of the state that asks.
    pub independent_by_profile: Vec<RangeReport>,
    /// For each state what drives it, the worst first, then what does so most often.
    pub by_state: Vec<Vec<DriverReport>>,
    /// What drives the sites whoever asks, in the same order.
    pub independent_drivers: Vec<DriverReport>,
    /// Every finding that drives a cell, the worst first, then what does so most often.
    pub findings: Vec<FindingReport<'c>>,
    /// The provisions that cause most conflicts.
    pub causes: Vec<CauseReport<'c>>,
    /// What single changes would do, if that was asked for.
    pub single_changes: Option<ChangesReport<'c>>,
    /// Places and states of which some or all law is not encoded.
    pub not_encoded: Vec<&'c str>,
    /// What is worth knowing about the footprint.
    pub note: Option<String>,
    /// What the answer was made with.
    pub receipt: Receipt,
}

/// A jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlaceReport<'c> {
    /// The code.
    pub code: &'c str,
    /// The name.
    pub name: &'c str,
    /// Whether all topics of its law are encoded, at least in part.
    pub encoded: bool,
}

/// A kind of demand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProfileReport<'c> {
    /// The id.
    pub id: &'c str,
    /// The name.
    pub name: &'c str,
    /// What it stands for.
    pub description: &'c str,
}

/// In how many (site, state, kind of demand) what comes out. A demand is in conflict where law of the state that asks is
/// a side of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TotalsReport {
    /// How many there are.
    pub demands: usize,
    /// How many are in conflict.
    pub conflicts: usize,
    /// In how many of these the worst is only contested.
    pub contested: usize,
    /// By outcome, best first.
    pub by_outcome: Vec<(Outcome, usize)>,
}

/// A place and a state between which the worst has moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MoveReport<'c> {
    /// The place of the sites.
    pub place: &'c str,
    /// The state that asks.
    pub state: &'c str,
    /// What it was; nothing if there was no site.
    pub before: Option<Outcome>,
    /// What it is; nothing if there is no site left.
    pub after: Option<Outcome>,
}

/// A place and the states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlaceRow<'c> {
    /// The place.
    pub place: PlaceReport<'c>,
    /// How many sites count there.
    pub sites: usize,
    /// The worst of them, by state.
    pub cells: Vec<RangeReport>,
    /// The worst of them that is independent of the state that asks.
    pub independent: RangeReport,
}

/// Sites that nothing tells apart.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SitesReport<'c> {
    /// Where they are.
    pub place: PlaceReport<'c>,
    /// The companies that run them; several where it is not known which, none where nobody knows.
    pub operators: Vec<String>,
    /// On whose infrastructure they run.
    pub infrastructure: Option<String>,
    /// Whose technology they use.
    pub technology: Option<String>,
    /// The sites.
    pub sites: Vec<SiteReport>,
    /// By state.
    pub cells: Vec<CellReport<'c>>,
    /// What is independent of the state that asks.
    pub independent: CellReport<'c>,
    /// Where more than one company can be asked: each apart.
    pub apart: Vec<LayerReport>,
    /// What drives the row, the worst first, then what does so most often.
    pub drivers: Vec<DriverReport>,
}

/// A site.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SiteReport {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The city.
    pub city: Option<String>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// `operating`, `sovereign`, `government` or `planned`.
    pub status: Status,
    /// The year in which it opened.
    pub since: Option<i16>,
    /// What is worth knowing.
    pub note: Option<String>,
    /// What was read.
    pub sources: Vec<SourceLine>,
}

/// Something that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct SourceLine {
    /// Its address.
    pub url: String,
    /// The day on which it was read.
    pub seen: String,
    /// What it supports.
    pub note: Option<String>,
}

/// From the best to the worst company that may run the sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RangeReport {
    /// The best.
    pub best: Outcome,
    /// The worst.
    pub worst: Outcome,
    /// How sure the worst is, certain or contested; nothing where nothing collides.
    pub certainty: Option<Certainty>,
    /// The worst if possible conflicts come true.
    pub worst_case: Outcome,
}

/// Sites and a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CellReport<'c> {
    /// The worst over all kinds of demand.
    #[serde(flatten)]
    pub range: RangeReport,
    /// The kind of demand that is worst, the first of equals.
    pub profile: &'c str,
    /// The company that is asked there.
    pub asked: String,
    /// The findings that make it so.
    pub findings: Vec<String>,
    /// By kind of demand.
    pub by_profile: Vec<RangeReport>,
}

/// One company that can be asked for the data of some sites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LayerReport {
    /// `operator`, `infrastructure` or `technology`.
    pub layer: &'static str,
    /// The company.
    pub company: String,
    /// What comes of asking it, over all kinds of demand, by state.
    pub cells: Vec<RangeReport>,
    /// What comes of asking it whoever asks.
    pub independent: RangeReport,
}

/// A finding that makes some cells as bad as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DriverReport {
    /// Its id.
    pub finding: String,
    /// The worst that can become of it there.
    pub outcome: Outcome,
    /// The surest that this is.
    pub certainty: Certainty,
    /// How many (site, state, kind of demand) of the row or column it makes so.
    pub demands: usize,
}

/// A finding that drives cells, with one of the worst of them as an example.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FindingReport<'c> {
    /// In how many (site, state, kind of demand) nothing is worse than it.
    pub demands: usize,
    /// In how many (site, kind of demand) it is independent of the state that asks, and nothing else that is so is worse.
    pub independent: usize,
    /// What becomes of it in all of these, best first.
    pub by_outcome: Vec<(Outcome, usize)>,
    /// In how many of them it is only contested.
    pub contested: usize,
    /// The places of the sites.
    pub places: Vec<&'c str>,
    /// The states that ask.
    pub states: Vec<&'c str>,
    /// The example as a request: what is known of each fact.
    pub example: Vec<FactReport<'c>>,
    /// The kind of demand of the example.
    pub profile: &'c str,
    /// The conflict in the example: its outcome is the worst there is, and its certainty the surest with that outcome.
    #[serde(flatten)]
    pub conflict: ConflictReport<'c>,
}

/// A provision, and how many conflicts it takes part in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CauseReport<'c> {
    /// The provision.
    pub provision: &'c str,
    /// Whose law it is.
    pub jurisdiction: &'c str,
    /// The instrument's title.
    pub title: &'c str,
    /// The instrument's official citation.
    pub citation: &'c str,
    /// The article or section.
    pub pinpoint: &'c str,
    /// The official address.
    pub url: &'c str,
    /// What it says.
    pub summary: &'c str,
    /// `requires` or `forbids`.
    pub side: &'static str,
    /// In how many (site, state, kind of demand) it collides, certain or contested.
    pub demands: usize,
}

/// What single changes would do.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ChangesReport<'c> {
    /// How many end some conflict.
    pub helpful: usize,
    /// The best of each sort, the best first.
    pub best: Vec<EffectReport>,
    /// The best of all, the best first.
    pub list: Vec<EffectReport>,
    /// What the best does not solve.
    pub remaining: Option<RemainingReport<'c>>,
}

/// A change and what it would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EffectReport {
    /// The change in words.
    pub change: String,
    /// `leave`, `close`, `hand_over_country`, `hand_over_site` or `fact`.
    pub sort: &'static str,
    /// How many (site, state, kind of demand) there would be.
    pub demands: usize,
    /// How many would be in conflict.
    pub conflicts: usize,
    /// How many of those would be deadlocks.
    pub deadlocks: usize,
}

/// What a change leaves unsolved.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RemainingReport<'c> {
    /// What it gives.
    pub totals: TotalsReport,
    /// The provisions that still cause most.
    pub causes: Vec<CauseReport<'c>>,
}

/// What is shown beside the picture itself.
#[derive(Debug, Clone, Default)]
pub struct Beside<'a> {
    /// The changes that were made.
    pub changes: Vec<Change>,
    /// The question and the picture without them.
    pub before: Option<(Ask<'a>, Picture)>,
    /// What single changes would do, the best first, and the picture after the best.
    pub effects: Option<(Vec<Effect>, Option<Picture>)>,
}

/// Writes a footprint's picture.
#[must_use]
pub fn footprint<'c>(
    plan: &Plan<'_, 'c>,
    ask: &Ask<'c>,
    picture: &Picture,
    beside: &Beside<'c>,
    options: Options,
) -> FootprintReport<'c> {
    tell::footprint(plan, ask, picture, beside, options)
}
