//! The rooms use each other in one direction, and the documents say so.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

/// The rooms in order: each uses only rooms above it.
const ROOMS: [&str; 13] = [
    "text",
    "logic",
    "diagnostic",
    "law",
    "corpus",
    "intake",
    "atlas",
    "lawbook",
    "solve",
    "survey",
    "check",
    "report",
    "render",
];

/// The files of the library that may touch files, the environment, the network or a clock.
const WORLDLY: [&str; 1] = ["corpus/read.rs"];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
    into.sort();
}

fn library() -> Vec<(String, String)> {
    let src = root().join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let name = |path: &PathBuf| path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
    let named = files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap()));
    named.filter(|(name, _)| !name.starts_with("bin/")).collect()
}

/// The lines of a source without comments and, after the first `#[cfg(test)]`, without tests.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let mut wrong = Vec::new();
    for (name, text) in library() {
        let room = name.split('/').next().unwrap();
        let Some(own) = ROOMS.iter().position(|known| *known == room) else {
            assert_eq!(name, "lib.rs", "{name} stands in no room");
            continue;
        };
        for line in code(&text) {
            assert!(!line.contains("crate::{"), "{name} names rooms where nobody looks for them: {line}");
            for (place, other) in ROOMS.iter().enumerate() {
                let uses = line.contains(&format!("crate::{other}::")) || line.contains(&format!("crate::{other};"));
                if uses && place > own {
                    wrong.push(format!("{name} uses {other}, which stands later: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_is_deaf_and_blind() {
    let senses = ["std::fs", "std::env", "std::net", "std::process", "std::time", "SystemTime", "Instant", "::now()"];
    let mut wrong = Vec::new();
    for (name, text) in library().into_iter().filter(|(name, _)| !WORLDLY.contains(&name.as_str())) {
        for line in code(&text) {
            let prints =
                ["println!", "eprintln!", "print!(", "dbg!"].iter().any(|macro_name| line.contains(macro_name));
            if prints || senses.iter().any(|sense| line.contains(sense)) {
                wrong.push(format!("{name}: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_map_in_lib_shows_this_order() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let modules: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(modules, ROOMS);
    let document = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let places: Vec<usize> = ROOMS
        .iter()
        .map(|room| document.find(&format!("`{room}`")).unwrap_or_else(|| panic!("ARCHITECTURE.md lacks `{room}`")))
        .collect();
    assert!(places.is_sorted(), "ARCHITECTURE.md shows the rooms in another order");
}

#[test]
fn the_engine_knows_no_law() {
    let words = ["gdpr", "dsgvo", "cloud act", "pipl", "schrems", "e-evidence", "budapest"];
    let mut wrong = Vec::new();
    for (name, text) in library() {
        for line in code(&text) {
            let lower = line.to_lowercase();
            if words.iter().any(|word| lower.contains(word)) {
                wrong.push(format!("{name}: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_test_file_is_listed() {
    let main = fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    for entry in fs::read_dir(root().join("tests/it")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if name != "main" && name != "snapshots" {
            assert!(main.contains(&format!("mod {name};")), "tests/it/{name} is not listed in main.rs");
        }
    }
}
