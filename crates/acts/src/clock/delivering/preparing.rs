//! What may be repeated before the one call that may not: the text rendered, the pictures uploaded, the post that is answered
//! looked up; and judged for the last time.

use super::{
    super::leaving::{self, Leave},
    Work,
};
use crate::{
    accounts, media,
    naming::{self, Changed},
    redress,
    renewing::{self, NotReady},
    spending,
};
use delivery::{Class, Command, Happened, PauseReason, Remote, State};
use networks::{Network, Parent, Prepared, Refers, Trouble, trouble::Kind};
use publishing::{Content, Draft};
use store::Op;
use url::Url;

impl Work<'_> {
    /// Does what may be repeated, then judges for the last time in the transaction that writes `sending`.
    pub(super) async fn prepare(&mut self) -> Result<Option<Command>, anyhow::Error> {
        store::may_die("K3", Some(self.row.row.class()));
        let prepared = match self.prepared().await {
            Ok(prepared) => prepared,
            Err(Hindrance::Definite(why)) => {
                return self.pause(Happened::PreparationFailed { definite: true }, &why).await;
            }
            Err(Hindrance::Passing(why)) => {
                self.learned(Some((Kind::Transient, &why))).await;
                return self.pause(Happened::PreparationFailed { definite: false }, &why).await;
            }
            Err(Hindrance::Waits(reason, why)) => {
                return self.pause(Happened::Held(reason), &why).await;
            }
            Err(Hindrance::Trouble(error)) => return Err(error),
        };
        let text = serde_json::to_string(&prepared)?;
        if !self.here.store.bookkeeping().keep_prepared(&self.row, &text).await? {
            return Ok(None);
        }
        self.row.prepared = Some(text);
        if leaving::braked(self.here, &self.row) {
            let why = "everything is stopped on this machine, so nothing leaves";
            return self.pause(Happened::PreparationFailed { definite: false }, why).await;
        }
        store::may_die("K9", Some(self.row.row.class()));
        match leaving::leave(self.here, &self.row).await? {
            Leave::Sent(kept) => {
                self.row.row = kept.row;
                Ok(Some(kept.command))
            }
            Leave::Held((reason, why)) => self.pause(Happened::Held(reason), &why).await,
        }
    }

    async fn prepared(&self) -> Result<Prepared, Hindrance> {
        let (network, capabilities) = accounts::network_of(self.here, &self.channel).map_err(token)?;
        let account = renewing::ready(self.here, &self.channel).await?;
        let draft = leaving::planned_draft(self.here, &self.row).await?;
        let mut parts = draft.parts_for(self.row.channel);
        if self.row.part >= parts.len() {
            return Err(Hindrance::Waits(
                PauseReason::Content,
                "what was planned has no such part any more".to_owned(),
            ));
        }
        self.paid_for(&parts).await?;
        let content = parts.swap_remove(self.row.part);
        if !self.row.deletes() {
            naming::as_planned(self.here, &self.channel, network, &account, &draft).await.map_err(renamed)?;
        }
        let parent = self.parent(network, &account, &draft).await?;
        let quoted = self.looked_up(network, &account, content.quotes.as_ref()).await?;
        let refers = Refers { answers: parent.as_ref(), quotes: quoted.as_ref() };
        let rendered = network.render(&content, refers, &capabilities).map_err(|violations| {
            let sentences: Vec<String> = violations.iter().map(ToString::to_string).collect();
            Hindrance::Waits(PauseReason::Content, sentences.join("; "))
        })?;
        let media = media::of_post(self.here, self.row.group, &rendered).await?;
        let earlier = self.earlier()?;
        network.prepare(&account, &rendered, &media, earlier.as_ref()).await.map_err(not_prepared)
    }

    /// Nothing leaves that would cost more than the channel may, and no thread begins whose rest could not be paid for. What was
    /// published may be deleted all the same, and what a person does by hand costs nothing.
    async fn paid_for(&self, parts: &[Content]) -> Result<(), Hindrance> {
        if self.row.deletes() || self.row.row.class() == Class::Assisted {
            return Ok(());
        }
        let now = self.here.store.now();
        let posts = &parts[self.row.part..];
        let refused = spending::refused(self.here, &self.channel, posts, now, Some(&self.row)).await?;
        refused.map_or(Ok(()), |why| Err(Hindrance::Waits(PauseReason::Content, why)))
    }

    /// What the attempt before this one left with, if `sending` was ever committed.
    fn earlier(&self) -> Result<Option<Prepared>, anyhow::Error> {
        let begun = self.row.row.first_sending.and(self.row.prepared.as_deref());
        Ok(begun.map(serde_json::from_str).transpose()?)
    }

    /// What it goes on from: the part before it, the post that it corrects, or the one that a reply answers.
    async fn parent(
        &self,
        network: &dyn Network,
        account: &networks::Account,
        draft: &Draft,
    ) -> Result<Option<Parent>, Hindrance> {
        if self.row.op == Op::Correct {
            let ours = redress::corrected_by(self.here, &self.row).await?;
            return network.going_on_from(account, &ours).await.map(Some).map_err(not_found);
        }
        if self.row.part > 0 {
            let before = self.part_before().await?;
            return network.going_on_from(account, &before).await.map(Some).map_err(not_found);
        }
        self.looked_up(network, account, draft.answers.as_ref().map(|answered| &answered.url)).await
    }

    /// A post of somebody else's, looked up anew: it may be gone.
    async fn looked_up(
        &self,
        network: &dyn Network,
        account: &networks::Account,
        address: Option<&Url>,
    ) -> Result<Option<Parent>, Hindrance> {
        let Some(address) = address else { return Ok(None) };
        network.resolve(account, address.as_str()).await.map(Some).map_err(not_found)
    }

    /// The part of the thread before this one, where it stands on its network.
    async fn part_before(&self) -> Result<Remote, Hindrance> {
        let all = self.here.store.deliveries(self.row.group, self.row.post).await?;
        let there = [State::Confirmed, State::Verified, State::Live];
        let before = all.into_iter().find(|other| {
            let same = (other.channel, other.op) == (self.row.channel, self.row.op);
            same && other.part + 1 == self.row.part && there.contains(&other.row.state)
        });
        let missing = || {
            let why = format!("part {} of the thread is not there, and this one answers it", self.row.part);
            Hindrance::Waits(PauseReason::Thread, why)
        };
        before.and_then(|before| before.row.remote).ok_or_else(missing)
    }
}

/// Why a delivery could not be prepared.
enum Hindrance {
    /// The network refuses this; repeating will not help.
    Definite(String),
    /// It may work later.
    Passing(String),
    /// It waits for a person.
    Waits(PauseReason, String),
    /// Something failed underneath.
    Trouble(anyhow::Error),
}

/// Whom it names is not who was meant, or nobody knows.
fn renamed(changed: Changed) -> Hindrance {
    match changed {
        Changed::Waits(why) => Hindrance::Waits(PauseReason::Content, why),
        Changed::Unknown(trouble) => not_prepared(trouble),
        Changed::Trouble(error) => Hindrance::Trouble(error),
    }
}

/// What keeps the network from taking what is prepared.
fn not_prepared(trouble: Trouble) -> Hindrance {
    match trouble.kind {
        Kind::KeyRevoked | Kind::Withdrawn => Hindrance::Waits(PauseReason::Token, trouble.says),
        Kind::Invalid | Kind::Forbidden | Kind::Unsupported => Hindrance::Definite(trouble.says),
        _ => Hindrance::Passing(trouble.says),
    }
}

/// A key that is not renewed: without its network's word it is tried again, and with it the channel waits for a person.
impl From<NotReady> for Hindrance {
    fn from(not: NotReady) -> Self {
        match not {
            NotReady::Declined(declined) => token(declined),
            NotReady::Trouble(trouble) if matches!(trouble.kind, Kind::KeyRevoked | Kind::Withdrawn) => {
                Self::Waits(PauseReason::Token, trouble.says)
            }
            NotReady::Trouble(trouble) => Self::Passing(trouble.says),
        }
    }
}

/// A post that this one refers to and that cannot be looked up.
fn not_found(trouble: Trouble) -> Hindrance {
    match trouble.kind {
        Kind::KeyRevoked | Kind::Withdrawn => Hindrance::Waits(PauseReason::Token, trouble.says),
        Kind::Gone | Kind::Invalid => Hindrance::Definite(trouble.says),
        _ => Hindrance::Passing(trouble.says),
    }
}

impl From<anyhow::Error> for Hindrance {
    fn from(error: anyhow::Error) -> Self {
        Self::Trouble(error)
    }
}

/// An account that cannot be opened waits for somebody to connect it again.
fn token(declined: crate::Declined) -> Hindrance {
    match declined {
        crate::Declined::Trouble(error) => Hindrance::Trouble(error),
        other => Hindrance::Waits(PauseReason::Token, other.to_string()),
    }
}
