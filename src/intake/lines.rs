//! JSON Lines: one request a line, facts nested or dotted.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::values::{Values, taken};
use super::{Extra, LARGEST_ROW, Reject, Requests, too_large};
use crate::corpus::{Extras, MOST_KEYS, SCHEMA, parse_row, passes_through};
use crate::diagnostic::{Code as FaultCode, Diagnostic};
use crate::law::{Day, FactId, Id};
use crate::logic::{Code, Row};
use crate::text::FileId;

/// Reads lines of JSON.
#[derive(Debug)]
pub struct Lines<'v, 'c> {
    values: &'v Values<'c>,
    row: Row,
    codes: Vec<Code>,
    /// Keys that were found to pass through.
    passing: Vec<Arc<str>>,
}

impl<'v, 'c> Lines<'v, 'c> {
    /// A reader with its buffers.
    #[must_use]
    pub fn new(values: &'v Values<'c>) -> Self {
        Self { values, row: values.blank.clone(), codes: Vec::new(), passing: Vec::new() }
    }

    /// Reads one line, which is the `line`th of the input, into a block; an empty line is no row. A block that is
    /// full takes nothing: the caller makes chunks that fit.
    ///
    /// # Errors
    /// What is wrong with the line.
    pub fn read(&mut self, line: u64, bytes: &[u8], into: &mut Requests) -> Result<(), Reject> {
        let trimmed = bytes.trim_ascii();
        if trimmed.is_empty() {
            return Ok(());
        }
        let reject = |fault, row| Err(Reject { line, faults: vec![fault], row });
        if bytes.len() > LARGEST_ROW {
            return reject(too_large(bytes.len()), None);
        }
        let Ok(text) = std::str::from_utf8(trimmed) else {
            return reject(Diagnostic::new(FaultCode::Unreadable, "the row is not UTF-8"), None);
        };
        self.row.reset(&self.values.blank);
        let mut found = Found {
            values: self.values,
            row: &mut self.row,
            codes: &mut self.codes,
            passing: &mut self.passing,
            given: 0,
            id: None,
            as_of: None,
            extras: Vec::new(),
        };
        let mut json = serde_json::Deserializer::from_str(text);
        let read = (&mut found).deserialize(&mut json).and_then(|()| json.end());
        let Found { id, as_of, extras, .. } = found;
        if read.is_ok() {
            into.push(&self.row, id.unwrap_or_else(|| line.to_string()), as_of, extras);
            return Ok(());
        }
        // The reader of single requests knows what is wrong; where it finds nothing, its answer counts.
        let name = line.to_string();
        let judged = parse_row(self.values.corpus, FileId::default(), text, &name);
        match judged.and_then(|(request, extras)| Ok((request, self.passing(extras)?))) {
            Ok((request, mut extras)) => {
                extras.extend(self.values.told(&request));
                let row = Row::new(&request.facts, &self.values.domains);
                into.push(&row, request.name, request.as_of, extras);
                Ok(())
            }
            Err(faults) => Err(Reject { line, faults, row: Some(text.to_owned()) }),
        }
    }
}

impl Lines<'_, '_> {
    /// Keys that pass through, or why they cannot.
    fn passing(&self, extras: Extras) -> Result<Vec<Extra>, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        for (at, (name, _)) in extras.iter().enumerate() {
            if self.values.is_taken(name) {
                faults.push(taken(name));
            }
            if extras.iter().take(at).any(|(before, _)| before == name) {
                faults.push(Diagnostic::new(FaultCode::DoubledKey, format!("the key `{name}` is given twice")));
            }
        }
        if faults.is_empty() {
            Ok(extras.into_iter().map(|(name, value)| Extra { name: name.into(), value }).collect())
        } else {
            Err(faults)
        }
    }
}

/// What a line says, while it is being read.
struct Found<'a, 'c> {
    values: &'a Values<'c>,
    row: &'a mut Row,
    codes: &'a mut Vec<Code>,
    passing: &'a mut Vec<Arc<str>>,
    given: u64,
    id: Option<String>,
    as_of: Option<Day>,
    extras: Vec<Extra>,
}

impl Found<'_, '_> {
    /// One entry of the object, or of a nested one.
    fn entry<'de, M: MapAccess<'de>>(&mut self, prefix: &str, key: &str, map: &mut M) -> Result<(), M::Error> {
        let dotted;
        let name = if prefix.is_empty() {
            key
        } else {
            dotted = format!("{prefix}.{key}");
            &dotted
        };
        if let Some(fact) = self.values.fact(name) {
            let bit = 1u64.checked_shl(u32::try_from(fact.index()).unwrap_or(u32::MAX)).unwrap_or(0);
            if bit == 0 || self.given & bit != 0 {
                return Err(M::Error::custom("given twice"));
            }
            self.given |= bit;
            if self.values.keeps_facts {
                let value: serde_json::Value = map.next_value()?;
                self.extras.push(Extra { name: name.into(), value: value.clone() });
                return ValueOf { found: self, fact }.deserialize(value).map_err(M::Error::custom);
            }
            return map.next_value_seed(ValueOf { found: self, fact });
        }
        match (prefix, name) {
            ("", "id") if self.id.is_none() => self.id = Some(map.next_value::<Name>()?.0),
            ("", "as_of") if self.as_of.is_none() => {
                self.as_of = Some(map.next_value::<Cow<'_, str>>()?.parse().map_err(M::Error::custom)?);
            }
            ("", "id" | "as_of") => return Err(M::Error::custom("given twice")),
            ("", SCHEMA) => drop(map.next_value::<Cow<'_, str>>()?),
            ("", name) if self.values.is_group(name) => return map.next_value_seed(Group { found: self, name }),
            ("", name) => match self.passes(name) {
                Some(name) if self.extras.iter().any(|extra| extra.name == name) => {
                    return Err(M::Error::custom("given twice"));
                }
                Some(name) => self.extras.push(Extra { name, value: map.next_value()? }),
                None => return Err(M::Error::custom("no fact")),
            },
            _ => return Err(M::Error::custom("no fact")),
        }
        Ok(())
    }
}

impl Found<'_, '_> {
    /// The key, if it passes through.
    fn passes(&mut self, name: &str) -> Option<Arc<str>> {
        if let Some(known) = self.passing.iter().find(|known| known.as_ref() == name) {
            return Some(Arc::clone(known));
        }
        // Beyond that the reader of single requests decides.
        let room = self.extras.len() < MOST_KEYS / 2 && self.passing.len() < MOST_KEYS;
        let passes = room && !self.values.is_taken(name) && passes_through(self.values.corpus, name);
        passes.then(|| {
            let name: Arc<str> = name.into();
            self.passing.push(Arc::clone(&name));
            name
        })
    }
}

impl<'de> DeserializeSeed<'de> for &mut Found<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(Group { found: self, name: "" })
    }
}

/// A nested object whose keys are facts of one group; the whole row for the empty name.
struct Group<'g, 'a, 'c, 'n> {
    found: &'g mut Found<'a, 'c>,
    name: &'n str,
}

impl<'de> DeserializeSeed<'de> for Group<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Group<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object of facts")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(Key(key)) = map.next_key()? {
            self.found.entry(self.name, &key, &mut map)?;
        }
        Ok(())
    }
}

/// A key, borrowed where it has no escapes.
#[derive(serde::Deserialize)]
struct Key<'k>(#[serde(borrow)] Cow<'k, str>);

/// What a request is called: a text, or a whole number as tables often have it.
struct Name(String);

impl<'de> serde::Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl Visitor<'_> for NameVisitor {
            type Value = Name;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text or a whole number")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
                Ok(Name(name.to_owned()))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Name, E> {
                Ok(Name(number.to_string()))
            }
        }
        from.deserialize_any(NameVisitor)
    }
}

/// The value of one fact.
struct ValueOf<'g, 'a, 'c> {
    found: &'g mut Found<'a, 'c>,
    fact: FactId,
}

impl ValueOf<'_, '_, '_> {
    fn one<E: Error>(self, code: Option<Code>) -> Result<(), E> {
        let code = code.ok_or_else(|| E::custom("no value of the fact"))?;
        self.found.row.set(self.fact, Some(&[code]));
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for ValueOf<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueOf<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value of a fact")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.found.row.set(self.fact, None);
        Ok(())
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<(), E> {
        let code = self.found.values.flag(self.fact, flag);
        self.one(code)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<(), E> {
        let code = self.found.values.named(self.fact, name);
        self.one(code)
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<(), S::Error> {
        if !self.found.values.is_many(self.fact) {
            return Err(S::Error::custom("no set"));
        }
        self.found.codes.clear();
        while let Some(Key(name)) = list.next_element()? {
            let code = self.found.values.named(self.fact, &name).ok_or_else(|| S::Error::custom("no value"))?;
            self.found.codes.push(code);
        }
        self.found.codes.sort_unstable();
        self.found.codes.dedup();
        let codes = std::mem::take(self.found.codes);
        self.found.row.set(self.fact, Some(&codes));
        *self.found.codes = codes;
        Ok(())
    }
}
