//! Whoever sends a request, signed in or not: their browser, where they connect from, and what their browser says it is.

use crate::{
    App,
    failed::Failed,
    frame::Plain,
    guard::{Browser, RequestId},
};
use acts::{
    sessions,
    sign_in::{NotIn, Visit},
};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use people::{AddressBlock, Identified, SignedIn, TokenHash, TrustedProxies};
use std::net::SocketAddr;

/// Somebody at the other end, before anybody looks who it is.
pub struct Caller {
    /// Their browser.
    pub browser: Browser,
    /// The number of this request.
    pub request: String,
    cookie: TokenHash,
    block: AddressBlock,
    agent: String,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failed> {
        let browser = Browser::from_request_parts(parts, app).await.map_err(Failed::bare)?;
        let cookie = browser.session().unwrap_or(browser.visitor());
        let block = came_from(parts, &app.here.proxies);
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        Ok(Self { cookie, block, agent: named(agent), request: RequestId::of(&parts.extensions).to_owned(), browser })
    }
}

/// The block of the client's address: of the connection, or what a trusted proxy says about it.
fn came_from(parts: &Parts, proxies: &TrustedProxies) -> AddressBlock {
    let Some(ConnectInfo(peer)) = parts.extensions.get::<ConnectInfo<SocketAddr>>() else {
        return AddressBlock::local();
    };
    // What is no text is no address either, and ends the reading there.
    let forwarded = parts.headers.get_all(FORWARDED).iter().map(|value| value.to_str().unwrap_or_default());
    AddressBlock::of(proxies.client(peer.ip(), forwarded))
}

const FORWARDED: &str = "x-forwarded-for";

impl Caller {
    /// Who it is, as the acts ask.
    pub fn visit(&self) -> Visit<'_> {
        Visit { cookie: self.cookie, block: self.block, browser: &self.agent }
    }
    /// The addresses that count as theirs.
    pub fn block(&self) -> &AddressBlock {
        &self.block
    }
    /// Who is signed in, if anybody is.
    pub async fn signed_in(&self, app: &App) -> Result<Option<SignedIn>, Failed> {
        match sessions::who(&app.here, self.browser.session()).await {
            Ok(who) => Ok(who),
            Err(NotIn::Over(_)) => Ok(None),
            Err(other) => Err(self.trouble(other)),
        }
    }
    /// Whose session it is, also while their rights rest; nobody where there is none.
    pub async fn identified(&self, app: &App) -> Result<Option<Identified>, Failed> {
        match sessions::identified(&app.here, self.browser.session()).await {
            Ok(who) => Ok(who),
            Err(NotIn::Over(_)) => Ok(None),
            Err(other) => Err(self.trouble(other)),
        }
    }
    /// The frame of a page for somebody who is not signed in.
    pub fn stranger(&self) -> Plain {
        Plain { signed_in: false, ..self.browser.plain() }
    }
    /// Something failed underneath.
    pub fn trouble(&self, error: impl Into<anyhow::Error>) -> Failed {
        Failed::trouble(self.stranger(), &self.request, &error.into())
    }
    /// What the person can mend, as a status and a sentence; everything else is a page of its own.
    pub fn said(&self, refused: NotIn) -> Result<(StatusCode, String), Failed> {
        match refused {
            NotIn::Trouble(error) => Err(self.trouble(error)),
            NotIn::Wait(wait) => Ok((StatusCode::TOO_MANY_REQUESTS, wait.to_string())),
            other => Ok((StatusCode::UNPROCESSABLE_ENTITY, other.to_string())),
        }
    }
}

/// The question for a passkey, or why there is none, as the script of the page reads it.
pub struct Asked(pub Result<String, (StatusCode, String)>);

impl IntoResponse for Asked {
    fn into_response(self) -> Response {
        let (status, json) = match self.0 {
            Ok(question) => (StatusCode::OK, question),
            Err((status, sentence)) => (status, serde_json::json!({ "trouble": sentence }).to_string()),
        };
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        (status, headers, json).into_response()
    }
}

const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "a Mac"),
    ("CrOS", "a Chromebook"),
    ("Linux", "Linux"),
];

/// `Firefox on Linux`: only words of ours, so that a list shows nothing that a browser made up.
fn named(agent: &str) -> String {
    let find =
        |table: &[(&str, &'static str)]| table.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    let browser = find(&BROWSERS).unwrap_or("A browser");
    find(&SYSTEMS).map_or_else(|| browser.to_owned(), |system| format!("{browser} on {system}"))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_browser_is_named_with_our_words() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0";
        assert_eq!(named(firefox), "Firefox on Linux");
        assert_eq!(named(edge), "Edge on Windows");
        assert_eq!(named("<script>alert(1)</script>"), "A browser");
    }
}
