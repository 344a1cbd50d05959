//! `/g/{group}/calendar`: five rolling weeks, or the same as a list; and the slots that a group plans with.

mod asked;
mod days;
mod slots;
mod standing;
mod view;

pub use asked::Asked;
pub(crate) use days::network;
pub use slots::Slots;
pub(crate) use standing::{Held, standing, tag};
pub use view::{Calendar, Day, Days, Filter, Idea, Item, Shape, State};

use crate::{App, failed::Failed, frame::Place, page::Page, reader::Insider};
use askama::Template as _;
use asked::Query;
use axum::{
    Router, extract,
    extract::State as Of,
    routing::{get, post},
};
use jiff::civil::Date;
use std::sync::Arc;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/calendar", get(show))
        .route("/g/{group}/calendar/slots", get(slots::show).post(slots::put))
        .route("/g/{group}/calendar/slots/{id}/take-out", post(slots::take_out))
}

async fn show(
    Of(app): Of<App>,
    insider: Insider,
    extract::Query(query): extract::Query<Query>,
) -> Result<Page<Calendar>, Failed> {
    let today = insider.reader.at.in_zone(insider.zone.rules()).date();
    let asked = Asked::of(&query, &insider.known.channels, today);
    let days = written(&app, &insider, asked, today).await?;
    Ok(Page::ok(Calendar {
        frame: insider.frame(&app, Place::Calendar).await?,
        heading: asked.heading(),
        zone: insider.zone.name().to_owned(),
        days,
    }))
}

/// What is the same for everybody is written out once for a revision of the group and a day.
async fn written(app: &App, insider: &Insider, asked: Asked, today: Date) -> Result<Arc<str>, Failed> {
    let key = (insider.id(), insider.revision, asked, today);
    if let Some(written) = app.cache.calendars.get(&key) {
        return Ok(written);
    }
    let days = days::read(app, insider, asked, today).await.map_err(|error| insider.trouble(error))?;
    let written: Arc<str> = days.render().map_err(|error| insider.trouble(error))?.into();
    app.cache.calendars.keep(key, Arc::clone(&written));
    Ok(written)
}
