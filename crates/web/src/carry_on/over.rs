//! What was typed into a form that was not done. Where the session had ended it is a page that keeps the words, instead of
//! the way to sign in alone; where the form was not taken (somebody was faster, it was too long, the charter refuses it), the
//! words stand on the page that says so.
//!
//! The body of a form is only lent to the page, and read here afterwards. Where it cannot be kept (a button without words,
//! too much of it), the answer is as before.

use super::{typed::Typed, view::Over};
use crate::{
    App,
    errors::NotTaken,
    failed::SignInFirst,
    frame::Plain,
    guard::{Browser, FORM_LIMIT, HeldToBrowser, UPLOAD_LIMIT},
    page::Page,
    sign_in::Caller,
};
use axum::{
    Extension, Router,
    body::{Body, BodyDataStream, Bytes, to_bytes},
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use futures::{StreamExt as _, stream};
use std::{
    sync::{Arc, Mutex, PoisonError},
    task::Poll,
};
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
    let sign_in = response.extensions().get().map(|SignInFirst(at)| at.clone());
    let not_taken = response.extensions().get::<NotTaken>().cloned();
    if sign_in.is_none() && not_taken.is_none() {
        return response;
    }
    // Reading what nobody read is work that a stranger can ask for.
    if (sign_in.is_some() || is_of_strangers(&to)) && app.strangers.note(caller.block()).is_err() {
        return response;
    }
    let Some((fields, files)) = sent(lent, kind).await else { return response };
    let Some(at) = sign_in else {
        let words = Typed::to_show(fields).words();
        return not_taken.filter(|_| !words.is_empty()).map_or(response, |page| page.holding(words));
    };
    match Typed::of(fields).filter(|typed| !typed.is_empty()) {
        Some(typed) => over(&caller.browser, &at, &to, &typed, Asked { files, early: false }),
        None => response,
    }
}

/// The forms into which people write: of a group, of setting one up, and of asking to join one. What stands elsewhere is
/// secret or a button.
pub fn is_kept(to: &str) -> bool {
    to.starts_with("/g/") || to.starts_with("/setup") || is_of_strangers(to)
}

fn is_of_strangers(to: &str) -> bool {
    to.starts_with("/apply/")
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
        typed: typed.words(),
    };
    (Extension(HeldToBrowser), Page::with(StatusCode::FORBIDDEN, page)).into_response()
}

/// The most bytes of a form that was too long from which its words come back.
const HELD: usize = 2 * FORM_LIMIT;

/// A body on its way to the page, and what the page read of it.
struct Lent {
    rest: BodyDataStream,
    read: Vec<Bytes>,
    bytes: usize,
    is_whole: bool,
}

impl Lent {
    /// Notes what the page reads, as long as that is little: pictures are not held in memory for it.
    fn note(&mut self, read: &Bytes) {
        self.bytes += read.len();
        self.is_whole &= self.bytes <= HELD;
        if self.is_whole {
            self.read.push(read.clone());
        }
    }
    /// The body from its beginning: what was read, and what nobody read where nothing is missing between the two.
    fn whole(self) -> Body {
        let rest = self.is_whole.then_some(self.rest);
        let rest = stream::iter(rest).flatten();
        Body::from_stream(stream::iter(self.read.into_iter().map(Ok)).chain(rest))
    }
}

type Fields = Vec<(String, String)>;
type Shared = Arc<Mutex<Lent>>;

/// The same request; its body can be taken back.
fn lend(request: Request) -> (Shared, Request) {
    let (parts, body) = request.into_parts();
    let lent = Lent { rest: body.into_data_stream(), read: Vec::new(), bytes: 0, is_whole: true };
    let lent = Arc::new(Mutex::new(lent));
    let read = {
        let lent = lent.clone();
        stream::poll_fn(move |context| {
            let mut lent = lent.lock().unwrap_or_else(PoisonError::into_inner);
            let polled = lent.rest.poll_next_unpin(context);
            if let Poll::Ready(Some(Ok(bytes))) = &polled {
                lent.note(bytes);
            }
            polled
        })
    };
    (lent, Request::from_parts(parts, Body::from_stream(read)))
}

/// The fields of a form, and whether files were among them; the bytes of the files are passed over.
async fn sent(lent: Shared, kind: Option<HeaderValue>) -> Option<(Fields, bool)> {
    let lent = Arc::into_inner(lent)?.into_inner().unwrap_or_else(PoisonError::into_inner);
    let (kind, body) = (kind?, lent.whole());
    if !kind.as_bytes().starts_with(b"multipart/form-data") {
        let bytes = to_bytes(body, HELD).await.ok()?;
        return Some((form_urlencoded::parse(&bytes).into_owned().collect(), false));
    }
    let mut request = Request::new(body);
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    DefaultBodyLimit::max(UPLOAD_LIMIT).apply(&mut request);
    parts(Multipart::from_request(request, &()).await.ok()?).await
}

/// Where it breaks off, the fields that came before are kept.
async fn parts(mut parts: Multipart) -> Option<(Fields, bool)> {
    let (mut fields, mut files, mut read) = (Vec::new(), false, 0);
    while let Ok(Some(mut part)) = parts.next_field().await {
        if let Some(file) = part.file_name() {
            files |= !file.is_empty();
            continue;
        }
        let (name, mut value) = (part.name()?.to_owned(), Vec::new());
        loop {
            let bytes = match part.chunk().await {
                Ok(Some(bytes)) => bytes,
                Ok(None) => break,
                Err(_) => return Some((fields, files)),
            };
            read += bytes.len();
            if read > HELD {
                return None;
            }
            value.extend_from_slice(&bytes);
        }
        fields.push((name, String::from_utf8(value).ok()?));
    }
    Some((fields, files))
}
