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

/// A channel of an organisation, through a bot.
pub struct Zulip {
    egress: Egress,
}

impl Zulip {
    /// The connector on this way out.
    pub fn new(egress: Egress) -> Self {
        Self { egress }
    }
}

#[async_trait]
impl Network for Zulip {
    fn name(&self) -> NetworkName {
        NetworkName::Zulip
    }

    fn tried(&self) -> Tried {
        Tried::OnStandIn
    }

    fn connecting(&self) -> Connecting {
        Connecting {
            blanks: vec![
                Blank::plain("server", "The organisation’s address", "chat.example, or group.zulipchat.com"),
                Blank::plain(
                    "email",
                    "The bot’s e-mail address",
                    "Make a generic bot in the personal settings, Bots. It has to see the channel.",
                ),
                Blank::secret("key", "The bot’s API key", "It stands beside the bot there."),
                Blank::plain("channel", "The channel", "announcements"),
            ],
            able: vec!["post, answer and delete as this bot, in this channel", "upload images", "read this channel"],
            unable: vec!["change the bot or the channel", "ring everybody: such calls are sent in their silent form"],
        }
    }

    async fn account(&self, typed: &Typed) -> Result<Account, NotConnected> {
        let base = self.egress.url(&page::with_scheme(typed.text("server")));
        let base = base.map_err(|wrong| NotConnected::at("server", wrong))?.origin();
        let (email, channel) = (typed.text("email"), typed.text("channel").trim_start_matches('#'));
        if !email.contains('@') || email.contains(':') {
            return Err(NotConnected::at(
                "email",
                "this is not the e-mail address of a bot: copy it from the bot’s settings",
            ));
        }
        let token = Secret::new(format!("{email}:{}", typed.secret("key").expose()));
        let account = Account::unknown(NetworkName::Zulip, base, token);
        let at = Server::of(&self.egress, &account).channel(channel).await;
        let at = at.map_err(|trouble| NotConnected::at(blank_of(trouble.kind), trouble))?;
        let identity = Identity { id: Place { user: 0, at }.id(), ..account.identity };
        Ok(Account { identity, ..account })
    }

    fn usual(&self, now: Moment) -> Capabilities {
        limits::capabilities(&wire::Limits::default(), now)
    }

    async fn probe(&self, account: &Account, now: Moment) -> Result<Probe, Trouble> {
        let (server, place) = (Server::of(&self.egress, account), Place::of(account)?);
        let (me, limits) = (server.me().await?, server.limits().await?);
        // Only what the bot can read can be looked for after a doubt.
        server.newest(place.at, 1).await?;
        let url = format!("{}/#narrow/channel/{}", account.base.trimmed(), place.at);
        let identity = Identity { id: Place { user: me.user_id, ..place }.id(), handle: me.full_name, url };
        Ok(Probe { identity, capabilities: limits::capabilities(&limits, now) })
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

    async fn resolve(&self, account: &Account, address: &str) -> Result<Parent, Trouble> {
        let place = Place::of(account)?;
        let message = Server::of(&self.egress, account).message(&address::read(account, address)?).await?;
        if message.stream_id != Some(place.at) {
            let says = format!("{address} is not in the channel of this account, so it cannot be answered from here");
            return Err(Trouble::new(Kind::Invalid, says));
        }
        Ok(view::parent(account, &place, message))
    }

    /// Where the server does not answer, the address is believed: whoever pasted it has seen the message.
    async fn pasted(&self, account: &Account, pasted: &str) -> Result<Remote, Trouble> {
        let (place, id) = (Place::of(account)?, address::read(account, pasted)?);
        let not_ours = |kind| {
            let says =
                format!("there is no message of this bot at {}: copy the link of our own message", pasted.trim());
            Trouble::new(kind, says)
        };
        match Server::of(&self.egress, account).message(&id).await {
            Ok(there) if there.sender_id == place.user => {
                Ok(view::remote(account, there.stream_id.unwrap_or(place.at), &there.subject, there.id))
            }
            Ok(_) => Err(not_ours(Kind::Invalid)),
            Err(trouble) if trouble.kind == Kind::Gone => Err(not_ours(Kind::Gone)),
            Err(_) => Ok(Remote { id, url: Some(pasted.trim().to_owned()) }),
        }
    }

    async fn prepare(
        &self,
        account: &Account,
        rendered: &Rendered,
        media: &[Medium],
        earlier: Option<&Prepared>,
    ) -> Result<Prepared, Trouble> {
        let place = Place::of(account)?;
        publish::prepare(&Server::of(&self.egress, account), &place, rendered, media, earlier).await
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
        match (sending.may_begin(now), Place::of(account)) {
            (Err(late), _) => Outcome::too_late(&late),
            (_, Err(trouble)) => Outcome::of(trouble, now),
            (Ok(()), Ok(place)) => {
                publish::commit(&Server::of(&self.egress, account), account, &place, prepared, now).await
            }
        }
    }

    async fn reconcile(&self, account: &Account, prepared: &Prepared, _: &ClientRef, taken: &[String]) -> Finding {
        let Ok(place) = Place::of(account) else { return Finding::NoAnswer };
        find::in_channel(&Server::of(&self.egress, account), account, &place, prepared, taken).await
    }

    async fn read_back(&self, account: &Account, remote: &Remote) -> Result<Seen, Trouble> {
        let place = Place::of(account)?;
        let message = Server::of(&self.egress, account).message(&remote.id).await?;
        Ok(view::seen(account, &place, &message))
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

/// Which blank is to be mended when the channel cannot be found.
fn blank_of(kind: Kind) -> &'static str {
    match kind {
        Kind::KeyRevoked => "key",
        Kind::Invalid | Kind::Forbidden => "channel",
        _ => "server",
    }
}
