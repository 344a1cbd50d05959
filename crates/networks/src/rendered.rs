//! A post in the form in which it leaves for one network, and what was prepared there for it.

use crate::{Capabilities, Medium, NetworkName, Parent, Refers, Trouble, Visibility, trouble::Kind};
use basics::{Digest, text::is_blank};
use publishing::{Content, Facet, FacetKind, Focus, Gates, Picture, Poll, facets};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Exactly what leaves. Made by a pure function from the approved content, so that it can be made again and compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendered {
    /// The network it is for.
    pub network: NetworkName,
    /// The text.
    pub text: String,
    /// Links, mentions and hashtags in it, by byte offset.
    pub facets: Vec<Facet>,
    /// The content warning, where the network has a line for it.
    pub warning: Option<String>,
    /// The language tag.
    pub language: String,
    /// Who it is for.
    pub visibility: Visibility,
    /// The pictures, in order.
    pub pictures: Vec<RenderedPicture>,
    /// What it answers.
    pub parent: Option<Parent>,
    /// The line above the text, where the network has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// What readers are asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<Poll>,
    /// The post that is shown within it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted: Option<Parent>,
    /// Who may answer and quote it.
    #[serde(default, skip_serializing_if = "Gates::are_open")]
    pub gates: Gates,
    /// For an assisted channel: the page that opens with the text filled in.
    pub deep_link: Option<String>,
}

/// A picture that leaves with a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderedPicture {
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its media type.
    pub mime: String,
    /// Its description as it is sent; empty for a decorative picture.
    pub alt: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What stays in view where the network crops it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<Focus>,
}

impl Violation {
    /// Whether it is about something else than the length of the text and its pictures.
    pub fn is_beyond_text_and_pictures(&self) -> bool {
        matches!(self, Self::NotTaken { .. } | Self::NotLikeThis(_) | Self::NeedsPicture)
    }
}

impl RenderedPicture {
    /// Its file among those that are handed to [`crate::Network::prepare`] and [`crate::Network::commit`].
    ///
    /// # Errors
    /// Where it is not among them: nothing leaves without it.
    pub fn among<'media>(&self, media: &'media [Medium]) -> Result<&'media Medium, Trouble> {
        let says = || format!("the bytes of picture {} are not at hand: add the picture again", self.digest.short());
        media.iter().find(|one| one.digest() == self.digest).ok_or_else(|| Trouble::new(Kind::Invalid, says()))
    }

    fn of(picture: &Picture, capabilities: &Capabilities) -> Self {
        Self {
            digest: picture.digest,
            mime: picture.mime.clone(),
            alt: picture.alt.sent().to_owned(),
            width: picture.width,
            height: picture.height,
            focus: picture.focus.filter(|_| capabilities.takes.focus),
        }
    }
}

/// What is ready for the one irreversible call. It is stored before that call, so that a restart neither uploads again
/// nor sends anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    /// What leaves.
    pub rendered: Rendered,
    /// What the network gave for it (upload ids, a draft, resolved mentions), in the connector's own form.
    pub material: Value,
}

/// The idempotency material of one intention: made once, stored before the first byte, the same for every attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientRef(String);

impl ClientRef {
    /// The material as the connector wrote it, or as it was stored.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
    /// The material as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a content cannot leave on a network as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// Over the limit.
    #[error("the text counts {counted} on this network, {} over its limit of {limit}", counted - limit)]
    TooLong {
        /// What it counts.
        counted: u32,
        /// The limit.
        limit: u32,
    },
    /// Nothing in it.
    #[error("there is nothing to publish: write a text or add a picture")]
    Empty,
    /// Too many pictures.
    #[error("this network takes {most} pictures in one post, and there are {there}")]
    TooManyPictures {
        /// How many there are.
        there: usize,
        /// How many it takes.
        most: u32,
    },
    /// A picture without a description.
    #[error("picture {number} has no description; say what it shows, or mark it as decoration")]
    NotDescribed {
        /// Which one, from 1.
        number: usize,
    },
    /// A description over the limit.
    #[error("the description of picture {number} has {counted} characters; this network takes {limit}")]
    DescriptionTooLong {
        /// Which picture, from 1.
        number: usize,
        /// Its length.
        counted: u32,
        /// The limit.
        limit: u32,
    },
    /// A picture of a kind, or of a size, that the network refuses.
    #[error("picture {number} cannot go to this network: {why}")]
    PictureRefused {
        /// Which picture, from 1.
        number: usize,
        /// The reason.
        why: String,
    },
    /// A post that must carry a picture.
    #[error("this server publishes nothing without a picture; add one")]
    NeedsPicture,
    /// A parent of another network.
    #[error("the post it answers is not one of this network")]
    ForeignParent,
    /// A quoted post of another network.
    #[error("the post it quotes is not one of this network: put its address in the text, or leave this channel out")]
    ForeignQuote,
    /// Something that the network does not know.
    #[error("this network has no {what}: take it out, or leave this channel out")]
    NotTaken {
        /// What it does not know, in the plural.
        what: &'static str,
    },
    /// Something that the network knows, but not like this.
    #[error("{0}")]
    NotLikeThis(String),
}

impl Rendered {
    /// What every network makes of a content in the same way; what is its own, each connector changes after it.
    pub fn of(network: NetworkName, content: Content, refers: Refers<'_>, capabilities: &Capabilities) -> Self {
        Self {
            network,
            facets: facets(&content.text),
            warning: content.warning.filter(|line| !is_blank(line)),
            language: content.language.as_str().to_owned(),
            visibility: content.visibility,
            pictures: content.pictures.iter().map(|picture| RenderedPicture::of(picture, capabilities)).collect(),
            parent: refers.answers.cloned(),
            headline: content.headline.filter(|_| capabilities.takes.headline.is_some()),
            poll: content.poll,
            quoted: refers.quotes.cloned(),
            gates: content.gates,
            deep_link: None,
            text: content.text,
        }
    }

    /// The page whose card may be shown with it: that of its first link, on networks that show cards, where the post shows
    /// nothing else.
    pub fn card(&self) -> Option<&str> {
        let makes_cards = matches!(self.network, NetworkName::Mastodon | NetworkName::Bluesky);
        let shows_something = !self.pictures.is_empty() || self.quoted.is_some();
        let first = self.facets.iter().find_map(|facet| match &facet.kind {
            FacetKind::Link { uri } => Some(uri.as_str()),
            _ => None,
        });
        first.filter(|_| makes_cards && !shows_something)
    }

    /// The digest of everything that leaves.
    pub fn digest(&self) -> Digest {
        // The fields are texts, numbers and lists of them, which can always be written.
        Digest::of_parts([&b"nuncio rendered 1"[..], &serde_json::to_vec(self).unwrap_or_default()])
    }
}
