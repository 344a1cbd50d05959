//! The end of a group. From then on it is an archive: nothing is written but what the end itself asks for, what was planned
//! is called off, votes are about nothing, access is over, and everything can be read.

use crate::{
    AnswerRow, Bookkeeping, Changed, Declined, ErrandKind, Gather, Group, Judged, Store,
    database::tables::{
        access_grant, answer, channel, channel_secret, charter_version, delivery_row, group_ending, working_group,
    },
    decisions::answers::{answer_of, rows_about},
    deliveries, door,
    gather::{About, Gathering},
    groups::errands,
    meetings,
};
use anyhow::Context as _;
use audit::Change;
use basics::{ChannelId, GroupId, Moment, Zone, days};
use charter::{Act as _, Charter, GROUP, act::DissolveGroup};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    prelude::Expr,
    sea_query::{Query, SelectStatement},
};
use serde_json::json;

/// The end of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupEnding {
    /// What decided so, as the end of "by …": `decision 2026-3`, `the board on 20 Nov 2026`.
    pub because: String,
    /// Since when it is an archive.
    pub at: Moment,
}

impl GroupEnding {
    /// Why nothing is written any more, and what can be done still.
    pub fn sentence(&self) -> String {
        let day = self.at.to_string();
        let day = days::read(day.split('T').next().unwrap_or_default());
        format!(
            "this group ended on {day}, by {}, and is an archive now: nothing in it is changed any more. All of it can be \
             read, and its log exported",
            self.because
        )
    }
}

impl From<group_ending::Model> for GroupEnding {
    fn from(row: group_ending::Model) -> Self {
        Self { because: row.because, at: Moment::from_micros(row.ended_at) }
    }
}

impl Store {
    /// The end of a group; none while it works.
    pub async fn ending(&self, group: GroupId) -> Result<Option<GroupEnding>, anyhow::Error> {
        ending(self.reader(), group).await
    }

    /// The groups that ended, each with its end.
    pub async fn archives(&self) -> Result<Vec<(GroupId, GroupEnding)>, anyhow::Error> {
        let rows = group_ending::Entity::find().all(self.reader()).await?;
        Ok(rows.into_iter().map(|row| (GroupId::from(row.group_id), GroupEnding::from(row))).collect())
    }

    /// The groups that have not ended: for the clock, never for a page.
    pub async fn working_groups(&self) -> Result<Vec<Group>, anyhow::Error> {
        let working = working_group::Entity::find().filter(working_group::Column::Id.not_in_subquery(archives()));
        let rows = working.order_by_asc(working_group::Column::Slug).all(self.reader()).await?;
        Ok(rows.into_iter().map(Group::from).collect())
    }

    /// The first instant at which this charter ends its group by itself; none where it does not.
    pub async fn sunset(&self, group: GroupId, charter: &Charter) -> Result<Option<Moment>, anyhow::Error> {
        sunset(self.reader(), group, charter).await
    }
}

pub(crate) async fn ending(tx: &impl ConnectionTrait, group: GroupId) -> Result<Option<GroupEnding>, anyhow::Error> {
    Ok(group_ending::Entity::find_by_id(group.uuid()).one(tx).await?.map(GroupEnding::from))
}

/// Refuses a write in a group that ended.
pub(crate) async fn still_works(tx: &impl ConnectionTrait, group: GroupId) -> Result<(), Declined> {
    match ending(tx, group).await? {
        Some(ending) => Err(Declined::rule(ending.sentence())),
        None => Ok(()),
    }
}

pub(crate) async fn sunset(
    tx: &impl ConnectionTrait,
    group: GroupId,
    charter: &Charter,
) -> Result<Option<Moment>, anyhow::Error> {
    if charter.rules().membership.as_ref().is_none_or(|membership| membership.sunset.is_none()) {
        return Ok(None);
    }
    let version = charter_version::Entity::find()
        .filter(charter_version::Column::GroupId.eq(group.uuid()))
        .filter(charter_version::Column::Digest.eq(charter.version().bytes().to_vec()))
        .one(tx)
        .await?
        .context("the charter in force is none of the versions of this group")?;
    let adopted = version.adopted_on.parse().context("a charter was adopted on a day that cannot be read")?;
    Ok(membership::sunset(charter.rules(), adopted, &Zone::named(charter.zone())?)?)
}

impl Gather for DissolveGroup {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        let sunset = sunset(here.tx, here.group, here.charter).await?;
        Ok(vec![About::of_the_end(self.object(), sunset.is_some_and(|end| end <= here.now))])
    }
}

impl Judged<DissolveGroup> {
    /// The group is an archive from now on, in one transaction with everything that ends with it.
    ///
    /// # Errors
    /// When another group is meant.
    pub async fn keep(self) -> Result<Changed, Declined> {
        if self.act().group != self.group {
            return Err(Declined::NotFound("group"));
        }
        let charter = self.store.load_charter(&self.tx, self.group).await?;
        let because = self.because(&charter).await?;
        group_ending::Entity::insert(group_ending::ActiveModel {
            group_id: Set(self.group.uuid()),
            because: Set(because.clone()),
            ended_at: Set(self.now().micros()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        let posts = deliveries::call_off_all(&self.tx, self.group, self.now()).await?;
        let votes = self.moot(|_| true).await?.len();
        let planned = meetings::call_off_all(&self.tx, self.group, self.now()).await?;
        let grants = self.access_ends().await?;
        errands::note(&self.tx, self.group, ErrandKind::LastReport, "", self.now()).await?;
        let changes = vec![
            Change::made("end of the group", json!({ "by": because, "charter archived": charter.version() })),
            Change::made("called off", json!({ "deliveries": posts, "votes": votes, "meetings": planned })),
            Change::made("access ended", json!({ "grants": grants })),
        ];
        Ok(self.changed(changes))
    }

    /// What decided it: the newest answer that lets it be done, or the charter's own day.
    async fn because(&self, charter: &Charter) -> Result<String, Declined> {
        let rows = rows_about(&self.tx, self.group, &self.act().object()).await?;
        let rows = rows.into_iter().map(answer_of).collect::<Result<Vec<AnswerRow>, _>>()?;
        let standing = rows.iter().filter(|row| row.unlocks(self.now()));
        let last = standing.max_by_key(|row| row.answered_at());
        Ok(match last.and_then(|row| Some((row, row.answer.as_ref()?))) {
            Some((row, (recorded, ..))) if row.question.is_for_the_group() => recorded.source.clone(),
            Some((row, (recorded, ..))) => {
                format!("{} on {}", charter.the_body(&row.question.body), days::read(&recorded.decided_on))
            }
            None => "the day that its charter sets".to_owned(),
        })
    }

    async fn access_ends(&self) -> Result<u64, Declined> {
        let ended = access_grant::Entity::update_many()
            .col_expr(access_grant::Column::EndedAt, Expr::value(self.now().micros()))
            .col_expr(access_grant::Column::EndedWhy, Expr::value("the group ended"))
            .filter(access_grant::Column::GroupId.eq(self.group.uuid()))
            .filter(access_grant::Column::EndedAt.is_null())
            .exec(&self.tx)
            .await?;
        Ok(ended.rows_affected)
    }
}

impl Bookkeeping<'_> {
    /// The groups that have not ended although another body said yes to their end. What a group itself voted is done with
    /// its vote.
    pub async fn ends_decided(&self) -> Result<Vec<GroupId>, anyhow::Error> {
        let yes = answer::Entity::find()
            .filter(answer::Column::Effect.contains(DissolveGroup::NAME))
            .filter(answer::Column::Verdict.eq("yes"))
            .filter(answer::Column::Body.ne(GROUP))
            .filter(answer::Column::GroupId.not_in_subquery(archives()));
        let (mut groups, now) = (Vec::new(), self.store.now());
        for row in yes.all(self.store.reader()).await? {
            let group = GroupId::from(row.group_id);
            if answer_of(row)?.unlocks(now) && !groups.contains(&group) {
                groups.push(group);
            }
        }
        Ok(groups)
    }

    /// Whether something is on its way on this channel, or its outcome is open: its key is needed still.
    pub async fn has_something_open(&self, id: ChannelId) -> Result<bool, anyhow::Error> {
        use delivery::State;
        let done = |state: &State| state.is_settled();
        let open = State::ALL.iter().filter(|state| !done(state)).map(|state| state.word());
        let found = delivery_row::Entity::find()
            .filter(delivery_row::Column::ChannelId.eq(id.uuid()))
            .filter(delivery_row::Column::State.is_in(open));
        Ok(found.one(self.store.reader()).await?.is_some())
    }

    /// Forgets the key of a channel whose group ended; of one that works, nothing is forgotten.
    pub async fn forget_key(&self, group: GroupId, id: ChannelId) -> Result<(), anyhow::Error> {
        let of_archive = Query::select()
            .column(channel::Column::Id)
            .from(channel::Entity)
            .and_where(channel::Column::Id.eq(id.uuid()))
            .and_where(channel::Column::GroupId.eq(group.uuid()))
            .and_where(channel::Column::GroupId.in_subquery(archives()))
            .take();
        let forgotten = channel_secret::Entity::delete_many()
            .filter(channel_secret::Column::ChannelId.in_subquery(of_archive))
            .exec(self.store.writer())
            .await?;
        if forgotten.rows_affected > 0 {
            door::count_change(self.store.writer(), group).await?;
            self.store.something_changed();
        }
        Ok(())
    }
}

/// The groups that ended, for a query that leaves them out.
pub(crate) fn archives() -> SelectStatement {
    Query::select().column(group_ending::Column::GroupId).from(group_ending::Entity).take()
}
