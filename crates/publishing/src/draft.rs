//! A post while it is written: one text for everywhere, own words where a channel needs them, and what the author
//! says about it.

use crate::{Content, LatePolicy, Planned, content::optional};
use basics::{ChannelId, Digest, Moment};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// A post while it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What the group calls it among itself. Never published.
    #[serde(default)]
    pub title: String,
    /// What every channel publishes that has no words of its own.
    pub everywhere: Content,
    /// The words of single channels.
    #[serde(default)]
    pub own: BTreeMap<ChannelId, OwnText>,
    /// Where it is to go out.
    #[serde(default)]
    pub channels: Vec<ChannelId>,
    /// The goals in force it serves, by the labels of the charter.
    #[serde(default)]
    pub goals: BTreeSet<String>,
    /// What it has to do with sponsors.
    #[serde(default)]
    pub sponsor: Sponsor,
    /// Whether anything was given in return for it.
    #[serde(default)]
    pub consideration: bool,
    /// Whether it promotes an event.
    #[serde(default)]
    pub event: Event,
    /// Whose content it is, when it comes from outside.
    #[serde(default)]
    pub third_party: Option<ThirdParty>,
    /// What it answers.
    #[serde(default)]
    pub answers: Option<ReplyTo>,
    /// When it is to leave.
    #[serde(default)]
    pub when: Option<Planned>,
    /// The instant from which it must not leave any more.
    #[serde(default)]
    pub not_after: Option<Moment>,
    /// How late it may still leave by itself.
    #[serde(default)]
    pub late: LatePolicy,
}

/// The words of one channel. Pictures and language are those of everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnText {
    /// Its text.
    pub text: String,
    /// Its warning.
    #[serde(default)]
    pub warning: Option<String>,
}

/// What a post has to do with sponsors, in its author's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sponsor {
    /// Nothing.
    #[default]
    None,
    /// One unpaid thank-you.
    Thanks,
    /// It belongs to a campaign: several planned items, or any for consideration.
    Campaign,
}

impl Sponsor {
    /// The word in the store and among the judge's facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Thanks => "thanks",
            Self::Campaign => "campaign",
        }
    }
}

/// Whether a post promotes an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// No.
    #[default]
    None,
    /// One piece of news about it.
    News,
    /// One of two or more planned posts about it.
    Series,
}

impl Event {
    /// The word in the store and among the judge's facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::News => "news",
            Self::Series => "series",
        }
    }
}

/// Content that somebody outside wrote or wants said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdParty {
    /// Who submitted it, and for whom they work.
    pub affiliation: String,
    /// What the community has from it.
    pub benefit: String,
}

/// What a post answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyTo {
    /// The address of what is answered, as people see it on its network.
    pub url: Url,
}

/// The text is not the address of a post.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not the address of a post: copy it from its page, such as https://social.example/@somebody/1234")]
pub struct NotAnAddress(pub String);

impl ReplyTo {
    /// What stands at this address.
    pub fn parse(address: &str) -> Result<Self, NotAnAddress> {
        match Url::parse(address.trim()) {
            Ok(url) if matches!(url.scheme(), "https" | "http") => Ok(Self { url }),
            _ => Err(NotAnAddress(address.to_owned())),
        }
    }
}

impl Draft {
    /// An empty post in this language.
    pub fn new(language: crate::Language) -> Self {
        Self {
            title: String::new(),
            everywhere: Content::of("", language),
            own: BTreeMap::new(),
            channels: Vec::new(),
            goals: BTreeSet::new(),
            sponsor: Sponsor::None,
            consideration: false,
            event: Event::None,
            third_party: None,
            answers: None,
            when: None,
            not_after: None,
            late: LatePolicy::default(),
        }
    }

    /// What this channel publishes: its own words, or everybody's.
    pub fn for_channel(&self, channel: ChannelId) -> Content {
        match self.own.get(&channel) {
            None => self.everywhere.clone(),
            Some(own) => Content { text: own.text.clone(), warning: own.warning.clone(), ..self.everywhere.clone() },
        }
    }

    /// The digest of all that goes out, on all its channels. An approval of this draft is bound to it: adding a
    /// channel voids one, and so does any edit to what any channel publishes. What never leaves is not in it.
    pub fn digest(&self) -> Digest {
        let channels: BTreeSet<_> = self.channels.iter().copied().collect();
        let mut parts: Vec<Vec<u8>> = vec![b"nuncio draft 1".to_vec()];
        parts.extend(optional(self.answers.as_ref().map(|answered| answered.url.as_str())));
        for channel in channels {
            parts.push(channel.uuid().as_bytes().to_vec());
            parts.push(self.for_channel(channel).digest().bytes().to_vec());
        }
        Digest::of_parts(parts.iter().map(Vec::as_slice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{channel, draft};

    #[test]
    fn a_channel_publishes_its_own_words_where_it_has_some() {
        let (mastodon, bluesky) = (channel(), channel());
        let mut draft = Draft { channels: vec![mastodon, bluesky], ..draft("For everybody") };
        draft.own.insert(bluesky, OwnText { text: "Short".into(), warning: Some("news".into()) });
        assert_eq!(draft.for_channel(mastodon).text, "For everybody");
        assert_eq!(draft.for_channel(bluesky).text, "Short");
        assert_eq!(draft.for_channel(bluesky).warning.as_deref(), Some("news"));
    }

    #[test]
    fn h2_any_edit_to_what_goes_out_voids_an_approval() {
        let (mastodon, bluesky) = (channel(), channel());
        let approved = Draft { channels: vec![mastodon, bluesky], ..draft("For everybody") };
        let edits: [&dyn Fn(&mut Draft); 4] = [
            &|it| it.everywhere.text.push('!'),
            &|it| drop(it.own.insert(mastodon, OwnText { text: "Own".into(), warning: None })),
            &|it| it.channels.push(channel()),
            &|it| it.answers = Some(ReplyTo::parse("https://social.example/@a/1").unwrap()),
        ];
        for (number, edit) in edits.iter().enumerate() {
            let mut edited = approved.clone();
            edit(&mut edited);
            assert_ne!(edited.digest(), approved.digest(), "edit {number}");
        }
    }

    #[test]
    fn what_never_leaves_voids_nothing() {
        let (mastodon, bluesky) = (channel(), channel());
        let approved = Draft { channels: vec![mastodon, bluesky], ..draft("For everybody") };
        let mut edited = approved.clone();
        edited.title = "Another name".into();
        edited.goals.insert("G1".into());
        edited.channels = vec![bluesky, mastodon, bluesky];
        edited.own.insert(channel(), OwnText { text: "For a channel it does not go to".into(), warning: None });
        assert_eq!(edited.digest(), approved.digest());
    }

    #[test]
    fn a_reply_needs_an_address_of_a_post() {
        assert!(ReplyTo::parse(" https://social.example/@a/1 ").is_ok());
        for wrong in ["", "social.example", "javascript:alert(1)", "file:///etc/passwd"] {
            assert!(ReplyTo::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_draft_reads_back_from_its_stored_form() {
        let draft = Draft { channels: vec![channel()], ..draft("Hello") };
        let stored = serde_json::to_string(&draft).unwrap();
        assert_eq!(serde_json::from_str::<Draft>(&stored).unwrap(), draft);
    }
}
