//! How a question, its answer and a correction are written into their rows. What may be written stands in `answers.rs`.

use crate::{AnswerRow, Declined, Question, Recorded, database::tables::answer};
use basics::{AnswerId, GroupId, Moment, PersonId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, prelude::Expr,
};

/// A new row for a correction, and the mark on the old one.
pub(crate) async fn correct(
    tx: &impl ConnectionTrait,
    group: GroupId,
    old: &AnswerRow,
    now: Moment,
) -> Result<AnswerId, Declined> {
    let fresh = AnswerId::mint(now);
    insert(tx, group, fresh, &old.question, old.asked).await?;
    answer::Entity::update_many()
        .col_expr(answer::Column::SupersededBy, Expr::value(fresh.uuid()))
        .filter(answer::Column::Id.eq(old.id.uuid()))
        .exec(tx)
        .await?;
    Ok(fresh)
}

/// Writes a question that nobody has answered.
pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    group: GroupId,
    id: AnswerId,
    question: &Question,
    asked: (PersonId, Moment),
) -> Result<(), anyhow::Error> {
    answer::Entity::insert(answer::ActiveModel {
        id: Set(id.uuid()),
        group_id: Set(group.uuid()),
        matter: Set(question.matter.clone()),
        body: Set(question.body.clone()),
        clause: Set(question.clause.clone()),
        object_kind: Set(question.about.kind.clone()),
        object_id: Set(question.about.id.clone()),
        object_version: Set(question.about.version.map(|version| version.bytes().to_vec())),
        question: Set(question.text.clone()),
        asked_by: Set(asked.0.uuid()),
        asked_at: Set(asked.1.micros()),
        verdict: Set(None),
        decided_on: Set(None),
        source: Set(None),
        tally: Set(None),
        recorded_by: Set(None),
        recorded_at: Set(None),
        expires_at: Set(None),
        superseded_by: Set(None),
        effective_from: Set(None),
        effect: Set(question.effect.as_ref().map(serde_json::to_string).transpose()?),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Writes an answer into its question: what was answered, by whom it was recorded, and when.
pub(crate) async fn record(
    tx: &impl ConnectionTrait,
    id: AnswerId,
    recorded: &Recorded,
    by: (Option<PersonId>, Moment),
) -> Result<(), DbErr> {
    answer::Entity::update_many()
        .col_expr(answer::Column::Verdict, Expr::value(if recorded.yes { "yes" } else { "no" }))
        .col_expr(answer::Column::DecidedOn, Expr::value(recorded.decided_on.clone()))
        .col_expr(answer::Column::Source, Expr::value(recorded.source.clone()))
        .col_expr(answer::Column::Tally, Expr::value(recorded.tally.clone()))
        .col_expr(answer::Column::RecordedBy, Expr::value(by.0.map(PersonId::uuid)))
        .col_expr(answer::Column::RecordedAt, Expr::value(by.1.micros()))
        .col_expr(answer::Column::ExpiresAt, Expr::value(recorded.expires.map(Moment::micros)))
        .filter(answer::Column::Id.eq(id.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}
