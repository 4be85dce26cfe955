//! Texts in two languages.

use crate::diagnostic::Said;

/// The languages that comity speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

impl Lang {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// As addresses and browsers write it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The language with this code.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// What is said in this language; English where it is missing.
    fn of<'t>(self, en: &'t str, de: Option<&'t str>) -> &'t str {
        match self {
            Lang::En => en,
            Lang::De => de.unwrap_or(en),
        }
    }
}

/// A text that users read. English is always there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Text {
    /// English.
    pub en: String,
    /// German, if it has been written.
    pub de: Option<String>,
}

impl Said {
    /// The sentence in a language; English where the language is missing.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        lang.of(&self.en, self.de.as_deref())
    }
}

impl Text {
    /// The text in a language; English where the language is missing.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        lang.of(&self.en, self.de.as_deref())
    }
}

/// What people call a law beside its title, the best known name first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shorts {
    /// In English.
    pub en: Vec<String>,
    /// In German.
    pub de: Vec<String>,
    /// In the languages of those whose law it is.
    pub local: Vec<String>,
}

impl Shorts {
    /// Every name once, those of a language first.
    #[must_use]
    pub fn all(&self, lang: Lang) -> Vec<&str> {
        let lists = match lang {
            Lang::En => [&self.en, &self.local, &self.de],
            Lang::De => [&self.de, &self.local, &self.en],
        };
        let mut names: Vec<&str> = Vec::new();
        for name in lists.into_iter().flatten() {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }

    /// The best known name in a language, if there is one.
    #[must_use]
    pub fn best(&self, lang: Lang) -> Option<&str> {
        self.all(lang).first().copied()
    }
}
