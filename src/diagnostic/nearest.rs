//! The known name that a misspelt one probably meant.

/// The nearest of the known names, or nothing if none is near enough to be meant.
///
/// ```
/// use comity::diagnostic::nearest;
/// assert_eq!(nearest("data.locaton", ["data.location", "data.category"]), Some("data.location"));
/// assert_eq!(nearest("exec_agreement", ["tax_agreement", "executive_agreement"]), Some("executive_agreement"));
/// assert_eq!(nearest("xyz", ["data.location"]), None);
/// assert_eq!(nearest("EU", ["CU"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nothing that long is a misspelt name, and the distance takes time with the square of the length.
    if written.chars().nth(64).is_some() {
        return None;
    }
    let lower = written.to_lowercase();
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(name) = known.iter().find(|name| shortens(&lower, name)) {
        return Some(name);
    }
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance * 3 <= name.chars().count())
        .min()
        .map(|(_, name)| name)
}

/// Whether a name of several words is written with the beginnings of these alone.
fn shortens(written: &str, name: &str) -> bool {
    let words = |text: &'_ str| text.split(['_', '-', '.']).map(str::to_lowercase).collect::<Vec<_>>();
    let (short, long) = (words(written), words(name));
    let begins = |(short, long): (&String, &String)| short.chars().nth(1).is_some() && long.starts_with(short.as_str());
    short.len() > 1 && short.len() == long.len() && short.iter().zip(&long).all(begins)
}
