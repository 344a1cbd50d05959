//! The answer to a form of somebody whose session had ended: a page with what they typed, instead of the way to sign in
//! alone.
//!
//! Pages turn a stranger away before they read the form, so its body is only lent to them and read here afterwards.
//! Where it cannot be kept (a button without words, too much of it), the way to sign in is the answer as before.

use super::{typed::Typed, view::Over};
use crate::{
    App,
    failed::SignInFirst,
    frame::Plain,
    guard::{Browser, FORM_LIMIT, HeldToBrowser, UPLOAD_LIMIT},
    page::Page,
    sign_in::Caller,
};
use axum::{
    Extension, Router,
    body::{Body, BodyDataStream, to_bytes},
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use futures::{StreamExt as _, stream};
use std::sync::{Arc, Mutex, PoisonError};
use url::form_urlencoded;

/// Puts the keeping around these routes. It stands inside the guards: what comes here came from a page of ours.
pub fn keeping_what_was_typed(routes: Router<App>, app: &App) -> Router<App> {
    routes.layer(middleware::from_fn_with_state(app.clone(), keep))
}

async fn keep(State(app): State<App>, caller: Caller, request: Request, next: Next) -> Response {
    let to = request.uri().path().to_owned();
    if request.method() != Method::POST || !is_kept(&to) {
        return next.run(request).await;
    }
    let kind = request.headers().get(header::CONTENT_TYPE).cloned();
    let (lent, request) = lend(request);
    let response = next.run(request).await;
    let Some(SignInFirst(sign_in)) = response.extensions().get().cloned() else { return response };
    // Reading it is work that anybody can ask for.
    if app.strangers.note(caller.block()).is_err() {
        return response;
    }
    match sent(lent, kind).await {
        Some((typed, files)) if !typed.is_empty() => {
            over(&caller.browser, &sign_in, &to, &typed, Asked { files, early: false })
        }
        _ => response,
    }
}

/// The forms into which people write: of a group, and of setting one up. What stands elsewhere is secret or a button.
pub fn is_kept(to: &str) -> bool {
    to.starts_with("/g/") || to.starts_with("/setup")
}

/// How the page came to be asked for.
#[derive(Clone, Copy)]
pub struct Asked {
    /// Whether the form had files.
    pub files: bool,
    /// Whether its button was pressed before signing in.
    pub early: bool,
}

/// The page that keeps a form.
pub fn over(browser: &Browser, sign_in: &str, to: &str, typed: &Typed, asked: Asked) -> Response {
    let page = Over {
        plain: Plain { signed_in: false, ..browser.plain() },
        too_early: asked.early,
        files: asked.files,
        sign_in: sign_in.to_owned(),
        token: browser.lasting_token(),
        to: to.to_owned(),
        form: typed.text(),
        words: typed.words(),
    };
    (Extension(HeldToBrowser), Page::with(StatusCode::FORBIDDEN, page)).into_response()
}

type Lent = Arc<Mutex<BodyDataStream>>;

/// The same request; its body can be taken back where nobody read it.
fn lend(request: Request) -> (Lent, Request) {
    let (parts, body) = request.into_parts();
    let lent = Arc::new(Mutex::new(body.into_data_stream()));
    let read = {
        let lent = lent.clone();
        stream::poll_fn(move |context| lent.lock().unwrap_or_else(PoisonError::into_inner).poll_next_unpin(context))
    };
    (lent, Request::from_parts(parts, Body::from_stream(read)))
}

/// The fields of a form that nobody read, and whether files were among them; the bytes of the files are passed over.
async fn sent(lent: Lent, kind: Option<HeaderValue>) -> Option<(Typed, bool)> {
    let body = Arc::into_inner(lent)?.into_inner().unwrap_or_else(PoisonError::into_inner);
    let (kind, body) = (kind?, Body::from_stream(body));
    if !kind.as_bytes().starts_with(b"multipart/form-data") {
        let bytes = to_bytes(body, FORM_LIMIT).await.ok()?;
        return Some((Typed::of(form_urlencoded::parse(&bytes).into_owned().collect())?, false));
    }
    let mut request = Request::new(body);
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    DefaultBodyLimit::max(UPLOAD_LIMIT).apply(&mut request);
    parts(Multipart::from_request(request, &()).await.ok()?).await
}

async fn parts(mut parts: Multipart) -> Option<(Typed, bool)> {
    let (mut fields, mut files, mut read) = (Vec::new(), false, 0);
    while let Some(mut part) = parts.next_field().await.ok()? {
        if let Some(file) = part.file_name() {
            files |= !file.is_empty();
            continue;
        }
        let (name, mut value) = (part.name()?.to_owned(), Vec::new());
        while let Some(bytes) = part.chunk().await.ok()? {
            read += bytes.len();
            if read > FORM_LIMIT {
                return None;
            }
            value.extend_from_slice(&bytes);
        }
        fields.push((name, String::from_utf8(value).ok()?));
    }
    Some((Typed::of(fields)?, files))
}
