//! What is kept of an account that somebody signed in on its own server: the key of its proofs for good, and the pair that
//! is renewed.

use crate::{
    Account, Secret, Trouble,
    oauth::{Pair, ProofKey},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The lasting half. An account with an app password has none of this.
#[derive(Clone, Serialize, Deserialize)]
pub struct Keys {
    /// The private key of the proofs.
    key: Zeroizing<String>,
    /// This program there.
    pub client_id: String,
    /// The server that gives the keys, by its own name.
    pub issuer: String,
    /// Whose account it is.
    pub did: String,
}

impl Keys {
    /// New ones.
    pub fn new(key: &ProofKey, client_id: String, issuer: String, did: String) -> Self {
        Self { key: key.kept(), client_id, issuer, did }
    }
    /// Those that are kept as the lasting key of an account; none where that is an app password, which is no JSON.
    pub fn of(token: &Secret) -> Option<Self> {
        serde_json::from_str(token.expose()).ok()
    }
    /// In the form in which they are kept.
    pub fn to_secret(&self) -> Secret {
        // Four texts can always be written.
        Secret::new(serde_json::to_string(self).unwrap_or_default())
    }
    /// The key of the proofs.
    pub fn proof_key(&self) -> Result<ProofKey, Trouble> {
        let says = "the key of a sign-in cannot be read: connect the account again";
        ProofKey::of(&self.key).ok_or_else(|| Trouble::new(crate::trouble::Kind::KeyRevoked, says))
    }
}

/// The keys of an account that was signed in so, with the pair of now.
pub fn of_account(account: &Account) -> Option<Result<(Keys, Pair), Trouble>> {
    let keys = Keys::of(&account.token)?;
    Some(Pair::of(account).map(|pair| (keys, pair)))
}
