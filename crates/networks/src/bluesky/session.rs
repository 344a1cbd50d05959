//! Sessions: one renewal at a time per account, and every renewed session is kept before it is used, because the one it
//! came from is worth nothing any more. An account that was signed in on its own server has none: its calls carry the key
//! that was renewed before, and a proof.

use super::{answers, oauth, wire, xrpc::Xrpc};
use crate::{Account, Secret, Sessions, Trouble, oauth::Prover, trouble::Kind};
use basics::Digest;
use egress::{Answer, Ask, Failure};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex as Lock, PoisonError},
};
use tokio::sync::Mutex;

type Slot = Arc<Mutex<Option<wire::Session>>>;

/// The sessions this process has open.
pub struct SessionBook {
    kept: Arc<dyn Sessions>,
    prover: Prover,
    open: Lock<HashMap<String, Slot>>,
}

impl SessionBook {
    /// A book that keeps renewed sessions there.
    pub fn new(kept: Arc<dyn Sessions>) -> Self {
        Self { kept, prover: Prover::default(), open: Lock::default() }
    }

    /// What servers asked to find in proofs.
    pub fn prover(&self) -> &Prover {
        &self.prover
    }

    /// Sends with the account's session. A call that is refused because the session ran out is made once more with a
    /// renewed one: the refusal says that nothing was done. `on_failure` says what a missing answer means.
    pub async fn send(
        &self,
        xrpc: &Xrpc<'_>,
        account: &Account,
        ask: Ask,
        on_failure: fn(&Failure) -> Trouble,
    ) -> Result<Answer, Trouble> {
        if let Some(keys) = oauth::of_account(account) {
            let (keys, pair) = keys?;
            let (key, now) = (keys.proof_key()?, self.kept.now());
            return self.prover.send(xrpc.egress, &ask, &key, Some(&pair.access), now, on_failure).await;
        }
        let session = self.current(xrpc, account).await?;
        let answer = self.sent(xrpc, &ask, &session, on_failure).await?;
        if !answers::ends_the_session(&answer) {
            return Ok(answer);
        }
        let session = self.renewed(xrpc, account, &session).await?;
        self.sent(xrpc, &ask, &session, on_failure).await
    }

    async fn sent(
        &self,
        xrpc: &Xrpc<'_>,
        ask: &Ask,
        session: &wire::Session,
        on_failure: fn(&Failure) -> Trouble,
    ) -> Result<Answer, Trouble> {
        let ask = ask.clone().bearer(&Secret::new(session.access_jwt.clone()));
        xrpc.egress.write(ask).await.map_err(|failure| on_failure(&failure))
    }

    /// The open session, the one that was stored, or a new one.
    async fn current(&self, xrpc: &Xrpc<'_>, account: &Account) -> Result<wire::Session, Trouble> {
        let slot = self.slot(account);
        let mut open = slot.lock().await;
        if let Some(session) = open.clone().or_else(|| stored(account)) {
            *open = Some(session.clone());
            return Ok(session);
        }
        let session = xrpc.create_session(&account.identity.id, &account.token).await?;
        self.keep(account, &mut open, session).await
    }

    /// A session newer than the one that ran out. Whoever waits here finds the renewal of whoever came first.
    async fn renewed(
        &self,
        xrpc: &Xrpc<'_>,
        account: &Account,
        ended: &wire::Session,
    ) -> Result<wire::Session, Trouble> {
        let slot = self.slot(account);
        let mut open = slot.lock().await;
        if let Some(newer) = open.as_ref().filter(|open| open.access_jwt != ended.access_jwt) {
            return Ok(newer.clone());
        }
        let renewed = match xrpc.refresh_session(&Secret::new(ended.refresh_jwt.clone())).await {
            Err(trouble) if trouble.kind == Kind::KeyRevoked => {
                xrpc.create_session(&account.identity.id, &account.token).await?
            }
            other => other?,
        };
        self.keep(account, &mut open, renewed).await
    }

    async fn keep(
        &self,
        account: &Account,
        open: &mut Option<wire::Session>,
        session: wire::Session,
    ) -> Result<wire::Session, Trouble> {
        if session.did != account.identity.id {
            return Err(Trouble::new(
                Kind::KeyRevoked,
                "the server signed us in as somebody else: connect the account again",
            ));
        }
        let unkept = |why: &dyn std::fmt::Display| Trouble::new(Kind::Transient, why.to_string());
        self.kept.keep(account, &sealed(&session)).await.map_err(|why| unkept(&why))?;
        *open = Some(session.clone());
        Ok(session)
    }

    fn slot(&self, account: &Account) -> Slot {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        // An account that was connected again with another app password starts with nothing of the old one, and two
        // channels with one account share nothing either.
        let key = Digest::of(account.token.expose().as_bytes());
        let channel = account.channel.map(|channel| channel.to_string()).unwrap_or_default();
        open.entry(format!("{channel} {} {} {key}", account.base, account.identity.id)).or_default().clone()
    }
}

/// A session as it is stored.
pub fn sealed(session: &wire::Session) -> Secret {
    // Four texts can always be written.
    Secret::new(serde_json::to_string(session).unwrap_or_default())
}

fn stored(account: &Account) -> Option<wire::Session> {
    serde_json::from_str(account.session.as_ref()?.expose()).ok()
}
