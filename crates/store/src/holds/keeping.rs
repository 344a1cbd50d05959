//! A hold begins with one voice and ends with two.

use super::{Hold, VOICES, WhyHeld, open};
use crate::{
    Bookkeeping, Changed, Declined, Gather, Judged,
    channels::register,
    database::tables::{hold, hold_voice},
    deliveries,
    door::{Standing, count_change},
    gather::{About, Gathering},
};
use audit::Change;
use basics::{GroupId, HoldId, Moment, PersonId};
use charter::{
    Act as _,
    act::{Freeze, Thaw},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, prelude::Expr, sea_query::OnConflict,
};
use serde_json::json;

/// The voice of whoever runs the installation.
pub(super) const OPERATOR: &str = "operator";

/// What a voice came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thawing {
    /// One more voice is needed.
    Waits,
    /// Things leave again.
    Lifted,
}

impl Gather for Freeze {
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        if let Some(channel) = self.channel {
            here.channel(channel).await?;
        }
        Ok(vec![About::of(self.object())])
    }
}

/// Two voices at the same moment wait for each other, so that the second one counts both.
impl Gather for Thaw {
    const CHANGES_STANDING: bool = true;

    async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::of(self.object())])
    }
}

impl Judged<Freeze> {
    /// Stops the group or the channel, on this machine at once and on every other as soon as it is committed.
    pub async fn keep(self, note: &str) -> Result<Changed, Declined> {
        let Freeze { hold, channel } = self.act().clone();
        let twin = |known: &Hold| known.why == WhyHeld::Frozen && known.channel == channel;
        if open(&self.tx, self.group).await?.iter().any(twin) {
            return Err(Declined::rule("it is frozen already; nothing leaves"));
        }
        let made = New { hold, why: WhyHeld::Frozen, note, at: self.now(), by: Some(self.by()?) };
        insert(&self.tx, self.group, channel, &made).await?;
        let what = json!({ "channel": channel, "note": note });
        Ok(self.changed(vec![Change::made("hold", what)]))
    }
}

impl Judged<Thaw> {
    /// Adds a voice. With the second one things leave again, and what may have left meanwhile elsewhere is looked for first.
    pub async fn keep(self) -> Result<(Changed, Thawing), Declined> {
        let (id, by) = (self.act().hold, self.by()?);
        let held = open(&self.tx, self.group).await?.into_iter().find(|held| held.id == id);
        let held = held.ok_or_else(|| Declined::rule("that is lifted already; look at the page again"))?;
        if held.voices.contains(&Some(by)) {
            return Err(Declined::rule("you have said so already; somebody else has to say it too"));
        }
        let (now, group) = (self.now(), self.group);
        let thawing = say(&self.tx, group, &held, &by.to_string(), VOICES, now).await?;
        let change =
            Change::from_to("voices to let things leave", json!(held.voices.len()), json!(held.voices.len() + 1));
        Ok((self.changed(vec![change]), thawing))
    }
}

impl Bookkeeping<'_> {
    /// The operator's voice, which counts as one person's. Where fewer than two people of the group can speak, `able` of
    /// them, it makes up for the one that is missing.
    pub async fn operator_thaws(
        &self,
        group: GroupId,
        hold: HoldId,
        able: usize,
    ) -> Result<Option<Thawing>, anyhow::Error> {
        let tx = self.store.write().await?;
        Standing::Alone.hold(&tx, group).await?;
        let Some(held) = open(&tx, group).await?.into_iter().find(|held| held.id == hold) else { return Ok(None) };
        let needed = VOICES.min(able + 1);
        let thawing = say(&tx, group, &held, OPERATOR, needed, self.store.now()).await.map_err(anyhow::Error::from)?;
        count_change(&tx, group).await?;
        tx.commit().await?;
        Ok(Some(thawing))
    }
}

/// A hold at its beginning.
pub(super) struct New<'a> {
    pub hold: HoldId,
    pub why: WhyHeld,
    pub note: &'a str,
    pub at: Moment,
    pub by: Option<PersonId>,
}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    group: GroupId,
    channel: Option<basics::ChannelId>,
    new: &New<'_>,
) -> Result<(), Declined> {
    hold::Entity::insert(hold::ActiveModel {
        id: Set(new.hold.uuid()),
        group_id: Set(group.uuid()),
        channel_id: Set(channel.map(basics::ChannelId::uuid)),
        why: Set(new.why.word().to_owned()),
        note: Set(new.note.to_owned()),
        begun_at: Set(new.at.micros()),
        begun_by: Set(new.by.map(PersonId::uuid)),
        lifted_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Writes a voice down. The last one that is needed lifts the hold and what it held.
async fn say(
    tx: &DatabaseTransaction,
    group: GroupId,
    held: &Hold,
    voice: &str,
    needed: usize,
    now: Moment,
) -> Result<Thawing, Declined> {
    let said =
        hold_voice::ActiveModel { hold_id: Set(held.id.uuid()), voice: Set(voice.to_owned()), at: Set(now.micros()) };
    let once = OnConflict::columns([hold_voice::Column::HoldId, hold_voice::Column::Voice]).do_nothing().to_owned();
    hold_voice::Entity::insert(said).on_conflict(once).exec_without_returning(tx).await?;
    let voices = hold_voice::Entity::find().filter(hold_voice::Column::HoldId.eq(held.id.uuid())).count(tx).await?;
    if usize::try_from(voices).unwrap_or(0) < needed {
        return Ok(Thawing::Waits);
    }
    hold::Entity::update_many()
        .col_expr(hold::Column::LiftedAt, Expr::value(now.micros()))
        .filter(hold::Column::Id.eq(held.id.uuid()))
        .exec(tx)
        .await?;
    go_on(tx, group, held, now).await?;
    Ok(Thawing::Lifted)
}

/// What was held waits no longer, channel by channel, unless something else holds it there.
async fn go_on(tx: &DatabaseTransaction, group: GroupId, held: &Hold, now: Moment) -> Result<(), Declined> {
    for row in register::rows_of(tx, group).await? {
        let channel = register::channel_of(&row)?;
        if !held.is_over(channel.id) {
            continue;
        }
        if held.why == WhyHeld::Doubtful {
            deliveries::looked_for_first(tx, channel.id, now).await?;
        }
        let held_still = super::over(tx, group, channel.id).await?.is_some();
        if channel.state.posts() && !held_still {
            deliveries::lift_on_channel(tx, channel.id, delivery::PauseReason::Freeze, now).await?;
        }
    }
    Ok(())
}
