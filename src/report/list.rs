//! Provisions and mechanisms as a list, whole or filtered.

use schemars::JsonSchema;
use serde::Serialize;

use super::card::{DoesReport, codes, ends, norm_id, span};
use super::horn::{PeriodReport, address, confidence_name};
use super::meets::place;
use super::{Options, Receipt, SCHEMA_VERSION};
use crate::corpus::Corpus;
use crate::law::{ActId, Confidence, Day, JurisdictionId, KindId, Mechanism, Period, Provision, ProvisionId, TopicId};

/// Which law is listed. A list that is empty limits nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Provisions, mechanisms, some kinds of mechanisms.
    pub kinds: Vec<Listed>,
    /// Whose law; one of the ends of a mechanism.
    pub jurisdictions: Vec<JurisdictionId>,
    /// On what. Mechanisms have no topic.
    pub topics: Vec<TopicId>,
    /// About which acts.
    pub acts: Vec<ActId>,
    /// The day on which it is in force; of a mechanism on one of the ends asked for.
    pub on: Option<Day>,
    /// How sure the corpus is.
    pub confidences: Vec<Confidence>,
}

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// Provisions, every version.
    Provisions,
    /// Mechanisms.
    Mechanisms,
    /// Mechanisms of a kind.
    Kind(KindId),
}

impl Filter {
    fn provision(&self, corpus: &Corpus, id: ProvisionId, law: &Provision) -> bool {
        let topic = corpus.vocabulary.topic(law.norm);
        allows(&self.kinds, &Listed::Provisions)
            && allows(&self.jurisdictions, &corpus.owner_of(id))
            && allows(&self.topics, &topic)
            && allows(&self.acts, &law.norm.act)
            && self.on.is_none_or(|day| law.in_force.contains(day))
            && self.sure(law.confidence)
    }

    fn mechanism(&self, mechanism: &Mechanism) -> bool {
        let bound =
            |period: Option<Period>| self.on.is_none_or(|day| period.is_some_and(|period| period.contains(day)));
        let end = |(id, period): (JurisdictionId, Option<Period>)| allows(&self.jurisdictions, &id) && bound(period);
        [Listed::Mechanisms, Listed::Kind(mechanism.kind)].iter().any(|kind| allows(&self.kinds, kind))
            && self.topics.is_empty()
            && (self.acts.is_empty() || mechanism.acts.iter().any(|act| self.acts.contains(act)))
            && ends(&mechanism.link).into_iter().any(end)
            && self.sure(mechanism.confidence)
    }

    /// What does not say how sure it is is not sure.
    fn sure(&self, confidence: Option<Confidence>) -> bool {
        allows(&self.confidences, &confidence.unwrap_or(Confidence::Low))
    }
}

fn allows<T: PartialEq>(list: &[T], one: &T) -> bool {
    list.is_empty() || list.contains(one)
}

/// A list of provisions and mechanisms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ListReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// The day on which all of it is in force, if that was asked for.
    pub as_of: Option<String>,
    /// How many versions of provisions.
    pub provisions: usize,
    /// How many mechanisms.
    pub mechanisms: usize,
    /// One row a version of a provision, then one a mechanism.
    pub rows: Vec<ListRow<'c>>,
    /// What the answer was made with.
    pub receipt: Receipt,
}

/// One provision or mechanism.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ListRow<'c> {
    /// The id.
    pub id: String,
    /// Whose law; the parties of a mechanism.
    pub jurisdictions: Vec<String>,
    /// `must disclose`, or the kind of a mechanism.
    pub what: String,
    /// The same with what it is called.
    #[serde(skip)]
    pub does: DoesReport<'c>,
    /// The topic of a provision.
    pub topic: Option<String>,
    /// Instrument and pinpoint, or the mechanism's title.
    pub citation: String,
    /// When.
    pub in_force: PeriodReport,
    /// How sure the corpus is.
    pub confidence: &'static str,
    /// The official address.
    pub url: String,
}

/// Lists the law that a filter lets through, every version.
#[must_use]
pub fn list<'c>(corpus: &'c Corpus, filter: &Filter, options: Options) -> ListReport<'c> {
    let provisions = corpus.provisions.iter().filter(|(id, law)| filter.provision(corpus, *id, law));
    let mut rows: Vec<ListRow<'c>> = provisions.map(|(id, law)| provision(corpus, id, law, options)).collect();
    let provisions = rows.len();
    let mechanisms = corpus.mechanisms.iter().filter(|(_, way)| filter.mechanism(way));
    rows.extend(mechanisms.map(|(_, way)| mechanism(corpus, way, options)));
    ListReport {
        schema_version: SCHEMA_VERSION,
        as_of: filter.on.map(|day| day.to_string()),
        provisions,
        mechanisms: rows.len() - provisions,
        rows,
        receipt: Receipt::new(corpus),
    }
}

fn provision<'c>(corpus: &'c Corpus, id: ProvisionId, law: &'c Provision, options: Options) -> ListRow<'c> {
    ListRow {
        id: corpus.provision_name(id).to_owned(),
        jurisdictions: vec![corpus.jurisdictions[corpus.owner_of(id)].code.clone()],
        what: norm_id(corpus, law),
        does: DoesReport::norm(corpus, law, options.lang),
        topic: Some(corpus.vocabulary.topics[corpus.vocabulary.topic(law.norm)].name.clone()),
        citation: place(corpus, id, options.lang),
        in_force: PeriodReport::of_version(corpus, id),
        confidence: confidence_name(law.confidence),
        url: address(corpus, id).to_owned(),
    }
}

fn mechanism<'c>(corpus: &'c Corpus, way: &'c Mechanism, options: Options) -> ListRow<'c> {
    ListRow {
        id: way.name.clone(),
        jurisdictions: codes(corpus, &way.link),
        what: corpus.vocabulary.kinds[way.kind].name.clone(),
        does: DoesReport::mechanism(corpus, way, options.lang),
        topic: None,
        citation: way.title.get(options.lang).to_owned(),
        in_force: span(&way.link),
        confidence: confidence_name(way.confidence),
        url: way.url.clone(),
    }
}
