//! What is asked: method, address, credential, body and how large the answer may be.

use crate::{Medium, SafeUrl, Secret};
use serde::Serialize;
use std::time::Duration;

/// How a request acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Makes.
    Post,
    /// Replaces.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// Its word in HTTP.
    pub fn word(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// The largest answer that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    /// 1 MiB: an answer of an API.
    Json,
    /// 20 MiB: a picture.
    Picture,
}

impl Cap {
    /// The cap in bytes.
    pub fn bytes(self) -> usize {
        match self {
            Self::Json => 1024 * 1024,
            Self::Picture => 20 * 1024 * 1024,
        }
    }
}

/// One part of a form with files.
#[derive(Clone, Debug)]
pub struct Part {
    /// The field's name.
    pub name: &'static str,
    /// What it holds.
    pub content: Content,
}

/// What a part of a form holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Words.
    Text(String),
    /// A file, with the name that is told of it.
    File(String, Medium),
}

impl Part {
    /// A field with words.
    pub fn text(name: &'static str, text: impl Into<String>) -> Self {
        Self { name, content: Content::Text(text.into()) }
    }
    /// A file under this name, streamed.
    pub fn file(name: &'static str, file: impl Into<String>, medium: &Medium) -> Self {
        Self { name, content: Content::File(file.into(), medium.clone()) }
    }
}

/// What is sent along.
#[derive(Clone, Debug)]
pub enum Body {
    /// Nothing.
    None,
    /// Bytes with their media type; JSON comes this way too.
    Bytes(String, Vec<u8>),
    /// A medium as it is, streamed, under this media type.
    Medium(String, Medium),
    /// A form with files.
    Parts(Vec<Part>),
}

impl Body {
    /// How many bytes of media it carries.
    fn carries(&self) -> u64 {
        match self {
            Self::None | Self::Bytes(..) => 0,
            Self::Medium(_, medium) => medium.length(),
            Self::Parts(parts) => parts.iter().map(Part::carries).sum(),
        }
    }
}

impl Part {
    fn carries(&self) -> u64 {
        match &self.content {
            Content::Text(_) => 0,
            Content::File(_, medium) => medium.length(),
        }
    }
}

/// One request, complete.
#[derive(Clone)]
pub struct Ask {
    pub(crate) method: Method,
    pub(crate) url: SafeUrl,
    pub(crate) bearer: Option<Secret>,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Body,
    pub(crate) cap: Cap,
    pub(crate) within: Duration,
}

impl Ask {
    /// The time a whole exchange may take unless [`Ask::within`] says less.
    pub const LONGEST: Duration = Duration::from_secs(30);

    /// The time that a whole exchange may take at most where it carries media: less than a delivery is anybody's, so that
    /// nobody else begins with it meanwhile.
    const LONGEST_WITH_MEDIA: Duration = Duration::from_secs(90);
    /// How many bytes of media the slowest way out carries in a second.
    const SLOWEST: u64 = 256 * 1024;

    /// A request without credential or body.
    pub fn new(method: Method, url: SafeUrl) -> Self {
        Self { method, url, bearer: None, headers: vec![], body: Body::None, cap: Cap::Json, within: Self::LONGEST }
    }
    /// Shorthand for a read.
    pub fn get(url: SafeUrl) -> Self {
        Self::new(Method::Get, url)
    }
    /// Shorthand for a write.
    pub fn post(url: SafeUrl) -> Self {
        Self::new(Method::Post, url)
    }
    /// How it acts.
    pub fn method(&self) -> Method {
        self.method
    }
    /// Where it goes.
    pub fn url(&self) -> &SafeUrl {
        &self.url
    }
    /// Sends this token as `Authorization: Bearer`. It is dropped when a redirect leaves the server.
    #[must_use]
    pub fn bearer(mut self, token: &Secret) -> Self {
        self.bearer = Some(token.clone());
        self
    }
    /// Sends one more header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
    /// Sends a value as JSON.
    #[must_use]
    pub fn json(mut self, value: &impl Serialize) -> Self {
        // A value that cannot be written as JSON (a map with keys that are no texts) is a mistake of the program.
        let bytes = serde_json::to_vec(value).unwrap_or_default();
        self.body = Body::Bytes("application/json".to_owned(), bytes);
        self
    }
    /// Sends a form, percent-encoded.
    #[must_use]
    pub fn form<'a>(mut self, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let text = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        self.body = Body::Bytes("application/x-www-form-urlencoded".to_owned(), text.into_bytes());
        self
    }
    /// Sends these bytes as they are.
    #[must_use]
    pub fn bytes(mut self, kind: impl Into<String>, bytes: Vec<u8>) -> Self {
        self.body = Body::Bytes(kind.into(), bytes);
        self
    }
    /// Sends a medium as it is, streamed, under this media type.
    #[must_use]
    pub fn medium(mut self, kind: impl Into<String>, medium: &Medium) -> Self {
        self.body = Body::Medium(kind.into(), medium.clone());
        self
    }
    /// Sends a form with files.
    #[must_use]
    pub fn parts(mut self, parts: Vec<Part>) -> Self {
        self.body = Body::Parts(parts);
        self
    }
    /// Accepts an answer up to this cap.
    #[must_use]
    pub fn up_to(mut self, cap: Cap) -> Self {
        self.cap = cap;
        self
    }
    /// Ends the exchange after this long, at most [`Ask::LONGEST`].
    #[must_use]
    pub fn within(mut self, time: Duration) -> Self {
        self.within = time.min(Self::LONGEST);
        self
    }
    /// How long the exchange may take: what was set, and the time that its media need on a slow way.
    pub(crate) fn lasts(&self) -> Duration {
        let media = Duration::from_secs(self.body.carries() / Self::SLOWEST);
        if media.is_zero() { self.within } else { (self.within + media).min(Self::LONGEST_WITH_MEDIA) }
    }
}
