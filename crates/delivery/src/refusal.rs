//! What a person is told who asked for something that a delivery, as it stands, cannot do. [`Illegal`] itself speaks of
//! states and events, and is for whoever reads the log of the program.

use crate::{Illegal, State, Why};

impl Illegal {
    /// The refusal as a sentence. `what` names the post and its channel: `“A release is out” on LinkedIn`.
    pub fn for_people(&self, what: &str) -> String {
        match self.why {
            Why::AlreadySo => format!("this was done to {what} already; look at it again"),
            Why::BadTimes => format!("{what} cannot leave after its last moment; choose a last moment after its time"),
            _ => as_it_stands(self.state, what),
        }
    }
}

fn as_it_stands(state: State, what: &str) -> String {
    use State as S;
    match state {
        S::Scheduled => {
            format!("{what} still waits to leave; plan it anew, take it out of the queue, or wait until it left")
        }
        S::Claimed | S::Preparing | S::Sending => format!("{what} is leaving right now; look at it again in a minute"),
        S::Asked => format!(
            "{what} waits for a person to post it by hand; record the address of the post there, or drop it, before \
             anything else"
        ),
        S::Unknown | S::Absent => {
            format!(
                "nobody knows yet whether {what} arrived; it is being looked up, so look at it again in some minutes"
            )
        }
        S::NeedsHuman => format!("nobody knows whether {what} arrived; find out, and say so on the post’s page first"),
        S::Confirmed | S::Verified | S::Live | S::Duplicate | S::Altered => {
            format!("{what} is out; delete it there on the post’s page, or write a new post")
        }
        S::Vanished | S::Withdrawn => format!("{what} was out and is gone; write a new post for what is to follow"),
        S::Rejected | S::FailedFinal | S::Expired | S::Cancelled => {
            format!("{what} will not leave any more; schedule the post again, or write a new one")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_refusal_speaks_of_events_or_states_and_each_says_what_to_do() {
        let whys = [Why::NotInThisState, Why::AlreadySo, Why::BadTimes, Why::Paused, Why::NotInTable(State::Live)];
        for (state, why) in State::ALL.iter().flat_map(|state| whys.iter().map(move |why| (*state, *why))) {
            let told = Illegal { state, event: "retime", why }.for_people("“News” on LinkedIn");
            assert!(told.contains("“News” on LinkedIn"), "{told}");
            assert!(told.contains(';') || told.contains(','), "{told} says what to do");
            for jargon in ["retime", "delivery", "state", "pause", "table", "_", "\""] {
                assert!(!told.contains(jargon), "{jargon:?} is not a person's word: {told}");
            }
        }
    }
}
