//! The answers to many requests as rows of a table: one a request, or one a finding.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use super::Receipt;
use super::found::Told;
use super::names::{Certainty, Outcome, finding_id};
use crate::corpus::Corpus;
use crate::intake::{Extra, Reject};
use crate::law::{ActId, FactId, FactType, Lang};
use crate::lawbook::{Lawbook, NormId};
use crate::logic::{Code, Known};
use crate::solve::{self, Conflict, Solution, Verdict};
use crate::survey::bulk::{Answers, Finding, PairId, Plan};

/// What a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Each {
    /// A row for each request.
    Request,
    /// A row for each finding.
    Finding,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnSpec {
    /// The heading.
    pub name: &'static str,
    /// What its cells are.
    pub kind: CellKind,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Texts.
    Text,
    /// Names of verdicts.
    Verdict,
    /// Whole numbers.
    Count,
    /// Whole numbers that grow with a space of requests.
    Number,
    /// What requests say of a fact.
    Fact,
    /// Lists of texts.
    List,
    /// Yes or no.
    Flag,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A whole number.
    Count(u32),
    /// A whole number that grows with a space of requests.
    Number(u64),
    /// What requests say of a fact.
    Fact(Cow<'a, FactValue>),
    /// A list of texts.
    List(Vec<Cow<'a, str>>),
    /// Yes or no.
    Flag(bool),
}

impl<'a> Cell<'a> {
    pub(super) fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// The name of a verdict.
    pub(super) fn verdict(verdict: Verdict) -> Self {
        Self::text(Outcome::from(verdict).name())
    }

    /// The cell as CSV has it.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Cell::Text(text) => text.to_string(),
            Cell::Count(count) => count.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Fact(value) => value.text.clone(),
            Cell::List(list) => list.join("|"),
            Cell::Flag(flag) => flag.to_string(),
        }
    }

    /// The same, owning its texts, so that it can outlive the plan that it names.
    #[must_use]
    pub fn into_owned(self) -> Cell<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self {
            Cell::Text(text) => Cell::Text(own(text)),
            Cell::Count(count) => Cell::Count(count),
            Cell::Number(number) => Cell::Number(number),
            Cell::Fact(value) => Cell::Fact(Cow::Owned(value.into_owned())),
            Cell::List(list) => Cell::List(list.into_iter().map(own).collect()),
            Cell::Flag(flag) => Cell::Flag(flag),
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Text(text) => text.serialize(serializer),
            Cell::Count(count) => count.serialize(serializer),
            Cell::Number(number) => number.serialize(serializer),
            Cell::Fact(value) => value.json.serialize(serializer),
            Cell::List(list) => list.serialize(serializer),
            Cell::Flag(flag) => flag.serialize(serializer),
        }
    }
}

/// A value of a fact, as tables of requests write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactValue {
    /// As in CSV: sets with `|` between, `unknown`, `none` for the empty set.
    pub text: String,
    /// As in JSON.
    pub json: serde_json::Value,
}

/// The facts of a request as requests are written, without what is unknown.
pub(super) fn facts_json<'c>(corpus: &'c Corpus, facts: &[Known]) -> BTreeMap<&'c str, serde_json::Value> {
    let given = corpus.vocabulary.facts.iter().zip(facts).filter(|(_, known)| **known != Known::Unknown);
    given.map(|((id, fact), known)| (fact.name.as_str(), fact_value(corpus, id, known).json)).collect()
}

/// Writes what a request says of a fact.
#[must_use]
pub fn fact_value(corpus: &Corpus, fact: FactId, known: &Known) -> FactValue {
    let name = |value: Code| corpus.value_name(fact, value).to_owned();
    let is_flag = corpus.vocabulary.facts[fact].ty == FactType::Flag;
    match known {
        Known::Unknown => FactValue { text: "unknown".to_owned(), json: serde_json::Value::Null },
        Known::One(value) if is_flag => FactValue { text: name(*value), json: (value.0 == 1).into() },
        Known::One(value) => FactValue { text: name(*value), json: name(*value).into() },
        Known::Many(values) => {
            let names: Vec<String> = values.iter().map(name).collect();
            let text = if names.is_empty() { "none".to_owned() } else { names.join("|") };
            FactValue { text, json: names.into() }
        }
    }
}

/// A row: the request's id, its extra columns, and the cells of the table's columns.
#[derive(Debug, Clone, PartialEq)]
pub struct RowReport<'a> {
    /// The request's id.
    pub id: &'a str,
    /// Columns of the input that pass through.
    pub extras: &'a [Extra],
    /// The cells, in the order of [`Each::columns`].
    pub cells: Vec<Cell<'a>>,
}

/// A row that is no request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RejectReport<'a> {
    /// The line, or the row of a table without lines, from one.
    pub line: u64,
    /// Everything that is wrong with it.
    pub faults: Vec<RejectFault<'a>>,
    /// The row, if it is text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<&'a str>,
}

/// One thing that is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RejectFault<'a> {
    /// The stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: &'a str,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<&'a str>,
}

/// Writes why a row was rejected.
#[must_use]
pub fn reject(reject: &Reject, lang: Lang) -> RejectReport<'_> {
    let faults = reject.faults.iter().map(|fault| RejectFault {
        code: fault.code.name(),
        message: fault.message.get(lang),
        help: fault.help.as_ref().map(|help| help.get(lang)),
    });
    RejectReport { line: reject.line, faults: faults.collect(), row: reject.row.as_deref() }
}

const fn text(name: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind: CellKind::Text }
}

const fn count(name: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind: CellKind::Count }
}

const fn verdict(name: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind: CellKind::Verdict }
}

const REQUEST: [ColumnSpec; 14] = [
    text("as_of"),
    verdict("verdict"),
    verdict("worst_case"),
    count("certain"),
    count("contested"),
    count("possible"),
    count("resolved"),
    count("resolvable"),
    count("reroutable"),
    count("discretionary"),
    count("deadlock"),
    ColumnSpec { name: "findings", kind: CellKind::List },
    ENGINE,
    CORPUS,
];

/// What the answer was made with.
const ENGINE: ColumnSpec = text("engine");
const CORPUS: ColumnSpec = text("corpus");

pub(super) const FINDING: [ColumnSpec; 10] = [
    text("as_of"),
    text("finding"),
    text("requiring"),
    text("forbidding"),
    text("act"),
    text("required"),
    text("forbidden"),
    text("certainty"),
    text("outcome"),
    ColumnSpec { name: "resolved", kind: CellKind::Flag },
];

/// The columns of a finding of a request: what sweeps say of it too, then the law in words, the best way out, and the
/// facts that are missing to be sure.
const OF_REQUEST: [ColumnSpec; 23] = {
    let [as_of, finding, requiring, forbidding, act, required, forbidden, certainty, outcome, resolved] = FINDING;
    [
        as_of,
        finding,
        requiring,
        forbidding,
        act,
        required,
        forbidden,
        certainty,
        outcome,
        resolved,
        text("required_title"),
        text("required_citation"),
        text("required_pinpoint"),
        text("required_url"),
        text("forbidden_title"),
        text("forbidden_citation"),
        text("forbidden_pinpoint"),
        text("forbidden_url"),
        text("way_out"),
        text("way_out_title"),
        ColumnSpec { name: "missing", kind: CellKind::List },
        ENGINE,
        CORPUS,
    ]
};

impl Each {
    /// The columns behind `id` and the extra ones. Findings are counted by certainty, then by outcome; those that a
    /// mechanism in use has resolved are counted apart. The last ones say what the answer was made with.
    #[must_use]
    pub fn columns(self) -> &'static [ColumnSpec] {
        match self {
            Each::Request => &REQUEST,
            Each::Finding => &OF_REQUEST,
        }
    }
}

/// The form of a row for a request, as JSON has it: `id` and the columns. Extra columns would stand between them.
#[derive(Debug)]
pub struct RequestRow;

impl JsonSchema for RequestRow {
    fn schema_name() -> Cow<'static, str> {
        "RequestRow".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let outcome = generator.subschema_for::<Outcome>();
        let form = |kind| match kind {
            CellKind::Text => json_schema!({"type": "string"}),
            CellKind::Verdict => outcome.clone(),
            CellKind::Count | CellKind::Number => json_schema!({"type": "integer", "minimum": 0}),
            CellKind::List => json_schema!({"type": "array", "items": {"type": "string"}}),
            CellKind::Flag => json_schema!({"type": "boolean"}),
            CellKind::Fact => json_schema!(true),
        };
        let columns = std::iter::once(text("id")).chain(REQUEST);
        let names: Vec<&str> = columns.clone().map(|column| column.name).collect();
        let forms: serde_json::Map<String, serde_json::Value> =
            columns.map(|column| (column.name.to_owned(), form(column.kind).into())).collect();
        json_schema!({
            "description": "The answer to one request in a line.",
            "type": "object",
            "properties": forms,
            "required": names,
            "additionalProperties": false,
        })
    }
}

/// The cells of a request's row, from the answer of the plain solver.
#[must_use]
pub fn request_row(book: &Lawbook<'_>, solution: &Solution) -> Vec<Cell<'static>> {
    let resolved = solution.resolved.iter().map(|conflict| (conflict, true));
    let mut all: Vec<(&Conflict, bool)> =
        solution.conflicts.iter().map(|conflict| (conflict, false)).chain(resolved).collect();
    // As the solver found them, before those that are resolved were set apart.
    all.sort_by_key(|(conflict, _)| conflict.place(book));
    let mut counts = Counts::default();
    let ids = all.iter().map(|(conflict, resolved)| {
        counts.add(conflict.certainty, conflict.outcome, *resolved);
        Cow::Owned(id(book, conflict.required, conflict.forbidden, conflict.act))
    });
    let ids = Cell::List(ids.collect());
    let as_of = Cell::Text(Cow::Owned(book.day.to_string()));
    let mut row = counts.row(as_of, [solution.verdict, solution.worst_case].map(Some), ids);
    let Receipt { engine, corpus, .. } = Receipt::new(book.corpus);
    row.extend([engine, corpus].map(|text| Cell::Text(Cow::Owned(text))));
    row
}

/// The id of the finding of two norms.
fn id(book: &Lawbook<'_>, required: NormId, forbidden: NormId, act: ActId) -> String {
    let name = |norm| book.corpus.provision_name(book.norms[norm].provision);
    finding_id(name(required), name(forbidden), &book.corpus.vocabulary.acts[act].name)
}

/// How many findings a request has: by certainty and by outcome those that are open, and those that are resolved.
#[derive(Debug, Default)]
struct Counts {
    by_certainty: [u32; 3],
    by_outcome: [u32; 4],
    resolved: u32,
}

impl Counts {
    fn add(&mut self, certainty: solve::Certainty, outcome: solve::Outcome, resolved: bool) {
        if resolved {
            self.resolved += 1;
            return;
        }
        bump(&mut self.by_certainty, certainty as usize);
        bump(&mut self.by_outcome, outcome as usize);
    }

    /// The cells of the row of a request, whose verdict and worst case are these.
    fn row<'a>(&self, as_of: Cell<'a>, verdicts: [Option<Verdict>; 2], ids: Cell<'a>) -> Vec<Cell<'a>> {
        let verdict = |verdict: Option<Verdict>| verdict.map_or(Cell::text("unknown"), Cell::verdict);
        let mut cells = Vec::with_capacity(REQUEST.len());
        cells.push(as_of);
        cells.extend(verdicts.map(verdict));
        cells.extend(self.by_certainty.map(Cell::Count));
        cells.push(Cell::Count(self.resolved));
        cells.extend(self.by_outcome.map(Cell::Count));
        cells.push(ids);
        cells
    }
}

/// The words for everything that rows name, made once for a plan.
#[derive(Debug, Clone)]
pub struct Labels {
    pairs: Vec<PairLabel>,
    receipt: Receipt,
    lang: Lang,
}

#[derive(Debug, Clone)]
struct PairLabel {
    finding: String,
    requiring: String,
    forbidding: String,
    act: String,
    required: String,
    forbidden: String,
}

impl Labels {
    /// The words for a plan.
    #[must_use]
    pub fn new(plan: &Plan<'_, '_>, lang: Lang) -> Self {
        let corpus = plan.book.corpus;
        let label = |pair: PairId| {
            let (required, forbidden) = plan.norms(pair);
            let name = |norm| corpus.provision_name(plan.book.norms[norm].provision).to_owned();
            let code = |norm| corpus.jurisdictions[plan.book.norms[norm].owner].code.clone();
            PairLabel {
                finding: id(plan.book, required, forbidden, plan.act(pair)),
                requiring: code(required),
                forbidding: code(forbidden),
                act: corpus.vocabulary.acts[plan.act(pair)].name.clone(),
                required: name(required),
                forbidden: name(forbidden),
            }
        };
        Self { pairs: plan.pair_ids().map(label).collect(), receipt: Receipt::new(corpus), lang }
    }

    fn of(&self, pair: PairId) -> Option<&PairLabel> {
        self.pairs.get(pair.index())
    }

    /// The cells of every row for one request of a block: one row, or one for each finding. The facts of the request are
    /// asked for only where a row needs them.
    pub fn rows<'a, 'c: 'a>(
        &'a self,
        plan: &Plan<'_, 'c>,
        each: Each,
        as_of: &'a str,
        (answers, at): (&Answers, usize),
        facts: impl FnOnce() -> Vec<Known>,
    ) -> Vec<Vec<Cell<'a>>> {
        let findings = answers.findings(at);
        let mut rows = match each {
            Each::Request => vec![self.request(as_of, answers, at)],
            Each::Finding if findings.is_empty() => Vec::new(),
            Each::Finding => {
                let mut told = Told::new(plan, facts(), self.lang);
                let row = |finding: &Finding| Some([self.finding(as_of, finding)?, told.cells(finding)].concat());
                findings.iter().filter_map(row).collect()
            }
        };
        for row in &mut rows {
            row.extend([Cell::text(&self.receipt.engine), Cell::text(&self.receipt.corpus)]);
        }
        rows
    }

    fn request<'a>(&'a self, as_of: &'a str, answers: &Answers, at: usize) -> Vec<Cell<'a>> {
        let findings = answers.findings(at);
        let mut counts = Counts::default();
        findings.iter().for_each(|finding| counts.add(finding.certainty, finding.outcome, finding.resolved));
        counts.row(Cell::text(as_of), [answers.verdict(at), answers.worst_case(at)], self.ids(findings))
    }

    /// The ids of findings.
    pub(super) fn ids<'a>(&'a self, findings: &[Finding]) -> Cell<'a> {
        let ids = findings.iter().filter_map(|finding| Some(Cow::Borrowed(self.of(finding.pair)?.finding.as_str())));
        Cell::List(ids.collect())
    }

    /// The cells of a finding.
    pub(super) fn finding<'a>(&'a self, as_of: &'a str, finding: &Finding) -> Option<Vec<Cell<'a>>> {
        let label = self.of(finding.pair)?;
        Some(vec![
            Cell::text(as_of),
            Cell::text(&label.finding),
            Cell::text(&label.requiring),
            Cell::text(&label.forbidding),
            Cell::text(&label.act),
            Cell::text(&label.required),
            Cell::text(&label.forbidden),
            Cell::text(Certainty::from(finding.certainty).name()),
            Cell::text(Outcome::from(finding.outcome).name()),
            Cell::Flag(finding.resolved),
        ])
    }
}

fn bump(counts: &mut [u32], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}
