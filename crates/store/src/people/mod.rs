//! People: their accounts, their ways in, what they chose, and when they were last here.

pub(crate) mod accounts;
pub(crate) mod ceremonies;
pub(crate) mod credentials;
pub(crate) mod invitations;
pub(crate) mod joining;
pub(crate) mod mail_choices;
mod recoveries;
pub(crate) mod sessions;
pub(crate) mod sign_in_links;
pub(crate) mod tokens;
pub(crate) mod tries;
pub(crate) mod visits;
pub(crate) mod ways_in;
