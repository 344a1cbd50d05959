//! Judging again at the moment of sending: by the authority of whoever planned the delivery, as things are now.

use crate::{Declined, Installation, posts};
use anyhow::Context as _;
use basics::Digest;
use charter::{
    Actor,
    act::{PublishPost, Reply, WithdrawPost},
};
use delivery::{Finding, Kept, PauseReason};
use networks::{Account, Network, trouble::Kind};
use publishing::Draft;
use store::{ChannelRow, DeliveryRow, Leaves};

/// Why a delivery may not leave now, in a word for the engine and a sentence for people.
pub(super) type Held = (PauseReason, String);

/// Whether the delivery may leave, before anything is prepared.
pub(super) async fn judged(
    here: &Installation,
    row: &DeliveryRow,
    channel: &ChannelRow,
) -> Result<Result<(), Held>, anyhow::Error> {
    if let Some(frozen) = frozen(row, channel) {
        return Ok(Err(frozen));
    }
    match row.op.as_str() {
        "reply" => ask::<Reply>(here, row).await,
        "delete" => ask::<WithdrawPost>(here, row).await,
        _ => ask::<PublishPost>(here, row).await,
    }
}

/// Whether the channel lets nothing out now. What was published there may be deleted all the same.
fn frozen(row: &DeliveryRow, channel: &ChannelRow) -> Option<Held> {
    let rests = row.op != "delete" && !channel.channel.state.posts();
    let why = || format!("{} is {}, so nothing leaves there", channel.channel.name, channel.channel.state);
    rests.then(|| (PauseReason::Freeze, why()))
}

/// The same as the register stands now: somebody may have moved the channel while an upload was under way.
async fn frozen_by_now(here: &Installation, row: &DeliveryRow) -> Result<Option<Held>, anyhow::Error> {
    let channel = here.store.channel(row.group, row.channel).await?;
    Ok(channel.as_ref().and_then(|channel| frozen(row, channel)))
}

/// An opinion first; only a refusal goes through the door, where it is recorded.
async fn ask<A: Leaves>(here: &Installation, row: &DeliveryRow) -> Result<Result<(), Held>, anyhow::Error> {
    let (actor, planned) = (Actor::Person(row.planned_by), planned_content(here, row).await?);
    match here.store.opinion(row.group, actor, &A::letting(row, planned)).await {
        Ok(opinion) if opinion.may() => Ok(Ok(())),
        Ok(_) => match here.store.begin(row.group, actor, A::letting(row, planned)).await {
            Ok(_) => Ok(Ok(())),
            Err(declined) => held(here, row, declined).await,
        },
        Err(declined) => held(here, row, declined).await,
    }
}

/// Judges in the transaction that writes `sending`; what comes back is durable.
pub(super) async fn leave(here: &Installation, row: &DeliveryRow) -> Result<Result<Kept, Held>, anyhow::Error> {
    if let Some(frozen) = frozen_by_now(here, row).await? {
        return Ok(Err(frozen));
    }
    match row.op.as_str() {
        "reply" => leave_by::<Reply>(here, row).await,
        "delete" => leave_by::<WithdrawPost>(here, row).await,
        _ => leave_by::<PublishPost>(here, row).await,
    }
}

async fn leave_by<A: Leaves>(here: &Installation, row: &DeliveryRow) -> Result<Result<Kept, Held>, anyhow::Error> {
    let act = A::letting(row, planned_content(here, row).await?);
    let judged = match here.store.begin(row.group, Actor::Person(row.planned_by), act).await {
        Ok(judged) => judged,
        Err(declined) => return held(here, row, declined).await,
    };
    match judged.leave(row).await {
        Ok(leaving) => match leaving.commit().await {
            Ok(kept) => Ok(Ok(kept)),
            Err(declined) => held(here, row, declined).await,
        },
        Err(declined) => held(here, row, declined).await,
    }
}

/// What a refusal means for the delivery: it waits, and people are told why. Where the channel was frozen in the same
/// moment, that is why, and not what its planner may do.
async fn held<T>(here: &Installation, row: &DeliveryRow, declined: Declined) -> Result<Result<T, Held>, anyhow::Error> {
    let why = declined.to_string();
    if !matches!(declined, Declined::Trouble(_))
        && let Some(frozen) = frozen_by_now(here, row).await?
    {
        return Ok(Err(frozen));
    }
    match declined {
        Declined::ByCharter(_) => Ok(Err((PauseReason::Authority, why))),
        Declined::Stale(_) | Declined::ByRule(_) | Declined::ByField { .. } | Declined::NotFound(_) => {
            Ok(Err((PauseReason::Content, why)))
        }
        Declined::Trouble(error) => Err(error),
    }
}

/// The digest of the version that was put in the queue.
async fn planned_content(here: &Installation, row: &DeliveryRow) -> Result<Digest, anyhow::Error> {
    let post = here.store.post(row.group, row.post).await?.context("the post of a delivery is missing")?;
    post.content.context("a delivery stands in the queue, but its post was never planned")
}

/// The version that was put in the queue.
pub(super) async fn planned_draft(here: &Installation, row: &DeliveryRow) -> Result<Draft, anyhow::Error> {
    let planned = planned_content(here, row).await?;
    let version = here.store.planned_version(row.group, row.post, planned).await?;
    version.context("the planned version of a post is missing")
}

/// Whether a deletion of unknown outcome had its effect: what is gone was deleted.
pub(super) async fn look_for_deleted(
    here: &Installation,
    network: &dyn Network,
    account: &Account,
    deletion: &DeliveryRow,
) -> Result<Finding, anyhow::Error> {
    let remote = posts::deleted_by(here, deletion).await?.row.remote.context("nothing to delete")?;
    Ok(match network.read_back(account, &remote).await {
        Ok(_) => Finding::NotSeen { control: true, complete: true },
        Err(trouble) if trouble.kind == Kind::Gone => Finding::Seen(remote),
        Err(_) => Finding::NoAnswer,
    })
}
