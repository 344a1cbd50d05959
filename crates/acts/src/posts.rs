//! Posts: into the queue, out of it, and off the network again.

use crate::{Declined, Installation, accounts, answering, clocks};
use anyhow::Context as _;
use basics::{ChannelId, DeliveryId, GroupId, Moment, PersonId, PostId};
use charter::{
    Actor,
    act::{CancelPost, Reply, SchedulePost, WithdrawPost},
};
use delivery::{PauseReason, Pauses, Row, State};
use networks::{Operation, Violation};
use people::Elevated;
use publishing::{Draft, Planned, check, checks::stands_in_the_way};
use store::{ChannelRow, DeliveryRow, Moved, Op, PlannedDelivery, PostRow, Redress};

/// What whoever planned a post should know beside that it is planned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planning {
    /// Why what it answers could not be looked up now, as a sentence.
    pub not_looked_up: Option<String>,
    /// It stood in the queue just so already: the form was sent twice, and nothing was planned or recorded a second time.
    pub stood_already: bool,
}

/// Puts the newest draft of a post in the queue of its channels, at its time.
///
/// # Errors
/// Also at the field `answers`, when its network says that what it answers is not there.
pub async fn schedule(here: &Installation, group: GroupId, who: &Elevated, post: PostId) -> Result<Planning, Declined> {
    let row = here.store.post(group, post).await?.ok_or(Declined::NotFound("post"))?;
    put(here, group, who, &row, None).await
}

/// Gives a planned post another time: judged anew, and where that fails neither queue nor draft has changed.
pub async fn move_to(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    post: PostId,
    when: Planned,
) -> Result<Planning, Declined> {
    let row = here.store.post(group, post).await?.ok_or(Declined::NotFound("post"))?;
    if here.store.is_edited(&row).await? {
        return Err(Declined::rule(EDITED));
    }
    if row.due == Some(when.at) && row.draft.when.as_ref() == Some(&when) {
        // The form was sent twice: it stands there already.
        return Ok(Planning::default());
    }
    let draft = Draft { when: Some(when), ..row.draft };
    let moved = Moved { seen: row.number, draft: draft.clone() };
    put(here, group, who, &PostRow { draft, ..row }, Some(&moved)).await
}

const EDITED: &str = "this post was edited after it was planned, so its new text would leave at the new time; open it, look \
                      at it, and schedule it there";

/// Into the queue, with the time that was kept with the draft or together with the one it is `moved` to.
async fn put(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    row: &PostRow,
    moved: Option<&Moved>,
) -> Result<Planning, Declined> {
    let post = row.id;
    nothing_left_yet(here, group, post).await?;
    clocks::still_shows(here, &row.draft)?;
    let channels = destinations(here, group, &row.draft).await?;
    if let Some(sentences) = to_fix(here, group, post, &row.draft).await? {
        return Err(Declined::rule(sentences.join("\n")));
    }
    let planned = plan(here, row, &channels)?;
    let (by, content) = (who.person(), row.draft.digest());
    let not_looked_up = answering::look_up(here, group, by, row, &channels).await?;
    let changed = if row.draft.answers.is_some() {
        let act = Reply { post, channel: the_one(&channels)?, content };
        let judged = here.store.begin(group, Actor::Person(by), act).await?;
        match moved {
            None => judged.keep(planned).await?,
            Some(moved) => Some(judged.reschedule(moved, planned).await?),
        }
    } else {
        let act = SchedulePost { post, content, channels: row.draft.channels.clone() };
        let judged = here.store.begin(group, Actor::Person(by), act).await?;
        match moved {
            None => judged.keep(planned).await?,
            Some(moved) => Some(judged.reschedule(moved, planned).await?),
        }
    };
    let stood_already = changed.is_none();
    if let Some(changed) = changed {
        changed.commit().await?;
    }
    Ok(Planning { not_looked_up, stood_already })
}

/// Takes a post out of the queue. What has begun to leave stays visible as such.
pub async fn cancel(here: &Installation, group: GroupId, who: &Elevated, post: PostId) -> Result<(), Declined> {
    let judged = here.store.begin(group, Actor::Person(who.person()), CancelPost { post }).await?;
    judged.keep(None).await?.commit().await?;
    Ok(())
}

/// Puts the deletion of what was published in the queue, to leave at once.
pub async fn withdraw(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    delivery: DeliveryId,
) -> Result<(), Declined> {
    withdraw_by(here, group, who.person(), delivery, None).await
}

/// Deletes what was called off when it could no longer be stopped, by the authority of whoever called it off. A refusal
/// leaves it to the people who were told.
pub(crate) async fn withdraw_called_off(here: &Installation, published: &DeliveryRow) -> Result<(), anyhow::Error> {
    let Some(by) = published.called_off_by else { return Ok(()) };
    let others = here.store.deliveries(published.group, published.post).await?;
    if others.iter().any(|other| other.deletes() && other.is_about(published.id)) {
        return Ok(());
    }
    match withdraw_by(here, published.group, by, published.id, None).await {
        Ok(()) => here.store.bookkeeping().settle_notices(published.id).await,
        Err(Declined::Trouble(error)) => Err(error),
        Err(declined) => here.store.bookkeeping().keep_trouble(published.id, &declined.to_string()).await,
    }
}

/// Whether our own deletion of what this delivery published is on its way. What is gone meanwhile may be gone by it, even
/// where nobody knows yet how it ended.
pub(crate) async fn is_being_deleted(here: &Installation, published: &DeliveryRow) -> Result<bool, anyhow::Error> {
    let all = here.store.deliveries(published.group, published.post).await?;
    let ours = |row: &&DeliveryRow| row.deletes() && row.is_about(published.id);
    Ok(all.iter().filter(ours).any(|row| !row.row.state.is_terminal()))
}

/// The delivery whose post a deletion deletes, or a change changes.
pub(crate) async fn subject_of(here: &Installation, row: &DeliveryRow) -> Result<DeliveryRow, anyhow::Error> {
    let id = row.of_another().context("a deletion or a change does not say what it is about")?;
    here.store.delivery(row.group, id).await?.context("what a deletion or a change is about is missing")
}

/// Whether a deletion of what this delivery published may be asked for: it is there, and none is on its way.
pub fn can_be_withdrawn(published: &DeliveryRow, all: &[DeliveryRow]) -> bool {
    let going = |row: &DeliveryRow| row.deletes() && row.is_about(published.id) && !row.row.state.came_to_nothing();
    is_out(published) && !all.iter().any(going)
}

/// Whether this delivery put something on its network that is there still, as far as anybody knows.
pub(crate) fn is_out(row: &DeliveryRow) -> bool {
    let there = [State::Confirmed, State::Verified, State::Live, State::Altered, State::Duplicate];
    row.of_another().is_none() && there.contains(&row.row.state) && row.row.remote.is_some()
}

/// Puts a deletion in the queue, for the reason that was given for all channels, where one was.
pub(crate) async fn withdraw_by(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    delivery: DeliveryId,
    redress: Option<&Redress>,
) -> Result<(), Declined> {
    let published = here.store.delivery(group, delivery).await?.ok_or(Declined::NotFound("delivery"))?;
    if published.row.remote.is_none() {
        return Err(Declined::rule("nothing was published by this delivery, so there is nothing to delete"));
    }
    let channel = here.store.channel(group, published.channel).await?.ok_or(Declined::NotFound("channel"))?;
    let deletion = deletion_on(here, &channel)?;
    let judged = here.store.begin(group, Actor::Person(who), WithdrawPost { delivery }).await?;
    judged.keep(deletion, redress).await?.commit().await?;
    Ok(())
}

/// What people have read already is not planned a second time, whatever its draft has become.
async fn nothing_left_yet(here: &Installation, group: GroupId, post: PostId) -> Result<(), Declined> {
    let left = |row: &&DeliveryRow| row.of_another().is_none() && !row.row.state.is_before_sending();
    let all = here.store.deliveries(group, post).await?;
    match all.iter().filter(left).find(|row| !row.row.state.came_to_nothing() && row.row.state != State::Asked) {
        Some(_) => {
            Err(Declined::rule("this post has left already, or is leaving; write a new post for what is to follow"))
        }
        None => Ok(()),
    }
}

/// The channels a draft names, each of them this group's.
async fn destinations(here: &Installation, group: GroupId, draft: &Draft) -> Result<Vec<ChannelRow>, Declined> {
    if draft.channels.is_empty() {
        return Err(Declined::rule("choose at least one channel for this post"));
    }
    let mut channels = Vec::new();
    for id in &draft.channels {
        channels.push(here.store.channel(group, *id).await?.ok_or(Declined::NotFound("channel"))?);
    }
    Ok(channels)
}

/// Every thing that has to be fixed before this draft of a post can leave, as sentences; none where there is nothing. Whether
/// the charter allows it is asked afterwards.
pub(crate) async fn to_fix(
    here: &Installation,
    group: GroupId,
    post: PostId,
    draft: &Draft,
) -> Result<Option<Vec<String>>, Declined> {
    let (destinations, around) = accounts::surroundings(here, group, Some(post), draft).await?;
    let checks = check(draft, &destinations, &around);
    if !stands_in_the_way(&checks) {
        return Ok(None);
    }
    let to_fix = checks.iter().filter(|check| check.level == publishing::Level::ToFix);
    Ok(Some(to_fix.map(|check| format!("{} {}", check.what, check.remedy)).collect()))
}

/// One delivery per channel and part: the rendering is tried now, so that a violation shows before the post is in the
/// queue.
fn plan(here: &Installation, post: &PostRow, channels: &[ChannelRow]) -> Result<Vec<PlannedDelivery>, Declined> {
    let draft = &post.draft;
    let due = draft
        .when
        .as_ref()
        .map(|planned| planned.at)
        .ok_or_else(|| Declined::rule("choose the day and the time at which this post is to leave"))?;
    let operation = if draft.answers.is_some() { Operation::Reply } else { Operation::Create };
    let mut planned = Vec::new();
    for channel in channels {
        for part in 0..draft.parts_for(channel.channel.id).len() {
            let due = due.plus(draft.waits_for(part));
            planned.push(planned_on(here, draft, channel, part, operation, due)?);
        }
    }
    Ok(planned)
}

fn planned_on(
    here: &Installation,
    draft: &Draft,
    channel: &ChannelRow,
    part: usize,
    operation: Operation,
    due: Moment,
) -> Result<PlannedDelivery, Declined> {
    let (network, capabilities) = accounts::network_of(here, channel)?;
    let parts = draft.parts_for(channel.channel.id);
    let content = parts.get(part).context("a part was planned that the post does not have")?;
    if operation == Operation::Create {
        explain(channel, &accounts::violations(network, &capabilities, &parts, part))?;
    }
    let now = here.store.now();
    let (id, handling) = (DeliveryId::mint(now), capabilities.handling(operation));
    let row = Row::new(id, handling, due, draft.late.not_after()).map_err(Declined::rule)?;
    let row = Row { late_limit: draft.late.limit().or(row.late_limit), ..row };
    Ok(PlannedDelivery {
        channel: channel.channel.id,
        op: if operation == Operation::Reply { Op::Reply } else { Op::Create },
        part,
        content: content.digest(),
        row: if part == 0 { row } else { row.after_another_part() },
        client_ref: network.client_ref(now, accounts::random()?).as_str().to_owned(),
    })
}

/// Lets a thread go on that stopped on a channel, with the part that failed: it leaves at once, as a delivery of its own.
pub async fn go_on(here: &Installation, group: GroupId, who: &Elevated, failed: DeliveryId) -> Result<(), Declined> {
    let failed = here.store.delivery(group, failed).await?.ok_or(Declined::NotFound("delivery"))?;
    let row = here.store.post(group, failed.post).await?.ok_or(Declined::NotFound("post"))?;
    if !can_go_on(&failed, &here.store.deliveries(group, failed.post).await?) {
        return Err(Declined::rule("nothing of this thread waits for that part; look at the post again"));
    }
    let channel = here.store.channel(group, failed.channel).await?.ok_or(Declined::NotFound("channel"))?;
    let content = row.content.context("a delivery stands in the queue, but its post was never planned")?;
    let planned = here.store.planned_version(group, failed.post, content).await?;
    let planned = planned.context("the planned version of a post is missing")?;
    if planned.digest() != row.draft.digest() {
        return Err(Declined::rule(
            "this post was edited after a part of it left; the rest goes on as it was planned, or not at all: bring the draft back to that text, or write a new post",
        ));
    }
    let (actor, by_reply) = (Actor::Person(who.person()), failed.op == Op::Reply);
    let operation = if by_reply { Operation::Reply } else { Operation::Create };
    let again = planned_on(here, &planned, &channel, failed.part, operation, here.store.now())?;
    // The part before it is there, or this one would wait still.
    let again = PlannedDelivery { row: Row { pauses: Pauses::NONE, ..again.row }, ..again };
    let changed = if by_reply {
        let act = Reply { post: row.id, channel: failed.channel, content };
        here.store.begin(group, actor, act).await?.go_on(again).await?
    } else {
        let act = SchedulePost { post: row.id, content, channels: planned.channels.clone() };
        here.store.begin(group, actor, act).await?.go_on(again).await?
    };
    changed.commit().await?;
    Ok(())
}

/// Whether this part of a thread failed, and others wait for it.
pub fn can_go_on(failed: &DeliveryRow, all: &[DeliveryRow]) -> bool {
    let same = |row: &&DeliveryRow| row.channel == failed.channel && row.op == failed.op;
    let again = |row: &DeliveryRow| row.part == failed.part && !row.row.state.came_to_nothing();
    let waits = |row: &DeliveryRow| {
        row.part > failed.part && row.row.state == State::Scheduled && row.row.pauses.contains(PauseReason::Thread)
    };
    let thread: Vec<&DeliveryRow> = all.iter().filter(same).collect();
    failed.row.state.came_to_nothing() && !thread.iter().any(|row| again(row)) && thread.iter().any(|row| waits(row))
}

pub(crate) fn explain(channel: &ChannelRow, violations: &[Violation]) -> Result<(), Declined> {
    if violations.is_empty() {
        return Ok(());
    }
    let sentences: Vec<String> = violations.iter().map(ToString::to_string).collect();
    Err(Declined::rule(format!("{}: {}", channel.channel.name, sentences.join("; "))))
}

fn the_one(channels: &[ChannelRow]) -> Result<ChannelId, Declined> {
    match channels {
        [only] => Ok(only.channel.id),
        _ => Err(Declined::rule("a reply goes to the one channel on which it was asked; choose that channel alone")),
    }
}

/// A deletion at its start.
fn deletion_on(here: &Installation, channel: &ChannelRow) -> Result<Row, Declined> {
    let (_, capabilities) = accounts::network_of(here, channel)?;
    let now = here.store.now();
    Row::new(DeliveryId::mint(now), capabilities.handling(Operation::Delete), now, None).map_err(Declined::rule)
}
