//! Invented law: as many legal orders and provisions as asked for, over the facts and acts of the real vocabulary.
//!
//! A legal order is a state `Q000`, `Q001` …, or one of a few unions of seven states each. Provisions have two to five
//! literals, a third of them an exception, half of these arguable; mechanisms are treaties, one-way decisions and
//! remedies of one state's own law.

use comity::corpus::{Corpus, Load, Origin};
use serde_json::{Map, Value, json};

use super::Random;

/// How much law.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    /// Legal orders, unions among them.
    pub(crate) orders: usize,
    /// Provisions of all of them.
    pub(crate) provisions: usize,
    /// Mechanisms.
    pub(crate) mechanisms: usize,
}

const SEED: u64 = 20_261_125;

const TOPICS: [&str; 8] =
    ["compelled_disclosure", "blocking", "transfer", "localisation", "secrecy", "notice", "retention", "challenge"];

/// A corpus of this size.
pub(crate) fn corpus(size: Size) -> Corpus {
    Load::strict(&Origin::Memory(files(size))).unwrap()
}

/// The files of a corpus of this size, by path.
pub(crate) fn files(size: Size) -> Vec<(String, String)> {
    let mut law = Law { random: Random::new(SEED), size, files: Vec::new() };
    law.jurisdictions();
    law.instruments();
    law.mechanisms();
    let mut files: Vec<(String, String)> =
        law.files.into_iter().map(|(path, value)| (path, value.to_string())).collect();
    files.push(("vocabulary.json".into(), include_str!("../../data/vocabulary.json").into()));
    files.push(("principles.json".into(), include_str!("../../data/principles.json").into()));
    files
}

struct Law {
    random: Random,
    size: Size,
    files: Vec<(String, Value)>,
}

fn code(order: usize) -> String {
    format!("Q{order:03}")
}

fn text(of: &str) -> Value {
    json!({"en": of, "de": of})
}

fn sources() -> Value {
    json!([{"url": "https://example.org/law", "seen": "2026-01-01"}])
}

/// The only entry of an object.
fn literal(fact: &str, value: impl Into<Value>) -> (String, Value) {
    (fact.into(), value.into())
}

impl Law {
    /// One in fifteen legal orders is a union.
    fn unions(&self) -> usize {
        self.size.orders.div_ceil(15)
    }

    /// The union that a legal order belongs to: the seven states behind the unions belong to the first, and so on.
    fn union_of(&self, order: usize) -> Option<usize> {
        let union = order.checked_sub(self.unions())? / 7;
        (union < self.unions()).then_some(union)
    }

    fn jurisdictions(&mut self) {
        let coverage: Map<String, Value> = TOPICS
            .iter()
            .map(|topic| ((*topic).to_owned(), json!({"level": "encoded", "reviewed": "2026-01-01"})))
            .collect();
        for order in 0..self.size.orders {
            let member_of: Vec<Value> = self
                .union_of(order)
                .map(|union| json!({"jurisdiction": code(union), "in_force": {"from": "2000-01-01"}, "citation": "Treaty"}))
                .into_iter()
                .collect();
            let kind = if order < self.unions() { "union" } else { "state" };
            let value = json!({
                "id": code(order), "name": text(&code(order)), "kind": kind, "member_of": member_of, "coverage": coverage,
            });
            self.files.push((format!("jurisdictions/{}/jurisdiction.json", code(order).to_lowercase()), value));
        }
    }

    /// Two instruments a legal order, with the same number of provisions each, as far as that goes.
    fn instruments(&mut self) {
        let instruments = self.size.orders * 2;
        for at in 0..instruments {
            let owner = code(at / 2);
            let name = format!("{}.act{}", owner.to_lowercase(), at % 2);
            let count = self.size.provisions * (at + 1) / instruments - self.size.provisions * at / instruments;
            let reach = ["provider.presence", "provider.presence", "provider.market", "data.location"];
            let reach = *self.random.one(&reach);
            let provisions: Vec<Value> = (0..count).map(|number| self.provision(&owner, number)).collect();
            let value = json!({
                "id": name, "title": text(&name), "citation": name, "url": "https://example.org/law",
                "in_force": {"from": "1990-01-01"}, "scope": {reach: owner}, "provisions": provisions,
            });
            let path = format!("jurisdictions/{}/act{}.json", owner.to_lowercase(), at % 2);
            self.files.push((path, value));
        }
    }

    fn provision(&mut self, owner: &str, number: usize) -> Value {
        let norm = *self.random.one(&["must", "must", "must", "must_not", "must_not", "must_not", "may"]);
        let acts: &[&str] = match norm {
            "must" => &["disclose", "disclose", "disclose", "retain", "decrypt"],
            "must_not" => &["disclose", "disclose", "export", "store_abroad", "retain", "decrypt"],
            _ => &["challenge", "notify"],
        };
        let act = *self.random.one(acts);
        let mut when = Map::new();
        if norm == "must" && act != "retain" {
            when.extend([literal("authority.jurisdiction", owner)]);
        }
        if norm == "must_not" && act == "disclose" {
            when.extend([literal("not", json!({"authority.jurisdiction": owner}))]);
        }
        // The scope of the instrument is a literal too.
        let literals = 2 + self.random.below(4);
        while when.len() + 1 < literals {
            when.extend([self.literal(owner)]);
        }
        let mut provision = json!({
            "id": number.to_string(), "pinpoint": format!("§ {number}"), "summary": text("invented"),
            "when": when, "sanction": {"kind": "administrative"}, "sources": sources(), "confidence": "high",
        });
        provision[norm] = json!(act);
        if self.random.percent(33) {
            let standing = if self.random.percent(50) { "arguable" } else { "settled" };
            let mut when = Map::from_iter([self.literal(owner)]);
            when.extend([self.literal(owner)]);
            provision["unless"] = json!([
                {"id": "x", "pinpoint": "§ x", "standing": standing, "when": when, "note": text("disputed")},
            ]);
        }
        if norm == "must_not" && self.random.percent(60) {
            let kinds = ["adequacy", "consent", "authority_approval", "executive_agreement"];
            provision["lifted_by"] = json!(self.random.some(2, &kinds));
        }
        provision
    }

    /// A fact and values that a law of this state might ask for.
    fn literal(&mut self, owner: &str) -> (String, Value) {
        let purposes = ["criminal", "national_security", "civil", "regulatory", "tax"];
        let processes = ["warrant", "court_order", "subpoena", "administrative_order", "production_order"];
        let kinds = ["cloud", "telecom", "platform", "bank"];
        let categories = ["content", "traffic", "subscriber", "financial", "health", "audit"];
        let random = &mut self.random;
        match random.below(12) {
            0 | 1 => literal("authority.purpose", random.some(2, &purposes)),
            2 => literal("authority.process", random.some(3, &processes)),
            3 => literal("provider.kind", random.some(2, &kinds)),
            4 | 5 => literal("data.category", random.some(3, &categories)),
            6 => literal("data.personal", true),
            7 => literal("offence.serious", random.percent(50)),
            8 => literal("data.location", owner),
            9 => literal("subject.residence", owner),
            10 => literal("customer.kind", random.some(2, &["consumer", "enterprise", "public_sector"])),
            _ => literal("authority.secrecy_order", random.percent(50)),
        }
    }

    fn mechanisms(&mut self) {
        let since = json!({"from": "2010-01-01"});
        for number in 0..self.size.mechanisms {
            let codes: Vec<String> = (0..self.size.orders).map(code).collect();
            let [near, far] = &self.random.some(2, &codes)[..] else { return };
            let (kind, effect, link) = match number % 5 {
                0..3 => {
                    let party = |code: &str| json!({"jurisdiction": code, "in_force": since});
                    ("mlat", "replaces", json!({"parties": [party(near), party(far)]}))
                }
                3 => ("adequacy", "lifts", json!({"from": near, "to": far, "in_force": since})),
                _ => ("authority_approval", "lifts", json!({"of": near, "in_force": since})),
            };
            let strength = if kind == "authority_approval" { "discretionary" } else { "binding" };
            let who = if kind == "adequacy" { "provider" } else { "authority" };
            let mut mechanism = json!({
                "id": format!("way{number}"), "kind": kind, "title": text("invented"), "citation": "invented",
                "url": "https://example.org/way", "acts": ["disclose"], "effect": effect, "strength": strength,
                "invoked_by": who, "when": Map::from_iter([self.literal(near)]), "summary": text("invented"),
                "sources": sources(), "confidence": "high",
            });
            for (key, value) in link.as_object().unwrap() {
                mechanism[key] = value.clone();
            }
            self.files.push((format!("mechanisms/way{number}.json"), mechanism));
        }
    }
}
