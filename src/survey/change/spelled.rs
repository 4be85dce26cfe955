//! What a law means, spelled with names: equal texts mean the same, whatever the numbers of two corpora are. Wording,
//! dates and sources are no part of it.

use std::fmt::Write as _;

use crate::corpus::Corpus;
use crate::law::{Condition, JurisdictionId, Lift, Link, MechanismId, ProvisionId, Wanted};

/// What a provision requires, forbids or permits, when, and what lifts it.
pub(super) fn provision(corpus: &Corpus, id: ProvisionId) -> String {
    let (law, instrument) = (&corpus.provisions[id], corpus.instrument_of(id));
    let act = &corpus.vocabulary.acts[law.norm.act].name;
    let mut out = format!("{} {:?} {act}", code(corpus, instrument.owner), law.norm.modality);
    condition(corpus, &instrument.scope, &mut out);
    condition(corpus, &law.when, &mut out);
    for exception in &law.unless {
        let _ = write!(out, " {:?}", exception.standing);
        condition(corpus, &exception.when, &mut out);
    }
    law.lifted_by.iter().for_each(|name| lift(corpus, *name, &mut out));
    out
}

/// What a mechanism does and when it can be used, without its dates.
pub(super) fn mechanism(corpus: &Corpus, id: MechanismId) -> String {
    let way = &corpus.mechanisms[id];
    let kind = &corpus.vocabulary.kinds[way.kind].name;
    let mut out = format!("{kind} {:?} {:?} {:?}", way.effect, way.strength, way.invoked_by);
    way.acts.iter().for_each(|act| push(&mut out, &corpus.vocabulary.acts[*act].name));
    condition(corpus, &way.when, &mut out);
    match &way.link {
        Link::Parties(parties) => {
            for party in parties {
                push(&mut out, code(corpus, party.jurisdiction));
                condition(corpus, &party.when, &mut out);
            }
        }
        Link::OneWay { from, to, .. } => {
            let _ = write!(out, " {}>{}", code(corpus, *from), code(corpus, *to));
        }
        Link::Of { of, .. } => push(&mut out, code(corpus, *of)),
    }
    out
}

fn condition(corpus: &Corpus, of: &Condition, out: &mut String) {
    let mut group = |sign: &str, parts: &[Condition]| {
        push(out, sign);
        parts.iter().for_each(|part| condition(corpus, part, out));
        out.push(')');
    };
    match of {
        Condition::All(parts) => group("all(", parts),
        Condition::Any(parts) => group("any(", parts),
        Condition::Not(part) => group("not(", std::slice::from_ref(part)),
        Condition::Fact(fact, wanted) => {
            push(out, &corpus.vocabulary.facts[*fact].name);
            match wanted {
                Wanted::OneOf(values) => values.iter().for_each(|value| push(out, corpus.value_name(*fact, *value))),
                Wanted::LinkedTo(hub, by) => {
                    let _ = write!(out, " linked {}", code(corpus, *hub));
                    lift(corpus, *by, out);
                }
            }
        }
    }
}

fn lift(corpus: &Corpus, name: Lift, out: &mut String) {
    match name {
        Lift::Kind(kind) => push(out, &format!("kind:{}", corpus.vocabulary.kinds[kind].name)),
        Lift::Mechanism(id) => push(out, &corpus.mechanisms[id].name),
    }
}

fn code(corpus: &Corpus, id: JurisdictionId) -> &str {
    &corpus.jurisdictions[id].code
}

fn push(out: &mut String, word: &str) {
    out.push(' ');
    out.push_str(word);
}
