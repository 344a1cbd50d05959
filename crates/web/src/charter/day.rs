//! `?on=2027-05-14`: the text that is in force on a day, past or to come.

use crate::{
    parts::{Field, Kind},
    when,
};
use basics::{Moment, Zone};
use jiff::{ToSpan as _, civil::Date};
use store::CharterVersion;

/// The day that an address asks for.
pub(super) struct OnDay {
    typed: String,
    /// The instant at which the charter is looked at: the last one of that day, or now.
    pub at: Moment,
    /// What is wrong with the day.
    pub error: Option<String>,
    is_now: bool,
}

impl OnDay {
    /// The day as it was typed; today where none was, and where it cannot be read.
    pub(super) fn of(typed: &str, now: Moment, zone: &Zone) -> Self {
        let today = Self { typed: typed.trim().to_owned(), at: now, error: None, is_now: true };
        if today.typed.is_empty() {
            return today;
        }
        let end = today.typed.parse::<Date>().ok().and_then(|day| end_of(day, zone).map(|end| (day, end)));
        match end {
            Some((day, _)) if day == now.in_zone(zone.rules()).date() => today,
            Some((_, at)) => Self { at, is_now: false, ..today },
            None => {
                let sentence = format!(
                    "{:?} is not a day. Write it as year, month and day, such as 2026-11-20. This is the text in force today.",
                    today.typed
                );
                Self { error: Some(sentence), ..today }
            }
        }
    }

    /// No charter was in force on that day.
    pub(super) fn before_the_first(self, versions: &[CharterVersion], now: Moment, zone: &Zone) -> Self {
        let first = versions.last().map(|version| when::day(version.from, zone)).unwrap_or_default();
        let sentence = format!(
            "No charter of this group was in force on {}: the first one began on {first}. This is the text in force today.",
            basics::days::read(&self.typed)
        );
        Self { at: now, error: Some(sentence), is_now: true, ..self }
    }

    /// The field for the day.
    pub(super) fn field(&self) -> Field {
        let field = Field::new("on", "In force on").kind(Kind::Day).value(self.typed.clone());
        match &self.error {
            Some(error) => field.error(error.clone()),
            None => field,
        }
    }

    /// What is said above a text that is not the one in force now.
    pub(super) fn note(&self, now: Moment, zone: &Zone) -> Option<String> {
        let day = when::day(self.at, zone);
        match (self.is_now, self.at < now) {
            (true, _) => None,
            (false, true) => Some(format!(
                "This is the charter that was in force on {day}. What is judged now is judged by the one in force now."
            )),
            (false, false) => Some(format!(
                "This is the charter that will be in force on {day}, as far as it is adopted by now. It judges nothing before."
            )),
        }
    }

    /// What an address carries to show the same day again: `on=2027-05-14`, or nothing.
    pub(super) fn carried(&self) -> String {
        if self.is_now { String::new() } else { format!("on={}", self.typed) }
    }
}

/// The last instant of a day on the group's wall.
fn end_of(day: Date, zone: &Zone) -> Option<Moment> {
    let next = day.checked_add(1.day()).ok()?;
    let next = next.to_zoned(zone.rules().clone()).ok()?;
    Some(Moment::from_micros(Moment::new(next.timestamp()).micros() - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_looked_at_from_its_last_instant_and_what_is_none_is_said() {
        let (zone, now) = (Zone::utc(), "2027-05-20T12:00:00Z".parse().unwrap());
        assert_eq!(OnDay::of("", now, &zone).at, now);
        assert_eq!(OnDay::of("2027-05-20", now, &zone).at, now, "today is looked at from now");
        let past = OnDay::of("2027-05-14", now, &zone);
        assert_eq!(past.at, "2027-05-14T23:59:59.999999Z".parse().unwrap());
        assert!(past.note(now, &zone).is_some() && past.error.is_none());
        for wrong in ["banana", "2027-02-30", "9999-12-31", "2027-5"] {
            let asked = OnDay::of(wrong, now, &zone);
            assert!(asked.error.is_some() && asked.at == now, "{wrong}");
        }
    }
}
