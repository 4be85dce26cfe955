//! What changed in the answers: for every two legal orders the requests whose answer is not what it was.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use num_bigint::BigUint;
use rayon::prelude::*;

use super::silence::{Silence, silence};
use crate::law::JurisdictionKind;
use crate::lawbook::Lawbook;
use crate::solve::Outcome;
use crate::survey::bulk::Plan;
use crate::survey::change::{
    Cause, Changes, ConflictChange, Differences, Differing, Joint, Key, Shared, Shift, Shifted, Side, Touched,
    Verdicts, Which, Witness, Written, owners,
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
    /// How many pairs with a part of a state were not, because law that changed is none of its own: what changed for its
    /// state changed for it.
    pub parts: usize,
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
    let plans = [old, new];
    let couples = couples(plans, only);
    let blank = Joint::new(old.book.corpus, new.book.corpus);
    let touched = Touched::new(&blank, old, new);
    let differing = couples.par_iter().map(|pair| (*pair, touched.between(*pair)));
    let mut differing: Vec<_> =
        differing.filter(|(_, list)| list.as_ref().is_none_or(|list| !list.is_empty())).collect();
    let found = differing.len();
    differing.retain(|(pair, list)| list.as_ref().is_none_or(|list| !is_of_states(plans, *pair, list)));
    let parts = found - differing.len();
    let groups = groups(&differing);
    let differences = OnceLock::new();
    let moved = rows(
        &blank,
        plans,
        &groups,
        |joint, written, group| {
            group.first().map(|asked| written.each_mut().map(|written| side(joint, written, asked)))
        },
        |joint, sides| moved(joint, sides.as_ref()?.each_ref(), &differences),
    );
    let (groups, moved): (Vec<_>, Vec<_>) =
        groups.into_iter().zip(moved).filter_map(|(group, moved)| Some((group, moved?))).unzip();
    let verdicts = rows(
        &blank,
        plans,
        &groups,
        |joint, written, group| shared(joint, written, group),
        |joint, shared| joint.verdicts_of(shared, told),
    );
    let verdicts = groups.iter().zip(verdicts).flat_map(|(group, verdicts)| pairs_of(group).into_iter().zip(verdicts));
    let mut verdicts: BTreeMap<_, _> = verdicts.collect();
    let mut moved: Vec<([&'c str; 2], &Moved<'c>)> = groups
        .iter()
        .zip(&moved)
        .flat_map(|(group, moved)| pairs_of(group).into_iter().map(move |pair| (pair, moved)))
        .collect();
    moved.sort_by_key(|(pair, _)| *pair);
    let pairs = told_once(&moved)
        .into_iter()
        .map(|pair| PairChange { verdicts: verdicts.remove(&pair.pair).flatten(), ..pair });
    Answers { pairs: pairs.collect(), compared: couples.len() - parts, parts, silence: silence(old.book, new.book) }
}

/// Every two jurisdictions that are not one legal order.
fn couples<'c>(plans: [&Plan<'_, 'c>; 2], only: &[&'c str]) -> Vec<[&'c str; 2]> {
    let mut names: BTreeSet<&'c str> = only.iter().copied().collect();
    if names.is_empty() {
        names.extend(plans.iter().flat_map(|plan| {
            let corpus = plan.book.corpus;
            with_law(plan.book).into_iter().map(|id| corpus.jurisdictions[id].code.as_str())
        }));
    }
    let names: Vec<&'c str> = names.into_iter().collect();
    let couples = names.iter().enumerate().flat_map(|(at, a)| names.iter().skip(at + 1).map(|b| [*a, *b]));
    couples.filter(|pair| !plans.iter().all(|plan| is_one(plan.book, *pair))).collect()
}

/// Whether one of two jurisdictions is a part of a state, and nothing that differs is law of its own.
fn is_of_states<'c>(plans: [&Plan<'_, 'c>; 2], pair: [&'c str; 2], differing: &Differing<'c>) -> bool {
    let is_part = |code: &str| {
        plans.iter().all(|plan| {
            let corpus = plan.book.corpus;
            corpus.jurisdiction(code).is_some_and(|id| corpus.jurisdictions[id].kind == JurisdictionKind::Part)
        })
    };
    let owns = |code: &str| {
        let sides = differing.values().flat_map(|pairs| plans.into_iter().zip(pairs));
        sides.filter_map(|(plan, pair)| Some(owners(plan, (*pair)?))).any(|owners| owners.contains(&code))
    };
    pair.into_iter().any(|code| is_part(code) && !owns(code))
}

/// Whether two jurisdictions are one legal order, or one of them is not known.
fn is_one(book: &Lawbook<'_>, pair: [&str; 2]) -> bool {
    let [Some(a), Some(b)] = pair.map(|code| book.corpus.jurisdiction(code)) else { return true };
    book.nested(a, b)
}

/// A pair that is compared.
#[derive(Clone, Copy)]
struct Asked<'l, 'c> {
    pair: [&'c str; 2],
    /// The conflicts that may differ; nothing, if nobody knows or all are asked for.
    differing: Option<&'l Differing<'c>>,
}

/// Between many pairs the same conflicts differ: what became of them is worked out once.
fn groups<'l, 'c>(differing: &'l [([&'c str; 2], Option<Differing<'c>>)]) -> Vec<Vec<Asked<'l, 'c>>> {
    let mut groups: BTreeMap<_, Vec<Asked<'l, 'c>>> = BTreeMap::new();
    for (pair, list) in differing {
        let asked = Asked { pair: *pair, differing: list.as_ref() };
        let alone = list.is_none().then_some(*pair);
        groups.entry((asked.differing, alone)).or_default().push(asked);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|group| group.first().map(|asked| asked.pair));
    groups
}

fn pairs_of<'c>(group: &[Asked<'_, 'c>]) -> Vec<[&'c str; 2]> {
    group.iter().map(|asked| asked.pair).collect()
}

/// Writes down what each group of pairs needs, and compares. A group shares a space of formulas, as do the lone pairs of
/// one jurisdiction: much of their law is the same.
fn rows<'p, 'b, 'c, S: Send + Sync, T: Send>(
    blank: &Joint,
    [old, new]: [&'p Plan<'b, 'c>; 2],
    groups: &[Vec<Asked<'_, 'c>>],
    write: impl Fn(&mut Joint, &mut [Written<'p, 'b, 'c>; 2], &[Asked<'_, 'c>]) -> S + Sync,
    compare: impl Fn(&Joint, &S) -> T + Sync,
) -> Vec<T> {
    let together = |one: &Vec<Asked<'_, 'c>>, next: &Vec<Asked<'_, 'c>>| match (one.as_slice(), next.as_slice()) {
        ([one], [next]) => one.pair[0] == next.pair[0],
        _ => false,
    };
    let rows: Vec<&[Vec<Asked<'_, 'c>>]> = groups.chunk_by(together).collect();
    let compared = rows.into_par_iter().map(|row| {
        let mut joint = blank.afresh();
        let mut written = [Written::new(Which::Old, old), Written::new(Which::New, new)];
        let sides: Vec<S> = row.iter().map(|group| write(&mut joint, &mut written, group)).collect();
        sides.par_iter().map(|sides| compare(&joint, sides)).collect::<Vec<T>>()
    });
    compared.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// What can collide between two jurisdictions; nothing where the corpus does not know both.
fn side<'p, 'b, 'c>(
    joint: &mut Joint,
    written: &mut Written<'p, 'b, 'c>,
    Asked { pair, differing }: &Asked<'_, 'c>,
) -> Side<'p, 'b, 'c> {
    let corpus = written.plan().book.corpus;
    match (pair.map(|code| corpus.jurisdiction(code)), differing) {
        ([Some(a), Some(b)], Some(differing)) => joint.differing(written, [a, b], differing),
        ([Some(a), Some(b)], None) => joint.side_of(written, [a, b]),
        _ => written.nothing(),
    }
}

/// Everything that can collide between the pairs of a group.
fn shared<'p, 'b, 'c>(
    joint: &mut Joint,
    written: &mut [Written<'p, 'b, 'c>; 2],
    group: &[Asked<'_, 'c>],
) -> Shared<'p, 'b, 'c> {
    match group {
        [asked] => {
            let whole = Asked { differing: None, ..*asked };
            Shared::One(written.each_mut().map(|written| side(joint, written, &whole)))
        }
        many => joint.shared(written, &pairs_of(many)),
    }
}

/// The conflicts that changed between a pair.
struct Moved<'c> {
    conflicts: Vec<ConflictMoves<'c>>,
    causes: Vec<Cause<'c>>,
    complete: bool,
}

fn moved<'b, 'c>(
    joint: &Joint,
    [before, after]: [&Side<'_, 'b, 'c>; 2],
    differences: &OnceLock<Differences<'b, 'c>>,
) -> Option<Moved<'c>> {
    let changes = joint.changes_by(before, after, differences);
    if changes.is_nothing() {
        return None;
    }
    let conflicts = changes.conflicts.iter().map(|of| moves(&changes, before, after, of)).collect();
    let causes: BTreeSet<&Cause<'c>> = changes.conflicts.iter().flat_map(|of| &of.causes).collect();
    Some(Moved { conflicts, causes: causes.into_iter().cloned().collect(), complete: changes.complete })
}

/// The direct demands whose verdict changed; `None` where the budget does not suffice to tell.
fn told(verdicts: &Verdicts<'_, '_>) -> Option<Vec<VerdictChange>> {
    let told = verdicts.shifts.iter().map(|shift| VerdictChange {
        from: shift.from,
        to: shift.to,
        situations: shift.situations.clone(),
        witness: shift.witness.clone(),
    });
    verdicts.complete.then(|| told.collect())
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

/// What is told of each pair, still without verdicts. A conflict that changed alike between several pairs is told under
/// one of them: that of the two legal orders whose law collides, else the first that has it.
fn told_once<'c>(pairs: &[([&'c str; 2], &Moved<'c>)]) -> Vec<PairChange<'c>> {
    let mut homes: BTreeMap<Key<'c>, ([&'c str; 2], &ConflictMoves<'c>)> = BTreeMap::new();
    for own in [true, false] {
        for (pair, moved) in pairs {
            for conflict in &moved.conflicts {
                let mut owners = conflict.owners;
                owners.sort_unstable();
                if owners == *pair || !own {
                    homes.entry(conflict.key).or_insert((*pair, conflict));
                }
            }
        }
    }
    let told = pairs.iter().map(|(pair, moved)| {
        let home = |conflict: &&ConflictMoves<'c>| {
            let (home, told) = homes.get(&conflict.key)?;
            (home != pair && alike(told, conflict)).then_some(*home)
        };
        let elsewhere: BTreeSet<[&'c str; 2]> = moved.conflicts.iter().filter_map(|conflict| home(&conflict)).collect();
        PairChange {
            pair: *pair,
            verdicts: None,
            causes: moved.causes.clone(),
            conflicts: moved.conflicts.iter().filter(|conflict| home(conflict).is_none()).cloned().collect(),
            elsewhere: elsewhere.into_iter().collect(),
            complete: moved.complete,
        }
    });
    told.collect()
}

/// Whether a conflict changed in the same way for the same reason between two pairs; for how many situations hangs on
/// what else changed there.
fn alike(one: &ConflictMoves<'_>, other: &ConflictMoves<'_>) -> bool {
    let [moves, others] = [one, other].map(|of| of.moves.iter().map(|of| (of.what, of.by)));
    std::ptr::eq(one, other) || ((&one.causes, one.exact) == (&other.causes, other.exact) && moves.eq(others))
}
