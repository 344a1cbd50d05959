//! The course of a delivery: each change of its state as a line.

use crate::{parts::Event, reader::Insider};
use delivery::State;
use store::Transition;

/// One change of state.
pub fn event(insider: &Insider, step: Transition) -> Event {
    Event { words: state_words(&step.to).to_owned(), detail: step.note, when: insider.when(step.at), done: true }
}

/// A state in the words of a course.
fn state_words(word: &str) -> &'static str {
    match word.parse::<State>() {
        Ok(State::Scheduled) => "Waits",
        Ok(State::Claimed) => "Its minute came",
        Ok(State::Preparing) => "Being prepared",
        Ok(State::Sending) => "Sending began",
        Ok(State::Asked) => "A person is asked",
        Ok(State::Unknown) => "Outcome unknown",
        Ok(State::Absent) => "Proven not to be there",
        Ok(State::NeedsHuman) => "A person has to look",
        Ok(State::Confirmed) => "Confirmed by the network",
        Ok(State::Verified) => "Read back, as planned",
        Ok(State::Live) => "Still there",
        Ok(State::Rejected) => "Refused by the network",
        Ok(State::FailedFinal) => "Given up",
        Ok(State::Duplicate) => "Seen more than once",
        Ok(State::Altered) => "There, but altered",
        Ok(State::Vanished) => "Gone",
        Ok(State::Withdrawn) => "Deleted by us",
        Ok(State::Cancelled) => "Called off",
        Ok(State::Expired) => "Missed",
        Err(_) => "Changed",
    }
}
