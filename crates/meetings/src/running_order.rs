//! The running order of a meeting: when each thing on its agenda is planned to begin and to be done, against the clock.
//!
//! It is a plan and nothing more: whatever takes longer moves nothing, and nobody is cut off.

use crate::Meeting;
use basics::Moment;
use jiff::SignedDuration;

/// The most minutes that one thing on an agenda is planned with: a day.
pub const LONGEST_ITEM: u32 = 24 * 60;

/// When one thing is planned: from its first instant up to, and not with, its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// When it begins.
    pub from: Moment,
    /// When it is done.
    pub until: Moment,
}

impl Slot {
    /// Whether it is this thing's time.
    pub fn is_now(&self, now: Moment) -> bool {
        self.from <= now && now < self.until
    }
}

/// The agenda of one meeting on the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningOrder {
    /// For each thing in its order; none where nobody said how long it takes, which moves nothing that follows.
    pub slots: Vec<Option<Slot>>,
    /// How many minutes are planned altogether.
    pub planned: u32,
    /// How many minutes the plan is longer than the meeting; zero where it fits.
    pub over: u32,
}

impl RunningOrder {
    /// One thing after the other from the first minute of the meeting on, each as long as is planned for it.
    pub fn of(meeting: &Meeting, minutes: &[Option<u32>]) -> Self {
        let mut planned = 0_u32;
        let slots = minutes.iter().map(|minutes| {
            let from = after(meeting.starts, planned);
            planned = planned.saturating_add((*minutes)?);
            Some(Slot { from, until: after(meeting.starts, planned) })
        });
        let slots = slots.collect();
        Self { slots, planned, over: planned.saturating_sub(meeting.minutes) }
    }

    /// Which thing it is time for, by its place in the order.
    pub fn now(&self, now: Moment) -> Option<usize> {
        self.slots.iter().position(|slot| slot.is_some_and(|slot| slot.is_now(now)))
    }

    /// When everything is planned to be done; none where nothing is planned.
    pub fn ends(&self) -> Option<Moment> {
        self.slots.iter().flatten().map(|slot| slot.until).max()
    }
}

fn after(starts: Moment, minutes: u32) -> Moment {
    starts.plus(SignedDuration::from_mins(i64::from(minutes)))
}
