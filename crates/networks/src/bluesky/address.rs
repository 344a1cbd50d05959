//! The two addresses of a post: `at://` for programs, a web page for people.

use crate::Account;
use std::fmt;
use url::Url;

/// The collection of posts.
pub const POSTS: &str = "app.bsky.feed.post";

/// `at://did/collection/key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtUri {
    /// Whose repository: a DID, or a handle where a person wrote it.
    pub authority: String,
    /// Which collection.
    pub collection: String,
    /// Which record.
    pub rkey: String,
}

impl AtUri {
    /// A post in this repository.
    pub fn post(authority: &str, rkey: &str) -> Self {
        Self { authority: authority.to_owned(), collection: POSTS.to_owned(), rkey: rkey.to_owned() }
    }

    /// Reads an `at://` address.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix("at://")?.split('/');
        let uri = Self {
            authority: parts.next()?.to_owned(),
            collection: parts.next()?.to_owned(),
            rkey: parts.next()?.to_owned(),
        };
        let sound =
            |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_:~".contains(&b));
        let complete =
            parts.next().is_none() && [&uri.authority, &uri.collection, &uri.rkey].into_iter().all(|part| sound(part));
        complete.then_some(uri)
    }

    /// Reads what a person pastes: an `at://` address, or a page `…/profile/<who>/post/<key>` of any client.
    pub fn pasted(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(uri) = Self::parse(text) {
            return Some(uri);
        }
        let url = Url::parse(text).ok()?;
        match url.path_segments()?.filter(|part| !part.is_empty()).collect::<Vec<_>>()[..] {
            ["profile", who, "post", rkey] => Self::parse(&Self::post(who, rkey).to_string()),
            _ => None,
        }
    }

    /// The page for people. A server that is reached over plain http is a practice or test server: it shows its own.
    pub fn page(&self, account: &Account, who: &str) -> String {
        let path = ["profile", who, "post", &self.rkey];
        if account.base.is_plain() {
            account.base.at(path).to_string()
        } else {
            format!("https://bsky.app/{}", path.join("/"))
        }
    }
}

impl fmt::Display for AtUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at://{}/{}/{}", self.authority, self.collection, self.rkey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_addresses_of_a_post_are_understood() {
        let post = AtUri::post("group.example", "3mdtsyo3c2222");
        assert_eq!(AtUri::pasted("https://bsky.app/profile/group.example/post/3mdtsyo3c2222"), Some(post.clone()));
        assert_eq!(AtUri::pasted(" at://group.example/app.bsky.feed.post/3mdtsyo3c2222 "), Some(post));
        for wrong in ["https://bsky.app/profile/group.example", "at://x", "at://a/b/c/d", "at://a/b/c d", "nonsense"] {
            assert_eq!(AtUri::pasted(wrong), None, "{wrong}");
        }
    }
}
