//! What is put to a body, what it answered, who is invited, and the rules of the house.

use super::{Act, Object};
use basics::{AnswerId, Digest, PersonId};
use serde::{Deserialize, Serialize};

acts! {
    /// Put a question to the body that decides it.
    AskBody "ask_body" {
        /// The question, which waits for its answer.
        answer: AnswerId,
        /// The matter, by the charter's name for it.
        matter: String,
        /// What is asked about.
        about: Object,
    } => |it| it.about.clone();

    /// Record what a body decided elsewhere: date, source, evidence.
    RecordAnswer "record_answer" {
        /// The question that was answered.
        answer: AnswerId,
    } => |it| Object::new("answer", it.answer);

    /// Say where a body that decides elsewhere is written to. What is judged is exactly this address.
    AddressBody "address_body" {
        /// The body, by the charter's name for it.
        body: String,
        /// The mail address; empty where it is written to no more.
        email: String,
    } => |it| Object::version("body", &it.body, Digest::of_parts([b"body address 1".as_slice(), it.body.as_bytes(), it.email.as_bytes()]));

    /// Send a one-time link to somebody on the roster, so that they can sign in.
    InviteMember "invite_member" {
        /// The person on the roster.
        person: PersonId,
    } => |it| Object::new("person", it.person);

    /// Agree on something that the charter does not speak of. What is judged is the rule set to exactly this, so that a
    /// decision for one setting carries no other.
    SetHouseRule "set_house_rule" {
        /// The rule, by its name.
        rule: String,
        /// What it is set to from now on.
        value: String,
    } => |it| Object::version("house_rule", &it.rule, Digest::of_parts([b"house rule 1".as_slice(), it.rule.as_bytes(), it.value.as_bytes()]));
}
