//! What every network owes the core, run against the practice network always, and against real servers where the
//! environment names them:
//!
//! - `NUNCIO_TEST_MASTODON_BASE`, `NUNCIO_TEST_MASTODON_TOKEN_A`, `NUNCIO_TEST_MASTODON_TOKEN_B`
//! - `NUNCIO_TEST_PDS`: `{"base": …, "handle": …, "password": …}`
//! - `NUNCIO_TEST_WORDPRESS`: `{"base": …, "user": …, "password": …}`
//!
//! The chats and forums are run against stand-ins of their own.

mod addresses;
mod answers;
mod cards;
mod carrying;
mod chats;
mod connecting;
mod editing;
mod gates;
mod git;
mod linkedin;
mod looking;
mod mailing_list;
mod posts;
mod rig;
mod signed_in_there;
mod standin;
mod wordpress;
mod x;
