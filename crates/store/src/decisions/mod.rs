//! Decisions: questions and answers, votes from their call to their close, and what is told about them.

pub(crate) mod answers;
pub(crate) mod asking;
pub(crate) mod awake;
pub(crate) mod ballots;
pub(crate) mod bodies;
pub(crate) mod calling;
pub(crate) mod casting;
pub(crate) mod closing;
pub(crate) mod duties;
pub(crate) mod keys;
pub(crate) mod letters;
pub(crate) mod marks;
pub(crate) mod mooting;
pub(crate) mod objecting;
pub(crate) mod of_bodies;
pub(crate) mod overriding;
pub(crate) mod presence;
pub(crate) mod public_names;
pub(crate) mod reading;
pub(crate) mod recording;
pub(crate) mod request_letters;
pub(crate) mod resting;
pub(crate) mod serving;
pub(crate) mod stepping_in;
pub(crate) mod voting;
pub(crate) mod written;
