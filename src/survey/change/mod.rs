//! What changed between two lawbooks, for which requests exactly, and why.
//!
//! In: two [`Plan`]s, of one corpus on two dates or of two corpora, and two jurisdictions. Out: every conflict between
//! their legal orders that began, ended or moved, each with the exact set of requests and the law that caused it.
//!
//! Both plans are written down in one [`Joint`] space of formulas, in which equal formulas have equal numbers: where the
//! numbers of a conflict are the same on both sides nothing changed, and that is the proof. Only for the other conflicts
//! diagrams are made, over classes that the literals of both sides tell apart, and their parts are compared.
//!
//! ```
//! use comity::atlas::Atlas;
//! use comity::corpus::{Load, Origin};
//! use comity::lawbook::Lawbook;
//! use comity::survey::bulk::Plan;
//! use comity::survey::change::{Joint, Which};
//!
//! let corpus = Load::strict(&Origin::Embedded).unwrap();
//! let atlas = Atlas::new(&corpus);
//! let [before, after] = ["2018-05-24", "2018-05-25"].map(|day| Lawbook::new(&corpus, &atlas, day.parse().unwrap()));
//! let [before, after] = [Plan::new(&before), Plan::new(&after)];
//! let pair = ["US", "EU"].map(|code| corpus.jurisdiction(code).unwrap());
//! let mut joint = Joint::new(&corpus, &corpus);
//! let old = joint.side(Which::Old, &before, pair);
//! let new = joint.side(Which::New, &after, pair);
//! assert!(!joint.changes(&old, &new).conflicts.is_empty());
//! assert!(joint.changes(&old, &old).is_nothing());
//! ```

mod cause;
mod joint;
mod shift;
mod side;
mod spelled;
mod touched;
mod turned;
mod verdict;
mod walk;
mod witness;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use hashbrown::HashMap;

use crate::corpus::Corpus;
use crate::law::{Day, Id as _, JurisdictionId};
use crate::lawbook::NormId;
use crate::logic::{Basis, Formulas, Known, Region, Regions, Weight};
use crate::solve::{Between, Outcome};
use crate::survey::bulk::{PairId, Plan};
use crate::survey::regions::{BUDGET, Never, Terms, Values, likely, occurring};

pub(crate) use cause::Differences;
pub use cause::{Cause, Entry, gaps_closed, orders_moved};
pub use joint::Which;
pub use shift::{Shift, Shifted};
pub(crate) use side::Written;
pub use side::{Key, Side};
pub(crate) use touched::{Differing, Touched, owners};
pub(crate) use verdict::Shared;
pub use verdict::{VerdictShift, Verdicts};
pub use witness::Witness;

use joint::Space;
use shift::{Found, Turned, worth};
use side::{Held, Lists};

/// A space of requests and formulas for two corpora, or for one on several dates.
#[derive(Debug)]
pub struct Joint {
    space: Arc<Space>,
    formulas: Formulas,
    lists: Lists,
    given: Vec<Known>,
    budget: usize,
}

/// What changed between two sides.
#[derive(Debug)]
pub struct Changes<'j, 'c> {
    joint: &'j Joint,
    regions: Regions,
    values: Values<'j>,
    corpora: [&'c Corpus; 2],
    /// By the numbers of two lists of ways out, the old one first: what differs between them.
    turned: HashMap<[u32; 2], Arc<Turned>>,
    /// The conflicts that began, ended or moved, by name.
    pub conflicts: Vec<ConflictChange<'c>>,
    /// Whether this is all and exact. If not the budget of nodes did not suffice: then a conflict that is not among
    /// these has changed for no request, but of one that is here with `exact` not set nobody can say.
    pub complete: bool,
}

/// A conflict that changed.
#[derive(Debug, Clone)]
pub struct ConflictChange<'c> {
    /// What collides.
    pub key: Key<'c>,
    /// For which requests it changed, and how.
    pub shifts: Vec<Shift>,
    /// The law that changed it. Empty only where `exact` is not set.
    pub causes: Vec<Cause<'c>>,
    /// Whether the shifts are exact.
    pub exact: bool,
}

impl Joint {
    /// The space of two corpora, which may be the same.
    #[must_use]
    pub fn new(old: &Corpus, new: &Corpus) -> Self {
        let space = Arc::new(Space::new(old, new));
        let given = vec![Known::Unknown; space.domains.len()];
        Self { space, formulas: Formulas::default(), lists: Lists::default(), given, budget: BUDGET }
    }

    /// The same space, with nothing written down in it.
    pub(crate) fn afresh(&self) -> Self {
        let (space, given) = (Arc::clone(&self.space), self.given.clone());
        Self { space, formulas: Formulas::default(), lists: Lists::default(), given, budget: self.budget }
    }

    /// The same, where these facts are so in all requests; by fact number of one of the two corpora, unknown where they
    /// may be anything.
    #[must_use]
    pub fn given(mut self, which: Which, facts: &[Known]) -> Self {
        self.given = self.space.asked(which, facts);
        self
    }

    /// The same with room for this many nodes a diagram; without this [`BUDGET`].
    #[must_use]
    pub fn with_budget(mut self, nodes: usize) -> Self {
        self.budget = nodes;
        self
    }

    /// Writes down what can collide between the legal orders of two jurisdictions, without what they share.
    pub fn side<'p, 'b, 'c>(
        &mut self,
        which: Which,
        plan: &'p Plan<'b, 'c>,
        pair: [JurisdictionId; 2],
    ) -> Side<'p, 'b, 'c> {
        self.side_of(&mut Written::new(which, plan), pair)
    }

    /// The same of a plan of which more sides are written down in this space.
    pub(crate) fn side_of<'p, 'b, 'c>(
        &mut self,
        written: &mut Written<'p, 'b, 'c>,
        [a, b]: [JurisdictionId; 2],
    ) -> Side<'p, 'b, 'c> {
        self.side_on(written, [a, b], written.plan().book.day)
    }

    /// The same on one of the days of the plan's lawbook.
    pub(crate) fn side_on<'p, 'b, 'c>(
        &mut self,
        written: &mut Written<'p, 'b, 'c>,
        [a, b]: [JurisdictionId; 2],
        day: Day,
    ) -> Side<'p, 'b, 'c> {
        let plan = written.plan();
        let in_force = |norm| plan.book.corpus.provisions[plan.book.norms[norm].provision].in_force.contains(day);
        let mut pairs = plan.between(&Between::pair(plan.book, a, b));
        pairs.retain(|pair| <[NormId; 2]>::from(plan.norms(*pair)).into_iter().all(in_force));
        let side = self.write(written, vec![a, b], pairs);
        Side { day, ..side }
    }

    /// Writes down what can collide between several couples of legal orders, by code: what all have in common once, and
    /// beside it what each has. Both corpora know all of them.
    pub(crate) fn shared<'p, 'b, 'c>(
        &mut self,
        written: &mut [Written<'p, 'b, 'c>; 2],
        couples: &[[&str; 2]],
    ) -> Shared<'p, 'b, 'c> {
        let [(old, was), (new, is)] = written.each_mut().map(|written| self.parted(written, couples));
        Shared::Many { common: [old, new], own: was.into_iter().zip(is).map(|(was, is)| [was, is]).collect() }
    }

    /// The same under one plan: what all couples have in common, and what each has beside it.
    fn parted<'p, 'b, 'c>(
        &mut self,
        written: &mut Written<'p, 'b, 'c>,
        couples: &[[&str; 2]],
    ) -> (Side<'p, 'b, 'c>, Vec<Side<'p, 'b, 'c>>) {
        let plan = written.plan();
        let couples = couples.iter().map(|codes| {
            let ids = codes.map(|code| plan.book.corpus.jurisdiction(code));
            let [Some(a), Some(b)] = ids else { return (Vec::new(), Vec::new()) };
            (vec![a, b], plan.between(&Between::pair(plan.book, a, b)))
        });
        let couples: Vec<(Vec<JurisdictionId>, Vec<PairId>)> = couples.collect();
        let in_all = |pair: &PairId| couples.iter().all(|(_, pairs)| pairs.binary_search(pair).is_ok());
        let common = couples.first().map(|(_, pairs)| pairs.iter().copied().filter(in_all).collect());
        let common: Vec<PairId> = common.unwrap_or_default();
        let beside = |pair: &PairId| common.binary_search(pair).is_err();
        let own = couples.iter().map(|(places, pairs)| {
            let rest = pairs.iter().copied().filter(beside);
            self.write(written, places.clone(), rest)
        });
        let own = own.collect();
        (self.write(written, Vec::new(), common), own)
    }

    fn write<'p, 'b, 'c>(
        &mut self,
        written: &mut Written<'p, 'b, 'c>,
        places: Vec<JurisdictionId>,
        pairs: impl IntoIterator<Item = PairId>,
    ) -> Side<'p, 'b, 'c> {
        written.side((&mut self.formulas, &mut self.lists, &self.space), places, pairs)
    }

    /// Writes down those conflicts between two jurisdictions that may not be the same under two plans.
    pub(crate) fn differing<'p, 'b, 'c>(
        &mut self,
        written: &mut Written<'p, 'b, 'c>,
        places: [JurisdictionId; 2],
        differing: &Differing<'c>,
    ) -> Side<'p, 'b, 'c> {
        let which = written.which();
        let pairs = differing.iter().filter_map(|(key, [old, new])| {
            let pair = if which == Which::Old { old } else { new };
            Some((*key, (*pair)?))
        });
        written.named((&mut self.formulas, &mut self.lists, &self.space), places.to_vec(), pairs)
    }

    /// Writes down some conflicts, whoever they are between.
    pub fn some<'p, 'b, 'c>(
        &mut self,
        which: Which,
        plan: &'p Plan<'b, 'c>,
        wanted: &BTreeSet<Key<'c>>,
    ) -> Side<'p, 'b, 'c> {
        let pairs = plan.pair_ids().filter(|pair| wanted.contains(&side::key(plan, *pair)));
        self.write(&mut Written::new(which, plan), Vec::new(), pairs)
    }

    /// The law on which a conflict rests and that differs between two sides. It may differ and move nothing.
    #[must_use]
    pub fn causes<'c>(&self, old: &Side<'_, '_, 'c>, new: &Side<'_, '_, 'c>, key: Key<'c>) -> Vec<Cause<'c>> {
        let differences = Differences::new([old.on(), new.on()]);
        let law = cause::Law::new(&self.space, &differences, old, new);
        law.causes(key, old.conflicts.get(&key), new.conflicts.get(&key))
    }

    /// The conflicts that some request has, each with its outcomes, best first; `None` if the budget of nodes did not
    /// suffice.
    #[must_use]
    pub fn outcomes<'c>(&self, side: &Side<'_, '_, 'c>) -> Option<BTreeMap<Key<'c>, Vec<Outcome>>> {
        let (mut regions, mut values) = self.regions(side.conflicts.values().map(|held| &held.terms), &self.given);
        let met = side.conflicts.iter().map(|(key, held)| (*key, held.terms.met(&mut regions, &mut values)));
        let found = met.filter(|(_, met)| !met.is_empty()).collect();
        regions.is_complete().then_some(found)
    }

    /// A request of one of the two corpora as both have it.
    #[must_use]
    pub fn request(&self, which: Which, facts: &[Known]) -> Witness {
        let here = self.space.asked(which, facts);
        let [old, new] = [Which::Old, Which::New].map(|which| self.space.request(which, &here));
        Witness { old, new }
    }

    /// Every conflict that began, ended or moved from one side to the other.
    #[must_use]
    pub fn changes<'c>(&self, old: &Side<'_, '_, 'c>, new: &Side<'_, '_, 'c>) -> Changes<'_, 'c> {
        self.changes_by(old, new, &OnceLock::new())
    }

    /// The same, where many sides of two lawbooks are compared: what differs between the two is worked out once.
    pub(crate) fn changes_by<'b, 'c>(
        &self,
        old: &Side<'_, 'b, 'c>,
        new: &Side<'_, 'b, 'c>,
        differences: &OnceLock<Differences<'b, 'c>>,
    ) -> Changes<'_, 'c> {
        let corpora = [old, new].map(|side| side.plan.book.corpus);
        let (differing, _) = compared(old, new);
        if differing.is_empty() {
            return self.blank(self.regions(std::iter::empty(), &self.given), corpora);
        }
        let terms = differing.iter().flat_map(|(_, old, new)| [*old, *new]).flatten().map(|held| &held.terms);
        let mut changes = self.blank(self.regions(terms, &self.given), corpora);
        self.prefer(&mut changes.regions, new);
        for (key, before, after) in differing {
            let shifts = shift::shifts(&mut changes, [before, after]);
            let shifts: Vec<Shift> = shifts.into_iter().map(|found| changes.counted(found)).collect();
            let exact = changes.regions.is_complete();
            if !shifts.is_empty() || !exact {
                let differences = differences.get_or_init(|| Differences::new([old.on(), new.on()]));
                let causes = cause::Law::new(&self.space, differences, old, new).causes(key, before, after);
                changes.conflicts.push(ConflictChange { key, shifts, causes, exact });
            }
        }
        changes.complete = changes.regions.is_complete();
        changes
    }

    /// Makes examples be about the states that a side is about, as far as they can be.
    fn prefer(&self, regions: &mut Regions, new: &Side<'_, '_, '_>) {
        regions.prefer(&self.space.ranked(Which::New, &likely(new.plan.book, &new.places)));
    }

    /// No changes yet.
    fn blank<'j, 'c>(&'j self, (regions, values): (Regions, Values<'j>), corpora: [&'c Corpus; 2]) -> Changes<'j, 'c> {
        let turned = HashMap::new();
        Changes { joint: self, regions, values, corpora, turned, conflicts: Vec::new(), complete: true }
    }

    /// An evaluator for some conflicts of either side, where these facts are so in all requests.
    fn regions<'t>(&self, terms: impl Iterator<Item = &'t Terms>, given: &[Known]) -> (Regions, Values<'_>) {
        let (formulas, domains) = (&self.formulas, self.space.domains.as_slice());
        let basis = Basis { formulas, parts: &[], domains, nameable: domains, given, budget: self.budget };
        let terms: Vec<&Terms> = terms.collect();
        let mut literals = basis.mentioned(terms.iter().flat_map(|terms| terms.formulas()));
        literals.extend(terms.iter().flat_map(|terms| terms.uses()));
        let impossible = occurring(&basis, &mut literals, self.lists.impossible());
        let open = self.space.order.iter().copied().filter(|fact| given.get(fact.index()) == Some(&Known::Unknown));
        let mut regions = basis.regions(&literals, open);
        let never = Never::new(&mut regions, formulas, &impossible);
        (regions, Values::new(formulas).but(never))
    }
}

/// A conflict as each side has it.
type OnBoth<'s, 'c> = (Key<'c>, Option<&'s Held>, Option<&'s Held>);

/// The conflicts that may not be the same on both sides, and those that surely are.
fn compared<'s, 'c>(
    old: &'s Side<'_, '_, 'c>,
    new: &'s Side<'_, '_, 'c>,
) -> (Vec<OnBoth<'s, 'c>>, Vec<OnBoth<'s, 'c>>) {
    let mut after = new.conflicts.iter().peekable();
    let mut all: Vec<OnBoth<'s, 'c>> = Vec::new();
    for (key, was) in &old.conflicts {
        while let Some((key, is)) = after.next_if(|(next, _)| *next < key) {
            all.push((*key, None, Some(is)));
        }
        let is = after.next_if(|(next, _)| *next == key);
        all.push((*key, Some(was), is.map(|(_, is)| is)));
    }
    all.extend(after.map(|(key, is)| (*key, None, Some(is))));
    all.into_iter().partition(|(_, old, new)| !same(*old, *new))
}

/// Whether a conflict is surely the same on both sides: the same formulas, and ways out that are worth the same.
fn same(old: Option<&Held>, new: Option<&Held>) -> bool {
    let (Some(Held { terms: old, .. }), Some(Held { terms: new, .. })) = (old, new) else { return false };
    (old.required, old.forbidden, &old.disputed) == (new.required, new.forbidden, &new.disputed)
        && (old.ways.number == new.ways.number || old.ways.list.iter().map(worth).eq(new.ways.list.iter().map(worth)))
}

impl Changes<'_, '_> {
    /// Whether nothing changed for any request, which is proved then.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.complete && self.conflicts.is_empty()
    }

    /// Whether a complete request of one of the two corpora lies in a region; `None` if it leaves a fact open.
    #[must_use]
    pub fn contains(&self, region: Region, which: Which, facts: &[Known]) -> Option<bool> {
        self.regions.contains(region, &self.joint.space.asked(which, facts))
    }

    /// The outcomes that some request has of a conflict of one side, best first. None if no request has the conflict.
    pub fn outcomes(&mut self, side: &Side<'_, '_, '_>, key: &Key<'_>) -> Vec<Outcome> {
        let held = side.conflicts.get(key);
        held.map(|held| held.terms.met(&mut self.regions, &mut self.values)).unwrap_or_default()
    }

    /// Some requests without those that never occur.
    fn occurring(&mut self, requests: Region) -> Region {
        self.values.occurring(&mut self.regions, requests)
    }

    fn counted(&mut self, (what, by, region): Found) -> Shift {
        Shift { what, by, region, situations: self.regions.count(region, Weight::Situations) }
    }
}
