//! One horn of a conflict: a provision, why it applies, and what a breach costs.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::brief::{LawName, named};
use super::condition::in_words;
use crate::corpus::Corpus;
use crate::law::{
    Confidence, Doubt, Id, JurisdictionId, Lang, Modality, Period, Provision, ProvisionId, Sanction, SanctionKind,
    Standing as Settled,
};
use crate::lawbook::{Lawbook, NormId, code, jurisdiction};
use crate::logic::{Known, Lit, Truth};
use crate::solve::{self, Column, Duties, NormStory, Stop, explain};

/// Facts with the values that mattered, by fact id.
pub type Because<'c> = BTreeMap<&'c str, Vec<&'c str>>;

/// A provision that takes part in a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HornReport<'c> {
    /// Whose law.
    pub jurisdiction: &'c str,
    /// The provision, as `eu.gdpr#art-48`.
    pub provision: &'c str,
    /// The act required or forbidden.
    pub act: &'c str,
    /// The act in words.
    pub act_label: &'c str,
    /// The facts that made it apply.
    pub because: Because<'c>,
    /// Jurisdictions among those values that count because they belong to the one whose law it is.
    pub members: Vec<&'c str>,
    /// The facts that are missing to know whether it applies.
    pub missing: Vec<&'c str>,
    /// The instrument's title.
    pub title: &'c str,
    /// The instrument's official citation.
    pub citation: &'c str,
    /// The article or section.
    pub pinpoint: &'c str,
    /// The official address, of the provision where there is one.
    pub url: &'c str,
    /// When this version is in force.
    pub in_force: PeriodReport,
    /// What it says.
    pub summary: &'c str,
    /// What a breach costs, if the corpus knows.
    pub sanction: Option<String>,
    /// Exceptions that hold, may hold, or were tried.
    pub exceptions: Vec<ExceptionReport<'c>>,
    /// How sure the corpus is: `high`, `medium` or `low`.
    pub confidence: &'static str,
}

/// First and last day, both included.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PeriodReport {
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// Of one version of a provision: when the provision is in force in versions that follow each other without a gap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whole: Option<Box<PeriodReport>>,
}

/// An exception that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExceptionReport<'c> {
    /// The exception's id.
    pub id: &'c str,
    /// Where it stands.
    pub pinpoint: &'c str,
    /// `settled` or `arguable`.
    pub standing: &'static str,
    /// Of an arguable one what is in doubt: the `law`, or the `case` by a fact that no request states.
    pub doubt: Option<Doubt>,
    /// Whether its condition holds: `yes`, `no` or `unknown`.
    pub holds: &'static str,
    /// The facts that say so.
    pub because: Because<'c>,
    /// The facts that are missing.
    pub missing: Vec<&'c str>,
    /// Who holds what, or what the case decides.
    pub note: Option<&'c str>,
}

/// What the law says of one norm and one request, for the whole derivation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NormReport<'c> {
    /// `must`, `must_not` or `may`.
    pub norm: &'static str,
    /// Whether it applies: `yes`, `no` or `unknown`.
    pub applies: &'static str,
    /// For one that does not apply, what stopped it: `scope`, `when`, or an exception's id.
    pub stopped_by: Option<&'c str>,
    /// The condition that stopped it, in words on one line.
    pub stopped_in_words: Option<String>,
    /// The provision.
    #[serde(flatten)]
    pub horn: HornReport<'c>,
}

/// What one state requires, forbids and permits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ColumnReport<'c> {
    /// The state.
    pub jurisdiction: &'c str,
    /// What else of its legal order is involved.
    pub with: Vec<&'c str>,
    /// By act.
    pub duties: Vec<DutyReport<'c>>,
}

/// What one state says of one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DutyReport<'c> {
    /// The act.
    pub act: &'c str,
    /// The act in words.
    pub label: &'c str,
    /// What is said, strictest first.
    pub stances: Vec<Cell<'c>>,
}

/// One thing that a state says of an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cell<'c> {
    /// Requires, forbids or permits.
    pub stance: Stance,
    /// How sure: `certain`, `contested` or `possible`.
    pub certainty: super::Certainty,
    /// Which provisions say so.
    pub provisions: Vec<&'c str>,
    /// The same by name, the most important first.
    #[serde(skip)]
    pub law: Vec<LawName<'c>>,
    /// For a possible one: the facts that are missing.
    pub missing: Vec<&'c str>,
}

/// Requires, forbids or permits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Requires.
    Must,
    /// Forbids.
    MustNot,
    /// Permits.
    May,
}

impl From<Period> for PeriodReport {
    fn from(period: Period) -> Self {
        let [from, to] = [period.first(), period.last()].map(|day| day.map(|day| day.to_string()));
        Self { from, to, whole: None }
    }
}

impl PeriodReport {
    /// When a version of a provision is in force, and the provision with the versions that join it.
    pub(super) fn of_version(corpus: &Corpus, id: ProvisionId) -> Self {
        let own = corpus.provisions[id].in_force;
        let whole = corpus.in_force_throughout(id);
        Self { whole: (whole != own).then(|| Box::new(whole.into())), ..own.into() }
    }

    /// Whether a day is in it. Days of the same form compare as texts do.
    #[must_use]
    pub fn contains(&self, day: &str) -> bool {
        self.from.as_deref().is_none_or(|from| from <= day) && self.to.as_deref().is_none_or(|to| day <= to)
    }

    /// Whether the first and the last day are the same.
    #[must_use]
    pub fn has_days_of(&self, other: &Self) -> bool {
        (&self.from, &self.to) == (&other.from, &other.to)
    }
}

/// Turns parts of a solution into words.
pub(super) struct Writer<'a, 'c> {
    pub book: &'a Lawbook<'c>,
    pub facts: &'a [Known],
    pub lang: Lang,
}

impl<'c> Writer<'_, 'c> {
    pub(super) fn horn(&self, norm: NormId) -> HornReport<'c> {
        self.told(&explain(self.book, self.facts, norm))
    }

    /// The derivation of one norm, whether it applies or not.
    pub(super) fn norm(&self, norm: NormId) -> NormReport<'c> {
        let story = explain(self.book, self.facts, norm);
        let law = &self.book.corpus.provisions[self.book.norms[norm].provision];
        let words = |condition| in_words(self.book.corpus, condition, self.lang).line(self.lang);
        let (stopped_by, stopped_in_words) = match story.stopped_by {
            None => (None, None),
            Some(Stop::Scope) => {
                let scope = &self.book.corpus.instruments[law.instrument].scope;
                (Some("scope"), Some(words(scope)))
            }
            Some(Stop::When) => (Some("when"), Some(words(&law.when))),
            Some(Stop::Exception(place)) => law
                .unless
                .get(place)
                .map_or((None, None), |exception| (Some(exception.name.as_str()), Some(words(&exception.when)))),
        };
        NormReport {
            norm: modality_name(law.norm.modality),
            applies: truth_name(story.reason.truth),
            stopped_by,
            stopped_in_words,
            horn: self.told(&story),
        }
    }

    fn told(&self, story: &NormStory) -> HornReport<'c> {
        let corpus = self.book.corpus;
        let norm = &self.book.norms[story.norm];
        let law = &corpus.provisions[norm.provision];
        let instrument = &corpus.instruments[law.instrument];
        let exceptions = story.exceptions.iter().filter_map(|tried| {
            let exception = law.unless.get(tried.place)?;
            Some(ExceptionReport {
                id: &exception.name,
                pinpoint: exception.pinpoint.get(self.lang),
                standing: standing_name(exception.standing),
                doubt: exception.in_doubt(),
                holds: truth_name(tried.reason.truth),
                because: self.because(&tried.reason.because),
                missing: self.missing(&tried.reason.missing),
                note: exception.note.as_ref().map(|note| note.get(self.lang)),
            })
        });
        HornReport {
            jurisdiction: &corpus.jurisdictions[norm.owner].code,
            provision: corpus.provision_name(norm.provision),
            act: &corpus.vocabulary.acts[law.norm.act].name,
            act_label: corpus.vocabulary.acts[law.norm.act].label.get(self.lang),
            members: self.members(&story.reason.because, norm.owner),
            because: self.because(&story.reason.because),
            missing: self.missing(&story.reason.missing),
            title: instrument.title.get(self.lang),
            citation: instrument.citation.get(self.lang),
            pinpoint: law.pinpoint.get(self.lang),
            url: law.url.as_ref().unwrap_or(&instrument.url),
            in_force: PeriodReport::of_version(corpus, norm.provision),
            summary: law.summary.get(self.lang),
            sanction: law.sanction.as_ref().map(|sanction| sanction_in_words(sanction, self.lang)),
            exceptions: exceptions.collect(),
            confidence: confidence_name(law.confidence),
        }
    }

    /// The facts behind some literals, with the values that mattered.
    pub(super) fn because(&self, lits: &[Lit]) -> Because<'c> {
        let mut because = Because::new();
        for lit in lits {
            let literal = self.book.formulas.literal_of(*lit);
            let fact = &self.book.corpus.vocabulary.facts[literal.fact];
            let values: Vec<&str> = match self.facts.get(usize::from(literal.fact.0)) {
                Some(Known::One(code)) => vec![self.book.corpus.value_name(literal.fact, *code)],
                Some(Known::Many(given)) => {
                    let mut telling = given.clone();
                    telling.keep(&literal.set);
                    let telling = if telling.is_empty() { given } else { &telling };
                    telling.iter().map(|code| self.book.corpus.value_name(literal.fact, code)).collect()
                }
                Some(Known::Unknown) | None => continue,
            };
            let known = because.entry(fact.name.as_str()).or_default();
            for value in values {
                if !known.contains(&value) {
                    known.push(value);
                }
            }
            known.sort();
        }
        because
    }

    /// The jurisdictions that a request names, behind some literals, and that belong to the owner.
    fn members(&self, lits: &[Lit], owner: JurisdictionId) -> Vec<&'c str> {
        let corpus = self.book.corpus;
        let places = lits.iter().map(|lit| self.book.formulas.literal_of(*lit));
        let places = places.filter(|literal| corpus.vocabulary.facts[literal.fact].is_jurisdictional());
        let mut members: Vec<&str> = places
            .flat_map(|literal| match self.facts.get(literal.fact.index()) {
                Some(Known::One(value)) => vec![*value],
                Some(Known::Many(values)) => values.iter().filter(|value| literal.set.contains(*value)).collect(),
                Some(Known::Unknown) | None => Vec::new(),
            })
            .filter(|value| *value != code(owner) && self.book.members(owner).contains(*value))
            .map(|value| corpus.jurisdictions[jurisdiction(value)].code.as_str())
            .collect();
        members.sort();
        members.dedup();
        members
    }

    /// The ids of the facts behind some literals, in the vocabulary's order.
    pub(super) fn missing(&self, lits: &[Lit]) -> Vec<&'c str> {
        let mut facts: Vec<_> = lits.iter().map(|lit| self.book.formulas.literal_of(*lit).fact).collect();
        facts.sort_unstable();
        facts.dedup();
        facts.into_iter().map(|fact| self.book.corpus.vocabulary.facts[fact].name.as_str()).collect()
    }

    pub(super) fn columns(&self, duties: &Duties) -> Vec<ColumnReport<'c>> {
        duties.columns.iter().map(|column| self.column(column)).collect()
    }

    fn column(&self, column: &Column) -> ColumnReport<'c> {
        let corpus = self.book.corpus;
        let code = |id| corpus.jurisdictions[id].code.as_str();
        let duties = column.duties.iter().map(|duty| {
            let act = &corpus.vocabulary.acts[duty.act];
            let groups = [(Stance::Must, &duty.must), (Stance::MustNot, &duty.must_not), (Stance::May, &duty.may)];
            DutyReport {
                act: &act.name,
                label: act.label.get(self.lang),
                stances: groups.into_iter().flat_map(|(stance, norms)| self.cells(stance, norms)).collect(),
            }
        });
        ColumnReport {
            jurisdiction: code(column.jurisdiction),
            with: column.with.iter().map(|id| code(*id)).collect(),
            duties: duties.collect(),
        }
    }

    /// The norms of one stance, the surest ones only: what may apply does not matter where something surely does.
    fn cells(&self, stance: Stance, norms: &[solve::Standing]) -> Option<Cell<'c>> {
        let certainty = |standing: &solve::Standing| match (standing.applies, standing.disputed) {
            (Truth::True, false) => super::Certainty::Certain,
            (Truth::True, true) => super::Certainty::Contested,
            (Truth::Unknown | Truth::False, _) => super::Certainty::Possible,
        };
        let surest = norms.iter().map(certainty).min()?;
        let telling: Vec<NormId> =
            norms.iter().filter(|standing| certainty(standing) == surest).map(|standing| standing.norm).collect();
        let mut missing: Vec<&str> = Vec::new();
        if surest == super::Certainty::Possible {
            for norm in &telling {
                for fact in self.missing(&explain(self.book, self.facts, *norm).reason.missing) {
                    if !missing.contains(&fact) {
                        missing.push(fact);
                    }
                }
            }
        }
        let law: Vec<ProvisionId> = telling.into_iter().map(|norm| self.book.norms[norm].provision).collect();
        let provisions = law.iter().map(|id| self.book.corpus.provision_name(*id)).collect();
        Some(Cell { stance, certainty: surest, provisions, law: named(self.book.corpus, law, self.lang), missing })
    }
}

/// Where a provision can be read: its own address, else that of its instrument.
pub(super) fn address(corpus: &Corpus, provision: ProvisionId) -> &str {
    let law: &Provision = &corpus.provisions[provision];
    law.url.as_ref().unwrap_or(&corpus.instruments[law.instrument].url)
}

pub(super) fn modality_name(modality: Modality) -> &'static str {
    match modality {
        Modality::Must => "must",
        Modality::MustNot => "must_not",
        Modality::May => "may",
    }
}

fn truth_name(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "yes",
        Truth::False => "no",
        Truth::Unknown => "unknown",
    }
}

pub(super) fn standing_name(standing: Settled) -> &'static str {
    match standing {
        Settled::Settled => "settled",
        Settled::Arguable => "arguable",
    }
}

pub(super) fn confidence_name(confidence: Option<Confidence>) -> &'static str {
    match confidence {
        Some(Confidence::High) => "high",
        Some(Confidence::Medium) => "medium",
        Some(Confidence::Low) | None => "low",
    }
}

/// A sanction in one line: the figures first, then what else is worth knowing.
pub(super) fn sanction_in_words(sanction: &Sanction, lang: Lang) -> String {
    let (up_to, turnover, per) = match lang {
        Lang::En => ("up to", "% of turnover", "per"),
        Lang::De => ("bis zu", "% des Umsatzes", "je"),
    };
    let kind = match (sanction.kind, lang) {
        (SanctionKind::Criminal, Lang::En) => "criminal",
        (SanctionKind::Criminal, Lang::De) => "strafrechtlich",
        (SanctionKind::Administrative, Lang::En) => "administrative",
        (SanctionKind::Administrative, Lang::De) => "verwaltungsrechtlich",
        (SanctionKind::Civil, Lang::En) => "civil",
        (SanctionKind::Civil, Lang::De) => "zivilrechtlich",
        (SanctionKind::Contempt, Lang::En) => "contempt of court",
        (SanctionKind::Contempt, Lang::De) => "Missachtung des Gerichts",
        (SanctionKind::None, Lang::En) => "none",
        (SanctionKind::None, Lang::De) => "keine",
    };
    let mut parts = Vec::new();
    if let Some(fine) = &sanction.fine {
        let per = fine.per.as_ref().map(|unit| format!(" {per} {}", unit.get(lang))).unwrap_or_default();
        let (sum, currency) = (grouped(fine.units, lang), &fine.currency);
        parts.push(match lang {
            Lang::En => format!("{currency} {sum}{per}"),
            Lang::De => format!("{sum} {currency}{per}"),
        });
    }
    if let Some(points) = sanction.turnover_basis_points {
        let (whole, rest) = (points / 100, points % 100);
        let decimal = if lang == Lang::De { ',' } else { '.' };
        let share = if rest == 0 { whole.to_string() } else { format!("{whole}{decimal}{rest:02}") };
        parts.push(format!("{share} {turnover}"));
    }
    if let Some(length) = sanction.imprisonment_months {
        parts.push(imprisonment(length, lang));
    }
    let or = if lang == Lang::De { " oder " } else { " or " };
    let mut line = if parts.is_empty() { kind.to_owned() } else { format!("{kind}, {up_to} {}", parts.join(or)) };
    if let Some(pinpoint) = &sanction.pinpoint {
        line.push_str(&format!(" ({})", pinpoint.get(lang)));
    }
    if let Some(note) = &sanction.note {
        line.push_str(&format!("; {}", note.get(lang)));
    }
    line
}

/// `5 years' imprisonment`, in months where these are no whole years.
fn imprisonment(months: u32, lang: Lang) -> String {
    let whole_years = months >= 12 && months.is_multiple_of(12);
    let length = if whole_years { months / 12 } else { months };
    let unit = match (whole_years, length, lang) {
        (true, 1, Lang::En) => "year's imprisonment",
        (true, _, Lang::En) => "years' imprisonment",
        (false, 1, Lang::En) => "month's imprisonment",
        (false, _, Lang::En) => "months' imprisonment",
        (true, 1, Lang::De) => "Jahr Freiheitsstrafe",
        (true, _, Lang::De) => "Jahre Freiheitsstrafe",
        (false, 1, Lang::De) => "Monat Freiheitsstrafe",
        (false, _, Lang::De) => "Monate Freiheitsstrafe",
    };
    format!("{length} {unit}")
}

/// A whole number with its thousands set apart.
pub(crate) fn grouped(number: u64, lang: Lang) -> String {
    let digits = number.to_string();
    let separator = if lang == Lang::De { '.' } else { ',' };
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imprisonment_is_told_in_years_where_it_can_be() {
        assert_eq!(imprisonment(60, Lang::De), "5 Jahre Freiheitsstrafe");
        assert_eq!(imprisonment(12, Lang::En), "1 year's imprisonment");
        assert_eq!(imprisonment(18, Lang::De), "18 Monate Freiheitsstrafe");
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        assert_eq!(grouped(20_000_000, Lang::En), "20,000,000");
        assert_eq!(grouped(999, Lang::De), "999");
        assert_eq!(grouped(50_000, Lang::De), "50.000");
    }
}
