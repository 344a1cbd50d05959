//! Judging again at the moment of sending: by the authority of whoever planned the delivery, as things are now.

use crate::{Declined, Installation, posts};
use anyhow::Context as _;
use basics::Digest;
use charter::{
    Actor,
    act::{PublishPost, Reply, WithdrawPost},
};
use delivery::{Finding, Kept, PauseReason, ReadBack};
use networks::{Account, Network, Prepared, trouble::Kind};
use publishing::Draft;
use store::{ChannelRow, DeliveryRow, Leaves, Op, WhyHeld};

/// Why a delivery may not leave now, in a word for the engine and a sentence for people.
pub(super) type Held = (PauseReason, String);

/// What the last judgement came to.
pub(super) enum Leave {
    /// It is being sent, and its row says so durably.
    Sent(Box<Kept>),
    /// It waits.
    Held(Held),
}

/// What keeps the delivery, before anything is prepared; nothing when it may leave.
pub(super) async fn judged(
    here: &Installation,
    row: &DeliveryRow,
    channel: &ChannelRow,
) -> Result<Option<Held>, anyhow::Error> {
    if let Some(held) = kept_back(here, row).await? {
        return Ok(Some(held));
    }
    if let Some(frozen) = frozen(row, channel) {
        return Ok(Some(frozen));
    }
    let refused = match judged_as(here, row).await? {
        Op::Reply => ask::<Reply>(here, row).await?,
        Op::Delete => ask::<WithdrawPost>(here, row).await?,
        _ => ask::<PublishPost>(here, row).await?,
    };
    match refused {
        None => Ok(None),
        Some(declined) => held(here, row, declined).await.map(Some),
    }
}

/// Whether the channel lets nothing out now. What was published there may be deleted all the same.
fn frozen(row: &DeliveryRow, channel: &ChannelRow) -> Option<Held> {
    let rests = !row.deletes() && !channel.channel.state.posts();
    let why = || format!("{} is {}, so nothing leaves there", channel.channel.name, channel.channel.state);
    rests.then(|| (PauseReason::Freeze, why()))
}

/// Whether the operator stopped this machine: then nothing is begun, and nothing has to be lifted afterwards. What was
/// published may be deleted all the same.
pub(super) fn braked(here: &Installation, row: &DeliveryRow) -> bool {
    !row.deletes() && here.store.brake().is_pulled()
}

/// Whether the group or the channel is held. What was published may be deleted all the same, unless nobody
/// knows whether this is the live installation.
async fn kept_back(here: &Installation, row: &DeliveryRow) -> Result<Option<Held>, anyhow::Error> {
    Ok(match here.store.held(row.group, row.channel).await? {
        Some(held) if held.why == WhyHeld::Doubtful => Some((PauseReason::Epoch, held.says())),
        Some(held) if !row.deletes() => Some((PauseReason::Freeze, held.says())),
        _ => None,
    })
}

/// The same as the register stands now: somebody may have moved the channel while an upload was under way, or pulled the
/// brake.
async fn frozen_by_now(here: &Installation, row: &DeliveryRow) -> Result<Option<Held>, anyhow::Error> {
    if let Some(held) = kept_back(here, row).await? {
        return Ok(Some(held));
    }
    let channel = here.store.channel(row.group, row.channel).await?;
    Ok(channel.as_ref().and_then(|channel| frozen(row, channel)))
}

/// An opinion first; only a refusal goes through the door, where it is recorded.
async fn ask<A: Leaves>(here: &Installation, row: &DeliveryRow) -> Result<Option<Declined>, anyhow::Error> {
    let (actor, planned) = (Actor::Person(row.planned_by), planned_content(here, row).await?);
    Ok(match here.store.opinion(row.group, actor, &A::letting(row, planned)).await {
        Ok(opinion) if opinion.may() => None,
        Ok(_) => here.store.begin(row.group, actor, A::letting(row, planned)).await.err(),
        Err(declined) => Some(declined),
    })
}

/// Judges in the transaction that writes `sending`.
pub(super) async fn leave(here: &Installation, row: &DeliveryRow) -> Result<Leave, anyhow::Error> {
    if let Some(frozen) = frozen_by_now(here, row).await? {
        return Ok(Leave::Held(frozen));
    }
    let left = match judged_as(here, row).await? {
        Op::Reply => leave_by::<Reply>(here, row).await,
        Op::Delete => leave_by::<WithdrawPost>(here, row).await,
        _ => leave_by::<PublishPost>(here, row).await,
    };
    match left {
        Ok(kept) => Ok(Leave::Sent(Box::new(kept))),
        Err(declined) => held(here, row, declined).await.map(Leave::Held),
    }
}

/// What kind of act lets it leave: a correction is judged as what it corrects.
async fn judged_as(here: &Installation, row: &DeliveryRow) -> Result<Op, anyhow::Error> {
    if !row.corrects() {
        return Ok(row.op);
    }
    let answers = corrected_draft(here, row).await?.answers.is_some();
    Ok(if answers { Op::Reply } else { Op::Create })
}

async fn leave_by<A: Leaves>(here: &Installation, row: &DeliveryRow) -> Result<Kept, Declined> {
    let act = A::letting(row, planned_content(here, row).await?);
    let judged = here.store.begin(row.group, Actor::Person(row.planned_by), act).await?;
    let leaving = judged.leave(row).await?;
    store::may_die("K10", Some(row.row.class()));
    leaving.commit().await
}

/// What a refusal means for the delivery: it waits, and people are told why. Where the channel was frozen in the same
/// moment, that is why, and not what its planner may do.
async fn held(here: &Installation, row: &DeliveryRow, declined: Declined) -> Result<Held, anyhow::Error> {
    let why = declined.to_string();
    let reason = match declined {
        Declined::Trouble(error) => return Err(error),
        Declined::ByCharter(_) => PauseReason::Authority,
        Declined::Stale(_)
        | Declined::ByRule(_)
        | Declined::ByField { .. }
        | Declined::NotFound(_)
        | Declined::SentBefore { .. } => PauseReason::Content,
    };
    Ok(frozen_by_now(here, row).await?.unwrap_or((reason, why)))
}

/// The digest of the version that was put in the queue.
async fn planned_content(here: &Installation, row: &DeliveryRow) -> Result<Digest, anyhow::Error> {
    if row.corrects() {
        return Ok(corrected_draft(here, row).await?.digest());
    }
    let post = here.store.post(row.group, row.post).await?.context("the post of a delivery is missing")?;
    post.content.context("a delivery stands in the queue, but its post was never planned")
}

async fn corrected_draft(here: &Installation, row: &DeliveryRow) -> Result<Draft, anyhow::Error> {
    here.store.corrected_version(row).await?.context("the words of a correction are missing")
}

/// The version that was put in the queue.
pub(super) async fn planned_draft(here: &Installation, row: &DeliveryRow) -> Result<Draft, anyhow::Error> {
    if row.corrects() {
        return corrected_draft(here, row).await;
    }
    let planned = planned_content(here, row).await?;
    let version = here.store.planned_version(row.group, row.post, planned).await?;
    version.context("the planned version of a post is missing")
}

/// Whether a change of unknown outcome had its effect: the post is read, and compared with what it is to say.
pub(super) async fn look_for_edited(
    here: &Installation,
    network: &dyn Network,
    account: &Account,
    prepared: &Prepared,
    edit: &DeliveryRow,
) -> Result<Finding, anyhow::Error> {
    let remote = posts::subject_of(here, edit).await?.row.remote.context("nothing to change")?;
    let seen = network.read_back(account, &remote).await;
    Ok(match network.read_back_means(account, &prepared.rendered, &seen) {
        ReadBack::Matches => Finding::Seen(remote),
        ReadBack::Altered | ReadBack::Gone => Finding::NotSeen { control: true, complete: true },
        ReadBack::NotOurs | ReadBack::NoAnswer => Finding::NoAnswer,
    })
}

/// Whether a deletion of unknown outcome had its effect: what is gone was deleted.
pub(super) async fn look_for_deleted(
    here: &Installation,
    network: &dyn Network,
    account: &Account,
    deletion: &DeliveryRow,
) -> Result<Finding, anyhow::Error> {
    let remote = posts::subject_of(here, deletion).await?.row.remote.context("nothing to delete")?;
    Ok(match network.read_back(account, &remote).await {
        Ok(_) => Finding::NotSeen { control: true, complete: true },
        Err(trouble) if trouble.kind == Kind::Gone => Finding::Seen(remote),
        Err(_) => Finding::NoAnswer,
    })
}
