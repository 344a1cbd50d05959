//! Which of our own posts an address means that a person copied from the blog.

use super::{site::Site, view, wire};
use crate::{Account, Trouble, trouble::Kind};
use delivery::Remote;
use url::Url;

/// What a pasted address says by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Named {
    /// The id of the post: `?p=12`.
    Post(u64),
    /// The slug of the post, wherever the blog puts it in its addresses.
    Slug(String),
}

fn read(account: &Account, address: &str) -> Option<Named> {
    let url = Url::parse(address.trim()).ok()?;
    let base = Url::parse(account.base.as_str()).ok()?;
    if (url.host_str(), url.port_or_known_default()) != (base.host_str(), base.port_or_known_default()) {
        return None;
    }
    if let Some((_, id)) = url.query_pairs().find(|(name, _)| name == "p") {
        return id.parse().ok().map(Named::Post);
    }
    let last = url.path_segments()?.rfind(|part| !part.is_empty())?;
    let name = last.strip_suffix(".html").unwrap_or(last);
    Some(name.parse().map_or_else(|_| Named::Slug(name.to_owned()), Named::Post))
}

/// Our own post at this address, as the blog shows it.
pub async fn pasted(site: &Site<'_>, account: &Account, address: &str) -> Result<Remote, Trouble> {
    let found = match read(account, address).ok_or_else(|| not_a_post(account, address))? {
        Named::Post(id) => site.post(id).await.map(Some),
        Named::Slug(slug) => site.named(&slug).await,
    };
    let is_ours = |post: &wire::Post| post.author.to_string() == account.identity.id && post.status == "publish";
    match found {
        Ok(Some(post)) if is_ours(&post) => Ok(view::remote(&post)),
        Err(trouble) if trouble.kind != Kind::Gone => Err(trouble),
        _ => Err(not_there(account, address)),
    }
}

fn not_a_post(account: &Account, address: &str) -> Trouble {
    let says = format!(
        "{:?} is not the address of a post on {}; copy it from the page of the post",
        address.trim(),
        account.base.authority()
    );
    Trouble::new(Kind::Invalid, says)
}

fn not_there(account: &Account, address: &str) -> Trouble {
    let (blog, handle) = (account.base.authority(), &account.identity.handle);
    let says = format!(
        "{blog} shows no published post of {handle} at {}; copy the address from the page of the post",
        address.trim()
    );
    Trouble::new(Kind::Gone, says)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NetworkName, Secret};
    use egress::{AllowList, SafeUrl};

    #[test]
    fn the_post_is_named_by_its_slug_or_its_number() {
        let base = SafeUrl::parse("https://blog.example/news", &AllowList::default()).unwrap();
        let account = Account::unknown(NetworkName::WordPress, base, Secret::new(""));
        let slug = |text: &str| Some(Named::Slug(text.to_owned()));
        for (address, named) in [
            (" https://blog.example/news/out-now-abab1234/ ", slug("out-now-abab1234")),
            ("https://blog.example/news/2026/11/20/out-now-abab1234/?utm=x#top", slug("out-now-abab1234")),
            ("https://blog.example/news/out-now-abab1234.html", slug("out-now-abab1234")),
            ("https://blog.example/news/?p=12", Some(Named::Post(12))),
            ("https://blog.example/news/archives/12", Some(Named::Post(12))),
            ("https://blog.example/news/?p=twelve", None),
            ("https://elsewhere.example/news/out-now-abab1234/", None),
            ("https://blog.example:8443/news/out-now", None),
            ("https://blog.example/", None),
            ("done", None),
        ] {
            assert_eq!(read(&account, address), named, "{address}");
        }
    }
}
