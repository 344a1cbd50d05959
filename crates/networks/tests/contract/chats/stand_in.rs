//! What the stand-ins have in common: they serve on this machine, check what is asked against a schema of ours, and fail
//! on demand, before or after they did what they were asked.

use axum::{
    Router,
    body::Body,
    extract::DefaultBodyLimit,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use std::{
    collections::VecDeque,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::net::TcpListener;

/// A service that stands in for the real one.
pub trait StandIn: Send + Sync {
    fn desk(&self) -> &Desk;
    /// What readers see, oldest first: the texts, as they were written.
    fn shown(&self) -> Vec<String>;
    /// The descriptions of all pictures that readers see.
    fn described(&self) -> Vec<String>;
    /// Takes the key back.
    fn revoke(&self);
}

/// Where calls arrive.
#[derive(Default)]
pub struct Desk {
    faults: Mutex<VecDeque<Fault>>,
    calls: AtomicUsize,
    rung: AtomicUsize,
}

/// One failure of the call that publishes.
#[derive(Clone, Debug)]
pub enum Fault {
    /// It answers like this and does nothing.
    Before(Reply),
    /// It does what it was asked, and answers like this.
    After(Reply),
}

/// What comes back.
#[derive(Clone, Debug)]
pub enum Reply {
    /// A status, one header and a body.
    Says(u16, Option<(&'static str, &'static str)>, String),
    /// Half an answer, and then the line is cut.
    Cut,
}

impl Reply {
    pub fn says(status: u16, body: impl Into<String>) -> Self {
        Self::Says(status, None, body.into())
    }
}

impl Desk {
    pub fn plan(&self, fault: Fault) {
        self.faults.lock().unwrap().push_back(fault);
    }
    /// How many publishing calls arrived.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
    /// How often somebody called everybody.
    pub fn rung(&self) -> usize {
        self.rung.load(Ordering::SeqCst)
    }
    pub fn ring(&self) {
        self.rung.fetch_add(1, Ordering::SeqCst);
    }
    /// The publishing call, with the failure that is planned for it.
    pub fn around(&self, call: impl FnOnce() -> Response) -> Response {
        self.calls.fetch_add(1, Ordering::SeqCst);
        match self.faults.lock().unwrap().pop_front() {
            None => call(),
            Some(Fault::Before(reply)) => reply.into_response(),
            Some(Fault::After(reply)) => {
                let answer = call();
                assert!(answer.status().is_success(), "a failure after the effect needs an effect: {answer:?}");
                reply.into_response()
            }
        }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        match self {
            Self::Says(status, header, body) => {
                let mut answer = (StatusCode::from_u16(status).unwrap(), body).into_response();
                if let Some((name, value)) = header {
                    answer.headers_mut().insert(name, value.parse().unwrap());
                }
                answer
            }
            Self::Cut => {
                let broken = futures::stream::once(async { Err::<Vec<u8>, _>(std::io::Error::other("cut")) });
                Body::from_stream(broken).into_response()
            }
        }
    }
}

/// Serves this on a free port of this machine, and says where.
pub async fn served(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let router = router.layer(DefaultBodyLimit::max(20_000_000));
    tokio::spawn(async move { axum::serve(listener, router).await });
    base
}

/// Whether a value is as the schema says; what is wrong is printed beside the test.
pub fn fits(schema: &str, value: &Value) -> bool {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    for wrong in &wrong {
        println!("refused by the schema: {wrong}");
    }
    wrong.is_empty()
}

/// A header as text; empty where there is none.
pub fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

pub fn json(status: u16, body: &Value) -> Response {
    (StatusCode::from_u16(status).unwrap(), axum::Json(body.clone())).into_response()
}

pub fn text(status: u16, body: &'static str) -> Response {
    (StatusCode::from_u16(status).unwrap(), body).into_response()
}
