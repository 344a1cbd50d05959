//! A person agrees on the page of the account's own server.

use super::{
    Keys, Server,
    client::{self, SCOPES},
};
use crate::{
    Account, NetworkName, NotConnected, SafeUrl, Secret, Trouble, Typed,
    bluesky::{Bluesky, directory},
    oauth::{Agreeing, Application, Door, Leaving, ProofKey, SentBack},
    page,
    trouble::Kind,
};
use async_trait::async_trait;

#[async_trait]
impl Agreeing for Bluesky {
    /// The account's own server: the one that is named, or the one its handle leads to.
    async fn server(&self, typed: &Typed) -> Result<SafeUrl, NotConnected> {
        let handle = directory::handle_of(typed.text("handle")).map_err(|wrong| NotConnected::at("handle", wrong))?;
        match typed.text("server") {
            "" => {
                let home = self.directory().home_of(self.egress(), &handle).await;
                Ok(home.map_err(|trouble| NotConnected::at("handle", trouble))?.server)
            }
            named => {
                let named = self.egress().url(&page::with_scheme(named));
                Ok(named.map_err(|wrong| NotConnected::at("server", wrong))?.origin())
            }
        }
    }

    /// Servers read who asks in a document of ours.
    async fn introduce(&self, _: &SafeUrl, _: &Door<'_>) -> Result<Option<Application>, Trouble> {
        Ok(None)
    }

    async fn leave(
        &self,
        server: &SafeUrl,
        typed: &Typed,
        _: Option<&Application>,
        door: &Door<'_>,
    ) -> Result<Leaving, NotConnected> {
        let at = |trouble: Trouble| NotConnected::at("handle", trouble);
        let client_id = client::id(door.website, door.callback).map_err(|why| NotConnected::at("password", why))?;
        let handle = directory::handle_of(typed.text("handle")).map_err(at)?;
        let did = self.xrpc(server).resolve_handle(&handle).await.map_err(at)?;
        let gives = Server::behind(self.egress(), self.prover(), server).await;
        let gives = gives.map_err(|trouble| NotConnected::at("password", trouble))?;
        let key = ProofKey::new().map_err(at)?;
        let round = (door.callback, door.state, door.challenge);
        let page = gives.push(&key, &client_id, round, &handle, door.now).await;
        let page = page.map_err(|trouble| NotConnected::at("password", trouble))?;
        Ok(Leaving { page, kept: Keys::new(&key, client_id, gives.issuer, did).to_secret() })
    }

    async fn come_back(
        &self,
        server: &SafeUrl,
        kept: &Secret,
        _: Option<&Application>,
        door: &Door<'_>,
        sent: &SentBack,
    ) -> Result<Account, Trouble> {
        let says = "what was kept of this sign-in cannot be read: start connecting again";
        let keys = Keys::of(kept).ok_or_else(|| Trouble::new(Kind::Forbidden, says))?;
        sent.is_from(&keys.issuer, true)?;
        let gives = Server::named(self.egress(), self.prover(), &keys.issuer).await?;
        let granted = gives.exchange(&keys, &sent.code, (door.callback, door.challenge), door.now).await?;
        agreed_to(&granted.pair.scopes)?;
        // A server can say of any account that it is its own; only the account's document tells where it lives.
        let home = self.directory().home_of_did(self.egress(), &keys.did).await?;
        if !home.server.same_origin(server) {
            let says = format!("{} lives on another server than {}. Nothing was stored", keys.did, server.authority());
            return Err(Trouble::new(Kind::Forbidden, says));
        }
        let account = Account::unknown(NetworkName::Bluesky, server.clone(), keys.to_secret());
        Ok(Account { session: Some(granted.pair.to_secret()), ..account })
    }
}

/// Everything that was asked for, and nothing else.
fn agreed_to(scopes: &str) -> Result<(), Trouble> {
    let (asked, given): (Vec<&str>, Vec<&str>) =
        (SCOPES.split_whitespace().collect(), scopes.split_whitespace().collect());
    let says = if given.iter().any(|word| !asked.contains(word)) {
        "its server lets this program do more than it asked for. Nothing was stored"
    } else if asked.iter().any(|word| !given.contains(word)) {
        "its server does not let this program post as the account. Nothing was stored; agree to all of it"
    } else {
        return Ok(());
    };
    Err(Trouble::new(Kind::Forbidden, says))
}
