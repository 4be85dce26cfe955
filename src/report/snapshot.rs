//! What has become of the verdicts of a snapshot, as a review.

use std::collections::BTreeMap;

use serde::Serialize;

use super::names::{Certainty, Outcome};
use super::{Options, Receipt, SCHEMA_VERSION};
use crate::corpus::{Acceptance, Corpus, ExpectedCertainty, ExpectedVerdict, Item, Snapshot, SnapshotFinding};
use crate::law::Lang;
use crate::survey::snapshot::{Cause, FindingChange, ItemChange, LawMove, Moved, Review, Standing};
use crate::text::visible;

/// What has become of the verdicts of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// What the suite is called.
    pub suite: String,
    /// The day on which the law is read for whatever has no date of its own.
    pub as_of: String,
    /// The same when the snapshot was recorded.
    pub recorded_as_of: String,
    /// The hash of the corpus with which it was recorded.
    pub recorded_corpus: String,
    /// How many items are watched.
    pub items: usize,
    /// How many of them have changes that nobody has accepted.
    pub open: usize,
    /// Every item that moved, accepted or not.
    pub changes: Vec<ItemReport<'c>>,
    /// The acceptances that hold.
    pub accepted: Vec<AcceptedReport>,
    /// Acceptances of changes that are no more.
    pub idle: Vec<AcceptedReport>,
    /// Every piece of law that is not what it was.
    pub law: Vec<LawMoveReport<'c>>,
    /// What the answer was made with.
    pub receipt: Receipt,
}

/// An item that moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemReport<'c> {
    /// Its name.
    pub item: String,
    /// `new`, `gone` or `moved`.
    pub change: &'static str,
    /// What it was.
    pub was: Option<StateReport>,
    /// What it is.
    pub now: Option<StateReport>,
    /// Whether somebody has accepted that; nothing where only findings moved.
    pub standing: Option<StandingReport>,
    /// The findings that moved.
    pub findings: Vec<MovedFindingReport<'c>>,
    /// Why, over all.
    pub causes: Vec<WhyReport<'c>>,
}

/// What an item is, beside its findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StateReport {
    /// The worst outcome.
    pub verdict: Outcome,
    /// The same if possible conflicts come true.
    pub worst_case: Option<Outcome>,
    /// How many pairs of provisions can collide at worst with each outcome.
    pub conflicts: Vec<(Outcome, usize)>,
    /// How many of these collide only where an arguable exception may apply.
    pub contested: Option<usize>,
    /// How many situations have a conflict, as its own law tells them apart: what was and what is do not compare.
    pub situations: Option<String>,
    /// The worst outcome by kind of demand.
    pub kinds: BTreeMap<String, Outcome>,
}

/// A finding that moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MovedFindingReport<'c> {
    /// Its id.
    pub id: String,
    /// `new`, `ended` or `moved`.
    pub change: &'static str,
    /// Whose law requires, and whose forbids.
    pub pair: [String; 2],
    /// The provision that requires.
    pub required: NamedReport<'c>,
    /// The provision that forbids.
    pub forbidden: NamedReport<'c>,
    /// The act that is required.
    pub act: String,
    /// What it was.
    pub was: Option<FindingStateReport>,
    /// What it is.
    pub now: Option<FindingStateReport>,
    /// Why it moved.
    pub causes: Vec<WhyReport<'c>>,
    /// Whether somebody has accepted that.
    pub standing: StandingReport,
}

/// What a finding is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingStateReport {
    /// How sure it is.
    pub certainty: Certainty,
    /// What can become of it.
    pub outcome: Outcome,
    /// Whether a mechanism in use has resolved it.
    pub resolved: bool,
    /// The mechanisms that make the outcome what it is.
    pub by: Vec<String>,
    /// How many situations have it, by outcome, as its own law tells them apart: what was and what is do not compare.
    pub situations: Vec<(Outcome, String)>,
}

/// Something by its id and, where the corpus still has it, by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedReport<'c> {
    /// The id.
    pub id: String,
    /// What it is called.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<&'c str>,
}

/// Whether somebody has accepted a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandingReport {
    /// `open`, `accepted`, `over` (accepted until a day that is past) or `follows` (from findings that are accepted).
    pub standing: &'static str,
    /// Why.
    pub reason: Option<String>,
    /// The last day.
    pub until: Option<String>,
}

/// Why a verdict is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyReport<'c> {
    /// `law`, `asked` (what is asked is not the same), `day`, `elsewhere` (law that it does not name) or `program`.
    pub cause: &'static str,
    /// The piece of law, if it is one.
    pub law: Option<LawMoveReport<'c>>,
}

/// A piece of law that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LawMoveReport<'c> {
    /// `provision`, `mechanism`, `membership`, `instrument`, `jurisdiction`, `fact`, `value` or `act`.
    pub sort: String,
    /// What happened: `added`, `removed`, `changed`, `redated`, `began` or `ended`.
    pub moved: &'static str,
    /// What it is.
    #[serde(flatten)]
    pub named: NamedReport<'c>,
}

/// A change that somebody has accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AcceptedReport {
    /// The item.
    pub item: String,
    /// The finding, if it is one of these.
    pub finding: Option<String>,
    /// Why.
    pub reason: String,
    /// The last day, if there is one.
    pub until: Option<String>,
}

/// Writes a review.
#[must_use]
pub fn snapshot<'c>(
    corpus: &'c Corpus,
    recorded: &Snapshot,
    now: &Snapshot,
    review: &Review,
    options: Options,
) -> ReviewReport<'c> {
    let teller = Teller { corpus, lang: options.lang };
    ReviewReport {
        schema_version: SCHEMA_VERSION,
        suite: shown(&now.suite),
        as_of: now.as_of.clone(),
        recorded_as_of: recorded.as_of.clone(),
        recorded_corpus: shown(&recorded.corpus),
        items: review.items,
        open: review.changes.iter().filter(|change| change.is_open()).count(),
        changes: review.changes.iter().map(|change| teller.item(change)).collect(),
        accepted: review.accepted().map(accepted).collect(),
        idle: review.idle.iter().map(accepted).collect(),
        law: review.law.iter().map(|moved| teller.law(moved)).collect(),
        receipt: Receipt::new(corpus),
    }
}

/// Names come from files of the user's: a terminal takes some characters as commands.
fn shown(text: &str) -> String {
    visible(text).into_owned()
}

fn accepted(acceptance: &Acceptance) -> AcceptedReport {
    AcceptedReport {
        item: shown(&acceptance.item),
        finding: acceptance.finding.as_deref().map(shown),
        reason: shown(&acceptance.reason),
        until: acceptance.until.clone(),
    }
}

struct Teller<'c> {
    corpus: &'c Corpus,
    lang: Lang,
}

impl<'c> Teller<'c> {
    fn item(&self, change: &ItemChange) -> ItemReport<'c> {
        ItemReport {
            item: shown(&change.item),
            change: match (&change.was, &change.now) {
                (None, _) => "new",
                (_, None) => "gone",
                _ => "moved",
            },
            was: change.was.as_ref().map(state),
            now: change.now.as_ref().map(state),
            standing: change.head.as_ref().map(standing),
            findings: change.findings.iter().filter_map(|finding| self.finding(finding)).collect(),
            causes: change.causes.iter().map(|cause| self.cause(cause)).collect(),
        }
    }

    fn finding(&self, change: &FindingChange) -> Option<MovedFindingReport<'c>> {
        let known = change.now.as_ref().or(change.was.as_ref())?;
        Some(MovedFindingReport {
            id: shown(&known.id),
            change: match (&change.was, &change.now) {
                (None, _) => "new",
                (_, None) => "ended",
                _ => "moved",
            },
            pair: known.pair.clone().map(|code| shown(&code)),
            required: self.provision(&known.required),
            forbidden: self.provision(&known.forbidden),
            act: self.act(&known.act),
            was: change.was.as_ref().map(finding_state),
            now: change.now.as_ref().map(finding_state),
            causes: change.causes.iter().map(|cause| self.cause(cause)).collect(),
            standing: standing(&change.standing),
        })
    }

    fn cause(&self, cause: &Cause) -> WhyReport<'c> {
        let (cause, law) = match cause {
            Cause::Law(moved) => ("law", Some(self.law(moved))),
            Cause::Asked => ("asked", None),
            Cause::Day => ("day", None),
            Cause::Elsewhere => ("elsewhere", None),
            Cause::Program => ("program", None),
        };
        WhyReport { cause, law }
    }

    fn law(&self, moved: &LawMove) -> LawMoveReport<'c> {
        let named = match moved.sort.as_str() {
            "provision" => self.provision(&moved.id),
            "mechanism" => self.mechanism(&moved.id),
            "instrument" => {
                let law = self.corpus.instruments.iter().find(|(_, law)| law.name == moved.id);
                let title = law.map(|(_, law)| law.title.get(self.lang).to_owned());
                NamedReport { id: shown(&moved.id), title, url: law.map(|(_, law)| law.url.as_str()) }
            }
            "fact" => {
                let fact = self.corpus.vocabulary.fact(&moved.id).map(|id| &self.corpus.vocabulary.facts[id]);
                let title = fact.map(|fact| fact.label.get(self.lang).to_owned());
                NamedReport { id: shown(&moved.id), title, url: None }
            }
            "jurisdiction" => {
                let place = self.corpus.jurisdiction(&moved.id).map(|id| &self.corpus.jurisdictions[id]);
                let title = place.map(|place| place.name.get(self.lang).to_owned());
                NamedReport { id: shown(&moved.id), title, url: None }
            }
            _ => NamedReport { id: shown(&moved.id), title: None, url: None },
        };
        LawMoveReport { sort: shown(&moved.sort), moved: moved_name(moved.moved), named }
    }

    /// The latest version of a provision by its instrument and place.
    fn provision(&self, name: &str) -> NamedReport<'c> {
        let Some(id) = self.corpus.versions(name).last() else {
            return NamedReport { id: shown(name), title: None, url: None };
        };
        let (law, instrument) = (&self.corpus.provisions[id], self.corpus.instrument_of(id));
        let title = format!("{}, {}", instrument.title.get(self.lang), law.pinpoint.get(self.lang));
        let url = law.url.as_deref().unwrap_or(&instrument.url);
        NamedReport { id: shown(name), title: Some(title), url: Some(url) }
    }

    fn mechanism(&self, name: &str) -> NamedReport<'c> {
        let mechanism = self.corpus.mechanism(name).map(|id| &self.corpus.mechanisms[id]);
        let title = mechanism.map(|mechanism| mechanism.title.get(self.lang).to_owned());
        NamedReport { id: shown(name), title, url: mechanism.map(|mechanism| mechanism.url.as_str()) }
    }

    fn act(&self, name: &str) -> String {
        let act = self.corpus.vocabulary.acts.iter().find(|(_, act)| act.name == name);
        act.map_or_else(|| shown(name), |(_, act)| act.label.get(self.lang).to_owned())
    }
}

fn state(item: &Item) -> StateReport {
    StateReport {
        verdict: item.verdict.into(),
        worst_case: item.worst_case.map(Outcome::from),
        conflicts: item.conflicts.iter().map(|(outcome, count)| ((*outcome).into(), *count)).collect(),
        contested: item.contested,
        situations: item.situations.as_deref().map(shown),
        kinds: item.kinds.iter().map(|(kind, verdict)| (shown(kind), (*verdict).into())).collect(),
    }
}

fn finding_state(finding: &SnapshotFinding) -> FindingStateReport {
    FindingStateReport {
        certainty: finding.certainty.into(),
        outcome: finding.outcome.into(),
        resolved: finding.resolved,
        by: finding.by.iter().map(|name| shown(name)).collect(),
        situations: finding.situations.iter().map(|(outcome, digits)| ((*outcome).into(), shown(digits))).collect(),
    }
}

fn standing(standing: &Standing) -> StandingReport {
    let (name, known) = match standing {
        Standing::Open => ("open", None),
        Standing::Accepted(known) => ("accepted", Some(known)),
        Standing::Over(known) => ("over", Some(known)),
        Standing::Follows => ("follows", None),
    };
    StandingReport {
        standing: name,
        reason: known.map(|known| shown(&known.reason)),
        until: known.and_then(|known| known.until.clone()),
    }
}

fn moved_name(moved: Moved) -> &'static str {
    match moved {
        Moved::Added => "added",
        Moved::Removed => "removed",
        Moved::Changed => "changed",
        Moved::Redated => "redated",
        Moved::Began => "began",
        Moved::Ended => "ended",
    }
}

impl StandingReport {
    /// Whether somebody has to look at it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        ["open", "over"].contains(&self.standing)
    }
}

impl ItemReport<'_> {
    /// Whether somebody has to look at it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let head = self.standing.as_ref().is_some_and(StandingReport::is_open);
        head || self.findings.iter().any(|finding| finding.standing.is_open())
    }
}

impl From<ExpectedVerdict> for Outcome {
    fn from(verdict: ExpectedVerdict) -> Self {
        match verdict {
            ExpectedVerdict::Clear => Outcome::Clear,
            ExpectedVerdict::Unknown => Outcome::Unknown,
            ExpectedVerdict::Resolvable => Outcome::Resolvable,
            ExpectedVerdict::Reroutable => Outcome::Reroutable,
            ExpectedVerdict::Discretionary => Outcome::Discretionary,
            ExpectedVerdict::Deadlock => Outcome::Deadlock,
        }
    }
}

impl From<ExpectedCertainty> for Certainty {
    fn from(certainty: ExpectedCertainty) -> Self {
        match certainty {
            ExpectedCertainty::Certain => Certainty::Certain,
            ExpectedCertainty::Contested => Certainty::Contested,
            ExpectedCertainty::Possible => Certainty::Possible,
        }
    }
}
