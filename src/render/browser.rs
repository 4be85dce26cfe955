//! What all pages for browsers share: their head, their style, and links that lead only where links may lead.

use minijinja::{Environment, Error, UndefinedBehavior, Value};

/// Templates of a page, with what all pages share: `head.html`, which wants a `title` and leaves its style open for what a
/// page adds, and the macro in `link.html`.
///
/// # Errors
/// If a template is wrong.
pub(super) fn templates() -> Result<Environment<'static>, Error> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.add_template("head.html", include_str!("head.html"))?;
    templates.add_template("link.html", include_str!("link.html"))?;
    Ok(templates)
}

/// The style of all pages.
pub(super) fn style() -> Value {
    Value::from_safe_string(include_str!("page.css").to_owned())
}
