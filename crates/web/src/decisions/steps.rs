//! The steps of a vote that are not ballots: seconding it, taking it back or over, staying out, another text, more time.

use super::{
    ballot::{Filled, again},
    reading::{OfDecision, Reading},
};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::Failed,
    guard::{Nothing, Sent},
    reader::Insider,
    words,
};
use acts::{Declined, votes};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::Moment;
use jiff::civil::Date;

/// Where the steps that are a button stand on the page.
const STEPS: &str = "steps";

/// Seconds it, and it opens.
pub async fn second(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    let (reading, who) = Reading::for_a_step(&app, reader, &of).await?;
    let seconded = votes::second(&app.here, reading.reader.id(), &who, reading.row.id).await;
    answered(&reading, &Filled::default(), seconded, "seconded", STEPS).await
}

/// Takes it back.
pub async fn withdraw(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    let (reading, who) = Reading::for_a_step(&app, reader, &of).await?;
    let withdrawn = votes::withdraw(&app.here, reading.reader.id(), &who, reading.row.id).await;
    answered(&reading, &Filled::default(), withdrawn, "withdrawn", STEPS).await
}

/// Takes over what its sponsor took back.
pub async fn take_over(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    let (reading, who) = Reading::for_a_step(&app, reader, &of).await?;
    let taken = votes::take_over(&app.here, reading.reader.id(), &who, reading.row.id).await;
    answered(&reading, &Filled::default(), taken, "taken_over", STEPS).await
}

/// Stays out of it, for a ground that the charter names.
pub async fn stay_out(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let (reading, who) = Reading::for_a_step(&app, reader, &of).await?;
    let out = votes::stay_out(&app.here, reading.reader.id(), &who, reading.row.id, &filled.ground).await;
    answered(&reading, &filled, out, "stays_out", "ground").await
}

/// Changes what is voted on, and it begins anew.
pub async fn update(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let (reading, who) = Reading::for_a_step(&app, reader, &of).await?;
    let updated = votes::update(&app.here, reading.reader.id(), &who, reading.row.id, &filled.proposal).await;
    answered(&reading, &filled, updated, "updated", "proposal").await
}

/// Gives it more time: to the end of a day, for a reason.
pub async fn extend(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let (reading, who) = Reading::for_a_step(&app, reader, &of).await?;
    let extended = match end_of(&filled.until, &reading.reader) {
        Ok(to) => votes::extend(&app.here, reading.reader.id(), &who, reading.row.id, to, &filled.why).await,
        Err(declined) => Err(declined),
    };
    answered(&reading, &filled, extended, "extended", "until").await
}

/// The page of the decision, where the step was taken; otherwise once more, with what is wrong at this field.
async fn answered(
    reading: &Reading<'_>,
    filled: &Filled,
    done: Result<(), Declined>,
    word: &'static str,
    field: &'static str,
) -> Result<Response, Failed> {
    match done {
        Ok(()) => Ok(Done::at(reading.at(), word).into_response()),
        Err(Declined::ByRule(sentence)) => again(reading, filled, field, &words::sentence(&sentence)).await,
        Err(Declined::ByField { field, sentence }) => again(reading, filled, field, &sentence).await,
        Err(declined) => Err(reading.reader.failed(declined)),
    }
}

/// The first instant after a day, in the zone of the group.
fn end_of(day: &str, reader: &Insider) -> Result<Moment, Declined> {
    let not_a_day = || Declined::rule(format!("{day:?} is not a day; write it as 2026-11-28"));
    let day: Date = day.trim().parse().map_err(|_| not_a_day())?;
    let after = day.tomorrow().map_err(|_| not_a_day())?;
    let start = after.to_zoned(reader.zone.rules().clone()).map_err(|_| not_a_day())?;
    Ok(Moment::new(start.timestamp()))
}
