//! What can happen to a delivery. Connectors produce [`Answer`], [`Finding`] and [`ReadBack`]; the judge a
//! [`Judgement`]; people the rest.

use crate::{Absent, PauseReason, Plan};
use basics::Moment;
use serde::{Deserialize, Serialize};

/// The object on the network.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Remote {
    /// The network's own id of it; for assisted posts the address once more.
    pub id: String,
    /// Where people can see it.
    pub url: Option<String>,
}

/// Something that happened to one delivery.
#[derive(Debug)]
pub enum Event {
    /// A worker takes it because it is due.
    Claim,
    /// It is due, but its network told another delivery of the same account to wait, and is not asked before then.
    Rest {
        /// When that wait is over.
        until: Moment,
    },
    /// Judged again before anything is prepared.
    Judged(Judgement),
    /// Everything repeatable is done, and it was judged once more for the commit of `sending`.
    Prepared(Judgement),
    /// Preparing failed. `definite`: the network refuses this content, and repeating will not help.
    PreparationFailed {
        /// Whether repeating cannot help.
        definite: bool,
    },
    /// The irreversible call ended.
    Answer(Answer),
    /// The lease ran out.
    LeaseLapsed,
    /// The process that held the lease is known to be gone (found at process start).
    WorkerGone,
    /// It is time to look whether it is there, or to ask a person.
    LookDue,
    /// What the look that began at the last [`Event::LookDue`] found.
    Look(Finding),
    /// A worker with an old fence reported something; the store kept the report as an observation.
    LateWord,
    /// It was proven not to be there: back to the queue, or the end.
    Again(Absent),
    /// It is time to read the confirmed object back.
    ReadBackDue,
    /// What reading the confirmed object back showed.
    ReadBack(ReadBack),
    /// A person who was asked, or who knows, says how it is.
    PersonSays(PersonSays),
    /// A person calls it off. From `sending` on it becomes a wish to withdraw.
    Cancel,
    /// The delivery that deletes the object was confirmed.
    Withdrawn,
    /// A person plans it anew.
    Retime(Plan),
    /// Something stands in its way.
    Pause(PauseReason),
    /// It does not any more.
    Lift(PauseReason),
    /// Its last moment has passed.
    Expire,
    /// It may have left already without this row knowing: the database was restored from an older state, or another copy
    /// of it was at work.
    MayHaveLeft,
}

impl Event {
    /// The event in a word, for messages and the transition log.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Rest { .. } => "rest",
            Self::Judged(_) => "judged",
            Self::Prepared(_) => "prepared",
            Self::PreparationFailed { .. } => "preparation failed",
            Self::Answer(_) => "answer",
            Self::LeaseLapsed => "lease lapsed",
            Self::WorkerGone => "worker gone",
            Self::LookDue => "look due",
            Self::Look(_) => "look",
            Self::LateWord => "late word",
            Self::Again(_) => "again",
            Self::ReadBackDue => "read back due",
            Self::ReadBack(_) => "read back",
            Self::PersonSays(_) => "person says",
            Self::Cancel => "cancel",
            Self::Withdrawn => "withdrawn",
            Self::Retime(_) => "retime",
            Self::Pause(_) => "pause",
            Self::Lift(_) => "lift",
            Self::Expire => "expire",
            Self::MayHaveLeft => "may have left",
        }
    }
}

/// Whether it may leave, by authority, approval, freeze, token and content as they are now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judgement {
    /// It may.
    Allowed,
    /// It waits, for this reason.
    Paused(PauseReason),
}

/// How the one irreversible call ended. Whatever is not plainly one of the others is [`Answer::Ambiguous`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// A definite success that names our object.
    Done(Remote),
    /// A refusal on the connector's list. Nothing was published.
    Refused,
    /// "You have posted this already": a refusal at first, evidence of success after an ambiguous attempt.
    Duplicate,
    /// Proof that no byte left: the failure came before the first write, or the deadline to begin had passed.
    NotSent,
    /// A throttle documented as "not performed".
    RateLimited {
        /// When the network says to come back, if that could be read.
        until: Option<Moment>,
    },
    /// A success that names an object which is known as another post of the channel already. The store tells it apart.
    Taken,
    /// Timeout, reset, 5xx, an answer that cannot be read, an object that is not ours.
    Ambiguous,
}

/// What looking for the object showed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// Exactly one object is ours.
    Seen(Remote),
    /// None is.
    NotSeen {
        /// The same read showed an earlier known object, or agrees with the account's count: the read works.
        control: bool,
        /// A list was paged back to before the first attempt. A read by id is complete.
        complete: bool,
    },
    /// More than one could be ours; this is the earliest.
    Several(Remote),
    /// What was found is known as another post of the channel already. The store tells it apart.
    Taken,
    /// The read failed.
    NoAnswer,
}

/// What reading the confirmed object back showed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadBack {
    /// It equals what was approved, by the connector's declared rules.
    Matches,
    /// It differs.
    Altered,
    /// It is gone.
    Gone,
    /// The author is somebody else: the answer named a foreign object.
    NotOurs,
    /// The read failed.
    NoAnswer,
}

/// What a person says who was asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PersonSays {
    /// It is there, at this address. About what was posted by hand and is known to be there: at this one instead.
    ItIsThere(Remote),
    /// It is not there, it is late, or it was held back until somebody looks: send it all the same.
    SendIt,
    /// Its end is known, and it stays as it is: nobody has to look any more.
    Known,
    /// Leave it.
    Drop,
}
