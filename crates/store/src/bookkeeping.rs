//! The door for what no charter speaks of: how far a worker has come, what somebody is still writing, who is signed in.
//!
//! Its tables, and no others: `post` (the draft columns), `post_draft`, `post_template`, `imported_line`, `recurrence`, `recurrence_post`,
//! `redress` (as a paper, before it begins), `slot`, `known_person`, `known_handle`,
//! `delivery`, `transition`, `notice`, `post_notice`, `looked_ahead`, `zone_tables`, `server_trouble`, `observation`, `media`, `picture_words`, `campaign`, `time_shown`, `lineage`, `hold` (what the program doubts, and the voice of the operator), `report` (as it is written), `report_letter`, `app_registration`, `connection_try`, `member` (who was reminded, when a term is tried again), `status_change` (when it is
//! tried again), `decision` (when it wakes, why what follows from it is held), `vote_told`, `duty_year`, `duty_request`,
//! `public_name`, `meeting_letter`, `calendar_feed`, `shortfall` (what is between a convener and one member), `request_letter`,
//! `home_visit`, `mail_choice`, `need_mailed`, `chat_told`, `chat_hook` (up to when it was told), `application` where a stranger's form arrives and where its texts are erased,
//! with `attestation`, `admission` (which letter was written, when it is tried again), `errand` where the clock finds one, `channel_secret` (the session in it, and the key of a group that
//! ended), and the tables of sign-in
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
