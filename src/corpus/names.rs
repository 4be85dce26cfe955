//! From names to numbers, with a fault and the nearest known name where there is none.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Said, suggestion};
use crate::law::{Id, KindId, Lift, MechanismId};
use crate::said;
use crate::text::json::{Path, Step};

/// The way to the value at hand, kept on the stack: it costs nothing until a fault needs it.
#[derive(Clone, Copy)]
pub(super) enum Trail<'a> {
    Root,
    Key(&'a Trail<'a>, &'a str),
    Index(&'a Trail<'a>, usize),
}

impl Trail<'_> {
    pub(super) fn key<'b>(&'b self, key: &'b str) -> Trail<'b> {
        Trail::Key(self, key)
    }

    pub(super) fn index(&self, index: usize) -> Trail<'_> {
        Trail::Index(self, index)
    }

    pub(super) fn path(&self) -> Path {
        match self {
            Trail::Root => Vec::new(),
            Trail::Key(before, key) => {
                let mut path = before.path();
                path.push(Step::Key((*key).to_owned()));
                path
            }
            Trail::Index(before, index) => {
                let mut path = before.path();
                path.push(Step::Index(*index));
                path
            }
        }
    }
}

/// The names of one kind of thing.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(BTreeMap<String, usize>);

impl Names {
    /// Names numbered in the order given; the first of a double wins.
    pub(super) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut map = BTreeMap::new();
        for (index, name) in names.into_iter().enumerate() {
            map.entry(name.to_owned()).or_insert(index);
        }
        Self(map)
    }

    pub(super) fn get<I: Id>(&self, name: &str) -> Option<I> {
        self.0.get(name).map(|index| I::from_index(*index))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The number of a name, or a fault that says what it should have been.
    pub(super) fn find<I: Id>(
        &self,
        name: &str,
        code: Code,
        unknown: impl FnOnce(&str) -> Said,
    ) -> Result<I, Diagnostic> {
        self.get(name).ok_or_else(|| {
            let fault = Diagnostic::new(code, unknown(name));
            match suggestion(name, self.all()) {
                Some(help) => fault.help(help),
                None => fault,
            }
        })
    }
}

/// A kind of mechanism or a mechanism, whichever the name is.
pub(super) fn find_lift(kinds: &Names, mechanisms: &Names, name: &str) -> Result<Lift, Diagnostic> {
    if let Some(kind) = kinds.get::<KindId>(name) {
        return Ok(Lift::Kind(kind));
    }
    if let Some(mechanism) = mechanisms.get::<MechanismId>(name) {
        return Ok(Lift::Mechanism(mechanism));
    }
    let message = said!(
        "unknown mechanism or kind of mechanism `{name}`",
        "unbekannter Mechanismus oder unbekannte Art von Mechanismus `{name}`"
    );
    let fault = Diagnostic::new(Code::UnknownMechanism, message);
    Err(match suggestion(name, kinds.all().chain(mechanisms.all())) {
        Some(help) => fault.help(help),
        None => fault,
    })
}
