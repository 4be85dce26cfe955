//! Conditions as trees of lines: what must hold together has bullets, alternatives have letters.

use super::words::words;
use crate::law::{Doubt, Lang};
use crate::report::{Clause, Signs, UnlessReport, WhenReport};

/// A line of a condition that is shown as a tree.
pub(super) struct ClauseLine {
    /// How deep it stands.
    pub depth: usize,
    /// Its bullet or letter.
    pub mark: String,
    pub text: String,
}

/// When a provision applies: first the lines of what must hold, then each exception with its own.
pub(super) fn term_lines(terms: &WhenReport<'_>, lang: Lang) -> Vec<(&'static str, Vec<ClauseLine>)> {
    let words = words(lang);
    let exceptions = terms.unless.iter().map(|exception| (words.unless, exception_lines(exception, lang)));
    std::iter::once((words.when, clause_lines(&terms.holds, lang))).chain(exceptions).collect()
}

/// An exception: where it stands, whether it is in doubt, and when it holds.
pub(super) fn exception_lines(exception: &UnlessReport<'_>, lang: Lang) -> Vec<ClauseLine> {
    let words = words(lang);
    let doubt = exception.doubt.map(|doubt| match doubt {
        Doubt::Law => words.arguable,
        Doubt::Case => words.by_case,
    });
    let doubt = doubt.map(|doubt| format!(" ({doubt})")).unwrap_or_default();
    let head = format!("{}{doubt}:", exception.pinpoint);
    let mut lines = clause_lines(&exception.holds, lang);
    if let [only] = lines.as_mut_slice() {
        only.mark = String::new();
        only.text = format!("{head} {}", only.text);
        return lines;
    }
    lines.insert(0, ClauseLine { depth: 0, mark: String::new(), text: head });
    lines
}

/// The beginning of a text up to the end of a word, where the whole has no room.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ':', ' ']))
}

/// The first sentences of a text, where the whole has no room.
pub(super) fn gist(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    // `Art. 49` and `v. Microsoft` end no sentence.
    let ends = cut.match_indices(['.', ';']).filter(|(at, mark)| {
        let (before, after) = cut.split_at(at + mark.len());
        let word = before.trim_end_matches(['.', ';']).rsplit([' ', '(']).next().unwrap_or_default();
        let next = after.strip_prefix(' ').and_then(|rest| rest.chars().next());
        (*mark == ";" || word.chars().count() > 4) && next.is_some_and(|next| *mark == ";" || next.is_uppercase())
    });
    match ends.map(|(at, _)| at).rfind(|at| *at > most / 3) {
        Some(end) => format!("{} …", cut.get(..=end).unwrap_or(&cut)),
        None => shortened(text, most),
    }
}

/// A condition as lines: a bullet for each part that must hold, a letter for each alternative.
pub(super) fn clause_lines(clause: &Clause, lang: Lang) -> Vec<ClauseLine> {
    let mut lines = Vec::new();
    match clause {
        Clause::All(parts) if !parts.is_empty() => {
            for part in parts {
                clause_line(part, lang, 0, "·".to_owned(), &mut lines);
            }
        }
        one if one.is_plain() => lines.push(ClauseLine { depth: 0, mark: String::new(), text: one.line(lang) }),
        other => clause_line(other, lang, 0, "·".to_owned(), &mut lines),
    }
    lines
}

fn clause_line(clause: &Clause, lang: Lang, depth: usize, mark: String, lines: &mut Vec<ClauseLine>) {
    let signs = Signs::of(lang);
    let (text, parts, lettered): (&str, &[Clause], bool) = match clause {
        Clause::All(parts) if clause.is_plain() => {
            let parts: Vec<String> = parts.iter().map(|part| part.line(lang)).collect();
            lines.push(ClauseLine { depth, mark, text: parts.join(&format!("; {} ", signs.and)) });
            return;
        }
        plain if plain.is_plain() => {
            lines.push(ClauseLine { depth, mark, text: plain.line(lang) });
            return;
        }
        Clause::Any(parts) => (signs.one_of, parts, true),
        Clause::All(parts) => (signs.all_of, parts, false),
        Clause::Not(part) => match part.as_ref() {
            Clause::Any(parts) => (signs.none_of, parts, true),
            Clause::All(parts) => (signs.not_all_of, parts, false),
            other => (signs.not, std::slice::from_ref(other), false),
        },
        Clause::Says(says) => (says.as_str(), &[], false),
    };
    lines.push(ClauseLine { depth, mark, text: text.to_owned() });
    for (letter, part) in ('a'..='z').cycle().zip(parts) {
        let mark = if lettered { format!("{letter})") } else { "·".to_owned() };
        clause_line(part, lang, depth + 1, mark, lines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gist_ends_with_a_sentence_and_never_after_an_abbreviation() {
        let text = "Die Leitlinien lesen Art. 49 eng (EDSA). In United States v. Microsoft hielt die Kommission mehr für möglich.";
        assert_eq!(gist(text, 200), text);
        assert_eq!(gist(text, 80), "Die Leitlinien lesen Art. 49 eng (EDSA). …");
        assert_eq!(gist("Art. 48 gilt nicht für alle Fälle", 20), "Art. 48 gilt nicht…");
    }
}
