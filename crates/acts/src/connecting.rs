//! Putting an account and its key behind a channel. What a person typed or agreed to elsewhere is tried on the network
//! before anything is kept, and the key is never shown again.

use crate::{Declined, Installation, accounts, replacing, spending};
use anyhow::Context as _;
use basics::{ChannelId, GroupId};
use charter::{Actor, act::ConnectChannel};
use networks::{
    Account, Network, NetworkName, NotConnected, SafeUrl, Secret, Trouble, Typed,
    oauth::{Agreeing, Application, Challenge, Door, SentBack},
};
use people::Elevated;
use serde::{Deserialize, Serialize};
use store::{AppRegistration, ConnectionTry};
use zeroize::Zeroizing;

/// What is kept of an attempt until the person is back.
#[derive(Serialize, Deserialize)]
struct Attempt {
    verifier: Zeroizing<String>,
    kept: Zeroizing<String>,
    monthly_cap: u32,
}

/// How connecting goes on after the form.
pub enum Begun {
    /// The account is connected.
    Connected,
    /// A person agrees on this page of the network first.
    AgreeAt(String),
}

/// Begins connecting with what was typed: connects the account, or gives the page of the network on which a person agrees.
/// Whether they may connect is asked before they leave, and again when they come back.
///
/// # Errors
/// [`NotDone::Blank`] names the blank to mend.
pub async fn start(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    channel: ChannelId,
    typed: &Typed,
) -> Result<Begun, NotDone> {
    let network = network_of(here, group, channel).await?;
    let Some(agreeing) = network.agreeing(typed) else {
        connect(here, group, who, channel, typed).await?;
        return Ok(Begun::Connected);
    };
    may_connect(here, group, who, channel).await?;
    let monthly_cap = spending::cap_of(here, group, network, typed).await?;
    let server = agreeing.server(typed).await?;
    let (callback, challenge) = (callback(here, network.name()), Challenge::from_random(accounts::random()?));
    let state = hex::encode(accounts::random::<32>()?);
    let door = door(here, &callback, &state, &challenge);
    let app = application(here, agreeing, &server, &door).await?;
    let leaving = agreeing.leave(&server, typed, app.as_ref(), &door).await?;
    let secret = |secret: &Secret| Zeroizing::new(secret.expose().to_owned());
    let attempt = Attempt { verifier: secret(challenge.verifier()), kept: secret(&leaving.kept), monthly_cap };
    let attempt = ConnectionTry {
        group,
        channel,
        person: who.person(),
        base_url: server.as_str().to_owned(),
        kept: Zeroizing::new(serde_json::to_string(&attempt).map_err(Declined::from)?),
    };
    here.store.bookkeeping().keep_connection_try(&state, &attempt).await.map_err(Declined::from)?;
    Ok(Begun::AgreeAt(leaving.page.as_str().to_owned()))
}

/// Finishes it with what the person came back with, by the way back of this network: a way back is good for the network
/// that it was begun with, and for no other. The attempt is used up whatever comes of it.
pub async fn finish(
    here: &Installation,
    who: &Elevated,
    by: NetworkName,
    sent: &SentBack,
) -> Result<(GroupId, ChannelId), Declined> {
    let stale = || {
        Declined::rule(
            "this sign-in was finished already, belongs to somebody else, or is older than ten minutes; start connecting again",
        )
    };
    let begun = here.store.bookkeeping().take_connection_try(&sent.state).await?.ok_or_else(stale)?;
    let network = network_of(here, begun.group, begun.channel).await?;
    let agreeing = network.agreeing(&Typed::default()).filter(|_| network.name() == by);
    let agreeing = agreeing.filter(|_| begun.person == who.person()).ok_or_else(stale)?;
    let server = accounts::at(here, &begun.base_url)?;
    let attempt: Attempt = serde_json::from_str(&begun.kept).map_err(|_| stale())?;
    let challenge = Challenge::from_verifier(Secret::new(attempt.verifier.as_str()));
    let callback = callback(here, by);
    let door = door(here, &callback, &sent.state, &challenge);
    let app = known_application(here, by, &server).await?;
    let kept = Secret::new(attempt.kept.as_str());
    let account = agreeing.come_back(&server, &kept, app.as_ref(), &door, sent).await.map_err(refused)?;
    keep(here, begun.group, who, begun.channel, account, attempt.monthly_cap).await?;
    Ok((begun.group, begun.channel))
}

/// Connects the account that what was typed leads to, on the network of the channel.
///
/// # Errors
/// [`NotDone::Blank`] names the blank to mend.
pub async fn connect(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    channel: ChannelId,
    typed: &Typed,
) -> Result<(), NotDone> {
    may_connect(here, group, who, channel).await?;
    let network = network_of(here, group, channel).await?;
    let monthly_cap = spending::cap_of(here, group, network, typed).await?;
    let account = network.account(typed).await?;
    Ok(keep(here, group, who, channel, account, monthly_cap).await?)
}

/// Why an account is not connected.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    /// What was typed leads to none.
    #[error(transparent)]
    Blank(#[from] NotConnected),
    /// Anything else.
    #[error(transparent)]
    Declined(#[from] Declined),
}

impl From<NotDone> for Declined {
    fn from(not: NotDone) -> Self {
        match not {
            NotDone::Blank(wrong) => Self::rule(wrong),
            NotDone::Declined(declined) => declined,
        }
    }
}

/// The network that a channel is on.
async fn network_of(here: &Installation, group: GroupId, channel: ChannelId) -> Result<&dyn Network, Declined> {
    let row = here.store.channel(group, channel).await?.ok_or(Declined::NotFound("channel"))?;
    let name: NetworkName = row.channel.network.as_str().parse().map_err(Declined::rule)?;
    Ok(here.networks.get(name))
}

/// Asks the network who this is and what it can do, and keeps that with the keys.
async fn keep(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    channel: ChannelId,
    account: Account,
    monthly_cap: u32,
) -> Result<(), Declined> {
    let network = here.networks.get(account.network);
    let probe = network.probe(&account, here.store.now()).await.map_err(refused)?;
    let kept = store::Account {
        base_url: account.base.as_str().to_owned(),
        identity: probe.identity.id,
        handle: probe.identity.handle,
        url: probe.identity.url,
        capabilities: serde_json::to_string(&probe.capabilities)?,
        secret: accounts::sealed(&account.token, account.session.as_ref())?,
        monthly_cap,
    };
    let replaced = replacing::key_of(here, group, channel).await?;
    let act = ConnectChannel { channel };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(kept).await?.commit().await?;
    replacing::take_back(here, replaced, &account).await;
    Ok(())
}

/// Refuses before a person leaves for another site. The refusal is recorded like any other.
async fn may_connect(here: &Installation, group: GroupId, who: &Elevated, channel: ChannelId) -> Result<(), Declined> {
    let act = ConnectChannel { channel };
    drop(here.store.begin(group, Actor::Person(who.person()), act).await?);
    Ok(())
}

/// How this installation is known at a server, if it ever introduced itself there.
pub(crate) async fn known_application(
    here: &Installation,
    network: NetworkName,
    base: &SafeUrl,
) -> Result<Option<Application>, Declined> {
    known_by(here, base, &callback(here, network)).await
}

async fn known_by(here: &Installation, base: &SafeUrl, callback: &str) -> Result<Option<Application>, Declined> {
    let known = here.store.app_registration(base.as_str(), callback).await?;
    Ok(known.map(|known| {
        let client_secret = Secret::new(known.client_secret.as_str());
        Application { client_id: known.client_id, client_secret, scopes: known.scopes }
    }))
}

/// How this installation is known at a server where programs introduce themselves: done once, the secret sealed.
async fn application(
    here: &Installation,
    agreeing: &dyn Agreeing,
    base: &SafeUrl,
    door: &Door<'_>,
) -> Result<Option<Application>, Declined> {
    if let Some(known) = known_by(here, base, door.callback).await? {
        return Ok(Some(known));
    }
    let Some(app) = agreeing.introduce(base, door).await.map_err(refused)? else { return Ok(None) };
    let registration = AppRegistration {
        client_id: app.client_id.clone(),
        client_secret: Zeroizing::new(app.client_secret.expose().to_owned()),
        scopes: app.scopes.clone(),
    };
    let kept = here.store.bookkeeping().keep_app_registration(base.as_str(), door.callback, &registration).await;
    kept.context("the registration at the server could not be kept")?;
    Ok(Some(app))
}

fn door<'a>(here: &'a Installation, callback: &'a str, state: &'a str, challenge: &'a Challenge) -> Door<'a> {
    Door { callback, website: &here.public_url, state, challenge, now: here.store.now() }
}

/// The address to which a network sends a person back: one of its own, so that no other network can use it.
fn callback(here: &Installation, network: NetworkName) -> String {
    format!("{}/connect/{network}", here.public_url)
}

fn refused(trouble: Trouble) -> Declined {
    Declined::rule(trouble)
}
