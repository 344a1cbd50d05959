//! The connector: which of the steps in this folder answers which call of the trait.

use super::{Dialect, Polling, address, find, limits, publish, render, server::Server, view, wire};
use crate::{
    Account, Blank, Capabilities, ClientRef, Connecting, Identity, Medium, Network, NetworkName, NotConnected, Outcome,
    Parent, Prepared, Probe, Refers, Rendered, Seen, Trouble, Typed, Violation, naming::Whom, oauth::Agreeing, page,
    trouble::Kind,
};
use async_trait::async_trait;
use basics::Moment;
use delivery::{Class, Finding, Remote, Sending};
use egress::{Ask, Egress};
use publishing::Content;
use std::time::Duration;

/// Any server that speaks the Mastodon client API.
pub struct Mastodon {
    egress: Egress,
    patience: Duration,
}

impl Mastodon {
    /// The connector on this way out.
    pub fn new(egress: Egress) -> Self {
        Self { egress, patience: Ask::LONGEST }
    }
    /// The same with shorter calls, for tests that let servers hang.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    pub(super) fn egress(&self) -> &Egress {
        &self.egress
    }

    fn server<'a>(&'a self, account: &'a Account) -> Server<'a> {
        Server { egress: &self.egress, base: &account.base, token: Some(&account.token), within: self.patience }
    }
}

#[async_trait]
impl Network for Mastodon {
    fn name(&self) -> NetworkName {
        NetworkName::Mastodon
    }

    fn connecting(&self) -> Connecting {
        let hint = "social.example. The next page is that server’s own; nobody types a password here.";
        Connecting {
            blanks: vec![Blank::plain("server", "The account’s server", hint)],
            able: vec![
                "post, answer, change and delete as this account",
                "upload images",
                "read who the account is and what its server allows",
            ],
            unable: vec!["follow or block anybody", "read private messages", "change the profile or the password"],
        }
    }

    fn agreeing(&self, _: &Typed) -> Option<&dyn Agreeing> {
        Some(self)
    }

    /// An account of which only the key is known: who it is, the network says.
    async fn account(&self, typed: &Typed) -> Result<Account, NotConnected> {
        let base = self.egress.url(&page::with_scheme(typed.text("server")));
        let base = base.map_err(|wrong| NotConnected::at("server", wrong))?.origin();
        Ok(Account::unknown(NetworkName::Mastodon, base, typed.secret("token")))
    }

    fn usual(&self, now: Moment) -> Capabilities {
        limits::usual(now)
    }

    async fn probe(&self, account: &Account, now: Moment) -> Result<Probe, Trouble> {
        let server = self.server(account);
        let instance = server.discover().await?;
        let me = server.whoami().await?;
        let capabilities = limits::capabilities(&instance, now);
        Ok(Probe { identity: identity(account, &me), capabilities })
    }

    fn render(
        &self,
        content: &Content,
        refers: Refers<'_>,
        capabilities: &Capabilities,
    ) -> Result<Rendered, Vec<Violation>> {
        render::render(content, refers, capabilities)
    }

    /// The idempotency key: a random UUID.
    fn client_ref(&self, _: Moment, random: [u8; 16]) -> ClientRef {
        ClientRef::new(uuid::Builder::from_random_bytes(random).into_uuid().to_string())
    }

    async fn resolve(&self, account: &Account, address: &str) -> Result<Parent, Trouble> {
        let found = self.server(account).search(address).await?;
        let missing = || {
            let says = format!("{} does not find a post at that address", account.base.authority());
            Trouble::new(Kind::Gone, says)
        };
        found.map(|status| view::parent(account, &status)).ok_or_else(missing)
    }

    /// The id that the account's own server gave to whoever has the handle: somebody else's account has another.
    async fn whom(&self, account: &Account, handle: &str) -> Result<Option<Whom>, Trouble> {
        Ok(self.server(account).person(handle).await?.map(|person| Whom { id: person.id }))
    }

    fn knows_people(&self) -> bool {
        true
    }

    async fn pasted(&self, account: &Account, pasted: &str) -> Result<Remote, Trouble> {
        address::pasted(&self.server(account), account, pasted).await
    }

    async fn prepare(
        &self,
        account: &Account,
        rendered: &Rendered,
        media: &[Medium],
        earlier: Option<&Prepared>,
    ) -> Result<Prepared, Trouble> {
        let flags = dialect(account).flags();
        publish::prepare(&self.server(account), account, flags, rendered, media, earlier).await
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
            Ok(()) => {
                let flags = dialect(account).flags();
                publish::commit(&self.server(account), account, flags, prepared, client_ref, now).await
            }
            Err(late) => Outcome::too_late(&late),
        }
    }

    async fn reconcile(&self, account: &Account, prepared: &Prepared, _: &ClientRef, taken: &[String]) -> Finding {
        let server = self.server(account);
        let flags = dialect(account).flags();
        // What its list never shows is not missing from it.
        if flags.polls == Polling::InForms && prepared.rendered.poll.is_some() {
            return Finding::NoAnswer;
        }
        match flags.class {
            class if class.can_be_read() && prepared.material.is_null() => {
                find::resembling(&server, account, &prepared.rendered, taken).await
            }
            Class::D => find::by_draft(&server, account, prepared).await,
            class if class.can_be_read() => find::in_own_list(&server, account, prepared, taken).await,
            _ => Finding::NoAnswer,
        }
    }

    async fn read_back(&self, account: &Account, remote: &Remote) -> Result<Seen, Trouble> {
        let server = self.server(account);
        let status = server.status(&remote.id).await?;
        let source = if dialect(account).flags().gives_source {
            server.source(&remote.id).await.map(Some).or_else(find::unless_unknown)?
        } else {
            None
        };
        Ok(view::seen(account, &status, source))
    }

    fn differences(&self, rendered: &Rendered, seen: &Seen) -> Vec<String> {
        view::differences(rendered, seen)
    }

    async fn delete(&self, account: &Account, remote: &Remote, sending: Sending, now: Moment) -> Outcome {
        match sending.may_begin(now) {
            Ok(()) => publish::delete(&self.server(account), remote, now).await,
            Err(late) => Outcome::too_late(&late),
        }
    }

    async fn edit(
        &self,
        account: &Account,
        remote: &Remote,
        prepared: &Prepared,
        sending: Sending,
        now: Moment,
    ) -> Outcome {
        match sending.may_begin(now) {
            Ok(()) if !dialect(account).flags().edits => Outcome::cannot_edit(account, now),
            Ok(()) => publish::edit(&self.server(account), account, remote, prepared, now).await,
            Err(late) => Outcome::too_late(&late),
        }
    }
}

/// The dialect the last probe found; a server that was never probed is trusted with nothing.
fn dialect(account: &Account) -> Dialect {
    Dialect::of_word(account.dialect.as_deref().unwrap_or_default())
}

fn identity(account: &Account, me: &wire::AccountView) -> Identity {
    let page = || account.base.at([format!("@{}", me.username).as_str()]).to_string();
    Identity { id: me.id.clone(), handle: view::handle(account, me), url: me.url.clone().unwrap_or_else(page) }
}
