//! What must hold of the pages that people read, on the real law and the real cases: words instead of ids, whole words
//! and addresses, unique numbers, and no head that sounds like an all-clear where something is open.

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin, load_cases};
use comity::law::{Doubt, Lang, Request};
use comity::lawbook::Lawbook;
use comity::render::markdown;
use comity::render::text::{self, Look};
use comity::report::{self, CheckReport, Index, Options, Outcome};
use comity::solve::solve;

use crate::support::{comity, stdout};

fn corpus() -> Corpus {
    Load::strict(&Origin::Embedded).unwrap_or_else(|error| panic!("{error}"))
}

/// Every case as a report in a language.
fn each_case(lang: Lang, mut see: impl FnMut(&str, &CheckReport<'_>)) {
    let corpus = corpus();
    let atlas = Atlas::new(&corpus);
    for case in load_cases(&corpus).0 {
        let book = Lawbook::new(&corpus, &atlas, case.date);
        let request = Request { name: case.name.clone(), ..case.request.clone() };
        let solution = solve(&book, &request.facts);
        let report = report::check(&book, &request, &solution, Options { lang, explain: false });
        see(&case.name, &report);
    }
}

fn look(lang: Lang, width: usize) -> Look {
    Look { lang, width, explain: false, today: "2026-11-24".parse().unwrap() }
}

/// The page without its colours.
fn plain(page: &str) -> String {
    anstream::adapter::strip_str(page).to_string()
}

#[test]
fn no_page_shows_an_id_where_a_word_belongs() {
    let corpus = corpus();
    let facts: Vec<&str> = corpus.vocabulary.facts.iter().map(|(_, fact)| fact.name.as_str()).collect();
    let topics: Vec<&str> = corpus.vocabulary.topics.iter().map(|(_, topic)| topic.name.as_str()).collect();
    let ids: Vec<&str> = facts.into_iter().chain(topics).filter(|id| id.contains(['.', '_'])).collect();
    for lang in Lang::ALL {
        each_case(lang, |case, report| {
            for page in [plain(&text::check(report, look(lang, 200))), markdown::check(report, lang, false)] {
                // How to answer the next question is said in ids: that is what the program takes.
                let page: Vec<&str> = page.lines().filter(|line| !line.contains("--set")).collect();
                for id in &ids {
                    assert!(!page.iter().any(|line| line.contains(id)), "{case} {lang:?} shows `{id}`");
                }
            }
        });
    }
}

#[test]
fn a_german_page_speaks_german() {
    let english =
        [" v. US ", " arguable", "requires", "forbids", "must not", "hinges on", "Regulation (EU)", "OJ L", "Arts "];
    each_case(Lang::De, |case, report| {
        let page = plain(&text::check(report, look(Lang::De, 200)));
        for word in english {
            assert!(!page.contains(word), "{case} says `{word}` in German:\n{page}");
        }
    });
}

#[test]
fn addresses_stay_whole_however_narrow_the_page() {
    each_case(Lang::De, |case, report| {
        let page = plain(&text::check(report, look(Lang::De, 40)));
        let conflicts = report.conflicts.iter().chain(&report.resolved);
        for url in conflicts.flat_map(|c| [c.required.url, c.forbidden.url]) {
            assert!(page.lines().any(|line| line.trim() == url), "{case} breaks {url}");
        }
    });
}

#[test]
fn a_head_sounds_like_an_all_clear_only_where_it_is_one() {
    for lang in Lang::ALL {
        each_case(lang, |case, report| {
            let open = report.worst_case != Outcome::Clear;
            let page = plain(&text::check(report, look(lang, 100)));
            let head = page.lines().nth(2).unwrap_or_default();
            let clear = head.contains("CLEAR") || head.contains("KONFLIKTFREI");
            assert_eq!(clear, !open, "{case}: {head}");
            let silent = |outcome| matches!(outcome, Outcome::Clear | Outcome::Unknown);
            let possible = head.contains("POSSIBLE:") || head.contains("MÖGLICH:");
            assert_eq!(possible, silent(report.verdict) && !silent(report.worst_case), "{case}: {head}");
        });
    }
}

#[test]
fn every_number_on_a_page_stands_for_one_conflict() {
    each_case(Lang::En, |case, report| {
        let page = plain(&text::check(report, look(Lang::En, 200)));
        let all = report.conflicts.len() + report.resolved.len();
        assert_eq!(numbers(&page), (1..=all).collect::<Vec<_>>(), "{case}");
    });
    // Some conflicts stand, some are resolved.
    let request = ["check", "data/requests/us-warrant-frankfurt.json", "--set", "via=eu-us-mla-2003"];
    let page = stdout(&comity(&[&request[..], &["--width", "200"]].concat()));
    let report = stdout(&comity(&[&request[..], &["--format", "json"]].concat()));
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let [standing, resolved] = ["conflicts", "resolved"].map(|key| report[key].as_array().unwrap().len());
    assert!(standing > 0 && resolved > 0, "{standing} {resolved}");
    assert_eq!(numbers(&page), (1..=standing + resolved).collect::<Vec<_>>());
}

/// The numbers of the conflicts on a page, in order.
fn numbers(page: &str) -> Vec<usize> {
    let tags = page.lines().filter(|line| line.contains(" v. "));
    let mut numbers: Vec<usize> = tags.filter_map(|line| line.get(..5)?.trim().parse().ok()).collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn tables_keep_their_words_whole() {
    for lang in ["en", "de"] {
        let page = stdout(&comity(&["corpus", "coverage", "--lang", lang, "--width", "40"]));
        let wide = stdout(&comity(&["corpus", "coverage", "--lang", lang, "--width", "200"]));
        let words: Vec<&str> = wide.split_whitespace().collect();
        for word in page.split_whitespace() {
            assert!(words.contains(&word), "`{word}` is part of a word");
        }
    }
}

#[test]
fn a_pair_names_what_would_help_but_is_not_in_force() {
    let report = stdout(&comity(&["pair", "US", "DE", "--as-of", "2026-11-24", "--format", "json"]));
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let page = stdout(&comity(&["pair", "US", "DE", "--as-of", "2026-11-24", "--width", "200"]));
    let mut closed = 0;
    for side in report["directions"].as_array().unwrap() {
        for way in side["collisions"].as_array().unwrap().iter().flat_map(|c| c["mechanisms"].as_array().unwrap()) {
            if way["status"] == "not_in_force" {
                closed += 1;
                assert!(page.contains(way["title"].as_str().unwrap()), "{way}");
            }
        }
    }
    assert!(closed > 0);
}

#[test]
fn a_state_without_encoded_law_has_no_grade() {
    let page = stdout(&comity(&["principles", "AD"]));
    assert!(page.contains("AD: no law encoded; only treaties."), "{page}");
    for grade in ["supported", "partly", "undermined"] {
        assert!(!page.contains(grade), "{page}");
    }
}

#[test]
fn an_arguable_exception_says_what_is_in_doubt_and_who_holds_what() {
    let (mut told, mut kinds) = (0, [0; 2]);
    each_case(Lang::En, |case, report| {
        let page = plain(&text::check(report, look(Lang::En, 200)));
        let told_once: String = page.split_whitespace().collect::<Vec<_>>().join(" ");
        let horns = report.conflicts.iter().take(1).flat_map(|conflict| [&conflict.required, &conflict.forbidden]);
        let exceptions = horns.flat_map(|horn| &horn.exceptions);
        for tried in exceptions.filter(|tried| tried.standing == "arguable" && tried.holds != "no") {
            let by_case = tried.doubt == Some(Doubt::Case);
            let called = if by_case { "exception that depends on the case" } else { "disputed exception" };
            let head = format!("{called} {}: may apply", tried.pinpoint);
            assert!(told_once.contains(&head), "{case}: {head}");
            kinds[usize::from(by_case)] += 1;
            if let Some(note) = tried.note {
                let note: String = note.split_whitespace().take(12).collect::<Vec<_>>().join(" ");
                assert!(told_once.contains(&note), "{case}: {note}");
                told += 1;
            }
        }
    });
    assert!(told > 0 && kinds.iter().all(|count| *count > 0), "{told} {kinds:?}");
}

#[test]
fn search_finds_law_by_the_names_that_people_use() {
    let corpus = corpus();
    let index = Index::new(&corpus, &load_cases(&corpus).0);
    let first = |query: &str| index.search(query, Lang::De).hits.first().map(|hit| hit.id.clone()).unwrap_or_default();
    for (query, id) in [
        ("DSGVO", "eu.gdpr"),
        ("Datenschutzgrundverordnung", "eu.gdpr"),
        ("Art. 48 DSGVO", "eu.gdpr#art-48"),
        ("GDPR article 48", "eu.gdpr#art-48"),
        ("CLOUD Act", "us.sca"),
        ("Bankgeheimnis Schweiz", "ch.bankg#art-47"),
        ("Switzerland bank secrecy", "ch.bankg#art-47"),
        ("Frankreich Sperrgesetz", "fr.blocking-law"),
        ("loi de blocage", "fr.blocking-law"),
        ("§ 206 StGB", "de.stgb#206"),
        ("Deutschland", "DE"),
    ] {
        assert_eq!(first(query), id, "{query}");
    }
    let hits = index.search("Vorratsdatenspeicherung", Lang::De).hits;
    assert!(hits.iter().any(|hit| hit.about == "DE") && hits.iter().any(|hit| hit.about == "EU"), "{hits:?}");
}
