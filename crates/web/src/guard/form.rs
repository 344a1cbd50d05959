//! Reading a form, which includes that it carries the token of its browser. There is no other reader.

use super::{Browser, FORM_LIMIT, RequestId};
use crate::errors;
use axum::{
    body::{Body, Bytes},
    extract::{
        FromRequest, Multipart, Request,
        multipart::{Field as Part, MultipartError},
    },
    http::{Extensions, StatusCode, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use serde::de::DeserializeOwned;
use std::io;
use url::form_urlencoded;

/// The name of the hidden field.
pub const TOKEN: &str = "token";

/// What a form carries that is a button and nothing else.
#[derive(serde::Deserialize)]
pub struct Nothing {}

/// A form that a page of ours sent from this browser.
pub struct Sent<T>(pub T);

/// A form that was made before somebody signed in and is sent afterwards: it carries the token of this browser, not of
/// its session. Only for what changes nothing.
pub struct SentAcross<T>(pub T);

/// A form with files, read whole before anything is done with it. For texts, which are short.
pub struct SentWithFiles<T> {
    /// The fields.
    pub form: T,
    /// The files that were chosen; a field left empty is not among them.
    pub files: Vec<Upload>,
}

/// A file as it came. Nothing about it is believed; its name is never used.
pub struct Upload<File = Bytes> {
    /// The name of the field.
    pub field: String,
    /// The type that it says it has.
    pub claimed: Option<String>,
    /// The bytes, or where they are.
    pub bytes: File,
}

/// Why a form was not read, as the page that says so.
pub struct FormRefused(Box<Response>);

impl FormRefused {
    fn new(status: StatusCode, extensions: &Extensions, words: &str) -> Self {
        let plain = extensions.get::<Browser>().map(Browser::plain).unwrap_or_default();
        Self(Box::new(errors::trouble(status, plain, words, RequestId::of(extensions))))
    }
}

impl IntoResponse for FormRefused {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = FormRefused;
    async fn from_request(request: Request, state: &S) -> Result<Self, FormRefused> {
        read(request, state, Browser::carries).await.map(Self)
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for SentAcross<T> {
    type Rejection = FormRefused;
    async fn from_request(request: Request, state: &S) -> Result<Self, FormRefused> {
        read(request, state, Browser::carries_lasting).await.map(Self)
    }
}

/// How a browser knows a form of its own by the field.
type Knows = fn(&Browser, Option<&str>) -> Result<(), people::ForeignForm>;

async fn read<T: DeserializeOwned, S: Send + Sync>(
    request: Request,
    state: &S,
    knows: Knows,
) -> Result<T, FormRefused> {
    Ok(read_with_fields(request, state, knows).await?.0)
}

/// The same, with every field as it came.
pub(super) async fn read_with_fields<T: DeserializeOwned, S: Send + Sync>(
    request: Request,
    state: &S,
    knows: Knows,
) -> Result<(T, Vec<(String, String)>), FormRefused> {
    let extensions = request.extensions().clone();
    let bytes = Bytes::from_request(request, state)
        .await
        .map_err(|refused| FormRefused::new(refused.status(), &extensions, TOO_LONG))?;
    let fields: Vec<(String, String)> = form_urlencoded::parse(&bytes).into_owned().collect();
    check_token(&extensions, &fields, knows)?;
    Ok((parse(&extensions, bytes, state).await?, fields))
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for SentWithFiles<T> {
    type Rejection = FormRefused;
    async fn from_request(request: Request, state: &S) -> Result<Self, FormRefused> {
        let (form, files) = received(request, state, &mut InMemory).await?;
        Ok(Self { form, files })
    }
}

/// Where the files of a form are put while it is read.
pub(super) trait Keeps: Send {
    /// What is known of a file afterwards.
    type File: Send;
    /// Takes the file of this part; nothing, where none was chosen.
    fn file(&mut self, part: Part<'_>) -> impl Future<Output = Result<Option<Self::File>, NotRead>> + Send;
}

/// Why a part of a form was not read.
pub(super) enum NotRead {
    /// The form breaks off, or is longer than this page takes.
    Form(MultipartError),
    /// The disk did not take it.
    Disk(io::Error),
}

impl From<MultipartError> for NotRead {
    fn from(error: MultipartError) -> Self {
        Self::Form(error)
    }
}

impl From<io::Error> for NotRead {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl NotRead {
    fn refused(self, extensions: &Extensions) -> FormRefused {
        match self {
            Self::Form(error) => FormRefused::new(error.status(), extensions, TOO_LONG),
            Self::Disk(error) => {
                tracing::error!(%error, "a file that was sent could not be written to the data folder");
                FormRefused::new(StatusCode::INSUFFICIENT_STORAGE, extensions, NO_ROOM)
            }
        }
    }
}

struct InMemory;

impl Keeps for InMemory {
    type File = Bytes;
    async fn file(&mut self, part: Part<'_>) -> Result<Option<Bytes>, NotRead> {
        let bytes = part.bytes().await?;
        Ok((!bytes.is_empty()).then_some(bytes))
    }
}

/// A form and the files that came with it, part after part.
pub(super) async fn received<T: DeserializeOwned, S: Send + Sync, K: Keeps>(
    request: Request,
    state: &S,
    keeps: &mut K,
) -> Result<(T, Vec<Upload<K::File>>), FormRefused> {
    let extensions = request.extensions().clone();
    let mut parts = Multipart::from_request(request, state)
        .await
        .map_err(|refused| FormRefused::new(refused.status(), &extensions, NOT_A_FORM))?;
    let broken = |error: MultipartError| NotRead::Form(error).refused(&extensions);
    let (mut fields, mut files, mut words) = (Vec::new(), Vec::new(), 0);
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let field = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_some() {
            // The token comes first: no file is read for whoever has none.
            check_token(&extensions, &fields, Browser::carries)?;
            let claimed = part.content_type().map(str::to_owned);
            let file = keeps.file(part).await.map_err(|why| why.refused(&extensions))?;
            files.extend(file.map(|bytes| Upload { field, claimed, bytes }));
        } else {
            let text = text(&extensions, part, FORM_LIMIT - words).await?;
            words += text.len();
            fields.push((field, text));
        }
    }
    check_token(&extensions, &fields, Browser::carries)?;
    let again = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
    Ok((parse(&extensions, again.into(), state).await?, files))
}

/// The words of a part, at most so many bytes of them.
async fn text(extensions: &Extensions, mut part: Part<'_>, most: usize) -> Result<String, FormRefused> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|error| NotRead::Form(error).refused(extensions))? {
        if bytes.len() + chunk.len() > most {
            return Err(FormRefused::new(StatusCode::PAYLOAD_TOO_LARGE, extensions, TOO_LONG));
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| {
        FormRefused::new(StatusCode::BAD_REQUEST, extensions, "A text was not in UTF-8, so nothing was changed.")
    })
}

const TOO_LONG: &str = "That is more than this page takes, so nothing was changed. Send less, or smaller images.";
const NO_ROOM: &str = "The file could not be written on this machine, so nothing was changed. Tell whoever runs it, and send it again later.";
const NOT_A_FORM: &str = "This came in a form that no page here sends, so nothing was changed.";

fn check_token(extensions: &Extensions, fields: &[(String, String)], knows: Knows) -> Result<(), FormRefused> {
    let field = fields.iter().find(|(name, _)| name == TOKEN).map(|(_, value)| value.as_str());
    let checked = extensions.get::<Browser>().map_or(Err(people::ForeignForm), |browser| knows(browser, field));
    checked.map_err(|foreign| FormRefused::new(StatusCode::FORBIDDEN, extensions, &foreign.to_string()))
}

/// The fields as the type that the page expects; a name may come several times.
async fn parse<T: DeserializeOwned, S: Send + Sync>(
    extensions: &Extensions,
    body: Bytes,
    state: &S,
) -> Result<T, FormRefused> {
    let mut request = Request::post("/").body(Body::from(body)).unwrap_or_default();
    let kind = header::HeaderValue::from_static("application/x-www-form-urlencoded");
    *request.method_mut() = axum::http::Method::POST;
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    match Form::<T>::from_request(request, state).await {
        Ok(Form(form)) => Ok(form),
        Err(refused) => {
            // What the library says is about types; whoever changes a form finds it in the log.
            tracing::debug!(%refused, "a form was not what its page expects");
            let words = format!("{NOT_A_FORM} Open the page again and send it from there.");
            Err(FormRefused::new(StatusCode::BAD_REQUEST, extensions, &words))
        }
    }
}
