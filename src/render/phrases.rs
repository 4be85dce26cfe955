//! What the pages say, whatever their format: sentences and their parts, without layout.

use super::clauses::gist;
use super::names;
use super::pairs::PairTold;
use super::words::{Words, words};
use crate::law::{Doubt, Lang};
use crate::report::grouped;
use crate::report::{
    Because, Certainty, CollisionReport, ConflictReport, DoesReport, ExceptionReport, FactReport, GapReport, Glossary,
    HornReport, LimitReport, NormReport, Outcome, PairReport, QuestionReport, SideReport, Stance, WayReport,
};

/// So many letters of who holds what, or what the case decides, stand beside an arguable exception; the page of the law
/// has all.
const NOTE: usize = 280;

/// A number in digits, rounded where the digits would fill a line.
pub(super) fn number(digits: &str, lang: Lang) -> String {
    if digits.len() <= 9 {
        return digits.parse().map_or_else(|_| digits.to_owned(), |number| grouped(number, lang));
    }
    let point = if lang == Lang::De { ',' } else { '.' };
    let mut head = digits.chars();
    let (whole, tenth) = (head.next().unwrap_or('0'), head.next().unwrap_or('0'));
    format!("{whole}{point}{tenth}·10^{}", digits.len() - 1)
}

/// Turns parts of a report into words.
#[derive(Clone, Copy)]
pub(super) struct Phrases<'c> {
    pub lang: Lang,
    pub words: &'static Words,
    pub glossary: Glossary<'c>,
    /// Whether with the whole derivation.
    pub explain: bool,
}

impl<'c> Phrases<'c> {
    /// `discretionary`, with what missing facts could make of it.
    pub(super) fn outcome(self, conflict: &ConflictReport<'_>) -> String {
        let named = |outcome: Outcome| format!("{} {}", outcome.letter(), names::outcome(outcome, self.lang));
        let mut outcome = named(conflict.outcome);
        if conflict.at_best != conflict.outcome {
            outcome.push_str(&format!(", {} {}", self.words.at_best, named(conflict.at_best)));
        }
        outcome
    }

    /// How sure the requests of a collision are: what facts would settle is told by the requests themselves.
    pub(super) fn certainty(self, found: &CollisionReport<'_>) -> &'static str {
        match found.surest.filter(|_| found.conflict.certainty == Certainty::Possible) {
            None => names::certainty(found.conflict.certainty, self.lang),
            Some(surest) if found.parts.iter().all(|part| part.certainty == surest) => {
                names::certainty(surest, self.lang)
            }
            Some(_) => self.words.partly_contested,
        }
    }

    /// `purpose of the demand: taxation; place of storage: DE (in EU)`
    pub(super) fn because(self, because: &Because<'c>, owner: &str, members: &[&str]) -> String {
        let facts = because.iter().map(|(fact, values)| {
            let values = values.iter().map(|value| {
                let name = self.glossary.value(fact, value);
                if members.contains(value) {
                    format!("{name} ({} {owner})", self.words.inside)
                } else {
                    name.to_owned()
                }
            });
            let values: Vec<String> = values.collect();
            let values = if values.is_empty() { "–".to_owned() } else { values.join(", ") };
            format!("{}: {values}", self.glossary.fact(fact))
        });
        facts.collect::<Vec<_>>().join("; ")
    }

    /// What a provision says, why it applies, what a breach costs, and which exceptions are arguable.
    pub(super) fn horn(self, horn: &HornReport<'c>, breach: &str) -> Vec<String> {
        let words = self.words;
        let mut told = vec![horn.summary.to_owned()];
        if !horn.because.is_empty() {
            let because = self.because(&horn.because, horn.jurisdiction, &horn.members);
            told.push(format!("{} {because}", words.because));
        }
        told.push(format!("{breach}: {}", horn.sanction.as_deref().unwrap_or(words.no_sanction)));
        for tried in horn.exceptions.iter().filter(|tried| tried.standing == "arguable" && tried.holds != "no") {
            let whole = |note: &'c str| if self.explain { note.to_owned() } else { gist(note, NOTE) };
            let note = tried.note.map(|note| format!(". {}", whole(note))).unwrap_or_default();
            told.push(format!("{}{note}", self.tried(tried)));
        }
        if horn.confidence != "high" {
            told.push(format!("{}: {}", words.confidence, names::confidence(horn.confidence, self.lang)));
        }
        told
    }

    /// `disputed exception Art. 49(1)(e): may apply here`, or one that depends on the case
    fn tried(self, tried: &ExceptionReport<'c>) -> String {
        let words = self.words;
        let head = match tried.doubt {
            None => words.exceptions,
            Some(Doubt::Case) => words.by_case_exception,
            Some(Doubt::Law) => words.disputed,
        };
        let holds = match tried.holds {
            "yes" => words.may_apply_here.to_owned(),
            "no" => words.ruled_out.to_owned(),
            _ => format!("{}: {}", words.may_apply_if, self.facts(&tried.missing)),
        };
        format!("{head} {}: {holds}", tried.pinpoint)
    }

    /// Facts by name.
    pub(super) fn facts(self, facts: &[&'c str]) -> String {
        facts.iter().map(|fact| self.glossary.fact(fact)).collect::<Vec<_>>().join(", ")
    }

    /// The values of a fact.
    pub(super) fn values(self, fact: &FactReport<'c>) -> String {
        match &fact.values {
            None => self.words.unknown.to_owned(),
            Some(values) if values.is_empty() => "–".to_owned(),
            Some(values) => {
                let values: Vec<&str> = values.iter().map(|value| self.glossary.value(fact.fact, value)).collect();
                values.join(", ")
            }
        }
    }

    /// Facts with their values; those that are unknown are left out.
    pub(super) fn given<'r>(self, facts: impl Iterator<Item = &'r FactReport<'c>>) -> String
    where
        'c: 'r,
    {
        let told = facts.filter_map(|fact| {
            fact.values.as_ref().filter(|values| !values.is_empty())?;
            Some(format!("{}: {}", fact.label, self.values(fact)))
        });
        told.collect::<Vec<_>>().join("; ")
    }

    /// How many situations of a collision have which outcome, the worst first, and a request with the worst.
    pub(super) fn exactly(self, collision: &CollisionReport<'c>) -> Vec<(&'static str, String)> {
        let parts = collision.parts.iter().rev().map(|part| {
            let (outcome, situations) = (part.outcome, number(&part.situations, self.lang));
            let contested = part.certainty == Certainty::Contested;
            let contested =
                if contested { format!(" ({})", names::certainty(part.certainty, self.lang)) } else { String::new() };
            format!("{} {} {situations}{contested}", outcome.letter(), names::outcome(outcome, self.lang))
        });
        let mut told = vec![(self.words.situations, parts.collect::<Vec<_>>().join(" · "))];
        if let Some(worst) = collision.parts.last().filter(|part| part.witness.is_some()) {
            told.push((self.words.example, self.given(worst.example.iter())));
        }
        told
    }

    /// The ways out of a collision by their short names, and how much each leaves over.
    pub(super) fn ways_out<'r>(
        self,
        collision: &'r CollisionReport<'c>,
        told: &mut PairTold<'r, 'c>,
    ) -> Vec<(&'static str, String)> {
        let ways = told.ways(&collision.conflict);
        let ways = if ways.is_empty() { self.words.no_way.to_owned() } else { ways };
        let leave = told.leave(collision, self.lang);
        let mut lines = vec![(self.words.ways_out, ways)];
        lines.extend((!leave.is_empty()).then_some((self.words.leave_over, leave)));
        lines
    }

    /// `United States – Germany, with Ireland`
    pub(super) fn pair_title(self, report: &PairReport<'_>) -> String {
        let [a, b] = &report.names;
        let with = report.with_names.iter().map(|name| format!(", {} {name}", self.words.with));
        format!("{a} – {b}{}", with.collect::<String>())
    }

    /// Of a pair the facts that were given, and those that were not but have a usual value.
    pub(super) fn assumed(self, report: &PairReport<'c>) -> Vec<(&'static str, String)> {
        let words = self.words;
        let told = |by_default: bool| {
            let facts = report.given.iter().filter(|fact| fact.by_default == by_default);
            let facts = facts.map(|fact| format!("{}: {}", fact.label, self.values(fact)));
            facts.collect::<Vec<_>>().join("; ")
        };
        let [given, by_default] = [false, true].map(told);
        let given = if given.is_empty() { words.nothing_given.to_owned() } else { given };
        let told = [(words.given, given), (words.by_default, by_default)];
        told.into_iter().filter(|(_, facts)| !facts.is_empty()).collect()
    }

    /// `US requires · DE forbids`
    pub(super) fn direction(self, side: &SideReport<'_>) -> String {
        format!("{} {} · {} {}", side.requiring, self.words.requires, side.forbidding, self.words.forbids)
    }

    /// What is said of a way out beside its title.
    pub(super) fn way(self, way: &WayReport<'c>, itself: &str) -> Vec<String> {
        let words = self.words;
        let mut parts = Vec::new();
        if way.status == "not_in_force" {
            parts.push(match self.dates(way) {
                dates if dates == words.not_yet => words.never_in_force.to_owned(),
                dates => format!("{} ({dates})", words.not_in_force),
            });
        } else {
            parts.push(match way.achieves {
                Some(_) => names::invoked_by(way.invoked_by, way.strength, self.lang).to_owned(),
                None => names::merely(way.effect, self.lang).to_owned(),
            });
            parts.extend(way.duration.map(str::to_owned));
        }
        if way.status == "needs_facts" {
            parts.push(format!("{}: {}", words.needs, self.facts(&way.missing)));
        }
        if way.in_use {
            parts.push(words.in_use.to_owned());
        }
        if way.confidence == "low" {
            parts.push(words.low_confidence.to_owned());
        }
        if self.explain && way.status != "not_in_force" {
            let path = way.path.iter().map(|stop| if *stop == way.id { itself } else { stop });
            parts.push(format!("{} {}", words.via, path.collect::<Vec<_>>().join(" → ")));
        }
        parts
    }

    /// When a way out that is not in force was or will be.
    pub(super) fn dates(self, way: &WayReport<'_>) -> String {
        let dates = way.in_force.as_ref().map(|days| names::not_now(days, self.lang)).unwrap_or_default();
        if dates.is_empty() { self.words.not_yet.to_owned() } else { dates }
    }

    /// The legend of the signs before ways out.
    pub(super) fn signs(self) -> String {
        let words = self.words;
        format!(
            "● {} · ◐ {} · ◌ {} · – {} · ○ {}",
            words.sign_by_right, words.sign_discretion, words.sign_facts, words.sign_talks, words.not_in_force
        )
    }

    /// Whether conflicts exist, and how to say so to the program.
    pub(super) fn question(self, question: &QuestionReport<'_>) -> Vec<String> {
        let mut told = vec![question.question.to_owned()];
        let numbers: Vec<String> = question.decides.iter().map(usize::to_string).collect();
        told.extend(match (numbers.as_slice(), self.lang) {
            ([], _) => None,
            ([one], Lang::En) => Some(format!("Whether conflict {one} exists hinges on it.")),
            ([one], Lang::De) => Some(format!("Davon hängt ab, ob Kollision {one} besteht.")),
            ([rest @ .., last], Lang::En) => {
                Some(format!("Whether conflicts {} and {last} exist hinges on it.", rest.join(", ")))
            }
            ([rest @ .., last], Lang::De) => {
                Some(format!("Davon hängt ab, ob die Kollisionen {} und {last} bestehen.", rest.join(", ")))
            }
        });
        told.push(self.answer(question));
        told
    }

    fn answer(self, question: &QuestionReport<'_>) -> String {
        let set = format!("--set {}=", question.fact);
        let answers = question.answers.iter().map(|answer| match answer.value == answer.label {
            true => answer.value.to_owned(),
            false => format!("{} ({})", answer.value, answer.label),
        });
        let answers = answers.collect::<Vec<_>>().join(", ");
        match (question.ty, self.lang) {
            ("jurisdiction", Lang::En) => format!("Answer with {set}…, the code of a state, as in {set}DE"),
            ("jurisdiction", Lang::De) => format!("Antwort mit {set}…, dem Kürzel eines Staates, etwa {set}DE"),
            ("jurisdictions", Lang::En) => format!("Answer with {set}…, the codes of states, as in {set}DE,FR"),
            ("jurisdictions", Lang::De) => format!("Antwort mit {set}…, den Kürzeln der Staaten, etwa {set}DE,FR"),
            (_, Lang::En) => format!("Answer with {set}… and one of: {answers}"),
            (_, Lang::De) => format!("Antwort mit {set}… und einem von: {answers}"),
        }
    }

    /// By place the topics that are not encoded.
    pub(super) fn gaps(self, gaps: &[GapReport<'c>]) -> Vec<(&'c str, String)> {
        let told = gaps.iter().filter(|gap| gap.broken_file.is_none()).map(|gap| {
            let topic = if gap.whole { self.words.everything } else { self.glossary.topic(gap.topic) };
            let before = match (&gap.encoded_since, self.lang) {
                (Some(since), Lang::En) if !gap.whole => format!(" before {}", names::date(since, self.lang)),
                (Some(since), Lang::De) if !gap.whole => format!(" vor dem {}", names::date(since, self.lang)),
                _ => String::new(),
            };
            (gap.jurisdiction, format!("{topic}{before}"))
        });
        by_place(told)
    }

    /// By place the topics that are encoded in part, and with the whole derivation what is left out.
    pub(super) fn limits(self, limits: &[LimitReport<'c>]) -> Vec<(&'c str, String)> {
        let told = limits.iter().map(|limit| {
            let topic = self.glossary.topic(limit.topic);
            let told = self.explain && !limit.limits.is_empty();
            (limit.jurisdiction, if told { format!("{topic} ({})", limit.limits) } else { topic.to_owned() })
        });
        by_place(told)
    }

    /// One norm in a line: whose, what, where it stands, and whether it applies.
    pub(super) fn norm(self, norm: &NormReport<'c>) -> (String, &'static str) {
        let stance = match norm.norm {
            "must" => Stance::Must,
            "must_not" => Stance::MustNot,
            _ => Stance::May,
        };
        let applies = match norm.applies {
            "yes" => self.words.applies,
            "no" => self.words.applies_not,
            _ => self.words.may_apply,
        };
        let horn = &norm.horn;
        (format!("{} · {} {}", horn.jurisdiction, names::stance(stance, self.lang), horn.act_label), applies)
    }

    /// Why a norm applies or not, and which exceptions were tried.
    pub(super) fn reasons(self, norm: &NormReport<'c>) -> Vec<String> {
        let (words, horn) = (self.words, &norm.horn);
        let mut told = Vec::new();
        let because = self.because(&horn.because, horn.jurisdiction, &horn.members);
        let stopped = match norm.stopped_by {
            None => None,
            Some("scope") => Some(words.scope),
            Some("when") => Some(words.condition),
            Some(_) => Some(words.exception),
        };
        match stopped {
            // The whole condition can be long: it stands on the explained page.
            Some(why) => {
                let wanted = norm.stopped_in_words.as_deref().filter(|_| self.explain);
                let wanted = wanted.map(|wanted| format!(" ({wanted})")).unwrap_or_default();
                told.push(format!("{why}{wanted}; {} {because}", words.because));
            }
            None if !because.is_empty() => told.push(format!("{} {because}", words.because)),
            None => {}
        }
        if !horn.missing.is_empty() {
            told.push(format!("{}: {}", words.missing, self.facts(&horn.missing)));
        }
        if norm.applies != "no" {
            for tried in &horn.exceptions {
                let because = self.because(&tried.because, horn.jurisdiction, &horn.members);
                let because = if because.is_empty() { because } else { format!("; {because}") };
                told.push(format!("{}{because}", self.tried(tried)));
            }
        }
        told
    }
}

/// Topics by place, in the order in which they come.
fn by_place<'c>(told: impl Iterator<Item = (&'c str, String)>) -> Vec<(&'c str, String)> {
    let mut places: Vec<(&str, Vec<String>)> = Vec::new();
    for (place, topic) in told {
        match places.iter_mut().find(|(known, _)| *known == place) {
            Some((_, topics)) if topics.contains(&topic) => {}
            Some((_, topics)) => topics.push(topic),
            None => places.push((place, vec![topic])),
        }
    }
    places.into_iter().map(|(place, topics)| (place, topics.join(", "))).collect()
}

/// The sign of a way out: open by right, open at somebody's discretion, consultation only, lacking facts, not in force.
pub(super) fn sign(way: &WayReport<'_>) -> char {
    match (way.status, way.achieves) {
        ("available", Some(Outcome::Resolvable | Outcome::Reroutable)) => '●',
        ("available", Some(_)) => '◐',
        ("available", None) => '–',
        ("needs_facts", _) => '◌',
        _ => '○',
    }
}

/// What a provision or a mechanism does, in a few words.
pub(super) fn does_briefly(does: &DoesReport<'_>, lang: Lang) -> String {
    match does {
        DoesReport::Norm { stance, act } => format!("{} {act}", names::stance(*stance, lang)),
        DoesReport::Way { kind, .. } => (*kind).to_owned(),
    }
}

/// The same with all that is known of it.
pub(super) fn does(does: &DoesReport<'_>, lang: Lang) -> String {
    match does {
        DoesReport::Norm { .. } => does_briefly(does, lang),
        DoesReport::Way { kind, effect, strength, invoked_by, acts } => format!(
            "{kind} · {} · {} · {}: {}",
            names::effect(effect, lang),
            names::invoked_by(invoked_by, strength, lang),
            words(lang).covers,
            acts.join(", ")
        ),
    }
}
