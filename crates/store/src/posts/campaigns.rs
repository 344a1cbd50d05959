//! Campaigns for sponsors: their limits, the posts that were planned within them, and what a yes to a campaign answers for
//! one of its posts. A campaign is a member's paper and is never edited; what counts is the answer to exactly its limits.

use crate::{
    Bookkeeping, Declined, PostStage, SentForm, Store,
    database::tables::{campaign, campaign_post, post},
    decisions::serving,
};
use anyhow::Context as _;
use basics::{CampaignId, ChannelId, GroupId, Moment, PersonId, PostId};
use charter::Object;
use jiff::civil::Date;
use publishing::{
    Draft,
    campaign::{Assigned, Limits},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
    sea_query::{Expr, ExprTrait as _, LockType, Query, SelectStatement},
};
use std::collections::BTreeSet;

/// What kind of thing a campaign is, where a question is about one.
pub const CAMPAIGN: &str = "campaign";

/// A campaign as it was written.
#[derive(Clone, Debug)]
pub struct CampaignRow {
    /// Its id.
    pub id: CampaignId,
    /// Its limits.
    pub limits: Limits,
    /// Who wrote them, and when.
    pub made: (PersonId, Moment),
}

impl CampaignRow {
    /// The campaign as a thing that is decided about: exactly these limits.
    pub fn object(&self) -> Object {
        Object::version(CAMPAIGN, self.id, self.limits.digest())
    }
}

impl Bookkeeping<'_> {
    /// Keeps a campaign that somebody wrote.
    pub async fn keep_campaign(
        &self,
        group: GroupId,
        by: PersonId,
        limits: &Limits,
        form: &SentForm,
    ) -> Result<CampaignId, Declined> {
        let (tx, now) = (self.store.write().await?, self.store.now());
        form.once(&tx, by, now).await?;
        let id = CampaignId::from(form.id.uuid());
        campaign::Entity::insert(campaign::ActiveModel {
            id: Set(id.uuid()),
            group_id: Set(group.uuid()),
            limits: Set(serde_json::to_string(limits)?),
            digest: Set(limits.digest().bytes().to_vec()),
            made_by: Set(by.uuid()),
            made_at: Set(now.micros()),
        })
        .exec_without_returning(&tx)
        .await?;
        tx.commit().await?;
        self.store.something_changed();
        Ok(id)
    }
}

impl Store {
    /// The campaigns of a group, the newest first.
    pub async fn campaigns(&self, group: GroupId) -> Result<Vec<CampaignRow>, anyhow::Error> {
        let rows = campaign::Entity::find()
            .filter(campaign::Column::GroupId.eq(group.uuid()))
            .order_by_desc(campaign::Column::MadeAt)
            .all(self.reader())
            .await?;
        rows.iter().map(campaign_of).collect()
    }

    /// One campaign of a group.
    pub async fn campaign(&self, group: GroupId, id: CampaignId) -> Result<Option<CampaignRow>, anyhow::Error> {
        found(self.reader(), group, id).await?.as_ref().map(campaign_of).transpose()
    }

    /// The posts of a campaign that are planned or out: each with what the group calls it and when it leaves or left, the
    /// first one first.
    pub async fn campaign_posts(
        &self,
        group: GroupId,
        id: CampaignId,
    ) -> Result<Vec<(PostId, String, Option<Moment>)>, anyhow::Error> {
        let rows = post::Entity::find()
            .filter(post::Column::GroupId.eq(group.uuid()))
            .filter(post::Column::Id.in_subquery(assigned(id)))
            .filter(post::Column::Stage.ne(PostStage::Cancelled.word()))
            .order_by_asc(post::Column::DueAt)
            .all(self.reader())
            .await?;
        let line = |row: post::Model| (PostId::from(row.id), row.title, row.due_at.map(Moment::from_micros));
        Ok(rows.into_iter().map(line).collect())
    }
}

/// A post on one channel that is to go out as part of a campaign.
pub(crate) struct Going<'a> {
    /// The post, where it was begun.
    pub post: Option<PostId>,
    /// Its channel.
    pub channel: ChannelId,
    /// What it says of itself.
    pub draft: &'a Draft,
    /// The day on which it leaves, on the wall of the charter's zone.
    pub on: Date,
}

/// The matters that a yes to its campaign answers for this post, for this act: none where it is no post of a campaign, where
/// the campaign was not agreed to or is over, and where the post goes beyond its limits.
pub(crate) async fn answered(
    tx: &impl ConnectionTrait,
    group: GroupId,
    going: &Going<'_>,
    act: &str,
    at: Moment,
) -> Result<BTreeSet<String>, anyhow::Error> {
    let Some(id) = going.draft.campaign else { return Ok(BTreeSet::new()) };
    let Some(row) = found(tx, group, id).await?.as_ref().map(campaign_of).transpose()? else {
        return Ok(BTreeSet::new());
    };
    let matters = serving::answered(tx, group, &row.object(), act, at).await?;
    if matters.is_empty() {
        return Ok(matters);
    }
    let others = others(tx, id, going.post).await?;
    let post = Assigned { channel: going.channel, on: going.on, goals: &going.draft.goals, others };
    Ok(if row.limits.admits(&post).is_ok() { matters } else { BTreeSet::new() })
}

/// Notes which campaign a post belongs to that is put in the queue. Whoever plans another post of it waits until this one is
/// in or is not, so that the last place is given once.
///
/// # Errors
/// When the campaign is not one of the group, and when all of its places are taken.
pub(crate) async fn assign(
    tx: &impl ConnectionTrait,
    group: GroupId,
    post: PostId,
    campaign: Option<CampaignId>,
) -> Result<(), Declined> {
    campaign_post::Entity::delete_by_id(post.uuid()).exec(tx).await?;
    let Some(id) = campaign else { return Ok(()) };
    let of_group = campaign::Column::GroupId.eq(group.uuid());
    let row = campaign::Entity::find_by_id(id.uuid()).filter(of_group).lock(LockType::NoKeyUpdate).one(tx).await?;
    let limits = campaign_of(&row.ok_or(Declined::NotFound("campaign"))?)?.limits;
    if others(tx, id, Some(post)).await? >= limits.posts {
        return Err(Declined::rule(format!(
            "the campaign “{}” covers {} posts, and as many are planned or out; take one of them back, or ask again",
            limits.name, limits.posts
        )));
    }
    campaign_post::Entity::insert(campaign_post::ActiveModel {
        post_id: Set(post.uuid()),
        group_id: Set(group.uuid()),
        campaign_id: Set(id.uuid()),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// How many other posts of a campaign are planned or out.
async fn others(tx: &impl ConnectionTrait, id: CampaignId, but: Option<PostId>) -> Result<u32, anyhow::Error> {
    let mut taken = post::Entity::find()
        .filter(post::Column::Id.in_subquery(assigned(id)))
        .filter(post::Column::Stage.ne(PostStage::Cancelled.word()));
    if let Some(but) = but {
        taken = taken.filter(post::Column::Id.ne(but.uuid()));
    }
    Ok(u32::try_from(taken.count(tx).await?)?)
}

fn assigned(id: CampaignId) -> SelectStatement {
    let of_campaign = Expr::col(campaign_post::Column::CampaignId).eq(id.uuid());
    Query::select().column(campaign_post::Column::PostId).from(campaign_post::Entity).and_where(of_campaign).take()
}

async fn found(tx: &impl ConnectionTrait, group: GroupId, id: CampaignId) -> Result<Option<campaign::Model>, DbErr> {
    campaign::Entity::find_by_id(id.uuid()).filter(campaign::Column::GroupId.eq(group.uuid())).one(tx).await
}

fn campaign_of(row: &campaign::Model) -> Result<CampaignRow, anyhow::Error> {
    let limits: Limits = serde_json::from_str(&row.limits)
        .with_context(|| format!("the limits of campaign {} cannot be read", row.id))?;
    anyhow::ensure!(
        limits.digest().bytes().as_slice() == row.digest,
        "the limits of campaign {} were changed by hand",
        row.id
    );
    Ok(CampaignRow {
        id: CampaignId::from(row.id),
        limits,
        made: (PersonId::from(row.made_by), Moment::from_micros(row.made_at)),
    })
}
