//! `/g/{group}/charter`: the text as adopted, line by line, or the same as a table of powers.

mod governs;
mod house;
mod lines;
pub(crate) mod table;
mod view;

pub use view::{Cell, CharterText, Counted, Governs, HouseRule, Line, LineShape, PowerRow, Powers, Situation, Version};

use crate::{
    App, done::JustDone, failed::Failed, frame::Place, page::Page, parts::Toast, reader::Insider, when, words,
};
use ::charter::{Charter, powers};
use axum::{
    Router,
    extract::{self, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use std::sync::Arc;
use store::CharterVersion;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/charter", get(show))
        .route("/g/{group}/charter/house", post(house::set))
        .route("/g/{group}/charter/house/ask", post(house::ask))
}

#[derive(Deserialize)]
struct Query {
    #[serde(default)]
    view: String,
}

async fn show(
    State(app): State<App>,
    insider: Insider,
    extract::Query(query): extract::Query<Query>,
    done: JustDone,
) -> Result<Response, Failed> {
    let charter = app.here.store.charter(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let versions = app.here.store.charter_versions(insider.id()).await.map_err(|error| insider.trouble(error))?;
    if query.view == "powers" {
        return as_powers(&app, &insider, charter, &versions).await.map(IntoResponse::into_response);
    }
    as_text(&app, &insider, &charter, &versions, &done).await.map(IntoResponse::into_response)
}

async fn as_text(
    app: &App,
    insider: &Insider,
    charter: &Charter,
    versions: &[CharterVersion],
    done: &JustDone,
) -> Result<Page<CharterText>, Failed> {
    let used = app.here.store.clauses_used(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let mut frame = insider.frame(app, Place::Charter).await?;
    frame.toast = done
        .word()
        .map(|_| Toast { words: "The rule of the house is set, and the log says so.".to_owned(), link: None });
    Ok(Page::ok(CharterText {
        frame,
        title: charter.name().to_owned(),
        about: about(insider, charter, versions),
        versions: versions.iter().map(|version| shown(insider, charter, version)).collect(),
        flags: charter.text().flaws().iter().map(ToString::to_string).collect(),
        lines: lines::of(insider, charter, &used),
        house: house::rules(app, insider, charter).await.map_err(|error| insider.trouble(error))?,
        proof: house::offer(app, insider, charter).await.map_err(|declined| insider.failed(declined))?,
    }))
}

async fn as_powers(
    app: &App,
    insider: &Insider,
    charter: Arc<Charter>,
    versions: &[CharterVersion],
) -> Result<Page<Powers>, Failed> {
    let about = about(insider, &charter, versions);
    let table = powers_of(app, Arc::clone(&charter)).await.map_err(|error| insider.trouble(error))?;
    Ok(Page::ok(Powers {
        frame: insider.frame(app, Place::Charter).await?,
        title: charter.name().to_owned(),
        about,
        offices: table.columns.iter().map(|office| ::charter::powers::column(&charter, office)).collect(),
        acts: table::acts(&insider.base(), &table),
        counted: table::counted(&insider.base(), &table),
        later: table::later(&table),
    }))
}

/// A version's table does not change; it is worked out once, beside the requests.
async fn powers_of(app: &App, charter: Arc<Charter>) -> Result<Arc<powers::Powers>, anyhow::Error> {
    let version = charter.version();
    if let Some(table) = app.cache.powers.get(&version) {
        return Ok(table);
    }
    let table = Arc::new(tokio::task::spawn_blocking(move || powers::Powers::of(&charter)).await?);
    app.cache.powers.keep(version, Arc::clone(&table));
    Ok(table)
}

/// `In force since 14 Jan 2026 · 3,388 bytes · sha-256 893696f3`.
fn about(insider: &Insider, charter: &Charter, versions: &[CharterVersion]) -> String {
    let since = versions.iter().find(|version| version.digest == charter.version()).map(|version| version.from);
    let since = since
        .map_or_else(|| "In force".to_owned(), |from| format!("In force since {}", when::day(from, &insider.zone)));
    let text = charter.text();
    format!(
        "{since} · {} · sha-256 {}",
        words::counted(text.verbatim().len() as u64, "byte", "bytes"),
        text.digest().short()
    )
}

fn shown(insider: &Insider, charter: &Charter, version: &CharterVersion) -> Version {
    let day = |at| when::day(at, &insider.zone);
    let words = match version.until {
        None => format!(
            "Version {}: adopted on {}, in force since {}",
            version.number,
            version.adopted_on,
            day(version.from)
        ),
        Some(until) => format!("Version {}: in force from {} to {}", version.number, day(version.from), day(until)),
    };
    Version { words, href: format!("{}/charter", insider.base()), shown: version.digest == charter.version() }
}
