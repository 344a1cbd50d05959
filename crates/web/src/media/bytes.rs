//! `/g/{group}/media/{id}`: the bytes of a picture.

use crate::{App, address::Path, failed::Failed, reader::Insider};
use acts::media;
use axum::{
    body::Body,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use basics::MediaId;
use futures::TryStreamExt as _;

/// A picture as it will be sent, streamed from where it is kept. It was encoded by us, its type is ours, and a sandbox stands around it all the same.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    Path((_, id)): Path<(String, MediaId)>,
) -> Result<Response, Failed> {
    let store = &app.here.store;
    let picture = store.picture(insider.id(), id).await.map_err(|error| insider.trouble(error))?;
    let picture = picture.ok_or_else(|| Failed::gone(insider.reader.plain()))?;
    let medium =
        media::of_group(&app.here, insider.id(), picture.digest).await.map_err(|error| insider.trouble(error))?;
    let headers = [
        (header::CONTENT_TYPE, medium.kind().to_owned()),
        (header::CONTENT_LENGTH, medium.length().to_string()),
        (header::CACHE_CONTROL, "private, max-age=3600".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    // What was begun cannot become a page any more: the line breaks off, and whoever runs this reads why.
    let chunks =
        medium.chunks().inspect_err(move |bad| tracing::error!(%id, %bad, "a picture broke off while it was shown"));
    Ok((headers, Body::from_stream(chunks)).into_response())
}
