//! Real cases: the request on its date, what is on record, and what comity must say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parse;
use super::resolve::text as resolve_text;
use super::schema::FileKind;
use super::{Corpus, Trees, request, wire_case};
use crate::diagnostic::{Code, Diagnostic, Said, settle, suggestion};
use crate::law::{Confidence, Day, JurisdictionId, MechanismId, Request, Source, Text};
use crate::text::json::{self, Path, Step};
use crate::text::{FileId, Span};

/// A real court or regulator case.
#[derive(Debug, Clone)]
pub struct Case {
    /// The id.
    pub name: String,
    /// What the case is called.
    pub title: String,
    /// Its citation.
    pub citation: String,
    /// Whose court or regulator decided.
    pub forum: String,
    /// When.
    pub date: Day,
    /// The demand.
    pub request: Request,
    /// What the record shows.
    pub on_record: OnRecord,
    /// What comity must say.
    pub expect: Expected,
    /// What was read.
    pub sources: Vec<Source>,
    /// How sure we are of the record.
    pub confidence: Confidence,
    /// What was not seen in a source.
    pub not_seen: Option<Text>,
}

/// What the record of a case shows.
#[derive(Debug, Clone)]
pub struct OnRecord {
    /// Whether there was a conflict.
    pub conflict: RecordedConflict,
    /// The pairs that the record names.
    pub pairs: Vec<[String; 2]>,
    /// The provisions that the record names, in its words.
    pub provisions: Vec<String>,
    /// The mechanism that was used, in words.
    pub mechanism_used: Option<Text>,
    /// What happened.
    pub what_happened: Text,
}

/// Whether a record shows a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordedConflict {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Asserted or formal only, conditional, or for part of the data.
    Partial,
}

/// What comity must say of a case. What is left out is not asked for.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The verdict on the whole request.
    pub verdict: Option<ExpectedVerdict>,
    /// The certainty of the surest conflict of the pairs.
    pub certainty: Option<ExpectedCertainty>,
    /// The pairs that must collide (or, where the record shows no conflict, must not), requiring side first.
    pub pairs: Vec<(JurisdictionId, JurisdictionId)>,
    /// Provisions, by full name, that must stand in a conflict.
    pub provisions: Vec<String>,
    /// Mechanisms that must be open, in use or not.
    pub open: Vec<MechanismId>,
    /// Mechanisms that hang on facts that the request does not give.
    pub needs_facts: Vec<MechanismId>,
    /// Mechanisms that must be neither.
    pub not_open: Vec<MechanismId>,
    /// Why.
    pub because: Text,
}

/// A verdict that a record and the law call for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExpectedVerdict {
    /// No conflict, and all law involved is covered.
    Clear,
    /// No conflict, but not all law involved is covered.
    Unknown,
    /// The provider or its customer can end every conflict by right.
    Resolvable,
    /// The authority can get the data lawfully by another way.
    Reroutable,
    /// It hangs on a court's or an authority's discretion.
    Discretionary,
    /// Nothing in force helps.
    Deadlock,
}

/// A certainty that a record and the law call for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExpectedCertainty {
    /// Both norms apply, undisputed.
    Certain,
    /// Both apply, but an arguable exception may help.
    Contested,
    /// Facts are missing.
    Possible,
}

/// Loads the real cases of a corpus, sorted by id; one with faults is left out and reported. The law is loaded without
/// them, because no answer depends on them.
#[must_use]
pub fn load_cases(corpus: &Corpus) -> (Vec<Case>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let mut cases = Vec::new();
    for (id, file) in corpus.files_of(FileKind::Case) {
        let Some((_, wire)) = parse::one::<wire_case::Case>(FileKind::Case, id, &file.text, &mut faults) else {
            continue;
        };
        let before = faults.len();
        if file.name != format!("cases/{}.json", wire.id) {
            let message = format!("the id `{}` belongs in `cases/{}.json`", wire.id, wire.id);
            let whole = Span { file: id, range: 0..1 };
            faults.push(Diagnostic::new(Code::MisplacedFile, message).at(Some(whole)));
        }
        let case = one(corpus, id, wire, &mut faults);
        if faults.len() == before {
            cases.extend(case);
        }
    }
    settle(&mut faults);
    (cases, faults)
}

fn one(corpus: &Corpus, file: FileId, wire: wire_case::Case, faults: &mut Vec<Diagnostic>) -> Option<Case> {
    let mut trees = Trees::new(&corpus.files);
    let mut report = |path: Path, fault: Diagnostic| faults.push(trees.locate(file, &path, fault));
    let bad_date = |message: Said| Diagnostic::new(Code::BadDate, message);
    let date = wire.date.parse::<Day>().map_err(|message| report(vec![key("date")], bad_date(message))).ok();
    let expect = expected(corpus, wire.expect, &mut report);
    let mut sources = Vec::new();
    for (at, source) in wire.sources.into_iter().enumerate() {
        match source.seen.parse() {
            Ok(seen) => sources.push(Source { url: source.url, seen, note: source.note }),
            Err(message) => report(vec![key("sources"), Step::Index(at), key("seen")], bad_date(message)),
        }
    }
    let tree = json::parse(&corpus.files.get(file)?.text).ok()?;
    let request = request::from_node(corpus, file, tree.at(&[key("request")]), &wire.id);
    let request = request.map_err(|found| faults.extend(found)).ok();
    let recorded = wire.on_record;
    Some(Case {
        name: wire.id,
        title: wire.name,
        citation: wire.citation,
        forum: wire.forum,
        date: date?,
        request: request?,
        on_record: OnRecord {
            conflict: recorded.conflict,
            pairs: recorded.pairs,
            provisions: recorded.provisions,
            mechanism_used: recorded.mechanism_used.map(resolve_text),
            what_happened: resolve_text(recorded.what_happened),
        },
        expect,
        sources,
        confidence: wire.confidence,
        not_seen: wire.not_seen.map(resolve_text),
    })
}

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

/// The names that a case expects, resolved.
fn expected(corpus: &Corpus, wire: wire_case::Expect, report: &mut impl FnMut(Path, Diagnostic)) -> Expected {
    let place = |name: &str, at: usize| vec![key("expect"), key(name), Step::Index(at)];
    let mut pairs = Vec::new();
    for (at, [requiring, forbidding]) in wire.pairs.iter().enumerate() {
        match (corpus.jurisdiction(requiring), corpus.jurisdiction(forbidding)) {
            (Some(requiring), Some(forbidding)) => pairs.push((requiring, forbidding)),
            _ => {
                let message = format!("unknown jurisdiction in the pair `{requiring}`, `{forbidding}`");
                report(place("pairs", at), Diagnostic::new(Code::UnknownJurisdiction, message));
            }
        }
    }
    for (at, name) in wire.provisions.iter().enumerate() {
        let instrument = name.split('#').next().unwrap_or_default();
        if corpus.versions(name).next().is_none() && !corpus.is_lost(instrument) {
            let known: Vec<String> = corpus.provisions.ids().map(|id| corpus.provision_name(id).to_owned()).collect();
            let fault = Diagnostic::new(Code::UnknownProvision, format!("unknown provision `{name}`"));
            let help = suggestion(name, known.iter().map(String::as_str));
            report(place("provisions", at), Diagnostic { help, ..fault });
        }
    }
    let mut mechanisms = |list: &[String], field: &str| {
        let mut found = Vec::new();
        for (at, name) in list.iter().enumerate() {
            match corpus.mechanism(name) {
                Some(id) => found.push(id),
                None if corpus.is_lost(name) => {}
                None => {
                    let fault = Diagnostic::new(Code::UnknownMechanism, format!("unknown mechanism `{name}`"));
                    let help = suggestion(name, corpus.mechanisms.iter().map(|(_, m)| m.name.as_str()));
                    report(place(field, at), Diagnostic { help, ..fault });
                }
            }
        }
        found
    };
    Expected {
        verdict: wire.verdict,
        certainty: wire.certainty,
        pairs,
        open: mechanisms(&wire.open, "open"),
        needs_facts: mechanisms(&wire.needs_facts, "needs_facts"),
        not_open: mechanisms(&wire.not_open, "not_open"),
        provisions: wire.provisions,
        because: resolve_text(wire.because),
    }
}
