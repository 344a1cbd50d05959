//! What acts about seats on other bodies are about, and by what somebody casts a ballot there: the seat counts as the holder
//! of the power for this one act, in a vote of this one body, at this instant.

use super::{About, Gather, Gathering};
use crate::{
    Declined,
    database::tables::{answer, decision},
    members::body_seats,
};
use basics::DecisionId;
use charter::{
    Act as _, Actor, Facts,
    act::{CastSeatBallot, InviteToSeat, RecordSeat},
};
use sea_orm::EntityTrait as _;

impl Gather for RecordSeat {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::of_oneself(self.object(), here.actor == Actor::Person(self.person))])
    }
}

impl Gather for InviteToSeat {
    async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::of(self.object())])
    }
}

impl Gather for CastSeatBallot {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::of(self.object())])
    }

    async fn cases(&self, here: &Gathering<'_>) -> Result<Vec<Facts>, Declined> {
        let (mut reading, about) = (here.reading().await?, self.about(here).await?);
        let body = here.body_of(self.decision).await?;
        if let Some(person) = here.actor.person()
            && body_seats::electorate(here.tx, here.group, here.charter, &body, here.now).await?.contains(&person)
        {
            reading.counts_as(&body);
        }
        here.facts_by(&reading, Self::NAME, &about).await
    }
}

impl Gathering<'_> {
    /// The body whose vote this is.
    async fn body_of(&self, vote: DecisionId) -> Result<String, Declined> {
        let gone = || Declined::NotFound("decision");
        let row = decision::Entity::find_by_id(vote.uuid()).one(self.tx).await?;
        let row = row.filter(|row| row.group_id == self.group.uuid()).ok_or_else(gone)?;
        let question = answer::Entity::find_by_id(row.question_id).one(self.tx).await?;
        Ok(question.ok_or_else(gone)?.body)
    }
}
