//! One meeting and its clock: what can be done about it when.

use basics::Moment;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// What sort of meeting it is. Only the regular ones are counted when somebody's attendance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One of a series.
    Regular,
    /// One beside it.
    AdHoc,
    /// One that could not wait.
    Emergency,
}

impl Kind {
    /// The word by which it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::AdHoc => "ad_hoc",
            Self::Emergency => "emergency",
        }
    }
    /// Reads the word; another one is none of these.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Regular, Self::AdHoc, Self::Emergency].into_iter().find(|kind| kind.word() == word)
    }
}

/// How long after its end somebody still says by themselves that they were there.
const MARKED_WITHIN: SignedDuration = SignedDuration::from_hours(24);
/// How long after its end two people still correct who was there.
const CORRECTED_WITHIN: SignedDuration = SignedDuration::from_hours(14 * 24);

/// When a meeting is, and whether it is called off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// When it begins.
    pub starts: Moment,
    /// How long it is meant to last, in minutes.
    pub minutes: u32,
    /// Whether it was called off.
    pub is_cancelled: bool,
}

/// Where a meeting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is to come.
    Ahead,
    /// It is under way.
    Running,
    /// It is over.
    Over,
    /// It was called off.
    Cancelled,
}

/// Why something about a meeting cannot be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// It was called off.
    #[error("this meeting was called off, and nothing about it is changed any more; plan another one")]
    Cancelled,
    /// It has not begun.
    #[error("this meeting has not begun: who was there and what was said is written down from its first minute on")]
    NotBegun,
    /// It has begun.
    #[error("this meeting has begun, so it can be neither moved nor called off any more; plan another one")]
    Begun,
    /// It has begun, and whether somebody comes is no question any more.
    #[error(
        "this meeting has begun, so whether you come is not asked any more: say that you are there, or excuse yourself"
    )]
    AnsweredTooLate,
    /// It is over.
    #[error("this meeting is over: put it on the agenda of the next one")]
    Over,
    /// The day after it is over.
    #[error("a day has passed since this meeting: ask for a correction, which another member confirms")]
    MarkedTooLate,
    /// Two weeks have passed.
    #[error("14 days have passed since this meeting, and who was there is not changed any more")]
    CorrectedTooLate,
}

impl Meeting {
    /// When it is meant to be over.
    pub fn ends(&self) -> Moment {
        self.starts.plus(SignedDuration::from_mins(i64::from(self.minutes)))
    }

    /// Where it stands at this instant.
    pub fn at(&self, now: Moment) -> Stage {
        match self.is_cancelled {
            true => Stage::Cancelled,
            false if now < self.starts => Stage::Ahead,
            false if now < self.ends() => Stage::Running,
            false => Stage::Over,
        }
    }

    /// Whether it can be moved or called off: before it begins.
    pub fn can_change(&self, now: Moment) -> Result<(), NotNow> {
        match self.at(now) {
            Stage::Ahead => Ok(()),
            Stage::Cancelled => Err(NotNow::Cancelled),
            Stage::Running | Stage::Over => Err(NotNow::Begun),
        }
    }

    /// Whether somebody can say that they come, or do not: before it begins.
    pub fn can_be_answered(&self, now: Moment) -> Result<(), NotNow> {
        match self.at(now) {
            Stage::Ahead => Ok(()),
            Stage::Cancelled => Err(NotNow::Cancelled),
            Stage::Running | Stage::Over => Err(NotNow::AnsweredTooLate),
        }
    }

    /// Whether somebody can say by themselves that they were there: any part of it counts, and a day afterwards is not too
    /// late.
    pub fn can_be_marked(&self, now: Moment) -> Result<(), NotNow> {
        self.has_begun(now)?;
        if now < self.ends().plus(MARKED_WITHIN) { Ok(()) } else { Err(NotNow::MarkedTooLate) }
    }

    /// Whether two people can still correct who was there.
    pub fn can_be_corrected(&self, now: Moment) -> Result<(), NotNow> {
        self.has_begun(now)?;
        if now < self.ends().plus(CORRECTED_WITHIN) { Ok(()) } else { Err(NotNow::CorrectedTooLate) }
    }

    /// Whether somebody can still say why they do not, or did not, come.
    pub fn can_be_excused(&self, now: Moment) -> Result<(), NotNow> {
        match self.at(now) {
            Stage::Cancelled => Err(NotNow::Cancelled),
            _ if now < self.ends().plus(CORRECTED_WITHIN) => Ok(()),
            _ => Err(NotNow::CorrectedTooLate),
        }
    }

    /// Whether something can still be put on its agenda.
    pub fn can_be_prepared(&self, now: Moment) -> Result<(), NotNow> {
        match self.at(now) {
            Stage::Ahead | Stage::Running => Ok(()),
            Stage::Cancelled => Err(NotNow::Cancelled),
            Stage::Over => Err(NotNow::Over),
        }
    }

    /// Whether minutes can be written: from its first minute on.
    pub fn can_be_noted(&self, now: Moment) -> Result<(), NotNow> {
        self.has_begun(now)
    }

    fn has_begun(&self, now: Moment) -> Result<(), NotNow> {
        match self.at(now) {
            Stage::Cancelled => Err(NotNow::Cancelled),
            Stage::Ahead => Err(NotNow::NotBegun),
            Stage::Running | Stage::Over => Ok(()),
        }
    }
}

/// Whether minutes are approved: by more than half of those who are at the next meeting.
pub fn is_approved(there: usize, approving: usize) -> bool {
    there > 0 && approving * 2 > there
}
