//! `comity snapshot review`: what changed, one item after the other, at a terminal.

use std::io::{self, BufRead, IsTerminal as _, Write};

use comity::corpus::Acceptance;
use comity::law::Day;
use comity::render::snapshot::{Prompts, prompts};
use comity::render::text::{Look, item_block};
use comity::report::{self, ItemReport, Options};
use comity::survey::snapshot::{Filter, Review, accept};

use super::Case;
use crate::cli::{Common, OnRecord};
use crate::exit::{Exit, Stop};
use crate::{input, output};

pub(super) fn run(of: &OnRecord, common: &Common) -> Result<Exit, Stop> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        let message = "a review asks questions, and there is no terminal to ask at";
        return Err(Stop::message(format!("{message}; `comity snapshot check` and `accept` need none")));
    }
    let corpus = input::corpus(common)?;
    let case = Case::new(&corpus, of, common)?;
    let look = output::look(common, false);
    let options = Options { lang: look.lang, explain: false };
    let report = report::snapshot(&corpus, &case.recorded, &case.now, &case.review, options);
    if report.open == 0 {
        output::result(common, &comity::render::text::snapshot(&report, look))?;
        return Ok(Exit::Fine);
    }
    let open = report.changes.iter().filter(|item| item.is_open());
    let dialogue = Dialogue { review: &case.review, look, words: prompts(look.lang), today: input::today() };
    let mut out = anstream::AutoStream::auto(io::stdout());
    let taken = dialogue.hold(open, &mut io::stdin().lock(), &mut out);
    let taken = taken.map_err(|error| Stop::message(format!("cannot go on with the review: {error}")))?;
    let open = case.keep(&corpus, taken, common)?;
    Ok(if open > 0 { Exit::Conflict } else { Exit::Fine })
}

/// Somebody goes through what changed.
struct Dialogue<'a> {
    review: &'a Review,
    look: Look,
    words: Prompts,
    today: Day,
}

impl Dialogue<'_> {
    /// Shows item after item, and gives what was accepted. The end of the input is the end of the review.
    fn hold<'r, 'c: 'r>(
        &self,
        items: impl Iterator<Item = &'r ItemReport<'c>>,
        input: &mut impl BufRead,
        out: &mut impl Write,
    ) -> io::Result<Vec<Acceptance>> {
        let mut taken = Vec::new();
        let all: Vec<_> = items.collect();
        for (at, item) in all.iter().enumerate() {
            writeln!(out, "\n({} / {})", at + 1, all.len())?;
            write!(out, "{}", item_block(item, self.look))?;
            loop {
                let Some(answer) = ask(self.words.choice, input, out)? else { return Ok(taken) };
                match answer.to_lowercase().chars().next() {
                    Some(letter) if letter == self.words.accept => {
                        let Some(new) = self.accepting(&item.item, input, out)? else { continue };
                        taken.extend(new);
                        break;
                    }
                    Some(letter) if letter == self.words.skip => break,
                    Some(letter) if letter == self.words.quit => return Ok(taken),
                    Some(letter) if letter == self.words.more => {
                        write!(out, "{}", comity::render::json(item))?;
                    }
                    _ => {}
                }
            }
        }
        Ok(taken)
    }

    /// Asks for reason and end; nothing if there is no reason.
    fn accepting(
        &self,
        item: &str,
        input: &mut impl BufRead,
        out: &mut impl Write,
    ) -> io::Result<Option<Vec<Acceptance>>> {
        let reason = ask(self.words.reason, input, out)?.unwrap_or_default();
        if reason.is_empty() {
            writeln!(out, "{}", self.words.no_reason)?;
            return Ok(None);
        }
        let until = loop {
            let answer = ask(self.words.until, input, out)?.unwrap_or_default();
            match answer.parse::<Day>() {
                _ if answer.is_empty() => break None,
                Ok(day) if day >= self.today => break Some(day),
                Ok(day) => writeln!(out, "{day} < {}", self.today)?,
                Err(message) => writeln!(out, "{message}")?,
            }
        };
        let filter = Filter { items: vec![item.to_owned()], ..Filter::default() };
        Ok(Some(accept(self.review, &filter, &reason, until).taken))
    }
}

/// An answer without spaces around it; nothing at the end of the input.
fn ask(prompt: &str, input: &mut impl BufRead, out: &mut impl Write) -> io::Result<Option<String>> {
    write!(out, "{prompt}")?;
    out.flush()?;
    let mut line = String::new();
    let read = input.read_line(&mut line)?;
    Ok((read > 0).then(|| line.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use comity::corpus::{Corpus, Item, Load, Origin, Snapshot};
    use comity::law::Lang;
    use comity::survey::snapshot::{ItemChange, Standing};

    use super::*;

    fn item(verdict: &str) -> Item {
        let text = format!(r#"{{"item": "case/one", "asks": "0", "verdict": "{verdict}"}}"#);
        serde_json::from_str(&text).unwrap()
    }

    /// What is taken and what is shown when somebody types this.
    fn hold(corpus: &Corpus, typed: &str) -> (Vec<Acceptance>, String) {
        let (was, now) = (Some(item("deadlock")), Some(item("reroutable")));
        let (head, item) = (Some(Standing::Open), "case/one".to_owned());
        let change = ItemChange { item, was, now, head, findings: Vec::new(), causes: Vec::new() };
        let review = Review { items: 1, changes: vec![change], law: Vec::new(), idle: Vec::new() };
        let text = r#"{"schema_version": 1, "suite": "s", "as_of": "2026-01-01", "floats": false, "corpus": "",
          "items": [], "law": [], "accepted": []}"#;
        let snapshot: Snapshot = serde_json::from_str(text).unwrap();
        let options = Options { lang: Lang::En, explain: false };
        let report = report::snapshot(corpus, &snapshot, &snapshot, &review, options);
        let look = Look { lang: Lang::En, width: 80, explain: false, today: "2026-11-27".parse().unwrap() };
        let today = "2026-11-27".parse().unwrap();
        let dialogue = Dialogue { review: &review, look, words: prompts(Lang::En), today };
        let mut out = Vec::new();
        let taken = dialogue.hold(report.changes.iter(), &mut typed.as_bytes(), &mut out).unwrap();
        (taken, String::from_utf8(out).unwrap())
    }

    #[test]
    fn what_is_typed_decides() {
        let corpus = Load::strict(&Origin::Embedded).unwrap();
        for typed in ["", "s\n", "q\n", "x\n\nq\n", "a\n\nq\n", "a\n"] {
            assert_eq!(hold(&corpus, typed).0, [], "{typed:?}");
        }
        let (taken, shown) = hold(&corpus, "m\na\nthe law says so\n2020-01-01\nsoon\n2027-03-31\n");
        let known = taken.first().unwrap();
        assert_eq!(
            (known.item.as_str(), known.was.as_str(), known.now.as_str()),
            ("case/one", "deadlock", "reroutable")
        );
        assert_eq!((known.reason.as_str(), known.until.as_deref()), ("the law says so", Some("2027-03-31")));
        assert!(shown.contains("`soon` is no date") && shown.contains("\"verdict\": \"deadlock\""), "{shown}");
    }
}
