//! When a post that waits is looked at ahead of its time, so that whatever is wrong can be mended before it leaves.

use basics::{Digest, Moment};
use jiff::SignedDuration;

/// A moment at which it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ahead {
    /// As soon as it is planned.
    Planned,
    /// A day before it leaves.
    Day,
    /// An hour before.
    Hour,
    /// Five minutes before.
    Minutes,
}

impl Ahead {
    const ALL: [Self; 4] = [Self::Planned, Self::Day, Self::Hour, Self::Minutes];

    /// The last of the moments that have come for a post that is due then; none once its time has come. One that was
    /// missed is not made up for: the next look finds the same.
    pub fn of(due: Moment, now: Moment) -> Option<Self> {
        let has_come = |ahead: &Self| ahead.before().is_none_or(|before| now >= due.plus(-before));
        if now >= due { None } else { Self::ALL.into_iter().rev().find(has_come) }
    }

    fn before(self) -> Option<SignedDuration> {
        match self {
            Self::Planned => None,
            Self::Day => Some(SignedDuration::from_hours(24)),
            Self::Hour => Some(SignedDuration::from_hours(1)),
            Self::Minutes => Some(SignedDuration::from_mins(5)),
        }
    }

    /// What tells this look at this content, planned for then, from every other: another time or other words are looked at
    /// anew.
    pub fn mark(self, content: Digest, due: Moment) -> String {
        let word = match self {
            Self::Planned => "planned",
            Self::Day => "day",
            Self::Hour => "hour",
            Self::Minutes => "minutes",
        };
        format!("{word} {} {}", due.micros(), content.short())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::now;

    fn before(minutes: i64) -> Option<Ahead> {
        Ahead::of(now().plus(SignedDuration::from_mins(minutes)), now())
    }

    #[test]
    fn a_post_is_looked_at_when_it_is_planned_a_day_an_hour_and_five_minutes_before_it_leaves() {
        assert_eq!([before(3000), before(1441)], [Some(Ahead::Planned); 2]);
        assert_eq!([before(1440), before(61)], [Some(Ahead::Day); 2]);
        assert_eq!([before(60), before(6)], [Some(Ahead::Hour); 2]);
        assert_eq!([before(5), before(1)], [Some(Ahead::Minutes); 2]);
        assert_eq!([before(0), before(-1)], [None; 2], "it leaves: its last judgement is another one");
    }

    #[test]
    fn another_time_other_words_and_another_moment_are_looked_at_anew() {
        let (one, other) = (Digest::of(b"A release"), Digest::of(b"Another"));
        let marks = [
            Ahead::Day.mark(one, now()),
            Ahead::Hour.mark(one, now()),
            Ahead::Day.mark(other, now()),
            Ahead::Day.mark(one, now().plus(SignedDuration::from_mins(1))),
        ];
        assert_eq!(marks.iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
    }
}
