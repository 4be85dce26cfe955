//! Footprints: read when somebody asks for them, because no law hangs on them.
//!
//! A footprint of the user's own comes as JSON laid out like the built-in ones, or as a table of sites ([`table`]). It
//! may name every built-in company without repeating it, because data centres stand on those of others.

mod resolve;
mod row;
mod table;

use std::collections::BTreeSet;

use super::parse::{self, kind_of};
use super::schema::FileKind;
use super::wire_footprint as wire;
use super::{Corpus, Trees};
use crate::diagnostic::{Code, Diagnostic, Severity, settle};
use crate::law::{Entity, EntityId, Footprint, Id, Table};
use crate::text::json::{Path, Step};
use crate::text::{FileId, Files, Span};
use resolve::Resolver;

/// A footprint is a few hundred sites; a larger file is a mistake.
pub const LARGEST_FOOTPRINT: u64 = 4 * 1024 * 1024;

/// The footprints of a corpus, with the companies that they name.
#[derive(Debug, Clone, Default)]
pub struct Footprints {
    /// Every company, sorted by id.
    pub entities: Table<EntityId, Entity>,
    /// The footprints, sorted by id.
    pub all: Vec<Footprint>,
    /// The id of the user's own.
    pub own: Option<String>,
    /// Every file that was read, for showing faults.
    pub files: Files,
    places: Vec<Layout>,
}

/// A file of the user's.
#[derive(Debug, Clone, Copy)]
pub struct OwnFile<'a> {
    /// The path as the user wrote it.
    pub name: &'a str,
    /// Its content.
    pub text: &'a str,
}

/// What came of loading: the footprints, or why there are none.
pub type LoadedFootprints = Result<Footprints, Box<(Files, Vec<Diagnostic>)>>;

/// Where the parts of one footprint stand.
#[derive(Debug, Clone)]
struct Layout {
    file: FileId,
    /// In a table the line of each site; in JSON nothing: there the path says it.
    lines: Option<Vec<Span>>,
}

/// A footprint in wire form.
struct Read {
    wire: wire::Footprint,
    layout: Layout,
    /// Whether only its companies count, because a file of the user's stands in for its sites.
    replaced: bool,
}

impl Footprints {
    /// The footprint with this id.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Footprint> {
        self.all.iter().find(|footprint| footprint.name == name)
    }

    /// A company and those that control it, nearest first.
    pub fn line(&self, company: EntityId) -> impl Iterator<Item = EntityId> {
        std::iter::successors(Some(company), |at| self.entities[*at].controlled_by)
    }

    /// The company that controls the group to which a company belongs.
    #[must_use]
    pub fn head(&self, company: EntityId) -> EntityId {
        self.line(company).last().unwrap_or(company)
    }

    /// The company with this id.
    #[must_use]
    pub fn entity(&self, name: &str) -> Option<EntityId> {
        let all = self.entities.as_slice();
        all.binary_search_by(|entity| entity.name.as_str().cmp(name)).ok().map(Id::from_index)
    }

    /// The bytes at which a field of a site stands, if the footprint is one of these.
    #[must_use]
    pub fn place(&self, footprint: &Footprint, site: usize, field: &str) -> Option<Span> {
        let at = self.all.iter().position(|known| known.name == footprint.name)?;
        let layout = self.places.get(at)?;
        locate(&mut Trees::new(&self.files), layout, &steps("sites", site, field))
    }

    /// The bytes at which a field of one of its own companies stands, if the footprint is one of these.
    #[must_use]
    pub fn company_place(&self, footprint: &Footprint, company: usize, field: &str) -> Option<Span> {
        let at = self.all.iter().position(|known| known.name == footprint.name)?;
        let layout = self.places.get(at)?;
        locate(&mut Trees::new(&self.files), layout, &steps("entities", company, field))
    }
}

/// Loads the footprints of a corpus, and perhaps a file of the user's. Where the two have the same id, the sites of the
/// file count; the companies of the other stay, because other footprints name them.
///
/// # Errors
/// Everything that is wrong with any of them, with the files in which it stands.
pub fn load_footprints(corpus: &Corpus, own: Option<OwnFile<'_>>) -> LoadedFootprints {
    let mut files = corpus.files.clone();
    let mut faults = Vec::new();
    let mut read: Vec<Read> = own.into_iter().filter_map(|own| own_file(&mut files, own, &mut faults)).collect();
    for (id, file) in corpus.files.iter().filter(|(_, file)| kind_of(&file.name) == Some(FileKind::Footprint)) {
        let Some((_, wire)) = parse::one::<wire::Footprint>(FileKind::Footprint, id, &file.text, &mut faults) else {
            continue;
        };
        if file.name != format!("footprints/{}.json", wire.id) {
            let message = format!("the id `{0}` belongs in `footprints/{0}.json`", wire.id);
            faults.push(Diagnostic::new(Code::MisplacedFile, message).at(Some(Span { file: id, range: 0..1 })));
        }
        let replaced = read.iter().any(|known| known.wire.id == wire.id);
        read.push(Read { wire, layout: Layout { file: id, lines: None }, replaced });
    }
    keep_companies(&mut read);
    let own = own.and_then(|_| read.first()).map(|read| read.wire.id.clone());
    let mut resolver = Resolver::new(corpus, &files, &read);
    let entities = resolver.entities(&read);
    let found = read.iter().filter(|read| !read.replaced);
    let mut found: Vec<(Footprint, Layout)> =
        found.filter_map(|read| Some((resolver.footprint(read)?, read.layout.clone()))).collect();
    found.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
    faults.append(&mut resolver.faults);
    settle(&mut faults);
    if faults.iter().any(|fault| fault.code.severity() == Severity::Error) {
        return Err(Box::new((files, faults)));
    }
    let (all, places) = found.into_iter().unzip();
    Ok(Footprints { entities, all, own, files, places })
}

fn own_file(files: &mut Files, own: OwnFile<'_>, faults: &mut Vec<Diagnostic>) -> Option<Read> {
    let file = files.add(own.name, own.text.to_owned());
    if own.name.to_lowercase().ends_with(".csv") {
        let (wire, lines) = table::read(file, own, faults)?;
        return Some(Read { wire, layout: Layout { file, lines: Some(lines) }, replaced: false });
    }
    let (_, wire) = parse::one(FileKind::Footprint, file, own.text, faults)?;
    Some(Read { wire, layout: Layout { file, lines: None }, replaced: false })
}

/// Takes those companies out of replaced footprints that the file in their stead gives itself.
fn keep_companies(read: &mut [Read]) {
    let Some((own, others)) = read.split_first_mut() else { return };
    let given: BTreeSet<&str> = own.wire.entities.iter().map(|entity| entity.id.as_str()).collect();
    for other in others.iter_mut().filter(|other| other.replaced) {
        other.wire.entities.retain(|entity| !given.contains(entity.id.as_str()));
    }
}

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

fn steps(list: &str, at: usize, field: &str) -> Path {
    vec![key(list), Step::Index(at), key(field)]
}

/// The bytes of a part of a footprint: in JSON the value, in a table the line.
fn locate(trees: &mut Trees<'_>, layout: &Layout, path: &[Step]) -> Option<Span> {
    match (&layout.lines, path) {
        (None, _) => trees.span(layout.file, path),
        (Some(lines), [_, Step::Index(at), ..]) => lines.get(*at).cloned(),
        (Some(_), _) => Some(Span { file: layout.file, range: 0..0 }),
    }
}
