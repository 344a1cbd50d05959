//! The operator's allow-list: exactly which internal servers may be reached, and why. The status page prints it.

use serde::Serialize;
use url::Url;

/// One server the operator allows although the guard would refuse it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Allowed {
    /// `http` or `https`.
    pub scheme: String,
    /// The host exactly as it stands in the address: `localhost`, `127.0.0.1`, `pds.internal`.
    pub host: String,
    /// The port, always written out.
    pub port: u16,
    /// Why the operator allows it, as the status page shows it.
    pub reason: String,
}

/// An entry of the allow-list could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAllowable {
    /// The text is no origin.
    #[error(
        "{0:?} is not an address the allow-list can hold: write scheme, host and port, such as http://127.0.0.1:4300"
    )]
    NoOrigin(String),
    /// Nobody said why.
    #[error("the allow-list entry for {0} gives no reason: say what runs there, so that the status page can show it")]
    NoReason(String),
}

impl Allowed {
    /// Reads `http://127.0.0.1:4300` and a reason.
    pub fn parse(origin: &str, reason: &str) -> Result<Self, NotAllowable> {
        let no_origin = || NotAllowable::NoOrigin(origin.to_owned());
        let url = Url::parse(origin).map_err(|_| no_origin())?;
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let anonymous = url.username().is_empty() && url.password().is_none();
        if !matches!(url.scheme(), "http" | "https") || !bare || !anonymous {
            return Err(no_origin());
        }
        if reason.trim().is_empty() {
            return Err(NotAllowable::NoReason(origin.to_owned()));
        }
        let host = url.host_str().ok_or_else(no_origin)?.to_owned();
        let port = url.port_or_known_default().ok_or_else(no_origin)?;
        Ok(Self { scheme: url.scheme().to_owned(), host, port, reason: reason.trim().to_owned() })
    }

    fn covers(&self, url: &Url) -> bool {
        url.scheme() == self.scheme
            && url.host_str() == Some(self.host.as_str())
            && url.port_or_known_default() == Some(self.port)
    }
}

/// All servers the operator allows. Empty unless an operator (or the demo, or a test) says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AllowList(Vec<Allowed>);

impl AllowList {
    /// The list of these entries.
    pub fn new(entries: impl IntoIterator<Item = Allowed>) -> Self {
        Self(entries.into_iter().collect())
    }
    /// The entries, for the status page.
    pub fn entries(&self) -> &[Allowed] {
        &self.0
    }
    /// The entry that lets this address through, if there is one.
    pub fn entry_for(&self, url: &Url) -> Option<&Allowed> {
        self.0.iter().find(|entry| entry.covers(url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_names_scheme_host_port_and_reason_and_covers_nothing_else() {
        let list = AllowList::new([Allowed::parse("http://127.0.0.1:4300", "practice network").unwrap()]);
        let covered = |text: &str| list.entry_for(&Url::parse(text).unwrap()).is_some();
        assert!(covered("http://127.0.0.1:4300/api/v1/instance"));
        for other in
            ["http://127.0.0.1:4301/", "https://127.0.0.1:4300/", "http://localhost:4300/", "http://127.0.0.2:4300/"]
        {
            assert!(!covered(other), "{other}");
        }
    }

    #[test]
    fn an_entry_without_a_reason_or_with_a_path_is_refused() {
        assert!(matches!(Allowed::parse("http://127.0.0.1:4300", " "), Err(NotAllowable::NoReason(_))));
        for text in ["127.0.0.1:4300", "http://h/path", "ftp://h", "http://u@h:1"] {
            assert!(matches!(Allowed::parse(text, "why"), Err(NotAllowable::NoOrigin(_))), "{text}");
        }
    }
}
