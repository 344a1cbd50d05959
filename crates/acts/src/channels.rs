//! The register: entering channels, moving them between states, and the mark for conversation.

use crate::{Declined, Installation};
use basics::{ChannelId, GroupId};
use channels::{Channel, Kind, Marks, NetworkName, State};
use charter::{
    Actor,
    act::{OpenChannel, PreferChannel, ReserveChannel, RestChannel, ResumeChannel, RetireChannel, SuspendChannel},
};
use people::Elevated;

/// A channel as it is filled in.
#[derive(Clone, Debug)]
pub struct Filled {
    /// What people call it.
    pub name: String,
    /// The connector.
    pub network: NetworkName,
    /// For an assisted channel, where a person posts.
    pub place: Option<String>,
    /// The account's name there.
    pub handle: String,
    /// Its page.
    pub url: String,
    /// Whose it is.
    pub kind: Kind,
    /// Whether it is a social network, as opposed to a blog, a forum or a list.
    pub social: bool,
}

impl Filled {
    /// The channel, with every field looked at.
    pub fn checked(self, id: ChannelId, group: GroupId) -> Result<Channel, Declined> {
        if basics::text::is_blank(&self.name) {
            return Err(Declined::rule("give the channel a name that people will recognise, such as Mastodon"));
        }
        let url = url::Url::parse(self.url.trim())
            .ok()
            .filter(|url| url.has_host() && matches!(url.scheme(), "https" | "http"));
        let url = url.ok_or_else(|| {
            Declined::rule(format!(
                "{:?} is not the address of a page; copy it from the account, such as https://social.example/@project",
                self.url
            ))
        })?;
        Ok(Channel {
            id,
            group,
            name: self.name.trim().to_owned(),
            network: self.network,
            place: self.place,
            handle: self.handle.trim().to_owned(),
            url: url.to_string(),
            kind: self.kind,
            social: self.social,
            marks: Marks::default(),
            state: State::Proposed,
            steward: None,
        })
    }
}

/// Makes an account official that the group does not run yet. The charter may send this to another body, whose answer
/// is about the channel's id.
pub async fn open(here: &Installation, group: GroupId, who: &Elevated, channel: &Channel) -> Result<(), Declined> {
    let act = OpenChannel { channel: channel.id };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(channel).await?.commit().await?;
    Ok(())
}

/// Holds a name on a network; nothing is posted there.
pub async fn reserve(here: &Installation, group: GroupId, who: &Elevated, channel: &Channel) -> Result<(), Declined> {
    let act = ReserveChannel { channel: channel.id };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(channel).await?.commit().await?;
    Ok(())
}

/// What can be done to a channel that is in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Open one whose name is held.
    Open,
    /// Stop posting there, without leaving.
    Rest,
    /// Post there again.
    Resume,
    /// Stop everything at once.
    Suspend,
    /// Leave for good.
    Retire,
    /// Make it the channel on which the group talks with people.
    Prefer,
}

impl Move {
    /// The act's name.
    pub fn act(self) -> &'static str {
        match self {
            Self::Open => "open_channel",
            Self::Rest => "rest_channel",
            Self::Resume => "resume_channel",
            Self::Suspend => "suspend_channel",
            Self::Retire => "retire_channel",
            Self::Prefer => "prefer_channel",
        }
    }
    /// The move of this act.
    pub fn of(act: &str) -> Option<Self> {
        let all = [Self::Open, Self::Rest, Self::Resume, Self::Suspend, Self::Retire, Self::Prefer];
        all.into_iter().find(|one| one.act() == act)
    }
}

/// Does one of them.
pub async fn change(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    channel: ChannelId,
    wanted: Move,
) -> Result<(), Declined> {
    let (store, actor) = (&here.store, Actor::Person(who.person()));
    let changed = match wanted {
        Move::Open => {
            let row = store.channel(group, channel).await?.ok_or(Declined::NotFound("channel"))?;
            store.begin(group, actor, OpenChannel { channel }).await?.keep(&row.channel).await?
        }
        Move::Rest => store.begin(group, actor, RestChannel { channel }).await?.keep().await?,
        Move::Resume => store.begin(group, actor, ResumeChannel { channel }).await?.keep().await?,
        Move::Suspend => store.begin(group, actor, SuspendChannel { channel }).await?.keep().await?,
        Move::Retire => store.begin(group, actor, RetireChannel { channel }).await?.keep().await?,
        Move::Prefer => store.begin(group, actor, PreferChannel { channel }).await?.keep().await?,
    };
    changed.commit().await?;
    Ok(())
}
