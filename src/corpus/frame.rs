//! The law inside the program, read as far as it is asked for.
//!
//! One question concerns the law of a few legal orders; reading that of all the others takes longer than the answer. A
//! [`Frame`] has everything that a question can name: the vocabulary, all jurisdictions and all mechanisms. Then the
//! instruments of those jurisdictions are read that the question names, with everything that they ever belonged to.
//!
//! Only the law inside the program is read so: it was checked as a whole when it was built. Other law has to be read
//! whole, because a fault in what is not read would stay hidden.

use super::load::{Load, LoadError, sort_and_place};
use super::parse::{kind_of, parse};
use super::read::{Origin, read};
use super::resolve::{AllNames, Fault, add, resolve};
use super::{Corpus, FileKind, Trees};
use crate::diagnostic::{self, Diagnostic};
use crate::law::{Id as _, JurisdictionId};
use crate::logic::{Code, CodeSet, Known};

/// The law inside the program without its instruments.
///
/// ```
/// use comity::corpus::Frame;
///
/// let frame = Frame::embedded().unwrap();
/// assert!(frame.corpus().provisions.is_empty());
/// let asked = ["US", "DE"].map(|code| frame.corpus().jurisdiction(code).unwrap());
/// let corpus = frame.with_law_of(&asked).unwrap();
/// assert!(corpus.provisions.len() > 0);
/// ```
#[derive(Debug)]
pub struct Frame {
    corpus: Corpus,
    names: AllNames,
}

impl Frame {
    /// Reads everything but the instruments.
    ///
    /// # Errors
    /// If the law inside the program has faults, which its own tests rule out.
    pub fn embedded() -> Result<Self, LoadError> {
        let texts = read(&Origin::Embedded)?;
        let files = texts.as_files();
        let mut faults = Vec::new();
        let mut parsed = parse(&files, |name| kind_of(name) != Some(FileKind::Instrument), &mut faults);
        sort_and_place(&mut parsed, &files, &mut faults);
        let mut pathed = Vec::new();
        match resolve(parsed, &files, &[], &texts.hash, &mut pathed) {
            Some((corpus, names)) if faults.is_empty() && pathed.is_empty() => Ok(Self { corpus, names }),
            Some((corpus, _)) => Err(faulty(corpus, faults, pathed)),
            None => {
                faults.push(Diagnostic::new(diagnostic::Code::Unreadable, "the corpus has no `vocabulary.json`"));
                Err(LoadError::Faulty(Box::new(Load { corpus: None, files, faults, torn: Vec::new() })))
            }
        }
    }

    /// What is read already: a corpus without instruments and provisions.
    #[must_use]
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The corpus with the law of some jurisdictions and of everything that they ever belonged to.
    ///
    /// # Errors
    /// If the law inside the program has faults, which its own tests rule out.
    pub fn with_law_of(self, jurisdictions: &[JurisdictionId]) -> Result<Corpus, LoadError> {
        let Self { mut corpus, names } = self;
        let asked = CodeSet::of(corpus.jurisdictions.len(), jurisdictions.iter().map(|id| code(*id)));
        let owners = corpus.orders_ever(asked);
        let wanted = |name: &str| {
            let folder = name.strip_prefix("jurisdictions/").and_then(|rest| rest.split('/').next());
            let owner = folder.and_then(|folder| corpus.jurisdiction(folder));
            owner.is_some_and(|owner| owners.contains(code(owner))) && kind_of(name) == Some(FileKind::Instrument)
        };
        let mut faults = Vec::new();
        let mut parsed = parse(&corpus.files, wanted, &mut faults);
        sort_and_place(&mut parsed, &corpus.files, &mut faults);
        let mut pathed = Vec::new();
        add(&mut corpus, &names, parsed.instruments, &mut pathed);
        if faults.is_empty() && pathed.is_empty() { Ok(corpus) } else { Err(faulty(corpus, faults, pathed)) }
    }
}

impl Corpus {
    /// The jurisdictions that a request names.
    #[must_use]
    pub fn named(&self, facts: &[Known]) -> CodeSet {
        let mut named = CodeSet::none(self.jurisdictions.len());
        for (id, _) in self.vocabulary.facts.iter().filter(|(_, fact)| fact.is_jurisdictional()) {
            let mut add = |place: Code| {
                if usize::from(place.0) < self.jurisdictions.len() {
                    named.insert(place);
                }
            };
            match facts.get(id.index()) {
                Some(Known::One(place)) => add(*place),
                Some(Known::Many(places)) => places.iter().for_each(add),
                Some(Known::Unknown) | None => {}
            }
        }
        named
    }

    /// Some jurisdictions and everything that they belong to on any day.
    #[must_use]
    pub fn orders_ever(&self, mut places: CodeSet) -> CodeSet {
        let mut open: Vec<JurisdictionId> = places.iter().map(jurisdiction).collect();
        while let Some(next) = open.pop() {
            for membership in &self.jurisdictions[next].member_of {
                if !places.contains(code(membership.to)) {
                    places.insert(code(membership.to));
                    open.push(membership.to);
                }
            }
        }
        places
    }
}

/// The value of a place fact that names this jurisdiction.
#[must_use]
pub fn code(jurisdiction: JurisdictionId) -> Code {
    Code::from_index(jurisdiction.index())
}

/// The jurisdiction that a value of a place fact names.
#[must_use]
pub fn jurisdiction(code: Code) -> JurisdictionId {
    JurisdictionId::from_index(usize::from(code.0))
}

fn faulty(corpus: Corpus, mut faults: Vec<Diagnostic>, pathed: Vec<Fault>) -> LoadError {
    let files = corpus.files.clone();
    let mut trees = Trees::new(&files);
    faults.extend(pathed.into_iter().map(|(file, path, fault)| trees.locate(file, &path, fault)));
    LoadError::Faulty(Box::new(Load { corpus: Some(corpus), files, faults, torn: Vec::new() }))
}
