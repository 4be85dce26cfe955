//! Days, and periods of days.

use std::fmt;
use std::str::FromStr;

use crate::diagnostic::Said;
use crate::said;
use jiff::ToSpan;
use jiff::civil::Date;

/// A calendar day. Law knows no time of day and no time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The first day there is.
    pub const FIRST: Day = Day(Date::MIN);
    /// The last day there is.
    pub const LAST: Day = Day(Date::MAX);

    /// The next day; the last day there is stays.
    #[must_use]
    pub fn next(self) -> Day {
        Day(self.0.saturating_add(1.day()))
    }

    /// The day before; the first day there is stays.
    #[must_use]
    pub fn previous(self) -> Day {
        Day(self.0.saturating_sub(1.day()))
    }

    /// The same day a year before, of the 29th of February the 28th; in the first year that there is its first day.
    ///
    /// ```
    /// let day: comity::law::Day = "2028-02-29".parse().unwrap();
    /// assert_eq!(day.year_before().to_string(), "2027-02-28");
    /// assert_eq!(comity::law::Day::FIRST.year_before(), comity::law::Day::FIRST);
    /// ```
    #[must_use]
    pub fn year_before(self) -> Day {
        Day(self.0.saturating_sub(1.year()))
    }

    /// The date, for a renderer that writes it in a language.
    #[must_use]
    pub fn date(self) -> Date {
        self.0
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Day {
        Day(date)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl FromStr for Day {
    type Err = Said;

    /// Reads `2026-11-24` and nothing else.
    fn from_str(written: &str) -> Result<Day, Said> {
        let shape = written.len() == 10
            && written.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return Err(said!(
                "`{written}` is no date; write year-month-day, as in 2026-11-24",
                "`{written}` ist kein Datum; schreiben Sie Jahr-Monat-Tag, wie in 2026-11-24"
            ));
        }
        written
            .parse()
            .map(Day)
            .map_err(|_| said!("`{written}` is a day that does not exist", "den Tag `{written}` gibt es nicht"))
    }
}

/// A period of days: the first day is in it, the day `until` no more. An open end is `None`.
///
/// Statutes and our JSON name the last day; that is [`Period::last`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    from: Option<Day>,
    until: Option<Day>,
}

impl Period {
    /// All time.
    pub const ALWAYS: Period = Period { from: None, until: None };

    /// From a first to a last day, both included; `None` if the last comes before the first. The last day there is
    /// ends nothing: some write it where law has no end.
    #[must_use]
    pub fn of(first: Option<Day>, last: Option<Day>) -> Option<Period> {
        let backwards = matches!((first, last), (Some(first), Some(last)) if last < first);
        let until = last.filter(|last| *last < Day::LAST).map(Day::next);
        (!backwards).then_some(Period { from: first, until })
    }

    /// The first day, if there is one.
    #[must_use]
    pub fn first(&self) -> Option<Day> {
        self.from
    }

    /// The last day, if there is one.
    #[must_use]
    pub fn last(&self) -> Option<Day> {
        self.until.map(Day::previous)
    }

    /// Whether the day is in the period.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// The days that are in both, if there are any.
    #[must_use]
    pub fn and(&self, other: &Period) -> Option<Period> {
        let from = self.from.max(other.from);
        let until = match (self.until, other.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let empty = matches!((from, until), (Some(from), Some(until)) if until <= from);
        (!empty).then_some(Period { from, until })
    }

    /// The shortest period that has both in it.
    #[must_use]
    pub fn hull(&self, other: &Period) -> Period {
        // An open start comes before every day; an open end comes after all.
        let until = self.until.zip(other.until).map(|(a, b)| a.max(b));
        Period { from: self.from.min(other.from), until }
    }

    /// Whether one begins on the day after the other ends.
    #[must_use]
    pub fn adjoins(&self, other: &Period) -> bool {
        let follows = |one: &Period, next: &Period| one.until.is_some() && one.until == next.from;
        follows(self, other) || follows(other, self)
    }

    /// Whether every day of this period is in the other.
    #[must_use]
    pub fn within(&self, other: &Period) -> bool {
        self.and(other) == Some(*self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn both_ends_of_a_period_are_in_it() {
        let period = Period::of(Some(day("2016-07-12")), Some(day("2020-07-15"))).unwrap();
        assert!(period.contains(day("2016-07-12")) && period.contains(day("2020-07-15")));
        assert!(!period.contains(day("2016-07-11")) && !period.contains(day("2020-07-16")));
        assert_eq!(period.last(), Some(day("2020-07-15")));
        assert_eq!(Period::of(Some(day("2020-01-02")), Some(day("2020-01-01"))), None);
        assert_eq!(Period::of(None, Some(day("9999-12-31"))), Some(Period::ALWAYS));
    }

    #[test]
    fn only_real_days_in_one_form_are_days() {
        for bad in ["2026-02-30", "2026-2-3", "26-01-01", "2026/01/01", "", "2026-01-01T00:00", "+002026-01-01"] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
    }
}
