//! How a person agrees at the stand-in for X, and how it gives and renews keys: each code and each key of a renewal is
//! good once.

use super::standin::{Site, problem};
use axum::{
    Json,
    extract::{Form, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// The application of the group.
pub const CLIENT: &str = "client-1";
pub const SECRET: &str = "client-secret-1";

/// What X remembers about keys.
#[derive(Default)]
pub struct Keys {
    codes: HashMap<String, (String, String)>,
    access: HashSet<String>,
    refresh: Option<String>,
    made: usize,
    renewals: usize,
    used_up: usize,
    /// What a person agrees to; everything that was asked for where nothing is said.
    pub agrees_to: Option<String>,
    /// Whether an application needs its secret.
    pub public: bool,
    /// The scopes that were asked for.
    asked: String,
}

impl Keys {
    pub fn takes(&self, access: &str) -> bool {
        self.access.contains(access)
    }
    /// A pair as it was given to somebody who agreed before.
    pub fn pair(&mut self) -> (String, String) {
        self.made += 1;
        let (access, refresh) = (format!("access-{}", self.made), format!("refresh-{}", self.made));
        self.access.insert(access.clone());
        self.refresh = Some(refresh.clone());
        (access, refresh)
    }
    /// How often a pair was renewed, and how often somebody came with a key that was used up.
    pub fn counted(&self) -> (usize, usize) {
        (self.renewals, self.used_up)
    }
    fn given(&mut self) -> Response {
        let (access_token, refresh_token) = self.pair();
        let scope = self.agrees_to.clone().unwrap_or_else(|| self.asked.clone());
        Json(json!({
            "token_type": "bearer", "expires_in": 7200, "access_token": access_token, "refresh_token": refresh_token,
            "scope": scope,
        }))
        .into_response()
    }
}

/// A person agrees on the page at this address: what they are sent back with.
pub fn agreed(site: &Site, page: &str) -> (String, String) {
    let url = url::Url::parse(page).unwrap();
    let asked: HashMap<String, String> = url.query_pairs().into_owned().collect();
    assert_eq!((url.path(), asked["response_type"].as_str()), ("/i/oauth2/authorize", "code"));
    assert_eq!((asked["client_id"].as_str(), asked["code_challenge_method"].as_str()), (CLIENT, "S256"));
    let mut keys = site.keys();
    keys.made += 1;
    let code = format!("code-{}", keys.made);
    keys.codes.insert(code.clone(), (asked["code_challenge"].clone(), asked["redirect_uri"].clone()));
    keys.asked.clone_from(&asked["scope"]);
    (code, asked["state"].clone())
}

/// `POST /2/oauth2/token`.
pub async fn token(
    State(site): State<Arc<Site>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let renews = form.get("grant_type").is_some_and(|asked| asked == "refresh_token");
    let answer = answered(&site, &headers, &form);
    if renews && answer.status().is_success() {
        site.holds().await;
    }
    answer
}

fn answered(site: &Site, headers: &HeaderMap, form: &HashMap<String, String>) -> Response {
    let told = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let mut keys = site.keys();
    let basic = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{SECRET}")));
    let confidential = headers.get("authorization").is_some_and(|sent| sent.to_str().unwrap() == basic);
    let known = confidential || (keys.public && told("client_id") == CLIENT);
    if !known {
        return refused(401, "invalid_client");
    }
    match told("grant_type") {
        "authorization_code" => {
            let Some((challenge, callback)) = keys.codes.remove(told("code")) else {
                return refused(400, "invalid_grant");
            };
            let proven = URL_SAFE_NO_PAD.encode(Sha256::digest(told("code_verifier").as_bytes())) == challenge;
            if !proven || callback != told("redirect_uri") {
                return refused(400, "invalid_request");
            }
            keys.given()
        }
        "refresh_token" if keys.refresh.as_deref() == Some(told("refresh_token")) => {
            keys.renewals += 1;
            keys.access.clear();
            keys.given()
        }
        "refresh_token" => {
            keys.used_up += 1;
            refused(400, "invalid_grant")
        }
        _ => refused(400, "unsupported_grant_type"),
    }
}

fn refused(status: u16, error: &str) -> Response {
    let mut response = problem(status, "", "");
    *response.body_mut() =
        Json(json!({ "error": error, "error_description": "<script>…</script>" })).into_response().into_body();
    response
}
