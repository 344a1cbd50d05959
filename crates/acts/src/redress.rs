//! Setting a post right that is out: one correction, or one withdrawal, over all its channels, with its reason. Every
//! channel is judged by itself; where it is refused on one, the others go on.

use crate::{
    Declined, Installation, accounts, naming,
    posts::{can_be_withdrawn, explain, is_out, to_fix, withdraw_by},
};
use anyhow::Context as _;
use basics::{ChannelId, DeliveryId, GroupId, PersonId, PostId, RedressId};
use charter::{
    Actor,
    act::{CancelPost, PublishPost, Reply},
};
use delivery::{Class, Handling, Remote, Row, State};
use networks::{Capabilities, Network, NetworkName, Operation};
use people::Elevated;
use publishing::{Content, Draft, written};
use std::collections::{BTreeMap, BTreeSet};
use store::{ChannelRow, Correction, DeliveryRow, Op, PlannedDelivery, PostRow, Redress};

/// The longest reason that is kept, in bytes.
pub const LONGEST_REASON: usize = 1_000;

/// What came of it, channel by channel.
#[derive(Debug, Default)]
pub struct Reached {
    /// Where it is on its way, or called off.
    pub going: Vec<ChannelId>,
    /// Where it was not done, and why.
    pub not: Vec<(ChannelId, Declined)>,
}

/// A correction as somebody wrote it.
#[derive(Clone, Debug, Default)]
pub struct Corrected {
    /// The text everywhere.
    pub everywhere: String,
    /// The texts of channels that have their own words.
    pub own: BTreeMap<ChannelId, String>,
    /// What is said beneath it where it cannot be changed.
    pub said: String,
    /// The last correction that its writer saw; none where there was none.
    pub seen: Option<RedressId>,
}

/// How a channel is corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// The post is changed where it is.
    InPlace,
    /// What was wrong is said beneath it.
    Beneath,
    /// A person changes it there.
    ByHand,
}

/// Takes a post back on every channel, for one reason: what has not left is called off, and what is there is deleted,
/// each by its own permit.
///
/// # Errors
/// When nothing of it is out or on its way, or when it was refused everywhere for one reason of the program.
pub async fn withdraw_everywhere(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    post: PostId,
    reason: &str,
) -> Result<Reached, Declined> {
    let row = here.store.post(group, post).await?.ok_or(Declined::NotFound("post"))?;
    let all = here.store.deliveries(group, post).await?;
    let there: Vec<&DeliveryRow> = all.iter().filter(|row| can_be_withdrawn(row, &all)).collect();
    let waits: BTreeSet<ChannelId> = all.iter().filter(|row| can_be_called_off(row)).map(|row| row.channel).collect();
    let waits: Vec<ChannelId> = waits.into_iter().collect();
    if there.is_empty() && waits.is_empty() {
        return Err(Declined::rule("nothing of this post is out or on its way, so there is nothing to withdraw"));
    }
    let redress = paper(here, &row, who.person(), reason, None)?;
    here.store.bookkeeping().keep_redress(group, &redress).await?;
    let mut reached = Reached::default();
    if !waits.is_empty() {
        let done = call_off(here, group, who.person(), &redress).await;
        reached.note(&waits, done)?;
    }
    // The last part of a thread goes first, so that none stands there without the one it answers.
    for published in there.into_iter().rev() {
        let done = withdraw_by(here, group, who.person(), published.id, Some(&redress)).await;
        reached.note(&[published.channel], done)?;
    }
    Ok(reached)
}

async fn call_off(here: &Installation, group: GroupId, who: PersonId, redress: &Redress) -> Result<(), Declined> {
    let judged = here.store.begin(group, Actor::Person(who), CancelPost { post: redress.post }).await?;
    judged.keep(Some(redress)).await?.commit().await?;
    Ok(())
}

/// Whether calling it off means something: it waits, or nobody knows yet how it ended.
pub fn can_be_called_off(row: &DeliveryRow) -> bool {
    row.op.can_be_called_off(row.row.state)
}

/// Corrects a post on every channel where it is out and says something else by now, each by its own permit: in place, or
/// beneath it, or by a person.
///
/// # Errors
/// When a correction of it is on its way, when nothing of it is out, or when the words are those that are there. `Stale` when
/// somebody corrected it since its writer looked.
pub async fn correct_everywhere(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    post: PostId,
    corrected: &Corrected,
    reason: &str,
) -> Result<Reached, Declined> {
    let row = here.store.post(group, post).await?.ok_or(Declined::NotFound("post"))?;
    let all = here.store.deliveries(group, post).await?;
    if all.iter().any(is_under_way) {
        return Err(Declined::rule(
            "a correction of this post is on its way; wait until that is over, or take it out of the queue",
        ));
    }
    if newest(here, &row).await? != corrected.seen {
        return Err(Declined::Stale("what this post says"));
    }
    let stands = stands(here, &row).await?;
    let mut correction = corrected.of(&stands)?;
    naming::resolve(here, group, &mut correction.changed).await?;
    naming::resolve(here, group, &mut correction.said).await?;
    let there = stands_on(here, &row, &all).await?;
    let first = all.iter().filter(|row| is_first(row));
    let changed: Vec<&DeliveryRow> = first.filter(|row| differs(row, &there, &correction)).collect();
    if changed.is_empty() {
        return Err(Declined::field("corrected", "this is what it says already; write what it should say instead"));
    }
    nothing_to_fix(here, &row, &changed, &correction).await?;
    let redress = paper(here, &row, who.person(), reason, Some(correction))?;
    here.store.bookkeeping().keep_redress(group, &redress).await?;
    let mut reached = Reached::default();
    for published in changed {
        let done = correct(here, group, who.person(), published, (&redress, corrected.seen)).await;
        reached.note(&[published.channel], done)?;
    }
    Ok(reached)
}

/// Holds a correction to the checks that a post is held to when it is planned: what is changed where it is, and what is said
/// beneath it, each for the channels that it goes to. A channel of which nobody knows what it can do is refused by itself.
async fn nothing_to_fix(
    here: &Installation,
    row: &PostRow,
    changed: &[&DeliveryRow],
    correction: &Correction,
) -> Result<(), Declined> {
    let (mut there, mut beneath) = (Vec::new(), Vec::new());
    for published in changed {
        let channel = here.store.channel(row.group, published.channel).await?.ok_or(Declined::NotFound("channel"))?;
        match means(here, &channel) {
            Ok(Means::Beneath) => beneath.push(published.channel),
            Ok(Means::InPlace | Means::ByHand) => there.push(published.channel),
            Err(Declined::Trouble(error)) => return Err(Declined::Trouble(error)),
            Err(_) => {}
        }
    }
    let goes = [("corrected", Op::Edit, there), ("said-beneath", Op::Correct, beneath)];
    for (field, op, channels) in goes.into_iter().filter(|(_, _, channels)| !channels.is_empty()) {
        // It leaves at once: the time at which the post was planned is over, and stands in nobody's way.
        let draft = Draft { channels, when: None, ..correction.brings(op).clone() };
        if let Some(sentences) = to_fix(here, row.group, row.id, &draft).await? {
            return Err(Declined::field(field, sentences.join(" ")));
        }
    }
    Ok(())
}

/// The last correction of a post that began on any channel.
pub async fn newest(here: &Installation, row: &PostRow) -> Result<Option<RedressId>, Declined> {
    let so_far = here.store.redresses(row.group, row.id).await?;
    Ok(so_far.into_iter().rev().find(|one| one.correction.is_some()).map(|one| one.id))
}

/// What a post was last meant to say: as it was planned, or as it was corrected last. A channel which that correction did not
/// reach says something else: `stands_on`.
pub async fn stands(here: &Installation, row: &PostRow) -> Result<Draft, Declined> {
    let corrected = here.store.redresses(row.group, row.id).await?.into_iter().rev().find_map(|one| one.correction);
    match corrected {
        Some(correction) => Ok(correction.changed),
        None => as_planned(here, row).await,
    }
}

/// What a post says by now on each of its channels: by the last correction that reached it there, or as it was planned.
async fn stands_on(
    here: &Installation,
    row: &PostRow,
    all: &[DeliveryRow],
) -> Result<BTreeMap<ChannelId, Content>, Declined> {
    let planned = as_planned(here, row).await?;
    let so_far = here.store.redresses(row.group, row.id).await?;
    let corrections: Vec<&Correction> = so_far.iter().rev().filter_map(|one| one.correction.as_ref()).collect();
    let mut there: BTreeMap<ChannelId, Content> =
        all.iter().filter(|row| is_first(row)).map(|row| (row.channel, planned.for_channel(row.channel))).collect();
    for reached in all.iter().filter(|row| row.corrects() && may_stand(row)) {
        let brings =
            |one: &&&Correction| one.brings(reached.op).for_channel(reached.channel).digest() == reached.content;
        if let Some(correction) = corrections.iter().find(brings) {
            there.insert(reached.channel, correction.changed.for_channel(reached.channel));
        }
    }
    Ok(there)
}

/// Whether what this correction brought stands there, or may yet.
fn may_stand(row: &DeliveryRow) -> bool {
    is_under_way(row) || matches!(row.row.state, State::Confirmed | State::Verified | State::Live)
}

async fn as_planned(here: &Installation, row: &PostRow) -> Result<Draft, Declined> {
    let content = row.content.ok_or_else(|| Declined::rule("this post was never planned; edit its draft"))?;
    let planned = here.store.planned_version(row.group, row.id, content).await?;
    Ok(planned.context("the planned version of a post is missing")?)
}

/// How this channel is corrected, by what its account can do there.
pub fn means(here: &Installation, channel: &ChannelRow) -> Result<Means, Declined> {
    let (_, capabilities) = accounts::network_of(here, channel)?;
    Ok(means_by(channel, &capabilities))
}

fn means_by(channel: &ChannelRow, capabilities: &Capabilities) -> Means {
    if channel.channel.network.as_str() == NetworkName::Assisted.as_str() {
        return Means::ByHand;
    }
    match (capabilities.takes.edits, capabilities.takes.threads) {
        (true, _) => Means::InPlace,
        (false, true) => Means::Beneath,
        (false, false) => Means::ByHand,
    }
}

/// Whether it published the post on its channel, or its first part, and was not over before that.
pub fn is_first(row: &DeliveryRow) -> bool {
    let is_gone = row.row.state.came_to_nothing() || row.row.state == State::Withdrawn;
    matches!(row.op, Op::Create | Op::Reply) && row.part == 0 && !is_gone
}

/// Whether it corrects, and nobody knows yet what came of it.
pub fn is_under_way(row: &DeliveryRow) -> bool {
    row.corrects() && !row.row.state.is_settled()
}

fn differs(row: &DeliveryRow, there: &BTreeMap<ChannelId, Content>, correction: &Correction) -> bool {
    there.get(&row.channel) != Some(&correction.changed.for_channel(row.channel))
}

impl Corrected {
    /// The correction of what stands there now.
    fn of(&self, stands: &Draft) -> Result<Correction, Declined> {
        let mut changed = stands.clone();
        changed.everywhere.text = said("corrected", &self.everywhere)?;
        for (channel, own) in &mut changed.own {
            if let Some(text) = self.own.get(channel) {
                own.text = said("corrected", text)?;
            }
        }
        let beneath = if basics::text::is_blank(&self.said) { &changed.everywhere.text } else { &self.said };
        let mut below = changed.clone();
        below.everywhere.text = written(beneath).map_err(|wrong| Declined::field("said-beneath", wrong))?;
        below.everywhere.pictures.clear();
        below.everywhere.headline = None;
        below.everywhere.poll = None;
        below.everywhere.quotes = None;
        (below.own, below.thread) = Default::default();
        Ok(Correction { changed, said: below })
    }
}

fn said(field: &'static str, text: &str) -> Result<String, Declined> {
    if basics::text::is_blank(text) {
        return Err(Declined::field(field, "write what the post should say; to take it away, withdraw it"));
    }
    written(text).map_err(|wrong| Declined::field(field, wrong))
}

fn paper(
    here: &Installation,
    row: &PostRow,
    by: PersonId,
    reason: &str,
    correction: Option<Correction>,
) -> Result<Redress, Declined> {
    let field = if correction.is_some() { "why-corrected" } else { "why-withdrawn" };
    let reason = reason.trim();
    if basics::text::is_blank(reason) {
        return Err(Declined::field(field, "say why: the reason stands with the post and in the log"));
    }
    if reason.len() > LONGEST_REASON {
        let long = format!("the reason has {} bytes, and {LONGEST_REASON} are kept: shorten it", reason.len());
        return Err(Declined::field(field, long));
    }
    let at = here.store.now();
    Ok(Redress { id: RedressId::mint(at), post: row.id, reason: reason.to_owned(), correction, by, at })
}

/// Puts the correction of one channel in its queue.
async fn correct(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    published: &DeliveryRow,
    (redress, seen): (&Redress, Option<RedressId>),
) -> Result<(), Declined> {
    is_known_to_be_there(published)?;
    let channel = here.store.channel(group, published.channel).await?.ok_or(Declined::NotFound("channel"))?;
    let correction = redress.correction.as_ref().context("a withdrawal corrects nothing")?;
    let planned = planned(here, published, &channel, correction)?;
    let draft = correction.brings(planned.op);
    let changed = if draft.answers.is_some() {
        let act = Reply { post: redress.post, channel: published.channel, content: draft.digest() };
        here.store.begin(group, Actor::Person(who), act).await?.correct(published.id, redress, seen, planned).await?
    } else {
        let act = PublishPost { delivery: published.id, content: planned.content };
        here.store.begin(group, Actor::Person(who), act).await?.correct(redress, seen, planned).await?
    };
    changed.commit().await?;
    Ok(())
}

fn is_known_to_be_there(published: &DeliveryRow) -> Result<(), Declined> {
    if is_out(published) {
        return Ok(());
    }
    Err(Declined::rule(if published.row.state.is_before_sending() {
        "it has not left there yet, and leaves there as it was planned; correct it again once it is there, or withdraw it"
    } else {
        "nobody knows yet whether it is there; correct it once that is known"
    }))
}

fn planned(
    here: &Installation,
    published: &DeliveryRow,
    channel: &ChannelRow,
    correction: &Correction,
) -> Result<PlannedDelivery, Declined> {
    let (network, capabilities) = accounts::network_of(here, channel)?;
    let means = means_by(channel, &capabilities);
    let op = if means == Means::Beneath { Op::Correct } else { Op::Edit };
    let content = correction.brings(op).for_channel(channel.channel.id);
    explain(channel, &accounts::violations(network, &capabilities, std::slice::from_ref(&content), 0))?;
    let now = here.store.now();
    let row = Row::new(DeliveryId::mint(now), handling(means, &capabilities), now, None).map_err(Declined::rule)?;
    let client_ref = client_ref(here, network, published, op)?;
    Ok(PlannedDelivery { channel: channel.channel.id, op, part: 0, content: content.digest(), row, client_ref })
}

/// A change names what it changes; what is said beneath it is a post of its own, with its own key.
fn client_ref(here: &Installation, network: &dyn Network, published: &DeliveryRow, op: Op) -> Result<String, Declined> {
    if op == Op::Edit {
        return Ok(published.id.to_string());
    }
    Ok(network.client_ref(here.store.now(), accounts::random()?).as_str().to_owned())
}

fn handling(means: Means, capabilities: &Capabilities) -> Handling {
    match means {
        Means::InPlace => capabilities.handling(Operation::Edit),
        Means::Beneath => capabilities.handling(Operation::Reply),
        Means::ByHand => Handling::usual(Class::Assisted),
    }
}

impl Reached {
    /// Notes how it went on these channels, for each of them. What failed underneath ends it.
    fn note(&mut self, channels: &[ChannelId], done: Result<(), Declined>) -> Result<(), Declined> {
        match done {
            Ok(()) => self.going.extend(channels),
            Err(Declined::Trouble(error)) => return Err(Declined::Trouble(error)),
            Err(declined) => {
                let Some((first, others)) = channels.split_first() else { return Ok(()) };
                let same = declined.to_string();
                self.not.push((*first, declined));
                self.not.extend(others.iter().map(|channel| (*channel, Declined::rule(&same))));
            }
        }
        Ok(())
    }
}

/// The post that a correction stands beneath, where it is.
pub(crate) async fn corrected_by(here: &Installation, correction: &DeliveryRow) -> Result<Remote, anyhow::Error> {
    let all = here.store.deliveries(correction.group, correction.post).await?;
    let published = all.into_iter().find(|row| row.channel == correction.channel && is_first(row) && is_out(row));
    published.and_then(|row| row.row.remote).context("what is to be corrected is there no more")
}

/// Whether a change of ours may be what makes a post say something else: one is on its way, or nobody knows how it ended.
pub(crate) async fn may_have_been_changed(here: &Installation, row: &DeliveryRow) -> Result<bool, anyhow::Error> {
    let all = here.store.deliveries(row.group, row.post).await?;
    let ours = |edit: &&DeliveryRow| edit.edits() && edit.is_about(row.id);
    Ok(all.iter().filter(ours).any(|edit| is_under_way(edit) && !edit.row.state.is_before_sending()))
}
