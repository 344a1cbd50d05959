//! The connector: which of the steps in this folder answers which call of the trait.

use super::{address, hook::Hook, publish, render, view};
use crate::{
    Account, Blank, Capabilities, ClientRef, Connecting, Identity, Medium, Network, NetworkName, NotConnected, Outcome,
    Parent, Prepared, Probe, Refers, Rendered, Seen, Tried, Trouble, Typed, Violation, differing, trouble::Kind,
    webhook,
};
use async_trait::async_trait;
use basics::Moment;
use delivery::{Finding, Remote, Sending};
use egress::Egress;
use publishing::Content;

const HINT: &str = "https://discord.com/api/webhooks/… from the channel’s settings, Integrations. Whoever knows it can post, so it is kept like a password.";

/// A channel of a server, through its webhook.
pub struct Discord {
    egress: Egress,
}

impl Discord {
    /// The connector on this way out.
    pub fn new(egress: Egress) -> Self {
        Self { egress }
    }

    fn hook(&self, account: &Account) -> Result<Hook<'_>, Trouble> {
        Ok(Hook { egress: &self.egress, address: webhook::of(&self.egress, account)? })
    }
}

#[async_trait]
impl Network for Discord {
    fn name(&self) -> NetworkName {
        NetworkName::Discord
    }

    fn tried(&self) -> Tried {
        Tried::OnStandIn
    }

    fn connecting(&self) -> Connecting {
        Connecting {
            blanks: vec![Blank::secret(webhook::BLANK, "The webhook’s address", HINT)],
            able: vec!["post a text with pictures to this one channel", "read and remove its own messages"],
            unable: vec!["read anything else", "answer anybody", "ring anybody: mentions are only words"],
        }
    }

    async fn account(&self, typed: &Typed) -> Result<Account, NotConnected> {
        webhook::account(
            &self.egress,
            NetworkName::Discord,
            typed,
            |path| matches!(path, ["api", .., "webhooks", id, key] if !id.is_empty() && !key.is_empty()),
        )
    }

    fn usual(&self, now: Moment) -> Capabilities {
        render::capabilities(now)
    }

    async fn probe(&self, account: &Account, now: Moment) -> Result<Probe, Trouble> {
        let hook = self.hook(account)?.itself().await?;
        let (server, channel) = (hook.guild_id.unwrap_or_default(), hook.channel_id.unwrap_or_default());
        let url = account.base.at(["channels", server.as_str(), channel.as_str()]).as_str().to_owned();
        let identity = Identity { id: hook.id, handle: hook.name.unwrap_or_default(), url };
        Ok(Probe { identity, capabilities: render::capabilities(now) })
    }

    fn render(
        &self,
        content: &Content,
        refers: Refers<'_>,
        capabilities: &Capabilities,
    ) -> Result<Rendered, Vec<Violation>> {
        render::render(content, refers, capabilities)
    }

    /// A mark for the receipt: nothing is sent with it.
    fn client_ref(&self, _: Moment, random: [u8; 16]) -> ClientRef {
        ClientRef::new(uuid::Builder::from_random_bytes(random).into_uuid().to_string())
    }

    async fn resolve(&self, account: &Account, _: &str) -> Result<Parent, Trouble> {
        let says = format!("a webhook of {} answers nothing", account.base.authority());
        Err(Trouble::new(Kind::Unsupported, says))
    }

    async fn pasted(&self, account: &Account, pasted: &str) -> Result<Remote, Trouble> {
        address::pasted(&self.hook(account)?, account, pasted).await
    }

    async fn prepare(
        &self,
        _: &Account,
        rendered: &Rendered,
        media: &[Medium],
        _: Option<&Prepared>,
    ) -> Result<Prepared, Trouble> {
        publish::prepare(rendered, media)
    }

    async fn commit(
        &self,
        account: &Account,
        prepared: &Prepared,
        media: &[Medium],
        _: &ClientRef,
        sending: Sending,
        now: Moment,
    ) -> Outcome {
        match (sending.may_begin(now), self.hook(account)) {
            (Err(late), _) => Outcome::too_late(&late),
            (_, Err(trouble)) => Outcome::of(trouble, now),
            (Ok(()), Ok(hook)) => publish::commit(&hook, account, prepared, media, now).await,
        }
    }

    /// Nothing can be listed, and the id is only in the answer that did not come.
    async fn reconcile(&self, _: &Account, _: &Prepared, _: &ClientRef, _: &[String]) -> Finding {
        Finding::NoAnswer
    }

    async fn read_back(&self, account: &Account, remote: &Remote) -> Result<Seen, Trouble> {
        Ok(view::seen(account, self.hook(account)?.message(&remote.id).await?))
    }

    fn differences(&self, rendered: &Rendered, seen: &Seen) -> Vec<String> {
        differing::differences(rendered, seen)
    }

    async fn delete(&self, account: &Account, remote: &Remote, sending: Sending, now: Moment) -> Outcome {
        let hook = match (sending.may_begin(now), self.hook(account)) {
            (Err(late), _) => return Outcome::too_late(&late),
            (_, Err(trouble)) => return Outcome::of(trouble, now),
            (Ok(()), Ok(hook)) => hook,
        };
        match hook.delete(&remote.id).await {
            Err(trouble) if trouble.kind != Kind::Gone => Outcome::of(trouble, now),
            _ => Outcome { says: "removed from the network".to_owned(), ..Outcome::done(remote.clone()) },
        }
    }
}
