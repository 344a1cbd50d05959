//! `/apply/{group}`: the form of those who want to join, without an account, and the page that says what became of it.

mod form;
mod status;
mod view;

pub use view::{Apply, Status};

use crate::{App, failed::Failed, sign_in::Caller};
use axum::{Router, routing::get};
use store::Group;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/apply/{group}", get(form::show).post(form::send))
        .route("/apply/{group}/{link}", get(status::show))
}

/// The group of the address with its form. A group that has none in a public place is not there for strangers.
async fn group_with_form(
    app: &App,
    caller: &Caller,
    slug: &str,
) -> Result<(Group, std::sync::Arc<::charter::Charter>), Failed> {
    let gone = || Failed::gone(caller.stranger());
    let group = app.here.store.group_by_slug(slug).await.map_err(|error| caller.trouble(error))?.ok_or_else(gone)?;
    let ended = app.here.store.ending(group.id).await.map_err(|error| caller.trouble(error))?;
    if ended.is_some() {
        return Err(gone());
    }
    let charter = app.here.store.charter(group.id).await.map_err(|error| caller.trouble(error))?;
    acts::applying::form(&charter).ok_or_else(gone)?;
    Ok((group, charter))
}
