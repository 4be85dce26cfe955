//! What holds of the bytes of all pages, without a browser: how many they are, and that nothing is loaded from elsewhere.

use super::ground::site;
use super::http::get;
use super::kinds::{MOST, Page, all};

#[test]
fn a_page_is_small_and_whole_in_one_round_trip() {
    let mut wrong = Vec::new();
    for Page { name, path, status, most } in all() {
        for lang in ["en", "de"] {
            let answer = get(site(), &format!("/{lang}/{path}"));
            let page = answer.text();
            if answer.status != status {
                wrong.push(format!("{lang} {name}: {} instead of {status}", answer.status));
            }
            if answer.body.len() > most {
                wrong.push(format!("{lang} {name}: {} bytes, at most {most}", answer.body.len()));
            }
            let policy = answer.head("content-security-policy").unwrap_or_default();
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{name}: {policy}");
            // One style sheet, one script, one picture of the site itself; all else stands in the page.
            for elsewhere in
                ["src=\"http", "src=\"//", "@import", "style=\"", "<style", "<script>", " onclick", "<iframe"]
            {
                if page.contains(elsewhere) {
                    wrong.push(format!("{lang} {name}: {elsewhere}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The largest pages that hang on how much law there is: they stay small when there is half as much again.
#[test]
fn pages_have_room_for_law_that_grows_by_half() {
    let coverage: serde_json::Value = serde_json::from_slice(&get(site(), "/api/v1/coverage").body).unwrap();
    let places = coverage["rows"].as_array().unwrap().iter().map(|row| row["jurisdiction"].as_str().unwrap());
    let mut paths: Vec<String> = places.map(|code| format!("place/{code}")).collect();
    paths.extend(["place/US/mechanisms", "place/US/principles", "pair/US/DE", "timeline/US/DE"].map(str::to_owned));
    let large = paths.iter().filter_map(|path| {
        // German is the longer of the two.
        let bytes = get(site(), &format!("/de/{path}")).body.len();
        (bytes * 3 / 2 > MOST).then(|| format!("{path}: {bytes} bytes"))
    });
    let large: Vec<String> = large.collect();
    assert!(large.is_empty(), "{}", large.join("\n"));
}
