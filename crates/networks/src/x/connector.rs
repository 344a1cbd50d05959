//! The connector: which of the steps in this folder answers which call of the trait.

use super::{
    address,
    api::{Api, Places},
    application::{Ours, Scope},
    find, limits, publish, render, view,
};
use crate::{
    Account, Blank, Capabilities, ClientRef, Connecting, Identity, Medium, Network, NetworkName, NotConnected, Outcome,
    Parent, Prepared, Probe, Refers, Rendered, SafeUrl, Secret, Seen, Tried, Trouble, Typed, Violation,
    oauth::{Agreeing, Pair},
    trouble::Kind,
};
use async_trait::async_trait;
use basics::Moment;
use delivery::{Finding, Remote, Sending};
use egress::{Ask, Egress, UnsafeUrl};
use publishing::Content;
use std::time::Duration;

/// Accounts on X.
pub struct X {
    egress: Egress,
    places: Places,
    patience: Duration,
}

impl X {
    /// The connector on this way out, with X at these places.
    pub fn new(egress: Egress, places: Places) -> Self {
        Self { egress, places, patience: Ask::LONGEST }
    }

    pub(super) fn egress(&self) -> &Egress {
        &self.egress
    }
    /// How X names itself on the way back, where it does.
    pub(super) fn issuer(&self) -> &str {
        &self.places.pages
    }
    pub(super) fn pages_home(&self) -> Result<SafeUrl, UnsafeUrl> {
        self.egress.url(&self.places.pages)
    }
    pub(super) fn api_home(&self) -> Result<SafeUrl, UnsafeUrl> {
        self.egress.url(&self.places.api)
    }

    fn api<'a>(&'a self, account: &'a Account) -> Result<Api<'a>, Trouble> {
        Api::of(&self.egress, account, self.patience)
    }
}

#[async_trait]
impl Network for X {
    fn name(&self) -> NetworkName {
        NetworkName::X
    }

    fn connecting(&self) -> Connecting {
        let id = "Of the group’s own application at X, with this program’s address and /connect/x as its callback.";
        let secret = "Empty for a public application.";
        let cap = "In US dollars: 5 or 12.50. A post with a link costs about 0.22, one without about 0.03. Empty: nothing leaves.";
        Connecting {
            blanks: vec![
                Blank::plain("handle", "The account", "@project"),
                Blank::plain("client_id", "Client ID", id),
                Blank::secret("client_secret", "Client secret", secret).optional(),
                Blank::plain("cap", "At most in a calendar month", cap).optional(),
            ],
            able: vec!["post, answer and delete as this account", "upload images", "read the account’s own posts"],
            unable: vec!["follow, like or block anybody", "read private messages", "spend more than the cap"],
        }
    }

    /// Nobody types a key here.
    async fn account(&self, _: &Typed) -> Result<Account, NotConnected> {
        Err(NotConnected::at("client_id", "X gives the key once somebody has agreed on its own page"))
    }

    fn agreeing(&self, _: &Typed) -> Option<&dyn Agreeing> {
        Some(self)
    }

    fn key_is_due(&self, account: &Account, now: Moment) -> bool {
        Pair::of(account).is_ok_and(|pair| pair.is_due(now))
    }

    async fn renewed(&self, account: &Account, now: Moment) -> Result<Secret, Trouble> {
        let pair = Pair::of(account)?;
        Ok(Ours::of(&account.token)?.renewed(&self.egress, &account.base, &pair, now).await?.to_secret())
    }

    fn tried(&self) -> Tried {
        Tried::OnStandIn
    }

    fn usual(&self, now: Moment) -> Capabilities {
        limits::usual(now)
    }

    /// Reads who the account is, and its list: what cannot be read could never be looked for.
    async fn probe(&self, account: &Account, now: Moment) -> Result<Probe, Trouble> {
        let api = self.api(account)?;
        let me = api.me().await?;
        api.posts_of(&me.id, None).await?;
        let (handle, url) = (format!("@{}", me.username), format!("https://x.com/{}", me.username));
        let lacking = Scope::lacking(&Pair::of(account)?.scopes);
        let identity = Identity { id: me.id, handle, url };
        Ok(Probe { identity, capabilities: limits::capabilities(&lacking, now) })
    }

    fn render(
        &self,
        content: &Content,
        refers: Refers<'_>,
        capabilities: &Capabilities,
    ) -> Result<Rendered, Vec<Violation>> {
        render::render(content, refers, capabilities)
    }

    /// A mark for the receipt; X takes none.
    fn client_ref(&self, _: Moment, random: [u8; 16]) -> ClientRef {
        ClientRef::new(uuid::Builder::from_random_bytes(random).into_uuid().to_string())
    }

    async fn resolve(&self, account: &Account, address: &str) -> Result<Parent, Trouble> {
        let says = "that is not the address of a post on X: copy it from the post’s page";
        let id = address::read(address).ok_or_else(|| Trouble::new(Kind::Invalid, says))?;
        let told = self.api(account)?.post(&id).await?;
        told.data.as_ref().map(view::parent).ok_or_else(|| Trouble::new(Kind::Gone, "that post is gone"))
    }

    async fn pasted(&self, account: &Account, pasted: &str) -> Result<Remote, Trouble> {
        address::pasted(&self.api(account)?, account, pasted).await
    }

    async fn prepare(
        &self,
        account: &Account,
        rendered: &Rendered,
        media: &[Medium],
        earlier: Option<&Prepared>,
    ) -> Result<Prepared, Trouble> {
        publish::prepare(&self.api(account)?, account, rendered, media, earlier).await
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
        match (sending.may_begin(now), self.api(account)) {
            (Ok(()), Ok(api)) => publish::commit(&api, account, prepared, now).await,
            (Ok(()), Err(trouble)) => Outcome::of(trouble, now),
            (Err(late), _) => Outcome::too_late(&late),
        }
    }

    async fn reconcile(&self, account: &Account, prepared: &Prepared, _: &ClientRef, taken: &[String]) -> Finding {
        match self.api(account) {
            Ok(api) => find::in_own_list(&api, account, prepared, taken).await,
            Err(_) => Finding::NoAnswer,
        }
    }

    async fn read_back(&self, account: &Account, remote: &Remote) -> Result<Seen, Trouble> {
        let told = self.api(account)?.post(&remote.id).await?;
        let seen = told.data.as_ref().map(|post| view::seen(account, post, &told.includes));
        seen.ok_or_else(|| Trouble::new(Kind::Gone, "that post is gone"))
    }

    fn differences(&self, rendered: &Rendered, seen: &Seen) -> Vec<String> {
        view::differences(rendered, seen)
    }

    async fn delete(&self, account: &Account, remote: &Remote, sending: Sending, now: Moment) -> Outcome {
        match (sending.may_begin(now), self.api(account)) {
            (Ok(()), Ok(api)) => publish::delete(&api, remote, now).await,
            (Ok(()), Err(trouble)) => Outcome::of(trouble, now),
            (Err(late), _) => Outcome::too_late(&late),
        }
    }
}
