//! `/minutes/{group}/{meeting}`: minutes that were approved and published, for everybody. Nobody's name stands there but
//! what the minutes say themselves.

mod view;

pub use view::Minutes;

use crate::{App, address::Path, failed::Failed, page::Page, sign_in::Caller, when};
use axum::{Router, extract::State, routing::get};
use basics::{MeetingId, Zone};
use serde::Deserialize;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new().route("/minutes/{group}/{id}", get(show))
}

#[derive(Deserialize)]
struct OfMinutes {
    group: String,
    id: MeetingId,
}

async fn show(State(app): State<App>, caller: Caller, Path(of): Path<OfMinutes>) -> Result<Page<Minutes>, Failed> {
    let gone = || Failed::gone(caller.stranger());
    let store = &app.here.store;
    let group = store.group_by_slug(&of.group).await.map_err(|error| caller.trouble(error))?.ok_or_else(gone)?;
    let row = store.meeting(group.id, of.id).await.map_err(|error| caller.trouble(error))?.ok_or_else(gone)?;
    let (digest, approved) = row.approved.filter(|_| row.published.is_some()).ok_or_else(gone)?;
    let papers = store.papers(group.id, row.id).await.map_err(|error| caller.trouble(error))?;
    if papers.content() != digest {
        return Err(
            caller.trouble(anyhow::anyhow!("the published minutes of meeting {} are not the approved ones", row.id))
        );
    }
    let zone = Zone::named(&group.zone).map_err(|error| caller.trouble(error))?;
    Ok(Page::ok(Minutes {
        plain: caller.stranger(),
        group: group.name,
        title: row.title,
        when: when::full(row.starts, &zone),
        approved: when::day(approved, &zone),
        digest: digest.to_string(),
        text: papers.minutes,
    }))
}
