//! Carries the fault plan out: around every call, before or after its effect.

use super::{Calls, Effect, Fault, Practice, When, line::Line, visit::Visit};
use axum::{
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use std::{sync::Arc, time::Duration};

/// Longer than any client of ours waits.
const SILENCE: Duration = Duration::from_secs(90);
const HUGE: usize = 8 * 1024 * 1024;

pub(super) async fn publish(state: State<Arc<Practice>>, visit: Visit, request: Request, next: Next) -> Response {
    state.change().publishing_calls += 1;
    guarded(&state, &visit, Calls::Publish, request, next).await
}

pub(super) async fn prepare(state: State<Arc<Practice>>, visit: Visit, request: Request, next: Next) -> Response {
    guarded(&state, &visit, Calls::Prepare, request, next).await
}

pub(super) async fn read(state: State<Arc<Practice>>, visit: Visit, request: Request, next: Next) -> Response {
    guarded(&state, &visit, Calls::Read, request, next).await
}

/// An answer leaves only once what it says is on the disk: a process that is killed forgets nothing that it confirmed,
/// and gives no id a second time.
pub(super) async fn keep(practice: State<Arc<Practice>>, request: Request, next: Next) -> Response {
    let answer = next.run(request).await;
    if !practice.is_kept() {
        return answer;
    }
    let State(writer) = practice;
    match tokio::task::spawn_blocking(move || writer.save()).await {
        Ok(Ok(())) => answer,
        // What it did it may forget, so it does not say that it is done.
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn guarded(practice: &Practice, visit: &Visit, calls: Calls, request: Request, next: Next) -> Response {
    practice.holding.pass(calls).await;
    practice.takes_its_time().await;
    let planned = planned(practice, visit, calls);
    let line = request.extensions().get::<ConnectInfo<Line>>().map(|info| info.0.clone());
    match planned {
        None => next.run(request).await,
        Some(Fault { when: When::Before, effect, .. }) => failing(effect, Response::default(), line).await,
        Some(Fault { when: When::After, effect, .. }) => {
            let answer = next.run(request).await;
            failing(effect, answer, line).await
        }
    }
}

/// The fault that is planned for this call. Where none is, nothing changed.
fn planned(practice: &Practice, visit: &Visit, calls: Calls) -> Option<Fault> {
    if practice.look().faults.is_empty() {
        return None;
    }
    practice.change().take_fault(visit.host, calls)
}

async fn failing(effect: Effect, answer: Response, line: Option<Line>) -> Response {
    match effect {
        Effect::TimeOut => {
            tokio::time::sleep(SILENCE).await;
            StatusCode::GATEWAY_TIMEOUT.into_response()
        }
        Effect::Status(code) => StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response(),
        Effect::TooMany(name, value) => too_many(&name, &value),
        Effect::Drop => dropped(line),
        Effect::Html => Html("<!doctype html><title>Sign in</title><p>Please sign in.").into_response(),
        Effect::Empty => StatusCode::OK.into_response(),
        Effect::Truncated => truncated(answer).await,
        Effect::Huge => json(vec![b' '; HUGE]),
        Effect::Compressed => ([(header::CONTENT_ENCODING, "gzip")], json(b"{}".to_vec())).into_response(),
        Effect::Foreign => json(FOREIGN.as_bytes().to_vec()),
        Effect::Redirect(target) => (StatusCode::FOUND, [(header::LOCATION, target)]).into_response(),
    }
}

/// Readable as a post of either kind, and nobody's of ours.
const FOREIGN: &str = r#"{"id":"1","uri":"at://did:plc:somebodyelse/app.bsky.feed.post/3aaaaaaaaaaaa","cid":"bafyreiforeign",
    "account":{"id":"1","username":"somebody-else"},"content":"<p>Hello</p>","visibility":"public"}"#;

fn too_many(name: &str, value: &str) -> Response {
    let body = r#"{"error":"RateLimitExceeded","message":"Too many requests"}"#;
    let mut answer = (StatusCode::TOO_MANY_REQUESTS, json(body.as_bytes().to_vec())).into_response();
    let header = header::HeaderName::try_from(name).ok().zip(HeaderValue::from_str(value).ok());
    if let Some((name, value)) = header {
        answer.headers_mut().insert(name, value);
    }
    answer
}

/// Without a line to cut (a router in somebody else's server) the answer breaks off in its middle instead.
fn dropped(line: Option<Line>) -> Response {
    if let Some(line) = line {
        line.cut();
        return StatusCode::OK.into_response();
    }
    let broken = futures::stream::once(async { Err::<Vec<u8>, _>(std::io::Error::other("the line was cut")) });
    Body::from_stream(broken).into_response()
}

async fn truncated(answer: Response) -> Response {
    let bytes = to_bytes(answer.into_body(), HUGE).await.unwrap_or_default();
    json(bytes[..bytes.len() / 2].to_vec())
}

fn json(bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], bytes).into_response()
}
