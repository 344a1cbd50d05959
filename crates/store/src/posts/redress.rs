//! What sets a post right that is out: its correction, or its withdrawal, over all channels, with the reason. It is a
//! paper until it is allowed on one channel at least; then it is shown with the post, and its reason stands in the log.

use super::reading;
use crate::{
    Bookkeeping, Changed, Declined, Judged, Op, PlannedDelivery, Store,
    database::tables::{delivery_row, redress},
    deliveries,
};
use anyhow::Context as _;
use audit::Change;
use basics::{DeliveryId, GroupId, Moment, PersonId, PostId, RedressId};
use charter::act::{PublishPost, Reply};
use publishing::Draft;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    prelude::Expr,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The words of a correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What the post says from now on, where it can be changed.
    pub changed: Draft,
    /// What is said beneath it, where it cannot.
    pub said: Draft,
}

impl Correction {
    /// What this kind of delivery brings to a channel.
    pub fn brings(&self, op: Op) -> &Draft {
        if op == Op::Correct { &self.said } else { &self.changed }
    }
}

/// The correction or the withdrawal of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redress {
    /// Its id.
    pub id: RedressId,
    /// The post.
    pub post: PostId,
    /// Why, in the words of whoever did it.
    pub reason: String,
    /// The corrected words; none where the post is withdrawn.
    pub correction: Option<Correction>,
    /// Who wrote it.
    pub by: PersonId,
    /// When.
    pub at: Moment,
}

impl Bookkeeping<'_> {
    /// Keeps a redress as a paper, to be judged channel by channel. An earlier one of the same person that came to nothing
    /// makes place for it.
    pub async fn keep_redress(&self, group: GroupId, new: &Redress) -> Result<(), Declined> {
        let tx = self.store.write().await?;
        reading::hold(&tx, group, new.post).await?.ok_or(Declined::NotFound("post"))?;
        redress::Entity::delete_many()
            .filter(redress::Column::PostId.eq(new.post.uuid()))
            .filter(redress::Column::MadeBy.eq(new.by.uuid()))
            .filter(redress::Column::BegunAt.is_null())
            .exec(&tx)
            .await?;
        redress::Entity::insert(redress::ActiveModel {
            id: Set(new.id.uuid()),
            group_id: Set(group.uuid()),
            post_id: Set(new.post.uuid()),
            reason: Set(new.reason.clone()),
            words: Set(new.correction.as_ref().map(serde_json::to_string).transpose()?),
            made_by: Set(new.by.uuid()),
            made_at: Set(new.at.micros()),
            begun_at: Set(None),
        })
        .exec_without_returning(&tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

impl Store {
    /// What set a post of a group right so far, the oldest first; what was refused on every channel is not among it.
    pub async fn redresses(&self, group: GroupId, post: PostId) -> Result<Vec<Redress>, anyhow::Error> {
        let rows = redress::Entity::find()
            .filter(redress::Column::GroupId.eq(group.uuid()))
            .filter(redress::Column::PostId.eq(post.uuid()))
            .filter(redress::Column::BegunAt.is_not_null())
            .order_by_asc(redress::Column::MadeAt)
            .all(self.reader())
            .await?;
        rows.into_iter().map(redress_of).collect()
    }

    /// What a delivery that corrects brings to its channel.
    pub async fn corrected_version(&self, row: &crate::DeliveryRow) -> Result<Option<Draft>, anyhow::Error> {
        worded(self.reader(), row.post, |draft| says(draft, row)).await
    }
}

fn says(draft: &Draft, row: &crate::DeliveryRow) -> bool {
    draft.for_channel(row.channel).digest() == row.content
}

fn redress_of(row: redress::Model) -> Result<Redress, anyhow::Error> {
    let words = row.words.as_deref().map(serde_json::from_str).transpose();
    Ok(Redress {
        id: RedressId::from(row.id),
        post: PostId::from(row.post_id),
        correction: words.with_context(|| format!("the words of redress {} cannot be read", row.id))?,
        reason: row.reason,
        by: PersonId::from(row.made_by),
        at: Moment::from_micros(row.made_at),
    })
}

/// The last correction of a post that began on any channel, but for one.
async fn last_correction(
    tx: &impl ConnectionTrait,
    post: PostId,
    but: RedressId,
) -> Result<Option<RedressId>, anyhow::Error> {
    let last = redress::Entity::find()
        .filter(redress::Column::PostId.eq(post.uuid()))
        .filter(redress::Column::Id.ne(but.uuid()))
        .filter(redress::Column::BegunAt.is_not_null())
        .filter(redress::Column::Words.is_not_null())
        .order_by_desc(redress::Column::MadeAt)
        .one(tx)
        .await?;
    Ok(last.map(|row| row.id.into()))
}

/// The newest words that a correction of a post brings, or is to bring, and that are these.
pub(crate) async fn worded(
    tx: &impl ConnectionTrait,
    post: PostId,
    is_it: impl Fn(&Draft) -> bool,
) -> Result<Option<Draft>, anyhow::Error> {
    let rows = redress::Entity::find()
        .filter(redress::Column::PostId.eq(post.uuid()))
        .filter(redress::Column::Words.is_not_null())
        .order_by_desc(redress::Column::MadeAt)
        .all(tx)
        .await?;
    for row in rows {
        let Some(correction) = redress_of(row)?.correction else { continue };
        if let Some(draft) = [correction.changed, correction.said].into_iter().find(|draft| is_it(draft)) {
            return Ok(Some(draft));
        }
    }
    Ok(None)
}

/// Writes that a redress of this post is more than a paper, and gives its reason for the log. It has begun on another channel
/// already, or its paper is still there: a paper that made place for a newer one takes no effect.
pub(crate) async fn takes_effect(
    tx: &impl ConnectionTrait,
    post: PostId,
    redress: Option<&Redress>,
    now: Moment,
) -> Result<Option<Change>, Declined> {
    let Some(redress) = redress else { return Ok(None) };
    if redress.post != post {
        return Err(Declined::from(anyhow::anyhow!("the reason of one post was held out for another")));
    }
    let begun = redress::Entity::update_many()
        .col_expr(redress::Column::BegunAt, Expr::value(now.micros()))
        .filter(redress::Column::Id.eq(redress.id.uuid()))
        .filter(redress::Column::BegunAt.is_null())
        .exec(tx)
        .await?;
    if begun.rows_affected == 0 && redress::Entity::find_by_id(redress.id.uuid()).one(tx).await?.is_none() {
        return Err(Declined::Stale("what sets this post right"));
    }
    Ok(Some(Change::made("reason", json!(redress.reason))))
}

impl Judged<PublishPost> {
    /// Puts the correction of a published post in the queue of its channel, as a delivery of its own. `Stale` when another
    /// began since the one that its writer had seen.
    pub async fn correct(
        self,
        redress: &Redress,
        seen: Option<RedressId>,
        planned: PlannedDelivery,
    ) -> Result<Changed, Declined> {
        let PublishPost { delivery, content } = self.act().clone();
        if planned.content != content {
            return Err(Declined::from(anyhow::anyhow!("a correction was planned with other words than were judged")));
        }
        corrects(self, delivery, (redress, seen), planned).await
    }
}

impl Judged<Reply> {
    /// The same for a post that answers somebody, on its one channel.
    pub async fn correct(
        self,
        published: DeliveryId,
        redress: &Redress,
        seen: Option<RedressId>,
        planned: PlannedDelivery,
    ) -> Result<Changed, Declined> {
        let Reply { post, channel, content } = self.act().clone();
        let brings = redress.correction.as_ref().map(|correction| correction.brings(planned.op));
        let judged = brings.is_some_and(|draft| draft.digest() == content)
            && brings.is_some_and(|draft| draft.for_channel(channel).digest() == planned.content);
        if !judged || redress.post != post || planned.channel != channel {
            return Err(Declined::from(anyhow::anyhow!("a correction was planned with other words than were judged")));
        }
        corrects(self, published, (redress, seen), planned).await
    }
}

async fn corrects<A: charter::Act>(
    judged: Judged<A>,
    published: DeliveryId,
    (redress, seen): (&Redress, Option<RedressId>),
    planned: PlannedDelivery,
) -> Result<Changed, Declined> {
    deliveries::nobody_doubts(&judged.tx, judged.group).await?;
    let published = deliveries::find(&judged.tx, judged.group, published).await?;
    let published = published.ok_or(Declined::NotFound("delivery"))?;
    reading::hold(&judged.tx, judged.group, published.post).await?.ok_or(Declined::NotFound("post"))?;
    if published.channel != planned.channel || published.row.remote.is_none() {
        return Err(Declined::from(anyhow::anyhow!("what is to be corrected is not on the channel of its correction")));
    }
    if last_correction(&judged.tx, published.post, redress.id).await? != seen {
        return Err(Declined::Stale("what this post says"));
    }
    let all = deliveries::of_post(&judged.tx, published.post).await?;
    let under_way = |row: &delivery_row::Model| {
        row.channel_id == planned.channel.uuid() && deliveries::corrects(row) && deliveries::is_under_way(row)
    };
    if all.iter().any(under_way) {
        return Err(Declined::rule(
            "a correction of this post is on its way there already; look at it again once that is over",
        ));
    }
    let by = judged.by()?;
    if all.iter().any(|row| deliveries::is_deleting(row, published.id)) {
        return Err(Declined::rule("its deletion is on its way there; what is deleted is not corrected"));
    }
    deliveries::insert(&judged.tx, judged.group, published.post, all.len(), &planned, by).await?;
    let made = json!({ "of": published.id, "remote": published.row.remote, "content": planned.content });
    let change = Change::made("correction in the queue", made);
    let because = takes_effect(&judged.tx, published.post, Some(redress), judged.now()).await?;
    Ok(judged.changed([change].into_iter().chain(because).collect()))
}
