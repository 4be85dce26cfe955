//! Profiles: kinds of demand, read when somebody crosses them with sites.

use super::parse;
use super::resolve::text as resolve_text;
use super::schema::FileKind;
use super::wire_footprint as wire;
use super::{Corpus, request};
use crate::diagnostic::{Code, Diagnostic, settle};
use crate::law::Profile;
use crate::text::Span;
use crate::text::json::{self, Step};

/// Loads the profiles of a corpus, sorted by id.
///
/// # Errors
/// Everything that is wrong with them.
pub fn load_profiles(corpus: &Corpus) -> Result<Vec<Profile>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut profiles = Vec::new();
    for (id, file) in corpus.files_of(FileKind::Profile) {
        let Some((_, wire)) = parse::one::<wire::Profile>(FileKind::Profile, id, &file.text, &mut faults) else {
            continue;
        };
        if file.name != format!("profiles/{}.json", wire.id) {
            let message = format!("the id `{0}` belongs in `profiles/{0}.json`", wire.id);
            faults.push(Diagnostic::new(Code::MisplacedFile, message).at(Some(Span { file: id, range: 0..1 })));
        }
        let Ok(tree) = json::parse(&file.text) else { continue };
        match request::given(corpus, id, tree.at(&[Step::Key("facts".to_owned())])) {
            Ok(facts) => profiles.push(Profile {
                name: wire.id,
                title: resolve_text(wire.name),
                description: resolve_text(wire.description),
                facts,
            }),
            Err(found) => faults.extend(found),
        }
    }
    settle(&mut faults);
    if faults.is_empty() { Ok(profiles) } else { Err(faults) }
}
