//! Putting a question of one's own to the group, on the page of its decisions.

use super::list;
use crate::{App, failed::Failed, guard::SentOnce, page::Page, parts::Problems, reader::Insider, words};
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
}

/// Puts it, and leads to its page.
pub async fn ask(State(app): State<App>, reader: Insider, sent: SentOnce<Filled>) -> Result<Response, Failed> {
    let (filled, form) = sent.first(&app, &reader, |id| format!("{}/requests/{id}", reader.base())).await?;
    let who = reader.elevated(&app, &format!("{}/decisions", reader.base())).await?;
    let why = match agreeing::ask_the_group(&app.here, reader.id(), &who, &filled.question, &form).await {
        Ok(id) => return Ok(Redirect::to(&format!("{}/requests/{id}", reader.base())).into_response()),
        Err(Declined::ByRule(sentence)) => words::sentence(&sentence),
        Err(Declined::ByField { sentence, .. }) => sentence,
        Err(declined) => return Err(reader.failed(declined)),
    };
    let problems = Problems::of("question", why);
    Ok(Page::again(list::page(&app, &reader, &filled.question, problems).await?).into_response())
}
