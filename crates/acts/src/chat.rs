//! The group's chat is told what is new, by an incoming webhook as Slack, Mattermost, Discord and Zulip take them.

use crate::{Declined, Installation};
use basics::{Digest, GroupId};
use charter::{Actor, act::TellChat};
use people::Elevated;
use serde_json::{Value, json};

/// Which chat it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatKind {
    /// Slack: `https://hooks.slack.com/services/…`.
    Slack,
    /// Mattermost: `https://HOST/hooks/…`.
    Mattermost,
    /// Discord: `https://discord.com/api/webhooks/…`.
    Discord,
    /// Zulip's own form of Slack's: `https://HOST/api/v1/external/slack_incoming?api_key=…&stream=…`.
    Zulip,
}

impl ChatKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Slack, Self::Mattermost, Self::Discord, Self::Zulip];

    /// The word that is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::Slack => "slack",
            Self::Mattermost => "mattermost",
            Self::Discord => "discord",
            Self::Zulip => "zulip",
        }
    }
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Slack => "Slack",
            Self::Mattermost => "Mattermost",
            Self::Discord => "Discord",
            Self::Zulip => "Zulip",
        }
    }
    /// Reads the word; another one is none of these.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The message as this chat takes it. What somebody wrote calls nobody there and is no markup: an `@` is followed by a
    /// space of no width, and Slack's three signs are escaped as it asks.
    pub fn message(self, text: &str) -> Value {
        let text = text.replace('@', "@\u{200b}");
        match self {
            Self::Slack => json!({ "text": text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;") }),
            Self::Mattermost | Self::Zulip => json!({ "text": text }),
            Self::Discord => json!({ "content": text, "allowed_mentions": { "parse": [] } }),
        }
    }
}

/// Tells the chat at this address from now on.
///
/// # Errors
/// For an address that the guarded way out does not open.
pub async fn tell(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    kind: ChatKind,
    address: &str,
) -> Result<(), Declined> {
    let address = address.trim();
    here.egress.url(address).map_err(|unsafe_url| Declined::field("address", unsafe_url))?;
    keep(here, group, who, kind.word(), address).await
}

/// Tells it no more.
pub async fn tell_no_more(here: &Installation, group: GroupId, who: &Elevated) -> Result<(), Declined> {
    keep(here, group, who, "", "").await
}

async fn keep(here: &Installation, group: GroupId, who: &Elevated, kind: &str, address: &str) -> Result<(), Declined> {
    let act = TellChat { kind: kind.to_owned(), address: Digest::of(address.as_bytes()) };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(address).await?.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_chat_gets_its_own_form_and_nobody_is_called_by_what_somebody_wrote() {
        let text = "A & B: <!channel> @everyone";
        assert_eq!(ChatKind::Slack.message(text), json!({ "text": "A &amp; B: &lt;!channel&gt; @\u{200b}everyone" }));
        assert_eq!(ChatKind::Mattermost.message(text), json!({ "text": "A & B: <!channel> @\u{200b}everyone" }));
        let discord = ChatKind::Discord.message(text);
        assert_eq!(discord["allowed_mentions"], json!({ "parse": [] }));
        assert_eq!(discord["content"], "A & B: <!channel> @\u{200b}everyone");
        assert_eq!(ChatKind::Zulip.message(text), ChatKind::Mattermost.message(text));
    }
}
