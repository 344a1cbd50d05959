//! `/g/{group}/audit`: every act with its clause, the state of the chain on top; the same as CSV and JSON.

mod asked;
mod chain;
mod entries;
mod export;
mod view;

pub use view::{Audit, Chain, Entry};

use crate::{App, failed::Failed, frame::Place, page::Page, reader::Insider};
use asked::{Asked, Query};
use axum::{
    Router,
    extract::{self, State},
    routing::get,
};

/// Entries on one page.
const PAGE: u64 = 50;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/audit", get(show))
        .route("/g/{group}/audit.csv", get(export::csv))
        .route("/g/{group}/audit.json", get(export::json))
}

async fn show(
    State(app): State<App>,
    insider: Insider,
    extract::Query(query): extract::Query<Query>,
) -> Result<Page<Audit>, Failed> {
    let asked = Asked::of(query, &insider.zone);
    let frame = insider.frame(&app, Place::Audit).await?;
    let chain = chain::state(&app, &insider).await.map_err(|error| insider.trouble(error))?;
    let length = app.here.store.log_length(insider.id(), insider.of_log(), &asked.filter).await;
    let length = length.map_err(|error| insider.trouble(error))?;
    let entries = entries::read(&app, &insider, &asked.filter, asked.skip, PAGE).await;
    let shown = asked.skip + PAGE;
    let page = Audit {
        frame,
        chain,
        filters: entries::filters(&app, &insider, &asked).await.map_err(|error| insider.trouble(error))?,
        from: asked.day("since", "From"),
        to: asked.day("until", "To"),
        filtered: asked.filtered(),
        count: length,
        entries: entries.map_err(|error| insider.trouble(error))?,
        older: (shown < length).then(|| asked.address("", shown)),
        newer: (asked.skip > 0).then(|| asked.address("", asked.skip.saturating_sub(PAGE))),
        csv: asked.address(&format!("{}/audit.csv", insider.base()), 0),
        json: asked.address(&format!("{}/audit.json", insider.base()), 0),
    };
    Ok(if asked.wrong().is_some() { Page::again(page) } else { Page::ok(page) })
}
