//! Who may read what of the log: before a secret vote is closed nobody but the voter reads that a ballot was cast in it, and
//! nobody reads what would count the ballots. Where so few took part that who they were would say how they voted, that stays so
//! for good. The entries stand in the chain like any other; only what is read of it waits.

use crate::{
    DecisionRow, Store,
    database::tables::{decision, entry, pseudonym},
    decisions::reading::with_questions,
    decisions::voting::rule_named,
};
use anyhow::Context as _;
use basics::{GroupId, Moment, PersonId};
use charter::{
    Act as _,
    act::{CastBallot, CastSeatBallot},
    rules::Secrecy,
};
use decisions::Tally;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _,
    sea_query::{ExprTrait as _, Query, SelectStatement},
};

/// The acts by which somebody casts a ballot.
const BALLOTS: [&str; 2] = [CastBallot::NAME, CastSeatBallot::NAME];

/// Whoever reads the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogReader {
    /// Somebody in the group.
    Person(PersonId),
    /// The program itself, which shows it to nobody.
    Program,
}

/// What one reader is not told.
pub(crate) struct Withheld {
    group: GroupId,
    /// The secret votes that are not closed, or in which few took part, as entries name them: `decision ID`.
    votes: Vec<String>,
    /// When the first of those was called that are not closed.
    since: Option<Moment>,
    reader: LogReader,
}

impl Withheld {
    /// What of the log the reader may be shown, listed or counted. None where nothing is withheld.
    pub(crate) fn readable(&self) -> Option<Condition> {
        let theirs = match self.reader {
            LogReader::Program => return None,
            LogReader::Person(_) if self.votes.is_empty() => return None,
            LogReader::Person(person) => pseudonym_of(self.group, person),
        };
        let ballots = Condition::all()
            .add(entry::Column::Event.is_in(events()))
            .add(entry::Column::Entity.is_in(&self.votes))
            .add(entry::Column::Actor.in_subquery(theirs).not());
        Some(ballots.not())
    }

    /// Whether the place of an entry of this moment is kept from the reader: gaps between places would count the ballots.
    pub(crate) fn keeps_place(&self, at: Moment) -> bool {
        self.reader != LogReader::Program && self.since.is_some_and(|since| at >= since)
    }

    /// The ids of the ballots in such votes, whoever reads. None where there is none.
    pub(crate) fn ballots(&self) -> Option<SelectStatement> {
        let ids = || {
            Query::select()
                .column(entry::Column::Id)
                .from(entry::Entity)
                .and_where(entry::Column::GroupId.eq(self.group.uuid()))
                .and_where(entry::Column::Event.is_in(events()))
                .and_where(entry::Column::Entity.is_in(&self.votes))
                .take()
        };
        (!self.votes.is_empty()).then(ids)
    }
}

/// Ballots as the log names them, those that were refused among them: whose second one is refused has cast a first.
fn events() -> impl Iterator<Item = String> {
    BALLOTS.into_iter().flat_map(|ballot| [ballot.to_owned(), format!("refused:{ballot}")])
}

impl Store {
    /// What is kept from somebody who reads the log of a group now.
    pub(crate) async fn withheld(&self, group: GroupId, reader: LogReader) -> Result<Withheld, anyhow::Error> {
        // A secret vote in which few took part keeps no count.
        let kept_no_count = decision::Column::Tally.eq(serde_json::to_string(&Tally::default())?);
        let rows = decision::Entity::find()
            .filter(decision::Column::GroupId.eq(group.uuid()))
            .filter(Condition::any().add(decision::Column::ClosedAt.is_null()).add(kept_no_count))
            .all(self.reader())
            .await?;
        let (mut votes, mut since) = (Vec::new(), None::<Moment>);
        for row in with_questions(self.reader(), rows).await? {
            if !self.is_secret(group, &row).await? {
                continue;
            }
            votes.push(format!("decision {}", row.id));
            if row.closed.is_none() {
                since = Some(since.map_or(row.called_at, |first| first.min(row.called_at)));
            }
        }
        Ok(Withheld { group, votes, since, reader })
    }

    /// Whether a secret vote goes on in a group: until it is closed, what counts the entries of its log counts the ballots.
    pub async fn counts_ballots(&self, group: GroupId) -> Result<bool, anyhow::Error> {
        Ok(self.withheld(group, LogReader::Program).await?.since.is_some())
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
