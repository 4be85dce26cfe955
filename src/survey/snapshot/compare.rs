//! Two snapshots side by side: what moved, why, and what of it is accepted.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::bearing::Bearing;
use super::cause::{Cause, LawMove, moves, on_days, turned};
use crate::corpus::{Acceptance, Corpus, Item, Snapshot, SnapshotFinding};
use crate::law::Day;

/// What has become of the verdicts of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// How many items are watched now.
    pub items: usize,
    /// The items that moved, by name.
    pub changes: Vec<ItemChange>,
    /// Every piece of law that is not what it was.
    pub law: Vec<LawMove>,
    /// Acceptances of changes that are no more, or became something else.
    pub idle: Vec<Acceptance>,
}

/// An item that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    /// Its name.
    pub item: String,
    /// What it was; nothing if it is new.
    pub was: Option<Item>,
    /// What it is; nothing if it is watched no more.
    pub now: Option<Item>,
    /// Whether its verdict, or what stands beside that, moved; if so, how that stands.
    pub head: Option<Standing>,
    /// The findings that ended, are new, or moved.
    pub findings: Vec<FindingChange>,
    /// Why, over all.
    pub causes: Vec<Cause>,
}

/// A finding that ended, is new, or moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingChange {
    /// What it was; nothing if it is new.
    pub was: Option<SnapshotFinding>,
    /// What it is; nothing if it ended.
    pub now: Option<SnapshotFinding>,
    /// Why.
    pub causes: Vec<Cause>,
    /// Whether somebody accepted it.
    pub standing: Standing,
}

/// Whether somebody has accepted a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has.
    Open,
    /// Somebody has.
    Accepted(Acceptance),
    /// Somebody had, but the last day of that is over.
    Over(Acceptance),
    /// It follows from findings that are accepted.
    Follows,
}

impl Standing {
    /// Whether somebody has to look at it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Standing::Open | Standing::Over(_))
    }
}

impl ItemChange {
    /// Whether somebody has to look at it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let head = self.head.as_ref().is_some_and(Standing::is_open);
        head || self.findings.iter().any(|finding| finding.standing.is_open())
    }
}

impl Review {
    /// Whether somebody has to look at something.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.changes.iter().any(ItemChange::is_open)
    }

    /// The acceptances that hold.
    pub fn accepted(&self) -> impl Iterator<Item = &Acceptance> {
        let standings = self
            .changes
            .iter()
            .flat_map(|change| change.head.iter().chain(change.findings.iter().map(|finding| &finding.standing)));
        standings.filter_map(|standing| match standing {
            Standing::Accepted(acceptance) => Some(acceptance),
            Standing::Open | Standing::Over(_) | Standing::Follows => None,
        })
    }
}

/// Compares what was recorded with what is. `then` is what is with the law read on the recorded day, where the day
/// moved too; `today` decides whether an acceptance is over.
#[must_use]
pub fn review(corpus: &Corpus, recorded: &Snapshot, now: &Snapshot, then: Option<&Snapshot>, today: Day) -> Review {
    let law = moves(&recorded.law, &now.law);
    let turned = match (then, recorded.day(), now.day()) {
        (Some(_), Some(from), Some(to)) => turned(corpus, from, to),
        _ => Vec::new(),
    };
    let then = then.map(|then| by_name(&then.items));
    let judge = Judge {
        law: &law,
        sides: [recorded, now],
        bearing: Bearing::new(corpus, recorded),
        known: RefCell::default(),
        turned,
        then,
        accepted: &recorded.accepted,
        today,
    };
    let (was, is) = (by_name(&recorded.items), by_name(&now.items));
    let mut changes: Vec<ItemChange> = Vec::new();
    for (name, old) in &was {
        changes.extend(judge.item(name, Some(old), is.get(name).copied()));
    }
    for (name, new) in is.iter().filter(|(name, _)| !was.contains_key(*name)) {
        changes.extend(judge.item(name, None, Some(new)));
    }
    changes.sort_by(|one, other| one.item.cmp(&other.item));
    let mut review = Review { items: now.items.len(), changes, law: Vec::new(), idle: Vec::new() };
    review.idle = idle(&review, &recorded.accepted);
    review.law = law;
    review
}

/// The acceptances that no change answers to.
fn idle(review: &Review, accepted: &[Acceptance]) -> Vec<Acceptance> {
    let standings = review
        .changes
        .iter()
        .flat_map(|change| change.head.iter().chain(change.findings.iter().map(|finding| &finding.standing)));
    let used: Vec<&Acceptance> = standings
        .filter_map(|standing| match standing {
            Standing::Accepted(acceptance) | Standing::Over(acceptance) => Some(acceptance),
            Standing::Open | Standing::Follows => None,
        })
        .collect();
    accepted.iter().filter(|acceptance| !used.contains(acceptance)).cloned().collect()
}

fn by_name(items: &[Item]) -> BTreeMap<&str, &Item> {
    items.iter().map(|item| (item.item.as_str(), item)).collect()
}

/// Decides about one item after the other.
struct Judge<'a> {
    law: &'a [LawMove],
    sides: [&'a Snapshot; 2],
    bearing: Bearing<'a>,
    /// By the days on which law is read: what of it is not what it was.
    known: RefCell<BTreeMap<Vec<Day>, Rc<[LawMove]>>>,
    turned: Vec<LawMove>,
    then: Option<BTreeMap<&'a str, &'a Item>>,
    accepted: &'a [Acceptance],
    today: Day,
}

impl Judge<'_> {
    /// What moved in an item; nothing if nothing did.
    fn item(&self, name: &str, was: Option<&Item>, now: Option<&Item>) -> Option<ItemChange> {
        let findings = match (was, now) {
            (Some(was), Some(now)) => self.findings(was, now),
            // Of what is new as a whole, or gone, nothing is told piece by piece.
            _ => Vec::new(),
        };
        let (before, after) = (item_state(was), item_state(now));
        if before == after && findings.is_empty() {
            return None;
        }
        let head = (before != after).then(|| {
            let standing = self.standing(name, None, before, after);
            let settled = !findings.is_empty() && findings.iter().all(|finding| !finding.standing.is_open());
            if standing == Standing::Open && settled { Standing::Follows } else { standing }
        });
        let mut causes: Vec<Cause> = findings.iter().flat_map(|finding| finding.causes.clone()).collect();
        if let (true, Some(was), Some(now)) = (causes.is_empty(), was, now) {
            let due = self.due_to_the_day(name, |then| item_state(Some(then)) == item_state(Some(was)));
            causes = self.causes(was, now, due, |moves| self.bearing.of_item(moves, was, now));
        }
        causes.sort();
        causes.dedup();
        Some(ItemChange { item: name.to_owned(), was: was.cloned(), now: now.cloned(), head, findings, causes })
    }

    fn findings(&self, was: &Item, now: &Item) -> Vec<FindingChange> {
        let find = |item: &Item, id: &str| item.findings.iter().find(|finding| finding.id == id).cloned();
        let ended = was.findings.iter().map(|old| (Some(old.clone()), find(now, &old.id)));
        let new = now.findings.iter().filter(|new| find(was, &new.id).is_none()).map(|new| (None, Some(new.clone())));
        let moved = ended.chain(new).filter(|(old, new)| old != new);
        let change = |(old, new): (Option<SnapshotFinding>, Option<SnapshotFinding>)| {
            let id = old.as_ref().or(new.as_ref()).map(|finding| finding.id.clone()).unwrap_or_default();
            let standing =
                self.standing(&now.item, Some(&id), finding_state(old.as_ref()), finding_state(new.as_ref()));
            let due = self.due_to_the_day(&now.item, |then| find(then, &id) == old);
            let causes =
                self.causes(was, now, due, |moves| self.bearing.of_finding(moves, now, [old.as_ref(), new.as_ref()]));
            FindingChange { was: old, now: new, causes, standing }
        };
        moved.map(change).collect()
    }

    /// Whether an item would be as it was if the law were read on the recorded day.
    fn due_to_the_day(&self, name: &str, as_it_was: impl Fn(&Item) -> bool) -> bool {
        let then = self.then.as_ref().and_then(|then| then.get(name));
        then.is_some_and(|then| as_it_was(then))
    }

    /// The law that is not what it was on the days on which two items read it.
    fn read_by(&self, was: &Item, now: &Item) -> Rc<[LawMove]> {
        let [recorded, is] = self.sides;
        let day = |item: &Item, of: &Snapshot| item.as_of.as_ref().map_or_else(|| of.day(), |day| day.parse().ok());
        let days: Vec<Day> = [day(was, recorded), day(now, is)].into_iter().flatten().collect();
        let mut known = self.known.borrow_mut();
        let found = known.entry(days).or_insert_with_key(|days| on_days(self.law, &recorded.law, &is.law, days).into());
        found.clone()
    }

    /// Why something moved; never nothing.
    fn causes(
        &self,
        was: &Item,
        now: &Item,
        due_to_the_day: bool,
        touching: impl for<'m> Fn(&'m [LawMove]) -> Vec<&'m LawMove>,
    ) -> Vec<Cause> {
        let law = self.read_by(was, now);
        let mut causes: Vec<Cause> = touching(&law).into_iter().cloned().map(Cause::Law).collect();
        if due_to_the_day {
            causes.push(Cause::Day);
            let told =
                |turned: &&LawMove| law.iter().any(|moved| (&moved.sort, &moved.id) == (&turned.sort, &turned.id));
            let turned = touching(&self.turned).into_iter().filter(|turned| !told(turned));
            causes.extend(turned.cloned().map(Cause::Law));
        }
        if was.asks != now.asks {
            causes.push(Cause::Asked);
        }
        if causes.is_empty() {
            causes.push(if law.is_empty() { Cause::Program } else { Cause::Elsewhere });
        }
        causes
    }

    fn standing(&self, item: &str, finding: Option<&str>, was: String, now: String) -> Standing {
        let same = |known: &&Acceptance| {
            (known.item.as_str(), known.finding.as_deref()) == (item, finding) && known.was == was && known.now == now
        };
        match self.accepted.iter().find(same) {
            None => Standing::Open,
            Some(known) if known.is_over(self.today) => Standing::Over(known.clone()),
            Some(known) => Standing::Accepted(known.clone()),
        }
    }
}

/// What an item is, beside its findings, in the words of the file.
pub(super) fn item_state(item: Option<&Item>) -> String {
    let Some(item) = item else { return "not watched".to_owned() };
    let name = |verdict: &_| serde_name(verdict);
    let mut state = name(&item.verdict);
    if let Some(worst) = item.worst_case.filter(|worst| *worst != item.verdict) {
        state.push_str(&format!(", at worst {}", name(&worst)));
    }
    item.conflicts.iter().for_each(|(outcome, count)| state.push_str(&format!(", {count} {}", name(outcome))));
    item.contested.iter().for_each(|count| state.push_str(&format!(", {count} contested")));
    item.situations.iter().for_each(|digits| state.push_str(&format!(", {digits} situations")));
    item.kinds.iter().for_each(|(kind, verdict)| state.push_str(&format!(", {kind} {}", name(verdict))));
    state
}

/// What a finding is, in the words of the file.
pub(super) fn finding_state(finding: Option<&SnapshotFinding>) -> String {
    let Some(finding) = finding else { return "none".to_owned() };
    let mut state = format!("{}, {}", serde_name(&finding.certainty), serde_name(&finding.outcome));
    if finding.resolved {
        state.push_str(", resolved");
    }
    if !finding.by.is_empty() {
        state.push_str(&format!(" by {}", finding.by.join(" ")));
    }
    let parts = finding.situations.iter();
    parts.for_each(|(outcome, digits)| state.push_str(&format!(", {digits} situations {}", serde_name(outcome))));
    state
}

/// The name that the file has for a value.
fn serde_name<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
