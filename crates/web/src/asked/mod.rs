//! `/asked/{group}/{link}`: a question as the body sees it that it was put to, without an account.

mod view;

pub use view::Asked;

use crate::{App, address::Path, failed::Failed, page::Page, requests::words, sign_in::Caller, when};
use acts::requests;
use axum::{Router, extract::State, routing::get};
use basics::{Zone, days};
use serde::Deserialize;

/// The routes of this page.
pub fn routes() -> Router<App> {
    Router::new().route("/asked/{group}/{link}", get(show))
}

/// The question of the address.
#[derive(Deserialize)]
struct OfLink {
    group: String,
    link: String,
}

/// The page. Whoever holds the link sees it; every other link opens nothing.
async fn show(State(app): State<App>, caller: Caller, Path(of): Path<OfLink>) -> Result<Page<Asked>, Failed> {
    let gone = || Failed::gone(caller.stranger());
    let store = &app.here.store;
    let group = store.group_by_slug(&of.group).await.map_err(|error| caller.trouble(error))?.ok_or_else(gone)?;
    let row = requests::look(&app.here, group.id, &of.link).await.map_err(|error| caller.trouble(error))?;
    let row = row.ok_or_else(gone)?;
    let charter = store.charter(group.id).await.map_err(|error| caller.trouble(error))?;
    let brief = requests::brief(&app.here, &group, &row).await.map_err(|error| caller.trouble(error))?;
    let zone = Zone::named(&group.zone).map_err(|error| caller.trouble(error))?;
    let now = store.now();
    let recorded = row.answer.as_ref().map(|(recorded, _, at)| {
        let mut lines = vec![
            ("Decided on".to_owned(), days::read(&recorded.decided_on)),
            ("Recorded".to_owned(), when::full(*at, &zone)),
        ];
        if row.is_older_than_its_question(&zone) {
            lines.push(("Note".to_owned(), words::OLDER.to_owned()));
        }
        let filled = [("Source", &recorded.source), ("Tally", &recorded.tally)];
        let filled = filled.into_iter().filter(|(_, words)| !basics::text::is_blank(words));
        lines.extend(filled.map(|(name, words)| (name.to_owned(), words.clone())));
        lines.extend(recorded.expires.filter(|_| recorded.yes).map(|end| {
            let word = if end <= now { "Served until" } else { "Serves until" };
            (word.to_owned(), when::day(end, &zone))
        }));
        lines
    });
    Ok(Page::ok(Asked {
        plain: caller.stranger(),
        title: words::title(&row),
        state: words::state(&charter, &row, now),
        put: when::full(row.asked.1, &zone),
        unconfirmed: row.answer.as_ref().is_some_and(|(recorded, ..)| !recorded.confirmed()),
        recorded,
        brief,
    }))
}
