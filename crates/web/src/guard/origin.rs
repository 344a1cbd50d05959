//! A request that wants to change something comes from a page of ours, or it is not heard.

use super::{Browser, Gate, RequestId};
use crate::{errors, frame::Plain};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    middleware::Next,
    response::Response,
};
use people::origin::{FetchHeaders, Header, check as check_request};

pub(super) async fn check(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let told = FetchHeaders {
        origin: read(headers, &header::ORIGIN),
        site: read(headers, &HeaderName::from_static("sec-fetch-site")),
        content_type: read(headers, &header::CONTENT_TYPE),
    };
    match check_request(&gate.origin, request.method().as_str(), &told) {
        Ok(()) => next.run(request).await,
        Err(foreign) => {
            let plain = Plain { theme: Browser::theme_of(headers), ..Plain::default() };
            let number = RequestId::of(request.extensions());
            errors::trouble(StatusCode::FORBIDDEN, plain, &foreign.to_string(), number)
        }
    }
}

fn read<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Header<'a> {
    let mut all = headers.get_all(name).iter();
    match (all.next(), all.next()) {
        (None, _) => Header::Absent,
        (Some(value), None) => value.to_str().map_or(Header::Unreadable, Header::Is),
        (Some(_), Some(_)) => Header::Unreadable,
    }
}
