//! The connector: which of the steps in this folder answers which call of the trait.

use super::{
    Directory, Home, address,
    address::{AtUri, POSTS},
    directory, find, gates, limits, oauth, publish, render, session,
    session::SessionBook,
    tid::Intended,
    view,
    xrpc::Xrpc,
};
use crate::{
    Account, Blank, Capabilities, Carries, ClientRef, Connecting, Identity, Medium, Network, NetworkName, NotConnected,
    Outcome, Parent, Prepared, Probe, Refers, Rendered, SafeUrl, Secret, Seen, Sessions, Trouble, Typed, Violation,
    naming::Whom,
    oauth::{Agreeing, Prover},
    page,
    trouble::Kind,
};
use async_trait::async_trait;
use basics::Moment;
use delivery::{Finding, Remote, Sending};
use egress::{Ask, Egress};
use publishing::Content;
use std::{sync::Arc, time::Duration};

/// Any server of the AT Protocol.
pub struct Bluesky {
    egress: Egress,
    directory: Directory,
    book: SessionBook,
    patience: Duration,
}

/// An account that was just signed in with its app password.
pub struct SignedIn {
    /// Who it is.
    pub identity: Identity,
    /// The server it lives on.
    pub base: SafeUrl,
    /// The session, to be stored as [`Account::session`].
    pub session: Secret,
}

impl Bluesky {
    /// The connector on this way out. Renewed sessions are kept there.
    pub fn new(egress: Egress, directory: Directory, kept: Arc<dyn Sessions>) -> Self {
        Self { egress, directory, book: SessionBook::new(kept), patience: Ask::LONGEST }
    }
    /// The same with shorter calls, for tests that let servers hang.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Signs an account in: at the server that is named, or at the one its handle leads to.
    pub async fn sign_in(
        &self,
        handle: &str,
        app_password: &Secret,
        server: Option<SafeUrl>,
    ) -> Result<SignedIn, Trouble> {
        let handle = directory::handle_of(handle)?;
        let base = match server {
            Some(server) => server.origin(),
            None => self.directory.home_of(&self.egress, &handle).await?.server,
        };
        let session = self.xrpc(&base).create_session(&handle, app_password).await?;
        let handle = if session.handle.is_empty() { handle } else { session.handle.clone() };
        Ok(SignedIn { identity: identity(&base, &session.did, &handle), base, session: session::sealed(&session) })
    }

    pub(super) fn egress(&self) -> &Egress {
        &self.egress
    }
    pub(super) fn directory(&self) -> &Directory {
        &self.directory
    }
    /// What servers asked to find in proofs.
    pub(super) fn prover(&self) -> &Prover {
        self.book.prover()
    }

    pub(super) fn xrpc<'a>(&'a self, base: &'a SafeUrl) -> Xrpc<'a> {
        Xrpc { egress: &self.egress, base, within: self.patience }
    }

    /// The author of a post says who may quote it; readers see nothing of a quote that they forbid. Where their server does
    /// not answer, nobody knows, and the quote leaves: the post does not wait for a stranger's server.
    async fn may_be_quoted(&self, account: &Account, quoted: &Parent) -> Result<(), Trouble> {
        let Some(at) = AtUri::parse(&quoted.remote.id).filter(|at| at.authority != account.identity.id) else {
            return Ok(());
        };
        match self.found(account, &at.beside(gates::QUOTES)).await {
            Ok(gate) if gates::forbids_quotes(&gate.value) => {
                let page = quoted.remote.url.as_deref().unwrap_or(&quoted.remote.id);
                let says = format!("the author of {page} lets nobody quote it: take the quote out, or ask them");
                Err(Trouble::new(Kind::Forbidden, says))
            }
            _ => Ok(()),
        }
    }

    /// The record, from our own server if it has it, otherwise from the one its author lives on.
    async fn found(&self, account: &Account, at: &AtUri) -> Result<super::wire::Record, Trouble> {
        match self.xrpc(&account.base).record(at).await {
            Err(trouble) if trouble.kind != Kind::TooMany(None) => {
                let Home { server, .. } =
                    self.directory.home_of_did(&self.egress, &at.authority).await.map_err(|_| trouble)?;
                self.xrpc(&server).record(at).await
            }
            found => found,
        }
    }
}

#[async_trait]
impl Network for Bluesky {
    fn name(&self) -> NetworkName {
        NetworkName::Bluesky
    }

    fn connecting(&self) -> Connecting {
        let where_made = "Empty: you agree on the page of the account’s server. Otherwise one made under Settings, Privacy and \
                          security, App passwords. Never the account’s own password.";
        Connecting {
            blanks: vec![
                Blank::plain("handle", "Handle", "project.example"),
                Blank::secret("password", "App password", where_made).optional(),
                Blank::plain("server", "Server", "Empty: the one that the handle leads to.").optional(),
            ],
            able: vec![
                "post, answer and delete as this account",
                "upload images",
                "read who the account is and what its server allows",
            ],
            unable: vec![],
        }
    }

    /// Signed in at the server its handle leads to, or at the one that is named.
    async fn account(&self, typed: &Typed) -> Result<Account, NotConnected> {
        let server = match typed.text("server") {
            "" => None,
            named => {
                Some(self.egress.url(&page::with_scheme(named)).map_err(|wrong| NotConnected::at("server", wrong))?)
            }
        };
        let password = typed.secret("password");
        let signed_in = self.sign_in(typed.text("handle"), &password, server).await;
        let signed_in = signed_in.map_err(|trouble| NotConnected::at("handle", trouble))?;
        let account = Account::unknown(NetworkName::Bluesky, signed_in.base, password);
        Ok(Account { identity: signed_in.identity, session: Some(signed_in.session), ..account })
    }

    /// Without an app password a person agrees on the page of the account's server.
    fn agreeing(&self, typed: &Typed) -> Option<&dyn Agreeing> {
        typed.text("password").is_empty().then_some(self as &dyn Agreeing)
    }

    /// A session of an app password is renewed where it is used.
    fn key_is_due(&self, account: &Account, now: Moment) -> bool {
        oauth::of_account(account).is_some_and(|keys| keys.is_ok_and(|(_, pair)| pair.is_due(now)))
    }

    async fn renewed(&self, account: &Account, now: Moment) -> Result<Secret, Trouble> {
        let says = || format!("the sign-in of {} is renewed where it is used", account.identity.handle);
        let (keys, pair) = oauth::of_account(account).ok_or_else(|| Trouble::new(Kind::Unsupported, says()))??;
        let gives = oauth::Server::named(&self.egress, self.prover(), &keys.issuer).await?;
        Ok(gives.renew(&keys, &pair, now).await?.pair.to_secret())
    }

    fn usual(&self, now: Moment) -> Capabilities {
        limits::capabilities(now)
    }

    async fn probe(&self, account: &Account, now: Moment) -> Result<Probe, Trouble> {
        let xrpc = self.xrpc(&account.base);
        let ask = Ask::get(account.base.at(["xrpc", "com.atproto.server.getSession"])).within(self.patience);
        let answer = self.book.send(&xrpc, account, ask, Trouble::of_read).await?;
        let me: super::wire::Me = super::xrpc::parsed(&answer).ok_or_else(|| super::answers::of_read(&answer))?;
        if let Some(signed_in) = oauth::of_account(account)
            && signed_in?.0.did != me.did
        {
            let says = format!("{} answers for another account than the one that agreed", account.base.authority());
            return Err(Trouble::new(Kind::KeyRevoked, says));
        }
        Ok(Probe { identity: identity(&account.base, &me.did, &me.handle), capabilities: limits::capabilities(now) })
    }

    fn render(
        &self,
        content: &Content,
        refers: Refers<'_>,
        capabilities: &Capabilities,
    ) -> Result<Rendered, Vec<Violation>> {
        render::render(content, refers, capabilities)
    }

    /// The record key and the time in the record.
    fn client_ref(&self, now: Moment, random: [u8; 16]) -> ClientRef {
        Intended::new(now, random).to_client_ref()
    }

    async fn resolve(&self, account: &Account, address: &str) -> Result<Parent, Trouble> {
        let says = "that is not the address of a Bluesky post: copy it from the post's page";
        let pasted = AtUri::pasted(address).filter(|at| at.collection == POSTS);
        let pasted = pasted.ok_or_else(|| Trouble::new(Kind::Invalid, says))?;
        let did = if pasted.authority.starts_with("did:") {
            pasted.authority.clone()
        } else {
            self.xrpc(&account.base).resolve_handle(&pasted.authority).await?
        };
        let at = AtUri { authority: did, ..pasted.clone() };
        let record = self.found(account, &at).await?;
        Ok(view::parent(account, &at, &pasted.authority, &record))
    }

    /// A handle leads to the DID of its account.
    async fn whom(&self, account: &Account, handle: &str) -> Result<Option<Whom>, Trouble> {
        match self.xrpc(&account.base).resolve_handle(handle).await {
            Ok(id) => Ok(Some(Whom { id })),
            Err(trouble) if matches!(trouble.kind, Kind::Gone | Kind::Invalid | Kind::Unsupported) => Ok(None),
            Err(trouble) => Err(trouble),
        }
    }

    fn knows_people(&self) -> bool {
        true
    }

    /// The record says its version, and where its thread begins.
    async fn going_on_from(&self, account: &Account, ours: &Remote) -> Result<Parent, Trouble> {
        self.resolve(account, &ours.id).await
    }

    async fn pasted(&self, account: &Account, pasted: &str) -> Result<Remote, Trouble> {
        address::pasted(&self.xrpc(&account.base), account, pasted).await
    }

    async fn prepare(
        &self,
        account: &Account,
        rendered: &Rendered,
        media: &[Medium],
        earlier: Option<&Prepared>,
    ) -> Result<Prepared, Trouble> {
        if let Some(quoted) = &rendered.quoted {
            self.may_be_quoted(account, quoted).await?;
        }
        publish::prepare(&self.xrpc(&account.base), &self.book, account, rendered, media, earlier).await
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
            Ok(()) => publish::commit(&self.xrpc(&account.base), &self.book, account, prepared, client_ref, now).await,
            Err(late) => Outcome::too_late(&late),
        }
    }

    /// A record key is one delivery's alone, so that no other post can be taken for this one.
    async fn reconcile(&self, account: &Account, prepared: &Prepared, client_ref: &ClientRef, _: &[String]) -> Finding {
        find::by_key(&self.xrpc(&account.base), account, prepared, client_ref).await
    }

    async fn read_back(&self, account: &Account, remote: &Remote) -> Result<Seen, Trouble> {
        let says = "the stored address is not one of this network";
        let at = AtUri::parse(&remote.id).ok_or_else(|| Trouble::new(Kind::Unsupported, says))?;
        let xrpc = self.xrpc(&account.base);
        let record = xrpc.record(&at).await?;
        let seen = view::seen(account, &at, &record);
        let begins = seen.reply_to.is_none();
        let answers = async { if begins { gates::may_answer(&xrpc, &at).await } else { Ok(None) } };
        let (answers_by, quotes_by) = futures::try_join!(answers, gates::may_quote(&xrpc, &at))?;
        Ok(Seen { carries: Carries { answers_by, quotes_by, ..seen.carries }, ..seen })
    }

    fn differences(&self, rendered: &Rendered, seen: &Seen) -> Vec<String> {
        view::differences(rendered, seen)
    }

    async fn delete(&self, account: &Account, remote: &Remote, sending: Sending, now: Moment) -> Outcome {
        match sending.may_begin(now) {
            Ok(()) => publish::delete(&self.xrpc(&account.base), &self.book, account, remote, now).await,
            Err(late) => Outcome::too_late(&late),
        }
    }
}

fn identity(base: &SafeUrl, did: &str, handle: &str) -> Identity {
    let own_page = || base.at(["profile", handle]).to_string();
    let url = if base.is_plain() { own_page() } else { format!("https://bsky.app/profile/{handle}") };
    Identity { id: did.to_owned(), handle: handle.to_owned(), url }
}
