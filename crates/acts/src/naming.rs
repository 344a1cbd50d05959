//! The book of people whom a group names: a member's papers, kept without an entry in the log. What a post says of them is
//! judged and logged with the post. Whom a handle leads to is looked up where the group has an account of that network.

use crate::{
    Declined, Installation,
    drafts::only_members,
    renewing::{self, NotReady},
};
use basics::{ChannelId, GroupId, KnownId, PersonId};
use networks::{NetworkName, Trouble, naming::handle};
use publishing::{Draft, KnownHandle, KnownPerson, Named};
use std::collections::BTreeMap;
use store::ChannelRow;

/// Puts somebody into the book, or writes anew what stands there under `id`. Every handle is looked up.
///
/// # Errors
/// For whoever is no member, at what does not hold, and at a handle that leads to nobody.
pub async fn put(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    id: Option<KnownId>,
    known: KnownPerson,
) -> Result<KnownId, Declined> {
    only_members(here, group, who).await?;
    let mut known = known.checked().map_err(|wrong| Declined::field(wrong.field, wrong.sentence))?;
    let register = here.store.channels(group).await?;
    let before = before(here, group, id).await?;
    let typed = std::mem::take(&mut known.handles);
    for (network, typed) in typed.into_iter().filter(|(_, typed)| !typed.handle.trim().is_empty()) {
        let name: NetworkName = network.parse().map_err(Declined::rule)?;
        let field = handle_field(name);
        let handle = handle(name, &typed.handle).map_err(|wrong| Declined::field(field, wrong))?;
        let account = match looked_up(here, &register, name, &handle).await? {
            LookedUp::Account(account) => Some(account),
            LookedUp::Nobody => {
                return Err(Declined::field(field, format!("nobody on {} has the handle {handle}", name.title())));
            }
            LookedUp::NoAnswer => {
                before.get(&network).filter(|kept| kept.handle == handle).and_then(|kept| kept.account.clone())
            }
        };
        known.handles.insert(network, KnownHandle { handle, account });
    }
    here.store.bookkeeping().keep_known(group, who, id, &known).await
}

/// The field of a form that asks for a handle.
pub fn handle_field(network: NetworkName) -> &'static str {
    match network {
        NetworkName::Mastodon => "handle-mastodon",
        NetworkName::Bluesky => "handle-bluesky",
        NetworkName::X => "handle-x",
        _ => "handle",
    }
}

/// The handles under which somebody stands in the book so far; none for somebody new.
async fn before(
    here: &Installation,
    group: GroupId,
    id: Option<KnownId>,
) -> Result<BTreeMap<String, KnownHandle>, Declined> {
    let Some(id) = id else { return Ok(BTreeMap::new()) };
    let book = here.store.people_we_name(group).await?;
    let row = book.into_iter().find(|row| row.id == id).ok_or(Declined::NotFound("person"))?;
    Ok(row.known.handles)
}

/// What a network says about a handle.
enum LookedUp {
    /// It leads to this account.
    Account(String),
    /// It leads to nobody.
    Nobody,
    /// The group has no account there that could ask, or nothing answered: what was known stays known.
    NoAnswer,
}

async fn looked_up(
    here: &Installation,
    register: &[ChannelRow],
    name: NetworkName,
    handle: &str,
) -> Result<LookedUp, Declined> {
    let network = here.networks.get(name);
    let asks = |row: &&ChannelRow| row.connected && row.channel.network.as_str() == name.as_str();
    let Some(channel) = register.iter().find(asks).filter(|_| network.knows_people()) else {
        return Ok(LookedUp::NoAnswer);
    };
    let trouble = match renewing::ready(here, channel).await {
        Ok(account) => match network.whom(&account, handle).await {
            Ok(whom) => return Ok(whom.map_or(LookedUp::Nobody, |whom| LookedUp::Account(whom.id))),
            Err(trouble) => trouble.to_string(),
        },
        Err(NotReady::Declined(Declined::Trouble(error))) => return Err(Declined::Trouble(error)),
        Err(not) => not.to_string(),
    };
    tracing::info!(network = name.as_str(), trouble, "a handle could not be looked up");
    Ok(LookedUp::NoAnswer)
}

/// Erases somebody from the book. A draft that names them says so from then on.
///
/// # Errors
/// For whoever is no member, and for somebody who is not in the book.
pub async fn forget(here: &Installation, group: GroupId, who: PersonId, id: KnownId) -> Result<(), Declined> {
    only_members(here, group, who).await?;
    here.store.bookkeeping().forget_known(group, id).await
}

/// Writes into a draft whom its words stand for on each of its channels, as the book says now. Whoever is not to be
/// mentioned is left out, so that the word stays and the checks name it.
pub async fn resolve(here: &Installation, group: GroupId, draft: &mut Draft) -> Result<(), Declined> {
    draft.people = BTreeMap::new();
    if draft.words().is_empty() {
        return Ok(());
    }
    let (book, register) = (here.store.people_we_name(group).await?, here.store.channels(group).await?);
    let said: Vec<&KnownPerson> = {
        let words = draft.words();
        let named = book.iter().map(|row| &row.known);
        named.filter(|known| known.unwanted.is_none() && words.contains(known.word.as_str())).collect()
    };
    let on = |row: &ChannelRow| -> BTreeMap<String, Named> {
        let network = row.channel.network.as_str();
        said.iter().map(|known| (known.word.clone(), known.on(network))).collect()
    };
    let channels = register.iter().filter(|row| draft.channels.contains(&row.channel.id));
    draft.people = channels.map(|row| (row.channel.id, on(row))).filter(|(_, people)| !people.is_empty()).collect();
    Ok(())
}

/// Why a channel says nothing of what a draft says about people.
pub(crate) enum Changed {
    /// It means somebody else by now, or somebody who is not to be mentioned: a person looks at it.
    Waits(String),
    /// The network was asked and did not answer.
    Unknown(Trouble),
    /// Something failed underneath.
    Trouble(anyhow::Error),
}

impl From<anyhow::Error> for Changed {
    fn from(error: anyhow::Error) -> Self {
        Self::Trouble(error)
    }
}

/// Looks once more at whom a draft names on a channel, before it leaves: nobody who said no or was erased from the book since,
/// and nobody else than whoever was meant when it was planned.
pub(crate) async fn as_planned(
    here: &Installation,
    channel: &ChannelRow,
    network: &dyn networks::Network,
    account: &networks::Account,
    draft: &Draft,
) -> Result<(), Changed> {
    let parts = draft.parts_for(channel.channel.id);
    if parts.iter().all(|part| !part.text.contains('@')) && draft.people.is_empty() {
        return Ok(());
    }
    let words = draft.words_for(channel.channel.id);
    let book = here.store.people_we_name(channel.channel.group).await?;
    if let Some(word) = words.iter().find(|word| book.iter().all(|row| row.known.word != **word)) {
        return Err(Changed::Waits(format!(
            "it names “@{{{word}}}”, and the book of people has nobody of this word any more: put them into it, or write \
             their name, and plan this post again"
        )));
    }
    for row in book {
        let Some(why) = &row.known.unwanted else { continue };
        let is_named =
            words.contains(row.known.word.as_str()) || parts.iter().any(|part| row.known.is_mentioned_in(&part.text));
        if is_named {
            return Err(Changed::Waits(format!("it names {}, who is not to be mentioned: {why}", row.known.name)));
        }
    }
    let meant = draft.people.get(&channel.channel.id).into_iter().flatten();
    for (_, named) in meant.filter(|(word, _)| words.contains(word.as_str())) {
        let (Some(handle), Some(planned)) = (&named.handle, &named.account) else { continue };
        match network.whom(account, handle).await.map_err(Changed::Unknown)? {
            Some(whom) if whom.id == *planned => {}
            Some(whom) => {
                return Err(Changed::Waits(format!(
                    "{} leads to the account {} by now, and to {planned} when this was planned: look whose it is, write \
                     it into the book anew, and plan this post again",
                    named.said, whom.id
                )));
            }
            None => {
                return Err(Changed::Waits(format!(
                    "{} leads to nobody any more; it led to the account {planned} when this was planned",
                    named.said
                )));
            }
        }
    }
    Ok(())
}

/// The book, for the checks.
pub(crate) async fn book(here: &Installation, group: GroupId) -> Result<Vec<KnownPerson>, anyhow::Error> {
    Ok(here.store.people_we_name(group).await?.into_iter().map(|row| row.known).collect())
}

/// Whom a draft names, for whoever looks at what will leave: in the order of the words.
pub fn meant(draft: &Draft, channel: ChannelId) -> impl Iterator<Item = (&str, &Named)> {
    let words = draft.words_for(channel);
    let of_channel = draft.people.get(&channel).into_iter().flatten();
    of_channel.filter(move |(word, _)| words.contains(word.as_str())).map(|(word, named)| (word.as_str(), named))
}
