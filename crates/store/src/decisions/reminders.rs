//! Who was reminded by mail of a vote whose outcome is hard to undo: everybody on its roll, once for each text of it, whether
//! their ballot is in or not.

use crate::{
    Bookkeeping, DecisionRow, Untold,
    database::tables::{decision, vote_reminder},
    decisions::reading::with_questions,
};
use basics::{GroupId, PersonId};
use decisions::{Roll, Stage};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, sea_query::OnConflict,
};
use std::collections::HashSet;

impl Bookkeeping<'_> {
    /// Every open vote behind a one-way door of which somebody has to be reminded by now.
    pub async fn votes_to_remind_of(&self) -> Result<Vec<Untold>, anyhow::Error> {
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
            let is_due = vote.course.reminds_at().is_some_and(|at| at <= now);
            if !is_due || !matches!(vote.course.at(now), Stage::Open { .. }) {
                continue;
            }
            let reminded = self.reminded_of(&vote).await?;
            let voters = vote.roll.iter().flat_map(Roll::voters);
            let voters = voters.filter(|(person, voter)| !voter.has_left && !reminded.contains(person));
            let people: Vec<PersonId> = voters.map(|(person, _)| person).collect();
            if !people.is_empty() {
                found.push(Untold { group, vote, people });
            }
        }
        Ok(found)
    }

    async fn reminded_of(&self, vote: &DecisionRow) -> Result<HashSet<PersonId>, anyhow::Error> {
        let letters = vote_reminder::Entity::find()
            .filter(vote_reminder::Column::DecisionId.eq(vote.id.uuid()))
            .filter(vote_reminder::Column::Resets.eq(i32::try_from(vote.course.resets)?))
            .all(self.store.reader())
            .await?;
        Ok(letters.into_iter().map(|letter| letter.person_id.into()).collect())
    }

    /// Notes that somebody is reminded of a vote. False where that was noted before: by another process, say.
    pub async fn reminds_of_vote(&self, vote: &DecisionRow, person: PersonId) -> Result<bool, anyhow::Error> {
        let noted = vote_reminder::Entity::insert(vote_reminder::ActiveModel {
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
    pub async fn vote_was_not_reminded_of(&self, vote: &DecisionRow, person: PersonId) -> Result<(), anyhow::Error> {
        vote_reminder::Entity::delete_many()
            .filter(vote_reminder::Column::DecisionId.eq(vote.id.uuid()))
            .filter(vote_reminder::Column::PersonId.eq(person.uuid()))
            .filter(vote_reminder::Column::Resets.eq(i32::try_from(vote.course.resets)?))
            .exec(self.store.writer())
            .await?;
        Ok(())
    }
}
