//! The address of a page as a server or a person names it. Pages of ours link to it, so it is a web address or nothing.

use serde::{Deserialize, Deserializer};
use url::Url;

/// The address, if it leads to a page in the web: `javascript:`, `data:` and whatever else a browser would open or run
/// are nothing.
pub fn of(address: &str) -> Option<String> {
    let address = address.trim();
    let url = Url::parse(address).ok()?;
    (matches!(url.scheme(), "https" | "http") && url.has_host()).then(|| address.to_owned())
}

/// A server as a person types it, `social.example`, as an address: it has its scheme.
pub fn with_scheme(server: &str) -> String {
    let server = server.trim().trim_end_matches('/');
    if server.contains("://") { server.to_owned() } else { format!("https://{server}") }
}

/// Reads the field of an answer in which a server names a page; what is none is as if the server had left it out.
pub fn told<'de, D: Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(field)?.and_then(|address| of(&address)))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn only_web_addresses_are_pages() {
        for page in ["https://social.example/@group/1", "http://practice.localhost:4100/1", " https://a.example "] {
            assert_eq!(of(page).as_deref(), Some(page.trim()));
        }
        for other in ["", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "\tjavascript:alert(1)", "data:text/html,x"] {
            assert_eq!(of(other), None, "{other}");
        }
        for other in
            ["java\nscript:alert(1)", "/@group/1", "//evil.example", "tag:social.example,2026:1", "mailto:a@b.c"]
        {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
