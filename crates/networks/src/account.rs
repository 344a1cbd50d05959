//! An official account as a connector needs it: where it lives, who it is, and the key to it.

use crate::NetworkName;
use async_trait::async_trait;
use basics::{ChannelId, Moment};
use egress::{SafeUrl, Secret};
use serde::{Deserialize, Serialize};

/// An account and its key. It cannot be printed or serialised, because the key cannot.
#[derive(Clone)]
pub struct Account {
    /// The channel it stands behind; none while it is only being tried, so that nothing of it is kept.
    pub channel: Option<ChannelId>,
    /// The network it is on.
    pub network: NetworkName,
    /// The server it lives on: the instance, or the personal data server. For an assisted channel the site a person posts on.
    pub base: SafeUrl,
    /// Who it is there.
    pub identity: Identity,
    /// Which of its kin the server is, as the last probe said ([`crate::Capabilities::dialect`]).
    pub dialect: Option<String>,
    /// The lasting key: the access token (Mastodon), the app password or the key of its proofs (Bluesky); empty for an assisted channel.
    pub token: Secret,
    /// The last session kept through [`Sessions::keep`], where the network works with sessions (Bluesky).
    pub session: Option<Secret>,
}

impl Account {
    /// An account of which only server and key are known: who it is, a probe says.
    pub fn unknown(network: NetworkName, base: SafeUrl, token: Secret) -> Self {
        let identity = Identity { id: String::new(), handle: String::new(), url: String::new() };
        Self { channel: None, network, base, identity, dialect: None, token, session: None }
    }
}

/// Who an account is on its network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The id that never changes: the account id on its instance, or the DID.
    pub id: String,
    /// What people read: `@group@social.example`, `group.example`.
    pub handle: String,
    /// Its page on the network.
    pub url: String,
}

/// Where renewed sessions are kept. They are single-use on some networks: a session that is used before it is kept is
/// lost with the process.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Stores the session of this account's channel in place of the one before, as long as the channel still has the
    /// key that the session was made with. It is durable when this returns `Ok`; of an account that is only being tried
    /// nothing is stored.
    async fn keep(&self, account: &Account, session: &Secret) -> Result<(), NotKept>;

    /// What time it is where they are kept: proofs of a key are dated.
    fn now(&self) -> Moment;
}

/// A renewed session could not be stored; the sentence says why.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the renewed sign-in could not be stored: {0}")]
pub struct NotKept(pub String);

/// Keeps sessions nowhere, and goes by this clock: for tests and for a connection that is only being tried.
pub struct Forgetful(pub fn() -> Moment);

#[async_trait]
impl Sessions for Forgetful {
    async fn keep(&self, _: &Account, _: &Secret) -> Result<(), NotKept> {
        Ok(())
    }
    fn now(&self) -> Moment {
        self.0()
    }
}
