//! An address that may be asked: https, a public name or a global literal, nothing hidden in it.
//!
//! The check here sees the text; the resolver sees the addresses behind the name, and the door applies both again.

use crate::{address, allow::AllowList};
use serde::{Serialize, Serializer};
use std::{fmt, net::IpAddr};
use url::{Host, Url};

/// The longest address the door accepts, in characters.
pub const LONGEST: usize = 2048;

/// A checked address. It is serialised as its text and comes back only through [`SafeUrl::parse`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SafeUrl(Url);

/// Why an address is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnsafeUrl {
    /// It is no address at all.
    #[error("{0:?} is not a web address: write it in full, such as https://social.example")]
    NoAddress(String),
    /// More than 2048 characters.
    #[error("this address has {0} characters; 2048 are the most that are accepted")]
    TooLong(usize),
    /// Spaces, backslashes or control characters.
    #[error("the address holds a space, a backslash or an invisible character: copy it again from the address bar")]
    HiddenCharacter,
    /// Something else than https.
    #[error(
        "{0} addresses are not asked: only https is (the operator may allow an internal server on the command line)"
    )]
    Scheme(String),
    /// A user name or password in the address.
    #[error("the address carries a user name or password before its host: leave that part out")]
    UserInfo,
    /// A fragment.
    #[error("the address carries a part after #, which no server ever sees: leave it out")]
    Fragment,
    /// Any other port.
    #[error("port {0} is not asked: only the ordinary web ports are (the operator may allow an internal server)")]
    Port(u16),
    /// A name that is not a public one.
    #[error(
        "{0:?} is not the name of a public server: a public name has a dot inside, none at its end, and only letters, digits and hyphens"
    )]
    Name(String),
    /// An address literal in a private, local or reserved range.
    #[error("{0} is a private, local or reserved address and is not asked (the operator may allow an internal server)")]
    Closed(IpAddr),
    /// An address literal written in an unusual way.
    #[error(
        "the numeric address {0} is written in an unusual way: write it in its ordinary form or use the server's name"
    )]
    Disguised(IpAddr),
}

impl SafeUrl {
    /// Checks a text. Entries of the allow-list may use http, their own port and an internal name or address.
    pub fn parse(text: &str, allow: &AllowList) -> Result<Self, UnsafeUrl> {
        refuse_odd_text(text)?;
        let url = Url::parse(text).map_err(|_| UnsafeUrl::NoAddress(shortened(text)))?;
        refuse_extras(&url)?;
        if allow.entry_for(&url).is_none() {
            refuse_internal(&url, text)?;
        }
        refuse_unstable(&url)?;
        Ok(Self(url))
    }

    /// The same server at these path segments, each percent-encoded; query left out.
    #[must_use]
    pub fn at<'a>(&self, segments: impl IntoIterator<Item = &'a str>) -> Self {
        let mut url = self.0.clone();
        url.set_query(None);
        if let Ok(mut path) = url.path_segments_mut() {
            path.clear().extend(segments);
        }
        Self(url)
    }
    /// The same address with these query parameters in place of its own.
    #[must_use]
    pub fn with_query<'a>(&self, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut url = self.0.clone();
        url.query_pairs_mut().clear().extend_pairs(pairs);
        Self(url)
    }
    /// Only scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> Self {
        self.at([])
    }
    /// Whether both are the same server: scheme, host and port.
    pub fn same_origin(&self, other: &Self) -> bool {
        self.0.origin() == other.0.origin()
    }
    /// The host as it stands in the address.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
    /// Host, and the port where it is not the ordinary one: how people write a server down.
    pub fn authority(&self) -> String {
        self.0.port().map_or_else(|| self.host().to_owned(), |port| format!("{}:{port}", self.host()))
    }
    /// Whether it is reached over plain http: only servers the operator allows are.
    pub fn is_plain(&self) -> bool {
        self.0.scheme() == "http"
    }
    /// The address as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
    /// The address as text without a slash at its end.
    pub fn trimmed(&self) -> &str {
        self.as_str().trim_end_matches('/')
    }
    pub(crate) fn url(&self) -> &Url {
        &self.0
    }
}

fn refuse_odd_text(text: &str) -> Result<(), UnsafeUrl> {
    let characters = text.chars().count();
    if characters > LONGEST {
        return Err(UnsafeUrl::TooLong(characters));
    }
    let odd = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || c == '\\'
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    if text.chars().any(odd) { Err(UnsafeUrl::HiddenCharacter) } else { Ok(()) }
}

fn refuse_extras(url: &Url) -> Result<(), UnsafeUrl> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(UnsafeUrl::Scheme(url.scheme().to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UnsafeUrl::UserInfo);
    }
    if url.fragment().is_some() { Err(UnsafeUrl::Fragment) } else { Ok(()) }
}

fn refuse_internal(url: &Url, text: &str) -> Result<(), UnsafeUrl> {
    match url.host() {
        Some(Host::Domain(name)) => refuse_private_name(name)?,
        Some(Host::Ipv4(v4)) => refuse_literal(v4.into(), &v4.to_string(), text)?,
        Some(Host::Ipv6(v6)) => refuse_literal(v6.into(), &v6.to_string(), text)?,
        None => return Err(UnsafeUrl::NoAddress(shortened(text))),
    }
    if url.scheme() != "https" {
        return Err(UnsafeUrl::Scheme(url.scheme().to_owned()));
    }
    match url.port_or_known_default() {
        Some(80 | 443) => Ok(()),
        other => Err(UnsafeUrl::Port(other.unwrap_or(0))),
    }
}

fn refuse_private_name(name: &str) -> Result<(), UnsafeUrl> {
    let sound = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let local = ["localhost", "local", "internal", "home", "lan", "arpa"];
    let public = name.len() <= 253
        && name.contains('.')
        && name.split('.').all(sound)
        && !name.rsplit('.').next().is_some_and(|last| local.contains(&last));
    if public { Ok(()) } else { Err(UnsafeUrl::Name(shortened(name))) }
}

fn refuse_literal(address: IpAddr, ordinary: &str, text: &str) -> Result<(), UnsafeUrl> {
    if !address::is_global(address) {
        return Err(UnsafeUrl::Closed(address));
    }
    if text.to_ascii_lowercase().contains(ordinary) { Ok(()) } else { Err(UnsafeUrl::Disguised(address)) }
}

/// What was checked must be what is asked: the printed address reads back as itself.
fn refuse_unstable(url: &Url) -> Result<(), UnsafeUrl> {
    match Url::parse(url.as_str()) {
        Ok(again) if again == *url && again.as_str() == url.as_str() => Ok(()),
        _ => Err(UnsafeUrl::NoAddress(shortened(url.as_str()))),
    }
}

fn shortened(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

impl fmt::Display for SafeUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fmt::Debug for SafeUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl Serialize for SafeUrl {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}
