//! Moving a meeting and calling it off; and how any form of the page is answered.

use super::one::{Filled, OfMeeting, Sight};
use crate::{
    App, address::Path, done::Done, failed::Failed, guard::Sent, page::Page, parts::Problems, reader::Insider,
};
use acts::{Declined, meetings::planning};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};

/// Moves it.
pub(super) async fn postpone(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfMeeting>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let plan = planning::Filled {
        title: sight.row.title.clone(),
        place: filled.place.clone(),
        day: filled.day.clone(),
        time: filled.time.clone(),
        minutes: filled.minutes.clone(),
    };
    let moved = planning::postpone(&app.here, sight.reader.id(), &sight.reader.reader.who, of.id, &plan).await;
    answered(&sight, &filled, moved.map(|()| "moved"), "day").await
}

/// Calls it off.
pub(super) async fn cancel(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfMeeting>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let (who, following) = (&sight.reader.reader.who, filled.following == "yes");
    let off = planning::cancel(&app.here, sight.reader.id(), who, of.id, &filled.why, following).await;
    answered(&sight, &filled, off.map(|()| "cancelled"), "why").await
}

/// Back to the page with a word for what was done; or the page once more, with what is wrong and what was typed. What no
/// field is to blame for stands at `field`.
pub(super) async fn answered(
    sight: &Sight<'_>,
    filled: &Filled,
    done: Result<&'static str, Declined>,
    field: &'static str,
) -> Result<Response, Failed> {
    let mut problems = Problems::default();
    match done {
        Ok(word) => return Ok(Done::at(sight.at(), word).into_response()),
        Err(Declined::ByField { field, sentence }) => problems.add(field, sentence),
        Err(Declined::ByRule(sentence)) => problems.add(field, sentence),
        Err(declined) => return Err(sight.reader.failed(declined)),
    }
    Ok(Page::again(sight.page(Some(filled), problems).await?).into_response())
}
