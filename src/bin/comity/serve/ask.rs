//! From the questions of an address to what the library is asked.

use comity::corpus::{Case, Corpus, set_each};
use comity::diagnostic::Diagnostic;
use comity::law::{Day, Request};
use comity::lawbook::Lawbook;
use comity::logic::Known;
use comity::report::{self, Compared, DiffReport, Options};
use comity::said;
use comity::solve::{Solution, solve};
use comity::survey::bulk::Plan;
use comity::survey::diff::{Answers, Side, answers, law_changes};

use super::address::Address;
use super::desk::Desk;
use super::reply::Refusal;
use crate::footprint::set_profile;

/// Questions of addresses that are no facts.
const NO_FACTS: [&str; 7] = ["as-of", "profile", "advise", "name", "list", "from", "to"];

/// What the address says of the request: the kind of demand first, then the facts; all faults at once.
pub(super) fn request(desk: &Desk, address: &Address) -> Result<Request, Refusal> {
    let read = read(desk, address)?;
    if read.faults.is_empty() { Ok(read.request) } else { Err(Refusal::faults(read.faults)) }
}

/// What an address says of a request, as far as it can be read.
pub(super) struct Read {
    pub request: Request,
    /// The facts that could not be read, as they were typed.
    pub wrong: Vec<(String, String)>,
    pub faults: Vec<Diagnostic>,
}

/// The same, where what can be read is wanted beside what is wrong.
pub(super) fn read(desk: &Desk, address: &Address) -> Result<Read, Refusal> {
    let mut request = Request::blank(desk.corpus, address.get("name").unwrap_or("request"));
    request.as_of = Some(address.day);
    if let Some(name) = address.get("profile") {
        set_profile(desk.profiles, name, &mut request)?;
    }
    let (mut wrong, mut faults) = (Vec::new(), Vec::new());
    let given: Vec<_> = address.asked.iter().filter(|(name, _)| !NO_FACTS.contains(&name.as_str())).collect();
    let settings: Vec<String> = given.iter().map(|(name, value)| format!("{name}={value}")).collect();
    for (set, (name, value)) in set_each(desk.corpus, &mut request, &settings).into_iter().zip(given) {
        if let Err(found) = set {
            wrong.push((name.clone(), value.clone()));
            faults.extend(found);
        }
    }
    Ok(Read { request, wrong, faults })
}

/// The facts that a request gives beyond what leaving them out would mean, as they are typed.
pub(super) fn typed(corpus: &Corpus, facts: &[Known]) -> Vec<(String, String)> {
    let blank = Request::blank(corpus, "").facts;
    let told = corpus.vocabulary.facts.iter().zip(facts.iter().zip(&blank));
    let told = told.filter(|(_, (known, blank))| known != blank).map(|((id, fact), (known, _))| {
        let value = match known {
            Known::Unknown => "unknown".to_owned(),
            Known::One(code) => corpus.value_name(id, *code).to_owned(),
            // A comma alone is the empty set.
            Known::Many(codes) if codes.is_empty() => ",".to_owned(),
            Known::Many(codes) => codes.iter().map(|code| corpus.value_name(id, code)).collect::<Vec<_>>().join(","),
        };
        (fact.name.clone(), value)
    });
    told.collect()
}

/// So many changes at once are looked at.
pub(super) const MOST_CHANGES: u8 = 4;

/// So many conflicts are told: a page of them is some twenty kilobytes, and whoever meets more has left most facts open.
const MOST_CONFLICTS: usize = 2000;

/// The answer to a request, if it has not too many conflicts to be told.
pub(super) fn solved(book: &Lawbook<'_>, request: &Request) -> Result<Solution, Refusal> {
    let solution = solve(book, &request.facts);
    match solution.conflicts.len() + solution.resolved.len() {
        found if found > MOST_CONFLICTS => Err(too_open(found)),
        _ => Ok(solution),
    }
}

fn too_open(found: usize) -> Refusal {
    let message = said!(
        "The request leaves so much open that {found} conflicts are possible. Give more facts, or fewer places.",
        "Das Verlangen lässt so viel offen, dass {found} Kollisionen möglich sind. Bitte mehr Tatsachen oder weniger Orte angeben."
    );
    Refusal::new(400, message)
}

/// The case of this id.
pub(super) fn case<'d>(desk: &'d Desk, id: &str) -> Result<&'d Case, Refusal> {
    crate::cases::chosen(&desk.cases, id).map_err(Refusal::absent)
}

/// Compares the law of two days, and the answers between the jurisdictions with these codes, if there are any.
pub(super) fn diff<T>(
    desk: &Desk,
    days: [Day; 2],
    codes: &[&str],
    options: Options,
    tell: impl FnOnce(&DiffReport<'_>) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let [old, new] = days;
    if old == new {
        let same = said!(
            "The two days are the same: nothing can have changed.",
            "Die beiden Tage sind derselbe: Da kann sich nichts geändert haben."
        );
        return Err(Refusal::new(400, same));
    }
    let [was, now] = days.map(|day| Side { corpus: desk.corpus, day: Some(day) });
    let law = law_changes(was, now);
    let [before, after] = days.map(|day| desk.book(day));
    let found = if codes.is_empty() {
        Answers::default()
    } else {
        let (before, after) = rayon::join(|| Plan::new(&before), || Plan::new(&after));
        answers(&before, &after, codes)
    };
    let [old, new] = days.map(|day| day.to_string());
    tell(&report::diff(
        Compared { name: &old, book: &before, side: was, again: None },
        Compared { name: &new, book: &after, side: now, again: None },
        &law,
        &found,
        options,
    ))
}
