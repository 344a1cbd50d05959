//! `/g/{group}/charter`: the text as adopted, line by line, or the same as a table of powers.

mod day;
pub mod drafts;
mod governs;
mod house;
mod lines;
pub(crate) mod open_lines;
mod readings;
pub(crate) mod table;
mod view;

pub use open_lines::LinePage;
pub use readings::Reading;
pub use view::{Cell, CharterText, Counted, Governs, HouseRule, Line, LineShape, PowerRow, Powers, Situation, Version};

use crate::{
    App,
    done::JustDone,
    failed::Failed,
    frame::Place,
    page::Page,
    parts::{Tag, Tone},
    reader::Insider,
    when, words,
};
use ::charter::{
    Charter, powers,
    text::{Flaw, FlawKind},
};
use askama::Template;
use axum::{
    Router,
    extract::{self, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use basics::days;
use day::OnDay;
use open_lines::OpenLine;
use serde::Deserialize;
use std::sync::Arc;
use store::{CharterDraft, CharterVersion};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/charter", get(show))
        .route("/g/{group}/charter/house", post(house::set))
        .route("/g/{group}/charter/house/ask", post(house::ask))
        .route("/g/{group}/charter/readings", post(readings::adopt))
        .route("/g/{group}/charter/readings/ask", post(readings::ask))
        .route("/g/{group}/charter/lines/{line}", get(open_lines::show).post(open_lines::link))
        .merge(drafts::routes())
}

#[derive(Deserialize)]
struct Query {
    #[serde(default)]
    view: String,
    #[serde(default)]
    on: String,
}

/// The charter on the day that is asked for, with its versions.
struct Looked {
    charter: Arc<Charter>,
    versions: Vec<CharterVersion>,
    on: OnDay,
}

async fn show(
    State(app): State<App>,
    insider: Insider,
    extract::Query(query): extract::Query<Query>,
    done: JustDone,
) -> Result<Response, Failed> {
    let looked = looked(&app, &insider, &query.on).await.map_err(|error| insider.trouble(error))?;
    let is_wrong = looked.on.error.is_some();
    if query.view == "powers" {
        return Ok(answered(is_wrong, as_powers(&app, &insider, &looked).await?));
    }
    Ok(answered(is_wrong, as_text(&app, &insider, &looked, &done).await?))
}

fn answered<T: Template>(is_wrong: bool, page: T) -> Response {
    if is_wrong { Page::again(page).into_response() } else { Page::ok(page).into_response() }
}

async fn looked(app: &App, insider: &Insider, typed: &str) -> Result<Looked, anyhow::Error> {
    let (store, now) = (&app.here.store, insider.reader.at);
    let versions = store.charter_versions(insider.id()).await?;
    let on = OnDay::of(typed, now, &insider.zone);
    if let Some(charter) = store.charter_on(insider.id(), on.at).await? {
        return Ok(Looked { charter, versions, on });
    }
    let on = on.before_the_first(&versions, now, &insider.zone);
    Ok(Looked { charter: store.charter(insider.id()).await?, versions, on })
}

async fn as_text(app: &App, insider: &Insider, looked: &Looked, done: &JustDone) -> Result<CharterText, Failed> {
    let (store, charter, trouble) = (&app.here.store, &looked.charter, |error: anyhow::Error| insider.trouble(error));
    let used = store.clauses_used(insider.id()).await.map_err(trouble)?;
    let adopted = store.readings(insider.id()).await.map_err(trouble)?;
    let live = store.line_links(insider.id()).await.map_err(trouble)?;
    let drafts = store.charter_drafts(insider.id()).await.map_err(trouble)?;
    let mut frame = insider.frame(app, Place::Charter).await?;
    frame.toast = done.told(DONE);
    let is_odd = |flaw: &&Flaw| flaw.kind == FlawKind::MisDecoded;
    Ok(CharterText {
        frame,
        title: charter.name().to_owned(),
        about: about(insider, looked),
        on: looked.on.field(),
        note: looked.on.note(insider.reader.at, &insider.zone),
        carried: looked.on.carried(),
        versions: looked.versions.iter().map(|version| shown(insider, looked, version)).collect(),
        drafts: drafts.iter().map(|draft| named(insider, draft)).collect(),
        flags: charter.text().flaws().iter().filter(is_odd).map(ToString::to_string).collect(),
        open: open_lines::of(charter, &live).iter().map(|open| waiting(insider, open)).collect(),
        lines: lines::of(insider, charter, &used, (&adopted, &live)),
        readings: readings::of(app, insider, charter, &adopted).await.map_err(|declined| insider.failed(declined))?,
        house: house::rules(app, insider, charter).await.map_err(trouble)?,
        proof: house::offer(app, insider, charter).await.map_err(|declined| insider.failed(declined))?,
    })
}

/// What was done just now, as this page says it.
const DONE: &[(&str, &str)] = &[
    ("linked", "The line leads to its page now; its words are as they were."),
    ("read", "The group reads the clause so from now on."),
    ("set", "The rule of the house is set, and the log says so."),
];

/// `Draft 2, by Chair on 20 Nov 2026`.
fn named(insider: &Insider, draft: &CharterDraft) -> (String, String) {
    let (who, at) = draft.written;
    let words = format!("Draft {}, by {} on {}", draft.place, insider.name(who), when::day(at, &insider.zone));
    (words, format!("{}/charter/drafts/{}", insider.base(), draft.id))
}

fn waiting(insider: &Insider, open: &OpenLine) -> (String, String) {
    let words = match &open.address {
        Some(address) => format!("line {}: “{}” is at {address}", open.number, open.found),
        None => format!("line {}: “{}” stands for something that was to be filled in later", open.number, open.found),
    };
    (words, open.href(&insider.base()))
}

async fn as_powers(app: &App, insider: &Insider, looked: &Looked) -> Result<Powers, Failed> {
    let charter = &looked.charter;
    let table = powers_of(app, Arc::clone(charter)).await.map_err(|error| insider.trouble(error))?;
    Ok(Powers {
        frame: insider.frame(app, Place::Charter).await?,
        title: charter.name().to_owned(),
        about: about(insider, looked),
        on: looked.on.field(),
        note: looked.on.note(insider.reader.at, &insider.zone),
        carried: looked.on.carried(),
        offices: table.columns.iter().map(|office| ::charter::powers::column(charter, office)).collect(),
        acts: table::acts(&insider.base(), &table),
        counted: table::counted(&insider.base(), &table),
        later: table::later(&table),
    })
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
fn about(insider: &Insider, looked: &Looked) -> String {
    let day = |at| when::day(at, &insider.zone);
    let shown = looked.versions.iter().find(|version| version.is_in_force(looked.on.at));
    let since = shown.map_or_else(
        || "In force".to_owned(),
        |version| match version.until.filter(|until| *until <= insider.reader.at) {
            Some(until) => format!("In force from {} to {}", day(version.from), day(until)),
            None if version.from > insider.reader.at => format!("Adopted, in force from {}", day(version.from)),
            None => format!("In force since {}", day(version.from)),
        },
    );
    let text = looked.charter.text();
    format!(
        "{since} · {} · sha-256 {}",
        words::counted(text.verbatim().len() as u64, "byte", "bytes"),
        text.digest().short()
    )
}

/// A version with how it stands: published and in force are different things.
fn shown(insider: &Insider, looked: &Looked, version: &CharterVersion) -> Version {
    let (day, now) = (|at| when::day(at, &insider.zone), insider.reader.at);
    let (name, adopted, from) = (&version.name, days::read(&version.adopted_on), day(version.from));
    let kind = if version.is_minor { ", a minor one" } else { "" };
    let (state, words) = match version.until.filter(|until| *until <= now) {
        Some(until) => {
            (Tag::plain("clock", "Past"), format!("Version {name}{kind}: in force from {from} to {}", day(until)))
        }
        None if version.from > now => (
            Tag::new(Tone::Warn, "calendar-clock", "Not in force yet"),
            format!("Version {name}{kind}: adopted on {adopted}, in force from {from}"),
        ),
        None => (Tag::well("In force"), format!("Version {name}{kind}: adopted on {adopted}, in force since {from}")),
    };
    let first_day = version.from.in_zone(insider.zone.rules()).date();
    Version {
        words,
        state,
        href: format!("{}/charter?on={first_day}", insider.base()),
        shown: version.is_in_force(looked.on.at),
    }
}
