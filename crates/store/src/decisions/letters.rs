//! Who was told by mail of a vote: once for each text of it and each kind of letter.

use crate::{
    Bookkeeping, DecisionRow,
    database::tables::{decision, vote_told},
    decisions::reading::with_questions,
};
use basics::{GroupId, Moment, PersonId};
use decisions::{Roll, Stage, Voter};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, sea_query::OnConflict,
};
use std::collections::HashSet;

/// Why a letter about a vote is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// It is open, or begins anew: to whoever has a ballot in it and did not cast it.
    Open,
    /// What it decides is hard to undo: to everybody on its roll, whether their ballot is in or not.
    HardToUndo,
}

impl Telling {
    const ALL: [Self; 2] = [Self::Open, Self::HardToUndo];

    /// The word by which it is kept.
    fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::HardToUndo => "hard_to_undo",
        }
    }

    /// Whether an open vote is spoken of in this kind of letter now.
    fn is_due(self, vote: &DecisionRow, now: Moment) -> bool {
        match self {
            Self::Open => true,
            Self::HardToUndo => vote.course.reminds_at().is_some_and(|at| at <= now),
        }
    }

    /// Whether it goes to somebody who stands on the roll like this.
    fn concerns(self, voter: Voter) -> bool {
        match self {
            Self::Open => !voter.has_voted && !voter.is_recused && !voter.has_left,
            Self::HardToUndo => !voter.is_recused && !voter.has_left,
        }
    }
}

/// A vote that is open, and whoever is to be told of it and was not.
#[derive(Clone, Debug)]
pub struct Untold {
    /// The group.
    pub group: GroupId,
    /// The vote.
    pub vote: DecisionRow,
    /// Why.
    pub why: Telling,
    /// The people.
    pub people: Vec<PersonId>,
}

impl Bookkeeping<'_> {
    /// Every open vote of which somebody has to be told, with why.
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
            for why in Telling::ALL.into_iter().filter(|why| why.is_due(&vote, now)) {
                let told = self.told_of(&vote, why).await?;
                let voters = vote.roll.iter().flat_map(Roll::voters);
                let waits = voters.filter(|(person, voter)| why.concerns(*voter) && !told.contains(person));
                let people: Vec<PersonId> = waits.map(|(person, _)| person).collect();
                if !people.is_empty() {
                    found.push(Untold { group, vote: vote.clone(), why, people });
                }
            }
        }
        Ok(found)
    }

    async fn told_of(&self, vote: &DecisionRow, why: Telling) -> Result<HashSet<PersonId>, anyhow::Error> {
        let letters = vote_told::Entity::find()
            .filter(vote_told::Column::DecisionId.eq(vote.id.uuid()))
            .filter(vote_told::Column::Kind.eq(why.word()))
            .filter(vote_told::Column::Resets.eq(i32::try_from(vote.course.resets)?))
            .all(self.store.reader())
            .await?;
        Ok(letters.into_iter().map(|letter| letter.person_id.into()).collect())
    }

    /// Notes that somebody is told of the text of a vote as it stands. False where that was noted before: by another process,
    /// say.
    pub async fn tells_of_vote(
        &self,
        vote: &DecisionRow,
        why: Telling,
        person: PersonId,
    ) -> Result<bool, anyhow::Error> {
        let noted = vote_told::Entity::insert(vote_told::ActiveModel {
            decision_id: Set(vote.id.uuid()),
            person_id: Set(person.uuid()),
            kind: Set(why.word().to_owned()),
            resets: Set(i32::try_from(vote.course.resets)?),
            sent_at: Set(self.store.now().micros()),
        })
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(self.store.writer())
        .await?;
        Ok(noted == 1)
    }

    /// No mail server took the letter: it is tried again.
    pub async fn vote_was_not_told(
        &self,
        vote: &DecisionRow,
        why: Telling,
        person: PersonId,
    ) -> Result<(), anyhow::Error> {
        vote_told::Entity::delete_many()
            .filter(vote_told::Column::DecisionId.eq(vote.id.uuid()))
            .filter(vote_told::Column::PersonId.eq(person.uuid()))
            .filter(vote_told::Column::Kind.eq(why.word()))
            .filter(vote_told::Column::Resets.eq(i32::try_from(vote.course.resets)?))
            .exec(self.store.writer())
            .await?;
        Ok(())
    }
}
