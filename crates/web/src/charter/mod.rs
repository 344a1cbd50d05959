//! `/g/{group}/charter`: the text as adopted, line by line, or the same as a table of powers.

mod governs;
mod lines;
pub(crate) mod table;
mod view;

pub use view::{Cell, CharterText, Counted, Governs, HouseRule, Line, LineShape, PowerRow, Powers, Situation, Version};

use crate::{App, failed::Failed, frame::Place, page::Page, reader::Insider, when, words};
use ::charter::{Charter, powers};
use axum::{
    Router,
    extract::{self, State},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use std::sync::Arc;
use store::CharterVersion;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new().route("/g/{group}/charter", get(show))
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
) -> Result<Response, Failed> {
    let charter = app.here.store.charter(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let versions = app.here.store.charter_versions(insider.id()).await.map_err(|error| insider.trouble(error))?;
    if query.view == "powers" {
        return as_powers(&app, &insider, charter, &versions).await.map(IntoResponse::into_response);
    }
    as_text(&app, &insider, &charter, &versions).await.map(IntoResponse::into_response)
}

async fn as_text(
    app: &App,
    insider: &Insider,
    charter: &Charter,
    versions: &[CharterVersion],
) -> Result<Page<CharterText>, Failed> {
    let used = app.here.store.clauses_used(insider.id()).await.map_err(|error| insider.trouble(error))?;
    Ok(Page::ok(CharterText {
        frame: insider.frame(app, Place::Charter).await?,
        title: charter.name().to_owned(),
        about: about(insider, charter, versions),
        versions: versions.iter().map(|version| shown(insider, charter, version)).collect(),
        flags: charter.text().flaws().iter().map(ToString::to_string).collect(),
        lines: lines::of(insider, charter, &used),
        house: house_rules(app, insider, charter).await.map_err(|error| insider.trouble(error))?,
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

/// What the group agreed among itself, in the rules file and since then.
async fn house_rules(app: &App, insider: &Insider, charter: &Charter) -> Result<Vec<HouseRule>, anyhow::Error> {
    let written = charter.rules().house.values().filter(|rule| rule.on);
    let written = written.map(|rule| HouseRule { words: rule.says.clone(), since: String::new() });
    let adopted = app.here.store.house_rules(insider.id()).await?;
    let adopted = adopted.into_iter().map(|rule| HouseRule {
        words: format!("{}: {}", rule.name.replace('_', " "), rule.value.replace('_', " ")),
        since: format!("since {}", when::day(rule.adopted_at, &insider.zone)),
    });
    Ok(written.chain(adopted).collect())
}
