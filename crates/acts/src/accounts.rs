//! The account behind a channel, as a connector needs it, and what is known about it while somebody writes.

use crate::{Declined, Installation, naming, spending};
use anyhow::Context as _;
use async_trait::async_trait;
use basics::{ChannelId, GroupId, Moment, PostId, Zone};
use channels::State;
use networks::{
    Account, Capabilities, Identity, Network, NetworkName, NotKept, Refers, Rendered, SafeUrl, Secret, Sessions,
    Violation, WarningSupport,
    assisted::{Assisted, Place},
};
use publishing::{
    Around, Content, CreditDue, Destination, Draft, PictureRule, TextRule,
    checks::{APART, Recent},
};
use serde::{Deserialize, Serialize};
use store::{ChannelRow, Nearby, Store};
use zeroize::Zeroizing;

/// What is sealed for a channel: the lasting key, and the session where a network works with sessions.
#[derive(Serialize, Deserialize)]
struct Keys {
    token: Zeroizing<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    session: Option<Zeroizing<String>>,
}

/// The keys of an account in the form in which they are sealed.
pub fn sealed(token: &Secret, session: Option<&Secret>) -> Result<Zeroizing<Vec<u8>>, Declined> {
    let text = |secret: &Secret| Zeroizing::new(secret.expose().to_owned());
    let keys = Keys { token: text(token), session: session.map(text) };
    Ok(Zeroizing::new(serde_json::to_vec(&keys)?))
}

/// Sixteen bytes from the operating system, for the key of one intention.
pub fn random<const N: usize>() -> Result<[u8; N], Declined> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| anyhow::anyhow!("the operating system gave no random bytes: {error}"))?;
    Ok(bytes)
}

/// The network of a channel, and what its account can do. An account that nobody connected can do nothing yet.
pub fn network_of<'here>(
    here: &'here Installation,
    channel: &ChannelRow,
) -> Result<(&'here dyn Network, Capabilities), Declined> {
    let name: NetworkName = channel.channel.network.as_str().parse().map_err(Declined::rule)?;
    let capabilities = match (name, &channel.capabilities) {
        (NetworkName::Assisted, _) => Assisted::capabilities(place(channel), here.store.now()),
        (_, Some(known)) if channel.connected => serde_json::from_str(known)
            .with_context(|| format!("what {} can do cannot be read; connect it again", channel.channel.name))?,
        _ => return Err(not_connected(channel)),
    };
    Ok((here.networks.get(name), capabilities))
}

/// Everything that keeps one part of a post from leaving as it is, on a network that can do this. What it answers and
/// quotes is looked up when it is planned.
pub fn violations(
    network: &dyn Network,
    capabilities: &Capabilities,
    parts: &[Content],
    part: usize,
) -> Vec<Violation> {
    let Some(content) = parts.get(part) else { return Vec::new() };
    let mut wrong = network.render(content, Refers::default(), capabilities).err().unwrap_or_default();
    if part > 0 {
        // What goes on from a post of ours needs no picture where an answer needs none.
        wrong.retain(|wrong| *wrong != Violation::NeedsPicture);
    }
    if part == 1 && !capabilities.takes.threads {
        wrong.push(Violation::NotTaken { what: "threads" });
    }
    wrong
}

/// What would leave of each part of a draft on a channel; none for a part that something keeps from leaving. What it answers
/// and quotes is looked up when it is planned. A channel that nobody connected is taken to be as its network usually is.
pub fn rendered(here: &Installation, row: &ChannelRow, draft: &Draft) -> Vec<Option<Rendered>> {
    let parts = draft.parts_for(row.channel.id);
    let name: Option<NetworkName> = row.channel.network.as_str().parse().ok();
    let known = network_of(here, row).ok().map(|(_, capabilities)| capabilities).or_else(|| usual(here, row));
    let Some((name, capabilities)) = name.zip(known) else { return parts.iter().map(|_| None).collect() };
    let network = here.networks.get(name);
    parts.iter().map(|part| network.render(part, Refers::default(), &capabilities).ok()).collect()
}

fn not_connected(channel: &ChannelRow) -> Declined {
    Declined::rule(format!(
        "{} is not connected, so nothing can leave there; connect the account on the channel's page first",
        channel.channel.name
    ))
}

/// The account of a channel with its keys opened as they are kept, for one piece of work. A key that may end before that
/// is done is renewed first: [`crate::renewing::ready`].
pub async fn open(here: &Installation, channel: &ChannelRow) -> Result<Account, Declined> {
    let name: NetworkName = channel.channel.network.as_str().parse().map_err(Declined::rule)?;
    if name == NetworkName::Assisted {
        let base = at(here, &channel.channel.url)?;
        let (token, dialect) = (Secret::new(""), Some(place(channel).word().to_owned()));
        let (channel, identity) = (Some(channel.channel.id), identity(channel));
        return Ok(Account { channel, network: name, base, identity, dialect, token, session: None });
    }
    let kept = here.store.channel_token(channel.channel.group, channel.channel.id).await?;
    opened(here, channel, &kept.ok_or_else(|| not_connected(channel))?)
}

/// The same, from keys as they are kept.
pub(crate) fn opened(here: &Installation, channel: &ChannelRow, kept: &[u8]) -> Result<Account, Declined> {
    let network = channel.channel.network.as_str().parse().map_err(Declined::rule)?;
    let base = channel.base_url.as_deref().ok_or_else(|| not_connected(channel))?;
    let keys: Keys = serde_json::from_slice(kept).context("the keys of a channel cannot be read; connect it again")?;
    let (_, capabilities) = network_of(here, channel)?;
    Ok(Account {
        channel: Some(channel.channel.id),
        network,
        base: at(here, base)?,
        identity: identity(channel),
        dialect: capabilities.dialect,
        token: Secret::new(keys.token.as_str()),
        session: keys.session.map(|session| Secret::new(session.as_str())),
    })
}

fn identity(channel: &ChannelRow) -> Identity {
    Identity {
        id: channel.identity.clone().unwrap_or_default(),
        handle: channel.channel.handle.clone(),
        url: channel.channel.url.clone(),
    }
}

/// An address that the guard lets through.
pub fn at(here: &Installation, address: &str) -> Result<SafeUrl, Declined> {
    here.egress.url(address).map_err(Declined::rule)
}

fn place(channel: &ChannelRow) -> Place {
    Place::of(channel.channel.place.as_deref().unwrap_or("other"))
}

/// What the checks need to know about the channels of a draft, and about the group. `post` is the one it is the draft of:
/// what that says itself is not said twice.
pub async fn surroundings(
    here: &Installation,
    group: GroupId,
    post: Option<PostId>,
    draft: &Draft,
) -> Result<(Vec<Destination>, Around), Declined> {
    let register = here.store.channels(group).await?;
    let charter = here.store.charter(group).await?;
    let primary = register.iter().filter(|row| row.channel.marks.primary && row.channel.state != State::Retired);
    let around = Around {
        asks_goals: !charter.rules().goals.is_empty(),
        primary_hosts: primary.filter_map(|row| host(&row.channel.url)).collect(),
        now: here.store.now(),
        zone: Zone::named(&charter.rules().charter.zone).map_err(anyhow::Error::from)?,
        credits: credits(here, group, draft).await?,
        people: naming::book(here, group).await?,
    };
    let due = draft.leaves_at(around.now);
    let nearby = here.store.nearby(group, &draft.channels, due.plus(-APART)..due.plus(APART), post).await?;
    let mut destinations = Vec::new();
    for row in register.iter().filter(|row| draft.channels.contains(&row.channel.id)) {
        let mut refuses = refuses(here, row, draft);
        refuses.extend(spending::refused(here, row, &draft.parts_for(row.channel.id), due, None).await?);
        let recent = recent(&nearby, row.channel.id);
        destinations.push(Destination { recent, refuses, ..destination(here, row, !around.primary_hosts.is_empty()) });
    }
    Ok((destinations, around))
}

/// Whom the licences of the pictures of a draft ask to name, as the library of the group says.
async fn credits(here: &Installation, group: GroupId, draft: &Draft) -> Result<Vec<CreditDue>, Declined> {
    let pictures: Vec<_> = draft.everywhere.pictures.iter().map(publishing::Picture::original_digest).collect();
    let words = here.store.words_about(group, &pictures).await?;
    Ok(words.into_iter().filter_map(|(digest, words)| words.credit_due(digest)).collect())
}

fn recent(nearby: &[Nearby], channel: ChannelId) -> Vec<Recent> {
    let there = nearby.iter().filter(|said| said.channel == channel);
    there.map(|said| Recent { text: said.text.clone(), at: said.at }).collect()
}

/// How a channel counts and what it takes: as its server said, or as its network usually does before it is connected. What
/// was said there is not looked up.
pub fn destination(here: &Installation, row: &ChannelRow, has_primary: bool) -> Destination {
    let known = network_of(here, row).ok().map(|(_, capabilities)| capabilities).or_else(|| usual(here, row));
    let (text_rule, picture_rule) = match &known {
        Some(capabilities) => (capabilities.text, capabilities.pictures.clone()),
        None => (TextRule::UNLIMITED, PictureRule::of_place(row.channel.network.as_str())),
    };
    let marks = row.channel.marks;
    Destination {
        channel: row.channel.id,
        name: row.channel.name.clone(),
        text_rule,
        picture_rule,
        shows_warning: known.is_none_or(|capabilities| capabilities.warning == WarningSupport::Line),
        amplifies: has_primary && row.channel.social && !marks.primary && !marks.preferred,
        recent: Vec::new(),
        refuses: Vec::new(),
    }
}

/// What a channel does not take of a draft, as sentences. What the checks count and look at themselves is left to them.
fn refuses(here: &Installation, row: &ChannelRow, draft: &Draft) -> Vec<String> {
    let Ok((network, capabilities)) = network_of(here, row) else { return Vec::new() };
    let parts = draft.parts_for(row.channel.id);
    let mut sentences = Vec::new();
    for part in 0..parts.len() {
        let wrong = violations(network, &capabilities, &parts, part);
        let said_here = wrong.iter().filter(|wrong| part > 0 || wrong.is_beyond_text_and_pictures());
        let about = if part == 0 { String::new() } else { format!("part {}: ", part + 1) };
        sentences.extend(said_here.map(|wrong| format!("{about}{wrong}")));
    }
    sentences
}

/// What its network usually lets an account do, while nobody has connected one.
fn usual(here: &Installation, row: &ChannelRow) -> Option<Capabilities> {
    let name: NetworkName = row.channel.network.as_str().parse().ok()?;
    Some(here.networks.get(name).usual(here.store.now()))
}

fn host(address: &str) -> Option<String> {
    url::Url::parse(address).ok()?.host_str().map(str::to_owned)
}

/// Keeps renewed sessions of networks in the store, sealed like the keys beside them.
pub struct KeptSessions(pub Store);

#[async_trait]
impl Sessions for KeptSessions {
    fn now(&self) -> Moment {
        self.0.now()
    }

    async fn keep(&self, account: &Account, session: &Secret) -> Result<(), NotKept> {
        let Some(channel) = account.channel else { return Ok(()) };
        let renewed = |kept: &[u8]| with_session(kept, &account.token, session);
        match self.0.bookkeeping().renew_secret(channel, renewed).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(NotKept(format!(
                "{} was connected again meanwhile, so that this sign-in is not its own any more; the new one is used next",
                account.identity.handle
            ))),
            Err(error) => Err(NotKept(format!("{error:#}"))),
        }
    }
}

/// The keys of a channel with a renewed session. None when the channel has another key by now.
fn with_session(kept: &[u8], token: &Secret, session: &Secret) -> Result<Option<Zeroizing<Vec<u8>>>, anyhow::Error> {
    let mut keys: Keys =
        serde_json::from_slice(kept).context("the keys of a channel cannot be read; connect it again")?;
    if keys.token.as_str() != token.expose() {
        return Ok(None);
    }
    keys.session = Some(Zeroizing::new(session.expose().to_owned()));
    Ok(Some(Zeroizing::new(serde_json::to_vec(&keys)?)))
}
