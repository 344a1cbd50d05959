//! The connector: which of the steps in this folder answers which call of the trait. Nothing that left can be read or
//! taken back (class E): where the mail server did not answer, only a person can tell whether the list has the letter.

use super::{
    letter::{self, Sender},
    limits, render,
};
use crate::{
    Account, Blank, Capabilities, ClientRef, Connecting, Identity, Medium, Network, NetworkName, NotConnected, Outcome,
    Parent, Prepared, Probe, Refers, Rendered, Seen, Trouble, Typed, Violation, intended::Intended, page,
    trouble::Kind,
};
use async_trait::async_trait;
use basics::Moment;
use delivery::{Finding, Remote, Sending};
use egress::Egress;
use mail::Outbox;
use people::EmailAddress;
use publishing::Content;
use serde_json::Value;

/// Any mailing list that takes letters from the operator's own address.
pub struct MailingList {
    egress: Egress,
    outbox: Option<Outbox>,
}

impl MailingList {
    /// The connector; its letters go out by `outbox`, or do not go out at all. The way out only checks addresses.
    pub fn new(egress: Egress, outbox: Option<Outbox>) -> Self {
        Self { egress, outbox }
    }

    fn outbox(&self) -> Result<&Outbox, Trouble> {
        let says = "this installation has no mail server: whoever runs it names one with --mail";
        self.outbox.as_ref().ok_or_else(|| Trouble::new(Kind::Transient, says))
    }
}

#[async_trait]
impl Network for MailingList {
    fn name(&self) -> NetworkName {
        NetworkName::MailingList
    }

    fn connecting(&self) -> Connecting {
        Connecting {
            blanks: vec![
                Blank::plain(
                    "list",
                    "The list’s address",
                    "announce@lists.project.example. The list has to take letters from this installation’s own address.",
                ),
                Blank::plain(
                    "page",
                    "The list’s page",
                    "Where its letters can be read: lists.project.example/announce",
                ),
                Blank::plain("name", "Name of the sender", "Empty: the name that this installation writes under.")
                    .optional(),
            ],
            able: vec!["write to the list in the name of this installation"],
            unable: vec!["read the list, or take a letter back", "learn who is on the list"],
        }
    }

    async fn account(&self, typed: &Typed) -> Result<Account, NotConnected> {
        let list = EmailAddress::parse(typed.text("list")).map_err(|wrong| NotConnected::at("list", wrong))?;
        let base = self.egress.url(&page::with_scheme(typed.text("page")));
        let base = base.map_err(|wrong| NotConnected::at("page", wrong))?;
        let token = Sender { name: typed.text("name").to_owned() }.sealed();
        let identity = Identity { id: list.to_string(), handle: list.to_string(), url: base.as_str().to_owned() };
        Ok(Account { identity, ..Account::unknown(NetworkName::MailingList, base, token) })
    }

    fn usual(&self, now: Moment) -> Capabilities {
        limits::capabilities(now)
    }

    /// Nothing is asked: a list tells nobody who it is. There has to be a mail server.
    async fn probe(&self, account: &Account, now: Moment) -> Result<Probe, Trouble> {
        self.outbox()?;
        Ok(Probe { identity: account.identity.clone(), capabilities: limits::capabilities(now) })
    }

    fn render(
        &self,
        content: &Content,
        refers: Refers<'_>,
        capabilities: &Capabilities,
    ) -> Result<Rendered, Vec<Violation>> {
        render::render(content, refers, capabilities)
    }

    /// The Message-ID and the date of the letter.
    fn client_ref(&self, now: Moment, random: [u8; 16]) -> ClientRef {
        Intended::new(now, random).to_client_ref()
    }

    async fn resolve(&self, _: &Account, _: &str) -> Result<Parent, Trouble> {
        Err(unreadable())
    }

    /// The address as the person gave it: nobody looks.
    async fn pasted(&self, _: &Account, address: &str) -> Result<Remote, Trouble> {
        let says = "that is not the address of a page: copy it from where the list’s letters can be read";
        let page = page::of(address).ok_or_else(|| Trouble::new(Kind::Invalid, says))?;
        Ok(Remote { id: page.clone(), url: Some(page) })
    }

    async fn prepare(
        &self,
        _: &Account,
        rendered: &Rendered,
        _: &[Medium],
        _: Option<&Prepared>,
    ) -> Result<Prepared, Trouble> {
        self.outbox()?;
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
        match (self.outbox(), letter::written(account, &prepared.rendered, client_ref)) {
            (Ok(outbox), Ok(circular)) => letter::sent(outbox, account, &circular, now).await,
            (Err(trouble), _) | (_, Err(trouble)) => Outcome::of(trouble, now),
        }
    }

    async fn reconcile(&self, _: &Account, _: &Prepared, _: &ClientRef, _: &[String]) -> Finding {
        Finding::NoAnswer
    }

    async fn read_back(&self, _: &Account, _: &Remote) -> Result<Seen, Trouble> {
        Err(unreadable())
    }

    fn differences(&self, _: &Rendered, _: &Seen) -> Vec<String> {
        vec![]
    }

    async fn delete(&self, _: &Account, _: &Remote, _: Sending, now: Moment) -> Outcome {
        let says = "a letter that was sent cannot be taken back: write to the list what is wrong with it";
        Outcome::of(Trouble::new(Kind::Unsupported, says), now)
    }
}

fn unreadable() -> Trouble {
    Trouble::new(Kind::Unsupported, "a list cannot be read by this program: look at its page")
}
