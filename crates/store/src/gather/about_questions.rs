//! What acts about questions, votes and applications are about: a matter, or a thing that is found by its id.

use super::{About, Gather, Gathering};
use crate::{Declined, database::tables::answer, members::applications};
use basics::AnswerId;
use charter::{
    Act as _, Actor, Object,
    act::{
        AddressBody, AdmitMember, AnswerObjection, AskBody, AttestEvidence, CallVote, CastBallot, CloseVote,
        DeclareConflict, DeclareConsensus, ExplainRejection, ExtendVote, GiveCastingVote, OverrideDecision,
        RecordAnswer, RecordPresence, SecondVote, SetHouseRule, TakeOverVote, UpdateVote, WithdrawVote,
    },
};
use sea_orm::EntityTrait as _;

impl Gather for SetHouseRule {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About { object: Some(self.object()), ..About::default() }])
    }
}

impl Gather for AddressBody {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About { object: Some(self.object()), ..About::default() }])
    }
}

impl Gather for CallVote {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        about_a_question(here, self.object(), self.question).await
    }
}

impl Gather for DeclareConsensus {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        about_a_question(here, self.object(), self.question).await
    }
}

macro_rules! about_a_vote {
    ($($act:ident),+) => { $(
        impl Gather for $act {
            // A vote is a row that others read and write: whoever changes it waits for all others.
            const CHANGES_STANDING: bool = true;
            async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
                Ok(vec![About { object: Some(self.object()), ..About::default() }])
            }
        }
    )+ };
}
about_a_vote!(
    SecondVote,
    CastBallot,
    UpdateVote,
    ExtendVote,
    WithdrawVote,
    TakeOverVote,
    DeclareConflict,
    OverrideDecision,
    CloseVote,
    RecordPresence,
    GiveCastingVote,
    AnswerObjection
);

macro_rules! about_an_application {
    ($($act:ident),+) => { $(
        impl Gather for $act {
            const CHANGES_STANDING: bool = true;
            async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
                let row = applications::found(here.tx, here.group, self.application).await?;
                let object = self.object();
                if object.version.is_some_and(|version| version != row.content()) {
                    return Err(Declined::Stale("the application"));
                }
                Ok(vec![About { object: Some(object), ..About::default() }])
            }
        }
    )+ };
}
about_an_application!(AttestEvidence, AdmitMember, ExplainRejection);

impl Gather for AskBody {
    // Whoever asks waits for whoever else asks, so that one question is not put twice.
    const CHANGES_STANDING: bool = true;
    async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        let matter = Some(self.matter.clone());
        Ok(vec![About { object: Some(self.object()), matter, ..About::default() }])
    }
}
impl Gather for RecordAnswer {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        about_a_question(here, self.object(), self.answer).await
    }
}

/// A question that was put: its matter is the one it was put with.
async fn about_a_question(here: &Gathering<'_>, object: Object, id: AnswerId) -> Result<Vec<About>, Declined> {
    let row = answer::Entity::find_by_id(id.uuid()).one(here.tx).await?;
    let row = row.filter(|row| row.group_id == here.group.uuid()).ok_or(Declined::NotFound("question"))?;
    // Whose question it is: by a charter, whoever asked may not be the one who says what the answer was.
    let oneself = Some(here.actor == Actor::Person(row.asked_by.into()));
    Ok(vec![About { object: Some(object), matter: Some(row.matter), oneself, ..About::default() }])
}
