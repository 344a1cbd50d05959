//! Posts: drafts as they are written, the versions that were put in the queue, and the queue itself.

use crate::{
    Bookkeeping, Declined, Judged, Store, deliveries,
    door::{Changed, count_change},
    tables::{delivery_row, post, post_version},
};
use anyhow::Context as _;
use audit::Change;
use basics::{ChannelId, Digest, GroupId, Moment, PersonId, PostId};
use charter::{
    Actor,
    act::{CancelPost, Reply, SchedulePost},
};
use delivery::Row;
use publishing::Draft;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    prelude::{Expr, Uuid},
};
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// Where a post stands. What became of each delivery stands with the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostStage {
    /// Somebody writes it.
    Draft,
    /// It was put in the queue.
    Planned,
    /// It was taken out of the queue.
    Cancelled,
}

impl PostStage {
    /// The word that the database keeps.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Planned => "planned",
            Self::Cancelled => "cancelled",
        }
    }
    fn of(word: &str) -> Result<Self, anyhow::Error> {
        [Self::Draft, Self::Planned, Self::Cancelled]
            .into_iter()
            .find(|stage| stage.word() == word)
            .with_context(|| format!("the database holds {word:?} as the stage of a post: it was changed by hand"))
    }
}

/// A post with its newest draft.
#[derive(Clone, Debug)]
pub struct PostRow {
    /// Its id.
    pub id: PostId,
    /// Its group.
    pub group: GroupId,
    /// Who began it.
    pub author: PersonId,
    /// Where it stands.
    pub stage: PostStage,
    /// What is being written, or was when it was planned.
    pub draft: Draft,
    /// Counts the saves of the draft.
    pub number: i64,
    /// Who saved it last.
    pub saved_by: PersonId,
    /// When.
    pub saved_at: Moment,
    /// What was put in the queue, by its digest.
    pub content: Option<Digest>,
    /// When it is to leave.
    pub due: Option<Moment>,
}

impl PostRow {
    /// Whether the draft differs from what is in the queue.
    pub fn edited_since_planned(&self) -> bool {
        self.content.is_some_and(|planned| planned != self.draft.digest())
    }
}

/// What saving a draft came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is kept under this number.
    As(i64),
    /// Somebody else saved in between; nothing was overwritten.
    Behind {
        /// The number of the newest draft.
        newest: i64,
    },
}

/// One delivery as the queue is to hold it.
#[derive(Clone, Debug)]
pub struct PlannedDelivery {
    /// The channel.
    pub channel: ChannelId,
    /// `create` or `reply`.
    pub op: &'static str,
    /// What leaves on this channel, by its digest.
    pub content: Digest,
    /// The delivery at its start.
    pub row: Row,
    /// The key or record key, made once.
    pub client_ref: String,
}

impl Bookkeeping<'_> {
    /// Begins a post.
    pub async fn begin_draft(&self, group: GroupId, author: PersonId, draft: &Draft) -> Result<PostId, anyhow::Error> {
        let id = PostId::mint(self.store.now());
        self.begin_draft_as(group, author, id, draft).await?;
        Ok(id)
    }

    /// Begins a post under an id that its form carried. False when there is one already: a form that is sent twice
    /// begins one post.
    pub async fn begin_draft_as(
        &self,
        group: GroupId,
        author: PersonId,
        id: PostId,
        draft: &Draft,
    ) -> Result<bool, anyhow::Error> {
        let now = self.store.now();
        let tx = self.store.write().await?;
        if post::Entity::find_by_id(id.uuid()).one(&tx).await?.is_some() {
            return Ok(false);
        }
        post::Entity::insert(post::ActiveModel {
            id: Set(id.uuid()),
            group_id: Set(group.uuid()),
            author: Set(author.uuid()),
            title: Set(draft.title.clone()),
            stage: Set(PostStage::Draft.word().to_owned()),
            draft: Set(serde_json::to_string(draft)?),
            draft_number: Set(1),
            draft_by: Set(author.uuid()),
            made_at: Set(now.micros()),
            saved_at: Set(now.micros()),
            content: Set(None),
            due_at: Set(draft.when.as_ref().map(|planned| planned.at.micros())),
        })
        .exec_without_returning(&tx)
        .await?;
        count_change(&tx, group).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Saves a draft over the one with the number `seen`. Whoever saw an older one overwrites nothing.
    pub async fn save_draft(
        &self,
        group: GroupId,
        id: PostId,
        seen: i64,
        draft: &Draft,
        by: PersonId,
    ) -> Result<Saved, Declined> {
        let tx = self.store.write().await?;
        let row = find(&tx, group, id).await?.ok_or(Declined::NotFound("post"))?;
        if row.draft_number != seen {
            return Ok(Saved::Behind { newest: row.draft_number });
        }
        let planned = row.stage == PostStage::Planned.word();
        let due = if planned { row.due_at } else { draft.when.as_ref().map(|planned| planned.at.micros()) };
        post::Entity::update_many()
            .col_expr(post::Column::Title, Expr::value(draft.title.clone()))
            .col_expr(post::Column::Draft, Expr::value(serde_json::to_string(draft)?))
            .col_expr(post::Column::DraftNumber, Expr::value(seen + 1))
            .col_expr(post::Column::DraftBy, Expr::value(by.uuid()))
            .col_expr(post::Column::SavedAt, Expr::value(self.store.now().micros()))
            .col_expr(post::Column::DueAt, Expr::value(due))
            .filter(post::Column::Id.eq(id.uuid()))
            .exec(&tx)
            .await?;
        count_change(&tx, group).await?;
        tx.commit().await?;
        Ok(Saved::As(seen + 1))
    }
}

impl Store {
    /// One post of a group.
    pub async fn post(&self, group: GroupId, id: PostId) -> Result<Option<PostRow>, anyhow::Error> {
        find(self.reader(), group, id).await?.map(post_of).transpose()
    }

    /// What was put in the queue under this digest.
    pub async fn planned_version(&self, post: PostId, content: Digest) -> Result<Option<Draft>, anyhow::Error> {
        version(self.reader(), post, content).await
    }

    /// The posts due in `[from, until)`, by time; only what a calendar shows of them.
    pub async fn posts_between(
        &self,
        group: GroupId,
        from: Moment,
        until: Moment,
    ) -> Result<Vec<(PostId, String, PostStage, Moment)>, anyhow::Error> {
        let rows: Vec<(Uuid, String, String, i64)> = post::Entity::find()
            .select_only()
            .columns([post::Column::Id, post::Column::Title, post::Column::Stage, post::Column::DueAt])
            .filter(post::Column::GroupId.eq(group.uuid()))
            .filter(post::Column::Stage.is_in([PostStage::Planned.word(), PostStage::Draft.word()]))
            .filter(post::Column::DueAt.gte(from.micros()))
            .filter(post::Column::DueAt.lt(until.micros()))
            .order_by_asc(post::Column::DueAt)
            .order_by_asc(post::Column::Id)
            .into_tuple()
            .all(self.reader())
            .await?;
        rows.into_iter()
            .map(|(id, title, stage, due)| {
                Ok((PostId::from(id), title, PostStage::of(&stage)?, Moment::from_micros(due)))
            })
            .collect()
    }

    /// These posts of a group; those that are not its own are left out.
    pub async fn posts_by_id(&self, group: GroupId, ids: &[PostId]) -> Result<Vec<PostRow>, anyhow::Error> {
        let rows = post::Entity::find()
            .filter(post::Column::GroupId.eq(group.uuid()))
            .filter(post::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .all(self.reader())
            .await?;
        rows.into_iter().map(post_of).collect()
    }

    /// What these posts of a group are called among its people.
    pub async fn titles(&self, group: GroupId, ids: &[PostId]) -> Result<HashMap<PostId, String>, anyhow::Error> {
        let rows: Vec<(Uuid, String)> = post::Entity::find()
            .select_only()
            .columns([post::Column::Id, post::Column::Title])
            .filter(post::Column::GroupId.eq(group.uuid()))
            .filter(post::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .into_tuple()
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(|(id, title)| (PostId::from(id), title)).collect())
    }

    /// Which of these posts go to this channel: as they were planned, or as their drafts say.
    pub async fn posts_on(
        &self,
        group: GroupId,
        channel: ChannelId,
        of: &[PostId],
    ) -> Result<HashSet<PostId>, anyhow::Error> {
        let planned: Vec<Uuid> = delivery_row::Entity::find()
            .select_only()
            .column(delivery_row::Column::PostId)
            .filter(delivery_row::Column::GroupId.eq(group.uuid()))
            .filter(delivery_row::Column::ChannelId.eq(channel.uuid()))
            .filter(delivery_row::Column::PostId.is_in(of.iter().map(|id| id.uuid())))
            .into_tuple()
            .all(self.reader())
            .await?;
        let drafts = post::Entity::find()
            .filter(post::Column::GroupId.eq(group.uuid()))
            .filter(post::Column::Stage.eq(PostStage::Draft.word()))
            .filter(post::Column::Id.is_in(of.iter().map(|id| id.uuid())))
            .all(self.reader())
            .await?;
        let mut on: HashSet<PostId> = planned.into_iter().map(PostId::from).collect();
        for row in drafts {
            let post = post_of(row)?;
            on.extend(Some(post.id).filter(|_| post.draft.channels.contains(&channel)));
        }
        Ok(on)
    }

    /// Drafts without a day, the newest first.
    pub async fn posts_without_day(&self, group: GroupId, limit: u64) -> Result<Vec<PostRow>, anyhow::Error> {
        let rows = post::Entity::find()
            .filter(post::Column::GroupId.eq(group.uuid()))
            .filter(post::Column::Stage.eq(PostStage::Draft.word()))
            .filter(post::Column::DueAt.is_null())
            .order_by_desc(post::Column::SavedAt)
            .limit(limit)
            .all(self.reader())
            .await?;
        rows.into_iter().map(post_of).collect()
    }
}

pub(crate) async fn find(tx: &impl ConnectionTrait, group: GroupId, id: PostId) -> Result<Option<post::Model>, DbErr> {
    post::Entity::find_by_id(id.uuid()).filter(post::Column::GroupId.eq(group.uuid())).one(tx).await
}

pub(crate) fn post_of(row: post::Model) -> Result<PostRow, anyhow::Error> {
    let digest = |bytes: Vec<u8>| <[u8; 32]>::try_from(bytes).map(Digest::from);
    Ok(PostRow {
        id: PostId::from(row.id),
        group: GroupId::from(row.group_id),
        author: PersonId::from(row.author),
        stage: PostStage::of(&row.stage)?,
        draft: serde_json::from_str(&row.draft)
            .with_context(|| format!("the draft of post {} cannot be read", row.id))?,
        number: row.draft_number,
        saved_by: PersonId::from(row.draft_by),
        saved_at: Moment::from_micros(row.saved_at),
        content: row
            .content
            .map(digest)
            .transpose()
            .map_err(|_| anyhow::anyhow!("post {} holds a broken digest", row.id))?,
        due: row.due_at.map(Moment::from_micros),
    })
}

pub(crate) async fn version(
    tx: &impl ConnectionTrait,
    post: PostId,
    content: Digest,
) -> Result<Option<Draft>, anyhow::Error> {
    let row = post_version::Entity::find_by_id((post.uuid(), content.bytes().to_vec())).one(tx).await?;
    row.map(|row| serde_json::from_str(&row.draft).context("a planned version cannot be read")).transpose()
}

impl Judged<SchedulePost> {
    /// Puts exactly the judged content in the queue: its version, and one delivery for each channel.
    pub async fn keep(self, planned: Vec<PlannedDelivery>, by: PersonId) -> Result<Changed, Declined> {
        let (post, content) = (self.act().post, self.act().content);
        queue(self, post, content, planned, by).await
    }
}

impl Judged<Reply> {
    /// Puts a reply in the queue of its one channel.
    pub async fn keep(self, planned: PlannedDelivery, by: PersonId) -> Result<Changed, Declined> {
        let (post, content) = (self.act().post, self.act().content);
        queue(self, post, content, vec![planned], by).await
    }
}

async fn queue<A: charter::Act>(
    judged: Judged<A>,
    id: PostId,
    content: Digest,
    planned: Vec<PlannedDelivery>,
    by: PersonId,
) -> Result<Changed, Declined> {
    let row = find(&judged.tx, judged.group, id).await?.ok_or(Declined::NotFound("post"))?;
    let before = post_of(row)?;
    if before.draft.digest() != content {
        return Err(Declined::Stale("the post"));
    }
    let due =
        planned.first().map(|first| first.row.due).ok_or_else(|| Declined::rule("choose at least one channel"))?;
    keep_version(&judged, &before, content, by).await?;
    requeue(&judged, &before, &planned, by).await?;
    post::Entity::update_many()
        .col_expr(post::Column::Stage, Expr::value(PostStage::Planned.word()))
        .col_expr(post::Column::Content, Expr::value(content.bytes().to_vec()))
        .col_expr(post::Column::DueAt, Expr::value(due.micros()))
        .filter(post::Column::Id.eq(id.uuid()))
        .exec(&judged.tx)
        .await?;
    let after = json!({
        "title": before.draft.title, "content": content, "due": due,
        "channels": planned.iter().map(|one| one.channel).collect::<Vec<_>>(),
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
    let slot = i64::try_from(all.len()).map_err(anyhow::Error::from)?;
    let mut open: Vec<delivery_row::Model> = all.into_iter().filter(deliveries::is_open).collect();
    for new in planned {
        let same = |row: &delivery_row::Model| row.channel_id == new.channel.uuid() && row.op == new.op;
        match open.iter().position(same).map(|at| open.remove(at)) {
            None => deliveries::insert(&judged.tx, judged.group, post.id, slot, new, by).await?,
            Some(row) => deliveries::replan(&judged.tx, row, new, by, judged.now()).await?,
        }
    }
    for row in open.into_iter().filter(deliveries::can_be_called_off) {
        deliveries::call_off(&judged.tx, row, Some(by), judged.now()).await?;
    }
    Ok(())
}

/// The person behind an act, if it is a person's.
pub(crate) fn person_of(actor: Actor) -> Option<PersonId> {
    match actor {
        Actor::Person(person) => Some(person),
        Actor::Charter | Actor::Operator => None,
    }
}

impl Judged<CancelPost> {
    /// Takes a post out of the queue. What has begun to leave is withdrawn once its outcome is known; what is published
    /// stays.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let id = self.act().post;
        let row = find(&self.tx, self.group, id).await?.ok_or(Declined::NotFound("post"))?;
        if row.stage == PostStage::Cancelled.word() {
            return Err(Declined::rule("this post was taken out of the queue already"));
        }
        let by = person_of(self.permit().question().actor);
        let all = deliveries::of_post(&self.tx, id).await?;
        if !all.is_empty() && !all.iter().any(deliveries::can_be_called_off) {
            return Err(Declined::rule(
                "nothing of this post waits any more; what was published is withdrawn on the post's page, channel by channel",
            ));
        }
        for row in all.into_iter().filter(deliveries::can_be_called_off) {
            deliveries::call_off(&self.tx, row, by, self.now()).await?;
        }
        post::Entity::update_many()
            .col_expr(post::Column::Stage, Expr::value(PostStage::Cancelled.word()))
            .filter(post::Column::Id.eq(id.uuid()))
            .exec(&self.tx)
            .await?;
        let change = Change::from_to("stage of the post", json!(row.stage), json!(PostStage::Cancelled.word()));
        Ok(self.changed(vec![change]))
    }
}
