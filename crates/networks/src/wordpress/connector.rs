//! The connector: which of the steps in this folder answers which call of the trait.

use super::{address, find, key::Key, limits, publish, render, site::Site, view, wire};
use crate::{
    Account, Blank, Capabilities, ClientRef, Connecting, Identity, Medium, Network, NetworkName, NotConnected, Outcome,
    Parent, Prepared, Probe, Refers, Rendered, Seen, Trouble, Typed, Violation, intended::Intended, page,
    trouble::Kind,
};
use async_trait::async_trait;
use basics::Moment;
use delivery::{Finding, Remote, Sending};
use egress::{Ask, Egress};
use publishing::Content;
use std::time::Duration;

/// Any blog on WordPress with its REST interface.
pub struct WordPress {
    egress: Egress,
    patience: Duration,
}

impl WordPress {
    /// The connector on this way out.
    pub fn new(egress: Egress) -> Self {
        Self { egress, patience: Ask::LONGEST }
    }
    /// The same with shorter calls, for tests that let servers hang.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    fn site<'a>(&'a self, account: &'a Account) -> Site<'a> {
        Site::of(&self.egress, account, self.patience)
    }
}

#[async_trait]
impl Network for WordPress {
    fn name(&self) -> NetworkName {
        NetworkName::WordPress
    }

    fn connecting(&self) -> Connecting {
        let where_made =
            "Made on the blog under Users, Profile, Application Passwords. Never the account’s own password.";
        Connecting {
            blanks: vec![
                Blank::plain(
                    "server",
                    "The blog’s address",
                    "blog.project.example, or with its folder: project.example/blog",
                ),
                Blank::plain("user", "User name", "An account of the blog with the role Author or Editor."),
                Blank::secret("password", "Application password", where_made),
            ],
            able: vec![
                "publish articles as this account, and take its own ones off again",
                "upload images",
                "read who the account is and what its role allows",
            ],
            unable: vec![],
        }
    }

    async fn account(&self, typed: &Typed) -> Result<Account, NotConnected> {
        let base = self.egress.url(&page::with_scheme(typed.text("server")));
        let base = base.map_err(|wrong| NotConnected::at("server", wrong))?;
        let (user, password) = (typed.text("user"), typed.text("password"));
        if user.is_empty() || user.contains(':') {
            return Err(NotConnected::at("user", "write the user name with which this account signs in to the blog"));
        }
        if password.is_empty() {
            return Err(NotConnected::at("password", "make an application password on the blog and paste it here"));
        }
        Ok(Account::unknown(NetworkName::WordPress, base, Key::of(user, password).sealed()))
    }

    fn usual(&self, now: Moment) -> Capabilities {
        limits::capabilities(now)
    }

    async fn probe(&self, account: &Account, now: Moment) -> Result<Probe, Trouble> {
        let me = self.site(account).whoami().await?;
        for (word, what) in [("publish_posts", "publish"), ("upload_files", "upload pictures")] {
            if me.capabilities.get(word) != Some(&true) {
                let blog = account.base.authority();
                let says = format!("{blog} does not let this account {what}: give it the role Author or Editor there");
                return Err(Trouble::new(Kind::Forbidden, says));
            }
        }
        Ok(Probe { identity: identity(account, &me), capabilities: limits::capabilities(now) })
    }

    fn render(
        &self,
        content: &Content,
        refers: Refers<'_>,
        capabilities: &Capabilities,
    ) -> Result<Rendered, Vec<Violation>> {
        render::render(content, refers, capabilities)
    }

    /// The end of the slug.
    fn client_ref(&self, now: Moment, random: [u8; 16]) -> ClientRef {
        Intended::new(now, random).to_client_ref()
    }

    async fn resolve(&self, account: &Account, _: &str) -> Result<Parent, Trouble> {
        let says =
            format!("posts on {} are not answered by posts: write a comment there by hand", account.base.authority());
        Err(Trouble::new(Kind::Unsupported, says))
    }

    async fn pasted(&self, account: &Account, pasted: &str) -> Result<Remote, Trouble> {
        address::pasted(&self.site(account), account, pasted).await
    }

    async fn prepare(
        &self,
        account: &Account,
        rendered: &Rendered,
        media: &[Medium],
        earlier: Option<&Prepared>,
    ) -> Result<Prepared, Trouble> {
        publish::prepare(&self.site(account), rendered, media, earlier).await
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
            Ok(()) => publish::commit(&self.site(account), account, prepared, client_ref, now).await,
            Err(late) => Outcome::too_late(&late),
        }
    }

    /// A draft is one delivery's alone, so that no other post can be taken for this one.
    async fn reconcile(&self, account: &Account, prepared: &Prepared, _: &ClientRef, _: &[String]) -> Finding {
        find::by_draft(&self.site(account), prepared).await
    }

    async fn read_back(&self, account: &Account, remote: &Remote) -> Result<Seen, Trouble> {
        let id = remote.id.parse().map_err(|_| publish::not_ours())?;
        let post = self.site(account).post(id).await?;
        if post.status != "publish" {
            let says = format!("{} does not show this post any more", account.base.authority());
            return Err(Trouble::new(Kind::Gone, says));
        }
        Ok(view::seen(&post))
    }

    fn differences(&self, rendered: &Rendered, seen: &Seen) -> Vec<String> {
        view::differences(rendered, seen)
    }

    async fn delete(&self, account: &Account, remote: &Remote, sending: Sending, now: Moment) -> Outcome {
        match sending.may_begin(now) {
            Ok(()) => publish::delete(&self.site(account), remote, now).await,
            Err(late) => Outcome::too_late(&late),
        }
    }
}

fn identity(account: &Account, me: &wire::Me) -> Identity {
    let url = page::of(&me.link).unwrap_or_else(|| account.base.as_str().to_owned());
    Identity { id: me.id.to_string(), handle: me.name.clone(), url }
}
