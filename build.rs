//! Lists the files under `data/` so that the program carries the law inside, and hashes the law. The JSON stays the
//! only source.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/corpus/hash.rs"]
mod hash;

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("data");
    println!("cargo:rerun-if-changed=data");
    println!("cargo:rerun-if-changed=src/corpus/hash.rs");
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    let named = files.into_iter().map(|file| {
        let name = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file)?;
        Ok((name, file, text))
    });
    let mut named = named.collect::<io::Result<Vec<(String, PathBuf, String)>>>()?;
    named.sort();
    let mut list = String::from("&[\n");
    for (name, file, _) in &named {
        let _ = writeln!(list, "    ({name:?}, include_str!({file:?})),");
    }
    list.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("embedded.rs"), list)?;
    let hash = hash::hash(named.iter().map(|(name, _, text)| (name.as_str(), text.as_str())));
    fs::write(out.join("embedded.hash"), hash)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    Ok(())
}
