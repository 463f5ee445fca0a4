//! Calendar dates, as far as "holds from, holds until" needs them.

use std::fmt;
use std::str::FromStr;

/// A day of the proleptic Gregorian calendar, year 1 to 9999 (ISO 8601).
///
/// ```
/// use namewire::Date;
/// let d: Date = "2014-06-26".parse().unwrap();
/// assert_eq!(d.number(), 20140626);
/// assert!("2014-02-30".parse::<Date>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(u32);

impl Date {
    /// A date, or `None` when there is no such day.
    pub fn new(year: u32, month: u32, day: u32) -> Option<Date> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        ((1..=9999).contains(&year) && (1..=days).contains(&day))
            .then_some(Date(year * 10_000 + month * 100 + day))
    }

    /// The date as the number `yyyymmdd`.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The date behind a number `yyyymmdd`, or `None` when there is no such day.
    pub fn from_number(number: u32) -> Option<Date> {
        Date::new(number / 10_000, number / 100 % 100, number % 100)
    }
}

impl FromStr for Date {
    type Err = String;

    /// Reads `YYYY-MM-DD`.
    fn from_str(s: &str) -> Result<Date, String> {
        let error = || format!("`{s}` is not a date (expected YYYY-MM-DD)");
        let mut parts = s.split('-');
        let mut part = |digits: usize| {
            let p = parts.next().filter(|p| p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()))?;
            p.parse::<u32>().ok()
        };
        let (y, m, d) = (part(4), part(2), part(2));
        match (y, m, d, parts.next()) {
            (Some(y), Some(m), Some(d), None) => Date::new(y, m, d).ok_or_else(error),
            _ => Err(error()),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0 / 10_000, self.0 / 100 % 100, self.0 % 100)
    }
}
