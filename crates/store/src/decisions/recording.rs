//! Whether an answer may be recorded to a question at all, whoever may record one: never beside a vote that answers it. A page
//! offers its form by this, and the write looks by it once more.

use crate::{
    AnswerRow, DecisionRow, Declined, Gather, Judged, database::tables::decision, decisions::reading, members::removing,
};
use basics::PersonId;
use charter::Charter;
use decisions::{Beside, Outcome, Stage, beside};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

impl DecisionRow {
    /// Where it stands for whoever would record an answer beside it.
    pub fn stands_beside(&self) -> Beside {
        if matches!(self.course.stage, Stage::Tied { .. }) {
            return Beside::UnderWay;
        }
        match self.closed.map(|closing| closing.counted) {
            Some(Some((_, Outcome::Inquorate))) => Beside::TooFew,
            Some(Some((_, Outcome::Suspended))) => Beside::Suspended,
            Some(Some(_)) => Beside::Answered,
            Some(None) => Beside::NotCounted,
            None if matches!(self.course.stage, Stage::Withdrawn | Stage::Objected | Stage::Moot | Stage::Lapsed) => {
                Beside::NotCounted
            }
            None => Beside::UnderWay,
        }
    }
}

/// Why nobody records an answer to this question here, or why this person does not; nothing where the charter alone says who
/// does. `votes` are those of the group, or of the question; the newest first.
pub fn not_recorded<'a>(
    charter: &Charter,
    row: &AnswerRow,
    votes: impl IntoIterator<Item = &'a DecisionRow>,
    by: PersonId,
) -> Option<String> {
    let votes = votes.into_iter().filter(|vote| vote.question.id == row.id);
    let votes = votes.map(|vote| (vote.number, vote.stands_beside()));
    let votes_here = row.question.is_for_the_group() && charter.rule_for(&row.question.matter).is_some();
    let only_by_vote = votes_here && row.question.is_about_the_group_itself();
    removing::not_recorded(&row.question, by)
        .or(only_by_vote.then_some(ONLY_BY_VOTE))
        .map(str::to_owned)
        .or_else(|| beside(votes).err().map(|why| why.to_string()))
}

/// Said of what no member records alone, whatever their office.
const ONLY_BY_VOTE: &str = "the group votes here on who is in it, who holds an office, where a body decides and whether it ends, \
                            so that its ballots answer the question";

impl<A: Gather> Judged<A> {
    /// The same in the transaction that records it.
    pub(crate) async fn nothing_else_answers(&self, row: &AnswerRow) -> Result<(), Declined> {
        let votes = decision::Entity::find()
            .filter(decision::Column::QuestionId.eq(row.id.uuid()))
            .order_by_desc(decision::Column::CalledAt)
            .all(&self.tx)
            .await?;
        let votes = reading::with_questions(&self.tx, votes).await?;
        match not_recorded(&*self.charter().await?, row, &votes, self.by()?) {
            Some(why) => Err(Declined::rule(why)),
            None => Ok(()),
        }
    }
}
