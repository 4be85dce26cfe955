//! A provider's sites against the states that may knock: for each site, state and kind of demand the worst that can
//! come of it.
//!
//! In: a footprint, states and profiles. Out: a [`Picture`]. A demand can be made to every company that can get at the
//! data of a site ([`Reach`]): each is a request of its own, all of them are answered in blocks by
//! [`bulk`](super::bulk), and the worst counts. Where it is not known who runs a site the answer is a range. What a
//! change would do is found by making it and asking again ([`change`]): nothing is estimated. A [`Surveyor`] remembers
//! what it has asked, so that a change costs only what it makes new.
//!
//! A company's presence counts in a demand as far as it touches it: its seat, the place of the data, and the state that
//! asks, or a union that the two share. Where else in the world it is established changes nothing about these data;
//! counting it would make every row of the matrix the same.

pub mod change;
mod demands;
mod picture;
mod reach;
mod surveyor;

pub use demands::Demands;
pub use picture::{Asked, Cell, Driver, Group, Part, Picture, Range, Side, Totals};
pub use reach::{Addressee, Company, Demand, Hold, Layer, Reach};
pub use surveyor::Surveyor;

use crate::corpus::Footprints;
use crate::law::{Day, FactId, Footprint, JurisdictionId, JurisdictionKind, Profile, Site, Status};
use crate::lawbook::Lawbook;
use crate::logic::Known;

/// What is asked about a footprint.
#[derive(Debug, Clone)]
pub struct Ask<'a> {
    /// The companies, and the sites of other providers.
    pub footprints: &'a Footprints,
    /// The sites.
    pub footprint: Footprint,
    /// The states that may make a demand.
    pub states: Vec<JurisdictionId>,
    /// The kinds of demand.
    pub profiles: Vec<&'a Profile>,
    /// Where customers and the persons concerned are; without it at the place of the site.
    pub customer: Option<JurisdictionId>,
    /// Whether planned sites count.
    pub planned: bool,
    /// Facts that hold for every demand, whatever profile and site say.
    pub given: Vec<(FactId, Known)>,
    /// The jurisdictions that the provider has left: subsidiaries there go with their last site.
    pub left: Vec<JurisdictionId>,
}

impl Ask<'_> {
    /// Whether a site counts on a day: not before the year in which it opened, and a planned one only if that is asked for.
    #[must_use]
    pub fn counts(&self, site: &Site, day: Day) -> bool {
        match site.status {
            Status::Planned => self.planned,
            Status::Operating | Status::Sovereign | Status::Government => is_open(site, day),
        }
    }

    /// How many sites do not count: those that are only planned, and those that had not opened on the day.
    #[must_use]
    pub fn left_out(&self, day: Day) -> (usize, usize) {
        let left = self.footprint.sites.iter().filter(|site| !self.counts(site, day));
        let (planned, not_yet): (Vec<&Site>, Vec<&Site>) = left.partition(|site| site.status == Status::Planned);
        (planned.len(), not_yet.len())
    }
}

/// Whether a site had opened on a day: where only the year is known, from its first day on.
fn is_open(site: &Site, day: Day) -> bool {
    site.since.is_none_or(|year| year <= day.date().year())
}

/// The states to ask for when none are named: every state of which some law is encoded, and every place of the
/// footprint.
#[must_use]
pub fn usual_states(book: &Lawbook<'_>, footprint: &Footprint) -> Vec<JurisdictionId> {
    let is_state = |id: &JurisdictionId| book.corpus.jurisdictions[*id].kind == JurisdictionKind::State;
    let with_law = book.corpus.jurisdictions.ids().filter(|id| is_state(id) && !book.norms_of(*id).is_empty());
    let mut states: Vec<JurisdictionId> = with_law.chain(footprint.sites.iter().map(|site| site.place)).collect();
    states.sort_unstable();
    states.dedup();
    states
}
