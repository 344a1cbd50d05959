//! The two proofs: a network's irreversible call takes a [`Sending`], the way back to the queue takes an [`Absent`].
//! Neither can be made, copied or stored elsewhere.

use crate::{Row, State, waits};
use basics::{DeliveryId, Moment};
use jiff::SignedDuration;

/// Proof that the row says `sending`, durably, and that nobody else may send under this fence. Used once.
#[derive(Debug)]
pub struct Sending {
    delivery: DeliveryId,
    fence: u32,
    key: KeyUse,
    begin_by: Moment,
    request_life: SignedDuration,
}

/// What the delivery's idempotency key is good for in this attempt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyUse {
    /// The network has not seen it.
    Fresh,
    /// The network may have seen it, and still honours it: a second guard.
    Guards,
    /// The network may have seen it, and honours it no more, or never did: do not rely on it.
    Spent,
}

/// The deadline to begin the call has passed; nothing was sent.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the call was to begin by {begin_by} and it is {now}: nothing was sent, and it will be tried again")]
pub struct TooLate {
    begin_by: Moment,
    now: Moment,
}

impl Sending {
    pub(crate) fn of(row: &Row, key: KeyUse, now: Moment) -> Self {
        Self {
            delivery: row.id,
            fence: row.fence,
            key,
            begin_by: now.plus(waits::BEGIN_WRITE),
            request_life: row.handling.request_life,
        }
    }
    /// Which delivery may be sent.
    pub fn delivery(&self) -> DeliveryId {
        self.delivery
    }
    /// Under which fence; observations are kept with it.
    pub fn fence(&self) -> u32 {
        self.fence
    }
    /// What the idempotency key is good for.
    pub fn key(&self) -> KeyUse {
        self.key
    }
    /// How long the request may live once begun.
    pub fn request_life(&self) -> SignedDuration {
        self.request_life
    }
    /// To be asked immediately before the first byte, with a clock that also ran while the machine slept.
    /// Too late means [`crate::Answer::NotSent`].
    pub fn may_begin(&self, now: Moment) -> Result<(), TooLate> {
        if now <= self.begin_by { Ok(()) } else { Err(TooLate { begin_by: self.begin_by, now }) }
    }
}

/// Proof that this delivery's last attempt left nothing on the network. The only way back to the queue.
#[derive(Debug)]
pub struct Absent {
    delivery: DeliveryId,
    seq: u32,
}

impl Absent {
    /// The proof that a row carries which was left in `absent` by a process that died.
    pub fn on_record(row: &Row) -> Option<Self> {
        (row.state == State::Absent).then_some(Self { delivery: row.id, seq: row.seq })
    }
    pub(crate) fn is_about(&self, row: &Row) -> bool {
        self.delivery == row.id && self.seq == row.seq
    }
}
