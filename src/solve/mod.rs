//! One request: which norms apply, where they collide, what resolves it.
//!
//! In: a lawbook and the facts of a request. Out: a [`Solution`]. What a provision and a mechanism mean stands in
//! [`meaning`] alone, generic over the algebra; this room runs it with plain truth ([`solve`]) and with reasons
//! ([`explain`]). It never picks a winner between sovereigns: where duties collide both stand, and the conflict is the
//! answer, not an error.

mod duties;
mod explain;
mod find;
mod finding;
pub mod meaning;
mod outcome;
mod ways;

pub use duties::{Column, Duties, Duty, duties};
pub use explain::{ExceptionStory, NormStory, Stop, explain, explain_way};
pub use find::{Between, compatible};
pub use finding::finding_id;
pub(crate) use outcome::verdicts;
pub use outcome::{Outcome, Verdict, benefit};
pub(crate) use ways::{Setting, by_members, candidates, side, sort};
pub use ways::{Status, Way};

use crate::law::{ActId, FactId, JurisdictionId, TopicId};
use crate::lawbook::{Lawbook, NormId, code, jurisdiction};
use crate::logic::{CodeSet, Kleene, Known, Truth};

/// The answer to one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// Every jurisdiction that a fact names, with its legal order, by code.
    pub involved: Vec<JurisdictionId>,
    /// What every norm of an involved jurisdiction says of the request, in the lawbook's order.
    pub norms: Vec<Standing>,
    /// The conflicts, sorted by pair and provisions.
    pub conflicts: Vec<Conflict>,
    /// The conflicts that a binding mechanism in use has resolved.
    pub resolved: Vec<Conflict>,
    /// What is not encoded.
    pub gaps: Vec<Gap>,
    /// Facts that would name jurisdictions but are unknown: the law of other states may be involved, so that no answer
    /// is clear while there is one.
    pub open_places: Vec<FactId>,
    /// The worst outcome among certain and contested conflicts.
    pub verdict: Verdict,
    /// The worst outcome if the possible conflicts come true.
    pub worst_case: Verdict,
}

/// What one norm says of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The norm.
    pub norm: NormId,
    /// Whether it applies.
    pub applies: Truth,
    /// Whether an arguable exception may hold.
    pub disputed: bool,
}

/// An act required by one legal order that entails an act forbidden by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The norm that requires.
    pub required: NormId,
    /// The norm that forbids.
    pub forbidden: NormId,
    /// The act required.
    pub act: ActId,
    /// How sure the conflict is.
    pub certainty: Certainty,
    /// The best that the available ways out achieve.
    pub outcome: Outcome,
    /// The ways out, the open ones first, and those that are not in force.
    pub ways: Vec<Way>,
}

/// How sure a conflict is, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Both norms apply, undisputed.
    Certain,
    /// Both apply, but an arguable exception may help.
    Contested,
    /// Facts are missing.
    Possible,
}

/// Law that the corpus does not encode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// Whose law.
    pub jurisdiction: JurisdictionId,
    /// On what.
    pub topic: TopicId,
}

/// Decides one request; `facts` by fact number.
///
/// ```
/// use comity::atlas::Atlas;
/// use comity::corpus::{Load, Origin, set_fact};
/// use comity::law::Request;
/// use comity::lawbook::Lawbook;
/// use comity::solve::{Verdict, solve};
///
/// let corpus = Load::strict(&Origin::Embedded).unwrap();
/// let atlas = Atlas::new(&corpus);
/// let book = Lawbook::new(&corpus, &atlas, "2026-11-24".parse().unwrap());
/// let mut request = Request::blank(&corpus, "a Swiss authority asks a Swiss provider");
/// set_fact(&corpus, &mut request, "authority.jurisdiction=CH").unwrap();
/// set_fact(&corpus, &mut request, "provider.seat=CH").unwrap();
/// assert!(solve(&book, &request.facts).conflicts.is_empty());
/// ```
#[must_use]
pub fn solve(book: &Lawbook<'_>, facts: &[Known]) -> Solution {
    let involved = book.involved(facts);
    let norms = standings(book, facts, &involved);
    let found = find::conflicts(book, facts, &involved, &norms, &Between::all());
    decide(book, &involved, norms, found, book.open_places(facts).collect())
}

/// The same answer in less time, for who asks nothing about the norms themselves: those that cannot be in a conflict of
/// this request are not looked at, and not among its norms.
#[must_use]
pub fn solve_briefly(book: &Lawbook<'_>, facts: &[Known]) -> Solution {
    let involved = book.involved(facts);
    let mut algebra = Kleene::new(&book.formulas, facts);
    let owners = || involved.iter().map(jurisdiction);
    let musts = owners().flat_map(|owner| book.requiring(owner));
    let musts = musts.map(|must| standing(book, &mut algebra, *must)).filter(|must| must.applies != Truth::False);
    let mut norms: Vec<Standing> = musts.collect();
    let mut required: Vec<(JurisdictionId, ActId)> =
        norms.iter().map(|must| &book.norms[must.norm]).map(|must| (must.owner, must.norm.act)).collect();
    required.sort_unstable();
    required.dedup();
    for owner in owners() {
        let meets = |forbidden: ActId| {
            let meets = |(by, act): &(JurisdictionId, ActId)| {
                book.entailed(*act).contains(&forbidden) && !book.nested(*by, owner)
            };
            required.iter().any(meets)
        };
        let nots = book.forbidding(owner).filter(|(act, _)| meets(*act)).flat_map(|(_, nots)| nots);
        norms.extend(nots.map(|not| standing(book, &mut algebra, *not)));
    }
    let found = find::conflicts(book, facts, &involved, &norms, &Between::all());
    decide(book, &involved, norms, found, book.open_places(facts).collect())
}

/// Decides a request between two sides only: norms of one side against norms of the other, whether the facts name
/// them or not. This is what a pair of countries is asked for. Of two norms that are not `possible` together the caller
/// knows that no request makes both apply.
#[must_use]
pub fn solve_between(
    book: &Lawbook<'_>,
    facts: &[Known],
    between: &Between,
    possible: impl Fn(NormId, NormId) -> bool,
) -> Solution {
    let mut involved = book.involved(facts);
    between.sides().for_each(|side| involved.add_all(side));
    let norms = standings(book, facts, &involved);
    let mut found = find::conflicts(book, facts, &involved, &norms, between);
    found.retain(|conflict| possible(conflict.required, conflict.forbidden));
    let mut shown = book.no_jurisdictions();
    between.sides().for_each(|side| shown.add_all(side));
    // Who is asked about is given by the two sides.
    decide(book, &shown, norms, found, Vec::new())
}

/// What [`solve`] finds of two norms: the conflict between them, if there is one.
#[must_use]
pub fn conflict(book: &Lawbook<'_>, facts: &[Known], required: NormId, forbidden: NormId) -> Option<Conflict> {
    let involved = book.involved(facts);
    let mut algebra = Kleene::new(&book.formulas, facts);
    let norms = [required, forbidden].into_iter().filter(|norm| involved.contains(code(book.norms[*norm].owner)));
    let norms: Vec<Standing> = norms.map(|norm| standing(book, &mut algebra, norm)).collect();
    find::conflicts(book, facts, &involved, &norms, &Between::all()).pop()
}

fn standings(book: &Lawbook<'_>, facts: &[Known], involved: &CodeSet) -> Vec<Standing> {
    let mut algebra = Kleene::new(&book.formulas, facts);
    let owners = involved.iter().map(jurisdiction);
    let norms = owners.flat_map(|owner| book.norms_of(owner)).copied();
    norms.map(|norm| standing(book, &mut algebra, norm)).collect()
}

fn standing(book: &Lawbook<'_>, algebra: &mut Kleene<'_>, norm: NormId) -> Standing {
    let law = &book.norms[norm];
    let applies = meaning::applies(algebra, &book.formulas, law);
    let disputed = applies != Truth::False && meaning::disputed(algebra, &book.formulas, law) != Truth::False;
    Standing { norm, applies, disputed }
}

fn decide(
    book: &Lawbook<'_>,
    involved: &CodeSet,
    norms: Vec<Standing>,
    found: Vec<Conflict>,
    open_places: Vec<FactId>,
) -> Solution {
    let (resolved, conflicts): (Vec<_>, Vec<_>) = found.into_iter().partition(Conflict::is_resolved);
    let involved: Vec<JurisdictionId> = involved.iter().map(jurisdiction).collect();
    let gaps = gaps(book, &involved);
    let (verdict, worst_case) = (Verdict::Unknown, Verdict::Unknown);
    let mut solution = Solution { involved, norms, conflicts, resolved, gaps, open_places, verdict, worst_case };
    solution.judge(book);
    solution
}

impl Solution {
    /// Says what the conflicts amount to.
    pub(crate) fn judge(&mut self, book: &Lawbook<'_>) {
        let covered = self.gaps.is_empty() && self.open_places.is_empty() && book.corpus.broken.is_empty();
        let worst = |least| self.conflicts.iter().filter(move |c| c.certainty <= least).map(|c| c.outcome).max();
        let (sure, possible) = (worst(Certainty::Contested), worst(Certainty::Possible));
        [self.verdict, self.worst_case] = outcome::verdicts(sure, possible, covered);
    }
}

fn gaps(book: &Lawbook<'_>, involved: &[JurisdictionId]) -> Vec<Gap> {
    let missing = |jurisdiction| book.gaps(jurisdiction, book.day).map(move |topic| Gap { jurisdiction, topic });
    involved.iter().flat_map(|jurisdiction| missing(*jurisdiction)).collect()
}

impl Conflict {
    /// Whether a binding mechanism that is in use ends it.
    #[must_use]
    pub fn is_resolved(&self) -> bool {
        self.ways.iter().any(Way::resolves)
    }
}
