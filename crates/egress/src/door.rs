//! The door itself: opens connections, keeps the limits and says for each failure whether anything can have left.

use crate::{
    AllowList, Answer, Ask, BadMedium, Body, Content, Failure, Lookup, Medium, Method, SafeUrl, SystemLookup,
    UnsafeUrl,
    resolve::{ClosedAddress, Resolver},
};
use reqwest::{Client, RequestBuilder, Response, header, multipart, redirect, retry};
use std::{
    collections::HashMap,
    error::Error,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout_at},
};

const CONNECT: Duration = Duration::from_secs(5);
const HEADERS: u32 = 64 * 1024;
const REDIRECTS: usize = 3;
const PER_HOST: usize = 2;
const IN_ALL: usize = 32;
/// Hosts whose slots are remembered although nobody uses them.
const REMEMBERED: usize = 256;

/// The guarded way out. Clones share connections and limits.
#[derive(Clone)]
pub struct Egress(Arc<Inner>);

struct Inner {
    allow: AllowList,
    guarded: Client,
    vouched: Client,
    hosts: Mutex<HashMap<String, Arc<Semaphore>>>,
    all: Arc<Semaphore>,
}

/// The way out could not be set up: the platform offers no trusted certificate roots or no sockets.
#[derive(Debug, thiserror::Error)]
#[error(
    "the outgoing connections could not be set up: {0}. Check that the system's certificate roots are installed (Debian: ca-certificates)"
)]
pub struct NoDoor(#[source] reqwest::Error);

impl Egress {
    /// The way out with the operator's allow-list.
    pub fn new(allow: AllowList) -> Result<Self, NoDoor> {
        Self::with_lookup(allow, Arc::new(SystemLookup))
    }

    /// The same with another way to look names up.
    pub fn with_lookup(allow: AllowList, lookup: Arc<dyn Lookup>) -> Result<Self, NoDoor> {
        // An error here says that a provider is installed already, which is what is wanted.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self(Arc::new(Inner {
            allow,
            guarded: client(Resolver { lookup: lookup.clone(), guarded: true })?,
            vouched: client(Resolver { lookup, guarded: false })?,
            hosts: Mutex::default(),
            all: Arc::new(Semaphore::new(IN_ALL)),
        })))
    }

    /// The operator's allow-list, for the status page.
    pub fn allow_list(&self) -> &AllowList {
        &self.0.allow
    }

    /// Checks an address against the guard and the allow-list.
    pub fn url(&self, text: &str) -> Result<SafeUrl, UnsafeUrl> {
        SafeUrl::parse(text, &self.0.allow)
    }

    /// Asks, and follows at most three redirects, each checked like a new address. For reads only.
    pub async fn read(&self, ask: Ask) -> Result<Answer, Failure> {
        let deadline = Instant::now() + ask.lasts();
        let mut ask = ask;
        for _ in 0..=REDIRECTS {
            let answer = self.exchange(&ask, deadline).await?;
            let Some(target) = redirect_of(&answer) else { return Ok(answer) };
            ask = self.redirected(ask, &target)?;
        }
        Err(Failure::Refused { host: ask.url.host().to_owned(), why: "it redirected more than three times".to_owned() })
    }

    /// Asks once and follows nothing: a redirect is the answer. For everything that changes something.
    pub async fn write(&self, ask: Ask) -> Result<Answer, Failure> {
        let deadline = Instant::now() + ask.lasts();
        self.exchange(&ask, deadline).await
    }

    async fn exchange(&self, ask: &Ask, deadline: Instant) -> Result<Answer, Failure> {
        let host = ask.url.host().to_owned();
        let client = self.client_for(&ask.url)?;
        let slots = timeout_at(deadline, self.slots(&ask.url)).await;
        let _slots = slots.map_err(|_| Failure::NoSlot { host: host.clone() })?;
        let request = dressed(client, ask);
        match timeout_at(deadline, answered(request, ask, &host)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(Failure::TimeOut { host, after: ask.lasts() }),
        }
    }

    /// The address is checked again here, so that no other allow-list can have let it in.
    fn client_for(&self, url: &SafeUrl) -> Result<&Client, Failure> {
        let refused = |why: UnsafeUrl| Failure::Refused { host: url.host().to_owned(), why: why.to_string() };
        self.url(url.as_str()).map_err(refused)?;
        Ok(if self.0.allow.entry_for(url.url()).is_some() { &self.0.vouched } else { &self.0.guarded })
    }

    /// A redirect within the server keeps its standing; a redirect elsewhere must stand without the allow-list, stay on
    /// https, and travels without the credential.
    fn redirected(&self, mut ask: Ask, target: &str) -> Result<Ask, Failure> {
        let host = ask.url.host().to_owned();
        let refused = |why: &dyn std::fmt::Display| Failure::Refused {
            host: host.clone(),
            why: format!("it redirected to a place that is not asked: {why}"),
        };
        let mut joined = ask.url.url().join(target).map_err(|why| refused(&why))?;
        joined.set_fragment(None);
        let stays = joined.origin() == ask.url.url().origin();
        let nobody = AllowList::default();
        ask.url = SafeUrl::parse(joined.as_str(), if stays { &self.0.allow } else { &nobody })
            .map_err(|why| refused(&why))?;
        if !stays {
            ask.bearer = None;
            ask.headers.clear();
        }
        Ok(ask)
    }

    async fn slots(&self, url: &SafeUrl) -> (Option<OwnedSemaphorePermit>, Option<OwnedSemaphorePermit>) {
        let host = {
            let mut hosts = self.0.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            if hosts.len() > REMEMBERED {
                hosts.retain(|_, slots| Arc::strong_count(slots) > 1);
            }
            hosts.entry(url.origin().as_str().to_owned()).or_insert_with(|| Arc::new(Semaphore::new(PER_HOST))).clone()
        };
        // Neither semaphore is ever closed, so neither wait can fail.
        (host.acquire_owned().await.ok(), self.0.all.clone().acquire_owned().await.ok())
    }
}

fn client(resolver: Resolver) -> Result<Client, NoDoor> {
    Client::builder()
        .dns_resolver(Arc::new(resolver))
        .user_agent(concat!("Nuncio/", env!("CARGO_PKG_VERSION")))
        .no_proxy()
        .redirect(redirect::Policy::none())
        .referer(false)
        .retry(retry::never())
        .connect_timeout(CONNECT)
        // A kept connection that the other side has just closed looks like a broken call: whether it acted would not
        // be known. Every call opens its own.
        .pool_max_idle_per_host(0)
        .http2_max_header_list_size(HEADERS)
        .build()
        .map_err(NoDoor)
}

fn dressed(client: &Client, ask: &Ask) -> RequestBuilder {
    let method = match ask.method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Delete => reqwest::Method::DELETE,
    };
    let mut request = client.request(method, ask.url.url().clone());
    if let Some(token) = &ask.bearer {
        request = request.bearer_auth(token.expose());
    }
    for (name, value) in &ask.headers {
        request = request.header(*name, value);
    }
    match &ask.body {
        Body::None => request,
        Body::Bytes(kind, bytes) => request.header(header::CONTENT_TYPE, kind).body(bytes.clone()),
        Body::Medium(kind, medium) => {
            let told = request.header(header::CONTENT_TYPE, kind).header(header::CONTENT_LENGTH, medium.length());
            told.body(streamed(medium))
        }
        Body::Parts(parts) => request.multipart(parts.iter().fold(multipart::Form::new(), with_part)),
    }
}

fn with_part(form: multipart::Form, part: &crate::Part) -> multipart::Form {
    let filled = match &part.content {
        Content::Text(text) => multipart::Part::text(text.clone()),
        Content::File(name, medium) => {
            let plain =
                || multipart::Part::stream_with_length(streamed(medium), medium.length()).file_name(name.clone());
            // A media type that is none is left out; the server then looks at the bytes.
            plain().mime_str(medium.kind()).unwrap_or_else(|_| plain())
        }
    };
    form.part(part.name, filled)
}

fn streamed(medium: &Medium) -> reqwest::Body {
    reqwest::Body::wrap_stream(medium.chunks())
}

async fn answered(request: RequestBuilder, ask: &Ask, host: &str) -> Result<Answer, Failure> {
    let response = request.send().await.map_err(|error| failure_of(error, host))?;
    let unreadable = |why| Failure::Unreadable { host: host.to_owned(), why };
    let headers = response.headers().clone();
    let size: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if size > HEADERS as usize {
        return Err(unreadable("its headers were larger than 64 KiB"));
    }
    if headers.get(header::CONTENT_ENCODING).is_some_and(|kind| kind != "identity") {
        return Err(unreadable("it was compressed although that was not asked for"));
    }
    let status = response.status().as_u16();
    let body = whole_body(response, ask.cap.bytes(), host).await?;
    Ok(Answer { status, from: ask.url.clone(), headers, body })
}

async fn whole_body(mut response: Response, cap: usize, host: &str) -> Result<Vec<u8>, Failure> {
    let too_large = || Failure::Unreadable { host: host.to_owned(), why: "it was larger than such an answer may be" };
    if response.content_length().is_some_and(|length| length > cap as u64) {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| Failure::Broken { host: host.to_owned() })? {
        if body.len() + chunk.len() > cap {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn failure_of(error: reqwest::Error, host: &str) -> Failure {
    // The address of a webhook is its key, so that no log may hold more of it than the host.
    let (host, error) = (host.to_owned(), error.without_url());
    if let Some(closed) = cause_of::<ClosedAddress>(&error) {
        return Failure::Refused { host, why: closed.to_string() };
    }
    if let Some(bad) = cause_of::<BadMedium>(&error) {
        return Failure::Medium { host, bad: bad.clone() };
    }
    tracing::debug!(%host, %error, "no answer");
    if error.is_connect() || error.is_builder() { Failure::Unreachable { host } } else { Failure::Broken { host } }
}

fn cause_of<Cause: Error + 'static>(error: &reqwest::Error) -> Option<&Cause> {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(found) = inner.downcast_ref() {
            return Some(found);
        }
        cause = inner.source();
    }
    None
}

fn redirect_of(answer: &Answer) -> Option<String> {
    let moved = matches!(answer.status, 301 | 302 | 303 | 307 | 308);
    moved.then(|| answer.header("location").map(str::to_owned)).flatten()
}
