//! Which letter about a meeting somebody is to get, so that each is sent once: the invitation a week ahead, another one
//! when it was moved, a word when it was called off or takes place after all, and a reminder the day before.

use crate::{Meeting, Stage};
use basics::Moment;
use jiff::SignedDuration;

/// How long before it people are invited.
const INVITED: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long before it they are reminded.
const REMINDED: SignedDuration = SignedDuration::from_hours(24);

/// A letter about a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Letter {
    /// It is to come: will you?
    Invitation,
    /// It is at another time now.
    Moved,
    /// It does not take place.
    CalledOff,
    /// It takes place after all.
    BackOn,
    /// It is tomorrow.
    Reminder,
}

impl Letter {
    /// What is noted of it, for this version of the meeting. A meeting that was moved is spoken of anew.
    pub fn note(self, sequence: u32) -> String {
        match self {
            Self::Invitation | Self::Moved | Self::BackOn => format!("invited {sequence}"),
            Self::CalledOff => format!("called_off {sequence}"),
            Self::Reminder => format!("reminded {sequence}"),
        }
    }
}

/// What is noted of a letter that left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// [`Letter::note`].
    pub what: String,
    /// When.
    pub at: Moment,
}

/// The letter that somebody is to get now; none where they got it, or where it says nothing new. `sequence` counts how
/// often the meeting was changed. Nobody is written to about a meeting that has begun.
pub fn letter_due(meeting: &Meeting, sequence: u32, sent: &[Sent], now: Moment) -> Option<Letter> {
    let noted = |letter: Letter| sent.iter().find(|one| one.what == letter.note(sequence));
    let (invited, told_off) = (last(sent, "invited "), last(sent, "called_off "));
    if now >= meeting.starts {
        return None;
    }
    if meeting.at(now) == Stage::Cancelled {
        // Whoever was never invited, or was told before and not that it is back, hears nothing new.
        return (invited.is_some() && told_off < invited).then_some(Letter::CalledOff);
    }
    let reminding = meeting.starts.plus(-REMINDED);
    match noted(Letter::Invitation) {
        None if told_off > invited => Some(Letter::BackOn),
        None if invited.is_some() => Some(Letter::Moved),
        None if now >= meeting.starts.plus(-INVITED) => Some(Letter::Invitation),
        // Whoever was invited on the last day is not reminded on top of it.
        Some(invited) if now >= reminding && invited.at < reminding && noted(Letter::Reminder).is_none() => {
            Some(Letter::Reminder)
        }
        _ => None,
    }
}

/// The highest version of the meeting that such a letter was about.
fn last(sent: &[Sent], what: &str) -> Option<u32> {
    sent.iter().filter_map(|one| one.what.strip_prefix(what)?.parse().ok()).max()
}
