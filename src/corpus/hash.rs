//! The hash that names a corpus. The build script uses this very file, so that the law inside the program is hashed
//! once, when it is built, and not at every start.

use sha2::{Digest, Sha256};

/// SHA-256, in hexadecimal, over names and texts of the law files among these, which must be sorted by name.
pub(crate) fn hash<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut hash = Sha256::new();
    for (name, text) in files.filter(|(name, _)| is_law(name)) {
        hash.update(name.as_bytes());
        hash.update([0]);
        let (before, after) = without_schema(text);
        hash.update(before.as_bytes());
        hash.update(after.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The text around a `"$schema"` that stands as the first key: editors want it there, and it says nothing of the law.
fn without_schema(text: &str) -> (&str, &str) {
    let rest = || {
        let object = text.trim_start().strip_prefix('{')?.trim_start();
        let address = object.strip_prefix("\"$schema\"")?.trim_start().strip_prefix(':')?.trim_start();
        let (_, after) = address.strip_prefix('"')?.split_once('"')?;
        let after = after.trim_start();
        let after = after.strip_prefix(',').unwrap_or(after).trim_start();
        Some((text.get(..text.len() - object.len())?, after))
    };
    rest().unwrap_or((text, ""))
}

/// Whether a file is law, and not a case or a sample.
fn is_law(name: &str) -> bool {
    ["vocabulary.json", "principles.json", "jurisdictions/", "mechanisms/"].iter().any(|start| name.starts_with(start))
}
