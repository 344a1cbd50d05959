//! What the clock and the networks tell a delivery. Nobody has to be asked before it is written down: it allows nothing,
//! and it says what no person may say.

use crate::{Absent, Answer, Event, Finding, Judgement, PauseReason, ReadBack};
use basics::Moment;

/// Something that happened by itself. What a person says, and the judgement by which a delivery leaves, are no part of
/// it: the store writes those down only with a permit.
#[derive(Debug)]
pub enum Happened {
    /// A worker takes it because it is due.
    Claim,
    /// Its network told another delivery of the same account to wait until then.
    Rest {
        /// When that wait is over.
        until: Moment,
    },
    /// Judged again before anything is prepared.
    Judged(Judgement),
    /// Preparing found that it has to wait, for this reason.
    Held(PauseReason),
    /// Preparing failed. `definite`: the network refuses this content, and repeating will not help.
    PreparationFailed {
        /// Whether repeating cannot help.
        definite: bool,
    },
    /// The irreversible call ended.
    Answer(Answer),
    /// The lease ran out.
    LeaseLapsed,
    /// The process that held the lease is known to be gone.
    WorkerGone,
    /// It is time to look whether it is there, or to ask a person.
    LookDue,
    /// What the look found.
    Look(Finding),
    /// It was proven not to be there.
    Again(Absent),
    /// It is time to read the confirmed object back.
    ReadBackDue,
    /// What reading the confirmed object back showed.
    ReadBack(ReadBack),
    /// Something stands in its way.
    Pause(PauseReason),
    /// Its last moment has passed.
    Expire,
    /// The database was restored, or another copy of it was at work: it may have left already.
    MayHaveLeft,
}

impl From<Happened> for Event {
    fn from(happened: Happened) -> Self {
        match happened {
            Happened::Claim => Self::Claim,
            Happened::Rest { until } => Self::Rest { until },
            Happened::Judged(judgement) => Self::Judged(judgement),
            Happened::Held(reason) => Self::Prepared(Judgement::Paused(reason)),
            Happened::PreparationFailed { definite } => Self::PreparationFailed { definite },
            Happened::Answer(answer) => Self::Answer(answer),
            Happened::LeaseLapsed => Self::LeaseLapsed,
            Happened::WorkerGone => Self::WorkerGone,
            Happened::LookDue => Self::LookDue,
            Happened::Look(finding) => Self::Look(finding),
            Happened::Again(absent) => Self::Again(absent),
            Happened::ReadBackDue => Self::ReadBackDue,
            Happened::ReadBack(shown) => Self::ReadBack(shown),
            Happened::Pause(reason) => Self::Pause(reason),
            Happened::Expire => Self::Expire,
            Happened::MayHaveLeft => Self::MayHaveLeft,
        }
    }
}
