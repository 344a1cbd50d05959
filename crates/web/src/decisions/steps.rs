//! The steps of a vote that are not ballots: seconding it, taking it back, giving it more time.

use super::{
    ballot::{Filled, again},
    reading::{OfDecision, Reading},
};
use crate::{App, address::Path, done::Done, failed::Failed, guard::Sent, reader::Insider, words};
use acts::{Declined, votes};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::Moment;
use jiff::civil::Date;
use serde::Deserialize;

/// A form that carries nothing but its token.
#[derive(Deserialize)]
pub struct Nothing {}

/// Seconds it, and it opens.
pub async fn second(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Done, Failed> {
    let reading = Reading::of(&app, reader, &of).await?;
    let who = reading.reader.elevated(&app, &reading.at()).await?;
    let seconded = votes::second(&app.here, reading.reader.id(), &who, reading.row.id).await;
    seconded.map_err(|declined| reading.reader.failed(declined))?;
    Ok(Done::at(reading.at(), "seconded"))
}

/// Takes it back.
pub async fn withdraw(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Done, Failed> {
    let reading = Reading::of(&app, reader, &of).await?;
    let who = reading.reader.elevated(&app, &reading.at()).await?;
    let withdrawn = votes::withdraw(&app.here, reading.reader.id(), &who, reading.row.id).await;
    withdrawn.map_err(|declined| reading.reader.failed(declined))?;
    Ok(Done::at(reading.at(), "withdrawn"))
}

/// Changes what is voted on, and it begins anew.
pub async fn update(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let reading = Reading::of(&app, reader, &of).await?;
    let who = reading.reader.elevated(&app, &reading.at()).await?;
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
    let reading = Reading::of(&app, reader, &of).await?;
    let who = reading.reader.elevated(&app, &reading.at()).await?;
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
