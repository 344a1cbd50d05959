//! This program as servers of the AT Protocol know it: its id is the address of a document that it serves itself.

use crate::NetworkName;
use serde_json::{Value, json};

/// Where the document is, on an installation's own address.
pub const PATH: &str = "/oauth/client-metadata.json";
/// What is asked for: to be somebody there, and to act as an app password does.
pub(super) const SCOPES: &str = "atproto transition:generic";

/// The document about this installation.
pub fn document(website: &str) -> Value {
    json!({
        "client_id": format!("{website}{PATH}"),
        "client_name": "Nuncio",
        "client_uri": website,
        "application_type": "web",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "redirect_uris": [format!("{website}/connect/{}", NetworkName::Bluesky)],
        "scope": SCOPES,
        "token_endpoint_auth_method": "none",
        "dpop_bound_access_tokens": true,
    })
}

/// The id of this installation, or why it has none: servers fetch the document, so that it has to be at a public address.
/// An installation that is tried on one's own machine has the id that the protocol keeps for that.
pub(super) fn id(website: &str, callback: &str) -> Result<String, &'static str> {
    if website.starts_with("https://") {
        return Ok(format!("{website}{PATH}"));
    }
    if website.starts_with("http://127.0.0.1") {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("redirect_uri", callback), ("scope", SCOPES)])
            .finish();
        return Ok(format!("http://localhost?{query}"));
    }
    Err(
        "this installation has no https address, at which the account’s server could read who asks: type an app password",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_where_the_document_is_and_an_address_that_nobody_reaches_is_none() {
        let website = "https://nuncio.example";
        assert_eq!(id(website, "").unwrap(), document(website)["client_id"]);
        let callback = "http://127.0.0.1:4100/connect/bluesky";
        let local = id("http://127.0.0.1:4100", callback).unwrap();
        assert!(local.starts_with("http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%3A4100%2Fconnect%2Fbluesky&"));
        for website in ["http://localhost:4100", "http://nuncio.example"] {
            assert!(id(website, callback).is_err(), "{website}");
        }
    }
}
