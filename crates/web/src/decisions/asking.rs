//! Putting a question of one's own to the group, on the page of its decisions.

use super::list;
use crate::{App, failed::Failed, guard::Sent, page::Page, parts::Problems, reader::Insider, words};
use acts::{Declined, agreeing};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

/// What is asked.
#[derive(Deserialize)]
pub struct Filled {
    question: String,
    /// The id that the question gets: a form that is sent twice puts it once.
    id: String,
}

/// Puts it, and leads to its page.
pub async fn ask(State(app): State<App>, reader: Insider, Sent(filled): Sent<Filled>) -> Result<Response, Failed> {
    let who = reader.elevated(&app, &format!("{}/decisions", reader.base())).await?;
    let Ok(question) = filled.id.parse() else { return Err(reader.failed(Declined::NotFound("question"))) };
    let why = match agreeing::ask_the_group(&app.here, reader.id(), &who, question, &filled.question).await {
        Ok(id) => return Ok(Redirect::to(&format!("{}/requests/{id}", reader.base())).into_response()),
        Err(Declined::ByRule(sentence)) => words::sentence(&sentence),
        Err(Declined::ByField { sentence, .. }) => sentence,
        Err(declined) => return Err(reader.failed(declined)),
    };
    let mut problems = Problems::default();
    problems.add("question", why);
    Ok(Page::again(list::page(&app, &reader, (&filled.question, Some(question)), problems).await?).into_response())
}
