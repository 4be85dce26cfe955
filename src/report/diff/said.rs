//! What a piece of law says from one side, in the reader's words.

use schemars::JsonSchema;
use serde::Serialize;

use crate::corpus::Corpus;
use crate::law::{
    Condition, Day, Doubt, FactId, JurisdictionId, Lang, Lift, Link, Mechanism, Party, Period, PrincipleEffect,
    ProvisionId, Shorts, Tag,
};
use crate::logic::Known;
use crate::report::condition::{in_words, value_label};
use crate::report::coverage::level_name;
use crate::report::horn::{PeriodReport, confidence_name, modality_name, sanction_in_words};
use crate::report::jurisdiction::kind_name;
use crate::report::way::{effect_name, invoked_by_name, strength_name};
use crate::survey::diff::{Aspect, Piece, Side};

/// One thing that is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SaidReport {
    /// In the reader's words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// A word with a fixed meaning, which pages translate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<&'static str>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_force: Option<PeriodReport>,
}

impl SaidReport {
    fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    fn term(term: &'static str) -> Self {
        Self { term: Some(term), ..Self::default() }
    }

    fn days(text: impl Into<String>, period: Option<Period>) -> Self {
        match period {
            Some(period) => Self { text: text.into(), term: None, in_force: Some(period.into()) },
            None => Self { text: text.into(), term: Some("never"), in_force: None },
        }
    }
}

/// What people call a piece of law.
pub(super) fn title(corpus: &Corpus, piece: Piece, lang: Lang) -> String {
    let words = &corpus.vocabulary;
    match piece {
        Piece::Fact(id) => words.facts[id].label.get(lang).to_owned(),
        Piece::Value(id, at) => {
            let value = u16::try_from(at).map(|at| value_label(corpus, id, crate::logic::Code(at), lang));
            format!("{}: {}", words.facts[id].label.get(lang), value.unwrap_or_default())
        }
        Piece::Act(id) => words.acts[id].label.get(lang).to_owned(),
        Piece::Topic(id) => words.topics[id].label.get(lang).to_owned(),
        Piece::Kind(id) => words.kinds[id].label.get(lang).to_owned(),
        Piece::Principle(id) => corpus.principles[id].title.get(lang).to_owned(),
        Piece::Jurisdiction(id) => corpus.jurisdictions[id].name.get(lang).to_owned(),
        Piece::Membership(of, at) => {
            let name = |id: JurisdictionId| corpus.jurisdictions[id].name.get(lang);
            let to = corpus.jurisdictions[of].memberships().nth(at).map(|membership| name(membership.to));
            format!("{} → {}", name(of), to.unwrap_or_default())
        }
        Piece::Instrument(id) => corpus.instruments[id].title.get(lang).to_owned(),
        Piece::Provision(id) => {
            let law = &corpus.provisions[id];
            format!("{}, {}", corpus.instruments[law.instrument].title.get(lang), law.pinpoint.get(lang))
        }
        Piece::Mechanism(id) => corpus.mechanisms[id].title.get(lang).to_owned(),
    }
}

/// What a piece says from one side; nothing where it says nothing, or where that is too long to be shown.
pub(super) fn said(side: Side<'_>, piece: Piece, aspect: Aspect, lang: Lang) -> Vec<SaidReport> {
    let corpus = side.corpus;
    let teller = Teller { corpus, day: side.day, lang };
    let words = &corpus.vocabulary;
    match piece {
        Piece::Provision(id) => teller.provision(id, aspect),
        Piece::Mechanism(id) => teller.mechanism(&corpus.mechanisms[id], aspect),
        Piece::Membership(of, at) => {
            corpus.jurisdictions[of].memberships().nth(at).map_or_else(Vec::new, |membership| {
                let address = membership.url.iter().map(SaidReport::text);
                match aspect {
                    Aspect::InForce => vec![SaidReport::days("", Some(membership.in_force))],
                    Aspect::Citation => vec![SaidReport::text(membership.citation.get(lang))],
                    Aspect::Address => address.collect(),
                    _ => Vec::new(),
                }
            })
        }
        Piece::Instrument(id) => teller.instrument(&corpus.instruments[id], aspect),
        Piece::Jurisdiction(id) => teller.jurisdiction(id, aspect),
        Piece::Fact(id) => teller.fact(id, aspect),
        Piece::Act(id) => teller.act(&words.acts[id], aspect),
        Piece::Principle(id) if aspect == Aspect::Summary => {
            vec![SaidReport::text(corpus.principles[id].statement.get(lang))]
        }
        Piece::Value(..) | Piece::Topic(_) | Piece::Kind(_) | Piece::Principle(_) => {
            vec![SaidReport::text(title(corpus, piece, lang))]
        }
    }
}

/// The word for what is in doubt about an exception.
fn doubt_term(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Law => "arguable",
        Doubt::Case => "case",
    }
}

/// Tells what is said.
struct Teller<'c> {
    corpus: &'c Corpus,
    /// The day, if only what is in force on it counts.
    day: Option<Day>,
    lang: Lang,
}

impl Teller<'_> {
    fn provision(&self, id: ProvisionId, aspect: Aspect) -> Vec<SaidReport> {
        let law = &self.corpus.provisions[id];
        match aspect {
            Aspect::InForce => {
                vec![SaidReport { in_force: Some(PeriodReport::of_version(self.corpus, id)), ..SaidReport::default() }]
            }
            Aspect::Modality => vec![SaidReport::term(modality_name(law.norm.modality))],
            Aspect::Act => vec![SaidReport::text(self.corpus.vocabulary.acts[law.norm.act].label.get(self.lang))],
            Aspect::When => self.condition(&law.when),
            Aspect::Exceptions => {
                let told = law.unless.iter().map(|exception| SaidReport {
                    text: format!(
                        "{}: {}",
                        exception.pinpoint.get(self.lang),
                        in_words(self.corpus, &exception.when, self.lang).line(self.lang)
                    ),
                    term: exception.in_doubt().map(doubt_term),
                    in_force: None,
                });
                told.collect()
            }
            Aspect::Doubt => {
                let doubts = law.unless.iter().filter_map(|exception| Some((exception, exception.in_doubt()?)));
                let told = doubts.map(|(exception, doubt)| SaidReport {
                    text: exception.pinpoint.get(self.lang).to_owned(),
                    term: Some(doubt_term(doubt)),
                    in_force: None,
                });
                told.collect()
            }
            Aspect::LiftedBy => law.lifted_by.iter().map(|by| SaidReport::text(self.lift(*by))).collect(),
            Aspect::Sanction => {
                law.sanction.iter().map(|sanction| SaidReport::text(sanction_in_words(sanction, self.lang))).collect()
            }
            Aspect::Principles => self.tags(&law.principles),
            Aspect::Pinpoint => {
                let exceptions = law.unless.iter().map(|exception| &exception.pinpoint);
                let places = std::iter::once(&law.pinpoint).chain(exceptions);
                places.map(|place| SaidReport::text(place.get(self.lang))).collect()
            }
            Aspect::Address => law.url.iter().map(SaidReport::text).collect(),
            Aspect::Short => self.shorts(&law.short),
            Aspect::Summary => vec![SaidReport::text(law.summary.get(self.lang))],
            Aspect::Confidence => vec![SaidReport::term(confidence_name(law.confidence))],
            _ => Vec::new(),
        }
    }

    fn mechanism(&self, way: &Mechanism, aspect: Aspect) -> Vec<SaidReport> {
        let acts = &self.corpus.vocabulary.acts;
        match aspect {
            Aspect::InForce => self.ends(&way.link),
            Aspect::Parties => self.reserved(&way.link),
            Aspect::Kind => vec![SaidReport::text(self.corpus.vocabulary.kinds[way.kind].label.get(self.lang))],
            Aspect::When => self.condition(&way.when),
            Aspect::Acts => way.acts.iter().map(|act| SaidReport::text(acts[*act].label.get(self.lang))).collect(),
            Aspect::Effect => vec![SaidReport::term(effect_name(way.effect))],
            Aspect::Strength => vec![SaidReport::term(strength_name(way.strength))],
            Aspect::InvokedBy => vec![SaidReport::term(invoked_by_name(way.invoked_by))],
            Aspect::Principles => self.tags(&way.principles),
            Aspect::Title => vec![SaidReport::text(way.title.get(self.lang))],
            Aspect::Short => self.shorts(&way.short),
            Aspect::Citation => vec![SaidReport::text(way.citation.get(self.lang))],
            Aspect::Address => vec![SaidReport::text(&way.url)],
            Aspect::Summary => vec![SaidReport::text(way.summary.get(self.lang))],
            Aspect::Duration => way.duration.iter().map(|text| SaidReport::text(text.get(self.lang))).collect(),
            Aspect::Confidence => vec![SaidReport::term(confidence_name(way.confidence))],
            _ => Vec::new(),
        }
    }

    fn shorts(&self, short: &Shorts) -> Vec<SaidReport> {
        short.all(self.lang).into_iter().map(SaidReport::text).collect()
    }

    fn instrument(&self, law: &crate::law::Instrument, aspect: Aspect) -> Vec<SaidReport> {
        match aspect {
            Aspect::InForce => vec![SaidReport::days("", Some(law.in_force))],
            Aspect::Scope => self.condition(&law.scope),
            Aspect::Title => vec![SaidReport::text(law.title.get(self.lang))],
            Aspect::Short => self.shorts(&law.short),
            Aspect::Citation => vec![SaidReport::text(law.citation.get(self.lang))],
            Aspect::Address => vec![SaidReport::text(&law.url)],
            _ => Vec::new(),
        }
    }

    fn jurisdiction(&self, id: JurisdictionId, aspect: Aspect) -> Vec<SaidReport> {
        let place = &self.corpus.jurisdictions[id];
        match aspect {
            Aspect::Kind => vec![SaidReport::term(kind_name(place.kind))],
            Aspect::Coverage => {
                let topics = place.coverage.iter().map(|(topic, coverage)| SaidReport {
                    text: self.corpus.vocabulary.topics[topic].label.get(self.lang).to_owned(),
                    term: Some(level_name(coverage.level)),
                    in_force: None,
                });
                topics.collect()
            }
            Aspect::Title => {
                let names = place.alpha3.iter().chain(&place.aliases).map(String::as_str);
                std::iter::once(place.name.get(self.lang)).chain(names).map(SaidReport::text).collect()
            }
            _ => Vec::new(),
        }
    }

    fn fact(&self, id: FactId, aspect: Aspect) -> Vec<SaidReport> {
        let fact = &self.corpus.vocabulary.facts[id];
        let label = |code| SaidReport::text(value_label(self.corpus, id, code, self.lang));
        match aspect {
            Aspect::Type => vec![SaidReport::term(fact.ty.name())],
            Aspect::Default => match &fact.default {
                Known::Unknown => Vec::new(),
                Known::One(code) => vec![label(*code)],
                Known::Many(codes) if codes.is_empty() => vec![SaidReport::text("–")],
                Known::Many(codes) => codes.iter().map(label).collect(),
            },
            Aspect::Controllable => fact.controllable.map(|when| SaidReport::term(when.name())).into_iter().collect(),
            Aspect::Title => vec![SaidReport::text(fact.label.get(self.lang))],
            Aspect::Question => vec![SaidReport::text(fact.question.get(self.lang))],
            _ => Vec::new(),
        }
    }

    fn act(&self, act: &crate::law::Act, aspect: Aspect) -> Vec<SaidReport> {
        let words = &self.corpus.vocabulary;
        match aspect {
            Aspect::Entails => {
                act.entails.iter().map(|act| SaidReport::text(words.acts[*act].label.get(self.lang))).collect()
            }
            Aspect::Topics => {
                let topics = [act.topics.must, act.topics.must_not, act.topics.may];
                topics.map(|topic| SaidReport::text(words.topics[topic].label.get(self.lang))).to_vec()
            }
            _ => vec![SaidReport::text(act.label.get(self.lang))],
        }
    }

    fn condition(&self, condition: &Condition) -> Vec<SaidReport> {
        vec![SaidReport::text(in_words(self.corpus, condition, self.lang).line(self.lang))]
    }

    fn lift(&self, by: Lift) -> &str {
        match by {
            Lift::Kind(kind) => self.corpus.vocabulary.kinds[kind].label.get(self.lang),
            Lift::Mechanism(id) => self.corpus.mechanisms[id].title.get(self.lang),
        }
    }

    fn tags(&self, tags: &[Tag]) -> Vec<SaidReport> {
        let tag = |tag: &Tag| SaidReport {
            text: self.corpus.principles[tag.principle].title.get(self.lang).to_owned(),
            term: Some(match tag.effect {
                PrincipleEffect::Supports => "supports",
                PrincipleEffect::Undermines => "undermines",
            }),
            in_force: None,
        };
        tags.iter().map(tag).collect()
    }

    /// Whom a mechanism connects, and when.
    fn ends(&self, link: &Link) -> Vec<SaidReport> {
        match link {
            Link::Parties(parties) => {
                parties.iter().map(|party| SaidReport::days(self.code(party.jurisdiction), party.in_force)).collect()
            }
            Link::OneWay { from, to, in_force } => {
                vec![SaidReport::days(format!("{} → {}", self.code(*from), self.code(*to)), *in_force)]
            }
            Link::Of { of, in_force } => vec![SaidReport::days(self.code(*of), *in_force)],
        }
    }

    /// Whom a mechanism connects, with reservations.
    fn reserved(&self, link: &Link) -> Vec<SaidReport> {
        let party = |party: &Party| {
            let code = self.code(party.jurisdiction);
            if party.when.is_always() {
                return SaidReport::text(code);
            }
            SaidReport::text(format!("{code}: {}", in_words(self.corpus, &party.when, self.lang).line(self.lang)))
        };
        match link {
            Link::Parties(parties) => {
                let holds = |party: &&Party| {
                    self.day.is_none_or(|day| party.in_force.is_some_and(|period| period.contains(day)))
                };
                parties.iter().filter(holds).map(party).collect()
            }
            Link::OneWay { from, to, .. } => {
                vec![SaidReport::text(format!("{} → {}", self.code(*from), self.code(*to)))]
            }
            Link::Of { of, .. } => vec![SaidReport::text(self.code(*of))],
        }
    }

    fn code(&self, id: JurisdictionId) -> &str {
        &self.corpus.jurisdictions[id].code
    }
}
