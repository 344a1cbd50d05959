//! What may be repeated before the one call that may not: the text rendered, the pictures uploaded, the post that is answered
//! looked up; and judged for the last time.

use super::{
    super::leaving::{self, Leave},
    Work,
};
use crate::accounts;
use delivery::{Command, Happened, PauseReason};
use networks::{Network, Parent, PictureBytes, Prepared, Refers, trouble::Kind};
use publishing::{Content, Draft};

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
        let account = accounts::open(self.here, &self.channel).await.map_err(token)?;
        let draft = leaving::planned_draft(self.here, &self.row).await?;
        let content = draft.for_channel(self.row.channel);
        let parent = self.parent(network, &account, &draft).await?;
        let rendered =
            network.render(&content, Refers::answering(parent.as_ref()), &capabilities).map_err(|violations| {
                let sentences: Vec<String> = violations.iter().map(ToString::to_string).collect();
                Hindrance::Waits(PauseReason::Content, sentences.join("; "))
            })?;
        let pictures = self.pictures(&content).await?;
        let earlier = self.earlier()?;
        network.prepare(&account, &rendered, &pictures, earlier.as_ref()).await.map_err(|trouble| match trouble.kind {
            Kind::KeyRevoked => Hindrance::Waits(PauseReason::Token, trouble.says),
            Kind::Invalid | Kind::Forbidden | Kind::Unsupported => Hindrance::Definite(trouble.says),
            _ => Hindrance::Passing(trouble.says),
        })
    }

    /// What the attempt before this one left with, if `sending` was ever committed.
    fn earlier(&self) -> Result<Option<Prepared>, anyhow::Error> {
        let begun = self.row.row.first_sending.and(self.row.prepared.as_deref());
        Ok(begun.map(serde_json::from_str).transpose()?)
    }

    /// The post that a reply answers, looked up anew: it may be gone.
    async fn parent(
        &self,
        network: &dyn Network,
        account: &networks::Account,
        draft: &Draft,
    ) -> Result<Option<Parent>, Hindrance> {
        let Some(answered) = &draft.answers else { return Ok(None) };
        let found = network.resolve(account, answered.url.as_str()).await;
        found.map(Some).map_err(|trouble| match trouble.kind {
            Kind::KeyRevoked => Hindrance::Waits(PauseReason::Token, trouble.says),
            Kind::Gone | Kind::Invalid => Hindrance::Definite(trouble.says),
            _ => Hindrance::Passing(trouble.says),
        })
    }

    async fn pictures(&self, content: &Content) -> Result<Vec<PictureBytes>, Hindrance> {
        let mut pictures = Vec::with_capacity(content.pictures.len());
        for picture in &content.pictures {
            let bytes = self.here.store.picture_bytes(self.row.group, picture.digest).await?;
            pictures.push(PictureBytes { digest: picture.digest, bytes });
        }
        Ok(pictures)
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
