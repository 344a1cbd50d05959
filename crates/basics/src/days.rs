//! Days as people read them: `1 Jul 2026`, and from a first to a last one.

use jiff::civil::Date;

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
    fn the_year_is_said_once_where_it_is_one() {
        assert_eq!(from_to(date(2026, 7, 1), date(2026, 9, 30)), "1 Jul to 30 Sep 2026");
        assert_eq!(from_to(date(2026, 12, 20), date(2027, 1, 3)), "20 Dec 2026 to 3 Jan 2027");
        assert_eq!(from_to(date(2026, 11, 22), date(2026, 11, 22)), "22 Nov 2026");
        assert_eq!((read("2026-07-01"), read("last week")), ("1 Jul 2026".to_owned(), "last week".to_owned()));
    }
}
