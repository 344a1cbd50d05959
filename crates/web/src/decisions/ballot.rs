//! Casting a ballot, on the page of the decision.

use super::reading::{OfDecision, Reading};
use crate::{
    App, address::Path, done::Done, failed::Failed, guard::Sent, page::Page, parts::Problems, reader::Insider, words,
};
use acts::{Declined, votes};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;

/// What is filled in on the page of a decision: a ballot, another text, or more time.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    pub(super) choice: String,
    pub(super) reason: String,
    text: String,
    pub(super) proposal: String,
    pub(super) until: String,
    pub(super) why: String,
}

/// Said of a ballot for a text that is not the one that stands there.
const READ_AGAIN: &str = "The proposal was changed since you opened this page. Read it as it stands now, then vote.";

/// Casts it, or another in its place.
pub async fn cast(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let reading = Reading::of(&app, reader, &of).await?;
    let who = reading.reader.elevated(&app, &reading.at()).await?;
    let Ok(text) = filled.text.parse() else { return again(&reading, &filled, "choice", READ_AGAIN).await };
    if filled.choice.is_empty() {
        return again(&reading, &filled, "choice", "Choose one of these before you cast your ballot.").await;
    }
    let ballot = votes::Filled { text, choice: filled.choice.clone(), reason: filled.reason.clone() };
    match votes::cast(&app.here, reading.reader.id(), &who, reading.row.id, &ballot).await {
        Ok(()) => Ok(Done::at(reading.at(), "cast").into_response()),
        Err(Declined::ByRule(sentence)) => again(&reading, &filled, "choice", &words::sentence(&sentence)).await,
        Err(Declined::ByField { field, sentence }) => again(&reading, &filled, field, &sentence).await,
        Err(Declined::Stale(_)) => again(&reading, &filled, "choice", READ_AGAIN).await,
        Err(declined) => Err(reading.reader.failed(declined)),
    }
}

/// The page once more, with the ballot as it was filled in and what is wrong with it.
pub(super) async fn again(
    reading: &Reading<'_>,
    filled: &Filled,
    field: &'static str,
    sentence: &str,
) -> Result<Response, Failed> {
    let mut problems = Problems::default();
    problems.add(field, sentence.to_owned());
    Ok(Page::again(reading.page(filled, problems).await?).into_response())
}
