//! A planned post at another time: its draft and its queue change in one transaction, or neither does.

use crate::{
    Changed, Declined, Judged, PlannedDelivery, database::tables::post, posts::queue::queue, posts::reading::find,
};
use basics::PostId;
use charter::act::{Reply, SchedulePost};
use publishing::Draft;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, prelude::Expr};

/// The same words with another time, over the draft with the number `seen`.
#[derive(Clone, Debug)]
pub struct Moved {
    /// The number of the draft that was looked at.
    pub seen: i64,
    /// The draft with its new time.
    pub draft: Draft,
}

impl Judged<SchedulePost> {
    /// Saves the new time and puts exactly the judged content in the queue again.
    pub async fn reschedule(self, moved: &Moved, planned: Vec<PlannedDelivery>) -> Result<Changed, Declined> {
        let SchedulePost { post, content, channels } = self.act().clone();
        at_another_time(&self, post, moved).await?;
        queue(self, post, content, &channels, planned).await
    }
}

impl Judged<Reply> {
    /// The same for a reply on its one channel.
    pub async fn reschedule(self, moved: &Moved, planned: Vec<PlannedDelivery>) -> Result<Changed, Declined> {
        let Reply { post, channel, content } = self.act().clone();
        at_another_time(&self, post, moved).await?;
        queue(self, post, content, &[channel], planned).await
    }
}

/// Saves the draft with its new time, unless somebody saved it in the meantime.
async fn at_another_time<A: charter::Act>(judged: &Judged<A>, id: PostId, moved: &Moved) -> Result<(), Declined> {
    find(&judged.tx, judged.group, id).await?.ok_or(Declined::NotFound("post"))?;
    let saved = post::Entity::update_many()
        .col_expr(post::Column::Draft, Expr::value(serde_json::to_string(&moved.draft)?))
        .col_expr(post::Column::DraftNumber, Expr::value(moved.seen + 1))
        .col_expr(post::Column::DraftBy, Expr::value(judged.by()?.uuid()))
        .col_expr(post::Column::SavedAt, Expr::value(judged.now().micros()))
        .filter(post::Column::Id.eq(id.uuid()))
        .filter(post::Column::DraftNumber.eq(moved.seen))
        .exec(&judged.tx)
        .await?;
    if saved.rows_affected == 0 { Err(Declined::Stale("the post")) } else { Ok(()) }
}
