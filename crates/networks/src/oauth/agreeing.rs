//! Connecting by a person who agrees on the network's own page: out through the browser with a state and a challenge, and
//! back with a code.

use super::Challenge;
use crate::{Account, NotConnected, SafeUrl, Secret, Trouble, Typed, trouble::Kind};
use async_trait::async_trait;
use basics::Moment;
use serde::Deserialize;

/// This program as one server knows it.
#[derive(Clone)]
pub struct Application {
    /// Its public id there.
    pub client_id: String,
    /// Its secret there.
    pub client_secret: Secret,
    /// What it may ask for there.
    pub scopes: String,
}

/// One attempt to connect, as it begins here and ends here.
pub struct Door<'a> {
    /// The address to which a person is sent back.
    pub callback: &'a str,
    /// The address of this installation.
    pub website: &'a str,
    /// What comes back unchanged and names the attempt.
    pub state: &'a str,
    /// The secret of the attempt.
    pub challenge: &'a Challenge,
    /// What time it is.
    pub now: Moment,
}

/// A person is ready to leave.
pub struct Leaving {
    /// The page on which they agree.
    pub page: SafeUrl,
    /// What the connector needs when they are back, in its own form. It is kept sealed.
    pub kept: Secret,
}

/// What a server sends a person back with. None of it is believed, and none of it is shown as anything but text.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct SentBack {
    /// The state that they left with.
    pub state: String,
    /// What is exchanged for a key.
    pub code: String,
    /// Which server this comes from, where it says so (RFC 9207).
    pub iss: String,
    /// Why not, in the server's word.
    pub error: String,
}

impl SentBack {
    /// Refuses a code of another server than the one they left for. A server that announces to name itself must.
    pub fn is_from(&self, issuer: &str, names_itself: bool) -> Result<(), Trouble> {
        let same = |iss: &str| iss.trim_end_matches('/') == issuer.trim_end_matches('/');
        let says = match self.iss.as_str() {
            "" if names_itself => {
                format!("{issuer} did not name itself on the way back, although it says that it does")
            }
            "" => return Ok(()),
            iss if same(iss) => return Ok(()),
            _ => format!("the answer comes from another server than {issuer}"),
        };
        Err(Trouble::new(Kind::Forbidden, format!("{says}: nothing was connected; start connecting again")))
    }
}

/// A network on whose own page a person agrees.
#[async_trait]
pub trait Agreeing: Send + Sync {
    /// The server that gives the key, from what was typed.
    async fn server(&self, typed: &Typed) -> Result<SafeUrl, NotConnected>;

    /// Makes this installation known to that server, where programs introduce themselves; it is done once for each server.
    /// Nothing where the group brings its own application, or where none is needed.
    async fn introduce(&self, server: &SafeUrl, door: &Door<'_>) -> Result<Option<Application>, Trouble>;

    /// The page on which a person agrees.
    async fn leave(
        &self,
        server: &SafeUrl,
        typed: &Typed,
        application: Option<&Application>,
        door: &Door<'_>,
    ) -> Result<Leaving, NotConnected>;

    /// The account they agreed for, with its key. A code is good once, so that nothing in here is repeated.
    async fn come_back(
        &self,
        server: &SafeUrl,
        kept: &Secret,
        application: Option<&Application>,
        door: &Door<'_>,
        sent: &SentBack,
    ) -> Result<Account, Trouble>;
}
