//! The words of timelines, in both languages and for every format.

use serde::Serialize;

use crate::law::Lang;
use crate::render::names;
use crate::render::phrases::number;
use crate::report::{
    LawReport, Outcome, PlaceName, ShiftReport, SpanReport, TimelineReport, TrackReport, TurnedReport,
};

/// Every fixed word.
#[derive(Serialize)]
pub(in crate::render) struct Words {
    pub lang: &'static str,
    pub of_request: &'static str,
    pub means: &'static str,
    pub request_means: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub open_end: &'static str,
    pub answer: &'static str,
    pub spans: &'static str,
    pub turns: &'static str,
    pub no_turns: &'static str,
    pub today: &'static str,
    pub legend: &'static str,
    pub same: &'static str,
    pub no_conflict: &'static str,
    pub resolved: &'static str,
    pub resolved_now: &'static str,
    pub resolved_no_more: &'static str,
    pub contested_now: &'static str,
    pub contested_no_more: &'static str,
    pub situations: &'static str,
    pub situations_mean: &'static str,
    pub against: &'static str,
    pub began: &'static str,
    pub ended: &'static str,
    pub changed: &'static str,
    pub binds: &'static str,
    pub binds_no_more: &'static str,
    pub belongs: &'static str,
    pub belongs_no_more: &'static str,
    pub more: &'static str,
    pub given: &'static str,
    pub incomplete: &'static str,
}

const EN: Words = Words {
    lang: "en",
    of_request: "Request",
    means: "A letter is the worst outcome that some request has on these days, and the number how many pairs of provisions can collide. Every day on which any request gets another answer begins a row.",
    request_means: "A letter is the verdict of the request on these days, and the number how many conflicts it has. Every day on which the answer changes begins a row.",
    from: "from",
    to: "to",
    open_end: "and on",
    answer: "the request",
    spans: "Through time",
    turns: "What moved it",
    no_turns: "Nothing moved it on any of these days.",
    today: "on that day",
    legend: "Letters",
    same: "one legal order",
    no_conflict: "no conflict",
    resolved: "resolved",
    resolved_now: "resolved now",
    resolved_no_more: "resolved no more",
    contested_now: "contested now",
    contested_no_more: "contested no more",
    situations: "situations",
    situations_mean: "Situations are what the provisions that collide can tell apart. They compare; they say nothing of how often anything happens.",
    against: "against",
    began: "began",
    ended: "ended",
    changed: "changed",
    binds: "now binds",
    binds_no_more: "no longer binds",
    belongs: "belongs to",
    belongs_no_more: "no longer belongs to",
    more: "more; all with --explain or --format json",
    given: "Given",
    incomplete: "Not everything was found: the two legal orders are too large for the memory allowed. Silence proves nothing here.",
};

const DE: Words = Words {
    lang: "de",
    of_request: "Verlangen",
    means: "Der Buchstabe ist der schlimmste Ausgang, den ein Verlangen an diesen Tagen haben kann, die Zahl sagt, wie viele Paare von Vorschriften kollidieren können. Jeder Tag, an dem irgendein Verlangen eine andere Antwort erhält, beginnt eine Zeile.",
    request_means: "Der Buchstabe ist das Ergebnis des Verlangens an diesen Tagen, die Zahl sagt, wie viele Kollisionen es hat. Jeder Tag, an dem sich die Antwort ändert, beginnt eine Zeile.",
    from: "von",
    to: "bis",
    open_end: "und weiter",
    answer: "das Verlangen",
    spans: "Im Lauf der Zeit",
    turns: "Was es bewegt hat",
    no_turns: "An keinem dieser Tage hat sich etwas bewegt.",
    today: "an diesem Tag",
    legend: "Buchstaben",
    same: "eine Rechtsordnung",
    no_conflict: "keine Kollision",
    resolved: "gelöst",
    resolved_now: "jetzt gelöst",
    resolved_no_more: "nicht mehr gelöst",
    contested_now: "jetzt umstritten",
    contested_no_more: "nicht mehr umstritten",
    situations: "Lagen",
    situations_mean: "Lagen sind, was die kollidierenden Vorschriften unterscheiden können. Sie dienen dem Vergleich; sie sagen nichts darüber, wie oft etwas vorkommt.",
    against: "gegen",
    began: "tritt in Kraft",
    ended: "tritt außer Kraft",
    changed: "ist geändert",
    binds: "bindet jetzt",
    binds_no_more: "bindet nicht mehr",
    belongs: "gehört zu",
    belongs_no_more: "gehört nicht mehr zu",
    more: "weitere; alle mit --explain oder --format json",
    given: "Gegeben",
    incomplete: "Nicht alles wurde gefunden: Die beiden Rechtsordnungen sind zu groß für den erlaubten Speicher. Schweigen beweist hier nichts.",
};

pub(in crate::render) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::De => &DE,
    }
}

/// What the page is about.
pub(in crate::render) fn title(report: &TimelineReport<'_>, lang: Lang) -> String {
    match (&report.names, &report.request) {
        (Some([a, b]), _) => format!("{a} – {b}"),
        (None, Some(request)) => format!("{} {request}", words(lang).of_request),
        (None, None) => words(lang).spans.to_owned(),
    }
}

/// What the letters mean here.
pub(in crate::render) fn means(report: &TimelineReport<'_>, lang: Lang) -> &'static str {
    if report.pair.is_some() { words(lang).means } else { words(lang).request_means }
}

/// `US > EU`, or that it is the request.
pub(in crate::render) fn track(track: &TrackReport<'_>, lang: Lang) -> String {
    track.direction.map_or_else(|| words(lang).answer.to_owned(), |[a, b]| format!("{a} > {b}"))
}

/// A letter with how many conflicts.
pub(in crate::render) fn signs(track: &TrackReport<'_>) -> String {
    let count: usize = track.conflicts.iter().map(|part| part.count).sum();
    match (track.worst, count) {
        (None, _) => "–".to_owned(),
        (Some(worst), 0) => worst.letter().to_string(),
        (Some(worst), count) => format!("{} {count}", worst.letter()),
    }
}

/// The same in words.
pub(in crate::render) fn told(track: &TrackReport<'_>, lang: Lang) -> String {
    let Some(worst) = track.worst else { return words(lang).same.to_owned() };
    let parts: Vec<String> = track
        .conflicts
        .iter()
        .rev()
        .map(|part| format!("{} {}", part.count, names::outcome(part.outcome, lang)))
        .collect();
    let name = names::outcome(worst, lang);
    if parts.is_empty() { name.to_owned() } else { format!("{name}: {}", parts.join(", ")) }
}

/// The last day of a span.
pub(in crate::render) fn end(span: &SpanReport<'_>, lang: Lang) -> String {
    span.to.as_ref().map_or_else(|| words(lang).open_end.to_owned(), |day| names::date(day, lang))
}

/// A law that changed, without its reference: `EU General Data Protection Regulation, Art. 48: began`.
pub(in crate::render) fn law(law: &LawReport<'_>, lang: Lang) -> String {
    let words = words(lang);
    let change = match law.change {
        "began" => words.began,
        "ended" => words.ended,
        _ => words.changed,
    };
    match law.kind {
        "provision" => {
            let owner = law.jurisdiction.unwrap_or_default();
            format!("{owner}: {}, {}: {change}", law.title, law.pinpoint.unwrap_or_default())
        }
        "mechanism" if law.change == "changed" && !law.parties.is_empty() => {
            format!("{}: {}", law.title, parties(law, lang))
        }
        "mechanism" => format!("{}: {change}", law.title),
        "membership" => {
            let (member, of) = law.id.split_once(" > ").unwrap_or((&law.id, ""));
            format!("{member} {} {of}", if law.change == "ended" { words.belongs_no_more } else { words.belongs })
        }
        _ => format!("{}: {change}", law.title),
    }
}

fn parties(law: &LawReport<'_>, lang: Lang) -> String {
    let words = words(lang);
    let side = |now: bool, says: &str| {
        let codes: Vec<&str> =
            law.parties.iter().filter(|party| party.in_force == now).map(|party| party.jurisdiction).collect();
        (!codes.is_empty()).then(|| format!("{says} {}", codes.join(", ")))
    };
    [side(true, words.binds), side(false, words.binds_no_more)].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// `US Stored Communications Act, § 2713 against EU …, Art. 48`
pub(in crate::render) fn collision(turned: &TurnedReport<'_>, lang: Lang) -> String {
    let place = |name: &PlaceName<'_>| format!("{} {}, {}", name.jurisdiction, name.title, name.pinpoint);
    let words = words(lang);
    format!("{}: {} {} {}", turned.act_label, place(&turned.required), words.against, place(&turned.forbidden))
}

/// How a conflict moved: `no conflict → D X`.
pub(in crate::render) fn movement(turned: &TurnedReport<'_>, lang: Lang) -> String {
    let words = words(lang);
    let state = |at: usize, outcomes: &[Outcome]| {
        if outcomes.is_empty() {
            return words.no_conflict.to_owned();
        }
        let letters: Vec<String> = outcomes.iter().rev().map(|outcome| outcome.letter().to_string()).collect();
        let certainty = turned.certainty.and_then(|both| both.get(at).copied().flatten());
        let certainty = certainty.map(|certainty| format!(", {}", names::certainty(certainty, lang)));
        let ended = turned.resolved.and_then(|both| both.get(at).copied()).unwrap_or_default();
        let ended = if ended { format!(", {}", words.resolved) } else { String::new() };
        format!("{}{}{ended}", letters.join(" "), certainty.unwrap_or_default())
    };
    format!("{} → {}", state(0, &turned.from), state(1, &turned.to))
}

/// A shift: `D → X: 120 situations`.
pub(in crate::render) fn shift(shift: &ShiftReport<'_>, lang: Lang) -> String {
    let words = words(lang);
    let name = |outcome: Option<Outcome>| {
        outcome.map_or_else(
            || words.no_conflict.to_owned(),
            |outcome| format!("{} {}", outcome.letter(), names::outcome(outcome, lang)),
        )
    };
    let what = match (shift.what, shift.now) {
        ("contested", Some(true)) => words.contested_now.to_owned(),
        ("contested", _) => words.contested_no_more.to_owned(),
        ("resolved", Some(true)) => words.resolved_now.to_owned(),
        ("resolved", _) => words.resolved_no_more.to_owned(),
        _ => format!("{} → {}", name(shift.from), name(shift.to)),
    };
    format!("{what}: {} {}", number(&shift.situations, lang), words.situations)
}

/// Every letter with its name.
pub(in crate::render) fn letters(lang: Lang) -> String {
    names::OUTCOMES.map(|outcome| format!("{} {}", outcome.letter(), names::outcome(outcome, lang))).join("   ")
}
