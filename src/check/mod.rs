//! Questions that a maintainer asks of the law as a whole.
//!
//! In: a corpus whose names all resolve (the second gate). Out: what contradicts itself, can never matter, or lacks
//! what readers need. One file a rule, one line in [`RULES`]. The room judges the data, never a request. Footprints, on
//! which no law hangs, are judged apart, by [`footprint`]; so is what hangs on the day of today, by [`to_come`].

mod branch;
mod citations;
mod clash;
mod concern;
mod coverage;
mod dates;
mod doubled;
mod footprints;
mod helps;
mod idle;
mod languages;
mod lifts;
mod provenance;
mod reach;
mod to_come;
mod unused;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use concern::Concern;
pub use footprints::footprint;
pub use to_come::to_come;

use rayon::prelude::*;

use crate::atlas::Atlas;
use crate::corpus::Corpus;
use crate::diagnostic::{Code, Diagnostic, Severity, settle};
use crate::law::{FactId, JurisdictionId, Period, ProvisionId, Role, Table};
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
    /// Whether the answer about a piece of law hangs on other pieces, and on what conditions mean.
    pub weighs: bool,
    run: fn(&Review<'_>) -> Vec<Diagnostic>,
}

/// Every rule, in the order of the documentation.
pub const RULES: &[Rule] = &[
    Rule {
        name: "dates",
        asks: "do versions of a provision overlap or leave a day out, do memberships run in circles?",
        finds: &[Code::OverlappingVersions, Code::DayBetween, Code::MembershipCycle],
        weighs: false,
        run: dates::check,
    },
    Rule {
        name: "provenance",
        asks: "has everything a source that was read, an address and a confidence?",
        finds: &[Code::NoSource, Code::NoConfidence, Code::BadAddress, Code::UnreadSource],
        weighs: false,
        run: provenance::check,
    },
    Rule {
        name: "idle",
        asks: "are there conditions that never hold and exceptions that never matter?",
        finds: &[Code::NeverApplies, Code::IdleException],
        weighs: true,
        run: idle::check,
    },
    Rule {
        name: "lifts",
        asks: "does every accepted mechanism exist, and is it named once?",
        finds: &[Code::DanglingLift, Code::DoubledLift],
        weighs: true,
        run: lifts::check,
    },
    Rule {
        name: "helps",
        asks: "does every mechanism help somewhere, and every one that a provision accepts?",
        finds: &[Code::IdleMechanism, Code::IdleLift],
        weighs: true,
        run: helps::check,
    },
    Rule {
        name: "doubled",
        asks: "do two provisions say the same?",
        finds: &[Code::DoubledNorm, Code::DoubledMeanwhile],
        weighs: true,
        run: doubled::check,
    },
    Rule {
        name: "clash",
        asks: "does one legal order require what it forbids?",
        finds: &[Code::InternalClash],
        weighs: true,
        run: clash::check,
    },
    Rule {
        name: "branch",
        asks: "does a prohibition hold for whoever has a branch there, though nothing else is?",
        finds: &[Code::BranchAlone],
        weighs: true,
        run: branch::check,
    },
    Rule {
        name: "unused",
        asks: "does some law use every fact?",
        finds: &[Code::UnusedFact],
        weighs: true,
        run: unused::check,
    },
    Rule {
        name: "languages",
        asks: "is every text there in both languages?",
        finds: &[Code::MissingEnglish, Code::MissingGerman],
        weighs: false,
        run: languages::check,
    },
    Rule {
        name: "coverage",
        asks: "does every encoded jurisdiction say how far it is encoded?",
        finds: &[Code::MissingCoverage, Code::DeniedTopic],
        weighs: false,
        run: coverage::check,
    },
    Rule {
        name: "citations",
        asks: "has every instrument a citation of its own?",
        finds: &[Code::DoubledCitation],
        weighs: false,
        run: citations::check,
    },
];

/// Asks everything, about every day on which there is law.
#[must_use]
pub fn check(corpus: &Corpus, atlas: &Atlas) -> Vec<Diagnostic> {
    ask(corpus, atlas, Concern::all(), |_| true)
}

/// Asks only what a piece of law says by itself: where parts of a corpus could not be read, whatever is weighed against
/// other law would be weighed wrong.
#[must_use]
pub fn check_each(corpus: &Corpus, atlas: &Atlas, jurisdictions: &[JurisdictionId]) -> Vec<Diagnostic> {
    ask(corpus, atlas, Concern::named(corpus, jurisdictions), |rule| !rule.weighs)
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
    let is_error = |code: &Code| code.severity() == Severity::Error;
    let mut found = ask(corpus, atlas, Concern::all(), |rule| rule.finds.iter().any(is_error));
    found.retain(|fault| is_error(&fault.code));
    found
}

fn ask(corpus: &Corpus, atlas: &Atlas, concern: Concern, wanted: impl Fn(&Rule) -> bool) -> Vec<Diagnostic> {
    let review = Review::new(corpus, atlas, concern);
    let rules = RULES.iter().filter(|rule| wanted(rule));
    let mut found: Vec<Diagnostic> = rules.flat_map(|rule| (rule.run)(&review)).collect();
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
    /// The same by more than an establishment or a market of the provider; or that some mechanism is in use, which leads
    /// to a demand of its own authorities.
    rooted: Table<JurisdictionId, Formula>,
}

impl<'c> Review<'c> {
    fn new(corpus: &'c Corpus, atlas: &'c Atlas, concern: Concern) -> Self {
        Self { corpus, atlas, concern, eras: OnceLock::new() }
    }

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
        let in_use = book.via().map(|via| {
            let size = corpus.domain(via).size;
            formulas.literal(via, CodeSet::full(size))
        });
        let mut named = |place, by: &dyn Fn(&FactId) -> bool, more: Option<Formula>| {
            let named = book.place_facts().iter().filter(|fact| by(fact)).map(|fact| {
                let size = corpus.domain(*fact).size;
                formulas.literal(*fact, CodeSet::of(size, book.members(place).iter()))
            });
            let named: Vec<Formula> = named.chain(more).collect();
            formulas.any(named)
        };
        let is_root =
            |fact: &FactId| !matches!(corpus.vocabulary.facts[*fact].role, Some(Role::Presence | Role::Market));
        let involved = corpus.jurisdictions.ids().map(|place| named(place, &|_| true, None)).collect();
        let rooted = corpus.jurisdictions.ids().map(|place| named(place, &is_root, in_use)).collect();
        Self { period, book, norms, formulas, involved, rooted }
    }

    /// What exact evaluators of some formulas rest on.
    fn basis<'g>(&'g self, formulas: &'g Formulas, parts: &'g [Part]) -> Basis<'g> {
        let domains = &self.book.domains;
        Basis { formulas, parts, domains, nameable: domains, given: &[], budget: BUDGET }
    }

    /// An exact evaluator for some norms.
    fn regions(&self, norms: &[&BookNorm]) -> Regions {
        let basis = self.basis(&self.formulas, &[]);
        let mut asked = self.asked(norms);
        asked.extend(self.never(&basis, &asked));
        Regions::over(&basis, asked)
    }

    /// Everything that is asked of some norms.
    fn asked(&self, norms: &[&BookNorm]) -> Vec<Formula> {
        let asked = norms.iter().flat_map(|norm| {
            let exceptions = norm.exceptions.iter().map(|exception| exception.when);
            let places = [self.involved[norm.owner], self.rooted[norm.owner]];
            places.into_iter().chain([norm.scope, norm.when]).chain(exceptions)
        });
        asked.collect()
    }

    /// The combinations of facts that never occur and speak only of facts of which these formulas speak.
    fn never(&self, basis: &Basis<'_>, asked: &[Formula]) -> Vec<Formula> {
        if self.book.impossible.is_empty() {
            return Vec::new();
        }
        basis.within(&basis.mentioned(asked.iter().copied()), self.book.impossible.iter().copied())
    }

    /// The requests to which a norm applies, its owner being involved, without those that never occur.
    fn applies(&self, regions: &mut Regions, norm: &BookNorm) -> Region {
        let involved = eval(regions, &self.formulas, self.involved[norm.owner]);
        let applies = meaning::applies(regions, &self.formulas, norm);
        let applies = regions.both(involved, applies);
        self.occurring(regions, &[norm], applies)
    }

    /// A region of an evaluator for these norms without the requests that never occur.
    fn occurring(&self, regions: &mut Regions, norms: &[&BookNorm], region: Region) -> Region {
        let never = self.never(&self.basis(&self.formulas, &[]), &self.asked(norms));
        never.into_iter().fold(region, |left, combination| {
            let never = eval(regions, &self.formulas, combination);
            regions.without(left, never)
        })
    }
}

/// The days of a period in words.
fn days(period: &Period) -> String {
    match (period.first(), period.last()) {
        (Some(first), Some(last)) if first == last => format!("on {first}"),
        (Some(first), Some(last)) => format!("from {first} to {last}"),
        (Some(first), None) => format!("from {first}"),
        (None, Some(last)) => format!("to {last}"),
        (None, None) => "at all times".to_owned(),
    }
}

/// So many nodes may an evaluator make. What needs more is taken for what matters.
const BUDGET: usize = 1 << 18;
