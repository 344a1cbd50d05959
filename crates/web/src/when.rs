//! Instants in words, on the wall of a zone. Absolute first; the relative time follows where a page wants it. And days as they
//! are typed.

use crate::parts::Problems;
use basics::{Moment, Zone};
use jiff::{SignedDuration, civil::Date, fmt::strtime};
use store::Wrong;

/// `Fri 4 Dec 2026, 15:00 UTC`.
pub fn full(at: Moment, zone: &Zone) -> String {
    zone.shows(at)
}

/// `4 Dec 2026, 15:00:02`.
pub fn exact(at: Moment, zone: &Zone) -> String {
    written("%-d %b %Y, %H:%M:%S", at, zone)
}

/// `4 Dec 2026`.
pub fn day(at: Moment, zone: &Zone) -> String {
    written("%-d %b %Y", at, zone)
}

/// `Friday 4 December 2026`.
pub fn long_day(at: Moment, zone: &Zone) -> String {
    written("%A %-d %B %Y", at, zone)
}

/// `15:00`.
pub fn time(at: Moment, zone: &Zone) -> String {
    written("%H:%M", at, zone)
}

/// `08:12` today, `Thu 14:05` within a week, `4 Dec 2026` otherwise.
pub fn short(at: Moment, now: Moment, zone: &Zone) -> String {
    let days = now
        .in_zone(zone.rules())
        .date()
        .since(at.in_zone(zone.rules()).date())
        .map_or(i32::MAX, |span| span.get_days());
    match days {
        0 => time(at, zone),
        1..=6 => written("%a %H:%M", at, zone),
        _ => day(at, zone),
    }
}

/// `in 14 days`, `in 3 hours`, `now`, `2 hours ago`.
pub fn relative(at: Moment, now: Moment) -> String {
    let away = at.since(now);
    if away.abs() < SignedDuration::from_mins(1) {
        return "now".to_owned();
    }
    if away.is_positive() { format!("in {}", lasting(away)) } else { format!("{} ago", lasting(away)) }
}

/// What is wrong with the machine's clock, and what that means for people.
pub fn wrong(clock: Wrong) -> String {
    let what = match clock {
        Wrong::Behind(long) => format!("is {} behind what it was", lasting(long)),
        Wrong::Ahead(long) => format!("jumped ahead by {}", lasting(long)),
        Wrong::NotTheDatabases(long) => format!("is {} away from the clock of its database", lasting(long)),
    };
    let anew = match clock {
        Wrong::Ahead(_) => ": where the clock is right as it is, starting the program anew says so",
        Wrong::Behind(_) | Wrong::NotTheDatabases(_) => "",
    };
    format!(
        "The clock of the machine {what}. You can read everything and do what is yours; nothing leaves, closes or ends by \
         itself until it is right. Tell whoever runs this installation{anew}."
    )
}

/// `14 days`, `3 hours`: in the largest unit that says enough.
fn lasting(long: SignedDuration) -> String {
    let (count, unit) = match long.as_secs().abs() {
        seconds @ ..60 => (seconds, "second"),
        seconds @ 60..3_600 => (seconds / 60, "minute"),
        seconds @ 3_600..172_800 => (seconds / 3_600, "hour"),
        seconds => (seconds / 86_400, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

fn written(format: &str, at: Moment, zone: &Zone) -> String {
    // The formats are those above, and every instant can be written in them.
    strtime::format(format, &at.in_zone(zone.rules())).unwrap_or_else(|_| at.to_string())
}

/// A day as somebody typed it into this field; what is none is told there.
pub fn typed(words: &str, field: &str, problems: &mut Problems) -> Option<Date> {
    let day = words.trim().parse().ok();
    if day.is_none() {
        problems.add(field, "Write the day as year, month and day, such as 2026-11-20.");
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn time_is_absolute_on_the_wall_of_the_group() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        assert_eq!(full(at("2026-12-04T15:00:00Z"), &Zone::utc()), "Fri 4 Dec 2026, 15:00 UTC");
        assert_eq!(full(at("2026-12-04T15:00:00Z"), &berlin), "Fri 4 Dec 2026, 16:00 CET");
        assert_eq!(long_day(at("2026-12-04T23:30:00Z"), &berlin), "Saturday 5 December 2026");
    }

    #[test]
    fn relative_time_counts_what_a_person_would() {
        let now = at("2026-11-20T12:00:00Z");
        assert_eq!(relative(at("2026-11-20T12:00:20Z"), now), "now");
        assert_eq!(relative(at("2026-11-20T13:00:00Z"), now), "in 1 hour");
        assert_eq!(relative(at("2026-11-18T11:00:00Z"), now), "2 days ago");
        assert_eq!(short(at("2026-11-20T08:12:00Z"), now, &Zone::utc()), "08:12");
        assert_eq!(short(at("2026-11-19T14:05:00Z"), now, &Zone::utc()), "Thu 14:05");
        assert_eq!(short(at("2026-11-01T14:05:00Z"), now, &Zone::utc()), "1 Nov 2026");
    }
}
