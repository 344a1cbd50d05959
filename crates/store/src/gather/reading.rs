//! What is read once for all the things that an act, or a list of acts, is about: the group, and who asks.

use super::Gathering;
use crate::{
    Declined, Judged,
    channels::grants,
    members::roster::{self, Standing},
};
use basics::PersonId;
use channels::Grant;
use charter::{Act, Actor};
use std::{collections::BTreeSet, sync::Arc};
use tokio::sync::OnceCell;

/// Who asks, with what the judge wants to know of them.
pub struct Reading {
    pub(super) team: Arc<Team>,
    pub(super) offices: BTreeSet<String>,
    pub(super) statuses: BTreeSet<String>,
    /// What somebody holds on channels is read only for what happens on a channel.
    grants: OnceCell<Vec<Grant>>,
}

/// The group, whoever asks about it: read once in a transaction, however many of its people are asked about.
pub(crate) struct Team {
    pub(crate) roster: roster::Roster,
    pub(crate) people: membership::Roster,
    pub(super) vacant: BTreeSet<String>,
}

impl Team {
    async fn of(here: &Gathering<'_>) -> Result<Self, anyhow::Error> {
        let roster = roster::roster(here.tx, here.group).await?;
        let people = roster.under(here.charter)?;
        let vacant = people.vacancies(here.charter, here.now).into_iter().filter(|office| *office != roster::MEMBER);
        Ok(Self { vacant: vacant.map(str::to_owned).collect(), people, roster })
    }
}

impl Gathering<'_> {
    /// What is the same for every question of this actor: read once, however many things are judged.
    pub(crate) async fn reading(&self) -> Result<Reading, anyhow::Error> {
        Ok(Reading::within(self.team().await?, self))
    }

    /// The group as it stands in this transaction.
    pub(crate) async fn team(&self) -> Result<Arc<Team>, anyhow::Error> {
        self.team.get_or_try_init(async || Team::of(self).await.map(Arc::new)).await.cloned()
    }
}

impl<A: Act> Judged<A> {
    /// The group as it was read for the judgement: nobody changed it since in this transaction but whoever has this permit.
    pub(crate) async fn team(&self) -> Result<Arc<Team>, Declined> {
        if let Some(team) = &self.team {
            return Ok(Arc::clone(team));
        }
        let charter = self.charter().await?;
        let at = (self.permit().question().actor, self.now());
        Ok(Gathering::of(&self.tx, self.group, &charter, at).team().await?)
    }
}

impl Reading {
    /// The actor counts as the holder of this office for one question.
    pub(crate) fn counts_as(&mut self, office: &str) {
        self.offices.insert(office.to_owned());
    }

    /// The same about whoever asks here, of a group that was read before.
    pub(crate) fn within(team: Arc<Team>, here: &Gathering<'_>) -> Self {
        let standing = match here.actor {
            Actor::Person(person) => team.roster.standing(person, here.now),
            Actor::Charter => Standing::of_the_charter(),
            Actor::Operator => Standing::default(),
        };
        Self { team, offices: standing.offices, statuses: standing.statuses, grants: OnceCell::new() }
    }

    /// What this person holds on channels. While an outside status suspends somebody, their access rests; their membership
    /// goes on.
    pub(super) async fn grants(&self, here: &Gathering<'_>, person: PersonId) -> Result<&[Grant], anyhow::Error> {
        let held = self.grants.get_or_try_init(async || {
            if self.team.people.is_suspended(here.charter, person, here.now) {
                return Ok(Vec::new());
            }
            grants::grants_of_person(here.tx, here.group, person).await
        });
        held.await.map(Vec::as_slice)
    }
}
