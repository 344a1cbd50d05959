//! The door for what no charter speaks of: how far a worker has come, what somebody is still writing, who is signed in.
//!
//! Its tables, and no others: `post` (the draft columns), `delivery`, `transition`, `notice`, `observation`, `media`,
//! `app_registration`, `connection_try`, `member` (who was reminded), `decision` (when it wakes, why what follows from it
//! is held), `vote_letter`, `duty_year`, `duty_request`, `public_name`, `application` where a stranger's form arrives, the session inside `channel_secret`, and the tables of sign-in
//! (`person`, `password`, `totp`, `passkey`, `session`, `one_time_token`, `ceremony`, `sign_in_try`). Everything else is
//! written through [`Store::begin`].

use crate::Store;

/// The bookkeeping side of a store. Its methods stand in the files of their nouns.
#[derive(Clone, Copy)]
pub struct Bookkeeping<'store> {
    pub(crate) store: &'store Store,
}

impl Store {
    /// The door for bookkeeping.
    pub fn bookkeeping(&self) -> Bookkeeping<'_> {
        Bookkeeping { store: self }
    }
}
