//! The questions of a group: those that wait, then those with an answer; where they go, and calling a body in.

use super::{Requests, Row, addresses, calling_in, words};
use crate::{App, done::JustDone, failed::Failed, frame::Place, page::Page, parts::Problems, reader::Insider, when};
use axum::extract::State;
use store::AnswerRow;

/// What was typed into a form of this page that has to be mended.
#[derive(Default)]
pub(super) struct Typed {
    /// A body, and the address that was typed for it.
    pub address: Option<(String, String)>,
    /// What a body is called in about.
    pub about: String,
    /// Why.
    pub reason: String,
}

impl Typed {
    /// What was typed as this body's address.
    pub fn email(&self, body: &str) -> Option<&str> {
        self.address.as_ref().filter(|(of, _)| of == body).map(|(_, email)| email.as_str())
    }
}

/// The list.
pub async fn list(State(app): State<App>, reader: Insider, done: JustDone) -> Result<Page<Requests>, Failed> {
    let mut requests = page(&app, &reader, &Typed::default(), Problems::default()).await?;
    requests.frame.toast =
        done.told(&[("addressed", "Where this body is written to is changed, and the log says so.")]);
    Ok(Page::ok(requests))
}

/// The page with its forms as they were filled in.
pub(super) async fn page(app: &App, reader: &Insider, typed: &Typed, problems: Problems) -> Result<Requests, Failed> {
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
    let mut open: Vec<Row> = standing().filter(|row| row.waits()).map(shown).collect();
    open.reverse();
    Ok(Requests {
        frame: reader.frame(app, Place::Requests).await?,
        open,
        answered: standing().filter(|row| row.answer.is_some()).map(shown).collect(),
        bodies: addresses::all(app, reader, &charter, typed, &problems).await?,
        mails: app.here.mail.is_some(),
        call_in: calling_in::form(app, reader, &charter, typed, &problems).await?,
        problems,
    })
}
