//! What the pages of advice say, whatever their format: changes, what they do, and how far the search went.

use super::names;
use super::phrases::Phrases;
use crate::law::Lang;
use crate::report::{AdviceReport, AdviseReport, AskReport, ChangeReport, ClashReport, ConflictReport, Outcome};

/// So many values are told one by one where not everything is asked for.
const VALUES: usize = 12;
/// So many pieces of advice, conflicts and kinds of answers are told where not everything is asked for.
pub(super) const LINES: usize = 8;

/// When advice can be followed, the soonest first.
const CONTROLS: [&str; 3] = ["now", "later", "other"];

/// The fixed words of the pages of advice.
pub(super) struct AdviceWords {
    pub conflicts: &'static str,
    pub reach: &'static str,
    pub proof: &'static str,
    pub may_change: &'static str,
    pub beyond: &'static str,
    now: &'static str,
    later: &'static str,
    other: &'static str,
    obstruction: &'static str,
    no_better: &'static str,
    pub silent: &'static str,
    pub ask: &'static str,
    any_of: &'static str,
    add: &'static str,
    remove: &'static str,
    take: &'static str,
    ends: &'static str,
    ends_all: &'static str,
    resolves: &'static str,
    eases: &'static str,
    creates: &'static str,
    creates_resolved: &'static str,
    at_worst: &'static str,
    nothing_to_do: &'static str,
}

static ENGLISH: AdviceWords = AdviceWords {
    conflicts: "Conflicts",
    reach: "Changes needed",
    proof: "Proof",
    may_change: "May change",
    beyond: "Would help, but may not change",
    now: "Now: what the authority can do, and what provider or customer can do about this demand",
    later: "For demands to come: where the provider is established and where data and keys are",
    obstruction: "Moving data, keys or establishments once a demand has arrived can be obstruction.",
    no_better: "further sets end no better than what stands above them",
    other: "Hardly a choice: what is as it is, or what somebody else has to give",
    silent: "Where the end is “unknown”, no known conflict is left, but that is no all-clear: places are not given or law is \
             not encoded.",
    ask: "Worth asking",
    any_of: "any of",
    add: "add",
    remove: "take out",
    take: "use",
    ends: "ends",
    ends_all: "ends every conflict",
    resolves: "resolves",
    eases: "eases",
    creates: "creates",
    creates_resolved: "creates and resolves at once",
    at_worst: "at worst",
    nothing_to_do: "There is no conflict to improve on.",
};

static GERMAN: AdviceWords = AdviceWords {
    conflicts: "Kollisionen",
    reach: "Nötige Änderungen",
    proof: "Nachweis",
    may_change: "Änderbar",
    beyond: "Würde helfen, darf sich aber nicht ändern",
    now: "Jetzt: was die Behörde tun kann und was Anbieter oder Kunde bei diesem Verlangen tun können",
    later: "Für künftige Verlangen: wo der Anbieter niedergelassen ist und wo Daten und Schlüssel liegen",
    obstruction: "Daten, Schlüssel oder Niederlassungen zu verlagern, wenn ein Verlangen schon vorliegt, kann dessen \
                  Vereitelung sein.",
    no_better: "weitere Kombinationen führen zu nichts Besserem als dem, was über ihnen steht",
    other: "Kaum frei wählbar: was so ist, wie es ist, oder worüber andere entscheiden",
    silent: "Wo „unbekannt“ steht, bleibt keine bekannte Kollision, doch das ist keine Entwarnung: Orte fehlen, oder Recht \
             ist nicht erfasst.",
    ask: "Zu klären",
    any_of: "eines von",
    add: "hinzu",
    remove: "ohne",
    take: "nutzen:",
    ends: "beendet",
    ends_all: "beendet jede Kollision",
    resolves: "löst",
    eases: "mildert",
    creates: "schafft",
    creates_resolved: "schafft und löst zugleich",
    at_worst: "schlimmstenfalls",
    nothing_to_do: "Es gibt keine Kollision, an der etwas zu verbessern wäre.",
};

pub(super) fn advice_words(lang: Lang) -> &'static AdviceWords {
    match lang {
        Lang::En => &ENGLISH,
        Lang::De => &GERMAN,
    }
}

/// Whether something that can be done sooner ends as well.
fn is_outdone(advice: &AdviceReport<'_>, report: &AdviseReport<'_>) -> bool {
    let sooner = |control: &str| CONTROLS.iter().position(|known| *known == control);
    let list = if report.silent.contains(advice) { &report.silent } else { &report.advice };
    list.iter().any(|other| {
        sooner(other.control) < sooner(advice.control)
            && other.verdict <= advice.verdict
            && other.worst_case <= advice.worst_case
    })
}

impl<'c> Phrases<'c> {
    /// `place of storage: take out DE, add any of AT, BE`
    pub(super) fn changes(self, advice: &AdviceReport<'c>) -> String {
        let by_fact = advice.changes.chunk_by(|one, next| one.fact == next.fact && one.invoked_by.is_none());
        let told = by_fact.filter_map(|changes| {
            let how = changes.iter().map(|change| self.change(change)).collect::<Vec<_>>().join(", ");
            match changes.first()? {
                first if first.invoked_by.is_some() => Some(how),
                first => Some(format!("{}: {how}", self.glossary.fact(first.fact))),
            }
        });
        told.collect::<Vec<_>>().join(" + ")
    }

    fn change(self, change: &ChangeReport<'c>) -> String {
        let words = advice_words(self.lang);
        let values: Vec<&str> = change.any_of.iter().map(|value| self.glossary.value(change.fact, value)).collect();
        let values = match values.as_slice() {
            [one] => (*one).to_owned(),
            many => format!("{} {}", words.any_of, self.list(many)),
        };
        match (change.change, change.invoked_by) {
            (_, Some([who, strength])) => {
                format!("{} {values} ({})", words.take, names::invoked_by(who, strength, self.lang))
            }
            ("add", None) => format!("{} {values}", words.add),
            ("remove", None) => format!("{} {values}", words.remove),
            _ => values,
        }
    }

    /// Texts one after the other, not too many.
    fn list(self, texts: &[&str]) -> String {
        let told = if self.explain { texts.len() } else { VALUES };
        let mut list = texts.iter().take(told).copied().collect::<Vec<_>>().join(", ");
        if texts.len() > told {
            list.push_str(&format!(" … ({})", texts.len()));
        }
        list
    }

    /// `· CLEAR`, with the worst case where that is another.
    pub(super) fn leads_to(self, verdict: Outcome, worst_case: Outcome) -> String {
        let named = |outcome: Outcome| format!("{} {}", outcome.letter(), names::outcome(outcome, self.lang));
        if verdict == worst_case {
            return named(verdict).to_uppercase();
        }
        format!("{}, {} {}", named(verdict).to_uppercase(), advice_words(self.lang).at_worst, named(worst_case))
    }

    /// What a piece of advice does to the conflicts of the page.
    pub(super) fn effects(self, advice: &AdviceReport<'c>, conflicts: &[ConflictReport<'c>]) -> String {
        let words = advice_words(self.lang);
        let number = |clash: &ClashReport<'c>| {
            let at = conflicts.iter().position(|conflict| conflict.id == clash.id);
            at.map_or_else(
                || format!("{} {} {} ({})", clash.pair[0], self.words.against, clash.pair[1], clash.id),
                |at| (at + 1).to_string(),
            )
        };
        let lists = [
            (words.ends, &advice.ends),
            (words.resolves, &advice.resolves),
            (words.eases, &advice.eases),
            (words.creates, &advice.creates),
            (words.creates_resolved, &advice.creates_resolved),
        ];
        let told = lists.into_iter().filter(|(_, list)| !list.is_empty()).map(|(head, list)| {
            if head == words.ends && list.len() == conflicts.len() {
                return words.ends_all.to_owned();
            }
            let mut numbers: Vec<String> = list.iter().map(number).collect();
            numbers.sort_by_key(|number| (number.parse().unwrap_or(usize::MAX), number.clone()));
            format!("{head} {}", self.list(&numbers.iter().map(String::as_str).collect::<Vec<_>>()))
        });
        told.collect::<Vec<_>>().join("; ")
    }

    /// A conflict in one line.
    pub(super) fn clash(self, conflict: &ConflictReport<'c>) -> String {
        let (required, forbidden) = (&conflict.required, &conflict.forbidden);
        format!(
            "{} {} {}: {}, {} – {}, {}",
            required.jurisdiction,
            self.words.against,
            forbidden.jurisdiction,
            required.title,
            required.pinpoint,
            forbidden.title,
            forbidden.pinpoint
        )
    }

    /// For each better verdict the fewest changes that lead there.
    pub(super) fn fewest(self, report: &AdviseReport<'c>) -> String {
        let levels = report.levels.iter().map(|level| {
            let name = format!("{} {}", level.verdict.letter(), names::outcome(level.verdict, self.lang));
            let how = match (level.fewest, level.exact_up_to, self.lang) {
                (Some(1), _, Lang::En) => "1 change".to_owned(),
                (Some(1), _, Lang::De) => "1 Änderung".to_owned(),
                (Some(many), _, Lang::En) => format!("{many} changes"),
                (Some(many), _, Lang::De) => format!("{many} Änderungen"),
                (None, Some(up_to), Lang::En) => format!("not with up to {up_to}"),
                (None, Some(up_to), Lang::De) => format!("mit bis zu {up_to} nicht erreichbar"),
                (None, None, Lang::En) => "out of reach".to_owned(),
                (None, None, Lang::De) => "nicht erreichbar".to_owned(),
            };
            format!("{name}: {how}")
        });
        levels.collect::<Vec<_>>().join("; ")
    }

    /// What helps, if nothing does; nothing if something does.
    pub(super) fn no_help(self, report: &AdviseReport<'c>) -> Option<String> {
        if report.improves.is_none() {
            return Some(advice_words(self.lang).nothing_to_do.to_owned());
        }
        let up_to = report.levels.iter().filter_map(|level| level.exact_up_to).min();
        let told = match (up_to, self.lang) {
            (None, Lang::En) => "Nothing that may change helps, however much of it does.".to_owned(),
            (None, Lang::De) => "Nichts, was sich ändern darf, hilft, gleich wie viel davon.".to_owned(),
            (Some(up_to), Lang::En) => format!("No set of up to {up_to} changes helps."),
            (Some(up_to), Lang::De) => format!("Keine Kombination von bis zu {up_to} Änderungen hilft."),
        };
        (report.advice.is_empty() && report.silent.is_empty()).then_some(told)
    }

    /// All advice under headings: what can be done now, what is for the future, what is hardly a choice, and what would help
    /// but may not change; what leads to silence alone stands behind what leads to a better verdict. Not everything is asked
    /// for: what ends no better than something that can be done sooner is left out.
    pub(super) fn advice<'r>(self, report: &'r AdviseReport<'c>) -> Vec<(&'static str, Vec<&'r AdviceReport<'c>>)> {
        let words = advice_words(self.lang);
        let of = |control: &'static str| {
            let all = report.advice.iter().chain(&report.silent);
            let wanted = all.filter(move |advice| advice.control == control);
            wanted.filter(|advice| self.explain || !is_outdone(advice, report)).collect::<Vec<_>>()
        };
        let groups = [
            (words.now, of("now")),
            (words.later, of("later")),
            (words.other, of("other")),
            (words.beyond, report.beyond.iter().collect()),
        ];
        groups.into_iter().filter(|(_, advice)| !advice.is_empty()).collect()
    }

    /// What is to be said of all advice: how much was left out, what silence means if some leads to it, and what moving
    /// things now can be.
    pub(super) fn caveats(self, report: &AdviseReport<'c>) -> Vec<String> {
        let words = advice_words(self.lang);
        let all = || report.advice.iter().chain(&report.silent);
        let outdone = all().filter(|advice| !self.explain && is_outdone(advice, report)).count();
        let moves = all().any(|advice| advice.control != "now");
        let told = [
            (outdone > 0).then(|| format!("{outdone} {}.", words.no_better)),
            (!report.silent.is_empty()).then(|| words.silent.to_owned()),
            moves.then(|| words.obstruction.to_owned()),
        ];
        told.into_iter().flatten().collect()
    }

    /// How far the search went; `at_prompt` names the switch that goes further.
    pub(super) fn proof(self, report: &AdviseReport<'c>, at_prompt: bool) -> Option<String> {
        report.improves?;
        let (looked, up_to) = (report.looked_at, report.levels.iter().filter_map(|level| level.exact_up_to).min());
        let further = if at_prompt { " (--max-changes)" } else { "" };
        Some(match (up_to, self.lang) {
            (None, Lang::En) => format!(
                "{looked} sets of changes were looked at and all others ruled out: no smaller set does as well, and \
                 no set of any size does anything that is not told."
            ),
            (None, Lang::De) => format!(
                "{looked} Kombinationen von Änderungen wurden geprüft, alle anderen ausgeschlossen: Keine kleinere leistet \
                 dasselbe, und keine, gleich wie groß, etwas hier nicht Genanntes."
            ),
            (Some(up_to), Lang::En) => format!(
                "{looked} sets of changes were looked at and all others of up to {up_to} changes ruled out: no smaller \
                 set does as well. Larger ones may help too{further}."
            ),
            (Some(up_to), Lang::De) => format!(
                "{looked} Kombinationen von Änderungen wurden geprüft, alle anderen mit bis zu {up_to} ausgeschlossen: \
                 Keine kleinere leistet dasselbe. Größere können auch helfen{further}."
            ),
        })
    }

    /// How much a question decides.
    pub(super) fn decides(self, ask: &AskReport<'c>) -> String {
        let (moving, settling, kinds) = (ask.moving, ask.settling, ask.kinds);
        let told = match self.lang {
            Lang::En => format!("of {kinds} kinds of answers {moving} change the verdict, {settling} settle it"),
            Lang::De => format!("von {kinds} Arten von Antworten ändern {moving} das Ergebnis, {settling} klären es"),
        };
        let (deciding, possible) = (ask.deciding, ask.possible);
        match self.lang {
            _ if possible == 0 => told,
            Lang::En => format!("{told}; on average {deciding} of {possible} possible conflicts are decided"),
            Lang::De => format!("{told}; im Mittel entscheiden sich {deciding} von {possible} möglichen Kollisionen"),
        }
    }

    /// Where the answers to a question lead, those with equal ends together.
    pub(super) fn leads(self, ask: &AskReport<'c>) -> Vec<(String, String)> {
        let mut ends: Vec<((Outcome, Outcome), Vec<&str>)> = Vec::new();
        for lead in &ask.leads {
            let end = (lead.verdict, lead.worst_case);
            let at = ends.iter().position(|(known, _)| *known == end).unwrap_or_else(|| {
                ends.push((end, Vec::new()));
                ends.len() - 1
            });
            if let Some((_, answers)) = ends.get_mut(at) {
                answers.extend(lead.answers.iter().map(|value| self.glossary.value(ask.fact, value)));
                answers.extend(lead.answers.is_empty().then_some("–"));
            }
        }
        let told = ends.into_iter().map(|((verdict, worst), answers)| {
            let mut answers = answers;
            answers.sort_by_key(|answer| *answer == "–");
            (self.list(&answers), self.leads_to(verdict, worst))
        });
        told.collect()
    }
}
