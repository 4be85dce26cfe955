//! Names that a person types: what is meant, or what to write instead.

use super::Corpus;
use crate::diagnostic::{Code, Diagnostic, Said, did_you_mean, nearest, suggestion};
use crate::law::{ActId, Id, Jurisdiction, JurisdictionId, KindId, Text, TopicId};
use crate::said;

impl Corpus {
    /// The jurisdiction that a person means by a word: its code, its three-letter code, its name in either language or
    /// another name that people use for it, in capitals or not.
    ///
    /// This is for what is typed at a prompt. Law and requests are kept and compared, so they write the code itself;
    /// where they do not, this finds the one to suggest.
    ///
    /// # Errors
    /// That there is none, with the nearest code or name.
    pub fn find_jurisdiction(&self, typed: &str) -> Result<JurisdictionId, Diagnostic> {
        let wanted = typed.trim().to_lowercase();
        let all = self.jurisdictions.as_slice();
        // A code is surer than a name.
        let by_code = all.iter().position(|place| place.code.to_lowercase() == wanted);
        let by_name = || all.iter().position(|place| names(place).any(|name| name.to_lowercase() == wanted));
        by_code.or_else(by_name).map(Id::from_index).ok_or_else(|| {
            let fault = Diagnostic::new(Code::UnknownJurisdiction, unknown_jurisdiction(typed));
            let codes = all.iter().map(|place| place.code.as_str());
            let help = suggestion(typed, codes.chain(all.iter().flat_map(names)));
            Diagnostic { help, ..fault }
        })
    }

    /// The topic that a person means: its id, or what it is called in either language.
    ///
    /// # Errors
    /// That there is none, with the nearest one.
    pub fn find_topic(&self, typed: &str) -> Result<TopicId, Diagnostic> {
        let topics = self.vocabulary.topics.iter().map(|(id, topic)| (id, topic.name.as_str(), &topic.label));
        find(topics, typed, Code::UnknownTopic, || said!("unknown topic `{typed}`", "unbekanntes Thema `{typed}`"))
    }

    /// The act that a person means, likewise.
    ///
    /// # Errors
    /// That there is none, with the nearest one.
    pub fn find_act(&self, typed: &str) -> Result<ActId, Diagnostic> {
        let acts = self.vocabulary.acts.iter().map(|(id, act)| (id, act.name.as_str(), &act.label));
        find(acts, typed, Code::UnknownAct, || said!("unknown act `{typed}`", "unbekannte Handlung `{typed}`"))
    }

    /// The kind of mechanism that a person means, likewise.
    ///
    /// # Errors
    /// That there is none, with the nearest one.
    pub fn find_kind(&self, typed: &str) -> Result<KindId, Diagnostic> {
        let kinds = self.vocabulary.kinds.iter().map(|(id, kind)| (id, kind.name.as_str(), &kind.label));
        find(kinds, typed, Code::UnknownMechanism, || {
            said!("unknown kind of mechanism `{typed}`", "unbekannte Art von Mechanismus `{typed}`")
        })
    }

    /// That there is no fact of this name, with the nearest one, or with what to write for a whole group of facts.
    #[must_use]
    pub fn unknown_fact(&self, name: &str) -> Diagnostic {
        let facts = || self.vocabulary.facts.iter().map(|(_, fact)| fact.name.as_str());
        let in_group = |fact: &str| fact.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')).map(str::to_owned);
        if let Some(first) = facts().find_map(in_group) {
            let message = said!(
                "`{name}` is a group of facts, not a fact",
                "`{name}` ist eine Gruppe von Tatsachen, keine Tatsache"
            );
            return Diagnostic::new(Code::UnknownFact, message).help(said!(
                "write `{name}.{first}`, or in JSON `\"{name}\": {{\"{first}\": …}}`",
                "schreiben Sie `{name}.{first}` oder in JSON `\"{name}\": {{\"{first}\": …}}`"
            ));
        }
        let help = suggestion(name, facts().chain(["id", "as_of"]));
        let all = || {
            said!(
                "`comity corpus show vocabulary` lists all facts",
                "`comity corpus show vocabulary` nennt alle Tatsachen"
            )
        };
        let fault = Diagnostic::new(Code::UnknownFact, said!("unknown fact `{name}`", "unbekannte Tatsache `{name}`"));
        Diagnostic { help: help.or_else(|| Some(all())), ..fault }
    }
}

/// The one that a person means among things with an id and a label.
fn find<'c, I: Copy>(
    all: impl Iterator<Item = (I, &'c str, &'c Text)>,
    typed: &str,
    code: Code,
    unknown: impl FnOnce() -> Said,
) -> Result<I, Diagnostic> {
    let all: Vec<(I, &str, &Text)> = all.collect();
    let wanted = typed.trim().to_lowercase();
    let labels = |label: &'c Text| std::iter::once(label.en.as_str()).chain(label.de.as_deref());
    let by_id = all.iter().find(|(_, name, _)| name.to_lowercase() == wanted);
    let by_label = || all.iter().find(|(_, _, label)| labels(label).any(|label| label.to_lowercase() == wanted));
    by_id.or_else(by_label).map(|(id, ..)| *id).ok_or_else(|| {
        let known = all.iter().flat_map(|(_, name, label)| std::iter::once(*name).chain(labels(label)));
        // A name that is like none has the ids named to it.
        let near = nearest(typed, known).map(did_you_mean);
        let ids = || suggestion(typed, all.iter().map(|(_, name, _)| *name));
        Diagnostic { help: near.or_else(ids), ..Diagnostic::new(code, unknown()) }
    })
}

/// That there is no jurisdiction of this code: what people call one so is told with its code, else the nearest is. Only
/// codes are suggested, because nothing else would be taken.
pub(crate) fn unknown_code(corpus: &Corpus, written: &str) -> Diagnostic {
    match corpus.find_jurisdiction(written) {
        Ok(id) => {
            let place = &corpus.jurisdictions[id];
            Diagnostic::new(Code::UnknownJurisdiction, unknown_jurisdiction(written)).help(write_code(&place.code))
        }
        Err(fault) => Diagnostic { help: nearest_code(corpus, written), ..fault },
    }
}

/// The code of the jurisdiction whose code or name is nearest to what was written; where none is near and there are few
/// codes, all of them.
fn nearest_code(corpus: &Corpus, written: &str) -> Option<Said> {
    let all = corpus.jurisdictions.as_slice();
    let codes = || all.iter().map(|place| place.code.as_str());
    let near = nearest(written, codes().chain(all.iter().flat_map(names)));
    let meant = near.and_then(|near| corpus.find_jurisdiction(near).ok());
    match meant {
        Some(id) => Some(did_you_mean(&corpus.jurisdictions[id].code)),
        None => suggestion(written, codes()),
    }
}

/// That a code stands for what was written.
pub(crate) fn write_code(code: &str) -> Said {
    said!("write `{code}`", "schreiben Sie `{code}`")
}

/// That no jurisdiction is called so.
pub(crate) fn unknown_jurisdiction(written: &str) -> Said {
    said!("unknown jurisdiction `{written}`", "unbekannte Rechtsordnung `{written}`")
}

/// Everything beside its code by which a jurisdiction is known.
fn names(place: &Jurisdiction) -> impl Iterator<Item = &str> {
    let name = std::iter::once(place.name.en.as_str()).chain(place.name.de.as_deref());
    name.chain(place.alpha3.as_deref()).chain(place.aliases.iter().map(String::as_str))
}
