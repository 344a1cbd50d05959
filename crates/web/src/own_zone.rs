//! The reader's own zone, as the script of a page noted it in a cookie. Without script the group's zone stands alone.

use axum::{extract::FromRequestParts, http::request::Parts};
use axum_extra::extract::cookie::CookieJar;
use basics::Zone;
use std::convert::Infallible;

/// The name of the cookie.
const COOKIE: &str = "zone";

/// The zone of the reader's browser, if it is known and one there is.
#[derive(Clone, Debug)]
pub struct OwnZone(pub Option<Zone>);

impl<S: Send + Sync> FromRequestParts<S> for OwnZone {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let jar = CookieJar::from_headers(&parts.headers);
        Ok(Self(jar.get(COOKIE).and_then(|cookie| Zone::named(cookie.value()).ok())))
    }
}
