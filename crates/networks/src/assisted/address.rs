//! Whether an address that a person pasted can be a post of a channel that is used by hand. Nobody can look what stands
//! there, but a page of another host is none of its posts.

use super::Place;
use crate::{Trouble, trouble::Kind};
use delivery::Remote;
use url::Url;

/// Networks that are read under several names: a post of one stands on any of them.
const SAME: [&[&str]; 4] = [
    &["youtube.com", "youtu.be"],
    &["instagram.com", "instagr.am"],
    &["t.me", "telegram.me"],
    &["discord.com", "discord.gg"],
];

/// The post at this address, on the channel whose own page is `page`.
///
/// # Errors
/// For what is no address of a page (`https`, unless the channel's own page is without), and for a page of a host that is
/// not the channel's. Where the channel's host is not known, any will do.
pub(super) fn ours(place: Place, page: &str, address: &str) -> Result<Remote, Trouble> {
    let address = address.trim();
    let refused = |says: String| Err(Trouble::new(Kind::Invalid, says));
    let page = Url::parse(page).ok();
    let Some(pasted) = Url::parse(address).ok().filter(|url| is_page(url, page.as_ref())) else {
        return refused(format!("{address:?} is not the address of a post; copy it from the page of the post"));
    };
    let (hosts, host) = (hosts(place, page.as_ref()), host(&pasted));
    if !hosts.is_empty() && !hosts.iter().any(|ours| is_on(&host, ours)) {
        let there = hosts.first().map_or("there", String::as_str);
        return refused(format!(
            "{address} is a page of {host}, but this channel is on {there}; copy the address from the page of the post there"
        ));
    }
    Ok(Remote { id: address.to_owned(), url: Some(address.to_owned()) })
}

fn is_page(url: &Url, own: Option<&Url>) -> bool {
    let as_its_own = own.is_some_and(|own| own.scheme() == "http" && url.scheme() == "http");
    (url.scheme() == "https" || as_its_own) && url.has_host()
}

/// The hosts of a channel, its own first.
fn hosts(place: Place, page: Option<&Url>) -> Vec<String> {
    let own: Vec<String> = page.filter(|page| page.has_host()).map(host).into_iter().collect();
    let same = |own: &String| SAME.iter().find(|names| names.iter().any(|name| is_on(own, name)));
    let others = own.iter().filter_map(same).flat_map(|names| names.iter());
    let named = place.hosts().iter().chain(others).map(|name| (*name).to_owned()).collect::<Vec<_>>();
    own.into_iter().chain(named).collect()
}

/// The host of an address, without the label that says nothing.
fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).trim_end_matches('.').to_owned()
}

/// Whether a host is this one, or lies within it.
fn is_on(host: &str, ours: &str) -> bool {
    host.strip_suffix(ours).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_stands_on_the_host_of_its_channel_or_of_its_place() {
        for (place, page, address) in [
            (Place::LinkedIn, "https://linkedin.example/company/us", "https://linkedin.example/posts/1"),
            (Place::LinkedIn, "https://linkedin.example/company/us", " https://de.linkedin.com/posts/1 "),
            (Place::X, "https://twitter.com/us", "https://x.com/us/status/1"),
            (Place::Other, "https://www.forum.example/c/news", "https://forum.example/t/1"),
            (Place::Other, "https://forum.example/c/news", "https://www.forum.example/t/1"),
            (Place::Other, "https://www.youtube.com/@us", "https://youtu.be/1"),
            (Place::Other, "http://lists.example/us", "http://lists.example/us/1"),
            (Place::Other, "", "https://anywhere.example/1"),
        ] {
            let remote = ours(place, page, address).unwrap();
            assert_eq!(remote.url.as_deref(), Some(address.trim()), "{page}");
        }
    }

    #[test]
    fn a_page_of_another_host_is_refused_with_both_hosts() {
        for (place, page, address) in [
            (Place::LinkedIn, "https://linkedin.example/company/us", "https://social.example/@us/1"),
            (Place::LinkedIn, "https://linkedin.example/company/us", "https://notlinkedin.com/posts/1"),
            (Place::LinkedIn, "https://linkedin.example/company/us", "https://linkedin.example.attacker.example/1"),
            (Place::Other, "https://forum.example/c/news", "https://youtu.be/1"),
        ] {
            let refused = ours(place, page, address).unwrap_err().to_string();
            let (there, here) = (host(&Url::parse(address).unwrap()), host(&Url::parse(page).unwrap()));
            assert!(refused.contains(&there) && refused.contains(&format!("on {here}")), "{refused}");
        }
    }

    #[test]
    fn what_is_no_page_is_refused() {
        for wrong in ["", "done", "linkedin.example/posts/1", "http://linkedin.example/posts/1", "javascript:alert(1)"]
        {
            let refused = ours(Place::LinkedIn, "https://linkedin.example/company/us", wrong).unwrap_err().to_string();
            assert!(refused.contains("is not the address of a post"), "{wrong}: {refused}");
        }
    }
}
