//! Days as people read them: `1 Jul 2026`, and from a first to a last one.

use jiff::{ToSpan as _, civil::Date};

/// Nobody plans further ahead, in years.
const FURTHEST: i64 = 2;

/// A day lies so far ahead that nobody means it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} lies more than two years ahead: choose a day up to {}", self::day(*.day), self::day(*.last))]
pub struct TooFarAhead {
    /// The day that was asked for.
    pub day: Date,
    /// The last one that is near enough.
    pub last: Date,
}

/// Whether somebody can mean this day when they plan something.
///
/// # Errors
/// When it lies more than two years ahead.
pub fn near_enough(day: Date, today: Date) -> Result<(), TooFarAhead> {
    let last = today.saturating_add(FURTHEST.years());
    if day > last { Err(TooFarAhead { day, last }) } else { Ok(()) }
}

/// `1 Jul 2026`.
pub fn day(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// `1 Jul to 30 Sep 2026`, both of them included; the year is said twice where it is not the same.
pub fn from_to(first: Date, last: Date) -> String {
    if first == last {
        return day(first);
    }
    if first.year() == last.year() {
        return format!("{} to {}", first.strftime("%-d %b"), day(last));
    }
    format!("{} to {}", day(first), day(last))
}

/// The same of a day that is kept as `2026-07-01`; other words stay as they are.
pub fn read(kept: &str) -> String {
    kept.trim().parse().map_or_else(|_| kept.to_owned(), day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn nobody_means_a_day_more_than_two_years_ahead() {
        let today = date(2026, 11, 20);
        assert!(near_enough(date(2028, 11, 20), today).is_ok());
        let far = near_enough(date(2082, 12, 1), today).unwrap_err();
        assert_eq!(far.to_string(), "1 Dec 2082 lies more than two years ahead: choose a day up to 20 Nov 2028");
    }

    #[test]
    fn the_year_is_said_once_where_it_is_one() {
        assert_eq!(from_to(date(2026, 7, 1), date(2026, 9, 30)), "1 Jul to 30 Sep 2026");
        assert_eq!(from_to(date(2026, 12, 20), date(2027, 1, 3)), "20 Dec 2026 to 3 Jan 2027");
        assert_eq!(from_to(date(2026, 11, 22), date(2026, 11, 22)), "22 Nov 2026");
        assert_eq!((read("2026-07-01"), read("last week")), ("1 Jul 2026".to_owned(), "last week".to_owned()));
    }
}
