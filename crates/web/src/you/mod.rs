//! `/you`: how a person signs in, the theme, the sessions, the calendars.

mod calendars;
mod mail;
mod page;
mod rest;
mod view;
mod ways;

pub use view::{Calendars, MailForm, Passkey, Session, You};

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/you", get(page::show))
        .route("/you/passkeys", post(ways::add_passkey))
        .route("/you/passkeys/begin", post(ways::begin_passkey))
        .route("/you/passkeys/remove", post(ways::remove_passkey))
        .route("/you/password/begin", post(ways::begin_password))
        .route("/you/password", post(ways::set_password))
        .route("/you/calendars", post(calendars::make))
        .route("/you/calendars/end", post(calendars::end))
        .route("/you/mail", post(mail::choose))
        .route("/you/theme", post(rest::theme))
        .route("/you/sessions/end", post(rest::end_session))
        .route("/you/sessions/end-others", post(rest::end_others))
}
