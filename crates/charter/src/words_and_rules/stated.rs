//! Periods and shares that a sentence states in plain numbers and units. What is not plainly there is not guessed.

use crate::rules::{Comparator, Period, Share};

/// A share that words state: of what comparator, where they say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StatedShare {
    of: (u32, u32),
    comparator: Option<Comparator>,
}

impl StatedShare {
    const fn any(num: u32, den: u32) -> Self {
        Self { of: (num, den), comparator: None }
    }
    const fn more_than(num: u32, den: u32) -> Self {
        Self { of: (num, den), comparator: Some(Comparator::Gt) }
    }

    /// Whether a rule that says this does what the words say.
    pub fn is(self, share: Share) -> bool {
        let (num, den): (u32, u32) = share.fraction.into();
        let same = u64::from(num) * u64::from(self.of.1) == u64::from(self.of.0) * u64::from(den);
        same && self.comparator.is_none_or(|comparator| comparator == share.comparator)
    }
}

const NUMBERS: [&str; 13] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// The words of a sentence in lower case, without what stands around them; `6-month` is two.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace("bi-weekly", "biweekly");
    let parts = lower.split(|c: char| c.is_whitespace() || c == '-' || c == '–');
    let bare = parts.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%'));
    bare.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn number(word: &str) -> Option<u32> {
    let named = || NUMBERS.iter().position(|name| *name == word).and_then(|n| u32::try_from(n).ok());
    word.parse().ok().filter(|_| word.len() < 5).or_else(named)
}

/// Every period that a text states, with the words that state it: `6 months`, `every two weeks`, `quarterly`.
pub(super) fn periods(text: &str) -> Vec<(String, Period)> {
    let words = words(text);
    let at = |n: usize| words.get(n).map_or("", String::as_str);
    let mut found = Vec::new();
    for (n, word) in words.iter().enumerate() {
        let next = if ["calendar", "full"].contains(&at(n + 1)) { n + 2 } else { n + 1 };
        let stated = match word.as_str() {
            "weekly" => Some((1, Period::Days(7))),
            "biweekly" | "fortnightly" | "fortnight" => Some((1, Period::Days(14))),
            "monthly" => Some((1, Period::Months(1))),
            "quarterly" => Some((1, Period::Months(3))),
            "yearly" | "annual" | "annually" => Some((1, Period::Months(12))),
            "half" if (at(n + 1), at(n + 2)) == ("a", "year") => Some((3, Period::Months(6))),
            "every" | "each" if (at(n + 1), at(n + 2)) == ("other", "week") => Some((3, Period::Days(14))),
            "every" | "each" => of_unit(1, at(n + 1))
                .or((at(n + 1) == "quarter").then_some(Period::Months(3)))
                .map(|period| (2, period)),
            _ => number(word).and_then(|count| of_unit(count, at(next))).map(|period| (next - n + 1, period)),
        };
        if let Some((length, period)) = stated {
            found.push((words.get(n..n + length).unwrap_or_default().join(" "), period));
        }
    }
    found
}

fn of_unit(count: u32, unit: &str) -> Option<Period> {
    match unit {
        "hour" | "hours" => Some(Period::Hours(count)),
        "day" | "days" => Some(Period::Days(count)),
        "week" | "weeks" => count.checked_mul(7).map(Period::Days),
        "month" | "months" => Some(Period::Months(count)),
        "year" | "years" => count.checked_mul(12).map(Period::Months),
        _ => None,
    }
}

/// Every share that a text states, with the words that state it: `50%+1`, `two thirds`, `majority`. A text that denies
/// something is left alone: `a majority is not enough` asks for no majority.
pub(super) fn shares(text: &str) -> Vec<(String, StatedShare)> {
    let words = words(text);
    if words.iter().any(|word| word == "not" || word.ends_with("n't")) {
        return Vec::new();
    }
    let at = |n: usize| words.get(n).map_or("", String::as_str);
    let before = |n: usize, back: usize| n.checked_sub(back).map_or("", at);
    let mut found = Vec::new();
    for (n, word) in words.iter().enumerate() {
        let stated = match word.as_str() {
            "50%+1" => Some((n, n, StatedShare::more_than(1, 2))),
            "half" if at(n + 1) != "a" => Some((n, n, StatedShare::any(1, 2))),
            "third" | "thirds" => number(before(n, 1)).map(|count| (n - 1, n, StatedShare::any(count, 3))),
            "majority" if !before(n, 1).ends_with('%') && !before(n, 1).starts_with("third") => {
                Some((n, n, StatedShare::more_than(1, 2)))
            }
            "unanimous" | "unanimously" => Some((n, n, StatedShare { of: (1, 1), comparator: Some(Comparator::Gte) })),
            _ => percent(word, at(n + 1)).map(|count| (n, n, StatedShare::any(count, 100))),
        };
        if let Some((first, last, share)) = stated {
            let comparator = match (before(first, 2), before(first, 1)) {
                ("more", "than") => Some(Comparator::Gt),
                ("at", "least") => Some(Comparator::Gte),
                _ => share.comparator,
            };
            found.push((words.get(first..=last).unwrap_or_default().join(" "), StatedShare { comparator, ..share }));
        }
    }
    found
}

/// `60%`, or `60` before `%`.
fn percent(word: &str, next: &str) -> Option<u32> {
    let count = word.strip_suffix('%').or((next == "%").then_some(word))?;
    count.parse().ok().filter(|count| *count <= 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_where_number_and_unit_are_plainly_there() {
        let table: [(&str, &[Period]); 16] = [
            ("for a term of 6 months.", &[Period::Months(6)]),
            ("a 6-month term", &[Period::Months(6)]),
            ("a six month term", &[Period::Months(6)]),
            ("twelve calendar months", &[Period::Months(12)]),
            ("a meeting every two weeks", &[Period::Days(14)]),
            ("Fortnightly synchronous meeting", &[Period::Days(14)]),
            ("regular bi-weekly meetings within 90 days", &[Period::Days(14), Period::Days(90)]),
            ("a meeting every other week", &[Period::Days(14)]),
            ("we meet weekly", &[Period::Days(7)]),
            ("Every quarter we'll send", &[Period::Months(3)]),
            ("an annual report", &[Period::Months(12)]),
            ("half a year", &[Period::Months(6)]),
            ("within 72 hours", &[Period::Hours(72)]),
            ("votes of a year", &[]),
            ("three to seven people are a good size", &[]),
            ("in recent months, and 20260 days", &[]),
        ];
        for (text, expected) in table {
            let found: Vec<Period> = periods(text).into_iter().map(|(_, period)| period).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(periods("a term of 6 months.").first().map(|(words, _)| words.as_str()), Some("6 months"));
    }

    #[test]
    fn shares_are_read_with_what_is_said_of_them() {
        let either = StatedShare::any;
        let least = |num, den| StatedShare { of: (num, den), comparator: Some(Comparator::Gte) };
        let table: [(&str, &[StatedShare]); 11] = [
            ("vote to approve them (50%+1).", &[StatedShare::more_than(1, 2)]),
            ("It needs two thirds of them", &[either(2, 3)]),
            ("at least two-thirds majority", &[least(2, 3)]),
            ("more than two thirds of the meetings", &[StatedShare::more_than(2, 3)]),
            ("a simple majority", &[StatedShare::more_than(1, 2)]),
            ("more than half", &[StatedShare::more_than(1, 2)]),
            ("Half of the members are the quorum", &[either(1, 2)]),
            ("60% of the votes", &[either(60, 100)]),
            ("unanimously", &[least(1, 1)]),
            ("by consensus; a majority is not enough", &[]),
            ("half a year, and the third one", &[]),
        ];
        for (text, expected) in table {
            let found: Vec<StatedShare> = shares(text).into_iter().map(|(_, share)| share).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
