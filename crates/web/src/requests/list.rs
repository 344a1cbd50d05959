//! The questions of a group: those that wait, then those with an answer.

use super::{Requests, Row, words};
use crate::{App, failed::Failed, frame::Place, page::Page, reader::Insider, when};
use axum::extract::State;
use store::AnswerRow;

/// The list.
pub async fn list(State(app): State<App>, reader: Insider) -> Result<Page<Requests>, Failed> {
    let store = &app.here.store;
    let charter = store.charter(reader.id()).await.map_err(|error| reader.trouble(error))?;
    let questions = store.questions(reader.id()).await.map_err(|error| reader.trouble(error))?;
    let names = reader.names();
    let now = store.now();
    let shown = |row: &AnswerRow| Row {
        title: words::title(row),
        href: format!("{}/requests/{}", reader.base(), row.id),
        meta: vec![
            format!("to {}", charter.the_body(&row.question.body)),
            format!("by {}", names.get(&row.asked.0).map_or("somebody", String::as_str)),
            format!("{}, {}", when::day(row.asked.1, &reader.zone), when::relative(row.asked.1, now)),
        ],
        state: words::state(&charter, row, now),
    };
    let standing = || questions.iter().filter(|row| row.superseded_by.is_none());
    let mut open: Vec<Row> = standing().filter(|row| row.answer.is_none()).map(shown).collect();
    open.reverse();
    Ok(Page::ok(Requests {
        frame: reader.frame(&app, Place::Requests).await?,
        open,
        answered: standing().filter(|row| row.answer.is_some()).map(shown).collect(),
    }))
}
