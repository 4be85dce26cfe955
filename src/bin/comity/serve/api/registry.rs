//! Every operation of the API.

use comity::report;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::operation::{Body, Kind, Known, Operation, Question, Said, Verb, Work};
use super::{law, orders, requests, sites};
use crate::serve::ask::MOST_CHANGES;

fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// A whole report, or a line.
fn report_or_line(generator: &mut SchemaGenerator) -> Schema {
    let forms = [of::<report::CheckReport<'static>>(generator), of::<report::RequestRow>(generator)];
    json_schema!({"anyOf": forms})
}

/// How much is answered.
pub(super) const ANSWER: &str = "answer";
/// The answer as the line that `batch` writes for a request.
pub(super) const LINE: &str = "line";

const LANG: Question =
    Question::new("lang", Kind::Choice(&["en", "de"]), ["The language of texts", "Die Sprache der Texte"]);
const AS_OF: Question = Question::new(
    "as-of",
    Kind::Day,
    [
        "The date on which the law is read; else the request's own, else today",
        "Der Tag, an dem das Recht gelesen wird; sonst der der Anfrage, sonst heute",
    ],
);
const EXPLAIN: Question =
    Question::new("explain", Kind::Flag, ["Whether with the whole derivation", "Ob mit der vollständigen Herleitung"]);
const MAX_CHANGES: Question = Question::new(
    "max-changes",
    Kind::Number(1, MOST_CHANGES),
    [
        "How many changes a set may have; 4 if left out",
        "Wie viele Änderungen zusammen vorgeschlagen werden dürfen; ohne Angabe 4",
    ],
);
const ONLY: Question =
    Question::new("only", Kind::Names, ["Only these facts may change", "Nur diese Tatsachen dürfen sich ändern"]);
const KEEP: Question =
    Question::new("keep", Kind::Names, ["These facts may not change", "Diese Tatsachen dürfen sich nicht ändern"]);
const FROM: Question = Question::new("from", Kind::Day, ["The first day", "Der erste Tag"]);
const TO: Question = Question::new(
    "to",
    Kind::Day,
    ["The last day; if left out as far as the law knows", "Der letzte Tag; ohne Angabe, so weit das Recht reicht"],
);
const JURISDICTIONS: Question =
    Question::new("jurisdictions", Kind::Names, ["Only these, by code or name", "Nur diese, als Code oder Name"]);
const COMPARED: Question = Question::new(
    "jurisdictions",
    Kind::Names,
    [
        "Those that are compared with each other, by code or name; at most twelve",
        "Die miteinander verglichen werden, als Code oder Name; höchstens zwölf",
    ],
)
.needed();
const ACT: Question =
    Question::new("act", Kind::Names, ["Only what is about these acts", "Nur was diese Handlungen betrifft"]);
const CONFIDENCE: Question = Question::new(
    "confidence",
    Kind::Names,
    ["Only what the corpus is so sure of: high, medium, low", "Nur was so sicher ist: high, medium, low"],
);
const ID: Said = ["The id", "Die Kennung"];
const FIRST: (Said, Known) =
    (["One jurisdiction, by code or name", "Die eine Rechtsordnung, als Code oder Name"], Known::Jurisdiction);
const SECOND: (Said, Known) = (["The other", "Die andere"], Known::Jurisdiction);

/// What can be asked of footprints.
const SITES: &[Question] = &[
    LANG,
    AS_OF,
    EXPLAIN,
    Question::new(
        "states",
        Kind::Names,
        [
            "The states that make demands; if left out all with encoded law and all places of the footprint",
            "Die verlangenden Staaten; ohne Angabe alle mit erfasstem Recht und alle Standorte",
        ],
    ),
    Question::new(
        "profiles",
        Kind::Names,
        ["The kinds of demand; if left out all", "Die Arten von Verlangen; ohne Angabe alle"],
    ),
    Question::new(
        "customer",
        Kind::Name,
        [
            "Where customers and the persons concerned are; if left out at the place of each site",
            "Wo Kunden und Betroffene sind; ohne Angabe am Ort des Standorts",
        ],
    ),
    Question::new("planned", Kind::Flag, ["Whether planned sites count", "Ob geplante Standorte zählen"]),
    Question::new(
        "add-site",
        Kind::Names,
        [
            "What if there were further sites, as CODE:COMPANY/INFRASTRUCTURE/TECHNOLOGY",
            "Was wäre mit weiteren Standorten, als CODE:UNTERNEHMEN/INFRASTRUKTUR/TECHNIK",
        ],
    ),
    Question::new(
        "without",
        Kind::Names,
        ["What if the provider left these jurisdictions", "Was wäre, wenn der Anbieter diese Rechtsordnungen verließe"],
    ),
    Question::new(
        "operator",
        Kind::Names,
        [
            "What if sites were run by another company, as WHICH=COMPANY",
            "Was wäre, wenn ein anderes Unternehmen Standorte betriebe, als WELCHE=UNTERNEHMEN",
        ],
    ),
    Question::new(
        "best-change",
        Kind::Flag,
        [
            "Whether every single change is tried and the best are told",
            "Ob jede einzelne Änderung versucht und die besten genannt werden",
        ],
    ),
];

/// Every operation.
pub(super) static OPERATIONS: [Operation; 22] = [
    Operation {
        id: "check",
        verb: Verb::Get,
        path: "check",
        tells: [
            "Decide one request whose facts stand in the address",
            "Ein Verlangen entscheiden, dessen Tatsachen in der Adresse stehen",
        ],
        places: &[],
        questions: &[LANG, AS_OF, EXPLAIN],
        facts: true,
        work: Work::Little,
        answer: requests::check,
        schema: of::<report::CheckReport<'static>>,
    },
    Operation {
        id: "checkRequest",
        verb: Verb::Post(Body::Request),
        path: "check",
        tells: [
            "Decide one request; facts in the address come on top",
            "Ein Verlangen entscheiden; Tatsachen in der Adresse kommen hinzu",
        ],
        places: &[],
        questions: &[
            LANG,
            AS_OF,
            EXPLAIN,
            Question::new(
                ANSWER,
                Kind::Choice(&["report", LINE]),
                [
                    "The whole `report`, or in short the `line` that `comity batch --format jsonl` writes for this request, for who asks thousands; if left out the report",
                    "Der ganze Bericht (`report`) oder kurz die Zeile (`line`), die `comity batch --format jsonl` für dieses Verlangen schreibt, für Tausende von Anfragen; ohne Angabe der Bericht",
                ],
            ),
        ],
        facts: true,
        work: Work::Little,
        answer: requests::check,
        schema: report_or_line,
    },
    Operation {
        id: "advise",
        verb: Verb::Get,
        path: "advise",
        tells: [
            "The least that must change for a better verdict, and what to ask next",
            "Was sich mindestens ändern muss, damit das Ergebnis besser wird, und was als Nächstes zu fragen ist",
        ],
        places: &[],
        questions: &[LANG, AS_OF, EXPLAIN, MAX_CHANGES, ONLY, KEEP],
        facts: true,
        work: Work::Much,
        answer: requests::advise,
        schema: of::<report::AdviseReport<'static>>,
    },
    Operation {
        id: "adviseRequest",
        verb: Verb::Post(Body::Request),
        path: "advise",
        tells: ["The same for a request that is sent", "Dasselbe für ein übermitteltes Verlangen"],
        places: &[],
        questions: &[LANG, AS_OF, EXPLAIN, MAX_CHANGES, ONLY, KEEP],
        facts: true,
        work: Work::Much,
        answer: requests::advise,
        schema: of::<report::AdviseReport<'static>>,
    },
    Operation {
        id: "timelineRequest",
        verb: Verb::Post(Body::Request),
        path: "timeline",
        tells: [
            "How the answer to a request moved through time, and which law moved it",
            "Wie sich die Antwort auf ein Verlangen mit der Zeit geändert hat, und durch welches Recht",
        ],
        places: &[],
        questions: &[LANG, AS_OF, EXPLAIN, FROM, TO],
        facts: true,
        work: Work::Much,
        answer: requests::timeline,
        schema: of::<report::TimelineReport<'static>>,
    },
    Operation {
        id: "timeline",
        verb: Verb::Get,
        path: "timeline/{first}/{second}",
        tells: [
            "How the answer between two legal orders moved through time, and which law moved it",
            "Wie sich die Antwort zwischen zwei Rechtsordnungen mit der Zeit geändert hat, und durch welches Recht",
        ],
        places: &[FIRST, SECOND],
        questions: &[LANG, AS_OF, EXPLAIN, FROM, TO],
        facts: true,
        work: Work::Much,
        answer: orders::timeline,
        schema: of::<report::TimelineReport<'static>>,
    },
    Operation {
        id: "pair",
        verb: Verb::Get,
        path: "pair/{first}/{second}",
        tells: [
            "Everything that can collide between two legal orders, and exactly when",
            "Alles, was zwischen zwei Rechtsordnungen kollidieren kann, und wann genau",
        ],
        places: &[FIRST, SECOND],
        questions: &[
            LANG,
            AS_OF,
            EXPLAIN,
            Question::new(
                "with",
                Kind::Names,
                [
                    "Third states that come into play too, as the place of storage",
                    "Dritte Staaten, die auch im Spiel sind, etwa als Speicherort",
                ],
            ),
        ],
        facts: true,
        work: Work::Much,
        answer: orders::pair,
        schema: of::<report::PairReport<'static>>,
    },
    Operation {
        id: "matrix",
        verb: Verb::Get,
        path: "matrix",
        tells: [
            "Some legal orders against each other: who requires what others forbid",
            "Mehrere Rechtsordnungen im Vergleich: wer verlangt, was andere verbieten",
        ],
        places: &[],
        questions: &[
            COMPARED,
            LANG,
            AS_OF,
            EXPLAIN,
            Question::new("profile", Kind::Name, ["Only demands of this kind", "Nur Verlangen dieser Art"]),
        ],
        facts: true,
        work: Work::Much,
        answer: orders::matrix,
        schema: of::<report::MatrixReport<'static>>,
    },
    Operation {
        id: "diff",
        verb: Verb::Get,
        path: "diff",
        tells: [
            "What changed between two days: in the law, and in the answers, proved",
            "Was sich zwischen zwei Tagen geändert hat: am Recht und an den Antworten, mit Nachweis",
        ],
        places: &[],
        questions: &[
            Question::new("old", Kind::Day, ["The first of the two days", "Der erste der beiden Tage"]).needed(),
            Question::new("new", Kind::Day, ["The second", "Der zweite"]).needed(),
            COMPARED,
            LANG,
            EXPLAIN,
        ],
        facts: false,
        work: Work::Much,
        answer: orders::diff,
        schema: of::<report::DiffReport>,
    },
    Operation {
        id: "footprints",
        verb: Verb::Get,
        path: "footprint",
        tells: ["The built-in footprints", "Die eingebauten Standortkarten"],
        places: &[],
        questions: &[LANG],
        facts: false,
        work: Work::Some,
        answer: sites::list,
        schema: of::<report::FootprintsReport<'static>>,
    },
    Operation {
        id: "footprint",
        verb: Verb::Get,
        path: "footprint/{name}",
        tells: [
            "A provider's sites against the states that may knock",
            "Die Standorte eines Anbieters und die Staaten, die Daten verlangen können",
        ],
        places: &[(ID, Known::Footprint)],
        questions: SITES,
        facts: true,
        work: Work::Much,
        answer: sites::one,
        schema: of::<report::FootprintReport<'static>>,
    },
    Operation {
        id: "ownFootprint",
        verb: Verb::Post(Body::Footprint),
        path: "footprint",
        tells: [
            "The same for sites of your own, as CSV or JSON; they are not kept",
            "Dasselbe für eigene Standorte, als CSV oder JSON; sie werden nicht gespeichert",
        ],
        places: &[],
        questions: SITES,
        facts: true,
        work: Work::Much,
        answer: sites::own,
        schema: of::<report::FootprintReport<'static>>,
    },
    Operation {
        id: "law",
        verb: Verb::Get,
        path: "law",
        tells: [
            "Provisions and mechanisms, every version, whole or filtered",
            "Vorschriften und Mechanismen in allen Fassungen, ganz oder gefiltert",
        ],
        places: &[],
        questions: &[
            LANG,
            AS_OF,
            JURISDICTIONS,
            ACT,
            CONFIDENCE,
            Question::new(
                "topic",
                Kind::Names,
                ["Only provisions on these topics", "Nur Vorschriften zu diesen Themen"],
            ),
            Question::new(
                "kind",
                Kind::Names,
                [
                    "Only `provisions`, only `mechanisms`, or mechanisms of some kinds",
                    "Nur `provisions`, nur `mechanisms` oder Mechanismen bestimmter Arten",
                ],
            ),
        ],
        facts: false,
        work: Work::Some,
        answer: law::list,
        schema: of::<report::ListReport<'static>>,
    },
    Operation {
        id: "mechanisms",
        verb: Verb::Get,
        path: "mechanisms",
        tells: ["Mechanisms, all or filtered", "Mechanismen, alle oder gefiltert"],
        places: &[],
        questions: &[
            LANG,
            AS_OF,
            JURISDICTIONS,
            ACT,
            CONFIDENCE,
            Question::new("kind", Kind::Names, ["Only of these kinds", "Nur dieser Arten"]),
        ],
        facts: false,
        work: Work::Some,
        answer: law::mechanisms,
        schema: of::<report::ListReport<'static>>,
    },
    Operation {
        id: "card",
        verb: Verb::Get,
        path: "law/{id}",
        tells: [
            "The provisions of an instrument, or a mechanism",
            "Die Vorschriften eines Rechtsakts, oder ein Mechanismus",
        ],
        places: &[(ID, Known::Law)],
        questions: &[LANG, AS_OF],
        facts: false,
        work: Work::Some,
        answer: law::one,
        schema: of::<Vec<report::CardReport<'static>>>,
    },
    Operation {
        id: "provision",
        verb: Verb::Get,
        path: "law/{instrument}/{provision}",
        tells: [
            "A provision in all its versions, and what it can collide with",
            "Eine Vorschrift in allen Fassungen, und womit sie kollidieren kann",
        ],
        places: &[
            (["The id of the instrument", "Die Kennung des Rechtsakts"], Known::Instrument),
            (["The id of the provision in it", "Die Kennung der Vorschrift darin"], Known::Provision),
        ],
        questions: &[LANG, AS_OF],
        facts: false,
        work: Work::Some,
        answer: law::one,
        schema: of::<Vec<report::CardReport<'static>>>,
    },
    Operation {
        id: "jurisdiction",
        verb: Verb::Get,
        path: "jurisdictions/{code}",
        tells: [
            "A jurisdiction: to what it belongs, its instruments, and how far its law is encoded",
            "Eine Rechtsordnung: wozu sie gehört, ihre Rechtsakte, und wie weit ihr Recht erfasst ist",
        ],
        places: &[(["Its code or name", "Ihr Code oder Name"], Known::Jurisdiction)],
        questions: &[LANG],
        facts: false,
        work: Work::Some,
        answer: law::place,
        schema: of::<report::JurisdictionReport>,
    },
    Operation {
        id: "coverage",
        verb: Verb::Get,
        path: "coverage",
        tells: [
            "How far each topic of each jurisdiction is encoded",
            "Wie weit jedes Thema jeder Rechtsordnung erfasst ist",
        ],
        places: &[],
        questions: &[LANG, JURISDICTIONS],
        facts: false,
        work: Work::Some,
        answer: law::coverage,
        schema: of::<report::CoverageReport>,
    },
    Operation {
        id: "vocabulary",
        verb: Verb::Get,
        path: "vocabulary",
        tells: [
            "Every fact that a request can give, and every act",
            "Jede Tatsache, die ein Verlangen nennen kann, und jede Handlung",
        ],
        places: &[],
        questions: &[LANG],
        facts: false,
        work: Work::Some,
        answer: law::vocabulary,
        schema: of::<report::VocabularyReport>,
    },
    Operation {
        id: "principles",
        verb: Verb::Get,
        path: "principles",
        tells: [
            "The five Trusted Cloud Principles per jurisdiction, from the law",
            "Die fünf Trusted Cloud Principles je Rechtsordnung, aus dem Recht",
        ],
        places: &[],
        questions: &[LANG, AS_OF, JURISDICTIONS],
        facts: false,
        work: Work::Some,
        answer: law::principles,
        schema: of::<report::PrinciplesReport>,
    },
    Operation {
        id: "cases",
        verb: Verb::Get,
        path: "cases",
        tells: [
            "The real cases: how what comity says compares with what is on record",
            "Die echten Fälle: wie das, was comity sagt, zu dem passt, was aktenkundig ist",
        ],
        places: &[],
        questions: &[
            LANG,
            Question::new(
                "wrong",
                Kind::Flag,
                ["Whether only those in which something is wrong", "Ob nur die, in denen etwas nicht stimmt"],
            ),
        ],
        facts: false,
        work: Work::Some,
        answer: law::cases,
        schema: of::<report::CasesReport<'static>>,
    },
    Operation {
        id: "case",
        verb: Verb::Get,
        path: "cases/{id}",
        tells: ["One case, explained", "Ein Fall, erläutert"],
        places: &[(ID, Known::Case)],
        questions: &[LANG, EXPLAIN],
        facts: false,
        work: Work::Some,
        answer: law::case,
        schema: of::<report::CaseReport<'static>>,
    },
];
