//! Our own address, and whether a request that wants to change something came from a page of ours.

use std::fmt;
use url::{Host, Url};

/// The address that this installation is reached under: scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(Url);

/// The public address cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{address:?} cannot be the public address: {wrong}. Expected something like https://nuncio.example.")]
pub struct NotAnOrigin {
    address: String,
    wrong: &'static str,
}

impl Origin {
    /// Reads the public address from the configuration.
    pub fn parse(address: &str) -> Result<Self, NotAnOrigin> {
        let refused = |wrong| NotAnOrigin { address: address.chars().take(200).collect(), wrong };
        let url = Url::parse(address).map_err(|_| refused("it is not an address"))?;
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        match url.scheme() {
            "https" | "http" if !url.username().is_empty() || url.password().is_some() => {
                Err(refused("it names a user"))
            }
            "https" | "http" if !bare => Err(refused("it goes on after the host and port")),
            "http" if !is_this_machine(&url) => {
                Err(refused("without https only this machine can be the public address"))
            }
            "https" | "http" => Ok(Self(url)),
            _ => Err(refused("it is neither https nor http")),
        }
    }
    /// As browsers write it in the `Origin` header.
    pub fn text(&self) -> String {
        self.0.origin().ascii_serialization()
    }
    /// The address as a URL, with a slash at its end.
    pub fn url(&self) -> &Url {
        &self.0
    }
    /// The host when it is a name; passkeys are bound to a name.
    pub fn domain(&self) -> Option<&str> {
        self.0.domain()
    }
    /// Whether cookies can be marked `Secure` and `__Host-`.
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// A header as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header<'a> {
    /// It is not there.
    Absent,
    /// It is there once.
    Is(&'a str),
    /// It is there twice, or is no text.
    Unreadable,
}

/// What of a request tells where it comes from. Nothing else is asked: no override header, no `_method` field.
#[derive(Clone, Copy, Debug)]
pub struct FetchHeaders<'a> {
    /// `Origin`.
    pub origin: Header<'a>,
    /// `Sec-Fetch-Site`.
    pub site: Header<'a>,
    /// `Content-Type`.
    pub content_type: Header<'a>,
}

/// A request that wants to change something did not come from a page of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForeignRequest {
    /// A method that changes nothing here.
    #[error("Only POST changes something here. Nothing was changed.")]
    Method,
    /// No `Origin`, or `null`, or two.
    #[error(
        "Your browser did not say which page sent this, so nothing was changed. Send it from the page itself; an extension or a proxy may have removed the Origin header."
    )]
    NoOrigin,
    /// Another site's page sent it.
    #[error(
        "This was sent by a page of another site, so nothing was changed. Open the page here and send it from there."
    )]
    OtherSite,
    /// Not a form and not JSON.
    #[error("This came in a form that no page here sends, so nothing was changed.")]
    ContentType,
}

/// Whether a request with this method only reads. Such a request passes, and no handler of it changes anything.
pub fn only_reads(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "OPTIONS")
}

/// Whether a request may reach a handler: it only reads, or it is a POST from a page of ours.
pub fn check(ours: &Origin, method: &str, headers: &FetchHeaders<'_>) -> Result<(), ForeignRequest> {
    match method {
        reads if only_reads(reads) => Ok(()),
        "POST" => {
            check_origin(ours, headers.origin).and(check_site(headers.site)).and(check_type(headers.content_type))
        }
        _ => Err(ForeignRequest::Method),
    }
}

fn check_origin(ours: &Origin, origin: Header<'_>) -> Result<(), ForeignRequest> {
    match origin {
        Header::Absent | Header::Unreadable | Header::Is("null") => Err(ForeignRequest::NoOrigin),
        Header::Is(text) if text == ours.text() => Ok(()),
        Header::Is(_) => Err(ForeignRequest::OtherSite),
    }
}

/// Browsers that send it tell more than `Origin`; those that do not are judged by `Origin` alone.
fn check_site(site: Header<'_>) -> Result<(), ForeignRequest> {
    match site {
        Header::Absent | Header::Is("same-origin") => Ok(()),
        Header::Is(_) | Header::Unreadable => Err(ForeignRequest::OtherSite),
    }
}

/// A page of another site can send `text/plain` without asking; no page of ours does.
fn check_type(content_type: Header<'_>) -> Result<(), ForeignRequest> {
    let Header::Is(text) = content_type else {
        return if content_type == Header::Absent { Ok(()) } else { Err(ForeignRequest::ContentType) };
    };
    let essence = text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/x-www-form-urlencoded" | "multipart/form-data" | "application/json" => Ok(()),
        _ => Err(ForeignRequest::ContentType),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_address_is_https_or_this_machine() {
        for good in [
            "https://nuncio.example",
            "https://nuncio.example:8443/",
            "http://localhost:8080",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
        ] {
            assert!(Origin::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "nuncio.example",
            "http://nuncio.example",
            "https://nuncio.example/app",
            "https://me@nuncio.example",
            "ftp://nuncio.example",
            "https://nuncio.example/?a",
        ] {
            let refused = Origin::parse(bad).unwrap_err().to_string();
            assert!(refused.contains(bad) && refused.contains("https://nuncio.example"), "{refused}");
        }
    }

    #[test]
    fn the_default_port_is_not_part_of_the_origin() {
        assert_eq!(Origin::parse("https://Nuncio.example:443").unwrap().text(), "https://nuncio.example");
    }
}
