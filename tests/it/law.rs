//! Global truths about the law inside the program.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use comity::atlas::{Atlas, World};
use comity::check::check;
use comity::corpus::{Corpus, Frame, Load, Origin, load_cases};
use comity::diagnostic::{Code, Diagnostic, Severity, did_you_mean};
use comity::law::{
    Confidence, JurisdictionId, JurisdictionKind, Lang, Level, Lift, Link, Provision, ProvisionId, Request,
};
use comity::lawbook::{self, Lawbook, jurisdiction};
use comity::report::{self, Options};
use comity::solve::solve;

use crate::support::day;

/// The jurisdictions whose law is encoded on every topic.
const DEEP: [&str; 40] = [
    "AE", "AT", "AU", "BE", "BR", "CA", "CH", "CN", "DE", "DK", "EEA", "ES", "EU", "FI", "FR", "GB", "HK", "ID", "IE",
    "IL", "IN", "IT", "JP", "KR", "LU", "MX", "NL", "NO", "NZ", "PL", "RU", "SA", "SE", "SG", "TR", "TW", "UA", "US",
    "VN", "ZA",
];

/// Those of which at least what compels disclosure, what blocks it and what keeps data in the country is encoded.
const MAIN: [&str; 25] = [
    "AR", "BD", "BY", "CL", "CO", "CZ", "EG", "GH", "GR", "HU", "IS", "JE", "KE", "KZ", "LI", "MA", "MY", "NG", "PE",
    "PH", "PK", "PT", "QA", "RO", "TH",
];

fn corpus() -> Corpus {
    Load::strict(&Origin::Embedded).unwrap_or_else(|error| panic!("{error}"))
}

/// Everything that the rules find, on every day on which there is law; asked once.
fn found() -> Vec<Diagnostic> {
    static FOUND: OnceLock<Vec<Diagnostic>> = OnceLock::new();
    let ask = || {
        let corpus = corpus();
        check(&corpus, &Atlas::new(&corpus))
    };
    FOUND.get_or_init(ask).clone()
}

/// ISO 3166-1.
const ISO: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY \
    BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK \
    FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR \
    IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK \
    ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM \
    PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF \
    TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// The organisations of which it is known who is in them, and since when.
const ORGANISATIONS: [&str; 7] = ["ASEAN", "CBPR", "COE", "COMMONWEALTH", "GCC", "MERCOSUR", "OECD"];

#[test]
fn every_country_is_there_with_both_names_and_a_place_on_the_map() {
    let corpus = corpus();
    let codes: Vec<&str> = ISO.split_whitespace().collect();
    assert_eq!(codes.len(), 249);
    for code in codes {
        let place = &corpus.jurisdictions[corpus.jurisdiction(code).unwrap_or_else(|| panic!("no {code}"))];
        assert!(place.alpha3.as_ref().is_some_and(|alpha3| alpha3.len() == 3), "{code}");
        assert!(place.name.de.is_some(), "{code} has no German name");
    }
    for (_, place) in corpus.jurisdictions.iter().filter(|(_, place)| place.kind != JurisdictionKind::Organisation) {
        let middle = World::get().middle(&place.code);
        assert!(middle.is_some() || place.label.is_some(), "nobody knows where to write {}", place.code);
    }
}

#[test]
fn organisations_have_members_and_no_law() {
    let corpus = corpus();
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, day("2026-11-25"));
    let code = |id: JurisdictionId| corpus.jurisdictions[id].code.as_str();
    for name in ORGANISATIONS {
        let organisation = corpus.jurisdiction(name).unwrap_or_else(|| panic!("no {name}"));
        let joined = |id: &JurisdictionId| {
            atlas.joined(*id).iter().any(|(to, edge)| *to == organisation && edge.holds(book.day))
        };
        let members: Vec<JurisdictionId> = corpus.jurisdictions.ids().filter(joined).collect();
        assert!(members.len() >= 4, "{name}: {}", members.len());
        for member in members {
            let order = book.legal_order(member);
            assert!(!order.contains(lawbook::code(organisation)), "{} is under {name}", code(member));
        }
        assert!(book.norms_of(organisation).is_empty() && book.has_gap(organisation), "{name}");
    }
}

#[test]
fn there_is_enough_of_it() {
    let corpus = corpus();
    assert!(corpus.provisions.len() >= 5_000, "{} provisions", corpus.provisions.len());
    assert!(corpus.mechanisms.len() >= 1_150, "{} mechanisms", corpus.mechanisms.len());
    for (code, least) in DEEP.map(|code| (code, 12)).into_iter().chain(MAIN.map(|code| (code, 6))) {
        let owner = corpus.jurisdiction(code).unwrap();
        let count = corpus.provisions.ids().filter(|id| corpus.owner_of(*id) == owner).count();
        assert!(count >= least, "{code} has {count} provisions");
    }
    let ended = corpus.provisions.iter().filter(|(_, p)| p.in_force.last().is_some()).count();
    assert!(ended >= 300, "{ended} superseded versions");
}

/// Errors and warnings of every rule, and of every kind that a rule will ever find.
#[test]
fn nothing_is_an_error_and_nothing_a_warning() {
    let mut found = found();
    found.retain(|fault| fault.code.severity() != Severity::Note);
    let told: Vec<&str> = found.iter().map(|fault| &*fault.message.en).collect();
    assert_eq!(told, Vec::<&str>::new());
}

/// Where one legal order requires what it forbids, on whatever day: each is a question that somebody has looked at. What
/// is new here needs a look, and an exception in the law if the answer is not clear.
#[test]
fn what_clashes_inside_one_legal_order_is_known() {
    let mut found = found();
    found.retain(|fault| fault.code == Code::InternalClash);
    let mut clashes: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for fault in &found {
        let parts: Vec<&str> = fault.message.en.split('`').collect();
        let [_, must, _, must_not, rest] = parts[..] else { panic!("{}", fault.message) };
        let days = rest.trim_start_matches(" forbids, in one legal order, ");
        clashes.entry(must).or_default().push(format!("    {must_not:<48} {days}"));
    }
    let mut page = String::new();
    for (must, forbidden) in &clashes {
        page.push_str(&format!("{must} requires what is forbidden by\n{}\n", forbidden.join("\n")));
    }
    insta::assert_snapshot!(page);
}

/// What the law accepts though it is a way out of nothing, so far as law is encoded: every other note.
#[test]
fn what_helps_nowhere_is_known() {
    let mut found = found();
    found.retain(|fault| fault.code.severity() == Severity::Note && fault.code != Code::InternalClash);
    let told: Vec<&str> = found.iter().map(|fault| &*fault.message.en).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn deep_law_speaks_of_every_topic() {
    let corpus = corpus();
    let mut silent = Vec::new();
    for code in DEEP {
        let jurisdiction = &corpus.jurisdictions[corpus.jurisdiction(code).unwrap()];
        for (topic, coverage) in jurisdiction.coverage.iter() {
            let name = corpus.vocabulary.topics[topic].name.as_str();
            if coverage.level == Level::None {
                silent.push((code, name));
            } else {
                assert!(coverage.limits.is_some(), "{code} does not say what {name} leaves out");
            }
        }
    }
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn addresses_are_addresses_and_sources_are_no_older_than_the_project() {
    let corpus = corpus();
    let is_address = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    for (id, provision) in corpus.provisions.iter() {
        let name = corpus.provision_name(id);
        assert!(is_address(&corpus.instrument_of(id).url), "{name}: {}", corpus.instrument_of(id).url);
        for source in &provision.sources {
            assert!(is_address(&source.url), "{name}: {}", source.url);
            assert!(source.seen >= day("2026-11-01") && source.seen <= day("2027-12-31"), "{name}: {}", source.seen);
        }
    }
    for (_, mechanism) in corpus.mechanisms.iter() {
        assert!(is_address(&mechanism.url), "{}: {}", mechanism.name, mechanism.url);
        assert!(mechanism.sources.iter().all(|source| is_address(&source.url)), "{}", mechanism.name);
    }
}

#[test]
fn what_is_in_force_has_begun() {
    let corpus = corpus();
    for (id, provision) in corpus.provisions.iter() {
        assert!(provision.in_force.first().is_some(), "{} has no first day", corpus.provision_name(id));
    }
}

#[test]
fn most_of_it_was_verified() {
    let corpus = corpus();
    let low = corpus.provisions.iter().filter(|(_, p)| p.confidence == Some(Confidence::Low)).count();
    assert!(low * 4 <= corpus.provisions.len(), "{low} of {} are of low confidence", corpus.provisions.len());
}

#[test]
fn an_adequacy_decision_never_outlives_its_annulment() {
    let corpus = corpus();
    let union = corpus.jurisdiction("EU").unwrap();
    let states = corpus.jurisdiction("US").unwrap();
    let kind = corpus.vocabulary.kinds.iter().find(|(_, kind)| kind.name == "adequacy").unwrap().0;
    let open = |on: &str| {
        let links = corpus.mechanisms.iter().filter(|(_, m)| m.kind == kind);
        let open = links.filter(|(_, m)| match &m.link {
            Link::OneWay { from, to, in_force } => {
                *from == union && *to == states && in_force.is_some_and(|period| period.contains(day(on)))
            }
            Link::Parties(_) | Link::Of { .. } => false,
        });
        open.filter(|(_, m)| !m.name.contains("pnr")).count()
    };
    // Safe Harbour until 6 October 2015, Privacy Shield from 12 July 2016 to 16 July 2020, the framework since 10 July 2023.
    let table = [
        ("2001-01-01", 1),
        ("2015-10-05", 1),
        ("2015-10-07", 0),
        ("2016-07-11", 0),
        ("2016-07-12", 1),
        ("2020-07-15", 1),
        ("2020-07-17", 0),
        ("2023-07-09", 0),
        ("2023-07-10", 1),
        ("2026-11-24", 1),
    ];
    for (on, count) in table {
        assert_eq!(open(on), count, "on {on}");
    }
}

#[test]
fn membership_follows_the_calendar() {
    let corpus = corpus();
    let atlas = Atlas::new(&corpus);
    let union = corpus.jurisdiction("EU").unwrap();
    let belongs =
        |code: &str, on: &str| atlas.legal_order(corpus.jurisdiction(code).unwrap(), day(on)).contains(&union);
    for (code, on, expected) in [
        ("DE", "1957-12-31", false),
        ("DE", "1958-01-01", true),
        ("FR", "2026-11-24", true),
        ("IE", "1972-12-31", false),
        ("IE", "1973-01-01", true),
        ("GB", "1973-01-01", true),
        ("GB", "2020-01-31", true),
        ("GB", "2020-12-31", true),
        ("GB", "2021-01-01", false),
        ("AT", "1994-12-31", false),
        ("AT", "1995-01-01", true),
        ("PL", "2004-05-01", true),
        ("HR", "2013-06-30", false),
        ("HR", "2013-07-01", true),
        ("CH", "2026-11-24", false),
        ("NO", "2026-11-24", false),
    ] {
        assert_eq!(belongs(code, on), expected, "{code} on {on}");
    }
}

#[test]
fn treaties_connect_whom_they_should_on_the_day() {
    let corpus = corpus();
    let atlas = Atlas::new(&corpus);
    let id = |code: &str| -> JurisdictionId { corpus.jurisdiction(code).unwrap() };
    let linked = |mechanism: &str, a: &str, b: &str, on: &str| {
        let name = Lift::Mechanism(corpus.mechanism(mechanism).unwrap_or_else(|| panic!("no {mechanism}")));
        atlas.linked_to(id(a), name, day(on)).contains(&id(b))
    };
    for (mechanism, a, b, on, expected) in [
        ("cloud-act-gb", "US", "GB", "2022-10-02", false),
        ("cloud-act-gb", "US", "GB", "2022-10-03", true),
        ("cloud-act-au", "US", "AU", "2024-01-30", false),
        ("cloud-act-au", "US", "AU", "2024-01-31", true),
        ("eu-us-mla-2003", "EU", "US", "2010-01-31", false),
        ("eu-us-mla-2003", "EU", "US", "2010-02-01", true),
        ("hague-evidence-1970", "US", "FR", "1987-06-15", true),
        ("hague-evidence-1970", "US", "CN", "1992-03-30", false),
        ("hague-evidence-1970", "US", "CH", "1994-12-31", false),
        ("hague-evidence-1970", "US", "CH", "1995-01-01", true),
        ("budapest-convention", "US", "DE", "2026-11-24", true),
        ("budapest-convention", "US", "RU", "2026-11-24", false),
        ("us-ch-mlat", "US", "CH", "1977-01-22", false),
        ("us-ch-mlat", "US", "CH", "1977-01-23", true),
    ] {
        assert_eq!(linked(mechanism, a, b, on), expected, "{mechanism} between {a} and {b} on {on}");
    }
}

/// A lawbook holds what is in force on its day, all of it and each once, under the name of its owner.
#[test]
fn a_lawbook_of_any_day_holds_the_law_of_that_day() {
    let corpus = corpus();
    let atlas = Atlas::new(&corpus);
    for on in ["1950-01-01", "1980-01-01", "2000-01-01", "2018-05-24", "2018-05-25", "2026-11-24", "2030-01-01"] {
        let book = Lawbook::new(&corpus, &atlas, day(on));
        let began = |p: &Provision| p.in_force.first().is_none_or(|first| first <= day(on));
        let ended = |p: &Provision| p.in_force.last().is_some_and(|last| last < day(on));
        let in_force = corpus.provisions.iter().filter(|(_, p)| began(p) && !ended(p)).map(|(id, _)| id);
        let in_force: BTreeSet<ProvisionId> = in_force.collect();
        let held: BTreeSet<ProvisionId> = book.norms.iter().map(|(_, norm)| norm.provision).collect();
        let odd = in_force.symmetric_difference(&held).map(|id| corpus.provision_name(*id));
        assert_eq!(odd.collect::<Vec<_>>(), Vec::<String>::new(), "on {on}");
        assert_eq!(held.len(), book.norms.len(), "on {on}");
        for owner in corpus.jurisdictions.ids() {
            let own = book.norms_of(owner).iter().map(|norm| corpus.owner_of(book.norms[*norm].provision));
            assert!(own.into_iter().all(|other| other == owner), "{} on {on}", corpus.jurisdictions[owner].code);
        }
        let owned: usize = corpus.jurisdictions.ids().map(|owner| book.norms_of(owner).len()).sum();
        assert_eq!(owned, book.norms.len(), "on {on}");
    }
}

#[test]
fn superseded_law_gives_way_on_the_day() {
    let corpus = corpus();
    let atlas = Atlas::new(&corpus);
    for (name, on, expected) in [
        ("eu.dpd#art-25", "2018-05-24", true),
        ("eu.dpd#art-25", "2018-05-25", false),
        ("eu.gdpr#art-44", "2018-05-24", false),
        ("eu.gdpr#art-44", "2018-05-25", true),
        ("de.bdsg-1990#28", "1995-11-16", true),
        ("eu.gdpr#art-44", "1950-01-01", false),
    ] {
        let book = Lawbook::new(&corpus, &atlas, day(on));
        let held = book.norms.iter().filter(|(_, norm)| corpus.provision_name(norm.provision) == name).count();
        assert_eq!(held, usize::from(expected), "{name} on {on}");
    }
}

/// Whoever types a name means one place.
#[test]
fn every_name_of_a_jurisdiction_finds_it() {
    let corpus = corpus();
    for (id, place) in corpus.jurisdictions.iter() {
        let names = [Some(&place.code), place.alpha3.as_ref(), Some(&place.name.en), place.name.de.as_ref()];
        for name in names.into_iter().flatten().chain(&place.aliases) {
            assert_eq!(corpus.find_jurisdiction(name), Ok(id), "{name}");
            assert_eq!(corpus.find_jurisdiction(&format!(" {} ", name.to_lowercase())), Ok(id), "{name}");
        }
    }
    let code = |typed: &str| corpus.find_jurisdiction(typed).map(|id| corpus.jurisdictions[id].code.as_str());
    for (typed, expected) in [("UK", "GB"), ("uk", "GB"), ("deu", "DE"), ("Österreich", "AT"), ("ÖSTERREICH", "AT")] {
        assert_eq!(code(typed), Ok(expected), "{typed}");
    }
    let fault = code("Grmany").unwrap_err();
    assert_eq!((fault.code, fault.help), (Code::UnknownJurisdiction, Some(did_you_mean("Germany"))));
}

/// What a single question reads of the law inside the program is enough for it.
#[test]
fn the_law_read_for_a_question_answers_as_all_law_does() {
    let whole = corpus();
    let atlas = Atlas::new(&whole);
    let answer = |corpus: &Corpus, atlas: &Atlas, request: &Request| {
        let book = Lawbook::new(corpus, atlas, request.as_of.unwrap_or(day("2026-11-25")));
        let options = Options { lang: Lang::En, explain: true };
        serde_json::to_value(report::check(&book, request, &solve(&book, &request.facts), options)).unwrap()
    };
    for case in load_cases(&whole).0.iter().step_by(8) {
        let frame = Frame::embedded().unwrap();
        let named: Vec<JurisdictionId> = frame.corpus().named(&case.request.facts).iter().map(jurisdiction).collect();
        let part = frame.with_law_of(&named).unwrap();
        assert!(part.provisions.len() < whole.provisions.len(), "{} asks for all law", case.request.name);
        let told = answer(&part, &Atlas::new(&part), &case.request);
        assert_eq!(told, answer(&whole, &atlas, &case.request), "{}", case.request.name);
    }
}
