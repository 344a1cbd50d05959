//! What keeps everything from leaving: a group or a channel that somebody froze, and a database of which nobody knows
//! whether it is the live one. A hold is lifted by two voices, each a person of the group or the operator.

mod brake;
mod keeping;
pub(crate) mod lineage;
mod quarantine;

pub use brake::Brake;
pub use keeping::Thawing;

use crate::{
    Store,
    database::tables::{hold, hold_voice},
};
use anyhow::Context as _;
use basics::{ChannelId, GroupId, HoldId, Moment, PersonId};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};

/// How many voices lift a hold.
pub const VOICES: usize = 2;

/// Why nothing leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyHeld {
    /// Somebody of the group stopped everything.
    Frozen,
    /// The database may be an older state of the live one, or a copy of it.
    Doubtful,
}

impl WhyHeld {
    /// The word that the database keeps.
    pub fn word(self) -> &'static str {
        match self {
            Self::Frozen => "frozen",
            Self::Doubtful => "doubtful",
        }
    }
}

/// A hold that nobody has lifted.
#[derive(Clone, Debug)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// The channel; none for all of the group's.
    pub channel: Option<ChannelId>,
    /// Why.
    pub why: WhyHeld,
    /// The reason in words, if any was given.
    pub note: String,
    /// Since when.
    pub begun_at: Moment,
    /// By whom; nobody where the program found a reason.
    pub begun_by: Option<PersonId>,
    /// Who has said that things may leave again: persons, and nothing for the operator.
    pub voices: Vec<Option<PersonId>>,
}

impl Hold {
    /// Why nothing leaves, as a sentence.
    pub fn says(&self) -> String {
        match self.why {
            WhyHeld::Frozen if self.channel.is_some() => "the channel is frozen, so nothing leaves there".to_owned(),
            WhyHeld::Frozen => "the group is frozen, so nothing leaves".to_owned(),
            WhyHeld::Doubtful => {
                format!("nobody has said that this is the live installation, so nothing leaves: {}", self.note)
            }
        }
    }
    /// Whether it keeps this channel.
    pub fn is_over(&self, channel: ChannelId) -> bool {
        self.channel.is_none_or(|held| held == channel)
    }
}

impl Store {
    /// The hold that keeps a channel from letting something out, if any does.
    pub async fn held(&self, group: GroupId, channel: ChannelId) -> Result<Option<Hold>, anyhow::Error> {
        over(self.reader(), group, channel).await
    }
    /// Whether nobody knows whether this is the live installation, as far as any group has not said so.
    pub async fn in_doubt(&self) -> Result<bool, anyhow::Error> {
        let doubtful = hold::Entity::find()
            .filter(hold::Column::Why.eq(WhyHeld::Doubtful.word()))
            .filter(hold::Column::LiftedAt.is_null());
        Ok(doubtful.one(self.reader()).await?.is_some())
    }
    /// The holds of a group that nobody has lifted, the oldest first.
    pub async fn holds(&self, group: GroupId) -> Result<Vec<Hold>, anyhow::Error> {
        open(self.reader(), group).await
    }
}

/// The holds of a group that nobody has lifted, as a transaction sees them.
pub(crate) async fn open(tx: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Hold>, anyhow::Error> {
    let rows = hold::Entity::find()
        .filter(hold::Column::GroupId.eq(group.uuid()))
        .filter(hold::Column::LiftedAt.is_null())
        .order_by_asc(hold::Column::BegunAt)
        .order_by_asc(hold::Column::Id)
        .all(tx)
        .await?;
    let mut holds = Vec::with_capacity(rows.len());
    for row in rows {
        let voices = voices(tx, row.id.into()).await?;
        holds.push(hold_of(row, voices)?);
    }
    Ok(holds)
}

/// The hold that keeps this channel, if any does: what is doubtful before what is frozen, since it keeps deletions too.
pub(crate) async fn over(
    tx: &impl ConnectionTrait,
    group: GroupId,
    channel: ChannelId,
) -> Result<Option<Hold>, anyhow::Error> {
    let here = Condition::any().add(hold::Column::ChannelId.is_null()).add(hold::Column::ChannelId.eq(channel.uuid()));
    let rows = hold::Entity::find()
        .filter(hold::Column::GroupId.eq(group.uuid()))
        .filter(hold::Column::LiftedAt.is_null())
        .filter(here)
        .order_by_asc(hold::Column::Why)
        .all(tx)
        .await?;
    rows.into_iter().next().map(|row| hold_of(row, Vec::new())).transpose()
}

async fn voices(tx: &impl ConnectionTrait, hold: HoldId) -> Result<Vec<Option<PersonId>>, anyhow::Error> {
    let rows = hold_voice::Entity::find()
        .filter(hold_voice::Column::HoldId.eq(hold.uuid()))
        .order_by_asc(hold_voice::Column::At)
        .all(tx)
        .await?;
    rows.into_iter()
        .map(|row| match row.voice.as_str() {
            keeping::OPERATOR => Ok(None),
            person => Ok(Some(person.parse()?)),
        })
        .collect()
}

fn hold_of(row: hold::Model, voices: Vec<Option<PersonId>>) -> Result<Hold, anyhow::Error> {
    let why = [WhyHeld::Frozen, WhyHeld::Doubtful].into_iter().find(|why| why.word() == row.why);
    Ok(Hold {
        id: row.id.into(),
        channel: row.channel_id.map(ChannelId::from),
        why: why.with_context(|| format!("hold {} says {:?}, which is no reason", row.id, row.why))?,
        note: row.note,
        begun_at: Moment::from_micros(row.begun_at),
        begun_by: row.begun_by.map(PersonId::from),
        voices,
    })
}
