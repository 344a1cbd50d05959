//! Who was told by mail that a vote is open: once for each text of it.

use crate::{
    Bookkeeping, DecisionRow,
    database::tables::{decision, vote_letter},
    decisions::reading::with_questions,
};
use basics::{GroupId, PersonId};
use decisions::{Roll, Stage};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, sea_query::OnConflict,
};
use std::collections::HashSet;

/// A vote that is open, and whoever is on its roll, has no ballot in it and was not told.
#[derive(Clone, Debug)]
pub struct Untold {
    /// The group.
    pub group: GroupId,
    /// The vote.
    pub vote: DecisionRow,
    /// The people.
    pub people: Vec<PersonId>,
}

impl Bookkeeping<'_> {
    /// Every open vote of which somebody has to be told.
    pub async fn votes_to_tell(&self) -> Result<Vec<Untold>, anyhow::Error> {
        let open = decision::Entity::find()
            .filter(decision::Column::ClosedAt.is_null())
            .filter(decision::Column::Roll.is_not_null())
            .order_by_asc(decision::Column::CalledAt)
            .all(self.store.reader())
            .await?;
        let groups: Vec<GroupId> = open.iter().map(|row| row.group_id.into()).collect();
        let (rows, now) = (with_questions(self.store.reader(), open).await?, self.store.now());
        let mut found = Vec::new();
        for (group, vote) in groups.into_iter().zip(rows) {
            if !matches!(vote.course.at(now), Stage::Open { .. }) {
                continue;
            }
            let told = self.told_of(&vote).await?;
            let waits = vote.roll.iter().flat_map(Roll::voters).filter(|(person, voter)| {
                !voter.has_voted && !voter.is_recused && !voter.has_left && !told.contains(person)
            });
            let people: Vec<PersonId> = waits.map(|(person, _)| person).collect();
            if !people.is_empty() {
                found.push(Untold { group, vote, people });
            }
        }
        Ok(found)
    }

    async fn told_of(&self, vote: &DecisionRow) -> Result<HashSet<PersonId>, anyhow::Error> {
        let letters = vote_letter::Entity::find()
            .filter(vote_letter::Column::DecisionId.eq(vote.id.uuid()))
            .filter(vote_letter::Column::Resets.eq(i32::try_from(vote.course.resets)?))
            .all(self.store.reader())
            .await?;
        Ok(letters.into_iter().map(|letter| letter.person_id.into()).collect())
    }

    /// Notes that somebody is told of the text of a vote as it stands. False where that was noted before: by another process,
    /// say.
    pub async fn tells_of_vote(&self, vote: &DecisionRow, person: PersonId) -> Result<bool, anyhow::Error> {
        let noted = vote_letter::Entity::insert(vote_letter::ActiveModel {
            decision_id: Set(vote.id.uuid()),
            person_id: Set(person.uuid()),
            resets: Set(i32::try_from(vote.course.resets)?),
            sent_at: Set(self.store.now().micros()),
        })
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(self.store.writer())
        .await?;
        Ok(noted == 1)
    }

    /// No mail server took the letter: it is tried again.
    pub async fn vote_was_not_told(&self, vote: &DecisionRow, person: PersonId) -> Result<(), anyhow::Error> {
        vote_letter::Entity::delete_many()
            .filter(vote_letter::Column::DecisionId.eq(vote.id.uuid()))
            .filter(vote_letter::Column::PersonId.eq(person.uuid()))
            .filter(vote_letter::Column::Resets.eq(i32::try_from(vote.course.resets)?))
            .exec(self.store.writer())
            .await?;
        Ok(())
    }
}
