//! The addresses under which servers of the family show a post, and which of our own posts a pasted one means.

use super::{find, server::Server, view};
use crate::{Account, Trouble, trouble::Kind};
use delivery::Remote;
use url::Url;

/// What a pasted address says by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// The id of the post is in it.
    Post(String),
    /// Only the server knows which post that page shows.
    Page(String),
}

/// Reads an address that somebody pasted. It has to be on this account's server, and of this account where it names one.
pub fn read(account: &Account, address: &str) -> Result<Named, Trouble> {
    let address = address.trim();
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "https" | "http"));
    let url = url.ok_or_else(|| not_a_post(address))?;
    if ![own_host(account), Some(account.base.authority())].contains(&authority(&url)) {
        return Err(elsewhere(account, address));
    }
    let segments: Vec<&str> = url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).collect();
    // The pages of the web client carry its name in front.
    let (who, id) = match segments.strip_prefix(&["deck"]).or(segments.strip_prefix(&["web"])).unwrap_or(&segments) {
        ["@me" | "about" | "explore" | "tags", ..] | [] | [_] => return Err(not_a_post(address)),
        ["users", who, "statuses", id] | ["p", who, id] => (Some(*who), Some(*id)),
        [who, "statuses", id] if who.starts_with('@') => (Some(*who), Some(*id)),
        [who, id] if who.starts_with('@') => (Some(*who), Some(*id)),
        ["statuses" | "notice", id] => (None, Some(*id)),
        // snac's page carries a time; its id is another text.
        [who, "p", _] => (Some(*who), None),
        _ => (None, None),
    };
    if who.is_some_and(|who| !is_us(account, who)) {
        return Err(elsewhere(account, address));
    }
    match id {
        Some(id) if id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)) => {
            Ok(Named::Post(id.to_owned()))
        }
        Some(_) => Err(not_a_post(address)),
        None => Ok(Named::Page(address.to_owned())),
    }
}

/// Our own post at this address, as the server shows it. Where the server does not answer and the id stands in the
/// address, the address is believed: whoever pasted it has seen the page.
pub async fn pasted(server: &Server<'_>, account: &Account, address: &str) -> Result<Remote, Trouble> {
    match read(account, address)? {
        Named::Post(id) => match server.status(&id).await {
            Ok(status) if status.account.id == account.identity.id => Ok(view::remote(account, &status)),
            Ok(_) => Err(elsewhere(account, address.trim())),
            Err(trouble) if trouble.kind == Kind::Gone => Err(not_there(account, address.trim())),
            Err(_) => Ok(Remote { id, url: Some(address.trim().to_owned()) }),
        },
        Named::Page(page) => {
            let found = find::shown_at(server, account, &page).await?;
            found.ok_or_else(|| not_there(account, &page))
        }
    }
}

/// Whether a name in an address is ours: `@group`, `group`, `@group@social.example`.
fn is_us(account: &Account, who: &str) -> bool {
    let mut who = who.trim_start_matches('@').split('@');
    let (name, host) = (who.next().unwrap_or_default(), who.next());
    let ours = account.identity.handle.trim_start_matches('@').split('@').next().unwrap_or_default();
    let our_host =
        host.is_none_or(|host| [own_host(account), Some(account.base.authority())].contains(&Some(host.into())));
    name.eq_ignore_ascii_case(ours) && our_host
}

/// Where the account's page is, which may be another name of its server.
fn own_host(account: &Account) -> Option<String> {
    authority(&Url::parse(&account.identity.url).ok()?)
}

fn authority(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

fn not_a_post(address: &str) -> Trouble {
    let says = format!(
        "{address:?} is not the address of a post; copy it from the page of the post, such as https://social.example/@project/1234"
    );
    Trouble::new(Kind::Invalid, says)
}

fn elsewhere(account: &Account, address: &str) -> Trouble {
    let (handle, server) = (&account.identity.handle, account.base.authority());
    let says =
        format!("{address} is not a post of {handle} on {server}; copy the address from the page of our own post");
    Trouble::new(Kind::Invalid, says)
}

fn not_there(account: &Account, address: &str) -> Trouble {
    let server = account.base.authority();
    let says =
        format!("{server} shows no post of this account at {address}; copy the address from the page of the post");
    Trouble::new(Kind::Gone, says)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Identity, NetworkName, Secret};
    use egress::{AllowList, SafeUrl};

    fn account() -> Account {
        Account {
            channel: None,
            network: NetworkName::Mastodon,
            base: SafeUrl::parse("https://social.example", &AllowList::default()).unwrap(),
            identity: Identity {
                id: "42".to_owned(),
                handle: "@Project@social.example".to_owned(),
                url: "https://www.social.example/@project".to_owned(),
            },
            dialect: None,
            token: Secret::new(""),
            session: None,
        }
    }

    #[test]
    fn the_id_is_read_from_every_address_that_carries_it() {
        let table = [
            ("https://social.example/@project/115001", "115001"),
            (" https://social.example/@Project/115001/ \n", "115001"),
            ("http://social.example/@project/115001?from=feed#here", "115001"),
            ("https://www.social.example/@project/115001", "115001"),
            ("https://social.example/@project@social.example/115001", "115001"),
            ("https://social.example/deck/@project/115001", "115001"),
            ("https://social.example/web/@project/115001", "115001"),
            ("https://social.example/web/statuses/115001", "115001"),
            ("https://social.example/users/project/statuses/115001", "115001"),
            ("https://social.example/@project/statuses/01JD6ZQ4S5K3", "01JD6ZQ4S5K3"),
            ("https://social.example/notice/AnX4a-Vb_2", "AnX4a-Vb_2"),
            ("https://social.example/p/project/71234", "71234"),
        ];
        for (address, id) in table {
            assert_eq!(read(&account(), address), Ok(Named::Post(id.to_owned())), "{address}");
        }
    }

    #[test]
    fn a_page_whose_address_is_no_id_is_left_to_the_server() {
        for page in [
            "https://social.example/project/p/1795182447.198498",
            "https://social.example/objects/01f0c1b2-93d4-4a5e-8a55-0b6d5b0c1f9e",
            "https://social.example/2026/11/a-post",
        ] {
            assert_eq!(read(&account(), page), Ok(Named::Page(page.to_owned())), "{page}");
        }
    }

    #[test]
    fn what_is_not_a_post_of_this_account_is_refused_with_a_sentence() {
        let table = [
            ("done", "is not the address of a post"),
            ("", "is not the address of a post"),
            ("at://did:plc:abc/app.bsky.feed.post/3mdtsyo3c2222", "is not the address of a post"),
            ("https://social.example/", "is not the address of a post"),
            ("https://social.example/@project", "is not the address of a post"),
            ("https://social.example/tags/release", "is not the address of a post"),
            ("https://social.example/@project/115001%2F..%2Fx", "is not the address of a post"),
            ("https://elsewhere.example/@project/115001", "is not a post of @Project@social.example on social.example"),
            ("https://social.example:8443/@project/115001", "is not a post of"),
            ("https://social.example/@somebody/115001", "is not a post of"),
            ("https://social.example/@project@elsewhere.example/115001", "is not a post of"),
            ("https://social.example/users/somebody/statuses/115001", "is not a post of"),
            ("https://social.example/somebody/p/1795182447.198498", "is not a post of"),
        ];
        for (address, sentence) in table {
            let refused = read(&account(), address).unwrap_err();
            assert_eq!(refused.kind, Kind::Invalid, "{address}");
            assert!(refused.says.contains(sentence), "{address}: {}", refused.says);
        }
    }
}
