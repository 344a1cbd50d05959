//! The register of channels, as rows: what is known of each, and how one is entered.

use crate::{
    Store,
    database::tables::{channel, channel_secret},
};
use basics::{ChannelId, GroupId, Moment, PersonId};
use channels::{Channel, Kind, Marks, NetworkName};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, prelude::Uuid,
};
use std::collections::HashSet;

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
    /// What may be spent there in a calendar month, in hundredths of the currency its network asks for.
    pub monthly_cap: u32,
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
        monthly_cap: u32::try_from(row.monthly_cap).unwrap_or(0),
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
        monthly_cap: Set(0),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}
