//! `/g/{group}/media/{id}`: the bytes of a picture.

use crate::{App, address::Path, failed::Failed, reader::Insider};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use basics::MediaId;

/// A picture as it will be sent. It was encoded by us, its type is ours, and a sandbox stands around it all the same.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    Path((_, id)): Path<(String, MediaId)>,
) -> Result<Response, Failed> {
    let store = &app.here.store;
    let picture = store.picture(insider.id(), id).await.map_err(|error| insider.trouble(error))?;
    let picture = picture.ok_or_else(|| Failed::gone(insider.reader.plain()))?;
    let bytes = store.picture_bytes(insider.id(), picture.digest).await.map_err(|error| insider.trouble(error))?;
    let headers = [
        (header::CONTENT_TYPE, picture.mime),
        (header::CACHE_CONTROL, "private, max-age=3600".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
