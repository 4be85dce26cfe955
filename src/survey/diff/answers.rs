//! What changed in the answers: for every two legal orders the requests whose answer is not what it was.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use num_bigint::BigUint;
use rayon::prelude::*;

use crate::law::{JurisdictionId, Level};
use crate::lawbook::{Lawbook, jurisdiction};
use crate::solve::Outcome;
use crate::survey::bulk::Plan;
use crate::survey::change::{
    Cause, Changes, ConflictChange, Differences, Joint, Key, Shift, Shifted, Side, Touched, Which, Witness, Written,
};
use crate::survey::principles::with_law;

/// What changed in the answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers<'c> {
    /// The two legal orders between which something changed, or of which nobody can say; by code. Between all others
    /// that were compared nothing changed for any request.
    pub pairs: Vec<PairChange<'c>>,
    /// How many pairs were compared.
    pub compared: usize,
    /// Where silence means something else.
    pub silence: Vec<Silence<'c>>,
}

/// What changed between two legal orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairChange<'c> {
    /// The two jurisdictions, by code.
    pub pair: [&'c str; 2],
    /// The direct demands whose verdict between the two changed; `None` where the budget does not suffice to tell.
    pub verdicts: Option<Vec<VerdictChange>>,
    /// The law that changed anything between the two.
    pub causes: Vec<Cause<'c>>,
    /// The conflicts that changed and are told here.
    pub conflicts: Vec<ConflictMoves<'c>>,
    /// The pairs under which the other conflicts that changed are told: those whose law collides.
    pub elsewhere: Vec<[&'c str; 2]>,
    /// Whether this is all. If not, the budget of nodes did not suffice.
    pub complete: bool,
}

/// Direct demands, with no mechanism in use yet, whose verdict changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictChange {
    /// The worst outcome before; nothing if no conflict stood.
    pub from: Option<Outcome>,
    /// The worst outcome after.
    pub to: Option<Outcome>,
    /// How many situations.
    pub situations: BigUint,
    /// One of the requests, answered so by the plain solver under both laws.
    pub witness: Option<Witness>,
}

/// A conflict that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictMoves<'c> {
    /// What collides.
    pub key: Key<'c>,
    /// Whose law requires and whose forbids.
    pub owners: [&'c str; 2],
    /// From what to what; none only where `exact` is not set.
    pub moves: Vec<Move<'c>>,
    /// The law that changed it.
    pub causes: Vec<Cause<'c>>,
    /// Whether the moves are exact; if not nobody can say whether it changed.
    pub exact: bool,
}

/// Requests for which one thing about a conflict changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move<'c> {
    /// What changed.
    pub what: Shifted,
    /// The mechanism in use that resolves it now, or has resolved it.
    pub by: Option<&'c str>,
    /// How many situations.
    pub situations: BigUint,
    /// One of the requests, answered so by the plain solver under both laws.
    pub witness: Option<Witness>,
}

/// Jurisdictions of which more or less is encoded: where no conflict is found, that means something else now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence<'c> {
    /// The jurisdictions, by code.
    pub jurisdictions: Vec<&'c str>,
    /// What is not encoded any more: whose law, on which topic.
    pub opened: Vec<(&'c str, &'c str)>,
    /// What is encoded now.
    pub closed: Vec<(&'c str, &'c str)>,
}

impl Answers<'_> {
    /// Whether no answer changed for any request of any pair, which is proved then.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.pairs.is_empty() && self.silence.is_empty()
    }
}

/// Compares the answers under two laws. With `only`, between these jurisdictions alone, by code.
#[must_use]
pub fn answers<'c>(old: &Plan<'_, 'c>, new: &Plan<'_, 'c>, only: &[&'c str]) -> Answers<'c> {
    let mut names: BTreeSet<&'c str> = only.iter().copied().collect();
    if names.is_empty() {
        names.extend([old.book, new.book].into_iter().flat_map(|book| {
            let corpus = book.corpus;
            with_law(book).into_iter().map(|id| corpus.jurisdictions[id].code.as_str())
        }));
    }
    let names: Vec<&'c str> = names.into_iter().collect();
    // The pairs of one jurisdiction share a space of formulas: much of their law is the same.
    let differences = OnceLock::new();
    let touched = Touched::new(old, new);
    let rows = names.par_iter().enumerate().map(|(at, a)| {
        let others = names.iter().skip(at + 1).map(|b| [*a, *b]);
        let couples: Vec<_> = others.filter(|pair| ![old, new].iter().all(|plan| is_one(plan.book, *pair))).collect();
        let compared = couples.len();
        let couples = couples.into_iter().filter(|pair| touched.concerns(*pair));
        (compared, row([old, new], couples.collect(), &differences))
    });
    let (compared, pairs): (Vec<usize>, Vec<Vec<PairChange<'c>>>) = rows.unzip();
    let mut pairs: Vec<PairChange<'c>> = pairs.into_iter().flatten().collect();
    tell_once(&mut pairs);
    Answers { pairs, compared: compared.iter().sum(), silence: silence(old.book, new.book) }
}

/// Whether two jurisdictions are one legal order, or one of them is not known.
fn is_one(book: &Lawbook<'_>, pair: [&str; 2]) -> bool {
    let [Some(a), Some(b)] = pair.map(|code| book.corpus.jurisdiction(code)) else { return true };
    book.nested(a, b)
}

/// Compares some pairs: those with other answers.
fn row<'b, 'c>(
    [old, new]: [&Plan<'b, 'c>; 2],
    couples: Vec<[&'c str; 2]>,
    differences: &OnceLock<Differences<'b, 'c>>,
) -> Vec<PairChange<'c>> {
    let mut joint = Joint::new(old.book.corpus, new.book.corpus);
    let mut written = (Written::new(Which::Old, old), Written::new(Which::New, new));
    let sides =
        couples.iter().map(|pair| [side(&mut joint, &mut written.0, *pair), side(&mut joint, &mut written.1, *pair)]);
    let sides: Vec<[Side<'_, 'b, 'c>; 2]> = sides.collect();
    let both = couples.par_iter().zip(&sides);
    both.filter_map(|(pair, [before, after])| compared(&joint, [before, after], *pair, differences)).collect()
}

fn compared<'b, 'c>(
    joint: &Joint,
    [before, after]: [&Side<'_, 'b, 'c>; 2],
    pair: [&'c str; 2],
    differences: &OnceLock<Differences<'b, 'c>>,
) -> Option<PairChange<'c>> {
    let changes = joint.changes_by(before, after, differences);
    if changes.is_nothing() {
        return None;
    }
    let conflicts = changes.conflicts.iter().map(|of| moves(&changes, before, after, of)).collect();
    let causes: BTreeSet<&Cause<'c>> = changes.conflicts.iter().flat_map(|of| &of.causes).collect();
    let causes = causes.into_iter().cloned().collect();
    let verdicts = joint.verdicts(before, after);
    let told = verdicts.shifts.iter().map(|shift| VerdictChange {
        from: shift.from,
        to: shift.to,
        situations: shift.situations.clone(),
        witness: shift.witness.clone(),
    });
    let verdicts = verdicts.complete.then(|| told.collect());
    Some(PairChange { pair, verdicts, causes, conflicts, elsewhere: Vec::new(), complete: changes.complete })
}

/// What can collide between two jurisdictions; nothing where the corpus does not know both.
fn side<'p, 'b, 'c>(joint: &mut Joint, written: &mut Written<'p, 'b, 'c>, pair: [&str; 2]) -> Side<'p, 'b, 'c> {
    let corpus = written.plan().book.corpus;
    match pair.map(|code| corpus.jurisdiction(code)) {
        [Some(a), Some(b)] => joint.side_of(written, [a, b]),
        _ => written.nothing(),
    }
}

fn moves<'c>(
    changes: &Changes<'_, 'c>,
    old: &Side<'_, '_, 'c>,
    new: &Side<'_, '_, 'c>,
    of: &ConflictChange<'c>,
) -> ConflictMoves<'c> {
    let mechanism = |shift: &Shift| {
        let corpus = if shift.what == Shifted::Resolved(false) { old.plan.book.corpus } else { new.plan.book.corpus };
        shift.by.map(|by| corpus.mechanisms[by].name.as_str())
    };
    let moves = of.shifts.iter().map(|shift| Move {
        what: shift.what,
        by: mechanism(shift),
        situations: shift.situations.clone(),
        witness: changes.witness(old, new, of, shift),
    });
    let owners = old.owners(&of.key).or(new.owners(&of.key));
    ConflictMoves {
        key: of.key,
        owners: owners.unwrap_or_default(),
        moves: moves.collect(),
        causes: of.causes.clone(),
        exact: of.exact,
    }
}

/// Leaves a conflict that changed alike between several pairs under one of them: that of the two legal orders whose law
/// collides, else the first that has it.
fn tell_once(pairs: &mut [PairChange<'_>]) {
    let mut homes: BTreeMap<Key<'_>, ([&str; 2], Gist<'_>)> = BTreeMap::new();
    for own in [true, false] {
        for change in pairs.iter() {
            for conflict in &change.conflicts {
                let mut owners = conflict.owners;
                owners.sort_unstable();
                if owners == change.pair || !own {
                    homes.entry(conflict.key).or_insert_with(|| (change.pair, gist(conflict)));
                }
            }
        }
    }
    for change in pairs {
        let pair = change.pair;
        let home = |conflict: &ConflictMoves<'_>| {
            let (home, told) = homes.get(&conflict.key)?;
            (*home != pair && *told == gist(conflict)).then_some(*home)
        };
        let elsewhere: BTreeSet<_> = change.conflicts.iter().filter_map(home).collect();
        change.elsewhere = elsewhere.into_iter().collect();
        change.conflicts.retain(|conflict| home(conflict).is_none());
    }
}

/// How a conflict changed and why; how many situations that are hangs on what else changed between the two.
type Gist<'c> = (Vec<(Shifted, Option<&'c str>)>, Vec<Cause<'c>>, bool);

fn gist<'c>(conflict: &ConflictMoves<'c>) -> Gist<'c> {
    let moves = conflict.moves.iter().map(|of| (of.what, of.by)).collect();
    (moves, conflict.causes.clone(), conflict.exact)
}

/// What is not encoded of a legal order, by jurisdiction and topic.
type Gaps<'c> = BTreeSet<(&'c str, &'c str)>;

/// Where more or less is encoded than was.
fn silence<'c>(old: &Lawbook<'c>, new: &Lawbook<'c>) -> Vec<Silence<'c>> {
    let mut by_change: BTreeMap<[Gaps<'c>; 2], Vec<&'c str>> = BTreeMap::new();
    for (id, place) in new.corpus.jurisdictions.iter() {
        let Some(before) = old.corpus.jurisdiction(&place.code) else { continue };
        let (was, is) = (gaps(old, before), gaps(new, id));
        let opened: Gaps<'c> = is.difference(&was).copied().collect();
        let closed: Gaps<'c> = was.difference(&is).copied().collect();
        if !(opened.is_empty() && closed.is_empty()) {
            by_change.entry([opened, closed]).or_default().push(&place.code);
        }
    }
    let told = by_change.into_iter().map(|([opened, closed], jurisdictions)| {
        let [opened, closed] = [opened, closed].map(|gaps| gaps.into_iter().collect());
        Silence { jurisdictions, opened, closed }
    });
    told.collect()
}

fn gaps<'c>(book: &Lawbook<'c>, of: JurisdictionId) -> Gaps<'c> {
    let corpus = book.corpus;
    let order = book.legal_order(of).iter().map(jurisdiction);
    let gaps = order.flat_map(|id| {
        let place = &corpus.jurisdictions[id];
        let open = place.coverage.iter().filter(|(_, coverage)| coverage.level == Level::None);
        open.map(|(topic, _)| (place.code.as_str(), corpus.vocabulary.topics[topic].name.as_str()))
    });
    gaps.collect()
}
