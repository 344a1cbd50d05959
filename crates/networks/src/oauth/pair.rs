//! A key that is good for a short while, and the one that is good for one renewal of both.

use crate::{Account, Secret, Trouble, trouble::Kind};
use basics::Moment;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// A key that ends sooner than this is renewed before anything is prepared with it: a delivery that has been prepared is
/// sent within its lease, and reads that follow find the key still good.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// What a network gives for a code, and again for each renewal. It is kept as the session of the account.
#[derive(Clone, Serialize, Deserialize)]
pub struct Pair {
    /// The key that calls are made with.
    pub access: Zeroizing<String>,
    /// What is exchanged for the next pair, once; none where the network gave none.
    pub refresh: Option<Zeroizing<String>>,
    /// When the key ends, by the network's word; none where it said nothing.
    pub ends: Option<Moment>,
    /// What the person agreed to.
    pub scopes: String,
}

impl Pair {
    /// The pair that is kept for this account.
    ///
    /// # Errors
    /// [`Kind::KeyRevoked`] where none is: the account is to be connected again.
    pub fn of(account: &Account) -> Result<Self, Trouble> {
        let kept = account.session.as_ref().and_then(|kept| serde_json::from_str(kept.expose()).ok());
        let says = || format!("no key of {} is kept: connect the account again", account.identity.handle);
        kept.ok_or_else(|| Trouble::new(Kind::KeyRevoked, says()))
    }

    /// The pair that a renewal gave: where it gives no new key for the next one, the same is good again (RFC 6749,
    /// section 6).
    #[must_use]
    pub fn after(self, before: &Self) -> Self {
        Self { refresh: self.refresh.or_else(|| before.refresh.clone()), ..self }
    }

    /// In the form in which it is kept.
    pub fn to_secret(&self) -> Secret {
        // Texts and a moment can always be written.
        Secret::new(serde_json::to_string(self).unwrap_or_default())
    }

    /// The key that calls are made with.
    pub fn bearer(&self) -> Secret {
        Secret::new(self.access.as_str())
    }

    /// Whether it is renewed before it is used.
    pub fn is_due(&self, now: Moment) -> bool {
        self.ends.is_some_and(|ends| ends <= now.plus(AHEAD))
    }
}
