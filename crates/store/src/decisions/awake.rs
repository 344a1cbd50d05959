//! Votes whose instant has come, and what follows from them: what the clock looks for, and until when it waits.

use crate::{
    Bookkeeping, DecisionRow,
    database::tables::decision,
    decisions::reading::{with_questions, word},
};
use basics::{DecisionId, GroupId, Moment};
use decisions::Outcome;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, prelude::Expr,
};

impl Bookkeeping<'_> {
    /// Votes whose instant has come: to be closed, or lapsed.
    pub async fn votes_awake(&self, most: u64) -> Result<Vec<(GroupId, DecisionId)>, anyhow::Error> {
        let due = decision::Entity::find().filter(decision::Column::WakesAt.lte(self.store.now().micros()));
        let due = due.filter(goes_on());
        let rows = due.order_by_asc(decision::Column::WakesAt).limit(most).all(self.store.reader()).await?;
        Ok(rows.into_iter().map(|row| (GroupId::from(row.group_id), DecisionId::from(row.id))).collect())
    }

    /// A vote that could not be closed is tried again from this instant on.
    pub async fn vote_waits(&self, decision: DecisionId, until: Moment) -> Result<(), anyhow::Error> {
        decision::Entity::update_many()
            .col_expr(decision::Column::WakesAt, Expr::value(until.micros()))
            .filter(decision::Column::Id.eq(decision.uuid()))
            .filter(goes_on())
            .exec(self.store.writer())
            .await?;
        Ok(())
    }

    /// Decisions that passed, and from which something follows that was neither done nor held, each with its group.
    pub async fn votes_to_carry_out(&self) -> Result<Vec<(GroupId, DecisionRow)>, anyhow::Error> {
        let is_due = Condition::any()
            .add(decision::Column::WakesAt.is_null())
            .add(decision::Column::WakesAt.lte(self.store.now().micros()));
        let open = decision::Entity::find()
            .filter(decision::Column::Outcome.eq(word(Outcome::Passed)))
            .filter(decision::Column::CarriedAt.is_null())
            .filter(decision::Column::OverriddenAt.is_null())
            .filter(decision::Column::HeldBecause.is_null())
            .filter(is_due);
        let rows = open.order_by_asc(decision::Column::ClosedAt).all(self.store.reader()).await?;
        let groups: Vec<GroupId> = rows.iter().map(|row| GroupId::from(row.group_id)).collect();
        let rows = groups.into_iter().zip(with_questions(self.store.reader(), rows).await?);
        Ok(rows.filter(|(_, row)| row.question.question.effect.is_some()).collect())
    }

    /// What follows from a decision could not be done for now: it is tried again from this instant on.
    pub async fn effect_waits(&self, decision: DecisionId, until: Moment) -> Result<(), anyhow::Error> {
        decision::Entity::update_many()
            .col_expr(decision::Column::WakesAt, Expr::value(until.micros()))
            .filter(decision::Column::Id.eq(decision.uuid()))
            .filter(decision::Column::CarriedAt.is_null())
            .exec(self.store.writer())
            .await?;
        Ok(())
    }

    /// What follows from a decision could not be done, and why: people are told, and it is not tried again.
    pub async fn vote_is_held(&self, decision: DecisionId, because: &str) -> Result<(), anyhow::Error> {
        decision::Entity::update_many()
            .col_expr(decision::Column::HeldBecause, Expr::value(because))
            .filter(decision::Column::Id.eq(decision.uuid()))
            .filter(decision::Column::CarriedAt.is_null())
            .exec(self.store.writer())
            .await?;
        self.store.something_changed();
        Ok(())
    }
}

/// A vote that is not over, or is counted and tied and waits for the casting vote.
pub(crate) fn goes_on() -> Condition {
    let awaits = decision::Column::Outcome.eq(word(Outcome::AwaitsCastingVote));
    Condition::any().add(decision::Column::ClosedAt.is_null()).add(awaits)
}
