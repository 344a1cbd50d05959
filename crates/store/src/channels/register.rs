//! The register of channels and the accounts behind them. Tokens leave here only opened for one call.

use crate::{
    Declined, Judged, Store,
    database::tables::{channel, channel_secret},
    deliveries,
    door::Changed,
};
use anyhow::Context as _;
use audit::Change;
use basics::{ChannelId, GroupId, Moment, PersonId};
use channels::{Channel, Kind, Marks, NetworkName, State};
use charter::{
    Act,
    act::{
        ConnectChannel, OpenChannel, PreferChannel, ReserveChannel, RestChannel, ResumeChannel, RetireChannel,
        SuspendChannel,
    },
};
use delivery::PauseReason;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
    prelude::{Expr, Uuid},
};
use serde_json::json;
use std::collections::HashSet;
use zeroize::Zeroizing;

/// A channel and what is known about the account behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelRow {
    /// The channel.
    pub channel: Channel,
    /// The server the account lives on, once it is connected.
    pub base_url: Option<String>,
    /// The account's stable id on its network.
    pub identity: Option<String>,
    /// What the server said it can do, as the connector wrote it down.
    pub capabilities: Option<String>,
    /// When it was last asked.
    pub probed_at: Option<Moment>,
    /// Whether a token is kept.
    pub connected: bool,
}

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
}

impl Store {
    /// The whole register of a group, by name.
    pub async fn channels(&self, group: GroupId) -> Result<Vec<ChannelRow>, anyhow::Error> {
        let rows = rows_of(self.reader(), group).await?;
        let connected: HashSet<Uuid> = channel_secret::Entity::find()
            .select_only()
            .column(channel_secret::Column::ChannelId)
            .filter(channel_secret::Column::ChannelId.is_in(rows.iter().map(|row| row.id)))
            .into_tuple()
            .all(self.reader())
            .await?
            .into_iter()
            .collect();
        rows.into_iter()
            .map(|row| {
                let known = connected.contains(&row.id);
                shown(row, known)
            })
            .collect()
    }

    /// One channel of a group.
    pub async fn channel(&self, group: GroupId, id: ChannelId) -> Result<Option<ChannelRow>, anyhow::Error> {
        let Some(row) = row_of(self.reader(), group, id).await? else { return Ok(None) };
        let connected = channel_secret::Entity::find_by_id(id.uuid()).one(self.reader()).await?.is_some();
        shown(row, connected).map(Some)
    }

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

pub(crate) async fn rows_of(tx: &impl ConnectionTrait, group: GroupId) -> Result<Vec<channel::Model>, DbErr> {
    channel::Entity::find()
        .filter(channel::Column::GroupId.eq(group.uuid()))
        .order_by_asc(channel::Column::Name)
        .order_by_asc(channel::Column::Id)
        .all(tx)
        .await
}

pub(crate) async fn row_of(
    tx: &impl ConnectionTrait,
    group: GroupId,
    id: ChannelId,
) -> Result<Option<channel::Model>, DbErr> {
    let of_group = channel::Column::GroupId.eq(group.uuid());
    channel::Entity::find_by_id(id.uuid()).filter(of_group).one(tx).await
}

/// The channel of a row.
pub(crate) fn channel_of(row: &channel::Model) -> Result<Channel, anyhow::Error> {
    let kind = match row.kind.as_str() {
        "ours" => Kind::Ours,
        "community" => Kind::Community,
        other => anyhow::bail!("the database holds {other:?} as the kind of a channel: it was changed by hand"),
    };
    Ok(Channel {
        id: ChannelId::from(row.id),
        group: GroupId::from(row.group_id),
        name: row.name.clone(),
        network: NetworkName::parse(&row.network)?,
        place: row.place.clone(),
        handle: row.handle.clone(),
        url: row.url.clone(),
        kind,
        social: row.social,
        marks: Marks { primary: row.is_primary, preferred: row.is_preferred },
        state: row.state.parse().map_err(|error: String| anyhow::anyhow!(error))?,
        steward: row.steward.map(PersonId::from),
    })
}

fn shown(row: channel::Model, connected: bool) -> Result<ChannelRow, anyhow::Error> {
    Ok(ChannelRow {
        channel: channel_of(&row)?,
        base_url: row.base_url,
        identity: row.identity,
        capabilities: row.capabilities,
        probed_at: row.probed_at.map(Moment::from_micros),
        connected,
    })
}

pub(crate) async fn insert_channel(tx: &impl ConnectionTrait, new: &Channel, at: Moment) -> Result<(), DbErr> {
    channel::Entity::insert(channel::ActiveModel {
        id: Set(new.id.uuid()),
        group_id: Set(new.group.uuid()),
        name: Set(new.name.clone()),
        network: Set(new.network.to_string()),
        place: Set(new.place.clone()),
        handle: Set(new.handle.clone()),
        url: Set(new.url.clone()),
        kind: Set(new.kind.as_str().to_owned()),
        social: Set(new.social),
        is_primary: Set(new.marks.primary),
        is_preferred: Set(new.marks.preferred),
        state: Set(new.state.as_str().to_owned()),
        steward: Set(new.steward.map(PersonId::uuid)),
        made_at: Set(at.micros()),
        base_url: Set(None),
        identity: Set(None),
        capabilities: Set(None),
        probed_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
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
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

impl<A: Act> Judged<A> {
    /// Moves a channel to the state that the act leads to, or says why the act makes no sense there.
    async fn move_channel(self, id: ChannelId) -> Result<Changed, Declined> {
        let row = row_of(&self.tx, self.group, id).await?.ok_or(Declined::NotFound("channel"))?;
        let before = channel_of(&row)?.state;
        let after = channels::after(before, A::NAME).map_err(Declined::rule)?;
        set_state(&self.tx, id, after).await?;
        if after.posts() {
            deliveries::lift_on_channel(&self.tx, id, PauseReason::Freeze, self.now()).await?;
        }
        let change = Change::from_to(format!("state of {}", row.name), json!(before), json!(after));
        Ok(self.changed(vec![change]))
    }
}

async fn set_state(tx: &impl ConnectionTrait, id: ChannelId, state: State) -> Result<(), DbErr> {
    channel::Entity::update_many()
        .col_expr(channel::Column::State, Expr::value(state.as_str()))
        .filter(channel::Column::Id.eq(id.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}

impl Judged<ReserveChannel> {
    /// Enters a channel whose name is held and on which nothing is posted.
    pub async fn keep(self, new: &Channel) -> Result<Changed, Declined> {
        let id = self.act().channel;
        enter(self, id, new, State::Reserved).await
    }
}

impl Judged<OpenChannel> {
    /// Enters a channel that is in use from now on, or opens one that was reserved.
    pub async fn keep(self, new: &Channel) -> Result<Changed, Declined> {
        let id = self.act().channel;
        match row_of(&self.tx, self.group, id).await? {
            Some(_) => self.move_channel(id).await,
            None => enter(self, id, new, State::Active).await,
        }
    }
}

async fn enter<A: Act>(judged: Judged<A>, id: ChannelId, new: &Channel, state: State) -> Result<Changed, Declined> {
    let twin = rows_of(&judged.tx, judged.group)
        .await?
        .into_iter()
        .find(|row| row.url == new.url && row.network == new.network.as_str());
    if let Some(twin) = twin {
        return Err(Declined::rule(format!(
            "{} is in the register already, as {:?}; open it there",
            new.url, twin.name
        )));
    }
    let new = Channel { id, group: judged.group, state, marks: Marks::default(), ..new.clone() };
    insert_channel(&judged.tx, &new, judged.now()).await?;
    let change = Change::made(format!("channel {}", new.name), json!({ "handle": new.handle, "state": state }));
    Ok(judged.changed(vec![change]))
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

impl Judged<RestChannel> {
    /// Stops posting there, without leaving.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let id = self.act().channel;
        self.move_channel(id).await
    }
}
impl Judged<ResumeChannel> {
    /// Posts there again.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let id = self.act().channel;
        self.move_channel(id).await
    }
}
impl Judged<SuspendChannel> {
    /// Stops everything there at once.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let id = self.act().channel;
        self.move_channel(id).await
    }
}
impl Judged<RetireChannel> {
    /// Leaves it for good; the name stays in the register, and what waits for it is called off.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let (id, by) = (self.act().channel, self.permit().question().actor.person());
        deliveries::call_off_on_channel(&self.tx, id, by, self.now()).await?;
        self.move_channel(id).await
    }
}

impl Judged<PreferChannel> {
    /// Moves the mark for conversation: taken from one channel and given to another in one step.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let rows = rows_of(&self.tx, self.group).await?;
        let register = rows.iter().map(channel_of).collect::<Result<Vec<_>, _>>()?;
        let moved = channels::prefer(&register, self.act().channel).map_err(Declined::rule)?;
        if let Some(from) = moved.from {
            mark_preferred(&self.tx, from, false).await?;
        }
        mark_preferred(&self.tx, moved.to, true).await?;
        let change = Change::from_to("preferred channel", json!(moved.from), json!(moved.to));
        Ok(self.changed(vec![change]))
    }
}

async fn mark_preferred(tx: &impl ConnectionTrait, id: ChannelId, preferred: bool) -> Result<(), DbErr> {
    channel::Entity::update_many()
        .col_expr(channel::Column::IsPreferred, Expr::value(preferred))
        .filter(channel::Column::Id.eq(id.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}
