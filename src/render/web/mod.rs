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
mod api;
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
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, Value, context, escape_formatter};
use serde::Serialize;

use super::footprint::{CELLS, MAP};
pub use changes::ChangesPage;
pub use compare::ComparePage;
pub use error::Trouble;
pub use footprint::FootprintPage;
use frame::Frame;
pub use frame::{At, Download};
pub use home::Home;
pub use library::{LibraryFilter, LibraryPage};
pub use links::{Links, html, law_path, query};
pub use map::MapPage;
pub use pair::{PairPage, finding, listed};
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
const TEMPLATES: [(&str, &str); 19] = [
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
        templates.set_formatter(formatted);
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

/// Writes a value into a page. What has a meaning in HTML is escaped; unlike the usual formatter a slash is not, which has
/// none and stands in every address.
fn formatted(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    let text = value.as_str().filter(|_| !value.is_safe() && *state.auto_escape() == AutoEscape::Html);
    let Some(text) = text else { return escape_formatter(out, state, value) };
    for part in text.split_inclusive(['&', '<', '>', '"', '\'']) {
        let sign = part.chars().next_back();
        let entity = sign.and_then(|sign| match sign {
            '&' => Some("&amp;"),
            '<' => Some("&lt;"),
            '>' => Some("&gt;"),
            '"' => Some("&quot;"),
            '\'' => Some("&#39;"),
            _ => None,
        });
        match entity {
            Some(entity) => {
                out.write_str(part.get(..part.len() - 1).unwrap_or_default()).map_err(minijinja::Error::from)?;
                out.write_str(entity).map_err(minijinja::Error::from)?;
            }
            None => out.write_str(part).map_err(minijinja::Error::from)?,
        }
    }
    Ok(())
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
    /// Whether no address leads to the page again, so that it cannot be cited.
    passing: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_in_html_is_escaped() {
        let mut templates = Environment::new();
        templates.set_auto_escape_callback(|_| AutoEscape::Html);
        templates.set_formatter(formatted);
        let page =
            templates.render_str("{{ a }}|{{ b }}", context! { a => "<b a=\"1\" c='2'>&amp;</b>", b => "a/b, §" });
        assert_eq!(page.unwrap_or_default(), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;&lt;/b&gt;|a/b, §");
    }

    #[test]
    fn the_templates_can_be_read() {
        Site::new().expect("every template is right");
    }
}
