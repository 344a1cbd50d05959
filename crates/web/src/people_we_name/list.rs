//! Everybody in the book, and one more put in.

use super::{InBook, PeopleWeName, typed::Typed, view::handles};
use crate::{
    App,
    done::{Done, JustDone},
    failed::Failed,
    frame::Place,
    guard::Sent,
    page::Page,
    parts::{Problems, Tag, Tone},
    reader::Insider,
};
use acts::naming;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use store::KnownRow;

/// The list.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    done: JustDone,
) -> Result<Page<PeopleWeName>, Failed> {
    let mut page = page(&app, &insider, &Typed::default(), Problems::default()).await?;
    page.frame.toast = done.told(DONE);
    Ok(Page::ok(page))
}

/// What was done just now, as this page says it.
const DONE: &[(&str, &str)] = &[("put", "They are in the book."), ("forgotten", "They are erased from the book.")];

/// Puts somebody in. What is wrong stands at its field, and every word is kept.
pub(super) async fn put(
    State(app): State<App>,
    insider: Insider,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Failed> {
    let typed = Typed::sent(fields);
    match naming::put(&app.here, insider.id(), insider.person(), None, typed.known()).await {
        Ok(_) => Ok(Done::at(format!("{}/people-we-name", insider.base()), "put").into_response()),
        Err(declined) => {
            let problems = insider.at_its_field(declined)?;
            Ok(Page::again(page(&app, &insider, &typed, problems).await?).into_response())
        }
    }
}

async fn page(app: &App, insider: &Insider, typed: &Typed, problems: Problems) -> Result<PeopleWeName, Failed> {
    let book = app.here.store.people_we_name(insider.id()).await.map_err(|error| insider.trouble(error))?;
    Ok(PeopleWeName {
        frame: insider.frame(app, Place::PeopleWeName).await?,
        to: format!("{}/people-we-name", insider.base()),
        people: book.iter().map(|row| in_book(insider, row)).collect(),
        fields: typed.fields(&problems),
        mention: typed.not_to_be_mentioned(),
        why: typed.why(&problems),
        problems,
    })
}

fn in_book(insider: &Insider, row: &KnownRow) -> InBook {
    let word = format!("@{{{}}}", row.known.word);
    let unwanted = row.known.unwanted.is_some();
    InBook {
        name: row.known.name.clone(),
        href: format!("{}/people-we-name/{}", insider.base(), row.id),
        meta: [word].into_iter().chain(handles(&row.known)).collect(),
        tag: unwanted.then(|| Tag::new(Tone::Warn, "ban", "Do not mention")),
    }
}
