//! What is said of a fault, in English and German.

use std::fmt;

/// A sentence about a fault in both languages. Faults that only who writes law or programs can meet are told in English
/// alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// English.
    pub en: Box<str>,
    /// German, if it has been written.
    pub de: Option<Box<str>>,
}

impl From<String> for Said {
    fn from(en: String) -> Self {
        Self { en: en.into(), de: None }
    }
}

impl From<&str> for Said {
    fn from(en: &str) -> Self {
        en.to_owned().into()
    }
}

impl fmt::Display for Said {
    /// The English.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.en.fmt(out)
    }
}

impl std::error::Error for Said {}

/// A sentence in English and German, side by side, each as `format!` takes it; what is named behind them, both use.
///
/// ```
/// use comity::law::Lang;
/// let name = "data.locaton";
/// let told = comity::said!("unknown fact `{name}`", "unbekannte Tatsache `{name}`");
/// assert_eq!(told.get(Lang::De), "unbekannte Tatsache `data.locaton`");
/// ```
#[macro_export]
macro_rules! said {
    ($en:literal, $de:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::diagnostic::Said {
            en: format!($en $(, $name = $value)*).into(),
            de: Some(format!($de $(, $name = $value)*).into()),
        }
    };
}
