//! Accounts whose key is renewed: before a key is used that ends soon, exactly one worker of all machines exchanges it, and
//! the new one is kept before anything is done with it. Whoever does not have the turn takes what the other kept.

use crate::{
    Declined, Installation,
    accounts::{self, opened, sealed},
};
use networks::{Account, Network, Secret, Trouble, trouble::Kind};
use std::time::Duration;
use store::{ChannelRow, Renewing, Turn};
use tokio::time::sleep;

/// How often somebody else's renewal is waited for, and an answer is offered to the store again.
const TRIES: u32 = 20;
const BETWEEN_TRIES: Duration = Duration::from_millis(500);

/// Why the account of a channel cannot be used now.
#[derive(Debug, thiserror::Error)]
pub enum NotReady {
    /// It cannot be opened.
    #[error(transparent)]
    Declined(#[from] Declined),
    /// Its network did not renew the key.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl From<NotReady> for Declined {
    fn from(not: NotReady) -> Self {
        match not {
            NotReady::Declined(declined) => declined,
            NotReady::Trouble(trouble) => Self::rule(trouble),
        }
    }
}

impl From<anyhow::Error> for NotReady {
    fn from(error: anyhow::Error) -> Self {
        Self::Declined(error.into())
    }
}

/// The account of a channel with a key that will still be good when what is begun with it is done.
///
/// # Errors
/// [`Kind::KeyRevoked`] where the network no longer renews the key: a person connects the account again.
/// [`Kind::Transient`] where somebody else has been renewing it for longer than anybody should wait.
pub async fn ready(here: &Installation, channel: &ChannelRow) -> Result<Account, NotReady> {
    let (network, _) = accounts::network_of(here, channel)?;
    for _ in 0..TRIES {
        let account = accounts::open(here, channel).await?;
        if !network.key_is_due(&account, here.store.now()) {
            return Ok(account);
        }
        // A copy of the live installation would use up the key that the live one needs.
        if here.store.in_doubt().await? {
            return Ok(account);
        }
        match here.store.bookkeeping().turn_to_renew(channel.channel.id).await? {
            Turn::Ours(turn) => return to_its_end(here.clone(), channel.clone(), turn).await,
            Turn::Theirs(_) => sleep(BETWEEN_TRIES).await,
            Turn::NoKey => return Ok(account),
        }
    }
    let says = format!("the key of {} is being renewed by another worker; it is tried again", channel.channel.name);
    Err(Trouble::new(Kind::Transient, says).into())
}

/// Renews it whatever becomes of whoever asked: somebody who closes a page must not take along a key that was given and not
/// yet kept.
async fn to_its_end(here: Installation, channel: ChannelRow, turn: Renewing) -> Result<Account, NotReady> {
    let renewal = tokio::spawn(async move {
        let (network, _) = accounts::network_of(&here, &channel)?;
        in_our_turn(&here, &channel, network, &turn).await
    });
    renewal.await.map_err(anyhow::Error::from)?
}

/// Renews it, unless that was done between our reading it and our turn.
async fn in_our_turn(
    here: &Installation,
    channel: &ChannelRow,
    network: &dyn Network,
    turn: &Renewing,
) -> Result<Account, NotReady> {
    let account = opened(here, channel, turn.kept())?;
    if !network.key_is_due(&account, here.store.now()) {
        here.store.bookkeeping().give_up_turn(turn).await?;
        return Ok(account);
    }
    store::may_die("K4", None);
    match network.renewed(&account, here.store.now()).await {
        Ok(session) => {
            store::may_die("K5", None);
            keep(here, turn, &account, &session).await?;
            Ok(accounts::open(here, channel).await?)
        }
        Err(trouble) => {
            // After an answer that never came the server may be at it still: the turn lasts until that is over.
            if trouble.kind != Kind::Transient {
                here.store.bookkeeping().give_up_turn(turn).await?;
            }
            instead(here, channel, network, trouble).await
        }
    }
}

/// A key that the network has renewed is worth nothing before it is kept, and the one before it is used up. So it is
/// offered to the store for as long as the turn lasts, and only a process that dies loses it: then a person is asked.
async fn keep(here: &Installation, turn: &Renewing, account: &Account, session: &Secret) -> Result<(), NotReady> {
    let fresh = sealed(&account.token, Some(session))?;
    let mut tries = 0;
    loop {
        tries += 1;
        match here.store.bookkeeping().keep_renewed(turn, &fresh).await {
            // Somebody connected the account again meanwhile: the keys that they brought are used.
            Ok(_) => return Ok(()),
            Err(error) if tries < TRIES => {
                let (account, error) = (&account.identity.handle, format!("{error:#}"));
                tracing::warn!(account, error, "a renewed key could not be kept; it is tried again");
                sleep(BETWEEN_TRIES).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// What was used up may have been renewed by a worker who was slower than its turn: what it kept is used.
async fn instead(
    here: &Installation,
    channel: &ChannelRow,
    network: &dyn Network,
    trouble: Trouble,
) -> Result<Account, NotReady> {
    let account = accounts::open(here, channel).await?;
    if trouble.kind == Kind::KeyRevoked && !network.key_is_due(&account, here.store.now()) {
        return Ok(account);
    }
    Err(trouble.into())
}
