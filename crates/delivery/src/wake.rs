//! When the clock has to come back to a row, and what it then tells the row. This is the whole schedule: the store
//! keeps [`Row::wakes_at`] in an indexed column, and the clock asks for the rows whose moment has come.

use crate::{Absent, Happened, PauseReason, Row, State};
use basics::Moment;
use jiff::SignedDuration;

impl Row {
    /// The next moment at which something is to be done, if anything is.
    pub fn wakes_at(&self) -> Option<Moment> {
        match self.state {
            State::Scheduled => earliest(self.may_start_at(), self.expires_at()),
            State::Claimed | State::Preparing | State::Sending => self.lease_until,
            State::Unknown => earliest(self.next_at, self.human_deadline),
            State::NeedsHuman | State::Confirmed | State::Verified => self.next_at,
            State::Absent => self.last_sending,
            _ => None,
        }
    }
    /// What the clock tells this row now; nothing while its moment has not come.
    pub fn wake(&self, now: Moment) -> Option<Happened> {
        if self.wakes_at()? > now {
            return None;
        }
        match self.state {
            State::Scheduled if self.is_expired(now) => Some(Happened::Expire),
            State::Scheduled => Some(Happened::Claim),
            State::Claimed | State::Preparing | State::Sending => Some(Happened::LeaseLapsed),
            State::Unknown | State::NeedsHuman => Some(Happened::LookDue),
            State::Absent => Absent::on_record(self).map(Happened::Again),
            State::Confirmed | State::Verified => Some(Happened::ReadBackDue),
            _ => None,
        }
    }
    /// When it may be claimed; never while a pause is open that does not end by itself.
    fn may_start_at(&self) -> Option<Moment> {
        self.pauses.without(PauseReason::Rate).is_empty().then(|| self.starts_at())
    }
    /// The first moment at which it is expired, if that comes by itself.
    fn expires_at(&self) -> Option<Moment> {
        let expires = self.not_after.map(|last| last.plus(SignedDuration::from_micros(1)));
        expires.filter(|_| !self.pauses.contains(PauseReason::Epoch))
    }
}

fn earliest(a: Option<Moment>, b: Option<Moment>) -> Option<Moment> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
