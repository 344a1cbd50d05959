//! What was just done is said on the page that it led to, and once: reloading the page, coming back to it or opening its
//! address tells nothing, because nothing was done then.
//!
//! A cookie of one minute carries the word for it, for that page alone.

use crate::{guard::Gate, parts::Toast};
use axum::{
    Extension,
    extract::{FromRequestParts, Request, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use std::convert::Infallible;

/// On to a page that says what was done.
#[derive(Clone)]
pub struct Done {
    to: String,
    word: &'static str,
}

impl Done {
    /// To the page at this path, which knows this word.
    pub fn at(to: impl Into<String>, word: &'static str) -> Self {
        Self { to: to.into(), word }
    }
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let to = Redirect::to(&self.to);
        (Extension(self), to).into_response()
    }
}

/// The word for what was done just now, where it led to this page.
#[derive(Clone)]
pub struct JustDone(Option<String>);

impl JustDone {
    /// What the page says about it: the words beside its word, where the page knows it.
    pub fn told(&self, words: &[(&str, &str)]) -> Option<Toast> {
        let just_done = self.word()?;
        words.iter().find(|(word, _)| *word == just_done).map(|(_, words)| Toast::of(*words))
    }
    /// The word.
    pub fn word(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for JustDone {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or(Self(None)))
    }
}

/// Hands the word to the page that it is for, and takes it back once that page was answered.
pub async fn say_once(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let https = gate.origin.is_https();
    let word = CookieJar::from_headers(request.headers()).get(name(https)).map(|cookie| cookie.value().to_owned());
    let (path, is_told) = (request.uri().path().to_owned(), word.is_some());
    request.extensions_mut().insert(JustDone(word));
    let mut response = next.run(request).await;
    let set = match response.extensions().get::<Done>() {
        Some(done) => Some(cookie(https, done.word, &done.to, 60)),
        None if is_told && response.status() == StatusCode::OK => Some(cookie(https, "", &path, 0)),
        None => None,
    };
    if let Some(cookie) = set.and_then(|cookie| HeaderValue::from_str(&cookie).ok()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// `__Host-` would be for every page; over https the browser takes it from https only all the same.
fn name(https: bool) -> &'static str {
    if https { "__Secure-done" } else { "done" }
}

fn cookie(https: bool, word: &str, to: &str, seconds: u32) -> String {
    let path = to.split(['?', '#']).next().unwrap_or_default();
    let secure = if https { "; Secure" } else { "" };
    format!("{}={word}; Path={path}; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", name(https))
}
