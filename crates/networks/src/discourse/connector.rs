//! The connector: which of the steps in this folder answers which call of the trait.

use super::{address, find, limits, publish, render, server::Server, view, wire};
use crate::{
    Account, Blank, Capabilities, ClientRef, Connecting, Identity, Medium, Network, NetworkName, NotConnected, Outcome,
    Parent, Prepared, Probe, Refers, Rendered, Seen, Tried, Trouble, Typed, Violation, page, place::Place,
    trouble::Kind,
};
use async_trait::async_trait;
use basics::Moment;
use delivery::{Finding, Remote, Sending};
use egress::{Egress, Secret};
use publishing::Content;

/// What a forum says of a category in which an account may begin topics.
const MAY_BEGIN_TOPICS: u8 = 1;

/// A category of a forum.
pub struct Discourse {
    egress: Egress,
}

impl Discourse {
    /// The connector on this way out.
    pub fn new(egress: Egress) -> Self {
        Self { egress }
    }
}

#[async_trait]
impl Network for Discourse {
    fn name(&self) -> NetworkName {
        NetworkName::Discourse
    }

    fn tried(&self) -> Tried {
        Tried::OnStandIn
    }

    fn connecting(&self) -> Connecting {
        Connecting {
            blanks: vec![
                Blank::plain("server", "The forum’s address", "forum.example"),
                Blank::plain("user", "The user who posts", "Better a user of its own than “system”."),
                Blank::secret("key", "The API key", "An administrator makes it under Admin, API, for this one user."),
                Blank::plain(
                    "category",
                    "The category",
                    "Its address, such as https://forum.example/c/news/7, or its number.",
                ),
            ],
            able: vec!["begin topics in this category", "answer and delete as this user", "upload images"],
            unable: vec!["pin or close topics", "moderate anybody", "ring everybody: such a text does not leave"],
        }
    }

    async fn account(&self, typed: &Typed) -> Result<Account, NotConnected> {
        let base = self.egress.url(&page::with_scheme(typed.text("server")));
        let base = base.map_err(|wrong| NotConnected::at("server", wrong))?.origin();
        let user = typed.text("user").trim_start_matches('@');
        if user.is_empty() || user.contains([':', '/', '?', '#', ' ']) {
            return Err(NotConnected::at("user", "this is not the name of a user: write it as it stands after the @"));
        }
        let category = typed.text("category").trim_end_matches('/').rsplit('/').next().and_then(|id| id.parse().ok());
        let Some(at) = category else {
            let says = "this names no category: copy its address from the forum; it ends with a number";
            return Err(NotConnected::at("category", says));
        };
        let token = Secret::new(format!("{user}:{}", typed.secret("key").expose()));
        let account = Account::unknown(NetworkName::Discourse, base, token);
        let identity = Identity { id: Place { user: 0, at }.id(), ..account.identity };
        Ok(Account { identity, ..account })
    }

    fn usual(&self, now: Moment) -> Capabilities {
        limits::capabilities(&wire::Settings::default(), now)
    }

    async fn probe(&self, account: &Account, now: Moment) -> Result<Probe, Trouble> {
        let (server, place) = (Server::of(&self.egress, account), Place::of(account)?);
        let user = server.whoami().await?;
        let category = server.category(place.at).await?;
        if category.permission.is_some_and(|permission| permission != MAY_BEGIN_TOPICS) {
            let says = format!("{} does not let this user begin topics in that category", account.base.authority());
            return Err(Trouble::new(Kind::Forbidden, says));
        }
        // What waits for the moderators has to be seen after a doubt.
        server.pending().await?;
        let id = category.id.to_string();
        let url = account.base.at(["c", category.slug.as_str(), id.as_str()]).as_str().to_owned();
        let identity =
            Identity { id: Place { user: user.id, ..place }.id(), handle: format!("@{}", user.username), url };
        let settings = server.settings().await.unwrap_or_default();
        Ok(Probe { identity, capabilities: limits::capabilities(&settings, now) })
    }

    fn render(
        &self,
        content: &Content,
        refers: Refers<'_>,
        capabilities: &Capabilities,
    ) -> Result<Rendered, Vec<Violation>> {
        render::render(content, refers, capabilities)
    }

    /// The key of a topic: a random UUID.
    fn client_ref(&self, _: Moment, random: [u8; 16]) -> ClientRef {
        ClientRef::new(uuid::Builder::from_random_bytes(random).into_uuid().to_string())
    }

    async fn resolve(&self, account: &Account, address: &str) -> Result<Parent, Trouble> {
        let post = address::post(&Server::of(&self.egress, account), account, address).await?;
        Ok(view::parent(account, &Place::of(account)?, post))
    }

    async fn pasted(&self, account: &Account, pasted: &str) -> Result<Remote, Trouble> {
        let not_ours = |kind| {
            let says = format!("there is no post of this user at {}: copy the address of our own post", pasted.trim());
            Trouble::new(kind, says)
        };
        match address::post(&Server::of(&self.egress, account), account, pasted).await {
            Ok(post) if post.user_id == Place::of(account)?.user => Ok(view::remote(account, &post)),
            Ok(_) => Err(not_ours(Kind::Invalid)),
            Err(trouble) if trouble.kind == Kind::Gone => Err(not_ours(Kind::Gone)),
            Err(trouble) => Err(trouble),
        }
    }

    async fn prepare(
        &self,
        account: &Account,
        rendered: &Rendered,
        media: &[Medium],
        earlier: Option<&Prepared>,
    ) -> Result<Prepared, Trouble> {
        publish::prepare(&Server::of(&self.egress, account), rendered, media, earlier).await
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
        match sending.may_begin(now) {
            Ok(()) => publish::commit(&Server::of(&self.egress, account), account, prepared, client_ref, now).await,
            Err(late) => Outcome::too_late(&late),
        }
    }

    async fn reconcile(&self, account: &Account, prepared: &Prepared, key: &ClientRef, taken: &[String]) -> Finding {
        find::look(&Server::of(&self.egress, account), account, prepared, key, taken).await
    }

    async fn read_back(&self, account: &Account, remote: &Remote) -> Result<Seen, Trouble> {
        let (server, place) = (Server::of(&self.egress, account), Place::of(account)?);
        let post = server.post(&remote.id).await?;
        let topic = server.topic(post.topic_id).await?;
        if view::is_removed(&post) || topic.deleted_at.is_some() {
            return Err(Trouble::new(Kind::Gone, format!("{} has removed it", account.base.authority())));
        }
        if post.number == 1 {
            return Ok(view::seen(account, &place, &post, Some(&topic.title), None));
        }
        let before = post.reply_to_post_number.unwrap_or(1);
        let before = match server.post_at(&post.topic_id.to_string(), &before.to_string()).await {
            Ok(before) => Some(before.id.to_string()),
            // What it answered is gone; it itself is not.
            Err(trouble) if trouble.kind == Kind::Gone => None,
            Err(trouble) => return Err(trouble),
        };
        Ok(view::seen(account, &place, &post, None, before))
    }

    fn differences(&self, rendered: &Rendered, seen: &Seen) -> Vec<String> {
        view::differences(rendered, seen)
    }

    async fn delete(&self, account: &Account, remote: &Remote, sending: Sending, now: Moment) -> Outcome {
        match sending.may_begin(now) {
            Ok(()) => publish::delete(&Server::of(&self.egress, account), remote, now).await,
            Err(late) => Outcome::too_late(&late),
        }
    }
}
