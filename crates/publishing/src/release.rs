//! The last look before a post leaves: is it what was approved, and is it still its time?

use basics::{Digest, Moment};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// How late a post may still leave by itself. Later, a person is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatePolicy {
    /// Minutes after its time.
    pub minutes: u32,
}
impl Default for LatePolicy {
    fn default() -> Self {
        Self { minutes: 60 }
    }
}

impl LatePolicy {
    /// The last instant at which a post due then may leave by itself.
    pub fn last(self, due: Moment) -> Moment {
        due.plus(SignedDuration::from_mins(i64::from(self.minutes)))
    }
}

/// What becomes of a post at its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "release")]
pub enum Release {
    /// It may leave.
    Leave,
    /// Its time has not come.
    Wait {
        /// The instant it is due.
        until: Moment,
    },
    /// It is held, and a person is asked.
    Hold {
        /// Why, as a sentence.
        why: Held,
    },
}

/// Why a post is held at its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "held")]
pub enum Held {
    /// What would leave is not what was approved.
    #[error(
        "what would leave ({}) is not what was approved ({}); have this text approved, or go back to the approved one",
        leaving.short(), approved.short()
    )]
    Changed {
        /// The digest that was approved.
        approved: Digest,
        /// The digest of what would leave.
        leaving: Digest,
    },
    /// It is later than the post may leave by itself.
    #[error("it was due {} minutes ago, and may leave by itself only within {limit}; send it now, choose another time, or drop it", late.div_euclid(60))]
    Late {
        /// How late it is, in seconds.
        late: i64,
        /// How late it may be, in minutes.
        limit: u32,
    },
    /// Its last hour is over.
    #[error("it was not to leave after {not_after}; choose another time and limit, or drop it")]
    Over {
        /// The limit.
        not_after: Moment,
    },
}

/// What becomes of a post that is due, was approved as `approved` and would leave as `leaving`.
pub fn release(
    approved: Digest,
    leaving: Digest,
    due: Moment,
    not_after: Option<Moment>,
    late: LatePolicy,
    now: Moment,
) -> Release {
    if now < due {
        return Release::Wait { until: due };
    }
    if approved != leaving {
        return Release::Hold { why: Held::Changed { approved, leaving } };
    }
    if let Some(not_after) = not_after.filter(|limit| now >= *limit) {
        return Release::Hold { why: Held::Over { not_after } };
    }
    if now > late.last(due) {
        return Release::Hold { why: Held::Late { late: now.since(due).as_secs(), limit: late.minutes } };
    }
    Release::Leave
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Moment {
        format!("2026-12-04T{time}Z").parse().unwrap()
    }
    fn due_at_three(now: &str) -> Release {
        release(Digest::of(b"a"), Digest::of(b"a"), at("15:00:00"), None, LatePolicy::default(), at(now))
    }

    #[test]
    fn a_post_waits_for_its_minute_and_leaves_within_the_hour() {
        assert_eq!(due_at_three("14:59:59.999999"), Release::Wait { until: at("15:00:00") });
        assert_eq!(due_at_three("15:00:00"), Release::Leave);
        assert_eq!(due_at_three("16:00:00"), Release::Leave);
    }

    #[test]
    fn later_than_its_limit_a_person_is_asked() {
        let Release::Hold { why } = due_at_three("16:00:00.000001") else { panic!("it left") };
        assert_eq!(why, Held::Late { late: 3600, limit: 60 });
        assert!(why.to_string().contains("60 minutes ago"), "{why}");
    }

    #[test]
    fn pc07_what_was_not_approved_does_not_leave() {
        let (approved, leaving) = (Digest::of(b"a"), Digest::of(b"b"));
        let due = at("15:00:00");
        let answer = release(approved, leaving, due, None, LatePolicy::default(), due);
        assert_eq!(answer, Release::Hold { why: Held::Changed { approved, leaving } });
    }

    #[test]
    fn a_post_whose_last_hour_is_over_is_held() {
        let one = Digest::of(b"a");
        let limit = at("15:10:00");
        let answer = release(one, one, at("15:00:00"), Some(limit), LatePolicy::default(), limit);
        assert_eq!(answer, Release::Hold { why: Held::Over { not_after: limit } });
    }
}
