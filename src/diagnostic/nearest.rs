//! The known name that a misspelt one probably meant.

/// The nearest of the known names, or nothing if none is near enough to be meant.
///
/// ```
/// use comity::diagnostic::nearest;
/// assert_eq!(nearest("data.locaton", ["data.location", "data.category"]), Some("data.location"));
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
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance * 3 <= name.chars().count())
        .min()
        .map(|(_, name)| name)
}
