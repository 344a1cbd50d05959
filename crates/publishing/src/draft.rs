//! A post while it is written: one text for everywhere, own words where a channel needs them, and what the author
//! says about it.

mod digest;

use crate::{
    Alt, Content, Lateness, LinkTags, Named, Picture, Planned,
    naming::{named, words},
};
use basics::{CampaignId, ChannelId, MediaId, Moment, text::is_blank};
use jiff::SignedDuration;
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
    /// How it goes on, where it is a thread: each part answers the one before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thread: Vec<Part>,
    /// The words of single channels.
    #[serde(default)]
    pub own: BTreeMap<ChannelId, OwnText>,
    /// What single channels say about a picture in place of its description, by the picture as it was uploaded.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub descriptions: BTreeMap<ChannelId, BTreeMap<MediaId, String>>,
    /// Whom the words of its texts stand for on each channel, as the book of the group said when it was saved.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub people: BTreeMap<ChannelId, BTreeMap<String, Named>>,
    /// Where it is to go out.
    #[serde(default)]
    pub channels: Vec<ChannelId>,
    /// The goals in force it serves, by the labels of the charter.
    #[serde(default)]
    pub goals: BTreeSet<String>,
    /// What it has to do with sponsors.
    #[serde(default)]
    pub sponsor: Sponsor,
    /// The campaign it belongs to, where it belongs to one that was put to whoever decides about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<CampaignId>,
    /// Whether anything was given in return for it.
    #[serde(default)]
    pub consideration: bool,
    /// Whose content it is, when it comes from outside.
    #[serde(default)]
    pub third_party: Option<ThirdParty>,
    /// What it answers.
    #[serde(default)]
    pub answers: Option<ReplyTo>,
    /// What its links carry, where it was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_tags: Option<LinkTags>,
    /// The gaps of the template that it was begun from: in what leaves, each of them is filled.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub gaps: BTreeSet<String>,
    /// When it is to leave.
    #[serde(default)]
    pub when: Option<Planned>,
    /// What becomes of it when it cannot leave then.
    #[serde(default, skip_serializing_if = "Lateness::is_usual")]
    pub late: Lateness,
}

/// One more part of a thread.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its text.
    pub text: String,
    /// Its pictures, in their order.
    #[serde(default)]
    pub pictures: Vec<Picture>,
    /// How many minutes after the time of the part before it its own time is. It never leaves before that one is there.
    #[serde(default, skip_serializing_if = "is_none")]
    pub after_minutes: u32,
}

/// Serde hands in a reference.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a function of a reference")]
fn is_none(minutes: &u32) -> bool {
    *minutes == 0
}

impl Part {
    /// A part with this text alone, at the time of the part before it.
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

/// The words of one channel, in place of the whole thread. Pictures and language are those of everywhere.
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
            thread: Vec::new(),
            own: BTreeMap::new(),
            descriptions: BTreeMap::new(),
            people: BTreeMap::new(),
            channels: Vec::new(),
            goals: BTreeSet::new(),
            sponsor: Sponsor::None,
            campaign: None,
            consideration: false,
            third_party: None,
            answers: None,
            link_tags: None,
            late: Lateness::default(),
            gaps: BTreeSet::new(),
            when: None,
        }
    }

    /// What this channel publishes: its own words, or everybody's, with everybody called as they are called there.
    pub fn for_channel(&self, channel: ChannelId) -> Content {
        let everywhere =
            Content { pictures: self.described_for(channel, &self.everywhere.pictures), ..self.everywhere.clone() };
        let content = match self.own.get(&channel) {
            None => everywhere,
            Some(own) => Content { text: own.text.clone(), warning: own.warning.clone(), ..everywhere },
        };
        let named = |text: &str| self.named_for(channel, text);
        Content {
            text: named(&self.tagged(&content.text)),
            warning: content.warning.as_deref().map(named),
            headline: content.headline.as_deref().map(named),
            ..content
        }
    }

    /// What every channel publishes that has no words of its own, as it leaves, with nobody of the book named yet.
    pub fn for_everybody(&self) -> Content {
        Content { text: self.tagged(&self.everywhere.text), ..self.everywhere.clone() }
    }

    /// A text of it with its links marked.
    fn tagged(&self, text: &str) -> String {
        self.link_tags.as_ref().map_or_else(|| text.to_owned(), |tags| tags.on(text))
    }

    fn named_for(&self, channel: ChannelId, text: &str) -> String {
        self.people.get(&channel).map_or_else(|| text.to_owned(), |people| named(text, people))
    }

    /// The words that stand for somebody, in whichever of its texts.
    pub fn words(&self) -> BTreeSet<&str> {
        self.texts_for_all().chain(self.own.values().flat_map(own_texts)).flat_map(words).collect()
    }

    /// The words that stand for somebody in what this channel publishes.
    pub fn words_for(&self, channel: ChannelId) -> BTreeSet<&str> {
        match self.own.get(&channel) {
            None => self.texts_for_all().flat_map(words).collect(),
            Some(own) => own_texts(own).chain(self.everywhere.headline.as_deref()).flat_map(words).collect(),
        }
    }

    /// The texts for channels that have no words of their own.
    fn texts_for_all(&self) -> impl Iterator<Item = &str> {
        let lines = [self.everywhere.warning.as_deref(), self.everywhere.headline.as_deref()];
        let thread = self.thread.iter().map(|part| part.text.as_str());
        [self.everywhere.text.as_str()].into_iter().chain(thread).chain(lines.into_iter().flatten())
    }

    /// Pictures with the words that this channel has about them.
    fn described_for(&self, channel: ChannelId, pictures: &[Picture]) -> Vec<Picture> {
        let own = |picture: &Picture| self.descriptions.get(&channel)?.get(&picture.original());
        let described = |picture: &Picture| match own(picture) {
            None => picture.clone(),
            Some(words) => Picture { alt: Alt::Described(words.clone()), ..picture.clone() },
        };
        pictures.iter().map(described).collect()
    }

    /// What this channel publishes, part by part: one where it is no thread, or where the channel has its own words. Warning,
    /// language, audience and gates are those of the first part; what it asks and quotes belongs to the first alone.
    pub fn parts_for(&self, channel: ChannelId) -> Vec<Content> {
        let first = self.for_channel(channel);
        let own = self.own.contains_key(&channel);
        let rest = self.thread.iter().filter(|_| !own).map(|part| Content {
            text: self.named_for(channel, &self.tagged(&part.text)),
            pictures: self.described_for(channel, &part.pictures),
            headline: None,
            poll: None,
            quotes: None,
            ..first.clone()
        });
        let rest: Vec<Content> = rest.collect();
        [first].into_iter().chain(rest).collect()
    }

    /// The texts of its further parts, as they leave.
    pub fn thread_as_it_leaves(&self) -> Vec<String> {
        self.thread.iter().map(|part| self.tagged(&part.text)).collect()
    }

    /// How long after its first part this one is to leave, counted from 0.
    pub fn waits_for(&self, part: usize) -> SignedDuration {
        let minutes = self.thread.iter().take(part).map(|part| i64::from(part.after_minutes)).sum();
        SignedDuration::from_mins(minutes)
    }

    /// Whether each of its parts waits as long as that of another draft. Where every channel has its own words there is one
    /// part, and nothing waits.
    pub fn waits_like(&self, other: &Self) -> bool {
        let parts =
            self.channels.iter().map(|channel| if self.own.contains_key(channel) { 1 } else { 1 + self.thread.len() });
        (0..parts.max().unwrap_or(1)).all(|part| self.waits_for(part) == other.waits_for(part))
    }

    /// When it is to leave; `now` while it has no time.
    pub fn leaves_at(&self, now: Moment) -> Moment {
        self.when.as_ref().map_or(now, |planned| planned.at)
    }
}

fn own_texts(own: &OwnText) -> impl Iterator<Item = &str> {
    [own.text.as_str()].into_iter().chain(own.warning.as_deref())
}

/// What a post without a title is called: how its text begins.
pub fn first_words(text: &str) -> String {
    let line = text.lines().find(|line| !is_blank(line)).unwrap_or("Untitled").trim();
    if line.chars().count() <= 60 {
        return line.to_owned();
    }
    let cut: String = line.chars().take(60).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{whole} …")
}

#[cfg(test)]
mod tests;
