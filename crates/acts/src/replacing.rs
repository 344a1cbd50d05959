//! The key that another one takes the place of: its server is told that nobody wants it any more, so that an old key that
//! somebody has a copy of opens nothing.

use crate::{Declined, Installation, accounts, connecting::known_application};
use basics::{ChannelId, GroupId};
use networks::{Account, NetworkName, mastodon::oauth};

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
    if let Err(why) = revoked(here, &old).await {
        let (account, host) = (&old.identity.handle, old.base.authority());
        tracing::warn!(
            account,
            host,
            %why,
            "the old key of an account could not be taken back; remove it there, among the applications of the account"
        );
    }
}

async fn revoked(here: &Installation, old: &Account) -> Result<(), Declined> {
    let app = known_application(here, &old.base).await?;
    let app = app.ok_or_else(|| Declined::rule("its server gave that key to another program"))?;
    oauth::revoke(&here.egress, &old.base, &app, &old.token).await.map_err(Declined::rule)
}
