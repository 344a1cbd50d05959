//! The queue: exactly what was judged is put in it, and taken out of it again.

use crate::{
    Declined, Judged, Op, PostRow, PostStage,
    database::tables::{delivery_row, post, post_version},
    deliveries,
    door::Changed,
    posts::campaigns,
    posts::notices,
    posts::reading::{hold, post_of},
    posts::redress::{self, Redress},
};
use audit::Change;
use basics::{ChannelId, Digest, PersonId, PostId};
use charter::act::{CancelPost, Reply, SchedulePost};
use delivery::Row;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;

/// One delivery as the queue is to hold it.
#[derive(Clone, Debug)]
pub struct PlannedDelivery {
    /// The channel.
    pub channel: ChannelId,
    /// What it does there.
    pub op: Op,
    /// Which part of a thread it is, from 0.
    pub part: usize,
    /// What leaves on this channel, by its digest.
    pub content: Digest,
    /// The delivery at its start.
    pub row: Row,
    /// The key or record key, made once.
    pub client_ref: String,
}

impl Judged<SchedulePost> {
    /// Puts exactly the judged content in the queue: its version, and one delivery for each channel. None when this person
    /// has just that in the queue already: nothing is planned twice, and nothing has to be recorded.
    pub async fn keep(self, planned: Vec<PlannedDelivery>) -> Result<Option<Changed>, Declined> {
        let SchedulePost { post, content, channels } = self.act().clone();
        if stands_already(&self, post, content, &planned).await? {
            return Ok(None);
        }
        queue(self, post, content, &channels, planned).await.map(Some)
    }
}

impl Judged<Reply> {
    /// Puts a reply in the queue of its one channel. None when it stands there already, as with any other post.
    pub async fn keep(self, planned: Vec<PlannedDelivery>) -> Result<Option<Changed>, Declined> {
        let Reply { post, channel, content } = self.act().clone();
        if stands_already(&self, post, content, &planned).await? {
            return Ok(None);
        }
        queue(self, post, content, &[channel], planned).await.map(Some)
    }
}

/// Whether the queue holds exactly this, planned by the same person, and waits for nothing but its time. Whoever is second
/// has waited for the first here.
async fn stands_already<A: charter::Act>(
    judged: &Judged<A>,
    id: PostId,
    content: Digest,
    planned: &[PlannedDelivery],
) -> Result<bool, Declined> {
    let post = post_of(hold(&judged.tx, judged.group, id).await?.ok_or(Declined::NotFound("post"))?)?;
    if post.stage != PostStage::Planned || post.content != Some(content) || post.draft.digest() != content {
        return Ok(false);
    }
    let by = judged.by()?;
    let all = deliveries::of_post(&judged.tx, id).await?;
    let mut open: Vec<&delivery_row::Model> = all.iter().filter(|row| deliveries::is_open(row)).collect();
    for new in planned {
        match open.iter().position(|row| deliveries::waits_as_planned(row, new, by)) {
            Some(at) => open.swap_remove(at),
            None => return Ok(false),
        };
    }
    Ok(open.is_empty())
}

pub(crate) async fn queue<A: charter::Act>(
    judged: Judged<A>,
    id: PostId,
    content: Digest,
    channels: &[ChannelId],
    planned: Vec<PlannedDelivery>,
) -> Result<Changed, Declined> {
    if !planned.iter().filter(|one| one.part == 0).map(|one| &one.channel).eq(channels) {
        return Err(Declined::from(anyhow::anyhow!("a post was planned for other channels than were judged")));
    }
    deliveries::nobody_doubts(&judged.tx, judged.group).await?;
    let by = judged.by()?;
    let row = hold(&judged.tx, judged.group, id).await?.ok_or(Declined::NotFound("post"))?;
    let before = post_of(row)?;
    if before.draft.digest() != content {
        return Err(Declined::Stale("the post"));
    }
    let due =
        planned.first().map(|first| first.row.due).ok_or_else(|| Declined::rule("choose at least one channel"))?;
    campaigns::assign(&judged.tx, judged.group, id, before.draft.campaign).await?;
    keep_version(&judged, &before, content, by).await?;
    requeue(&judged, &before, &planned, by).await?;
    notices::settle(&judged.tx, id, judged.now()).await?;
    post::Entity::update_many()
        .col_expr(post::Column::Stage, Expr::value(PostStage::Planned.word()))
        .col_expr(post::Column::Title, Expr::value(before.draft.title.clone()))
        .col_expr(post::Column::Content, Expr::value(content.bytes().to_vec()))
        .col_expr(post::Column::DueAt, Expr::value(due.micros()))
        .filter(post::Column::Id.eq(id.uuid()))
        .exec(&judged.tx)
        .await?;
    let after = json!({
        "title": before.draft.title, "content": content, "due": due,
        "channels": channels,
    });
    let change = match before.content {
        None => Change::made("post in the queue", after),
        Some(old) => Change::from_to("post in the queue", json!({ "content": old, "due": before.due }), after),
    };
    Ok(judged.changed(vec![change]))
}

async fn keep_version<A: charter::Act>(
    judged: &Judged<A>,
    post: &PostRow,
    content: Digest,
    by: PersonId,
) -> Result<(), Declined> {
    post_version::Entity::delete_by_id((post.id.uuid(), content.bytes().to_vec())).exec(&judged.tx).await?;
    post_version::Entity::insert(post_version::ActiveModel {
        post_id: Set(post.id.uuid()),
        content: Set(content.bytes().to_vec()),
        draft: Set(serde_json::to_string(&post.draft)?),
        made_by: Set(by.uuid()),
        made_at: Set(judged.now().micros()),
    })
    .exec_without_returning(&judged.tx)
    .await?;
    Ok(())
}

/// Brings the queue to the plan. What has not begun to leave is changed in place; what has cannot be planned again.
async fn requeue<A: charter::Act>(
    judged: &Judged<A>,
    post: &PostRow,
    planned: &[PlannedDelivery],
    by: PersonId,
) -> Result<(), Declined> {
    let all = deliveries::of_post(&judged.tx, post.id).await?;
    let round = all.len();
    let mut open: Vec<delivery_row::Model> = all.into_iter().filter(deliveries::is_open).collect();
    for new in planned {
        let same = |row: &delivery_row::Model| deliveries::is_planned_as(row, new);
        match open.iter().position(same).map(|at| open.remove(at)) {
            None => deliveries::insert(&judged.tx, judged.group, post.id, round, new, by).await?,
            Some(row) => deliveries::replan(&judged.tx, row, new, by, judged.now()).await?,
        }
    }
    for row in open.into_iter().filter(deliveries::can_be_called_off) {
        deliveries::call_off(&judged.tx, row, Some(by), judged.now()).await?;
    }
    Ok(())
}

impl Judged<SchedulePost> {
    /// Lets a thread go on that stopped on a channel: the part that failed is put in the queue once more, as a delivery of
    /// its own. What is there stays, and what follows waits for it.
    pub async fn go_on(self, again: PlannedDelivery) -> Result<Changed, Declined> {
        let id = self.act().post;
        goes_on(self, id, again).await
    }
}

impl Judged<Reply> {
    /// The same for a thread that answers somebody.
    pub async fn go_on(self, again: PlannedDelivery) -> Result<Changed, Declined> {
        let id = self.act().post;
        goes_on(self, id, again).await
    }
}

async fn goes_on<A: charter::Act>(judged: Judged<A>, id: PostId, again: PlannedDelivery) -> Result<Changed, Declined> {
    deliveries::nobody_doubts(&judged.tx, judged.group).await?;
    hold(&judged.tx, judged.group, id).await?.ok_or(Declined::NotFound("post"))?;
    let all = deliveries::of_post(&judged.tx, id).await?;
    let waits = |row: &delivery_row::Model| deliveries::is_planned_as(row, &again) && !deliveries::ended_badly(row);
    if all.iter().any(waits) {
        return Err(Declined::Stale("the delivery"));
    }
    deliveries::insert(&judged.tx, judged.group, id, all.len(), &again, judged.by()?).await?;
    let change = Change::made("thread goes on", json!({ "channel": again.channel, "part": again.part + 1 }));
    Ok(judged.changed(vec![change]))
}

impl Judged<CancelPost> {
    /// Takes a post out of the queue. What has begun to leave is withdrawn once its outcome is known; what is published
    /// stays, and as long as anything is out the post keeps its place in the calendar. With the reason that was given for
    /// all channels, where one was.
    pub async fn keep(self, redress: Option<&Redress>) -> Result<Changed, Declined> {
        deliveries::nobody_doubts(&self.tx, self.group).await?;
        let id = self.act().post;
        let row = hold(&self.tx, self.group, id).await?.ok_or(Declined::NotFound("post"))?;
        if row.stage == PostStage::Cancelled.word() {
            return Err(Declined::rule("this post was taken out of the queue already"));
        }
        let by = self.permit().question().actor.person();
        let all = deliveries::of_post(&self.tx, id).await?;
        if !all.is_empty() && !all.iter().any(deliveries::can_be_called_off) {
            return Err(Declined::rule(
                "nothing of this post waits any more; what was published is withdrawn on the post's page, channel by channel",
            ));
        }
        let waiting: Vec<_> = all.iter().filter(|row| deliveries::can_be_called_off(row)).cloned().collect();
        let channels: Vec<ChannelId> = waiting.iter().map(|row| row.channel_id.into()).collect();
        for row in waiting {
            deliveries::call_off(&self.tx, row, by, self.now()).await?;
        }
        let because = redress::takes_effect(&self.tx, id, redress, self.now()).await?;
        if all.iter().any(deliveries::has_left) {
            let change = Change::made("called off where it had not left", json!({ "channels": channels }));
            return Ok(self.changed([change].into_iter().chain(because).collect()));
        }
        post::Entity::update_many()
            .col_expr(post::Column::Stage, Expr::value(PostStage::Cancelled.word()))
            .filter(post::Column::Id.eq(id.uuid()))
            .exec(&self.tx)
            .await?;
        let change = Change::from_to("stage of the post", json!(row.stage), json!(PostStage::Cancelled.word()));
        Ok(self.changed([change].into_iter().chain(because).collect()))
    }
}
