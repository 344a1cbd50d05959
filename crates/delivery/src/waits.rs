//! The times of delivery, in one place, and the arithmetic of waiting.

use crate::Row;
use jiff::SignedDuration;

/// How long a worker may hold a row, in database time.
pub const LEASE: SignedDuration = SignedDuration::from_secs(120);
/// The irreversible call must begin within this time after `sending` was committed (lease − 60 s).
pub const BEGIN_WRITE: SignedDuration = SignedDuration::from_secs(60);
/// When to look whether it is there, counted from the moment it became unknown.
pub const LOOKS: [SignedDuration; 5] = [
    SignedDuration::from_secs(5),
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(10),
    SignedDuration::from_hours(1),
];
/// A person decides when there is no answer after this time.
pub const HUMAN_DEADLINE: SignedDuration = SignedDuration::from_mins(15);
/// People see "unconfirmed" no later than this after the call began.
pub const SHOWN_UNCONFIRMED: SignedDuration = SignedDuration::from_secs(60);
/// When to read the confirmed object back: within 2 min, and later if the network did not answer.
pub const READ_BACKS: [SignedDuration; 5] = [
    SignedDuration::from_secs(30),
    SignedDuration::from_secs(60),
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(10),
    SignedDuration::from_hours(1),
];
/// When to take the second look at a verified object, counted from its confirmation.
pub const SECOND_LOOKS: [SignedDuration; 3] =
    [SignedDuration::from_mins(15), SignedDuration::from_hours(1), SignedDuration::from_hours(24)];
/// People see "overdue" when nothing has left this long after its minute.
pub const OVERDUE: SignedDuration = SignedDuration::from_mins(1);
/// How late a delivery may leave without a person being asked, unless the post says otherwise.
pub const LATE_LIMIT: SignedDuration = SignedDuration::from_mins(60);
/// The countdown shown before a post leaves.
pub const GRACE: SignedDuration = SignedDuration::from_secs(30);
/// A wait above this is shown with its end, and people are told.
pub const LONG_WAIT: SignedDuration = SignedDuration::from_hours(1);
/// How often the irreversible call is tried.
pub const MAX_ATTEMPTS: u32 = 5;
/// How many workers may die over a delivery before it is set aside.
pub const MAX_CRASHES: u32 = 2;

/// A part of a wait that differs between deliveries, so that they do not all come back at once: −1000 to 1000.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Jitter(i32);

impl Jitter {
    /// No jitter.
    pub const NONE: Self = Self(0);

    /// A jitter from any number.
    pub fn from_number(number: u64) -> Self {
        Self(i32::try_from(number % 2_001).unwrap_or(0) - 1_000)
    }
    /// The jitter of this delivery at this attempt; its id is random enough.
    pub fn of(row: &Row) -> Self {
        let (_, random) = row.id.uuid().as_u64_pair();
        Self::from_number(random.wrapping_add(u64::from(row.seq).wrapping_mul(0x9E37_79B9_7F4A_7C15)) >> 7)
    }
}

const FIRST_BACK_OFF: SignedDuration = SignedDuration::from_secs(60);
const LONGEST_BACK_OFF: SignedDuration = SignedDuration::from_hours(1);
const SHORTEST_WAIT: SignedDuration = SignedDuration::from_secs(1);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// How long to wait after the n-th failure in which nothing was sent: 60 s × 2ⁿ, at most 1 h, ±10 %.
pub fn back_off(failures: u32, jitter: Jitter) -> SignedDuration {
    let wait = FIRST_BACK_OFF.saturating_mul(1 << failures.min(6)).min(LONGEST_BACK_OFF);
    wait / 10_000 * (10_000 + jitter.0)
}

/// How long to wait when the network asked for `wait`: never less (up to 10 % more), and between 1 s and 24 h.
pub fn asked_for(wait: SignedDuration, jitter: Jitter) -> SignedDuration {
    let wait = wait.clamp(SHORTEST_WAIT, LONGEST_WAIT);
    let more = wait / 10_000 * jitter.0.abs();
    (wait + more).min(LONGEST_WAIT)
}
