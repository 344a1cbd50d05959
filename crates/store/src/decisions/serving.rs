//! What an answer serves for: one matter, for one thing in one version; where something follows from it by itself, for that
//! one act, once.

use crate::{
    AnswerRow,
    database::tables::decision,
    decisions::answers::{answer_of, rows_about},
};
use basics::{AnswerId, GroupId, Moment};
use charter::Object;
use decisions::Effect;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use std::collections::BTreeSet;

/// The matters that a valid answer covers for exactly this object in this version, for this act.
pub(crate) async fn answered(
    tx: &impl ConnectionTrait,
    group: GroupId,
    about: &Object,
    act: &str,
    at: Moment,
) -> Result<BTreeSet<String>, anyhow::Error> {
    let rows = rows_about(tx, group, about).await?.into_iter().map(answer_of).collect::<Result<Vec<_>, _>>()?;
    let done = carried_out(tx, rows.iter().map(|row| row.id)).await?;
    let is_done_once = |row: &&AnswerRow| row.question.effect.as_ref().is_some_and(|effect| effect.act().is_some());
    let last = rows.iter().filter(is_done_once).filter(|row| row.unlocks(at)).max_by_key(|row| row.answered_at());
    let last = last.map(|row| row.id);
    let serves = |row: &&AnswerRow| {
        row.unlocks(at)
            && row.question.about.version == about.version
            // What follows from a yes is one act, is done once by the charter, and ends with the next yes about the same.
            && row.question.effect.as_ref().and_then(Effect::act).is_none_or(|done_by| {
                done_by == act && Some(row.id) == last && !done.contains(&row.id)
            })
    };
    Ok(rows.iter().filter(serves).map(|row| row.question.matter.clone()).collect())
}

/// Those of these questions whose vote was carried out.
async fn carried_out(
    tx: &impl ConnectionTrait,
    questions: impl Iterator<Item = AnswerId>,
) -> Result<BTreeSet<AnswerId>, anyhow::Error> {
    let questions: Vec<_> = questions.map(AnswerId::uuid).collect();
    if questions.is_empty() {
        return Ok(BTreeSet::new());
    }
    let done = decision::Entity::find()
        .filter(decision::Column::QuestionId.is_in(questions))
        .filter(decision::Column::CarriedAt.is_not_null())
        .all(tx)
        .await?;
    Ok(done.into_iter().map(|row| AnswerId::from(row.question_id)).collect())
}
