//! Every request has a number, every panic a page, every bare error of the router its sentence.

use super::Browser;
use crate::{errors, frame::Plain};
use axum::{
    extract::Request,
    http::{Extensions, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::FutureExt;
use std::panic::AssertUnwindSafe;
use tracing::Instrument;
use uuid::Uuid;

/// The number of a request: on its error page, in the `x-request-id` header and in the log.
#[derive(Clone, Debug)]
pub struct RequestId(String);

impl RequestId {
    /// The number of the request with these extensions.
    pub fn of(extensions: &Extensions) -> &str {
        extensions.get::<Self>().map_or("without a number", |id| &id.0)
    }
}

pub(super) async fn number(mut request: Request, next: Next) -> Response {
    let id = Uuid::new_v4().simple().to_string();
    let plain = Plain { theme: Browser::theme_of(request.headers()), ..Plain::default() };
    let span =
        tracing::info_span!("request", id, method = %request.method(), path = without_tokens(request.uri().path()));
    request.extensions_mut().insert(RequestId(id.clone()));

    let answer = AssertUnwindSafe(next.run(request)).catch_unwind().instrument(span.clone()).await;
    let mut response = match answer {
        Ok(response) if is_bare(&response) => as_page(&response, plain, &id),
        Ok(response) => response,
        Err(_) => {
            tracing::error!(parent: &span, "a page panicked");
            errors::trouble(StatusCode::INTERNAL_SERVER_ERROR, plain, UNEXPECTED, &id)
        }
    };
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

/// The path as the log may have it: links that sign in or invite carry a secret in their last part.
fn without_tokens(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with(people::token::PREFIX) { "…" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

const UNEXPECTED: &str = "Something went wrong that should not have. Whatever was not confirmed to you was not done. \
                          Whoever runs this installation finds the reason in the log, by the number below.";

/// An error that no page was written for: of the router, of an extractor. Its words are a library's.
fn is_bare(response: &Response) -> bool {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    (status.is_client_error() || status.is_server_error()) && kind.is_none_or(|kind| kind.starts_with(b"text/plain"))
}

fn as_page(bare: &Response, plain: Plain, id: &str) -> Response {
    let words = match bare.status() {
        StatusCode::NOT_FOUND => return errors::gone(plain).into_response(),
        StatusCode::METHOD_NOT_ALLOWED => "This address does not do that. Go back and use the button on the page.",
        StatusCode::PAYLOAD_TOO_LARGE => "That is more than this page takes. Send smaller images, or fewer at once.",
        StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
            "The address or the form was not in a form that this page understands. Open the page again and send it from there."
        }
        StatusCode::TOO_MANY_REQUESTS => "That was too often in a short time. Wait a minute, then try again.",
        _ => UNEXPECTED,
    };
    errors::trouble(bare.status(), plain, words, id)
}

#[cfg(test)]
mod tests {
    use super::without_tokens;

    #[test]
    fn a_link_that_opens_something_is_not_in_the_log() {
        assert_eq!(without_tokens("/join/nuncio_AbC-_/passkey/begin"), "/join/…/passkey/begin");
        assert_eq!(without_tokens("/g/social-media"), "/g/social-media");
    }
}
