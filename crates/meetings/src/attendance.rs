//! How many of the regular meetings somebody missed. What follows from it is asked of a person, and done by nobody.

use charter::rules::{Attendance, Period};
use jiff::{ToSpan as _, civil::Date};

/// Whether somebody was at a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// They were there, be it for a part of it.
    Present,
    /// They said that they could not come.
    Excused,
    /// They were not there.
    Absent,
}

/// One meeting, as it counts for one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The day, in the charter's zone.
    pub day: Date,
    /// Whether it was one of the regular ones.
    pub is_regular: bool,
    /// Whether it was called off.
    pub is_cancelled: bool,
    /// Whether they were there.
    pub presence: Presence,
}

/// How a charter's share of missed meetings is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// Whoever missed more than the share falls short.
    #[default]
    Literal,
    /// Whoever came to no more than the share falls short.
    Strict,
}

/// What somebody's attendance comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attended {
    /// The regular meetings in the window since they joined.
    pub meetings: u32,
    /// How many of these they missed, as the charter counts.
    pub missed: u32,
    /// How many of the missed were excused: shown with their reasons.
    pub excused: u32,
    /// Whether they missed more than the charter says.
    pub falls_short: bool,
}

/// Counts somebody's attendance on a day. A meeting counts that lies in the window, was regular, took place, and came no
/// earlier than they did. Too few meetings to judge by make nobody fall short.
pub fn attended(rule: &Attendance, reading: Reading, held: &[Held], joined: Date, today: Date) -> Attended {
    let first = first_day(rule.window, today);
    let counts = |one: &&Held| one.is_regular && !one.is_cancelled && one.day >= joined;
    let counted: Vec<&Held> = held.iter().filter(counts).filter(|one| one.day >= first && one.day <= today).collect();
    let number = |presence| u32::try_from(counted.iter().filter(|one| one.presence == presence).count());
    let number = |presence| number(presence).unwrap_or(u32::MAX);
    let (excused, absent) = (number(Presence::Excused), number(Presence::Absent));
    let excuses_help = !rule.excused_counts;
    let meetings = number(Presence::Present) + absent + if excuses_help { 0 } else { excused };
    let missed = absent + if excuses_help { 0 } else { excused };
    let enough = meetings > 0 && meetings >= rule.min_meetings.unwrap_or(1);
    let falls_short = match reading {
        Reading::Literal => rule.missed.share.met(missed, meetings),
        Reading::Strict => !rule.missed.share.met(meetings - missed, meetings),
    };
    Attended { meetings, missed, excused, falls_short: enough && falls_short }
}

/// The first day of a window that ends today: of ninety days, the eighty-ninth before it.
fn first_day(window: Period, today: Date) -> Date {
    let back = match window {
        Period::Days(days) => i64::from(days).days(),
        Period::Hours(hours) => (i64::from(hours) / 24).days(),
        Period::Months(months) => i64::from(months).months(),
    };
    today.saturating_sub(back).saturating_add(1.days())
}
