//! Who may read what of the log: who cast a ballot in a secret vote is told to nobody but themselves before its close. The
//! entry stands in the chain like any other; only what pages read of it waits.

use crate::{
    DecisionRow, Store,
    database::tables::{decision, entry, pseudonym},
    decisions::reading::with_questions,
    decisions::voting::rule_named,
};
use anyhow::Context as _;
use audit::Record;
use basics::{GroupId, PersonId};
use charter::{Act as _, act::CastBallot, rules::Secrecy};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _,
    sea_query::{ExprTrait as _, Query, SelectStatement},
};

/// Whoever reads the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogReader {
    /// Somebody in the group.
    Person(PersonId),
    /// The program itself, which shows it to nobody.
    Program,
}

/// What one reader is not told yet.
pub(crate) struct Withheld {
    group: GroupId,
    /// The secret votes that are not closed, as entries name them: `decision ID`.
    votes: Vec<String>,
    reader: LogReader,
}

impl Withheld {
    /// Whether this entry is kept from the reader.
    pub(crate) fn keeps(&self, row: &entry::Model, record: &Record) -> bool {
        let own = match self.reader {
            LogReader::Program => true,
            LogReader::Person(person) => record.question.actor.person() == Some(person),
        };
        !own && row.event == CastBallot::NAME && self.votes.contains(&row.entity)
    }

    /// What a list by person or by clause may hold: an entry whose voter is withheld would tell by being in it who it was,
    /// or in which office. None where nothing is withheld.
    pub(crate) fn may_be_looked_for(&self) -> Option<Condition> {
        let theirs = match self.reader {
            LogReader::Program => return None,
            LogReader::Person(_) if self.votes.is_empty() => return None,
            LogReader::Person(person) => pseudonym_of(self.group, person),
        };
        let ballots = Condition::all()
            .add(entry::Column::Event.eq(CastBallot::NAME))
            .add(entry::Column::Entity.is_in(&self.votes))
            .add(entry::Column::Actor.in_subquery(theirs).not());
        Some(ballots.not())
    }

    /// The ids of the ballots in secret votes that are not closed, whoever reads. None where there is no such vote.
    pub(crate) fn ballots(&self) -> Option<SelectStatement> {
        let ids = || {
            Query::select()
                .column(entry::Column::Id)
                .from(entry::Entity)
                .and_where(entry::Column::GroupId.eq(self.group.uuid()))
                .and_where(entry::Column::Event.eq(CastBallot::NAME))
                .and_where(entry::Column::Entity.is_in(&self.votes))
                .take()
        };
        (!self.votes.is_empty()).then(ids)
    }
}

impl Store {
    /// What is kept from somebody who reads the log of a group now.
    pub(crate) async fn withheld(&self, group: GroupId, reader: LogReader) -> Result<Withheld, anyhow::Error> {
        let open = decision::Entity::find()
            .filter(decision::Column::GroupId.eq(group.uuid()))
            .filter(decision::Column::ClosedAt.is_null())
            .all(self.reader())
            .await?;
        let mut votes = Vec::new();
        for row in with_questions(self.reader(), open).await? {
            if self.is_secret(group, &row).await? {
                votes.push(format!("decision {}", row.id));
            }
        }
        Ok(Withheld { group, votes, reader })
    }

    async fn is_secret(&self, group: GroupId, row: &DecisionRow) -> Result<bool, anyhow::Error> {
        let charter = self.charter_of_digest(group, row.charter).await?;
        let rule = rule_named(&charter, row).ok().context("a vote was called by a rule that its charter lacks")?;
        Ok(rule.secrecy == Secrecy::Secret)
    }
}

/// By which entries name a person in a group.
pub(crate) fn pseudonym_of(group: GroupId, person: PersonId) -> SelectStatement {
    Query::select()
        .column(pseudonym::Column::Pseudonym)
        .from(pseudonym::Entity)
        .and_where(pseudonym::Column::GroupId.eq(group.uuid()))
        .and_where(pseudonym::Column::PersonId.eq(person.uuid()))
        .take()
}
