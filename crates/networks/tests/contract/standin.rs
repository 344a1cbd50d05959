//! What the stand-ins for servers have in common: they serve on this machine, refuse what a schema refuses, and fail on
//! demand, before or after they did what they were asked.

use axum::{
    Router,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use serde_json::Value;
use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};
use tokio::net::TcpListener;

/// Serves this on a free port of this machine, and says where.
pub async fn served(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    base
}

/// What the schema has against a value: nothing, or the first thing.
pub fn refused_by(schema: &str, value: &Value) -> Option<String> {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator.iter_errors(value).next().map(|error| format!("{}: {error}", error.instance_path()))
}

/// One failure of the call that publishes.
#[derive(Clone, Debug)]
pub enum Fault {
    /// It answers like this and does nothing.
    Before(u16, String),
    /// It does what it was asked, and answers like this.
    After(u16, String),
}

/// The failures that are still to come, the next one first.
#[derive(Default)]
pub struct Faults(Mutex<VecDeque<Fault>>);

impl Faults {
    pub fn plan(&self, fault: Fault) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(fault);
    }
    /// The call, with the failure that is planned for it.
    pub fn around(&self, call: impl FnOnce() -> Response) -> Response {
        let fault = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        match fault {
            None => call(),
            Some(Fault::Before(status, body)) => answered(status, body),
            Some(Fault::After(status, body)) => {
                assert!(call().status().is_success(), "a failure after the effect needs an effect");
                answered(status, body)
            }
        }
    }
}

fn answered(status: u16, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    let kind = if body.starts_with('{') { "application/json" } else { "text/html" };
    let mut response = (status, Html(body)).into_response();
    response.headers_mut().insert("content-type", kind.parse().unwrap());
    if status.is_redirection() {
        response.headers_mut().insert("location", "/elsewhere".parse().unwrap());
    }
    response
}
