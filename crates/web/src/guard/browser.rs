//! The browser at the other end, known by one cookie: of its session, or of a visitor who has none.

use super::Gate;
use crate::frame::{Plain, Theme};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use people::{FormToken, Purpose, Token, TokenHash};
use std::sync::Arc;

/// What is known about the browser that sent a request, before anybody looks into the store.
#[derive(Clone)]
pub struct Browser(Arc<Known>);

struct Known {
    session: Option<TokenHash>,
    visitor: TokenHash,
    visitors_form: FormToken,
    form: FormToken,
    form_text: String,
    theme: Theme,
}

impl Browser {
    /// What the store looks its session up by, if it has the cookie of one.
    pub fn session(&self) -> Option<TokenHash> {
        self.0.session
    }
    /// What holds a form without an account to this browser.
    pub fn visitor(&self) -> TokenHash {
        self.0.visitor
    }
    /// What a form carries that outlives signing in: it is this browser's, whoever is signed in. The response has to be
    /// [`HeldToBrowser`], or the browser does not know its own.
    pub fn lasting_token(&self) -> String {
        self.0.visitors_form.reveal().expose().to_owned()
    }
    /// What its forms carry.
    pub fn form_token(&self) -> &str {
        &self.0.form_text
    }
    /// Its theme.
    pub fn theme(&self) -> Theme {
        self.0.theme
    }
    /// The frame of a page outside any group, for somebody who may be signed in.
    pub fn plain(&self) -> Plain {
        Plain { theme: self.0.theme, signed_in: self.0.session.is_some(), token: self.0.form_text.clone(), toast: None }
    }
    pub(super) fn carries(&self, field: Option<&str>) -> Result<(), people::ForeignForm> {
        self.0.form.check(field)
    }
    pub(super) fn carries_lasting(&self, field: Option<&str>) -> Result<(), people::ForeignForm> {
        self.0.visitors_form.check(field)
    }
    pub(super) fn theme_of(headers: &HeaderMap) -> Theme {
        CookieJar::from_headers(headers).get(Theme::COOKIE).map_or(Theme::System, |cookie| Theme::of(cookie.value()))
    }
}

/// Says of a response that its form is held to this browser by the visitor's cookie, so that the cookie is given anew.
#[derive(Clone, Copy)]
pub struct HeldToBrowser;

/// The browser of this request; there is always one inside the guards.
impl<S: Send + Sync> FromRequestParts<S> for Browser {
    type Rejection = StatusCode;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

pub(super) async fn know(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let https = gate.origin.is_https();
    let jar = CookieJar::from_headers(request.headers());
    let read = |name: &str, purpose| jar.get(name).and_then(|cookie| Token::parse(cookie.value(), purpose).ok());
    let session = read(name(SESSION, https), Purpose::Session);
    let known = read(name(VISITOR, https), Purpose::Visitor);
    let is_new = session.is_none() && known.is_none();
    let visitor = match known.map_or_else(|| Token::mint(Purpose::Visitor), Ok) {
        Ok(visitor) => visitor,
        Err(trouble) => return no_randomness(&trouble),
    };
    let cookie = session.as_ref().unwrap_or(&visitor);
    let form = FormToken::of(cookie);
    let browser = Browser(Arc::new(Known {
        session: session.as_ref().map(Token::hash),
        visitor: visitor.hash(),
        visitors_form: FormToken::of(&visitor),
        form_text: form.reveal().expose().to_owned(),
        form,
        theme: Browser::theme_of(request.headers()),
    }));
    // A file gets no cookie: it is the same for everybody and kept for a year.
    let is_page = !request.uri().path().starts_with("/assets/");
    request.extensions_mut().insert(browser);
    let mut response = next.run(request).await;
    let is_held = response.extensions().get::<HeldToBrowser>().is_some();
    if ((is_new && is_page) || is_held)
        && let Ok(cookie) = HeaderValue::from_str(&lasting(name(VISITOR, https), &visitor, https))
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn no_randomness(trouble: &people::NoRandomness) -> Response {
    tracing::error!(%trouble, "no visitor cookie could be made");
    (StatusCode::SERVICE_UNAVAILABLE, trouble.to_string()).into_response()
}

const SESSION: [&str; 2] = ["session", "__Host-session"];
const VISITOR: [&str; 2] = ["visitor", "__Host-visitor"];

/// `__Host-` binds a cookie to this host and to https; on plain http (this machine only) browsers refuse it.
fn name(of: [&'static str; 2], https: bool) -> &'static str {
    of[usize::from(https)]
}

/// Written by hand because the token's text needs no quoting and nothing else here needs a clock.
fn lasting(name: &str, token: &Token, https: bool) -> String {
    let seconds = token.purpose().lifetime().as_secs();
    let value = token.reveal();
    format!("{name}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{}", value.expose(), secure(https))
}

fn secure(https: bool) -> &'static str {
    if https { "; Secure" } else { "" }
}

/// The `Set-Cookie` of a session that has just begun, or was proved again.
pub fn session_cookie(token: &Token, gate: &Gate) -> String {
    let https = gate.origin.is_https();
    lasting(name(SESSION, https), token, https)
}

/// The `Set-Cookie` that ends a session in the browser.
pub fn sign_out_cookie(gate: &Gate) -> String {
    let https = gate.origin.is_https();
    format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", name(SESSION, https), secure(https))
}

/// The `Set-Cookie` of a theme, for a year. Scripts need not read it, and it says nothing about anybody.
pub fn theme_cookie(theme: Theme, gate: &Gate) -> String {
    let https = gate.origin.is_https();
    let word = theme.word();
    format!("{}={word}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000{}", Theme::COOKIE, secure(https))
}
