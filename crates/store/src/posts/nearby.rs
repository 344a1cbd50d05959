//! What else goes out on the channels of a post around its time, so that nobody says the same thing twice without noticing.

use crate::{
    Op, Store,
    database::tables::{delivery_row, post, post_version},
};
use basics::{ChannelId, GroupId, Moment, PostId};
use delivery::State;
use publishing::Draft;
use sea_orm::{
    ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, prelude::Uuid,
};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// As many as a group says in two busy days, and more; of more, the latest are looked at.
const MOST: u64 = 200;

/// A text that left on a channel, or is planned there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearby {
    /// The channel.
    pub channel: ChannelId,
    /// What it says there.
    pub text: String,
    /// When it was to leave, or is.
    pub at: Moment,
}

impl Store {
    /// The texts that these channels of a group carry or are to carry with a time in `times`, the latest first. Those of
    /// the post `but` are left out, and so is what never went out or is gone again.
    pub async fn nearby(
        &self,
        group: GroupId,
        channels: &[ChannelId],
        times: Range<Moment>,
        but: Option<PostId>,
    ) -> Result<Vec<Nearby>, anyhow::Error> {
        if channels.is_empty() {
            return Ok(Vec::new());
        }
        let deliveries = self.deliveries_nearby(group, channels, times, but).await?;
        let planned = self.planned_drafts(deliveries.iter().map(|(post, ..)| *post).collect()).await?;
        let said = deliveries.into_iter().filter_map(|(post, channel, at)| {
            let channel = ChannelId::from(channel);
            let text = planned.get(&post)?.for_channel(channel).text;
            Some(Nearby { channel, text, at: Moment::from_micros(at) })
        });
        Ok(said.collect())
    }

    async fn deliveries_nearby(
        &self,
        group: GroupId,
        channels: &[ChannelId],
        times: Range<Moment>,
        but: Option<PostId>,
    ) -> Result<Vec<(Uuid, Uuid, i64)>, DbErr> {
        let mut found = delivery_row::Entity::find()
            .select_only()
            .columns([delivery_row::Column::PostId, delivery_row::Column::ChannelId, delivery_row::Column::DueAt])
            .filter(delivery_row::Column::GroupId.eq(group.uuid()))
            .filter(delivery_row::Column::ChannelId.is_in(channels.iter().map(|channel| channel.uuid())))
            .filter(delivery_row::Column::Op.is_not_in(Op::ON_ANOTHERS.map(Op::word)))
            .filter(delivery_row::Column::State.is_not_in(nowhere()))
            .filter(delivery_row::Column::DueAt.gte(times.start.micros()))
            .filter(delivery_row::Column::DueAt.lt(times.end.micros()));
        if let Some(but) = but {
            found = found.filter(delivery_row::Column::PostId.ne(but.uuid()));
        }
        found.order_by_desc(delivery_row::Column::DueAt).limit(MOST).into_tuple().all(self.reader()).await
    }

    /// What was put in the queue last of each of these posts. One that cannot be read is no reason to keep silent about
    /// the rest.
    async fn planned_drafts(&self, posts: HashSet<Uuid>) -> Result<HashMap<Uuid, Draft>, DbErr> {
        let planned: Vec<(Uuid, Option<Vec<u8>>)> = post::Entity::find()
            .select_only()
            .columns([post::Column::Id, post::Column::Content])
            .filter(post::Column::Id.is_in(posts.iter().copied()))
            .into_tuple()
            .all(self.reader())
            .await?;
        let planned: HashMap<Uuid, Option<Vec<u8>>> = planned.into_iter().collect();
        let versions =
            post_version::Entity::find().filter(post_version::Column::PostId.is_in(posts)).all(self.reader()).await?;
        let newest = versions.into_iter().filter(|row| planned.get(&row.post_id) == Some(&Some(row.content.clone())));
        Ok(newest.filter_map(|row| Some((row.post_id, serde_json::from_str(&row.draft).ok()?))).collect())
    }
}

/// Where nothing is to be read: it never went out, or is gone again.
fn nowhere() -> [&'static str; 6] {
    use State as S;
    [S::Rejected, S::FailedFinal, S::Vanished, S::Withdrawn, S::Cancelled, S::Expired].map(S::word)
}
