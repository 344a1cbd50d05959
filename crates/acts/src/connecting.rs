//! Putting an account and its key behind a channel. What a person typed or agreed to elsewhere is tried on the network
//! before anything is kept, and the key is never shown again.

use crate::{Declined, Installation, accounts, replacing};
use anyhow::Context as _;
use basics::{ChannelId, GroupId};
use charter::{Actor, act::ConnectChannel};
use networks::{
    Account, Network, NetworkName, NotConnected, SafeUrl, Secret, Trouble, Typed,
    mastodon::{Application, Challenge, Server, oauth},
    page,
};
use people::Elevated;
use std::time::Duration;
use store::{AppRegistration, ConnectionTry};
use zeroize::Zeroizing;

const PATIENCE: Duration = Duration::from_secs(15);

/// Starts connecting a Mastodon account: gives the page of the instance on which a person agrees. Whether they may
/// connect is asked before they leave, and again when they come back.
pub async fn start_mastodon(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    channel: ChannelId,
    instance: &str,
) -> Result<String, Declined> {
    may_connect(here, group, who, channel).await?;
    let base = accounts::at(here, &page::with_scheme(instance))?.origin();
    let app = application(here, &base).await?;
    let challenge = Challenge::from_random(accounts::random()?);
    let state = hex::encode(accounts::random::<32>()?);
    let attempt = ConnectionTry {
        group,
        channel,
        person: who.person(),
        base_url: base.as_str().to_owned(),
        verifier: Zeroizing::new(challenge.verifier().expose().to_owned()),
    };
    here.store.bookkeeping().keep_connection_try(&state, &attempt).await?;
    Ok(oauth::authorize_url(&base, &app, &callback(here), &state, &challenge).as_str().to_owned())
}

/// Finishes it with the code the person came back with. The attempt is used up whatever comes of it.
pub async fn finish_mastodon(
    here: &Installation,
    who: &Elevated,
    state: &str,
    code: &str,
) -> Result<(GroupId, ChannelId), Declined> {
    let stale = || {
        Declined::rule(
            "this sign-in was finished already, belongs to somebody else, or is older than ten minutes; start connecting again",
        )
    };
    let attempt = here.store.bookkeeping().take_connection_try(state).await?.ok_or_else(stale)?;
    if attempt.person != who.person() {
        return Err(stale());
    }
    let base = accounts::at(here, &attempt.base_url)?;
    let app = application(here, &base).await?;
    let challenge = Challenge::from_verifier(Secret::new(attempt.verifier.as_str()));
    let token = oauth::exchange(&here.egress, &base, &app, &callback(here), code, &challenge).await.map_err(refused)?;
    let account = Account::unknown(NetworkName::Mastodon, base, token);
    keep(here, attempt.group, who, attempt.channel, account).await?;
    Ok((attempt.group, attempt.channel))
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
    let account = network_of(here, group, channel).await?.account(typed).await?;
    Ok(keep(here, group, who, channel, account).await?)
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

/// How this installation is known at an instance, if it was ever registered there.
pub(crate) async fn known_application(here: &Installation, base: &SafeUrl) -> Result<Option<Application>, Declined> {
    let known = here.store.app_registration(base.as_str(), &callback(here)).await?;
    Ok(known.map(|known| {
        let client_secret = Secret::new(known.client_secret.as_str());
        Application { client_id: known.client_id, client_secret, scopes: known.scopes }
    }))
}

/// How this installation is known at an instance: registered once, the secret sealed.
async fn application(here: &Installation, base: &SafeUrl) -> Result<Application, Declined> {
    if let Some(known) = known_application(here, base).await? {
        return Ok(known);
    }
    let server = Server { egress: &here.egress, base, token: None, within: PATIENCE };
    let instance = server.discover().await.map_err(refused)?;
    let app = oauth::register(&here.egress, base, instance.dialect, &callback(here), &here.public_url).await;
    let app = app.map_err(refused)?;
    let registration = AppRegistration {
        client_id: app.client_id.clone(),
        client_secret: Zeroizing::new(app.client_secret.expose().to_owned()),
        scopes: app.scopes.clone(),
    };
    let kept = here.store.bookkeeping().keep_app_registration(base.as_str(), &callback(here), &registration).await;
    kept.context("the registration at the instance could not be kept")?;
    Ok(app)
}

/// The address to which an instance sends a person back.
fn callback(here: &Installation) -> String {
    format!("{}/connect/mastodon", here.public_url)
}

fn refused(trouble: Trouble) -> Declined {
    Declined::rule(trouble)
}
