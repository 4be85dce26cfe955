//! The ids of findings.

use sha2::{Digest, Sha256};

/// The id of a finding: a short hash of what collides, the two provisions and the act. It stays the same when facts,
/// dates or wording change, so that a finding can be accepted, tracked and linked.
#[must_use]
pub fn finding_id(required: &str, forbidden: &str, act: &str) -> String {
    let mut hash = Sha256::new();
    for part in [required, forbidden, act] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
