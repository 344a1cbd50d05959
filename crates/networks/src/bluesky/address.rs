//! The two addresses of a post: `at://` for programs, a web page for people.

use super::{publish, xrpc::Xrpc};
use crate::{Account, Trouble, trouble::Kind};
use delivery::Remote;
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

    /// The record of another collection under the same key: what says something about a post is kept like that.
    #[must_use]
    pub fn beside(&self, collection: &str) -> Self {
        Self { collection: collection.to_owned(), ..self.clone() }
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

/// What a pasted address says by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A post of this account.
    Ours(AtUri),
    /// A post of somebody with another handle, which may be one more name of this account.
    Of(String, AtUri),
}

/// Reads an address that somebody pasted: `at://…`, or the page of the post in any client.
pub fn read(account: &Account, address: &str) -> Result<Named, Trouble> {
    let pasted = AtUri::pasted(address).filter(|at| at.collection == POSTS).ok_or_else(|| not_a_post(address))?;
    let ours = AtUri::post(&account.identity.id, &pasted.rkey);
    let handle = account.identity.handle.trim_start_matches('@');
    if pasted.authority == account.identity.id || pasted.authority.eq_ignore_ascii_case(handle) {
        return Ok(Named::Ours(ours));
    }
    if pasted.authority.starts_with("did:") {
        return Err(elsewhere(account, address));
    }
    Ok(Named::Of(pasted.authority, ours))
}

/// Our own post at this address. Where the server does not answer the address is believed: whoever pasted it has seen
/// the page, and the key of the post stands in it.
pub async fn pasted(xrpc: &Xrpc<'_>, account: &Account, address: &str) -> Result<Remote, Trouble> {
    let at = match read(account, address)? {
        Named::Ours(at) => at,
        Named::Of(handle, at) if xrpc.resolve_handle(&handle).await.is_ok_and(|did| did == account.identity.id) => at,
        Named::Of(..) => return Err(elsewhere(account, address)),
    };
    match xrpc.record(&at).await {
        Err(trouble) if trouble.kind == Kind::Gone => Err(Trouble::new(
            Kind::Gone,
            format!(
                "{} has no post of this account at {}; copy the address again",
                account.base.authority(),
                address.trim()
            ),
        )),
        _ => Ok(publish::remote(account, &at)),
    }
}

fn not_a_post(address: &str) -> Trouble {
    let says = format!(
        "{:?} is not the address of a post; copy it from the page of the post, such as https://bsky.app/profile/project.example/post/3mdtsyo3c2222",
        address.trim()
    );
    Trouble::new(Kind::Invalid, says)
}

fn elsewhere(account: &Account, address: &str) -> Trouble {
    let (address, handle) = (address.trim(), &account.identity.handle);
    let says = format!("{address} is not a post of {handle}; copy the address from the page of our own post");
    Trouble::new(Kind::Invalid, says)
}

impl fmt::Display for AtUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at://{}/{}/{}", self.authority, self.collection, self.rkey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Identity, NetworkName, Secret};
    use egress::{AllowList, SafeUrl};

    fn account() -> Account {
        Account {
            channel: None,
            network: NetworkName::Bluesky,
            base: SafeUrl::parse("https://pds.example", &AllowList::default()).unwrap(),
            identity: Identity {
                id: "did:plc:abc".to_owned(),
                handle: "project.example".to_owned(),
                url: "https://bsky.app/profile/project.example".to_owned(),
            },
            dialect: None,
            token: Secret::new(""),
            session: None,
        }
    }

    #[test]
    fn a_pasted_address_names_our_record_whatever_its_form() {
        let ours = AtUri::post("did:plc:abc", "3mdtsyo3c2222");
        for address in [
            "at://did:plc:abc/app.bsky.feed.post/3mdtsyo3c2222",
            "at://project.example/app.bsky.feed.post/3mdtsyo3c2222",
            "https://bsky.app/profile/project.example/post/3mdtsyo3c2222",
            " https://bsky.app/profile/Project.Example/post/3mdtsyo3c2222/ ",
            "https://bsky.app/profile/did:plc:abc/post/3mdtsyo3c2222",
            "https://another-client.example/profile/project.example/post/3mdtsyo3c2222?ref=1",
        ] {
            assert_eq!(read(&account(), address), Ok(Named::Ours(ours.clone())), "{address}");
        }
        let renamed = "https://bsky.app/profile/former.example/post/3mdtsyo3c2222";
        assert_eq!(read(&account(), renamed), Ok(Named::Of("former.example".to_owned(), ours)));
    }

    #[test]
    fn what_is_not_a_post_of_this_account_is_refused_with_a_sentence() {
        for (address, sentence) in [
            ("done", "is not the address of a post"),
            ("https://bsky.app/profile/project.example", "is not the address of a post"),
            ("https://social.example/@project/115001", "is not the address of a post"),
            ("at://did:plc:abc/app.bsky.feed.like/3mdtsyo3c2222", "is not the address of a post"),
            ("at://did:plc:other/app.bsky.feed.post/3mdtsyo3c2222", "is not a post of project.example"),
            ("https://bsky.app/profile/did:plc:other/post/3mdtsyo3c2222", "is not a post of project.example"),
        ] {
            let refused = read(&account(), address).unwrap_err();
            assert_eq!(refused.kind, Kind::Invalid, "{address}");
            assert!(refused.says.contains(sentence), "{address}: {}", refused.says);
        }
    }

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
