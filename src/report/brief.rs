//! Law at a glance: what provisions are called for short, and which come first where not all can be told.

use std::cmp::Reverse;

use super::card::DoesReport;
use super::horn::{address, sanction_in_words};
use crate::corpus::Corpus;
use crate::law::{Confidence, Id, JurisdictionId, Lang, Provision, ProvisionId, SanctionKind, Shorts, TopicId};
use crate::lawbook::{Lawbook, jurisdiction};

/// A provision in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefReport<'c> {
    /// The id.
    pub id: &'c str,
    /// Whose law.
    pub jurisdiction: &'c str,
    /// The topic.
    pub topic: &'c str,
    /// What it requires, forbids or permits.
    pub does: DoesReport<'c>,
    /// The instrument by its short name, and the place in it.
    pub name: String,
    /// What it says.
    pub summary: &'c str,
    /// What a breach costs, if the corpus knows.
    pub sanction: Option<String>,
}

/// The name of a provision for a line: the short name of its instrument if there is one, and the place in it.
fn brief_name(corpus: &Corpus, id: ProvisionId, lang: Lang) -> String {
    let (law, instrument) = (&corpus.provisions[id], corpus.instrument_of(id));
    let (title, pinpoint) = (instrument.short.best(lang).unwrap_or(instrument.title.get(lang)), law.pinpoint.get(lang));
    // German usage names the act behind the section: `§ 206 StGB`.
    if pinpoint.contains(title) { pinpoint.to_owned() } else { format!("{title}, {pinpoint}") }
}

/// The law of a legal order that is in force on the lawbook's day, the most important first.
#[must_use]
pub fn briefs<'c>(book: &Lawbook<'c>, of: JurisdictionId, lang: Lang) -> Vec<BriefReport<'c>> {
    sorted(book, of).into_iter().map(|id| brief(book.corpus, id, lang)).collect()
}

/// The most important provisions of a legal order, so many of them: in turn of each of the first topics, which are those
/// about the demand itself and about where data may go, then in the order of the topics.
#[must_use]
pub fn foremost<'c>(book: &Lawbook<'c>, of: JurisdictionId, most: usize, lang: Lang) -> Vec<BriefReport<'c>> {
    /// So many topics of the vocabulary come first.
    const TOPICS: usize = 4;
    let (corpus, all) = (book.corpus, sorted(book, of));
    let topic = |id: &ProvisionId| corpus.vocabulary.topic(corpus.provisions[*id].norm);
    let mut topics: Vec<_> = corpus.vocabulary.topics.ids().take(TOPICS).map(|one| (one, all.iter())).collect();
    let mut chosen: Vec<(TopicId, ProvisionId)> = Vec::new();
    let mut found = true;
    while found && chosen.len() < most {
        found = false;
        for (one, rest) in &mut topics {
            // Of one instrument and topic the first is enough.
            let same = |id: &ProvisionId| corpus.provisions[*id].instrument;
            let new = |id: &&ProvisionId| {
                topic(id) == *one && !chosen.iter().any(|(of, known)| of == one && same(known) == same(id))
            };
            if let Some(id) = rest.find(new).filter(|_| chosen.len() < most) {
                chosen.push((*one, *id));
                found = true;
            }
        }
    }
    chosen.sort_by_key(|(topic, _)| *topic);
    chosen.into_iter().map(|(_, id)| brief(corpus, id, lang)).collect()
}

fn sorted(book: &Lawbook<'_>, of: JurisdictionId) -> Vec<ProvisionId> {
    let owners = book.legal_order(of).iter().map(jurisdiction);
    let norms = owners.flat_map(|owner| book.norms_of(owner)).map(|norm| book.norms[*norm].provision);
    let mut all: Vec<ProvisionId> = norms.collect();
    all.sort_by_key(|id| (Reverse(weight(book.corpus, *id)), id.index()));
    all
}

fn brief(corpus: &Corpus, id: ProvisionId, lang: Lang) -> BriefReport<'_> {
    let law = &corpus.provisions[id];
    BriefReport {
        id: corpus.provision_name(id),
        jurisdiction: &corpus.jurisdictions[corpus.owner_of(id)].code,
        topic: &corpus.vocabulary.topics[corpus.vocabulary.topic(law.norm)].name,
        does: DoesReport::norm(corpus, law, lang),
        name: brief_name(corpus, id, lang),
        summary: law.summary.get(lang),
        sanction: law.sanction.as_ref().map(|sanction| sanction_in_words(sanction, lang)),
    }
}

/// What comes first: law that people have a name for, then law with teeth, then law that is sure.
fn weight(corpus: &Corpus, id: ProvisionId) -> u32 {
    let law = &corpus.provisions[id];
    let named = |short: &Shorts| u32::from(short.best(Lang::En).is_some());
    5 * named(&law.short)
        + 4 * named(&corpus.instrument_of(id).short)
        + teeth(law)
        + 2 * u32::from(law.confidence == Some(Confidence::High))
        + u32::from(!law.principles.is_empty())
}

fn teeth(law: &Provision) -> u32 {
    match &law.sanction {
        None => 0,
        Some(sanction) if sanction.turnover_basis_points.is_some() => 3,
        Some(sanction) => match sanction.kind {
            SanctionKind::Criminal => 3,
            SanctionKind::Administrative | SanctionKind::Contempt => 2,
            SanctionKind::Civil => 1,
            SanctionKind::None => 0,
        },
    }
}

/// A provision by its name for a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawName<'c> {
    /// The id.
    pub id: &'c str,
    /// The instrument by its short name, and the place in it.
    pub name: String,
    /// The official address.
    pub url: &'c str,
}

/// Provisions by name, the most important first.
pub(super) fn named(corpus: &Corpus, mut law: Vec<ProvisionId>, lang: Lang) -> Vec<LawName<'_>> {
    law.sort_by_key(|id| (Reverse(weight(corpus, *id)), id.index()));
    let name =
        |id| LawName { id: corpus.provision_name(id), name: brief_name(corpus, id, lang), url: address(corpus, id) };
    law.into_iter().map(name).collect()
}
