//! What an authorization server answers to a code, or to the key of a renewal (RFC 6749, sections 5.1 and 5.2).

use super::Pair;
use crate::{Trouble, trouble::Kind, unclear::sentence};
use basics::Moment;
use egress::Answer;
use jiff::SignedDuration;
use serde::Deserialize;
use zeroize::Zeroizing;

/// The longest time that a key is believed to last without a renewal.
const LONGEST: u64 = 366 * 24 * 60 * 60;

/// A new pair, and whose it is where the server says so.
pub struct Granted {
    /// The keys.
    pub pair: Pair,
    /// The account, in the server's word for it.
    pub subject: String,
    /// How the key is presented: `bearer`, `dpop`.
    pub kind: String,
}

#[derive(Deserialize)]
struct Wire {
    access_token: Zeroizing<String>,
    token_type: String,
    #[serde(default)]
    refresh_token: Option<Zeroizing<String>>,
    #[serde(default)]
    expires_in: Option<u64>,
    #[serde(default)]
    scope: Option<String>,
    #[serde(default)]
    sub: String,
}

#[derive(Deserialize)]
struct Refused {
    error: String,
}

/// Reads it. `asked` are the scopes that were asked for, which an answer that names none has granted.
///
/// # Errors
/// [`Kind::KeyRevoked`] where the server no longer takes the code, the key or the application: a person connects again.
/// [`Kind::Transient`] where it may work later: the key may have been used up all the same, which the next try tells.
pub fn granted(answer: &Answer, asked: &str, now: Moment) -> Result<Granted, Trouble> {
    let unreadable =
        || Trouble::new(Kind::Transient, sentence(answer, "answered the sign-in in a way that cannot be read"));
    match answer.status {
        200..=299 => {
            let wire: Wire = answer.json().ok_or_else(unreadable)?;
            let lasts = |seconds: u64| SignedDuration::from_secs(i64::try_from(seconds.min(LONGEST)).unwrap_or(0));
            let pair = Pair {
                access: wire.access_token,
                refresh: wire.refresh_token.filter(|key| !key.is_empty()),
                ends: wire.expires_in.map(|seconds| now.plus(lasts(seconds))),
                scopes: wire.scope.unwrap_or_else(|| asked.to_owned()),
            };
            Ok(Granted { pair, subject: wire.sub, kind: wire.token_type.to_ascii_lowercase() })
        }
        400 | 401 => Err(match answer.json::<Refused>().map(|refused| refused.error).as_deref() {
            Some("invalid_client" | "unauthorized_client") => Trouble::new(
                Kind::KeyRevoked,
                sentence(answer, "does not know this application: look at its id and secret, and connect again"),
            ),
            // X says the second one of a key that is used up.
            Some("invalid_grant" | "invalid_request" | "access_denied" | "invalid_scope") => Trouble::new(
                Kind::KeyRevoked,
                sentence(answer, "no longer takes what the account was connected with: connect the account again"),
            ),
            Some(_) => Trouble::new(Kind::Transient, sentence(answer, "renews no key now; it is asked again")),
            None => unreadable(),
        }),
        429 => Err(Trouble::new(Kind::TooMany(crate::wait::asked_by(answer)), sentence(answer, "asks us to wait"))),
        _ => Err(unreadable()),
    }
}
