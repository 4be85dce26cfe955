//! When a word of a query is near a word of the law, and what the words of a text are.

/// How near a word is to the one that is wanted: the same, begun by it, one that contains it, another compound of the
/// same words, or misspelt.
pub(super) fn grade(word: &str, wanted: &str) -> Option<u64> {
    if word == wanted {
        return Some(12);
    }
    let (length, other) = (wanted.chars().count(), word.chars().count());
    if is_number(wanted) {
        // `1881` is `1881a` too, and never `18812`.
        let rest = word.strip_prefix(wanted)?;
        return (!rest.starts_with(|letter: char| letter.is_ascii_digit())).then_some(6);
    }
    if is_number(word) {
        return None;
    }
    let errors = match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    let misspelt =
        || errors > 0 && length.abs_diff(other) <= errors && strsim::damerau_levenshtein(word, wanted) <= errors;
    if length >= 2 && word.starts_with(wanted) {
        Some(8)
    } else if (length >= 4 && word.contains(wanted)) || misspelt() {
        Some(4)
    } else {
        is_compound(word, wanted).then_some(3)
    }
}

/// Whether two long words are compounds of the same words: one has the other at its beginning or end, or they begin and
/// end alike, as `Vorratsspeicherung` and `Vorratsdatenspeicherung` do.
fn is_compound(word: &str, wanted: &str) -> bool {
    const LEAST: usize = 6;
    let (one, other): (Vec<char>, Vec<char>) = (word.chars().collect(), wanted.chars().collect());
    let shorter = one.len().min(other.len());
    if shorter < LEAST {
        return false;
    }
    let head = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let tail = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    head == shorter || tail == shorter || (head >= LEAST && tail >= LEAST && head + tail >= shorter)
}

/// How much more a word says that few entries have.
pub(super) fn rarity(found: usize, all: usize) -> u64 {
    let times = all.checked_div(found).unwrap_or(1);
    u64::from(times.max(1).ilog2()) + 1
}

/// What only says that the number beside it is that of an article.
pub(super) const DESIGNATORS: [&str; 16] = [
    "art",
    "arts",
    "artikel",
    "article",
    "articles",
    "§",
    "§§",
    "section",
    "sections",
    "sec",
    "s",
    "ss",
    "paragraph",
    "par",
    "abs",
    "nr",
];

pub(super) fn is_number(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit())
}

/// The number of the article or section: the one after the word or sign for it, else the first.
pub(super) fn number(pinpoint: &str) -> Option<String> {
    let words = words(pinpoint);
    let after = words.windows(2).find_map(|two| match two {
        [sign, number] if DESIGNATORS.contains(&sign.as_str()) && is_number(number) => Some(number.clone()),
        _ => None,
    });
    after.or_else(|| words.into_iter().find(|word| is_number(word)))
}

/// The words of a text, in small letters and without accents.
pub(super) fn words(text: &str) -> Vec<String> {
    let spaced = text.replace('§', " § ");
    let parts = spaced.split(|letter: char| !letter.is_alphanumeric() && letter != '§');
    parts.filter(|part| !part.is_empty() && part.len() <= 64).map(folded).collect()
}

/// Words with a hyphen as one: `Datenschutz-Grundverordnung`, and `68-678`.
pub(super) fn joined(text: &str) -> impl Iterator<Item = String> + '_ {
    let parts = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    let hyphened = parts.filter(|part| part.trim_matches('-').contains('-') && part.len() <= 64);
    hyphened.map(|part| folded(&part.replace('-', "")))
}

/// A word in small letters without accents: `Übermittlung` and `ubermittlung` are one.
fn folded(word: &str) -> String {
    let letters = word.chars().flat_map(char::to_lowercase).flat_map(|letter| {
        let plain: &str = match letter {
            'ä' | 'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
            'ç' | 'ć' | 'č' => "c",
            'ď' | 'đ' => "d",
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
            'ğ' => "g",
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
            'ł' => "l",
            'ñ' | 'ń' | 'ň' => "n",
            'ö' | 'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ő' => "o",
            'ř' => "r",
            'ś' | 'š' | 'ş' | 'ș' => "s",
            'ß' => "ss",
            'ť' | 'ţ' | 'ț' => "t",
            'ü' | 'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' => "u",
            'ý' | 'ÿ' => "y",
            'ź' | 'ż' | 'ž' => "z",
            _ => "",
        };
        let own = plain.is_empty().then_some(letter);
        plain.chars().chain(own).collect::<Vec<char>>()
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_of_the_same_words_are_near_and_numbers_are_not() {
        assert_eq!(grade("vorratsspeicherung", "vorratsdatenspeicherung"), Some(3));
        assert_eq!(grade("bankgeheimnis", "bankgeheimnisgesetz"), Some(3));
        assert_eq!(grade("1881a", "1881"), Some(6));
        assert_eq!((grade("18812", "1881"), grade("48", "49")), (None, None));
    }

    #[test]
    fn the_number_of_an_article_stands_after_its_sign() {
        assert_eq!(number("18 U.S.C. § 2713").as_deref(), Some("2713"));
        assert_eq!(number("Art. 49(1)(d)").as_deref(), Some("49"));
    }
}
