//! The connector: which of the steps in this folder answers which call of the trait.

use super::{address, answers, render};
use crate::{
    Account, Blank, Capabilities, ClientRef, Connecting, Medium, Network, NetworkName, NotConnected, Outcome, Parent,
    Prepared, Probe, Refers, Rendered, Seen, Tried, Trouble, Typed, Violation, differing,
    trouble::Kind,
    unclear::{not_understood, sentence},
    webhook,
};
use async_trait::async_trait;
use basics::Moment;
use delivery::{Finding, Remote, Sending};
use egress::{Answer, Ask, Egress};
use publishing::Content;
use serde_json::Value;

/// A channel of a server, through its webhook.
pub struct Mattermost {
    egress: Egress,
}

impl Mattermost {
    /// The connector on this way out.
    pub fn new(egress: Egress) -> Self {
        Self { egress }
    }

    async fn send(&self, account: &Account, body: &Value) -> Result<Answer, Trouble> {
        let ask = Ask::post(webhook::of(&self.egress, account)?).json(body);
        self.egress.write(ask).await.map_err(|failure| Trouble::of_write(&failure))
    }

    async fn ask_key(&self, account: &Account) -> Result<(), Trouble> {
        let answer = self.send(account, &render::to_nowhere()).await.map_err(Trouble::of_nothing_seen)?;
        match answers::of_write(&answer) {
            _ if answers::has_no_such_channel(&answer) => Ok(()),
            // Newer servers do not say why: of a message that is well made only the webhook can be wrong.
            Trouble { kind: Kind::Invalid, .. } => {
                let says = "no longer knows this webhook: connect the account again";
                Err(Trouble::new(Kind::KeyRevoked, sentence(&answer, says)))
            }
            Trouble { kind: Kind::Ambiguous, .. } => Err(not_understood(&answer)),
            trouble => Err(trouble),
        }
    }

    /// Newer servers say the same for a bad webhook as for a bad message. The call was refused either way, so that there
    /// is time to ask which it is.
    async fn refined(&self, account: &Account, trouble: Trouble) -> Trouble {
        match trouble.kind {
            Kind::Invalid => match self.ask_key(account).await {
                Err(about_key) if about_key.kind == Kind::KeyRevoked => about_key,
                _ => trouble,
            },
            _ => trouble,
        }
    }
}

#[async_trait]
impl Network for Mattermost {
    fn name(&self) -> NetworkName {
        NetworkName::Mattermost
    }

    fn tried(&self) -> Tried {
        Tried::OnStandIn
    }

    fn connecting(&self) -> Connecting {
        Connecting {
            blanks: vec![
                Blank::secret(
                    webhook::BLANK,
                    "The webhook’s address",
                    "https://chat.example/hooks/… from Integrations, Incoming Webhooks. Whoever knows it can post, so it is kept like a password. Lock it to one channel there.",
                ),
                Blank::plain("channel", "The channel it posts to", "announcements"),
                Blank::plain("page", "The channel’s own address", "What your browser shows while the channel is open.")
                    .optional(),
            ],
            able: vec!["post a text to this one channel"],
            unable: vec![
                "read or remove anything, not even its own messages",
                "send pictures",
                "post to another channel, if it is locked to its own",
            ],
        }
    }

    async fn account(&self, typed: &Typed) -> Result<Account, NotConnected> {
        webhook::account(
            &self.egress,
            NetworkName::Mattermost,
            typed,
            |path| matches!(path, [.., "hooks", key] if key.len() >= 20),
        )
    }

    fn usual(&self, now: Moment) -> Capabilities {
        render::capabilities(now)
    }

    /// A message to a channel that cannot exist, which a webhook that works refuses. Nothing is posted.
    async fn probe(&self, account: &Account, now: Moment) -> Result<Probe, Trouble> {
        self.ask_key(account).await?;
        Ok(Probe { identity: account.identity.clone(), capabilities: render::capabilities(now) })
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
        Err(webhook::nothing_back(account))
    }

    async fn pasted(&self, account: &Account, pasted: &str) -> Result<Remote, Trouble> {
        address::pasted(account, pasted)
    }

    async fn prepare(
        &self,
        _: &Account,
        rendered: &Rendered,
        _: &[Medium],
        _: Option<&Prepared>,
    ) -> Result<Prepared, Trouble> {
        Ok(Prepared { rendered: rendered.clone(), material: Value::Null })
    }

    async fn commit(
        &self,
        account: &Account,
        prepared: &Prepared,
        _: &[Medium],
        client_ref: &ClientRef,
        sending: Sending,
        now: Moment,
    ) -> Outcome {
        if let Err(late) = sending.may_begin(now) {
            return Outcome::too_late(&late);
        }
        match self.send(account, &render::body(&prepared.rendered)).await {
            Ok(answer) if answers::is_taken(&answer) => webhook::taken(account, client_ref),
            Ok(answer) => Outcome::of(self.refined(account, answers::of_write(&answer)).await, now),
            Err(trouble) => Outcome::of(trouble, now),
        }
    }

    async fn reconcile(&self, _: &Account, _: &Prepared, _: &ClientRef, _: &[String]) -> Finding {
        Finding::NoAnswer
    }

    async fn read_back(&self, account: &Account, _: &Remote) -> Result<Seen, Trouble> {
        Err(webhook::nothing_back(account))
    }

    fn differences(&self, rendered: &Rendered, seen: &Seen) -> Vec<String> {
        differing::differences(rendered, seen)
    }

    async fn delete(&self, account: &Account, _: &Remote, _: Sending, now: Moment) -> Outcome {
        Outcome::of(webhook::nothing_back(account), now)
    }
}
