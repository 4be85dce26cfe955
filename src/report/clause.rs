//! Conditions in words as trees: what must hold together and what is an alternative stays visible.
//!
//! Pages show a [`Clause`] as nested lines. Where there is no room it says itself on one line: `a; b` is both,
//! `one of [a | b]` is either, `x / y` are values of one fact.

use crate::law::Lang;

/// A condition in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// One statement about one fact: `place of storage: DE / FR`; no statement holds always.
    Says(String),
    /// Every part holds; no part at all holds always.
    All(Vec<Clause>),
    /// At least one part holds.
    Any(Vec<Clause>),
    /// The part does not hold.
    Not(Box<Clause>),
}

impl Clause {
    /// Every part holds; parts that are such groups themselves are taken apart.
    #[must_use]
    pub fn all(parts: impl IntoIterator<Item = Clause>) -> Clause {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Clause::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.pop() {
            Some(only) if flat.is_empty() => only,
            last => {
                flat.extend(last);
                Clause::All(flat)
            }
        }
    }

    /// Whether it is one statement, or several that need no structure to be understood.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        match self {
            Clause::Says(_) => true,
            Clause::Not(part) => matches!(part.as_ref(), Clause::Says(_)),
            Clause::All(parts) => parts.iter().all(|part| !matches!(part, Clause::All(_)) && part.is_plain()),
            Clause::Any(_) => false,
        }
    }

    /// The whole on one line.
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        match self {
            Clause::All(parts) if parts.is_empty() => Signs::of(lang).always.to_owned(),
            Clause::All(parts) => joined(parts, "; ", lang),
            other => other.part(lang),
        }
    }

    /// The same as a part of a line.
    fn part(&self, lang: Lang) -> String {
        let signs = Signs::of(lang);
        match self {
            Clause::Says(says) => says.clone(),
            Clause::All(parts) if parts.is_empty() => signs.always.to_owned(),
            Clause::All(parts) => format!("[{}]", joined(parts, "; ", lang)),
            Clause::Any(parts) => format!("{} [{}]", signs.one_of, joined(parts, " | ", lang)),
            Clause::Not(part) => match part.as_ref() {
                Clause::Any(parts) => format!("{} [{}]", signs.none_of, joined(parts, " | ", lang)),
                other => format!("{} {}", signs.not, other.part(lang)),
            },
        }
    }
}

fn joined(parts: &[Clause], between: &str, lang: Lang) -> String {
    parts.iter().map(|part| part.part(lang)).collect::<Vec<_>>().join(between)
}

/// The words that hold statements together.
#[derive(Debug, Clone, Copy)]
pub struct Signs {
    /// Of a condition without parts.
    pub always: &'static str,
    /// Before alternatives.
    pub one_of: &'static str,
    /// Before alternatives none of which may hold.
    pub none_of: &'static str,
    /// Before what may not hold.
    pub not: &'static str,
    /// Before what may not hold all at once.
    pub not_all_of: &'static str,
    /// Before what must hold all at once.
    pub all_of: &'static str,
    /// Between what must hold at once.
    pub and: &'static str,
    pub(super) or: &'static str,
    pub(super) but: &'static str,
    pub(super) none: &'static str,
    pub(super) but_not: &'static str,
    pub(super) itself: &'static str,
    pub(super) linked: &'static str,
    pub(super) by: &'static str,
    pub(super) yes: &'static str,
    pub(super) no: &'static str,
}

impl Signs {
    /// What a flag is called.
    #[must_use]
    pub fn answer(self, yes: bool) -> &'static str {
        if yes { self.yes } else { self.no }
    }

    /// Those of a language.
    #[must_use]
    pub fn of(lang: Lang) -> Signs {
        match lang {
            Lang::En => Signs {
                always: "always",
                one_of: "at least one of:",
                none_of: "none of:",
                not: "not:",
                not_all_of: "not all of these together:",
                all_of: "all of:",
                and: "and",
                or: "or",
                but: "not",
                none: "none of",
                but_not: "but not",
                itself: "itself",
                linked: "linked to",
                by: "by",
                yes: "yes",
                no: "no",
            },
            Lang::De => Signs {
                always: "immer",
                one_of: "mindestens eines von:",
                none_of: "keines von:",
                not: "nicht:",
                not_all_of: "nicht alles zugleich:",
                all_of: "alles zugleich:",
                and: "und",
                or: "oder",
                but: "nicht",
                none: "keines von",
                but_not: "aber nicht",
                itself: "selbst",
                linked: "verbunden mit",
                by: "durch",
                yes: "ja",
                no: "nein",
            },
        }
    }
}
