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
use serde_json::{Value, json};

/// A channel of a workspace, through its webhook.
pub struct Slack {
    egress: Egress,
}

impl Slack {
    /// The connector on this way out.
    pub fn new(egress: Egress) -> Self {
        Self { egress }
    }

    async fn send(&self, account: &Account, body: &Value) -> Result<Answer, Trouble> {
        let ask = Ask::post(webhook::of(&self.egress, account)?).json(body);
        self.egress.write(ask).await.map_err(|failure| Trouble::of_write(&failure))
    }
}

#[async_trait]
impl Network for Slack {
    fn name(&self) -> NetworkName {
        NetworkName::Slack
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
                    "https://hooks.slack.com/services/… from the settings of a Slack app. Whoever knows it can post, so it is kept like a password.",
                ),
                Blank::plain("channel", "The channel it posts to", "#announcements"),
                Blank::plain("page", "The channel’s own address", "What your browser shows while the channel is open.")
                    .optional(),
            ],
            able: vec!["post a text to this one channel"],
            unable: vec![
                "read or remove anything, not even its own messages",
                "send pictures",
                "post to another channel",
            ],
        }
    }

    async fn account(&self, typed: &Typed) -> Result<Account, NotConnected> {
        webhook::account(
            &self.egress,
            NetworkName::Slack,
            typed,
            |path| matches!(path, ["services", team, hook, key] if [team, hook, key].iter().all(|part| !part.is_empty())),
        )
    }

    fn usual(&self, now: Moment) -> Capabilities {
        render::capabilities(now)
    }

    /// A message without a text, which Slack refuses by name where the webhook works. Nothing is posted.
    async fn probe(&self, account: &Account, now: Moment) -> Result<Probe, Trouble> {
        let answer = self.send(account, &json!({ "text": "" })).await.map_err(Trouble::of_nothing_seen)?;
        let probe = || Probe { identity: account.identity.clone(), capabilities: render::capabilities(now) };
        match answers::word(&answer).as_str() {
            answers::NO_TEXT if !answer.is_success() => Ok(probe()),
            answers::TAKEN => {
                let says = "took a message without a text, which no Slack does: check the address";
                Err(Trouble::new(Kind::Unsupported, sentence(&answer, says)))
            }
            _ => match answers::of_write(&answer) {
                Trouble { kind: Kind::Ambiguous, .. } => Err(not_understood(&answer)),
                trouble => Err(trouble),
            },
        }
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

    async fn pasted(&self, _: &Account, pasted: &str) -> Result<Remote, Trouble> {
        address::pasted(pasted)
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
            Ok(answer) if answer.status == 200 && answers::word(&answer) == answers::TAKEN => {
                webhook::taken(account, client_ref)
            }
            Ok(answer) => Outcome::of(answers::of_write(&answer), now),
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
