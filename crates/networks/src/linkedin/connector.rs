//! The connector: which of the steps in this folder answers which call of the trait.

use super::{address, api::Api, find, limits, publish, render, view};
use crate::{
    Account, Blank, Capabilities, ClientRef, Connecting, Identity, Medium, Network, NetworkName, NotConnected, Outcome,
    Parent, Prepared, Probe, Refers, Rendered, Seen, Tried, Trouble, Typed, Violation, trouble::Kind,
};
use async_trait::async_trait;
use basics::Moment;
use delivery::{Finding, Remote, Sending};
use egress::{Ask, Egress};
use publishing::Content;
use std::time::Duration;

/// Where LinkedIn's interface is.
const HOME: &str = "https://api.linkedin.com";

/// The pages of organisations on LinkedIn.
pub struct LinkedIn {
    egress: Egress,
    patience: Duration,
}

impl LinkedIn {
    /// The connector on this way out.
    pub fn new(egress: Egress) -> Self {
        Self { egress, patience: Ask::LONGEST }
    }

    fn api<'a>(&'a self, account: &'a Account) -> Api<'a> {
        Api::of(&self.egress, account, self.patience)
    }
}

#[async_trait]
impl Network for LinkedIn {
    fn name(&self) -> NetworkName {
        NetworkName::LinkedIn
    }

    fn connecting(&self) -> Connecting {
        let token = "Of an application that LinkedIn granted community management for this page. It lasts 60 days.";
        Connecting {
            blanks: vec![
                Blank::plain(
                    "organisation",
                    "The page’s number",
                    "The number in the address of its administration: 1234567.",
                ),
                Blank::secret("token", "Access token", token),
            ],
            able: vec!["post and delete as the page", "upload images", "read the page’s own posts"],
            unable: vec!["post as the person who made the token"],
        }
    }

    async fn account(&self, typed: &Typed) -> Result<Account, NotConnected> {
        let number = typed.text("organisation");
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
            let says = "write the number of the page: the digits in the address of its administration";
            return Err(NotConnected::at("organisation", says));
        }
        if typed.text("token").is_empty() {
            return Err(NotConnected::at("token", "paste the access token of the application"));
        }
        let base = self.egress.url(HOME).map_err(|wrong| NotConnected::at("organisation", wrong))?;
        let identity = Identity {
            id: format!("urn:li:organization:{number}"),
            handle: number.to_owned(),
            url: format!("https://www.linkedin.com/company/{number}"),
        };
        Ok(Account { identity, ..Account::unknown(NetworkName::LinkedIn, base, typed.secret("token")) })
    }

    fn tried(&self) -> Tried {
        Tried::OnStandIn
    }

    fn usual(&self, now: Moment) -> Capabilities {
        limits::capabilities(now)
    }

    /// Reads the page, and its list: what cannot be read could never be looked for.
    async fn probe(&self, account: &Account, now: Moment) -> Result<Probe, Trouble> {
        let api = self.api(account);
        let number = account.identity.id.rsplit(':').next().unwrap_or_default();
        let organisation = api.organisation(number).await?;
        api.posts_of(&account.identity.id, 0).await?;
        let page = if organisation.vanity.is_empty() { number } else { &organisation.vanity };
        let url = format!("https://www.linkedin.com/company/{page}");
        let identity = Identity { handle: organisation.name, url, ..account.identity.clone() };
        Ok(Probe { identity, capabilities: limits::capabilities(now) })
    }

    fn render(
        &self,
        content: &Content,
        refers: Refers<'_>,
        capabilities: &Capabilities,
    ) -> Result<Rendered, Vec<Violation>> {
        render::render(content, refers, capabilities)
    }

    /// A mark for the receipt; LinkedIn takes none.
    fn client_ref(&self, _: Moment, random: [u8; 16]) -> ClientRef {
        ClientRef::new(uuid::Builder::from_random_bytes(random).into_uuid().to_string())
    }

    async fn resolve(&self, _: &Account, _: &str) -> Result<Parent, Trouble> {
        let says = "posts on LinkedIn are not answered by posts: write a comment there by hand";
        Err(Trouble::new(Kind::Unsupported, says))
    }

    async fn pasted(&self, account: &Account, pasted: &str) -> Result<Remote, Trouble> {
        address::pasted(&self.api(account), account, pasted).await
    }

    async fn prepare(
        &self,
        account: &Account,
        rendered: &Rendered,
        media: &[Medium],
        earlier: Option<&Prepared>,
    ) -> Result<Prepared, Trouble> {
        publish::prepare(&self.api(account), account, rendered, media, earlier).await
    }

    async fn commit(
        &self,
        account: &Account,
        prepared: &Prepared,
        _: &[Medium],
        _: &ClientRef,
        sending: Sending,
        now: Moment,
    ) -> Outcome {
        match sending.may_begin(now) {
            Ok(()) => publish::commit(&self.api(account), account, prepared, now).await,
            Err(late) => Outcome::too_late(&late),
        }
    }

    async fn reconcile(&self, account: &Account, prepared: &Prepared, _: &ClientRef, taken: &[String]) -> Finding {
        find::in_own_list(&self.api(account), account, prepared, taken).await
    }

    async fn read_back(&self, account: &Account, remote: &Remote) -> Result<Seen, Trouble> {
        Ok(view::seen(&self.api(account).post(&remote.id).await?))
    }

    fn differences(&self, rendered: &Rendered, seen: &Seen) -> Vec<String> {
        view::differences(rendered, seen)
    }

    async fn delete(&self, account: &Account, remote: &Remote, sending: Sending, now: Moment) -> Outcome {
        match sending.may_begin(now) {
            Ok(()) => publish::delete(&self.api(account), remote, now).await,
            Err(late) => Outcome::too_late(&late),
        }
    }
}
