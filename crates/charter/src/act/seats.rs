//! Seats on the bodies that decide here, and the ballots of whoever has one.

use super::{Act, Object};
use basics::{DecisionId, Digest, PersonId};
use serde::{Deserialize, Serialize};

acts! {
    /// Record that somebody has a seat on a body, or has it no longer, from an instant on.
    RecordSeat "record_seat" {
        /// The body, by the charter's name for it.
        body: String,
        /// Whose seat it is.
        person: PersonId,
    } => |it| Object::new("seat", it.person);

    /// Send a one-time link to somebody who has a seat on a body, so that they can sign in.
    InviteToSeat "invite_to_seat" {
        /// The body.
        body: String,
        /// Whose seat it is.
        person: PersonId,
    } => |it| Object::new("seat", it.person);

    /// Cast a ballot in a vote of a body, or another in its place. It is for exactly the question that was read.
    CastSeatBallot "cast_seat_ballot" {
        /// The decision.
        decision: DecisionId,
        /// The text that is voted on.
        text: Digest,
    } => |it| Object::version("decision", it.decision, it.text);
}
