//! Law and requests as files: `law.json`, and the columns of the requests as plain little-endian numbers.
//!
//! A fact with one value is `fact-N.u16`, a code a request. A set fact is `fact-N.ends.u32` and `fact-N.codes.u16`:
//! the codes of all requests one behind the other, and where those of each request end.

use std::fs;
use std::path::Path;

use comity::lawbook::Lawbook;
use comity::logic::{Block, Column, FactId};

use crate::law::Law;

pub(crate) fn export(book: &Lawbook<'_>, blocks: &[Block], dir: &Path) {
    fs::create_dir_all(dir).unwrap();
    fs::write(dir.join("law.json"), serde_json::to_vec(&Law::new(book)).unwrap()).unwrap();
    for (fact, domain) in book.domains.iter().enumerate() {
        let columns = blocks.iter().filter_map(|block| block.column(FactId(u16::try_from(fact).unwrap())));
        let (ends, codes) = join(columns);
        let write = |suffix: &str, bytes: Vec<u8>| fs::write(dir.join(format!("fact-{fact}.{suffix}")), bytes).unwrap();
        if domain.many {
            write("ends.u32", ends.iter().flat_map(|end| end.to_le_bytes()).collect());
            write("codes.u16", codes.iter().flat_map(|code| code.to_le_bytes()).collect());
        } else {
            write("u16", codes.iter().flat_map(|code| code.to_le_bytes()).collect());
        }
    }
}

/// The columns of one fact, one behind the other.
fn join<'a>(columns: impl Iterator<Item = &'a Column>) -> (Vec<u32>, Vec<u16>) {
    let (mut all_ends, mut all_codes) = (Vec::new(), Vec::new());
    for column in columns {
        let start = u32::try_from(all_codes.len()).unwrap();
        match column {
            Column::One(codes) => all_codes.extend(codes),
            Column::Many { ends, codes } => {
                all_ends.extend(ends.iter().map(|end| start + end));
                all_codes.extend(codes);
            }
        }
    }
    (all_ends, all_codes)
}
