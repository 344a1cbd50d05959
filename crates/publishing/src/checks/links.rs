//! Where links lead: nowhere inside, to no test server by accident, and with no key in them.

use super::{Check, Variant};
use crate::facets::uris;
use std::net::{IpAddr, Ipv6Addr};
use url::{Host, Url};

/// Names of hosts that exist only inside a house.
const INSIDE: [&str; 9] =
    ["localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain", "test", "invalid"];
/// Words in a host's name that say it is not for the public yet.
const NOT_YET: [&str; 6] = ["staging", "stage", "preprod", "dev", "test", "preview"];
/// Parts of a link that open something for whoever has them.
const KEYS: [&str; 14] = [
    "token",
    "access_token",
    "refresh_token",
    "id_token",
    "session",
    "sessionid",
    "session_id",
    "sid",
    "auth",
    "api_key",
    "apikey",
    "password",
    "jwt",
    "secret",
];

pub(super) fn check(variant: &Variant) -> Vec<Check> {
    let text = &variant.content.text;
    let links = uris(text);
    let overlooked = overlooked(text, &links);
    links.iter().chain(&overlooked).filter_map(|uri| of_link(variant, uri)).collect()
}

/// Addresses written so that no network makes a link of them, which people can still copy: numbers instead of names.
fn overlooked(text: &str, links: &[String]) -> Vec<String> {
    let is_address = |word: &str| word.starts_with("http://") || word.starts_with("https://");
    let words = text.split_whitespace().filter(|word| is_address(word));
    words.filter(|word| !links.iter().any(|link| word.starts_with(link.as_str()))).map(str::to_owned).collect()
}

/// The hosts that a text links to.
pub(super) fn hosts(text: &str) -> Vec<String> {
    let host = |uri: &String| Url::parse(uri).ok()?.host_str().map(str::to_owned);
    uris(text).iter().filter_map(host).collect()
}

fn of_link(variant: &Variant, uri: &str) -> Option<Check> {
    let url = Url::parse(uri).ok()?;
    let host = url.host()?;
    if is_inside(&host) {
        let what = format!("The link to {host} leads to a place that only some computers can reach.");
        return Some(variant.to_fix("link", what, "Link to the public page instead."));
    }
    if !url.username().is_empty() || url.password().is_some() {
        let what = format!("The link to {host} has a name or a password in it.");
        return Some(variant.to_fix("link", what, "Take out what stands before the @ sign in the link."));
    }
    if let Some(key) = key_in(&url) {
        let what = format!("The link to {host} has a key in it ({key}): whoever reads the post could use it.");
        return Some(variant.to_fix("link", what, "Open the page without signing in, and copy its address there."));
    }
    if is_disguised(uri, &url) {
        let what = format!("The link reads like another one: its host is really {host}.");
        return Some(variant.to_think_about("link", what, "Make sure that this is the host you mean."));
    }
    is_not_public_yet(&host).then(|| {
        let what = format!("The link to {host} looks like one to a test server.");
        variant.to_think_about("link", what, "Make sure that the page is for everybody.")
    })
}

fn is_inside(host: &Host<&str>) -> bool {
    match host {
        Host::Ipv4(ip) => is_private(IpAddr::V4(*ip)),
        Host::Ipv6(ip) => is_private(IpAddr::V6(*ip)),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            let below = |end: &str| name.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
            !name.contains('.') || INSIDE.iter().any(|end| below(end))
        }
    }
}

/// Addresses that mean something else, or nothing, outside the house.
fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, ..] = ip.octets();
            let carrier = a == 100 && (64..128).contains(&b);
            let never = a == 0 || a >= 240 || (a == 198 && (b == 18 || b == 19));
            ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_multicast() || carrier || never
        }
        IpAddr::V6(ip) => {
            let mapped = ip.to_ipv4_mapped().is_some_and(|ip| is_private(IpAddr::V4(ip)));
            let unspecified = ip == Ipv6Addr::UNSPECIFIED;
            let ours = ip.is_unique_local() || ip.is_unicast_link_local();
            ip.is_loopback() || unspecified || ours || ip.is_multicast() || mapped
        }
    }
}

/// The name of the part that opens something. A short value is a word, not a key.
fn key_in(url: &Url) -> Option<String> {
    const SHORTEST: usize = 12;
    let fragment = url.fragment().unwrap_or_default();
    let queried = url.query_pairs().into_owned().chain(url::form_urlencoded::parse(fragment.as_bytes()).into_owned());
    queried
        .into_iter()
        .find(|(name, value)| KEYS.contains(&name.to_ascii_lowercase().as_str()) && value.len() >= SHORTEST)
        .map(|(name, _)| name)
}

/// Whether the host is written in letters that only look like others, or hides them behind `xn--`.
fn is_disguised(uri: &str, url: &Url) -> bool {
    let encoded = url.host_str().is_some_and(|host| host.split('.').any(|label| label.starts_with("xn--")));
    let host = uri.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    encoded || !host.is_ascii()
}

fn is_not_public_yet(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            let labels: Vec<_> = name.split('.').collect();
            let below = labels.len().saturating_sub(1);
            labels[..below].iter().flat_map(|label| label.split('-')).any(|word| NOT_YET.contains(&word))
        }
        // A page for everybody has a name.
        Host::Ipv4(_) | Host::Ipv6(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{checks::Level, testing::content};

    fn level(link: &str) -> Option<Level> {
        let variant = Variant { channel: None, name: "The text".into(), content: content(&format!("See {link} now")) };
        check(&variant).first().map(|check| check.level)
    }

    #[test]
    fn pc09_a_link_to_a_place_inside_is_to_fix() {
        for link in [
            "http://localhost:8000/",
            "http://127.0.0.1/",
            "http://10.0.0.1/x",
            "http://192.168.1.1",
            "http://[::1]/",
            "http://169.254.169.254/latest",
            "http://100.64.0.1/",
            "http://[fd00::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://printer.local/",
            "https://wiki.internal/a",
            "http://0x7f.1/",
            "http://2130706433/",
            "http://wiki/",
            "https://name:word@a.example/",
            "https://a.example/?access_token=0123456789abcdef",
            "https://a.example/#token=0123456789abcdef",
        ] {
            assert_eq!(level(link), Some(Level::ToFix), "{link}");
        }
    }

    #[test]
    fn pc09_a_link_to_a_test_server_is_to_think_about() {
        for link in ["https://staging.a.example/", "https://blog-preview.a.example/", "http://8.8.8.8/"] {
            assert_eq!(level(link), Some(Level::ToThinkAbout), "{link}");
        }
    }

    #[test]
    fn pc03_a_disguised_host_is_shown_as_what_it_is() {
        let variant =
            Variant { channel: None, name: "The text".into(), content: content("https://dj\u{430}ngo.example/") };
        let [found] = check(&variant).try_into().unwrap();
        assert_eq!(found.level, Level::ToThinkAbout);
        assert!(found.what.contains("xn--"), "{}", found.what);
        assert_eq!(level("https://xn--djngo-3ve.example/"), Some(Level::ToThinkAbout));
    }

    #[test]
    fn a_public_link_is_fine() {
        for link in [
            "https://django.example/weblog/?utm_source=mastodon",
            "https://a.example/?session=morning",
            "https://developer.a.example/",
            "https://93.184.example/",
            "https://a.example/test/",
        ] {
            assert_eq!(level(link), None, "{link}");
        }
    }
}
