//! What every request passes before a page sees it, and every response on its way out.
//!
//! From outside in: the request gets a number and a net for panics; the response gets its headers; a request that
//! wants to change something must come from a page of ours; the browser is known by its cookie. That a form carries
//! the token of that browser is part of reading the form: [`Sent`], [`SentWithFiles`] and [`SentWithMedia`] are the only
//! readers.

mod browser;
mod form;
mod headers;
mod media;
mod once;
mod origin;
mod request;

pub use browser::{Browser, HeldToBrowser, session_cookie, sign_out_cookie, theme_cookie};
pub use form::{FormRefused, Nothing, Sent, SentAcross, SentWithFiles, TOKEN, Upload};
pub use headers::content_security_policy;
pub use media::SentWithMedia;
pub use once::{ONCE, SentOnce};
pub use request::RequestId;

use crate::done;
use acts::setup::LONGEST;
use axum::{Router, extract::DefaultBodyLimit, middleware};
use people::origin::Origin;
use std::sync::Arc;
use tower_http::compression::{
    CompressionLayer,
    predicate::{DefaultPredicate, NotForContentType, Predicate},
};

/// The most bytes of a form without files: a charter's text and its rules at their longest, and as much again for how a form
/// writes them.
pub const FORM_LIMIT: usize = 4 * LONGEST;
/// The most bytes of a form with images: four of 20 MB and the words.
pub const UPLOAD_LIMIT: usize = 84 * 1024 * 1024;

/// What the guards have to know about this installation.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The address it is reached under.
    pub origin: Arc<Origin>,
    /// The host that media are served from, where it is not this one.
    pub media: Option<String>,
}

/// Puts those guards around these routes that do not ask where a request comes from: for what whoever holds an address may
/// do, whichever program sends it.
pub fn around_what_comes_from_anywhere<S: Clone + Send + Sync + 'static>(routes: Router<S>, gate: &Gate) -> Router<S> {
    routes
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(middleware::from_fn(request::number))
        .layer(middleware::from_fn_with_state(gate.clone(), headers::add))
}

/// Puts all guards around these routes.
pub fn around<S: Clone + Send + Sync + 'static>(routes: Router<S>, gate: &Gate) -> Router<S> {
    let small_text = DefaultPredicate::new().and(NotForContentType::const_new("font/"));
    routes
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(middleware::from_fn_with_state(gate.clone(), done::say_once))
        .layer(middleware::from_fn_with_state(gate.clone(), browser::know))
        .layer(middleware::from_fn_with_state(gate.clone(), origin::check))
        .layer(middleware::from_fn(request::number))
        .layer(middleware::from_fn_with_state(gate.clone(), headers::add))
        .layer(CompressionLayer::new().gzip(true).compress_when(small_text))
}
