//! Names that a person types: what is meant, or what to write instead.

use super::Corpus;
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::law::{Id, Jurisdiction, JurisdictionId};

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
            let fault = Diagnostic::new(Code::UnknownJurisdiction, format!("unknown jurisdiction `{typed}`"));
            let codes = all.iter().map(|place| place.code.as_str());
            let help = suggestion(typed, codes.chain(all.iter().flat_map(names)));
            Diagnostic { help, ..fault }
        })
    }

    /// That there is no fact of this name, with the nearest one, or with what to write for a whole group of facts.
    #[must_use]
    pub fn unknown_fact(&self, name: &str) -> Diagnostic {
        let facts = || self.vocabulary.facts.iter().map(|(_, fact)| fact.name.as_str());
        let in_group = |fact: &str| fact.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')).map(str::to_owned);
        if let Some(first) = facts().find_map(in_group) {
            let fault = Diagnostic::new(Code::UnknownFact, format!("`{name}` is a group of facts, not a fact"));
            return fault.help(format!("write `{name}.{first}`, or in JSON `\"{name}\": {{\"{first}\": …}}`"));
        }
        let help = suggestion(name, facts().chain(["id", "as_of"]));
        let help = help.or_else(|| Some("`comity corpus show vocabulary` lists all facts".to_owned()));
        Diagnostic { help, ..Diagnostic::new(Code::UnknownFact, format!("unknown fact `{name}`")) }
    }
}

/// Everything beside its code by which a jurisdiction is known.
fn names(place: &Jurisdiction) -> impl Iterator<Item = &str> {
    let name = std::iter::once(place.name.en.as_str()).chain(place.name.de.as_deref());
    name.chain(place.alpha3.as_deref()).chain(place.aliases.iter().map(String::as_str))
}
