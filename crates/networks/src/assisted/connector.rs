//! The connector for work by hand. It opens no connection: what it knows is how the place counts.

use super::{Place, address};
use crate::{
    Account, Capabilities, ClientRef, Connecting, Handlings, HeadlineRule, Medium, Network, NetworkName, NotConnected,
    Outcome, Parent, Prepared, Probe, Refers, Rendered, Seen, Takes, Trouble, Typed, Violation, Visibility,
    WarningSupport, fitting, trouble::Kind,
};
use async_trait::async_trait;
use basics::Moment;
use delivery::{Class, Finding, Handling, Remote, Sending};
use publishing::{Content, PictureRule, PollRule, TextRule, Whoever};
use serde_json::Value;

/// A place a person posts on by hand. Its [`Account::dialect`] names the place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Assisted;

impl Assisted {
    /// What can be done at a place.
    pub fn capabilities(place: Place, now: Moment) -> Capabilities {
        let handling = Handling::usual(Class::Assisted);
        Capabilities {
            text: TextRule::of_place(place.word()),
            pictures: PictureRule::of_place(place.word()),
            needs_picture: false,
            warning: WarningSupport::BeforeText,
            visibilities: vec![Visibility::Public],
            language: false,
            takes: by_hand_takes(),
            handling: Handlings { create: handling, reply: handling, delete: handling },
            software: place.title().to_owned(),
            dialect: Some(place.word().to_owned()),
            observed_at: now,
            apart: 0,
            paid: None,
            lacks: vec![],
        }
    }
}

#[async_trait]
impl Network for Assisted {
    fn name(&self) -> NetworkName {
        NetworkName::Assisted
    }

    /// Nothing: nobody connects what is done by hand.
    fn connecting(&self) -> Connecting {
        Connecting { blanks: vec![], able: vec![], unable: vec![] }
    }

    async fn account(&self, _: &Typed) -> Result<Account, NotConnected> {
        Err(NotConnected::at("", by_hand()))
    }

    fn usual(&self, now: Moment) -> Capabilities {
        Self::capabilities(Place::Other, now)
    }

    async fn probe(&self, account: &Account, now: Moment) -> Result<Probe, Trouble> {
        let capabilities = Self::capabilities(Place::of(account.dialect.as_deref().unwrap_or_default()), now);
        Ok(Probe { identity: account.identity.clone(), capabilities })
    }

    fn render(
        &self,
        content: &Content,
        refers: Refers<'_>,
        capabilities: &Capabilities,
    ) -> Result<Rendered, Vec<Violation>> {
        let content = content.opened_by_warning();
        let wrong = fitting::violations(&content, refers.answers.is_some(), capabilities);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let place = Place::of(capabilities.dialect.as_deref().unwrap_or_default());
        let answering = refers.answers.and_then(|parent| parent.remote.url.as_deref());
        let deep_link = place.deep_link(&content.text, answering);
        Ok(Rendered { deep_link, ..Rendered::of(NetworkName::Assisted, content, refers, capabilities) })
    }

    /// A mark for the receipt; nothing is sent with it.
    fn client_ref(&self, _: Moment, random: [u8; 16]) -> ClientRef {
        ClientRef::new(uuid::Builder::from_random_bytes(random).into_uuid().to_string())
    }

    /// The address as the person gave it: nobody looks.
    async fn resolve(&self, _: &Account, address: &str) -> Result<Parent, Trouble> {
        let remote = Remote { id: address.to_owned(), url: Some(address.to_owned()) };
        Ok(Parent { remote, author: String::new(), text: String::new(), version: None, root: None })
    }

    /// A page on the channel's own host, or on one of its place: nobody looks what stands there.
    async fn pasted(&self, account: &Account, address: &str) -> Result<Remote, Trouble> {
        let place = Place::of(account.dialect.as_deref().unwrap_or_default());
        address::ours(place, &account.identity.url, address)
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

    async fn commit(&self, _: &Account, _: &Prepared, _: &[Medium], _: &ClientRef, _: Sending, now: Moment) -> Outcome {
        Outcome::of(by_hand(), now)
    }

    async fn reconcile(&self, _: &Account, _: &Prepared, _: &ClientRef, _: &[String]) -> Finding {
        Finding::NoAnswer
    }

    async fn read_back(&self, _: &Account, _: &Remote) -> Result<Seen, Trouble> {
        Err(by_hand())
    }

    fn differences(&self, _: &Rendered, _: &Seen) -> Vec<String> {
        vec![]
    }

    async fn delete(&self, _: &Account, _: &Remote, _: Sending, now: Moment) -> Outcome {
        Outcome::of(by_hand(), now)
    }
}

/// A person can do by hand whatever the place lets them, and is shown what was approved.
fn by_hand_takes() -> Takes {
    Takes {
        headline: Some(HeadlineRule { min: 0, max: 300, needed: false }),
        poll: Some(PollRule {
            max_answers: 20,
            max_characters: 300,
            min_minutes: 1,
            max_minutes: u32::MAX,
            several: true,
            hides_counts: true,
        }),
        poll_with_pictures: true,
        quotes: true,
        answers_by: Whoever::ALL.to_vec(),
        quotes_by: Whoever::ALL.to_vec(),
        threads: true,
        focus: false,
        edits: false,
    }
}

/// Nothing was done, and nothing will be: a person does it.
fn by_hand() -> Trouble {
    Trouble::new(Kind::Unsupported, "this place is used by hand: a person posts there and brings the address back")
}
