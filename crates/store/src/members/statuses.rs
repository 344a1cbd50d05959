//! What people are outside the group: recorded by somebody with evidence, from a day on; what hangs on it is carried out at
//! that instant, by the charter. The rights that need a status are over at its end also where nothing was carried out.

use crate::{
    Bookkeeping, Changed, Declined, Gather, Judged, Store,
    database::tables::{status_change, status_held},
    gather::{About, Gathering},
    members::endings::Ends,
    members::terms,
};
use audit::Change;
use basics::{GroupId, Moment, PersonId};
use charter::{
    Act as _,
    act::{FollowStatus, RecordStatus},
};
use membership::{Because, what_ends};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, prelude::Expr, prelude::Uuid,
};
use serde_json::json;

macro_rules! about_a_status {
    ($($act:ident),+) => { $(
        impl Gather for $act {
            const CHANGES_STANDING: bool = true;
            async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
                Ok(vec![About::of(self.object())])
            }
        }
    )+ };
}
about_a_status!(RecordStatus, FollowStatus);

/// That an outside status began or ended, as somebody recorded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusChange {
    /// Whose it is.
    pub person: PersonId,
    /// Which, by the name of the rules file.
    pub status: String,
    /// Whether it began; otherwise it ended.
    pub began: bool,
    /// The first instant with it, or without it.
    pub from: Moment,
    /// Where that can be read.
    pub evidence: String,
    /// Who recorded it, and when.
    pub recorded: (PersonId, Moment),
}

impl Store {
    /// What was recorded about outside statuses, the newest first, up to so many.
    pub async fn status_changes(&self, group: GroupId, most: u64) -> Result<Vec<StatusChange>, anyhow::Error> {
        let rows = status_change::Entity::find()
            .filter(status_change::Column::GroupId.eq(group.uuid()))
            .order_by_desc(status_change::Column::RecordedAt)
            .limit(most)
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(StatusChange::from).collect())
    }
}

impl From<status_change::Model> for StatusChange {
    fn from(row: status_change::Model) -> Self {
        Self {
            person: row.person_id.into(),
            status: row.status,
            began: row.began,
            from: Moment::from_micros(row.from_at),
            evidence: row.evidence,
            recorded: (row.recorded_by.into(), Moment::from_micros(row.recorded_at)),
        }
    }
}

impl Judged<RecordStatus> {
    /// Records that the status begins, or ends, at an instant.
    ///
    /// # Errors
    /// When the charter knows no such status, when the person has it already, or does not have it.
    pub async fn keep(self, began: bool, from: Moment, evidence: &str) -> Result<Changed, Declined> {
        let RecordStatus { person, status } = self.act().clone();
        let terms = terms::terms(&self.store, &self.tx, self.group).await?;
        let Some(words) = terms.charter.rules().statuses.get(&status) else {
            return Err(Declined::rule("the charter speaks of no such status, so that nothing hangs on it"));
        };
        let member = terms.people.member(person).ok_or(Declined::NotFound("member"))?;
        let held = status_held::Entity::find()
            .filter(status_held::Column::GroupId.eq(self.group.uuid()))
            .filter(status_held::Column::PersonId.eq(person.uuid()))
            .filter(status_held::Column::Status.eq(&status))
            .filter(
                Condition::any()
                    .add(status_held::Column::UntilAt.is_null())
                    .add(status_held::Column::UntilAt.gt(from.micros())),
            )
            .one(&self.tx)
            .await?;
        match (&held, began) {
            (Some(_), true) => {
                return Err(Declined::rule(format!("{} is {words} by the record already", member.name_role)));
            }
            (None, true) => self.begins(person, &status, from).await?,
            (Some(held), false) if held.from_at < from.micros() => {
                status_held::Entity::update_many()
                    .col_expr(status_held::Column::UntilAt, Expr::value(from.micros()))
                    .filter(status_held::Column::Id.eq(held.id))
                    .exec(&self.tx)
                    .await?;
            }
            (_, false) => {
                return Err(Declined::rule(format!("{} was not {words} then, by the record", member.name_role)));
            }
        }
        self.noted(began, from, evidence).await?;
        let what = json!({ "person": person, "status": words, "began": began, "from": from, "evidence": evidence });
        Ok(self.changed(vec![Change::made("outside status", what)]))
    }

    async fn begins(&self, person: PersonId, status: &str, from: Moment) -> Result<(), Declined> {
        status_held::Entity::insert(status_held::ActiveModel {
            id: Set(Uuid::new_v4()),
            group_id: Set(self.group.uuid()),
            person_id: Set(person.uuid()),
            status: Set(status.to_owned()),
            from_at: Set(from.micros()),
            until_at: Set(None),
        })
        .exec_without_returning(&self.tx)
        .await?;
        Ok(())
    }

    async fn noted(&self, began: bool, from: Moment, evidence: &str) -> Result<(), Declined> {
        status_change::Entity::insert(status_change::ActiveModel {
            id: Set(Uuid::new_v4()),
            group_id: Set(self.group.uuid()),
            person_id: Set(self.act().person.uuid()),
            status: Set(self.act().status.clone()),
            began: Set(began),
            from_at: Set(from.micros()),
            evidence: Set(evidence.to_owned()),
            recorded_by: Set(self.by()?.uuid()),
            recorded_at: Set(self.now().micros()),
            carried_at: Set(None),
            again_at: Set(None),
        })
        .exec_without_returning(&self.tx)
        .await?;
        Ok(())
    }
}

impl Judged<FollowStatus> {
    /// Carries out what hangs on the first change of this status that is due, as of its instant.
    ///
    /// # Errors
    /// When none is due.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let FollowStatus { person, status } = self.act().clone();
        let due = status_change::Entity::find()
            .filter(status_change::Column::GroupId.eq(self.group.uuid()))
            .filter(status_change::Column::PersonId.eq(person.uuid()))
            .filter(status_change::Column::Status.eq(&status))
            .filter(status_change::Column::CarriedAt.is_null())
            .filter(status_change::Column::FromAt.lte(self.now().micros()))
            .order_by_asc(status_change::Column::FromAt)
            .one(&self.tx)
            .await?;
        let due = due.ok_or_else(|| Declined::rule("nothing hangs on this status that was not carried out"))?;
        status_change::Entity::update_many()
            .col_expr(status_change::Column::CarriedAt, Expr::value(self.now().micros()))
            .filter(status_change::Column::Id.eq(due.id))
            .exec(&self.tx)
            .await?;
        let because = if due.began { Because::StatusBegan { status } } else { Because::StatusEnded { status } };
        let terms = terms::terms(&self.store, &self.tx, self.group).await?;
        let at = Moment::from_micros(due.from_at);
        let endings = what_ends(&terms.charter, &terms.people, person, &because, at);
        let ends = Ends { terms, person, by: None, why: people::Ending::MembershipLost };
        ends.carried_out(self, &endings).await
    }
}

impl Bookkeeping<'_> {
    /// Changes of outside statuses that are due and on which something hangs that was not carried out.
    pub async fn statuses_due(&self, most: u64) -> Result<Vec<(GroupId, PersonId, String)>, anyhow::Error> {
        let now = self.store.now().micros();
        let rows = status_change::Entity::find()
            .filter(status_change::Column::CarriedAt.is_null())
            .filter(status_change::Column::FromAt.lte(now))
            .filter(
                Condition::any()
                    .add(status_change::Column::AgainAt.is_null())
                    .add(status_change::Column::AgainAt.lte(now)),
            )
            .order_by_asc(status_change::Column::FromAt)
            .limit(most)
            .all(self.store.reader())
            .await?;
        Ok(rows.into_iter().map(|row| (row.group_id.into(), row.person_id.into(), row.status)).collect())
    }

    /// What hangs on a status could not be carried out: it is tried again from this instant on.
    pub async fn status_waits(
        &self,
        group: GroupId,
        person: PersonId,
        status: &str,
        until: Moment,
    ) -> Result<(), anyhow::Error> {
        status_change::Entity::update_many()
            .col_expr(status_change::Column::AgainAt, Expr::value(until.micros()))
            .filter(status_change::Column::GroupId.eq(group.uuid()))
            .filter(status_change::Column::PersonId.eq(person.uuid()))
            .filter(status_change::Column::Status.eq(status))
            .filter(status_change::Column::CarriedAt.is_null())
            .exec(self.store.writer())
            .await?;
        Ok(())
    }
}
