//! A charter's lengths of time, counted from a day of a zone: days and months by the calendar, hours by the clock.

use crate::term::{midnight, month_shifted};
use basics::{Moment, Zone};
use charter::rules::Period;
use jiff::{SignedDuration, ToSpan as _, civil::Date};

/// The instant that lies this long before the start of a day. Never after it, however short the month.
pub(crate) fn before(day: Date, zone: &Zone, period: Period) -> Moment {
    match period {
        Period::Hours(hours) => midnight(day, zone).plus(-SignedDuration::from_hours(i64::from(hours))),
        Period::Days(days) => midnight(day.saturating_sub(i64::from(days).days()), zone),
        Period::Months(months) => {
            midnight(month_shifted(day, day.day(), -i64::from(months)).unwrap_or(Date::MIN), zone)
        }
    }
}

/// The instant that lies this long after the start of a day.
pub(crate) fn after(day: Date, zone: &Zone, period: Period) -> Moment {
    match period {
        Period::Hours(hours) => midnight(day, zone).plus(SignedDuration::from_hours(i64::from(hours))),
        Period::Days(days) => midnight(day.saturating_add(i64::from(days).days()), zone),
        Period::Months(months) => midnight(month_shifted(day, day.day(), i64::from(months)).unwrap_or(Date::MAX), zone),
    }
}

/// The instant that lies this long after another: days and months at the same time of day on the wall of the zone.
pub(crate) fn later(at: Moment, zone: &Zone, period: Period) -> Moment {
    let wall = at.in_zone(zone.rules());
    let moved = match period {
        Period::Hours(hours) => return at.plus(SignedDuration::from_hours(i64::from(hours))),
        Period::Days(days) => wall.saturating_add(i64::from(days).days()),
        Period::Months(months) => wall.saturating_add(jiff::Span::new().months(i64::from(months).min(119_976))),
    };
    Moment::new(moved.timestamp())
}
