//! What a row tells of a finding beside its ids: the law in words, the best way out, and the facts that are missing.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::horn::address;
use super::rows::Cell;
use crate::corpus::Corpus;
use crate::law::{FactId, Lang, MechanismId, Standing};
use crate::lawbook::{Lawbook, NormId};
use crate::logic::{Kleene, Known, Truth, eval};
use crate::solve::{Certainty, explain};
use crate::survey::bulk::{Finding, PairId, Plan};

/// Tells the findings of one request.
pub(super) struct Told<'p, 'b, 'c> {
    plan: &'p Plan<'b, 'c>,
    facts: Vec<Known>,
    lang: Lang,
    /// By norm: the facts that are missing to know whether it applies, undisputed.
    missing: BTreeMap<NormId, Vec<FactId>>,
}

impl<'p, 'b, 'c> Told<'p, 'b, 'c> {
    pub(super) fn new(plan: &'p Plan<'b, 'c>, facts: Vec<Known>, lang: Lang) -> Self {
        Self { plan, facts, lang, missing: BTreeMap::new() }
    }

    /// Titles, citations, pinpoints and addresses of both provisions; the best way out that is open, by id and title; the
    /// facts that are missing to be sure.
    pub(super) fn cells<'a>(&mut self, finding: &Finding) -> Vec<Cell<'a>>
    where
        'c: 'a,
    {
        let (required, forbidden) = self.plan.norms(finding.pair);
        let mut cells: Vec<Cell<'a>> = Vec::with_capacity(11);
        for norm in [required, forbidden] {
            cells.extend(law(self.plan.book, norm, self.lang).map(Cell::text));
        }
        let corpus: &'c Corpus = self.plan.book.corpus;
        let way = self.way(finding.pair).map(|way| &corpus.mechanisms[way]);
        cells.push(Cell::text(way.map_or("", |way| &way.name)));
        cells.push(Cell::text(way.map_or("", |way| way.title.get(self.lang))));
        let missing = if finding.certainty == Certainty::Certain { Vec::new() } else { self.open(required, forbidden) };
        let names = missing.iter().map(|fact| Cow::Borrowed(corpus.vocabulary.facts[*fact].name.as_str()));
        cells.push(Cell::List(names.collect()));
        cells
    }

    /// The best way out that is open: the first of the plan's list.
    fn way(&self, pair: PairId) -> Option<MechanismId> {
        let mut algebra = Kleene::new(self.plan.formulas(), &self.facts);
        let ways = self.plan.ways_of(pair).iter();
        let mut open = ways.filter(|way| eval(&mut algebra, self.plan.formulas(), way.open) == Truth::True);
        open.next().map(|way| way.mechanism)
    }

    fn open(&mut self, required: NormId, forbidden: NormId) -> Vec<FactId> {
        let (book, facts) = (self.plan.book, &self.facts);
        let mut all: Vec<FactId> = Vec::new();
        for norm in [required, forbidden] {
            all.extend(self.missing.entry(norm).or_insert_with(|| missing(book, facts, norm)).iter());
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Title and citation of the instrument, pinpoint and address of the provision.
fn law<'c>(book: &Lawbook<'c>, norm: NormId, lang: Lang) -> [&'c str; 4] {
    let corpus: &'c Corpus = book.corpus;
    let provision = book.norms[norm].provision;
    let (instrument, law) = (corpus.instrument_of(provision), &corpus.provisions[provision]);
    [instrument.title.get(lang), instrument.citation.get(lang), law.pinpoint.get(lang), address(corpus, provision)]
}

/// The facts that are missing to know whether a norm applies, and whether one of its arguable exceptions does.
fn missing(book: &Lawbook<'_>, facts: &[Known], norm: NormId) -> Vec<FactId> {
    let story = explain(book, facts, norm);
    let law = &book.norms[norm].exceptions;
    let is_arguable = |place: usize| law.get(place).is_some_and(|exception| exception.standing == Standing::Arguable);
    let arguable = story.exceptions.iter().filter(|exception| is_arguable(exception.place));
    let reasons = std::iter::once(&story.reason).chain(arguable.map(|exception| &exception.reason));
    let open = reasons.filter(|reason| reason.truth == Truth::Unknown);
    open.flat_map(|reason| &reason.missing).map(|lit| book.formulas.literal_of(*lit).fact).collect()
}
