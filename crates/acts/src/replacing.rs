//! The key that another one takes the place of: its server is told that nobody wants it any more, so that an old key that
//! somebody has a copy of opens nothing.

use crate::{Declined, Installation, accounts, connecting::known_application};
use basics::{ChannelId, GroupId};
use networks::{Account, NetworkName, mastodon::oauth, trouble::Kind};

/// The account behind a channel before it is connected again, where its server takes keys back. An app password is taken
/// back by whoever made it, in the settings of the account.
pub(crate) async fn key_of(
    here: &Installation,
    group: GroupId,
    channel: ChannelId,
) -> Result<Option<Account>, Declined> {
    let row = here.store.channel(group, channel).await?.filter(|row| row.connected);
    let Some(row) = row.filter(|row| row.channel.network.as_str() == NetworkName::Mastodon.as_str()) else {
        return Ok(None);
    };
    match accounts::open(here, &row).await {
        Ok(account) => Ok(Some(account)),
        // What cannot be opened is what is being mended.
        Err(declined) => {
            tracing::warn!(%channel, why = %declined, "the old key of a channel cannot be read, so it is not taken back");
            Ok(None)
        }
    }
}

/// Tells the server of the old key, once the new one is kept. That cannot fail the connecting, which is done: whoever
/// runs the installation is told what is left to do.
pub(crate) async fn take_back(here: &Installation, old: Option<Account>, new: &Account) {
    // A server may give the same key again to the same program.
    let Some(old) = old.filter(|old| old.token.expose() != new.token.expose()) else { return };
    if let Err(why) = give_back(here, &old).await {
        let (account, host) = (&old.identity.handle, old.base.authority());
        tracing::warn!(
            account,
            host,
            why = why.says,
            "the old key of an account could not be taken back; remove it there, among the applications of the account"
        );
    }
}

/// Why a server did not take a key back.
pub(crate) struct NotTakenBack {
    /// In words.
    pub says: String,
    /// Whether it may do so later.
    pub may_pass: bool,
}

/// Gives a key back to the server that gave it.
///
/// # Errors
/// When its server gave it to another program, does not answer, or says no.
pub(crate) async fn give_back(here: &Installation, old: &Account) -> Result<(), NotTakenBack> {
    let not = |says: String, may_pass| NotTakenBack { says, may_pass };
    let app = known_application(here, old.network, &old.base).await.map_err(|error| not(error.to_string(), true))?;
    let app = app.ok_or_else(|| not("its server gave that key to another program".to_owned(), false))?;
    let taken = oauth::revoke(&here.egress, &old.base, &app, &old.token).await;
    taken.map_err(|trouble| {
        let may_pass = matches!(trouble.kind, Kind::Transient | Kind::Ambiguous | Kind::TooMany(_));
        not(trouble.to_string(), may_pass)
    })
}
