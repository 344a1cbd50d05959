//! `/g/{group}/`: what needs you, what is with others, what happened, what goes out.

mod charter;
mod duty;
mod errands;
mod glance;
mod meetings;
mod needs;
mod notices;
mod people;
mod posts;
mod questions;
mod servers;
mod steps;
mod view;

pub(crate) use notices::spoken_of;
pub use view::{FirstStep, Health, Home, Need, Out};

use crate::{
    App,
    failed::Failed,
    frame::{Frame, Place},
    page::Page,
    parts::LogLine,
    reader::Insider,
    told, when,
};
use axum::{Router, extract::State, routing::get};
use needs::Needs;
use store::LogFilter;

/// Lines of the log on Home.
const SINCE: usize = 8;
/// Lines that are looked at to find them: one's own are left out.
const LOOKED_AT: u64 = 40;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new().route("/g/{group}", get(show)).route("/g/{group}/", get(show))
}

async fn show(State(app): State<App>, insider: Insider) -> Result<Page<Home>, Failed> {
    let needs = found(&app, &insider).await?;
    let frame = insider.frame(&app, Place::Home).await?;
    home(&app, &insider, frame, needs).await.map(Page::ok).map_err(|error| insider.trouble(error))
}

async fn home(app: &App, insider: &Insider, frame: Frame, needs: Needs) -> Result<Home, anyhow::Error> {
    let going_out = glance::going_out(app, insider).await?;
    let channels = glance::channels(app, insider).await?;
    Ok(Home {
        frame,
        today: when::long_day(insider.reader.at, &insider.zone),
        next: glance::next(&going_out),
        needs: needs.now,
        later: needs.later,
        since: since(app, insider).await?,
        going_out,
        meeting: meetings::next(app, insider).await?,
        channels_well: glance::how_many_well(&channels),
        channels: channels.into_iter().map(|(channel, _)| channel).collect(),
        first_steps: steps::left(app, insider).await?,
    })
}

/// What others did since this person was last here; the newest of all on their first visit.
async fn since(app: &App, insider: &Insider) -> Result<Vec<LogLine>, anyhow::Error> {
    let last = app.here.store.bookkeeping().comes_home(insider.id(), insider.person()).await?;
    let filter = LogFilter { since: last, ..LogFilter::default() };
    let mut entries = app.here.store.log_page(insider.id(), insider.of_log(), &filter, 0, LOOKED_AT).await?;
    let own = Some(insider.person());
    entries.retain(|entry| entry.record.as_ref().is_none_or(|record| record.question.actor.person() != own));
    entries.truncate(SINCE);
    told::lines(app, insider, &entries).await
}

/// How many things need this person: what the rail shows on every page. It may be a minute old where only time made
/// the difference, never where something was changed.
pub(crate) async fn waiting(app: &App, insider: &Insider) -> Result<usize, Failed> {
    match app.cache.waiting.get(&(insider.id(), insider.person())) {
        Some((revision, minute, count)) if revision == insider.revision && minute == minute_of(insider) => Ok(count),
        _ => Ok(found(app, insider).await?.now.len()),
    }
}

async fn found(app: &App, insider: &Insider) -> Result<Needs, Failed> {
    let needs = needs::of(app, insider).await.map_err(|error| insider.trouble(error))?;
    let count = (insider.revision, minute_of(insider), needs.now.len());
    app.cache.waiting.keep((insider.id(), insider.person()), count);
    Ok(needs)
}

fn minute_of(insider: &Insider) -> i64 {
    insider.reader.at.micros() / 60_000_000
}
