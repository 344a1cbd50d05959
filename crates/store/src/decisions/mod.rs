//! Decisions: questions and answers, votes from their call to their close, and what is told about them.

pub(crate) mod answers;
pub(crate) mod ballots;
pub(crate) mod bodies;
pub(crate) mod calling;
pub(crate) mod closing;
pub(crate) mod duties;
pub(crate) mod keys;
pub(crate) mod letters;
pub(crate) mod marks;
pub(crate) mod overriding;
pub(crate) mod public_names;
pub(crate) mod reading;
pub(crate) mod reminders;
pub(crate) mod request_letters;
pub(crate) mod serving;
pub(crate) mod stepping_in;
pub(crate) mod voting;
