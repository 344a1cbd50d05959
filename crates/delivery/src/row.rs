//! One delivery as it stands: a copy of its columns, and what follows from them and a moment.

use crate::{Class, Handling, PauseReason, Pauses, Remote, State, waits};
use basics::{DeliveryId, Moment};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// One post on one channel, as the store keeps it. Counters are `u32` so that they fit a signed column.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Row {
    /// Which delivery.
    pub id: DeliveryId,
    /// Where it stands.
    pub state: State,
    /// Counts every change of this row.
    pub seq: u32,
    /// Counts the claims: whoever acts under an older one changes nothing.
    pub fence: u32,
    /// What the connector declared for this operation.
    pub handling: Handling,
    /// It leaves at this moment, never before.
    pub due: Moment,
    /// It never leaves after this moment.
    pub not_after: Option<Moment>,
    /// How late it may leave without asking; `None`: a person said "send it all the same".
    pub late_limit: Option<SignedDuration>,
    /// The worker's time is up here (claimed, preparing, sending).
    pub lease_until: Option<Moment>,
    /// The next moment at which something is to be done: try again, look, read back.
    pub next_at: Option<Moment>,
    /// The open pauses.
    pub pauses: Pauses,
    /// A person called it off when it could no longer be stopped.
    pub withdraw_wanted: bool,
    /// How often `sending` was committed, rate limits not counted.
    pub attempts: u32,
    /// How many attempts ended without a definite answer.
    pub ambiguous_count: u32,
    /// Failures in a row after which nothing was sent: they stretch the wait.
    pub setbacks: u32,
    /// How many workers died over it.
    pub crashes: u32,
    /// The first commit of `sending`: key windows and paging count from it.
    pub first_sending: Option<Moment>,
    /// The last commit of `sending`: the quarantine counts from it.
    pub last_sending: Option<Moment>,
    /// When it became unknown: looks count from it.
    pub unknown_since: Option<Moment>,
    /// When the look under way, or the last one, began.
    pub looking_since: Option<Moment>,
    /// How many looks were begun since it became unknown.
    pub looks: u32,
    /// Negative looks that count.
    pub negatives: u32,
    /// When the last of them began.
    pub last_negative: Option<Moment>,
    /// A person is asked at this moment.
    pub human_deadline: Option<Moment>,
    /// When it was confirmed: reading back counts from it.
    pub confirmed_at: Option<Moment>,
    /// The object on the network.
    pub remote: Option<Remote>,
}

/// The times contradict each other.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the post is to leave at {due}, but not after {not_after}: choose a last moment that lies after its time")]
pub struct BadTimes {
    due: Moment,
    not_after: Moment,
}

impl Row {
    /// A new delivery, waiting for its time.
    pub fn new(id: DeliveryId, handling: Handling, due: Moment, not_after: Option<Moment>) -> Result<Self, BadTimes> {
        check_times(due, not_after)?;
        Ok(Self {
            id,
            state: State::Scheduled,
            seq: 0,
            fence: 0,
            handling,
            due,
            not_after,
            late_limit: Some(waits::LATE_LIMIT),
            lease_until: None,
            next_at: None,
            pauses: Pauses::NONE,
            withdraw_wanted: false,
            attempts: 0,
            ambiguous_count: 0,
            setbacks: 0,
            crashes: 0,
            first_sending: None,
            last_sending: None,
            unknown_since: None,
            looking_since: None,
            looks: 0,
            negatives: 0,
            last_negative: None,
            human_deadline: None,
            confirmed_at: None,
            remote: None,
        })
    }
    /// The same as a part of a thread that waits until the part before it is there.
    #[must_use]
    pub fn after_another_part(self) -> Self {
        Self { pauses: self.pauses.with(PauseReason::Thread), ..self }
    }
    /// How "did it happen?" can be answered for this delivery.
    pub fn class(&self) -> Class {
        self.handling.class
    }
    /// Whether its last moment has passed. After a restore that is not said before somebody has looked: it may have left in
    /// time, and only the database has forgotten it.
    pub fn is_expired(&self, now: Moment) -> bool {
        self.not_after.is_some_and(|last| now > last) && !self.pauses.contains(PauseReason::Epoch)
    }
    /// Whether it is later than it may be without asking.
    pub fn is_too_late(&self, now: Moment) -> bool {
        self.late_limit.is_some_and(|limit| now > self.due.plus(limit))
    }
    /// The pauses that stand in its way now: a rate limit does not once its time is over.
    pub fn open_pauses(&self, now: Moment) -> Pauses {
        if self.next_at.is_none_or(|at| now >= at) { self.pauses.without(PauseReason::Rate) } else { self.pauses }
    }
    /// Whether its minute is over for a while and nothing has left, although no person is asked about it.
    pub fn is_overdue(&self, now: Moment) -> bool {
        let held = !self.pauses.without(PauseReason::Rate).is_empty();
        self.state.is_before_sending() && !held && now > self.due.plus(waits::OVERDUE)
    }
    /// Whether the countdown before leaving is running.
    pub fn is_in_grace(&self, now: Moment) -> bool {
        self.state == State::Scheduled
            && self.open_pauses(now).is_empty()
            && now < self.due
            && now.plus(waits::GRACE) >= self.due
    }
    /// Before this moment no read can prove absence: the last request may still have its effect.
    pub fn quarantine_ends(&self) -> Option<Moment> {
        let life = self.handling.request_life + waits::LEASE + self.handling.settle;
        self.last_sending.map(|at| at.plus(life))
    }
    /// Until when its network asked us to wait, while that is not over.
    pub fn rests_until(&self, now: Moment) -> Option<Moment> {
        let waits = self.state == State::Scheduled && self.pauses.contains(PauseReason::Rate);
        self.next_at.filter(|until| waits && *until > now)
    }
    /// The earliest moment at which it may be claimed, pauses aside.
    pub(crate) fn starts_at(&self) -> Moment {
        self.next_at.map_or(self.due, |at| at.max(self.due))
    }
}

/// A last moment lies after the time of leaving.
pub(crate) fn check_times(due: Moment, not_after: Option<Moment>) -> Result<(), BadTimes> {
    match not_after {
        Some(not_after) if not_after <= due => Err(BadTimes { due, not_after }),
        _ => Ok(()),
    }
}
