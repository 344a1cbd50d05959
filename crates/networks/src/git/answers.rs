//! What an answer of a Git server means. The sentences are ours: nothing the server wrote is repeated.

use super::packet::{self, Packet};
use crate::{
    Trouble,
    trouble::Kind,
    unclear::{nobody_knows, not_understood, sentence},
    wait,
};
use egress::Answer;

/// The trouble in an answer to a read.
pub fn of_read(answer: &Answer) -> Trouble {
    match answer.status {
        500..=599 => Trouble::new(Kind::Transient, sentence(answer, "failed to answer; it is asked again")),
        300..=399 => Trouble::new(Kind::Unsupported, sentence(answer, "sent us elsewhere and was not followed")),
        _ => refusal(answer).unwrap_or_else(|| not_understood(answer)),
    }
}

/// What the report of a push says: nothing, or the trouble. Without a whole report nobody knows.
pub fn of_push(answer: &Answer, reference: &str) -> Option<Trouble> {
    if answer.status != 200 {
        return Some(refusal(answer).unwrap_or_else(|| nobody_knows(answer)));
    }
    let Some(packets) = packet::read(answer.bytes()) else { return Some(nobody_knows(answer)) };
    let lines = packets.iter().filter_map(|packet| match packet {
        Packet::Line(line) => Some(packet::text(line)),
        Packet::Flush | Packet::Part => None,
    });
    let lines: Vec<String> = lines.collect();
    let refused = lines.iter().find_map(|line| line.strip_prefix(&format!("ng {reference} ")));
    let unpacked = lines.iter().any(|line| line == "unpack ok");
    match refused {
        _ if unpacked && lines.contains(&format!("ok {reference}")) => None,
        Some(why) if MOVED.iter().any(|words| why.contains(words)) => {
            let says = "says that somebody else pushed meanwhile; nothing was changed, and it is tried on top of that";
            Some(Trouble::new(Kind::Transient, sentence(answer, says)))
        }
        Some(_) if unpacked => {
            let says =
                "refused the push by its own rules: let this account push to the branch, or choose another branch";
            Some(Trouble::new(Kind::Forbidden, sentence(answer, says)))
        }
        Some(_) => Some(Trouble::new(
            Kind::Transient,
            sentence(answer, "could not take in what was pushed; nothing was changed"),
        )),
        None => Some(nobody_knows(answer)),
    }
}

/// The words with which servers say that the branch is no longer where it was.
const MOVED: [&str; 8] = [
    "fetch first",
    "non-fast-forward",
    "stale info",
    "failed to update ref",
    "failed to lock",
    "cannot lock ref",
    "incorrect old value",
    "reference already exists",
];

/// The answers that say for certain that nothing was done.
fn refusal(answer: &Answer) -> Option<Trouble> {
    let (kind, says) = match answer.status {
        401 => (Kind::KeyRevoked, "no longer accepts our key: connect the account again"),
        403 => (Kind::Forbidden, "does not let this account push there"),
        404 | 410 => (Kind::Gone, "does not have this repository, or hides it from this account"),
        413 => (Kind::Invalid, "refused the push as too large"),
        429 => (Kind::TooMany(wait::asked_by(answer)), "asks us to wait; nothing was done"),
        _ => return None,
    };
    Some(Trouble::new(kind, sentence(answer, says)))
}
