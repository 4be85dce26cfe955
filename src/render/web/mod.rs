//! Pages for people who look rather than type: every report as a page of a site, served or written to files.
//!
//! A page is a template over a report, in one frame: head, navigation, the other language, the day, the downloads, the
//! foot. Everything that a page shows comes from the same reports as every other format. Addresses are made in one
//! place ([`Links`]), so that the same page works on a server and as a file.

mod form;
mod frame;
mod links;
mod parts;
mod words;

mod api;
mod error;
mod home;
mod law;
mod pair;
mod place;
mod request;
mod timeline;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use serde::Serialize;

pub use error::Trouble;
use frame::Frame;
pub use frame::{At, Download};
pub use home::Home;
pub use links::{Links, law_path, query};
pub use pair::{PairPage, Profile, finding};
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
const TEMPLATES: [(&str, &str); 13] = [
    ("layout.html", include_str!("layout.html")),
    ("parts.html", include_str!("parts.html")),
    ("link.html", include_str!("../link.html")),
    ("strip.svg", include_str!("../timeline/strip.svg")),
    ("home.html", include_str!("home.html")),
    ("pair.html", include_str!("pair.html")),
    ("finding.html", include_str!("finding.html")),
    ("request.html", include_str!("request.html")),
    ("place.html", include_str!("place.html")),
    ("law.html", include_str!("law.html")),
    ("timeline.html", include_str!("timeline.html")),
    ("api.html", include_str!("api.html")),
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
    fn page<V: Serialize>(
        &self,
        template: &str,
        at: &At<'_>,
        head: &Head<'_>,
        view: &V,
    ) -> Result<String, minijinja::Error> {
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
