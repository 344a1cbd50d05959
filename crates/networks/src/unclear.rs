//! Answers that every network gives and none explains. The sentences are ours: nothing a server wrote is repeated.

use crate::{Trouble, trouble::Kind};
use egress::Answer;

/// What a server did, with its host and the status of its answer.
pub fn sentence(answer: &Answer, says: &str) -> String {
    format!("{} {says} (HTTP {})", answer.from.authority(), answer.status)
}

/// A read was answered with something that nothing is known about.
pub fn not_understood(answer: &Answer) -> Trouble {
    Trouble::new(Kind::Unsupported, sentence(answer, "gave an answer this program does not understand"))
}

/// A call that changes something was answered with what is not plainly a refusal.
pub fn nobody_knows(answer: &Answer) -> Trouble {
    let says = match answer.status {
        200..=299 => "accepted the call, but its answer cannot be read; whether it acted is not known",
        300..=399 => "sent us elsewhere and was not followed; whether it acted is not known",
        _ => "failed while it worked; whether it acted is not known",
    };
    Trouble::new(Kind::Ambiguous, sentence(answer, says))
}
