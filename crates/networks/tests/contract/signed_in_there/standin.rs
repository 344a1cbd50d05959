//! What stands in for an account's own server and the one that gives keys to it: the few endpoints that are used, each with
//! its proof; keys are bound to the key they were asked for with, codes and renewals are good once.

use super::proofs::{Proofs, Wrong};
use axum::{
    Json, Router,
    extract::{Form, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};
use tokio::net::TcpListener;

/// The account, and this program.
pub const DID: &str = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
pub const HANDLE: &str = "project.example";
pub const CLIENT: &str = "https://nuncio.example/oauth/client-metadata.json";

/// Both servers.
pub struct Site {
    pub base: String,
    kept: Mutex<Kept>,
}

/// What they remember and how they answer.
#[derive(Default)]
pub struct Kept {
    pub proofs: Proofs,
    pushed: HashMap<String, (HashMap<String, String>, String)>,
    codes: HashMap<String, (HashMap<String, String>, String)>,
    refresh: Option<(String, String)>,
    access: Option<(String, String)>,
    made: usize,
    /// What a person agrees to, where it is not what was asked for.
    pub agrees_to: Option<String>,
    /// Whose keys are given.
    pub subject: Option<String>,
    /// Where the account's document says that it lives.
    pub lives_at: Option<String>,
    /// How keys are presented.
    pub kind: Option<&'static str>,
    /// What the description of the server lacks.
    pub lacks: Option<&'static str>,
    pub records: HashMap<String, Value>,
}

impl Site {
    pub async fn start() -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let site = Arc::new(Self { base, kept: Mutex::default() });
        "nonce-0".clone_into(&mut site.kept().proofs.nonce);
        let router = Router::new()
            .route("/.well-known/oauth-protected-resource", get(protected))
            .route("/.well-known/oauth-authorization-server", get(described))
            .route("/oauth/par", post(push))
            .route("/oauth/token", post(token))
            .route("/xrpc/com.atproto.identity.resolveHandle", get(resolve))
            .route("/xrpc/com.atproto.server.getSession", get(session))
            .route("/xrpc/com.atproto.repo.putRecord", post(put))
            .route("/xrpc/com.atproto.repo.getRecord", get(record))
            .route(&format!("/{DID}"), get(document))
            .with_state(site.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        site
    }
    pub fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap()
    }
    /// A person agrees on the page at this address: the code they are sent back with.
    pub fn agreed(&self, page: &str) -> String {
        let url = url::Url::parse(page).unwrap();
        let asked: HashMap<String, String> = url.query_pairs().into_owned().collect();
        assert_eq!((url.path(), asked["client_id"].as_str(), asked.len()), ("/oauth/authorize", CLIENT, 2));
        let mut kept = self.kept();
        let pushed = kept.pushed.remove(&asked["request_uri"]).expect("what was pushed before");
        kept.made += 1;
        let code = format!("code-{}", kept.made);
        kept.codes.insert(code.clone(), pushed);
        code
    }
    /// No key opens anything any more.
    pub fn forget(&self) {
        let mut kept = self.kept();
        (kept.access, kept.refresh) = (None, None);
    }

    /// Looks at the proof of a call and runs it with the key that made it.
    fn proven(
        &self,
        headers: &HeaderMap,
        (method, path): (&str, &str),
        access: Option<&str>,
        call: impl FnOnce(&mut Kept, String) -> Response,
    ) -> Response {
        let mut kept = self.kept();
        let looked = kept.proofs.look(headers, (method, &format!("{}{path}", self.base)), access);
        let mut response = match looked {
            Ok(key) => call(&mut kept, key),
            Err(Wrong::Nonce) if access.is_some() => refused(401, "use_dpop_nonce"),
            Err(Wrong::Nonce) => refused(400, "use_dpop_nonce"),
            Err(Wrong::Proof(why)) => panic!("a proof of {method} {path} is none: {why}"),
        };
        response.headers_mut().insert("dpop-nonce", kept.proofs.nonce.parse().unwrap());
        response
    }

    /// The same for whoever has a key of the account, bound to the key of the proof.
    fn let_in(&self, headers: &HeaderMap, call: (&str, &str), done: impl FnOnce(&mut Kept) -> Response) -> Response {
        let sent = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let access = sent.strip_prefix("DPoP ").expect("a key is sent with its proof");
        self.proven(headers, call, Some(access), |kept, key| {
            if kept.access == Some((access.to_owned(), key)) { done(kept) } else { refused(401, "invalid_token") }
        })
    }
}

type There = State<Arc<Site>>;
type Told = Query<HashMap<String, String>>;

async fn protected(State(site): There) -> Response {
    Json(json!({ "resource": site.base, "authorization_servers": [site.base] })).into_response()
}

async fn described(State(site): There) -> Response {
    let base = &site.base;
    let mut told = json!({
        "issuer": base,
        "authorization_endpoint": format!("{base}/oauth/authorize"),
        "token_endpoint": format!("{base}/oauth/token"),
        "pushed_authorization_request_endpoint": format!("{base}/oauth/par"),
        "require_pushed_authorization_requests": true,
        "code_challenge_methods_supported": ["S256"],
        "dpop_signing_alg_values_supported": ["ES256"],
        "authorization_response_iss_parameter_supported": true,
        "client_id_metadata_document_supported": true,
    });
    if let Some(lacking) = site.kept().lacks {
        told.as_object_mut().unwrap().remove(lacking);
    }
    Json(told).into_response()
}

async fn push(State(site): There, headers: HeaderMap, Form(asked): Form<HashMap<String, String>>) -> Response {
    site.proven(&headers, ("POST", "/oauth/par"), None, |kept, key| {
        let told = |name: &str| asked.get(name).map(String::as_str);
        let fits = told("client_id") == Some(CLIENT)
            && told("redirect_uri") == Some("https://nuncio.example/connect/bluesky")
            && (told("response_type"), told("code_challenge_method")) == (Some("code"), Some("S256"))
            && told("scope") == Some("atproto transition:generic")
            && told("login_hint") == Some(HANDLE)
            && asked.len() == 8;
        if !fits {
            return refused(400, "invalid_request");
        }
        kept.made += 1;
        let request = format!("urn:ietf:params:oauth:request_uri:{}", kept.made);
        kept.pushed.insert(request.clone(), (asked, key));
        (StatusCode::CREATED, Json(json!({ "request_uri": request, "expires_in": 300 }))).into_response()
    })
}

async fn token(State(site): There, headers: HeaderMap, Form(form): Form<HashMap<String, String>>) -> Response {
    site.proven(&headers, ("POST", "/oauth/token"), None, |kept, key| {
        let told = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
        if told("client_id") != CLIENT {
            return refused(400, "invalid_client");
        }
        match told("grant_type") {
            "authorization_code" => {
                let Some((asked, of)) = kept.codes.remove(told("code")) else { return refused(400, "invalid_grant") };
                let shown = URL_SAFE_NO_PAD.encode(Sha256::digest(told("code_verifier").as_bytes()));
                let same = asked["code_challenge"] == shown && asked["redirect_uri"] == told("redirect_uri");
                if same && of == key { kept.given(key) } else { refused(400, "invalid_grant") }
            }
            "refresh_token" if kept.refresh == Some((told("refresh_token").to_owned(), key.clone())) => kept.given(key),
            "refresh_token" => {
                // Whoever comes with a used one may have stolen it: nobody's key is good any more.
                (kept.access, kept.refresh) = (None, None);
                refused(400, "invalid_grant")
            }
            _ => refused(400, "unsupported_grant_type"),
        }
    })
}

impl Kept {
    fn given(&mut self, key: String) -> Response {
        self.made += 1;
        let (access, refresh) = (format!("access-{}", self.made), format!("refresh-{}", self.made));
        self.access = Some((access.clone(), key.clone()));
        self.refresh = Some((refresh.clone(), key));
        Json(json!({
            "token_type": self.kind.unwrap_or("DPoP"), "access_token": access, "refresh_token": refresh,
            "expires_in": 3600, "sub": self.subject.as_deref().unwrap_or(DID),
            "scope": self.agrees_to.as_deref().unwrap_or("atproto transition:generic"),
        }))
        .into_response()
    }
}

async fn resolve(told: Told) -> Response {
    if told.get("handle").is_some_and(|handle| handle == HANDLE) {
        return Json(json!({ "did": DID })).into_response();
    }
    (StatusCode::BAD_REQUEST, Json(json!({ "error": "HandleNotFound" }))).into_response()
}

async fn document(State(site): There) -> Response {
    let home = site.kept().lives_at.clone().unwrap_or_else(|| site.base.clone());
    let service = json!({ "id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": home });
    Json(json!({ "id": DID, "alsoKnownAs": [format!("at://{HANDLE}")], "service": [service] })).into_response()
}

async fn session(State(site): There, headers: HeaderMap) -> Response {
    site.let_in(&headers, ("GET", "/xrpc/com.atproto.server.getSession"), |_| {
        Json(json!({ "did": DID, "handle": HANDLE })).into_response()
    })
}

async fn put(State(site): There, headers: HeaderMap, Json(asked): Json<Value>) -> Response {
    site.let_in(&headers, ("POST", "/xrpc/com.atproto.repo.putRecord"), |kept| {
        let uri = format!("at://{DID}/app.bsky.feed.post/{}", asked["rkey"].as_str().unwrap());
        kept.records.insert(uri.clone(), asked["record"].clone());
        Json(json!({ "uri": uri, "cid": "bafyreih" })).into_response()
    })
}

async fn record(State(site): There, told: Told) -> Response {
    let uri = format!("at://{}/{}/{}", told["repo"], told["collection"], told["rkey"]);
    match site.kept().records.get(&uri) {
        Some(value) => Json(json!({ "uri": uri, "cid": "bafyreih", "value": value })).into_response(),
        None => (StatusCode::BAD_REQUEST, Json(json!({ "error": "RecordNotFound" }))).into_response(),
    }
}

fn refused(status: u16, error: &str) -> Response {
    let body = Json(json!({ "error": error, "error_description": "<script>…</script>" }));
    let mut response = (StatusCode::from_u16(status).unwrap(), body).into_response();
    if status == 401 {
        response.headers_mut().insert("www-authenticate", format!("DPoP error=\"{error}\"").parse().unwrap());
    }
    response
}
