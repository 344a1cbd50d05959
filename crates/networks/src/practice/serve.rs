//! The routes, and serving them.

use super::{
    Practice, atproto, guard,
    line::{Line, Lines},
    mastodon, oauth, pages,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{delete, get, post},
};
use std::{io, sync::Arc, time::Duration};
use tokio::net::TcpListener;

const LARGEST_REQUEST: usize = 24 * 1024 * 1024;
/// The largest file that is taken, in bytes.
pub(super) const LARGEST_FILE: u64 = 300_000_000;
/// The largest request with a file.
const LARGEST_UPLOAD: usize = 301_000_000;
const BETWEEN_SAVES: Duration = Duration::from_millis(500);

/// Serves the practice network until the task is dropped. What it answers is in its file before; what its owner changes
/// follows in a moment.
pub async fn serve(practice: Arc<Practice>, listener: TcpListener) -> io::Result<()> {
    practice.served_at(listener.local_addr()?.port());
    let routes = router(practice.clone()).into_make_service_with_connect_info::<Line>();
    tokio::select! {
        ended = axum::serve(Lines(listener), routes) => ended,
        ended = saving(&practice) => ended,
    }
}

async fn saving(practice: &Practice) -> io::Result<()> {
    loop {
        tokio::time::sleep(BETWEEN_SAVES).await;
        practice.save()?;
    }
}

/// All routes. In a server without cuttable lines "cut the line" breaks the answer off instead.
pub fn router(practice: Arc<Practice>) -> Router {
    let keep = || from_fn_with_state(practice.clone(), guard::keep);
    let publish = Router::new()
        .route("/api/v1/statuses", post(mastodon::publish))
        .route("/api/v1/drafts/{id}/publish", post(mastodon::publish_draft))
        .route("/xrpc/com.atproto.repo.putRecord", post(atproto::put_record))
        .route("/xrpc/com.atproto.repo.createRecord", post(atproto::create_record))
        .route("/xrpc/com.atproto.repo.deleteRecord", post(atproto::delete_record))
        .route("/xrpc/com.atproto.repo.applyWrites", post(atproto::apply_writes))
        .route("/api/v1/statuses/{id}", delete(mastodon::delete).put(mastodon::edit))
        .route_layer(keep())
        .route_layer(from_fn_with_state(practice.clone(), guard::publish));
    let prepare = Router::new()
        .route("/api/v1/media", post(mastodon::upload))
        .route("/api/v2/media", post(mastodon::upload))
        .route("/api/v1/drafts", post(mastodon::draft))
        .route("/xrpc/com.atproto.repo.uploadBlob", post(atproto::upload_blob))
        .route_layer(keep())
        .route_layer(from_fn_with_state(practice.clone(), guard::prepare))
        .layer(DefaultBodyLimit::max(LARGEST_UPLOAD));
    let read = reads().route_layer(from_fn_with_state(practice.clone(), guard::read));
    publish
        .merge(prepare)
        .merge(read)
        .merge(signing_in().route_layer(keep()))
        .merge(for_people().route_layer(keep()))
        .layer(DefaultBodyLimit::max(LARGEST_REQUEST))
        .with_state(practice)
}

fn reads() -> Router<Arc<Practice>> {
    Router::new()
        .route("/api/v1/accounts/{id}/statuses", get(mastodon::statuses_of))
        .route("/api/v1/statuses/{id}", get(mastodon::status))
        .route("/api/v1/statuses/{id}/source", get(mastodon::source))
        .route("/api/v1/media/{id}", get(mastodon::media))
        .route("/api/v1/drafts/{id}", get(mastodon::read_draft))
        .route("/api/v2/search", get(mastodon::search))
        .route("/xrpc/com.atproto.repo.getRecord", get(atproto::get_record))
        .route("/xrpc/com.atproto.repo.listRecords", get(atproto::list_records))
        .route("/xrpc/com.atproto.repo.describeRepo", get(atproto::describe_repo))
}

fn signing_in() -> Router<Arc<Practice>> {
    Router::new()
        .route("/.well-known/nodeinfo", get(mastodon::nodeinfo_list))
        .route("/nodeinfo/2.0", get(mastodon::nodeinfo))
        .route("/api/v1/instance", get(mastodon::instance))
        .route("/api/v2/instance", get(mastodon::instance))
        .route("/api/v1/apps", post(oauth::register))
        .route("/oauth/authorize", get(oauth::authorize).post(oauth::agree))
        .route("/oauth/token", post(oauth::token))
        .route("/oauth/revoke", post(oauth::revoke))
        .route("/api/v1/accounts/verify_credentials", get(mastodon::verify_credentials))
        .route("/xrpc/com.atproto.server.createSession", post(atproto::create_session))
        .route("/xrpc/com.atproto.server.refreshSession", post(atproto::refresh_session))
        .route("/xrpc/com.atproto.server.getSession", get(atproto::get_session))
        .route("/xrpc/com.atproto.identity.resolveHandle", get(atproto::resolve_handle))
        .route("/{did}", get(atproto::directory))
}

fn for_people() -> Router<Arc<Practice>> {
    Router::new()
        .route("/", get(pages::board))
        .route("/practice.css", get(pages::style))
        .route("/practice/picture/{id}", get(pages::picture))
        .route("/practice/fault", post(pages::plan))
        .route("/practice/no-fault", post(pages::clear))
        .route("/practice/comment", post(pages::comment))
        .route("/profile/{name}/post/{rkey}", get(pages::bluesky_post))
        .route("/{name}/{id}", get(pages::post))
}
