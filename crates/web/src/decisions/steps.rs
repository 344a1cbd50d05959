//! The steps of a vote that are not ballots: seconding it, taking it back, giving it more time.

use super::{
    ballot,
    reading::{OfDecision, Reading},
};
use crate::{
    App, address::Path, done::Done, failed::Failed, guard::Sent, page::Page, parts::Problems, reader::Insider, words,
};
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

/// Another text, as it is filled in.
#[derive(Deserialize)]
pub struct Text {
    proposal: String,
}

/// Changes what is voted on, and it begins anew.
pub async fn update(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(text): Sent<Text>,
) -> Result<Response, Failed> {
    let reading = Reading::of(&app, reader, &of).await?;
    let who = reading.reader.elevated(&app, &reading.at()).await?;
    let updated = votes::update(&app.here, reading.reader.id(), &who, reading.row.id, &text.proposal).await;
    answered(&reading, updated, "updated", "proposal").await
}

/// More time, as it is filled in.
#[derive(Deserialize)]
pub struct More {
    until: String,
    why: String,
}

/// Gives it more time: to the end of a day, for a reason.
pub async fn extend(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(more): Sent<More>,
) -> Result<Response, Failed> {
    let reading = Reading::of(&app, reader, &of).await?;
    let who = reading.reader.elevated(&app, &reading.at()).await?;
    let extended = match end_of(&more.until, &reading.reader) {
        Ok(to) => votes::extend(&app.here, reading.reader.id(), &who, reading.row.id, to, &more.why).await,
        Err(declined) => Err(declined),
    };
    answered(&reading, extended, "extended", "until").await
}

/// The page of the decision, where the step was taken; otherwise once more, with what is wrong at this field.
async fn answered(
    reading: &Reading<'_>,
    done: Result<(), Declined>,
    word: &'static str,
    field: &'static str,
) -> Result<Response, Failed> {
    match done {
        Ok(()) => Ok(Done::at(reading.at(), word).into_response()),
        Err(Declined::ByRule(sentence) | Declined::ByField { sentence, .. }) => {
            let mut problems = Problems::default();
            problems.add(field, words::sentence(&sentence));
            Ok(Page::again(reading.page(&ballot::Filled::default(), problems).await?).into_response())
        }
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
