//! Pages for people who look rather than type: every report as a page of a site, served or written to files.
//!
//! A page is a template over a report, in one frame: head, navigation, the other language, the day, the downloads, the
//! foot. Everything that a page shows comes from the same reports as every other format. Addresses are made in one
//! place ([`Links`]), so that the same page works on a server and as a file.

mod article;
mod form;
mod frame;
mod links;
mod parts;
mod words;

mod about;
mod cases;
mod changes;
mod compare;
mod error;
mod footprint;
mod home;
mod law;
mod library;
mod map;
mod pair;
mod place;
mod principles;
mod request;
mod search;
mod timeline;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use serde::Serialize;

use super::footprint::{CELLS, MAP};
use frame::Frame;
pub use changes::ChangesPage;
pub use compare::ComparePage;
pub use error::Trouble;
pub use footprint::FootprintPage;
pub use frame::{At, Download};
pub use home::Home;
pub use library::{LibraryFilter, LibraryPage};
pub use links::{Links, law_path, query};
pub use map::MapPage;
pub use pair::{PairPage, finding};
pub use place::PlacePage;
pub use request::RequestPage;

/// The style sheet of all pages.
pub const STYLE: &str = concat!(include_str!("../page.css"), include_str!("style.css"));
/// What all pages gain where scripts run; without it everything works as well.
pub const SCRIPT: &str = include_str!("script.js");
/// The sign of the site, as a picture.
pub const ICON: &str = include_str!("icon.svg");

/// The templates of all pages, read once.
#[derive(Debug)]
pub struct Site {
    templates: Environment<'static>,
}

/// Every template by name.
const TEMPLATES: [(&str, &str); 18] = [
    ("layout.html", include_str!("layout.html")),
    ("parts.html", include_str!("parts.html")),
    ("article.html", include_str!("article.html")),
    ("cells.html", CELLS),
    ("footprint-map.html", MAP),
    ("footprint.html", include_str!("footprint.html")),
    ("footprints.html", include_str!("footprints.html")),
    ("link.html", include_str!("../link.html")),
    ("strip.svg", include_str!("../timeline/strip.svg")),
    ("map.html", include_str!("map.html")),
    ("home.html", include_str!("home.html")),
    ("pair.html", include_str!("pair.html")),
    ("finding.html", include_str!("finding.html")),
    ("request.html", include_str!("request.html")),
    ("place.html", include_str!("place.html")),
    ("law.html", include_str!("law.html")),
    ("timeline.html", include_str!("timeline.html")),
    ("error.html", include_str!("error.html")),
];

impl Site {
    /// Reads the templates.
    ///
    /// # Errors
    /// If a template is wrong, which the tests rule out.
    pub fn new() -> Result<Self, minijinja::Error> {
        let mut templates = Environment::new();
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        templates.set_auto_escape_callback(|_| AutoEscape::Html);
        for (name, text) in TEMPLATES {
            templates.add_template(name, text)?;
        }
        Ok(Self { templates })
    }

    /// A page in its frame.
    fn page<V: Serialize>(&self, template: &str, at: &At<'_>, head: &Head<'_>, view: &V) -> Result<String, minijinja::Error> {
        self.templates.get_template(template)?.render(context! {
            frame => Value::from(Serde(Frame::new(at, head))),
            words => Value::from(Serde(words::words(at.lang))),
            page => Value::from(Serde(view)),
        })
    }
}

/// What the frame wants to know of a page.
#[derive(Debug, Clone, Default)]
struct Head<'a> {
    /// The title, as the browser shows it.
    title: String,
    /// The entry of the navigation that the page belongs to.
    section: &'a str,
    /// The same answer in other forms.
    downloads: Vec<Download>,
}
