//! What follows from a yes is done by the charter itself, judged at that moment like any other act.

use crate::{Declined, Installation, accepting, admission, amending};
use basics::GroupId;
use charter::{
    Actor,
    act::{
        AdoptReading, DissolveGroup, FillOffice, OpenChannel, PreferChannel, PublishReport, RemoveMember, RestChannel,
        ResumeChannel, RetireChannel, SetHouseRule, SuspendChannel,
    },
};
use decisions::Effect;
use store::{Changed, DecisionRow};

/// Does what follows from a decision that passed, once. What the charter forbids by now, or what can no longer be done,
/// is held: the decision says so, and a person does the rest.
///
/// # Errors
/// When the store fails; it is tried again then.
pub(crate) async fn carry_out(here: &Installation, group: GroupId, row: &DecisionRow) -> Result<(), anyhow::Error> {
    let Some(effect) = row.question.question.effect.clone() else { return Ok(()) };
    match carried_out(here, group, row, effect).await {
        Ok(()) => Ok(()),
        Err(Declined::Trouble(error)) => Err(error),
        Err(declined) => here.store.bookkeeping().vote_is_held(row.id, &declined.to_string()).await,
    }
}

/// The end that every effect has: it is noted with the change that it was done, and whoever is to know is told.
async fn carried_out(here: &Installation, group: GroupId, row: &DecisionRow, effect: Effect) -> Result<(), Declined> {
    let changed = done(here, group, row, effect).await?;
    changed.follows_from(row.id, here.store.now()).await?.commit().await?;
    accepting::write_now(here).await;
    Ok(())
}

async fn done(here: &Installation, group: GroupId, row: &DecisionRow, effect: Effect) -> Result<Changed, Declined> {
    let (store, by) = (&here.store, Actor::Charter);
    Ok(match effect {
        Effect::OpenChannel { channel } => {
            let row = store.channel(group, channel).await?.ok_or(Declined::NotFound("channel"))?;
            store.begin(group, by, OpenChannel { channel }).await?.keep(&row.channel).await?
        }
        Effect::RestChannel { channel } => store.begin(group, by, RestChannel { channel }).await?.keep().await?,
        Effect::ResumeChannel { channel } => store.begin(group, by, ResumeChannel { channel }).await?.keep().await?,
        Effect::SuspendChannel { channel } => store.begin(group, by, SuspendChannel { channel }).await?.keep().await?,
        Effect::RetireChannel { channel } => store.begin(group, by, RetireChannel { channel }).await?.keep().await?,
        Effect::PreferChannel { channel } => store.begin(group, by, PreferChannel { channel }).await?.keep().await?,
        Effect::SetHouseRule { rule, value } => {
            store.begin(group, by, SetHouseRule { rule, value }).await?.keep().await?
        }
        Effect::PutCharterInForce { .. } | Effect::PutGoalsInForce { .. } => {
            amending::adopted(here, group, &effect, row.question.id, None).await?
        }
        Effect::AdoptReading { clause, says } => {
            let source = format!("decision {}", row.number);
            store.begin(group, by, AdoptReading { clause, says }).await?.keep(&source).await?
        }
        Effect::PublishReport { report, digest } => {
            let published = store.begin(group, by, PublishReport { report, digest }).await?;
            published.keep(Some(row.question.id)).await?
        }
        Effect::ApproveText { .. } | Effect::ApproveCampaign { .. } => {
            return Err(Declined::rule("an approval stands; nothing has to be done"));
        }
        Effect::DissolveGroup { group: meant } => {
            store.begin(group, by, DissolveGroup { group: meant }).await?.keep().await?
        }
        Effect::AdmitMember { application } => admission::admitted(here, group, by, application).await?,
        Effect::RemoveMember { person, ground } => {
            store.begin(group, by, RemoveMember { person, ground }).await?.keep().await?
        }
        Effect::FillOffice { office, person } => {
            store.begin(group, by, FillOffice { office, person }).await?.keep().await?
        }
    })
}
