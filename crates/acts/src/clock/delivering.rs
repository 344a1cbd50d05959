//! One delivery, from the moment it wakes until it waits again: each command of the engine carried out in turn.

mod preparing;

use super::{leaving, resting};
use crate::{Installation, accounts, media, posts, redress, renewing};
use anyhow::{Context as _, anyhow};
use delivery::{Answer, Command, Finding, Happened, Judgement, Kept, PauseReason, ReadBack, Sending, State};
use networks::{ClientRef, Network, Outcome, Prepared, Refers, Trouble, trouble::Kind};
use serde_json::Value;
use std::time::Duration;
use store::{ChannelRow, DeliveryRow, Op};

/// How long to wait before an answer is offered to the store again.
const BETWEEN_TRIES: Duration = Duration::from_millis(500);

/// How often. Longer than that, it would hold up the other deliveries of its channel: its lease lapses, and a look finds
/// out what became of the call.
const TRIES: u32 = 6;

/// Everything that working on one delivery needs.
struct Work<'here> {
    here: &'here Installation,
    row: DeliveryRow,
    channel: ChannelRow,
}

/// Tells the row what its moment brings, and follows its commands until it waits. Whether the row moved at all: one that
/// does not must not keep the clock from sleeping.
pub(super) async fn wake(here: &Installation, row: DeliveryRow) -> Result<bool, anyhow::Error> {
    let Some(happened) = row.row.wake(here.store.now()) else { return Ok(false) };
    if matches!(happened, Happened::Claim) && leaving::braked(here, &row) {
        return Ok(false);
    }
    let channel = here.store.channel(row.group, row.channel).await?.context("the channel of a delivery is missing")?;
    let happened = resting::unless_it_rests(here, &row, &channel, happened).await?;
    let mut work = Work { here, row, channel };
    let mut next = work.tell(happened, "its moment has come").await?;
    let moved = next.is_some();
    while let Some(command) = next {
        next = work.follow(command).await?;
    }
    Ok(moved)
}

impl Work<'_> {
    /// Tells the row what happened. The command is given only once that is durable; nothing, when somebody else was
    /// first.
    async fn tell(&mut self, happened: Happened, note: &str) -> Result<Option<Command>, anyhow::Error> {
        let kept = self.here.store.bookkeeping().tell(&self.row, happened, note).await?;
        Ok(kept.map(|Kept { row, command }| {
            self.row.row = row;
            command
        }))
    }

    async fn follow(&mut self, command: Command) -> Result<Option<Command>, anyhow::Error> {
        match command {
            Command::Nothing => {
                self.close().await?;
                Ok(None)
            }
            Command::Judge => self.judge().await,
            Command::Prepare => self.prepare().await,
            Command::Send(sending) => self.send(sending).await,
            Command::Look => self.look().await,
            Command::Again(absent) => self.tell(Happened::Again(absent), "proven not to be there").await,
            Command::ReadBack => self.read_back().await,
        }
    }

    /// Judged again before anything is prepared, as an opinion; a refusal is put to the judge so that it is recorded.
    async fn judge(&mut self) -> Result<Option<Command>, anyhow::Error> {
        store::may_die("K2", Some(self.row.row.class()));
        match leaving::judged(self.here, &self.row, &self.channel).await? {
            None => self.tell(Happened::Judged(Judgement::Allowed), "judged again, and allowed").await,
            Some((reason, why)) => self.pause(Happened::Judged(Judgement::Paused(reason)), &why).await,
        }
    }

    async fn pause(&mut self, happened: Happened, why: &str) -> Result<Option<Command>, anyhow::Error> {
        self.here.store.bookkeeping().keep_trouble(self.row.id, why).await?;
        self.tell(happened, why).await
    }

    /// The one irreversible call.
    async fn send(&mut self, sending: Sending) -> Result<Option<Command>, anyhow::Error> {
        store::may_die("K11", Some(self.row.row.class()));
        let outcome = match self.row.op {
            Op::Delete => self.delete(sending).await?,
            Op::Edit => self.edit(sending).await?,
            Op::Create | Op::Reply | Op::Correct => self.publish(sending).await?,
        };
        store::may_die("K19", Some(self.row.row.class()));
        // A call that its network does not offer any more is not repeated either.
        let stops = matches!(outcome.trouble, Some(Kind::KeyRevoked | Kind::Withdrawn));
        let next = self.tell_answer(&outcome).await?;
        self.learned(outcome.trouble.map(|kind| (kind, outcome.says.as_str()))).await;
        if !matches!(outcome.answer, Answer::Done(_)) {
            self.here.store.bookkeeping().keep_trouble(self.row.id, &outcome.says).await?;
        }
        if stops {
            return self.tell(Happened::Pause(PauseReason::Token), &outcome.says).await;
        }
        Ok(next)
    }

    /// What a call says about the server is kept beside the delivery. That it could not be must not cost the answer.
    async fn learned(&self, trouble: Option<(Kind, &str)>) {
        if let Err(error) = resting::learned(self.here, &self.row, &self.channel, trouble).await {
            tracing::warn!(delivery = %self.row.id, error = format!("{error:#}"), "how a server stands could not be kept");
        }
    }

    /// An answer that arrived is not thrown away because the store is away for a moment, or because a person called the
    /// delivery off meanwhile. When it cannot be kept the lease lapses, and a look finds out what became of the call.
    async fn tell_answer(&mut self, outcome: &Outcome) -> Result<Option<Command>, anyhow::Error> {
        let mut tries = 0;
        loop {
            tries += 1;
            match self.tell(Happened::Answer(outcome.answer.clone()), &outcome.says).await {
                Ok(None) if self.is_still_ours().await? => {}
                Err(error) if tries < TRIES && self.holds_lease() => {
                    let (delivery, error) = (self.row.id, format!("{error:#}"));
                    tracing::warn!(%delivery, error, "the network's answer could not be kept; it is tried again");
                    tokio::time::sleep(BETWEEN_TRIES).await;
                }
                told => return told,
            }
        }
    }

    /// Reads the row again after a lost race: whether it still waits for the answer of this attempt.
    async fn is_still_ours(&mut self) -> Result<bool, anyhow::Error> {
        let Some(fresh) = self.here.store.delivery(self.row.group, self.row.id).await? else { return Ok(false) };
        let ours = fresh.row.state == State::Sending && fresh.row.fence == self.row.row.fence;
        if ours && fresh.row.seq != self.row.row.seq {
            self.row = fresh;
            return Ok(true);
        }
        Ok(false)
    }

    fn holds_lease(&self) -> bool {
        self.row.row.lease_until.is_some_and(|until| self.here.store.now() < until)
    }

    async fn publish(&self, sending: Sending) -> Result<Outcome, anyhow::Error> {
        let (network, account, prepared) = self.at_the_network().await?;
        let client_ref = ClientRef::new(self.row.client_ref.clone());
        let now = self.here.store.now();
        match media::of_post(self.here, self.row.group, &prepared.rendered).await {
            Ok(media) => Ok(network.commit(&account, &prepared, &media, &client_ref, sending, now).await),
            // Nothing is sent, so that nothing is done with what it was to be sent with.
            Err(error) => Ok(Outcome::of(Trouble::new(Kind::Transient, format!("{error:#}; nothing was sent")), now)),
        }
    }

    async fn delete(&self, sending: Sending) -> Result<Outcome, anyhow::Error> {
        let (network, account, _) = self.at_the_network().await?;
        let remote = posts::subject_of(self.here, &self.row).await?.row.remote.context("nothing to delete")?;
        Ok(network.delete(&account, &remote, sending, self.here.store.now()).await)
    }

    async fn edit(&self, sending: Sending) -> Result<Outcome, anyhow::Error> {
        let (network, account, prepared) = self.at_the_network().await?;
        let remote = posts::subject_of(self.here, &self.row).await?.row.remote.context("nothing to change")?;
        Ok(network.edit(&account, &remote, &prepared, sending, self.here.store.now()).await)
    }

    async fn look(&mut self) -> Result<Option<Command>, anyhow::Error> {
        if resting::is_left_alone(self.here, &self.row, &self.channel).await? {
            return self.tell(Happened::Look(Finding::NoAnswer), "its server is left alone for a while").await;
        }
        let (network, account, prepared) = self.reading().await?;
        let client_ref = ClientRef::new(self.row.client_ref.clone());
        let finding = if self.row.deletes() {
            leaving::look_for_deleted(self.here, network, &account, &self.row).await?
        } else if self.row.edits() {
            leaving::look_for_edited(self.here, network, &account, &prepared, &self.row).await?
        } else {
            let taken = self.here.store.taken_ids(&self.row).await?;
            network.reconcile(&account, &prepared, &client_ref, &taken).await
        };
        self.tell(Happened::Look(finding), "looked whether it is there").await
    }

    async fn read_back(&mut self) -> Result<Option<Command>, anyhow::Error> {
        // What was deleted is not read back: that it is gone is what was wanted.
        if self.row.deletes() {
            return self.tell(Happened::ReadBack(ReadBack::Matches), "the deletion is confirmed").await;
        }
        if resting::is_left_alone(self.here, &self.row, &self.channel).await? {
            return self.tell(Happened::ReadBack(ReadBack::NoAnswer), "its server is left alone for a while").await;
        }
        let (network, account, prepared) = self.reading().await?;
        let remote = self.row.row.remote.clone().context("a confirmed delivery names no object")?;
        let seen = network.read_back(&account, &remote).await;
        let means = match network.read_back_means(&account, &prepared.rendered, &seen) {
            ReadBack::Gone if posts::is_being_deleted(self.here, &self.row).await? => ReadBack::NoAnswer,
            ReadBack::Altered if redress::may_have_been_changed(self.here, &self.row).await? => ReadBack::NoAnswer,
            means => means,
        };
        let note = match (&seen, means) {
            (Ok(seen), ReadBack::Altered) => network.differences(&prepared.rendered, seen).join("; "),
            (Err(trouble), _) => trouble.says.clone(),
            _ => "read back from the network".to_owned(),
        };
        self.tell(Happened::ReadBack(means), &note).await
    }

    /// The same for what only reads, which may be hours later. A key that is not renewed then is used as it is: the network
    /// says itself what it is worth, and that is no answer about the post.
    async fn reading(&self) -> Result<(&dyn Network, networks::Account, Prepared), anyhow::Error> {
        if let Err(not) = renewing::ready(self.here, &self.channel).await {
            tracing::warn!(delivery = %self.row.id, why = %not, "a key was not renewed before a read");
        }
        self.at_the_network().await
    }

    /// With the key as it is kept: it was made good while everything was still repeatable.
    async fn at_the_network(&self) -> Result<(&dyn Network, networks::Account, Prepared), anyhow::Error> {
        let (network, _) = accounts::network_of(self.here, &self.channel)?;
        let account = accounts::open(self.here, &self.channel).await?;
        let prepared = match self.row.prepared.as_deref() {
            Some(prepared) => serde_json::from_str(prepared)?,
            None => self.as_another_copy_prepared_it().await?,
        };
        Ok((network, account, prepared))
    }

    /// What left, where it may have left from another copy of this database, which alone knows what it prepared: the same
    /// rendering of the same content, and nothing that a network gave for it.
    async fn as_another_copy_prepared_it(&self) -> Result<Prepared, anyhow::Error> {
        let (network, capabilities) = accounts::network_of(self.here, &self.channel)?;
        let draft = leaving::planned_draft(self.here, &self.row).await?;
        let content = draft.parts_for(self.row.channel).into_iter().nth(self.row.part);
        let content = content.context("what was planned has no such part any more")?;
        let rendered = network.render(&content, Refers::default(), &capabilities);
        let rendered = rendered.map_err(|wrong| {
            let sentences: Vec<String> = wrong.iter().map(ToString::to_string).collect();
            anyhow!("what was planned does not fit its network any more: {}", sentences.join("; "))
        })?;
        Ok(Prepared { rendered, material: Value::Null })
    }

    /// When a delivery comes to rest on its network: what was called off meanwhile is deleted, and nobody waits to be
    /// told about the rest any more.
    async fn close(&mut self) -> Result<(), anyhow::Error> {
        let published = matches!(self.row.row.state, State::Confirmed | State::Verified | State::Live);
        if published && self.row.row.withdraw_wanted {
            return posts::withdraw_called_off(self.here, &self.row).await;
        }
        if published {
            self.here.store.bookkeeping().settle_notices(self.row.id).await?;
        }
        Ok(())
    }
}
