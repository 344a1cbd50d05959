//! The times of the week at which a group likes to publish. They are papers, as drafts are: a slot proposes a time, and what
//! leaves at it is judged with its post.

use crate::{Bookkeeping, Declined, Store, database::tables::slot, door::count_change};
use anyhow::Context as _;
use basics::{ChannelId, GroupId, Moment, PersonId, PostId, SlotId};
use jiff::civil::{Time, Weekday};
use publishing::slots::{MOST, Slot, Standing};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
};

/// A slot that a group keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotRow {
    /// Its id.
    pub id: SlotId,
    /// The time of the week.
    pub slot: Slot,
    /// Who put it there.
    pub by: PersonId,
    /// When.
    pub at: Moment,
}

impl Store {
    /// The slots of a group, by weekday and time.
    pub async fn slots(&self, group: GroupId) -> Result<Vec<SlotRow>, anyhow::Error> {
        let rows = slot::Entity::find()
            .filter(slot::Column::GroupId.eq(group.uuid()))
            .order_by_asc(slot::Column::Weekday)
            .order_by_asc(slot::Column::Minute)
            .order_by_asc(slot::Column::Id)
            .all(self.reader())
            .await?;
        rows.iter().map(slot_of).collect()
    }

    /// What stands at times of `[from, until)`, without this post.
    pub async fn standing_between(
        &self,
        group: GroupId,
        (from, until): (Moment, Moment),
        without: Option<PostId>,
    ) -> Result<Vec<Standing>, anyhow::Error> {
        let due = self.posts_between(group, from, until).await?;
        let ids: Vec<PostId> = due.iter().map(|(id, ..)| *id).filter(|id| Some(*id) != without).collect();
        let posts = self.posts_by_id(group, &ids).await?;
        let standing =
            posts.into_iter().filter_map(|row| Some(Standing { at: row.due?, channels: row.draft.channels }));
        Ok(standing.collect())
    }
}

impl Bookkeeping<'_> {
    /// Keeps a slot. One that is there already stays the only one.
    ///
    /// # Errors
    /// For a channel of another group, and when the group keeps as many as it can.
    pub async fn keep_slot(&self, group: GroupId, by: PersonId, new: Slot) -> Result<SlotId, Declined> {
        if let Some(channel) = new.channel {
            self.store.channel(group, channel).await?.ok_or(Declined::NotFound("channel"))?;
        }
        let now = self.store.now();
        let tx = self.store.write().await?;
        let same = slot::Entity::find()
            .filter(slot::Column::GroupId.eq(group.uuid()))
            .filter(slot::Column::Weekday.eq(i64::from(new.weekday.to_monday_one_offset())))
            .filter(slot::Column::Minute.eq(minute(new.time)))
            .filter(match new.channel {
                Some(channel) => slot::Column::ChannelId.eq(channel.uuid()),
                None => slot::Column::ChannelId.is_null(),
            });
        if let Some(there) = same.one(&tx).await? {
            return Ok(SlotId::from(there.id));
        }
        let count = slot::Entity::find().filter(slot::Column::GroupId.eq(group.uuid())).count(&tx).await?;
        if count >= MOST as u64 {
            return Err(Declined::rule(format!("a group keeps at most {MOST} slots: take one out first")));
        }
        let id = SlotId::mint(now);
        slot::Entity::insert(slot::ActiveModel {
            id: Set(id.uuid()),
            group_id: Set(group.uuid()),
            channel_id: Set(new.channel.map(ChannelId::uuid)),
            weekday: Set(i64::from(new.weekday.to_monday_one_offset())),
            minute: Set(minute(new.time)),
            made_by: Set(by.uuid()),
            made_at: Set(now.micros()),
        })
        .exec_without_returning(&tx)
        .await?;
        count_change(&tx, group).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Takes a slot out. One that is gone already stays gone.
    pub async fn take_slot_out(&self, group: GroupId, id: SlotId) -> Result<(), anyhow::Error> {
        let tx = self.store.write().await?;
        let of_group = slot::Column::GroupId.eq(group.uuid());
        slot::Entity::delete_by_id(id.uuid()).filter(of_group).exec(&tx).await?;
        count_change(&tx, group).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn minute(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

fn slot_of(row: &slot::Model) -> Result<SlotRow, anyhow::Error> {
    let wrong = || format!("slot {} has no time of the week", row.id);
    let weekday = i8::try_from(row.weekday).with_context(wrong)?;
    let (hour, minute) = (i8::try_from(row.minute / 60), i8::try_from(row.minute % 60));
    let slot = Slot {
        channel: row.channel_id.map(ChannelId::from),
        weekday: Weekday::from_monday_one_offset(weekday).with_context(wrong)?,
        time: Time::new(hour.with_context(wrong)?, minute.with_context(wrong)?, 0, 0).with_context(wrong)?,
    };
    Ok(SlotRow {
        id: SlotId::from(row.id),
        slot,
        by: PersonId::from(row.made_by),
        at: Moment::from_micros(row.made_at),
    })
}
