//! Questions that a maintainer asks of the law as a whole.
//!
//! In: a corpus whose names all resolve (the second gate). Out: what contradicts itself, can never matter, or lacks
//! what readers need. One file a rule, one line in [`RULES`]. The room judges the data, never a request. Footprints, on
//! which no law hangs, are judged apart, by [`footprint`].

mod clash;
mod concern;
mod coverage;
mod dates;
mod doubled;
mod footprints;
mod german;
mod helps;
mod idle;
mod lifts;
mod provenance;
mod reach;
mod unused;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use concern::Concern;
pub use footprints::footprint;

use rayon::prelude::*;

use crate::atlas::Atlas;
use crate::corpus::Corpus;
use crate::diagnostic::{Code, Diagnostic, Severity, settle};
use crate::law::{JurisdictionId, Period, ProvisionId, Table};
use crate::lawbook::{BookNorm, Lawbook, NormId};
use crate::logic::{Basis, CodeSet, Formula, Formulas, Part, Region, Regions, eval};
use crate::solve::meaning;

/// One rule: a question with its answer.
pub struct Rule {
    /// The name, as the documentation has it.
    pub name: &'static str,
    /// What it asks.
    pub asks: &'static str,
    /// The kinds of faults that it can find.
    pub finds: &'static [Code],
    run: fn(&Review<'_>) -> Vec<Diagnostic>,
}

/// Every rule, in the order of the documentation.
pub const RULES: &[Rule] = &[
    Rule {
        name: "dates",
        asks: "do versions of a provision overlap, do memberships run in circles?",
        finds: &[Code::OverlappingVersions, Code::MembershipCycle],
        run: dates::check,
    },
    Rule {
        name: "provenance",
        asks: "has everything a source and a confidence?",
        finds: &[Code::NoSource, Code::NoConfidence],
        run: provenance::check,
    },
    Rule {
        name: "idle",
        asks: "are there conditions that never hold and exceptions that never matter?",
        finds: &[Code::NeverApplies, Code::IdleException],
        run: idle::check,
    },
    Rule {
        name: "lifts",
        asks: "does every accepted mechanism exist?",
        finds: &[Code::DanglingLift],
        run: lifts::check,
    },
    Rule {
        name: "helps",
        asks: "does every mechanism help somewhere, and every one that a provision accepts?",
        finds: &[Code::IdleMechanism, Code::IdleLift],
        run: helps::check,
    },
    Rule { name: "doubled", asks: "do two provisions say the same?", finds: &[Code::DoubledNorm], run: doubled::check },
    Rule {
        name: "clash",
        asks: "does one legal order require what it forbids?",
        finds: &[Code::InternalClash],
        run: clash::check,
    },
    Rule { name: "unused", asks: "does some law use every fact?", finds: &[Code::UnusedFact], run: unused::check },
    Rule { name: "german", asks: "has every text its German?", finds: &[Code::MissingGerman], run: german::check },
    Rule {
        name: "coverage",
        asks: "does every encoded jurisdiction say how far it is encoded?",
        finds: &[Code::MissingCoverage],
        run: coverage::check,
    },
];

/// Asks everything, about every day on which there is law.
#[must_use]
pub fn check(corpus: &Corpus, atlas: &Atlas) -> Vec<Diagnostic> {
    ask(corpus, atlas, Concern::all(), |_| true)
}

/// Asks only about the law of some jurisdictions and the mechanisms that have one of them as an end: the same is found
/// as if everything were asked, in a fraction of the time.
#[must_use]
pub fn check_law_of(corpus: &Corpus, atlas: &Atlas, jurisdictions: &[JurisdictionId]) -> Vec<Diagnostic> {
    ask(corpus, atlas, Concern::only(corpus, jurisdictions), |_| true)
}

/// Asks only for what makes a corpus unusable, which needs no look at what conditions mean.
#[must_use]
pub fn errors(corpus: &Corpus, atlas: &Atlas) -> Vec<Diagnostic> {
    ask(corpus, atlas, Concern::all(), |severity| severity == Severity::Error)
}

fn ask(corpus: &Corpus, atlas: &Atlas, concern: Concern, wanted: impl Fn(Severity) -> bool) -> Vec<Diagnostic> {
    let review = Review { corpus, atlas, concern, eras: OnceLock::new() };
    let rules = RULES.iter().filter(|rule| rule.finds.iter().any(|code| wanted(code.severity())));
    let mut found: Vec<Diagnostic> = rules.flat_map(|rule| (rule.run)(&review)).collect();
    found.retain(|fault| wanted(fault.code.severity()));
    settle(&mut found);
    found
}

/// What the rules look at.
struct Review<'c> {
    corpus: &'c Corpus,
    atlas: &'c Atlas,
    concern: Concern,
    eras: OnceLock<Vec<Era<'c>>>,
}

/// A stretch of time in which conditions mean the same, with all law of that time.
struct Era<'c> {
    period: Period,
    book: Lawbook<'c>,
    norms: BTreeMap<ProvisionId, NormId>,
    /// The book's formulas, and the next.
    formulas: Formulas,
    /// By jurisdiction: that a request names it, or one that belongs to it.
    involved: Table<JurisdictionId, Formula>,
}

impl<'c> Review<'c> {
    /// The law of all time, made when first asked for. Every turning day is in one of the eras.
    fn eras(&self) -> &[Era<'c>] {
        self.eras.get_or_init(|| {
            let periods = self.corpus.eras();
            periods.into_par_iter().map(|period| Era::new(self.corpus, self.atlas, period)).collect()
        })
    }

    /// The eras that share a day with a period; all, for what is not yet in force.
    fn eras_of(&self, period: Option<Period>) -> impl Iterator<Item = &Era<'c>> {
        self.eras().iter().filter(move |era| period.is_none_or(|period| period.and(&era.period).is_some()))
    }
}

impl<'c> Era<'c> {
    fn new(corpus: &'c Corpus, atlas: &'c Atlas, period: Period) -> Self {
        let book = Lawbook::of_era(corpus, atlas, &period);
        let norms = book.norms.iter().map(|(id, norm)| (norm.provision, id)).collect();
        let mut formulas = book.formulas.clone();
        let mut involved = |place| {
            let named = book.place_facts().iter().map(|fact| {
                let size = corpus.domain(*fact).size;
                formulas.literal(*fact, CodeSet::of(size, book.members(place).iter()))
            });
            let named: Vec<Formula> = named.collect();
            formulas.any(named)
        };
        let involved = corpus.jurisdictions.ids().map(&mut involved).collect();
        Self { period, book, norms, formulas, involved }
    }

    /// What exact evaluators of some formulas rest on.
    fn basis<'g>(&'g self, formulas: &'g Formulas, parts: &'g [Part]) -> Basis<'g> {
        let domains = &self.book.domains;
        Basis { formulas, parts, domains, nameable: domains, given: &[], budget: BUDGET }
    }

    /// An exact evaluator for some norms.
    fn regions<'n>(&self, norms: impl IntoIterator<Item = &'n BookNorm>) -> Regions {
        let asked = norms.into_iter().flat_map(|norm| {
            let exceptions = norm.exceptions.iter().map(|exception| exception.when);
            [self.involved[norm.owner], norm.scope, norm.when].into_iter().chain(exceptions)
        });
        Regions::over(&self.basis(&self.formulas, &[]), asked)
    }

    /// The requests to which a norm applies, its owner being involved.
    fn applies(&self, regions: &mut Regions, norm: &BookNorm) -> Region {
        let involved = eval(regions, &self.formulas, self.involved[norm.owner]);
        let applies = meaning::applies(regions, &self.formulas, norm);
        regions.both(involved, applies)
    }
}

/// So many nodes may an evaluator make. What needs more is taken for what matters.
const BUDGET: usize = 1 << 18;
