//! `comity site`: the pages as files, for an institute to publish.
//!
//! Every page that needs no question: the law, the jurisdictions, the cases, the footprints, the principles, the map, and
//! the pairs that were asked for. Pages lead only to pages that are written, by relative addresses, so that the folder can
//! stand anywhere.

use std::collections::BTreeSet;
use std::path::Path;

use comity::law::{Day, JurisdictionId, Lang};
use comity::render::web::{Links, html, law_path};
use rayon::prelude::*;

use crate::cli::{Common, Site};
use crate::exit::{Exit, Stop};
use crate::serve::address::{Address, Form};
use crate::serve::desk::Desk;
use crate::{input, output};

/// A page, and the forms in which it is written beside HTML.
struct Page {
    path: String,
    forms: &'static [&'static str],
}

pub(crate) fn run(arguments: &Site, common: &Common) -> Result<Exit, Stop> {
    let folder = arguments.folder.as_path();
    refuse_full(folder)?;
    let desk = Desk::open(common)?;
    let day = input::day(common, None);
    let pairs = input::jurisdictions(desk.corpus, &arguments.pairs)?;
    let footprints = desk.footprints().map_err(|refusal| Stop::message(refusal.trouble(Lang::En).title))?;
    let footprints = footprints.all.iter().map(|one| one.name.as_str());
    let pages = pages(&desk, &pairs, footprints, day);
    let written: BTreeSet<String> = pages.iter().flat_map(files).collect();
    // Pages hold on to it, and the program ends with them.
    let written: &'static BTreeSet<String> = Box::leak(Box::new(written));
    for name in ["style.css", "script.js", "icon.svg"] {
        let shared = Desk::shared(name).map(|reply| reply.body).unwrap_or_default();
        file(&folder.join("static").join(name), &shared)?;
    }
    file(&folder.join("index.html"), start().as_bytes())?;
    let all = pages.par_iter().flat_map_iter(|page| Lang::ALL.map(move |lang| (page, lang)));
    all.try_for_each(|(page, lang)| self::page(&desk, page, lang, day, written, folder))?;
    let count = pages.len() * Lang::ALL.len();
    output::error(common, &format!("{count} pages, law as of {day}, in {}\n", folder.display()));
    Ok(Exit::Fine)
}

/// Every page that is written.
fn pages<'a>(desk: &Desk, pairs: &[JurisdictionId], footprints: impl Iterator<Item = &'a str>, day: Day) -> Vec<Page> {
    let corpus = desk.corpus;
    let page = |path: &str, forms| Page { path: path.to_owned(), forms };
    let mut pages = vec![
        page("", &[]),
        page("about", &[]),
        page("cases", &["csv", "json", "md"]),
        page("footprint", &["csv", "json"]),
        page("law", &["csv", "json"]),
        page("map", &["csv", "json"]),
        page("pair", &[]),
        page("principles", &["csv", "json"]),
    ];
    for (code, _) in desk.encoded(Lang::En) {
        let paths = ["", "/mechanisms", "/principles"].map(|part| format!("place/{code}{part}"));
        pages.extend(paths.map(|path| Page { path, forms: &["csv", "json"] }));
    }
    let mut law: Vec<&str> = corpus.instruments.iter().map(|(_, one)| one.name.as_str()).collect();
    law.extend(corpus.provisions.iter().map(|(_, one)| one.full_name.as_str()));
    law.extend(corpus.mechanisms.iter().map(|(_, one)| one.name.as_str()));
    law.sort_unstable();
    law.dedup();
    pages.extend(law.into_iter().map(|id| Page { path: law_path(id), forms: &["csv", "json"] }));
    pages.extend(
        desk.cases.iter().map(|case| Page { path: format!("cases/{}", case.name), forms: &["csv", "json", "md"] }),
    );
    pages.extend(footprints.map(|id| Page { path: format!("footprint/{id}"), forms: &["csv", "json", "md", "xlsx"] }));
    let code = |id: JurisdictionId| corpus.jurisdictions[id].code.as_str();
    for (at, a) in pairs.iter().enumerate() {
        for b in pairs.iter().skip(at + 1).filter(|b| !desk.book(day).nested(*a, **b)) {
            pages.push(Page { path: format!("pair/{}/{}", code(*a), code(*b)), forms: &["csv", "json", "md"] });
            pages.push(Page {
                path: format!("timeline/{}/{}", code(*a), code(*b)),
                forms: &["csv", "json", "md", "svg"],
            });
        }
    }
    pages
}

/// The files of a page.
fn files(page: &Page) -> Vec<String> {
    let forms = page.forms.iter().map(|form| format!("{}.{form}", page.path));
    std::iter::once(html(&page.path)).chain(forms).collect()
}

fn page(
    desk: &Desk,
    page: &Page,
    lang: Lang,
    day: Day,
    written: &'static BTreeSet<String>,
    folder: &Path,
) -> Result<(), Stop> {
    let depth = 1 + page.path.matches('/').count();
    let links = Links::Files { depth, written };
    let forms = page.forms.iter().filter_map(|form| Some((Form::named(form)?, format!("{}.{form}", page.path))));
    for (form, name) in std::iter::once((Form::Html, html(&page.path))).chain(forms) {
        let address = Address::plain(lang, &page.path, form, day, links);
        let reply = desk.fresh(&address).map_err(|refusal| {
            Stop::message(format!("`{}/{name}` cannot be written: {}", lang.code(), refusal.trouble(Lang::En).title))
        })?;
        file(&folder.join(lang.code()).join(name), &reply.body)?;
    }
    Ok(())
}

/// The page at the top: the two languages.
fn start() -> String {
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
     content=\"width=device-width, initial-scale=1\"><title>comity</title><link rel=\"stylesheet\" \
     href=\"static/style.css\"></head><body><main><h1>comity</h1><p><a href=\"en/index.html\">English</a> · <a \
     href=\"de/index.html\" lang=\"de\">Deutsch</a></p></main></body></html>\n"
        .to_owned()
}

fn file(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let cannot = |error: std::io::Error| Stop::message(format!("cannot write `{}`: {error}", path.display()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(cannot)?;
    }
    output::bytes(Some(path), bytes)
}

/// Files of something else are never written over.
fn refuse_full(folder: &Path) -> Result<(), Stop> {
    let full = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if full { Err(Stop::message(format!("`{}` is not empty: give a new folder", folder.display()))) } else { Ok(()) }
}
