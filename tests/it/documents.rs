//! What the documents claim is true.

use std::fs;

use crate::support::{comity, root, stdout};

const DOCUMENTS: [&str; 4] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];

/// The README with the blocks that show output filled in anew.
fn renewed(readme: &str) -> String {
    let mut renewed = String::new();
    let mut rest = readme;
    while let Some((before, after)) = rest.split_once("<!-- ") {
        let (marker, after) = after.split_once(" -->\n```text\n").expect("a marked block of output");
        let (_, after) = after.split_once("```").expect("the end of a block of output");
        let output = match marker.strip_prefix("output: comity ") {
            Some(arguments) => stdout(&comity(&arguments.split(' ').collect::<Vec<_>>())),
            None => crate::cases::page(),
        };
        renewed.push_str(&format!("{before}<!-- {marker} -->\n```text\n{}\n```", output.trim_end()));
        rest = after;
    }
    renewed.push_str(rest);
    renewed
}

/// To renew the README run the tests with `INSTA_UPDATE=always`.
#[test]
fn the_readme_shows_real_output() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let renewed = renewed(&readme);
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&path, &renewed).unwrap();
        return;
    }
    assert_eq!(readme, renewed, "README.md shows old output; run the tests with INSTA_UPDATE=always");
}

#[test]
fn every_path_that_a_document_names_exists() {
    for document in DOCUMENTS {
        let text = fs::read_to_string(root().join(document)).unwrap();
        let quoted = text.split('`').skip(1).step_by(2);
        let folders = ["src/", "data/", "docs/", "tests/", "benches/", ".ci/"];
        for name in quoted.filter(|name| folders.iter().any(|folder| name.starts_with(folder))) {
            let is_pattern = name.contains('<') || name.contains(' ');
            assert!(is_pattern || root().join(name).exists(), "{document} names `{name}`, which does not exist");
        }
        let capitals = |name: &&str| name.ends_with(".md") && !name.contains(['/', ' ']);
        for name in text.split('`').skip(1).step_by(2).filter(capitals) {
            assert!(root().join(name).exists(), "{document} names `{name}`, which does not exist");
        }
    }
}

#[test]
fn nothing_speaks_of_the_machine_it_was_written_on() {
    let mut places = vec![root().join("README.md")];
    for folder in ["src", "tests", "benches", "data"] {
        places.push(root().join(folder));
    }
    while let Some(place) = places.pop() {
        if place.is_dir() {
            places.extend(fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path()));
        } else if let Ok(text) = fs::read_to_string(&place) {
            let here = root().to_str().unwrap().to_owned();
            let paths = ["/work/", "/root/", "/home/"].map(|path| format!("\"{path}"));
            for path in paths.into_iter().chain([here]) {
                assert!(!text.contains(&path) || place.ends_with("documents.rs"), "{}", place.display());
            }
        }
    }
}
