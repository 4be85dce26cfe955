//! The pages as files: every address on them leads to a file that is there, and nothing leads away that should not.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use comity::corpus::{Load, Origin};
use serde_json::Value;

use crate::support::{comity, scratch, stderr, write_texts};

/// The legal orders whose law the small site shows.
const SHOWN: [&str; 2] = ["ch", "hk"];

/// A corpus with the law of two legal orders, one footprint and no case.
fn small() -> PathBuf {
    let corpus = Load::strict(&Origin::Embedded).unwrap_or_else(|error| panic!("{error}"));
    let texts = corpus.files.iter().filter_map(|(_, file)| {
        let mut text = file.text.to_string();
        match file.name.split('/').collect::<Vec<_>>().as_slice() {
            ["jurisdictions", owner, "jurisdiction.json"] if !SHOWN.contains(owner) => {
                let mut place: Value = serde_json::from_str(&text).unwrap();
                place.as_object_mut().unwrap().remove("coverage");
                text = place.to_string();
            }
            ["jurisdictions", owner, _] if !SHOWN.contains(owner) => return None,
            ["cases" | "requests", _] => return None,
            ["footprints", name] if *name != "exoscale.json" => return None,
            _ => {}
        }
        Some((file.name.clone(), text))
    });
    let folder = scratch("site-law");
    write_texts(&folder, &texts.collect::<Vec<_>>());
    folder
}

fn files(folder: &Path, into: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else {
            into.insert(path);
        }
    }
}

/// The values of an attribute.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.split(start.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// A path with its `..` taken away.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => assert!(plain.pop()),
            other => plain.push(other),
        }
    }
    plain
}

#[test]
fn every_address_leads_to_a_file_that_is_written() {
    let (law, out) = (small(), scratch("site").join("public"));
    let arguments = ["site", out.to_str().unwrap(), "--pairs", "CH,HK", "--as-of", "2026-11-25"];
    let written = comity(&[&arguments[..], &["--corpus", law.to_str().unwrap()]].concat());
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    let mut all = BTreeSet::new();
    files(&out, &mut all);
    let pages = all.iter().filter(|path| path.extension().is_some_and(|ending| ending == "html"));
    let (mut count, mut links) = (0, 0);
    for path in pages {
        let page = std::fs::read_to_string(path).unwrap();
        count += 1;
        assert!(page.len() < 400_000, "{}: {}", path.display(), page.len());
        for href in values(&page, "href").into_iter().chain(values(&page, "src")) {
            if href.starts_with("https://") || href.starts_with("http://") || href.starts_with('#') {
                continue;
            }
            let file = href.split('#').next().unwrap();
            let target = plain(&path.parent().unwrap().join(file));
            assert!(all.contains(&target), "{} leads to {href}, which is not there", path.display());
            links += 1;
        }
    }
    assert!(count > 1_000 && links > 10_000, "{count} {links}");
    for path in [
        "en/pair/CH/HK.html",
        "de/pair/CH/HK.json",
        "de/timeline/CH/HK.svg",
        "en/map.html",
        "en/footprint/exoscale.xlsx",
    ] {
        assert!(all.contains(&out.join(path)), "{path}");
    }
    // Both languages have the same pages.
    let below = |code: &str| {
        let folder = out.join(code);
        let inside = all.iter().filter_map(|path| path.strip_prefix(&folder).ok());
        inside.map(Path::to_path_buf).collect::<BTreeSet<_>>()
    };
    assert_eq!(below("en"), below("de"));

    // What is there already is not written over.
    let again = comity(&[&arguments[..], &["--corpus", law.to_str().unwrap()]].concat());
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("is not empty"), "{}", stderr(&again));
}
