//! The answer to one request, as a page.

use comfy_table::{ContentArrangement, Table, presets};

use super::Look;
use super::page::{BOLD, Page, SOFT, colour, styled};
use super::words::{self, Words};
use crate::law::Lang;
use crate::report::{
    Because, Cell, Certainty, CheckReport, ConflictReport, GapReport, HornReport, LimitReport, NormReport, Outcome,
    Receipt, WayReport,
};
use crate::text::visible;

/// So many possible conflicts are told in full, and so many norms that could have collided.
const IN_FULL: usize = 10;

/// The page.
#[must_use]
pub fn check(report: &CheckReport<'_>, look: Look) -> String {
    let mut page = Page::new(look.width);
    let writer = Writer { look, words: words::words(look.lang) };
    writer.left_out(&mut page, &report.receipt);
    let as_of = format!("{} {}", writer.words.law_as_of, words::date(&report.as_of, look.lang));
    page.ends(&styled(BOLD, &visible(&report.request)), &as_of);
    page.blank();
    writer.verdict(&mut page, report.verdict, report.worst_case);
    page.blank();
    writer.conflicts(&mut page, &report.conflicts, 1);
    if !report.resolved.is_empty() {
        page.line(&format!("  {}", styled(BOLD, writer.words.resolved)));
        page.blank();
        writer.conflicts(&mut page, &report.resolved, report.conflicts.len() + 1);
    }
    if report.conflicts.is_empty() && !look.explain {
        writer.near_misses(&mut page, &report.norms);
    }
    writer.duties(&mut page, report);
    if let Some(question) = &report.next_question {
        let decides: Vec<String> = question.decides.iter().map(usize::to_string).collect();
        let bearing = format!(" {} {}.", writer.words.decides, decides.join(", "));
        let bearing = if decides.is_empty() { String::new() } else { bearing };
        let line = format!("{} ({}){bearing}", question.question, question.fact);
        page.entry(2, &styled(BOLD, writer.words.next_question), 18, &line);
    }
    if !report.open_places.is_empty() {
        let places = report.open_places.join(", ");
        page.entry(2, &styled(BOLD, writer.words.not_given), 18, &format!("{places}: {}", writer.words.other_law));
    }
    writer.gaps(&mut page, &report.gaps);
    writer.limits(&mut page, &report.limits);
    if look.explain {
        writer.derivation(&mut page, report);
    }
    page.blank();
    page.references();
    writer.receipt(&mut page, &report.receipt, !look.explain);
    page.finish()
}

/// Writes the parts that several pages share.
pub(super) struct Writer {
    pub look: Look,
    pub words: &'static Words,
}

impl Writer {
    pub(super) fn verdict(&self, page: &mut Page, verdict: Outcome, worst_case: Outcome) {
        let lang = self.look.lang;
        let mut name = words::outcome(verdict, lang).to_uppercase();
        let mut meaning = words::meaning(verdict, lang).to_owned();
        if worst_case != verdict {
            if verdict == Outcome::Clear {
                // Not "clear": what is merely possible is still open.
                name = self.words.nothing_certain.to_uppercase();
                self.words.nothing_sure.clone_into(&mut meaning);
            }
            let worst = words::outcome(worst_case, lang).to_uppercase();
            meaning.push_str(&format!(" {}: {worst}, {}.", self.words.worst_case, self.words.if_true));
        }
        let head = styled(colour(verdict), &format!("{} {name}", verdict.letter()));
        page.entry(2, &head, name.chars().count() + 7, &meaning);
    }

    /// The conflicts, numbered on from `number`, those with the same requiring provision under one heading.
    pub(super) fn conflicts(&self, page: &mut Page, conflicts: &[ConflictReport<'_>], number: usize) {
        let mut at = 0;
        while let Some(first) = conflicts.get(at) {
            let group: Vec<&ConflictReport<'_>> = conflicts
                .iter()
                .skip(at)
                .take_while(|conflict| conflict.required.provision == first.required.provision)
                .collect();
            let brief = at >= IN_FULL && first.certainty == Certainty::Possible && !self.look.explain;
            if brief {
                let horn = &first.required;
                let reference = page.reference(cited(horn), horn.url);
                let line = format!("{} · {}, {} {reference}", horn.act_label, horn.title, horn.pinpoint);
                page.entry(2, &styled(BOLD, &format!("{} {}", horn.jurisdiction, self.words.requires)), 18, &line);
            } else {
                self.required(page, &first.required);
            }
            let mut told: Vec<(usize, &[WayReport<'_>])> = Vec::new();
            for (offset, conflict) in group.iter().enumerate() {
                // What is merely possible is told in full only while there is little of it.
                if conflict.certainty == Certainty::Possible && at + offset >= IN_FULL && !self.look.explain {
                    self.briefly(page, at + offset + number, conflict);
                    continue;
                }
                let before = conflicts.iter().take(at + offset).position(|c| c.forbidden == conflict.forbidden);
                self.forbidden(page, at + offset + number, conflict, before.map(|place| place + number));
                self.ways(page, at + offset + number, &conflict.mechanisms, &mut told);
                page.blank();
            }
            at += group.len();
        }
    }

    /// A conflict on one line.
    fn briefly(&self, page: &mut Page, number: usize, conflict: &ConflictReport<'_>) {
        let horn = &conflict.forbidden;
        let reference = page.reference(cited(horn), horn.url);
        let left = format!("  {number:>2}  v. {} {}, {} {reference}", horn.jurisdiction, horn.title, horn.pinpoint);
        page.ends(&left, &self.tag(conflict));
    }

    fn required(&self, page: &mut Page, horn: &HornReport<'_>) {
        let head = format!("{} {}", horn.jurisdiction, self.words.requires);
        let reference = page.reference(cited(horn), horn.url);
        let line = format!("{} · {}, {} {reference}", horn.act_label, horn.title, horn.pinpoint);
        page.entry(2, &styled(BOLD, &head), 18, &line);
        self.horn(page, horn, self.words.refusing);
        page.blank();
    }

    /// What forbids; where the same has been told before, only where.
    fn forbidden(&self, page: &mut Page, number: usize, conflict: &ConflictReport<'_>, before: Option<usize>) {
        let horn = &conflict.forbidden;
        let left = format!(
            "  {number:>2}  {} v. {}  {}",
            conflict.required.jurisdiction,
            horn.jurisdiction,
            styled(SOFT, horn.act_label)
        );
        page.ends(&left, &self.tag(conflict));
        let head = format!("{} {}", horn.jurisdiction, self.words.forbids);
        let reference = page.reference(cited(horn), horn.url);
        let name = format!("{}, {} {reference}", horn.title, horn.pinpoint);
        match before {
            Some(before) => page.entry(6, &styled(BOLD, &head), 18, &format!("{name}: {} {before}", self.words.as_in)),
            None => {
                page.entry(6, &styled(BOLD, &head), 18, &name);
                self.horn(page, horn, self.words.breach);
            }
        }
        if conflict.certainty == Certainty::Possible && !conflict.hinges_on.is_empty() {
            page.entry(6, self.words.hinges_on, 18, &conflict.hinges_on.join(", "));
        }
    }

    /// Certainty, outcome and id of a conflict, for the right end of a line.
    pub(super) fn tag(&self, conflict: &ConflictReport<'_>) -> String {
        let lang = self.look.lang;
        let outcome = format!("{} {}", conflict.outcome.letter(), words::outcome(conflict.outcome, lang));
        format!(
            "{} · {} · {}",
            words::certainty(conflict.certainty, lang),
            styled(colour(conflict.outcome), &outcome),
            styled(SOFT, &conflict.id)
        )
    }

    /// What a provision says, why it applies, and what a breach costs.
    fn horn(&self, page: &mut Page, horn: &HornReport<'_>, breach: &str) {
        page.entry(18, "", 18, horn.summary);
        if !horn.because.is_empty() {
            page.entry(
                18,
                "",
                18,
                &format!("{} {}", self.words.because, self.because(&horn.because, horn.jurisdiction, &horn.members)),
            );
        }
        let sanction = horn.sanction.as_deref().unwrap_or(self.words.no_sanction);
        page.entry(18, "", 18, &format!("{breach}: {sanction}"));
        for tried in horn.exceptions.iter().filter(|tried| tried.standing == "arguable" && tried.holds != "no") {
            // Who holds what can be long: it stands on the explained page.
            let note = tried.note.filter(|_| self.look.explain).map(|note| format!(": {note}"));
            let open = if tried.holds == "yes" { self.words.open } else { self.words.unknown };
            let note = note.unwrap_or_default();
            page.entry(18, "", 18, &format!("{} ({open}): {}{note}", self.words.arguable, tried.pinpoint));
        }
        if horn.confidence == "low" {
            page.entry(18, "", 18, &format!("({})", self.words.low_confidence));
        }
    }

    /// The facts behind an answer; a member of the owner says so.
    pub(super) fn because(&self, because: &Because<'_>, owner: &str, members: &[&str]) -> String {
        let value = |value: &&str| {
            if members.contains(value) {
                format!("{value} ({} {owner})", self.words.inside)
            } else {
                (*value).to_owned()
            }
        };
        let facts = because.iter().map(|(fact, values)| {
            let values: Vec<String> = values.iter().map(value).collect();
            let values =
                if values.is_empty() { "–".to_owned() } else { values.join(&format!(" {} ", self.words.and)) };
            format!("{fact} {} {values}", self.words.is)
        });
        facts.collect::<Vec<_>>().join("; ")
    }

    fn ways<'a>(
        &self,
        page: &mut Page,
        number: usize,
        ways: &'a [WayReport<'a>],
        told: &mut Vec<(usize, &'a [WayReport<'a>])>,
    ) {
        if let Some((before, _)) = told.iter().find(|(_, known)| *known == ways) {
            page.entry(6, self.words.ways_out, 18, &format!("{} {before}", self.words.as_in));
            return;
        }
        told.push((number, ways));
        if ways.is_empty() {
            page.entry(6, self.words.ways_out, 18, self.words.no_way);
        }
        let (open, closed): (Vec<&WayReport<'_>>, Vec<&WayReport<'_>>) =
            ways.iter().partition(|way| self.look.explain || way.status != "not_in_force");
        for (at, way) in open.iter().enumerate() {
            let head = if at == 0 { self.words.ways_out } else { "" };
            let (mark, line) = self.way(page, way);
            page.entry(6, head, 18, &format!("{mark} {line}"));
        }
        // Those not in force on one line, with their dates.
        let closed: Vec<String> = closed
            .iter()
            .map(|way| {
                let dates = way.in_force.as_ref().map(|days| words::period(days, self.look.lang)).unwrap_or_default();
                if dates.is_empty() { way.title.to_owned() } else { format!("{} ({dates})", way.title) }
            })
            .collect();
        if !closed.is_empty() {
            let head = if open.is_empty() { self.words.ways_out } else { "" };
            page.entry(6, head, 18, &format!("○ {}: {}", self.words.not_in_force, closed.join("; ")));
        }
    }

    pub(super) fn way(&self, page: &mut Page, way: &WayReport<'_>) -> (char, String) {
        let lang = self.look.lang;
        let reference = page.reference(format!("{}, {}", way.title, way.citation), way.url);
        let mut parts = vec![format!("{} {reference}", way.title)];
        match way.status {
            "not_in_force" => {
                let dates = way.in_force.as_ref().map(|days| words::period(days, lang)).unwrap_or_default();
                parts.push(if dates.is_empty() {
                    self.words.never_in_force.to_owned()
                } else {
                    format!("{} ({dates})", self.words.not_in_force)
                });
            }
            status => {
                parts.push(match way.achieves {
                    Some(_) => words::invoked_by(way.invoked_by, way.strength, lang).to_owned(),
                    None => words::merely(way.effect, lang).to_owned(),
                });
                parts.extend(way.duration.map(str::to_owned));
                if status == "needs_facts" {
                    parts.push(format!("{} {}", self.words.needs, way.missing.join(", ")));
                }
            }
        }
        if way.in_use {
            parts.push(self.words.in_use.to_owned());
        }
        if way.confidence == "low" {
            parts.push(self.words.low_confidence.to_owned());
        }
        if self.look.explain && way.status != "not_in_force" {
            parts.push(format!("{} {}", self.words.via, way.path.join(" → ")));
        }
        (mark(way), parts.join(" · "))
    }

    fn duties(&self, page: &mut Page, report: &CheckReport<'_>) {
        if report.duties.is_empty() {
            return;
        }
        let lang = self.look.lang;
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(page.width().saturating_sub(2)).unwrap_or(100));
        let mut header = vec![self.words.provider.to_owned()];
        header.extend(report.duties.iter().map(|column| {
            let mut names = vec![column.jurisdiction];
            names.extend(&column.with);
            names.join(", ")
        }));
        table.set_header(header);
        let mut acts: Vec<(&str, &str)> = Vec::new();
        for duty in report.duties.iter().flat_map(|column| &column.duties) {
            if !acts.contains(&(duty.act, duty.label)) {
                acts.push((duty.act, duty.label));
            }
        }
        for (act, label) in acts {
            let mut row = vec![label.to_owned()];
            row.extend(report.duties.iter().map(|column| {
                let duty = column.duties.iter().find(|duty| duty.act == act);
                let cells = duty.map(|duty| duty.stances.iter().map(|cell| stance(cell, lang)).collect::<Vec<_>>());
                cells.map_or_else(|| "–".to_owned(), |cells| cells.join("; "))
            }));
            table.add_row(row);
        }
        page.block(1, &table.to_string());
        page.blank();
    }

    /// Gaps by jurisdiction.
    pub(super) fn gaps(&self, page: &mut Page, gaps: &[GapReport<'_>]) {
        let mut lines: Vec<(&str, Vec<&str>)> = Vec::new();
        for gap in gaps.iter().filter(|gap| gap.broken_file.is_none()) {
            let topic = if gap.whole { self.words.everything } else { gap.topic };
            match lines.iter_mut().find(|(name, _)| *name == gap.jurisdiction) {
                Some((_, topics)) if topics.contains(&topic) => {}
                Some((_, topics)) => topics.push(topic),
                None => lines.push((gap.jurisdiction, vec![topic])),
            }
        }
        for (at, (name, topics)) in lines.into_iter().enumerate() {
            let head = if at == 0 { styled(BOLD, self.words.not_encoded) } else { String::new() };
            page.entry(2, &head, 18, &format!("{name}: {}", topics.join(", ")));
        }
    }

    /// What is encoded in part: the topics, and with the whole derivation what is left out.
    pub(super) fn limits(&self, page: &mut Page, limits: &[LimitReport<'_>]) {
        let mut lines: Vec<(String, Vec<String>)> = Vec::new();
        for limit in limits {
            let told = if self.look.explain && !limit.limits.is_empty() {
                format!("{} ({})", limit.topic, limit.limits)
            } else {
                limit.topic.to_owned()
            };
            match lines.iter_mut().find(|(name, _)| *name == limit.jurisdiction) {
                Some((_, topics)) => topics.push(told),
                None => lines.push((limit.jurisdiction.to_owned(), vec![told])),
            }
        }
        for (at, (name, topics)) in lines.into_iter().enumerate() {
            let head = if at == 0 { styled(BOLD, self.words.partly) } else { String::new() };
            page.entry(2, &head, 18, &format!("{name}: {}", topics.join(", ")));
        }
    }

    fn near_misses(&self, page: &mut Page, norms: &[NormReport<'_>]) {
        if norms.is_empty() {
            return;
        }
        page.line(&format!("  {} {}", self.words.no_conflict, styled(BOLD, self.words.could_have)));
        for norm in norms.iter().take(IN_FULL) {
            self.norm(page, norm);
        }
        if norms.len() > IN_FULL {
            page.entry(4, "", 4, &format!("+{} · {}", norms.len() - IN_FULL, self.words.explain_hint));
        }
        page.blank();
    }

    fn derivation(&self, page: &mut Page, report: &CheckReport<'_>) {
        page.blank();
        page.line(&format!("  {}", styled(BOLD, self.words.facts)));
        for fact in &report.facts {
            let values = match &fact.values {
                None => self.words.unknown.to_owned(),
                Some(values) if values.is_empty() => "–".to_owned(),
                Some(values) => values.join(", "),
            };
            page.entry(4, fact.fact, 34, &values);
        }
        page.blank();
        if !report.memberships.is_empty() {
            page.line(&format!("  {}", styled(BOLD, self.words.memberships)));
            for membership in &report.memberships {
                let line = self.membership(page, membership);
                page.entry(4, &format!("{} {}", membership.jurisdiction, self.words.belongs_to), 20, &line);
            }
            page.blank();
        }
        page.line(&format!("  {}", styled(BOLD, self.words.derivation)));
        for norm in &report.norms {
            self.norm(page, norm);
        }
    }

    /// One norm and why it applies or not.
    fn norm(&self, page: &mut Page, norm: &NormReport<'_>) {
        let lang = self.look.lang;
        let horn = &norm.horn;
        let reference = page.reference(cited(horn), horn.url);
        let applies = match norm.applies {
            "yes" => self.words.applies,
            "no" => self.words.applies_not,
            _ => self.words.may_apply,
        };
        let stance = match norm.norm {
            "must" => crate::report::Stance::Must,
            "must_not" => crate::report::Stance::MustNot,
            _ => crate::report::Stance::May,
        };
        let head = format!(
            "{} · {} {} · {}, {} {reference}: {}",
            horn.jurisdiction,
            words::stance(stance, lang),
            horn.act_label,
            horn.title,
            horn.pinpoint,
            styled(BOLD, applies)
        );
        page.entry(4, "", 4, &head);
        let why = match norm.stopped_by {
            None => None,
            Some("scope") => Some(self.words.scope),
            Some("when") => Some(self.words.condition),
            Some(_) => Some(self.words.exception),
        };
        if let Some(why) = why {
            let because = self.because(&horn.because, horn.jurisdiction, &horn.members);
            let wanted = norm.stopped_in_words.as_deref().unwrap_or_default();
            page.entry(6, "", 6, &format!("{why} ({wanted}); {} {because}", self.words.because));
        } else if !horn.because.is_empty() {
            let because = self.because(&horn.because, horn.jurisdiction, &horn.members);
            page.entry(6, "", 6, &format!("{} {because}", self.words.because));
        }
        if !horn.missing.is_empty() {
            page.entry(6, "", 6, &format!("{}: {}", self.words.missing, horn.missing.join(", ")));
        }
        if norm.applies != "no" {
            for tried in &horn.exceptions {
                let holds = match tried.holds {
                    "yes" => self.words.open,
                    "no" => self.words.ruled_out,
                    _ => self.words.unknown,
                };
                let because = self.because(&tried.because, horn.jurisdiction, &horn.members);
                let because = if because.is_empty() { tried.missing.join(", ") } else { because };
                let line =
                    format!("{} {} ({}): {holds}; {because}", self.words.exceptions, tried.pinpoint, tried.standing);
                page.entry(6, "", 6, &line);
            }
        }
    }

    /// At the head of a page: the faulty files that were left out of the law, and what that means.
    pub(super) fn left_out(&self, page: &mut Page, receipt: &Receipt) {
        if !receipt.left_out.is_empty() {
            let files = receipt.left_out.join(", ");
            page.entry(
                0,
                &styled(BOLD, "!"),
                2,
                &format!("{}: {files}. {}", self.words.broken, self.words.never_clear),
            );
            page.blank();
        }
    }

    pub(super) fn receipt(&self, page: &mut Page, receipt: &Receipt, hint: bool) {
        let hash = receipt.corpus.strip_prefix("sha256:").unwrap_or(&receipt.corpus);
        let hash: String = hash.chars().take(8).collect();
        let mut line = format!("comity {} · corpus {hash} · {}", receipt.engine, self.words.informs);
        if hint {
            line.push_str(&format!(" · {}", self.words.explain_hint));
        }
        page.line(&format!("  {}", styled(SOFT, &line)));
    }
}

/// The sign of a way out: open by right, open at somebody's discretion, consultation only, lacking facts, not in force.
pub(super) fn mark(way: &WayReport<'_>) -> char {
    match (way.status, way.achieves) {
        ("available", Some(Outcome::Resolvable | Outcome::Reroutable)) => '●',
        ("available", Some(_)) => '◐',
        ("available", None) => '–',
        ("needs_facts", _) => '◌',
        _ => '○',
    }
}

/// A provision as a reference.
pub(super) fn cited(horn: &HornReport<'_>) -> String {
    format!("{}, {}", horn.citation, horn.pinpoint)
}

/// What a state says of an act, with how sure that is.
fn stance(cell: &Cell<'_>, lang: Lang) -> String {
    let name = words::stance(cell.stance, lang);
    match cell.certainty {
        Certainty::Certain => name.to_owned(),
        Certainty::Contested => format!("{name} ({})", words::certainty(cell.certainty, lang)),
        Certainty::Possible => format!("{name}? ({})", cell.missing.join(", ")),
    }
}
