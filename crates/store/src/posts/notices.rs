//! What is found about a post while it waits: each thing is said once, under its mark, and stands until the post is planned
//! anew, is called off or leaves. What happens to one delivery of it stands with the delivery.

use crate::{
    Bookkeeping, Store,
    database::tables::{delivery_row, post, post_notice},
    door::count_change,
};
use anyhow::Context as _;
use basics::{ChannelId, GroupId, Moment, PersonId, PostId};
use delivery::State;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    prelude::{Expr, Uuid},
    sea_query::OnConflict,
};
use std::collections::BTreeSet;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostNoticeKind {
    /// The clocks of its zone were changed, and it was moved with them.
    Moved,
    /// The clocks of its zone were changed, and it is held until somebody chooses its time anew.
    Held,
    /// It would not leave, or not as it should, as things stand.
    InTheWay,
    /// Something about it could not be looked at, which is no fault of the post.
    NotLookedAt,
}

impl PostNoticeKind {
    const ALL: [Self; 4] = [Self::Moved, Self::Held, Self::InTheWay, Self::NotLookedAt];

    /// The word that the database keeps.
    pub fn word(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Held => "held",
            Self::InTheWay => "in_the_way",
            Self::NotLookedAt => "not_looked_at",
        }
    }
    fn of(word: &str) -> Result<Self, anyhow::Error> {
        let found = Self::ALL.into_iter().find(|kind| kind.word() == word);
        found.with_context(|| format!("the database holds {word:?} about a post: it is newer than this program"))
    }
}

/// One thing that was found about a post that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostNotice {
    /// The post.
    pub post: PostId,
    /// What it is called among its people.
    pub title: String,
    /// Who wrote it.
    pub author: PersonId,
    /// By whose authority what waits of it leaves.
    pub planners: BTreeSet<PersonId>,
    /// The channels on which something of it waits.
    pub channels: BTreeSet<ChannelId>,
    /// When it is to leave.
    pub due: Option<Moment>,
    /// What was found.
    pub kind: PostNoticeKind,
    /// What tells it from the next thing of its kind.
    pub mark: String,
    /// What to know about it, and what to do: a sentence in each line.
    pub detail: String,
    /// When it was found.
    pub at: Moment,
}

impl Store {
    /// What was found about the posts of a group that still wait to leave, the oldest first.
    pub async fn post_notices(&self, group: GroupId) -> Result<Vec<PostNotice>, anyhow::Error> {
        let open = post_notice::Entity::find()
            .filter(post_notice::Column::GroupId.eq(group.uuid()))
            .filter(post_notice::Column::SettledAt.is_null())
            .order_by_asc(post_notice::Column::At)
            .all(self.reader())
            .await?;
        if open.is_empty() {
            return Ok(Vec::new());
        }
        let posts: BTreeSet<Uuid> = open.iter().map(|row| row.post_id).collect();
        let known = post::Entity::find().filter(post::Column::Id.is_in(posts.clone())).all(self.reader()).await?;
        let waiting = delivery_row::Entity::find()
            .filter(delivery_row::Column::PostId.is_in(posts))
            .filter(delivery_row::Column::State.eq(State::Scheduled.word()))
            .all(self.reader())
            .await?;
        let mut notices = Vec::new();
        for row in open {
            let waits: Vec<&delivery_row::Model> =
                waiting.iter().filter(|waits| waits.post_id == row.post_id).collect();
            let post = known.iter().find(|post| post.id == row.post_id);
            if let Some(post) = post.filter(|_| !waits.is_empty()) {
                notices.push(notice_of(row, post, &waits)?);
            }
        }
        Ok(notices)
    }
}

impl Bookkeeping<'_> {
    /// Says something about a post, unless it was said under this mark. Gives whether it was new.
    pub async fn say_of_post(
        &self,
        (group, post): (GroupId, PostId),
        (kind, mark): (PostNoticeKind, &str),
        detail: &str,
    ) -> Result<bool, anyhow::Error> {
        let tx = self.store.write().await?;
        let new = say(&tx, (group, post), (kind, mark), detail, self.store.now()).await?;
        count_change(&tx, group).await?;
        tx.commit().await?;
        Ok(new)
    }
}

/// The same within a transaction.
pub(crate) async fn say(
    tx: &impl ConnectionTrait,
    (group, post): (GroupId, PostId),
    (kind, mark): (PostNoticeKind, &str),
    detail: &str,
    now: Moment,
) -> Result<bool, DbErr> {
    let row = post_notice::ActiveModel {
        id: Set(Uuid::new_v4()),
        group_id: Set(group.uuid()),
        post_id: Set(post.uuid()),
        kind: Set(kind.word().to_owned()),
        mark: Set(mark.to_owned()),
        detail: Set(detail.to_owned()),
        at: Set(now.micros()),
        settled_at: Set(None),
    };
    let columns = [post_notice::Column::PostId, post_notice::Column::Kind, post_notice::Column::Mark];
    let once = OnConflict::columns(columns).do_nothing().to_owned();
    Ok(post_notice::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? == 1)
}

/// Nothing that was found about a post holds any more: somebody planned it anew.
pub(crate) async fn settle(tx: &impl ConnectionTrait, post: PostId, now: Moment) -> Result<(), DbErr> {
    post_notice::Entity::update_many()
        .col_expr(post_notice::Column::SettledAt, Expr::value(now.micros()))
        .filter(post_notice::Column::PostId.eq(post.uuid()))
        .filter(post_notice::Column::SettledAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

fn notice_of(
    row: post_notice::Model,
    post: &post::Model,
    waits: &[&delivery_row::Model],
) -> Result<PostNotice, anyhow::Error> {
    Ok(PostNotice {
        post: PostId::from(row.post_id),
        title: post.title.clone(),
        author: PersonId::from(post.author),
        planners: waits.iter().map(|waits| waits.planned_by.into()).collect(),
        channels: waits.iter().map(|waits| waits.channel_id.into()).collect(),
        due: post.due_at.map(Moment::from_micros),
        kind: PostNoticeKind::of(&row.kind)?,
        mark: row.mark,
        detail: row.detail,
        at: Moment::from_micros(row.at),
    })
}
