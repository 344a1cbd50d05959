//! The account behind a channel. Its token is sealed here, and leaves only opened for one call.

use super::register::{channel_of, row_of};
use crate::{
    Declined, Judged, Store,
    database::tables::{channel, channel_secret},
    deliveries,
    door::Changed,
};
use anyhow::Context as _;
use audit::Change;
use basics::{ChannelId, GroupId};
use charter::{Act as _, act::ConnectChannel};
use delivery::PauseReason;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, prelude::Expr,
};
use serde_json::json;
use zeroize::Zeroizing;

/// What connecting an account brings back.
pub struct Account {
    /// The server.
    pub base_url: String,
    /// The account's stable id on its network.
    pub identity: String,
    /// The name people see.
    pub handle: String,
    /// The address of its public page.
    pub url: String,
    /// What the server said it can do, as the connector wrote it down.
    pub capabilities: String,
    /// The token or tokens, as the connector wants them back.
    pub secret: Zeroizing<Vec<u8>>,
    /// What may be spent there in a calendar month, in hundredths of the currency its network asks for.
    pub monthly_cap: u32,
}

impl Store {
    /// The token of a channel of a group, opened for one call. None when the account is not connected.
    pub async fn channel_token(
        &self,
        group: GroupId,
        id: ChannelId,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, anyhow::Error> {
        if row_of(self.reader(), group, id).await?.is_none() {
            return Ok(None);
        }
        let Some(row) = channel_secret::Entity::find_by_id(id.uuid()).one(self.reader()).await? else {
            return Ok(None);
        };
        let opened = self.key().open_sealed(&secret_place(id), &row.sealed);
        Ok(Some(opened.with_context(|| format!("the token of {id:?} cannot be opened; connect the account again"))?))
    }
}

/// The place a channel's token is sealed to.
pub(crate) fn secret_place(id: ChannelId) -> String {
    format!("channel_secret|sealed|{id}")
}

impl Judged<ConnectChannel> {
    /// Puts an account and its token behind a channel.
    pub async fn keep(self, account: Account) -> Result<Changed, Declined> {
        let id = self.act().channel;
        let row = row_of(&self.tx, self.group, id).await?.ok_or(Declined::NotFound("channel"))?;
        channels::after(channel_of(&row)?.state, ConnectChannel::NAME).map_err(Declined::rule)?;
        if let Some(known) = row.identity.as_deref().filter(|known| *known != account.identity) {
            return Err(Declined::rule(format!(
                "{} belongs to the account {known}, and you signed in as {}. Nothing was stored; sign in there as {}",
                row.name, account.identity, row.handle
            )));
        }
        let change = Change::made(
            format!("account of {}", row.name),
            json!({ "handle": account.handle, "server": account.base_url }),
        );
        keep_account(&self.store.clone(), &self.tx, id, account).await?;
        deliveries::lift_on_channel(&self.tx, id, PauseReason::Token, self.now()).await?;
        Ok(self.changed(vec![change]))
    }
}

/// Writes down the account behind a channel and seals its token.
async fn keep_account(
    store: &Store,
    tx: &DatabaseTransaction,
    id: ChannelId,
    account: Account,
) -> Result<(), Declined> {
    let at = store.now().micros();
    channel::Entity::update_many()
        .col_expr(channel::Column::BaseUrl, Expr::value(account.base_url))
        .col_expr(channel::Column::Identity, Expr::value(account.identity))
        .col_expr(channel::Column::Handle, Expr::value(account.handle))
        .col_expr(channel::Column::Url, Expr::value(account.url))
        .col_expr(channel::Column::Capabilities, Expr::value(account.capabilities))
        .col_expr(channel::Column::ProbedAt, Expr::value(at))
        .col_expr(channel::Column::MonthlyCap, Expr::value(i64::from(account.monthly_cap)))
        .filter(channel::Column::Id.eq(id.uuid()))
        .exec(tx)
        .await?;
    let sealed = store.key().seal(&secret_place(id), &account.secret).map_err(anyhow::Error::from)?;
    channel_secret::Entity::delete_by_id(id.uuid()).exec(tx).await?;
    channel_secret::Entity::insert(channel_secret::ActiveModel {
        channel_id: Set(id.uuid()),
        sealed: Set(sealed),
        key_name: Set(store.key().name().to_owned()),
        set_at: Set(at),
        renewing_until: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}
