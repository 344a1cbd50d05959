//! The decisions of a group: those under way, then those that are over.

use super::{Decisions, Row, words};
use crate::{App, failed::Failed, frame::Place, page::Page, reader::Insider, requests::words::title, when};
use axum::extract::State;
use store::DecisionRow;

/// The list.
pub async fn list(State(app): State<App>, reader: Insider) -> Result<Page<Decisions>, Failed> {
    let all = app.here.store.decisions(reader.id()).await.map_err(|error| reader.trouble(error))?;
    let now = app.here.store.now();
    let (mut open, over): (Vec<DecisionRow>, Vec<DecisionRow>) = all.into_iter().partition(|row| row.closed.is_none());
    open.sort_by_key(|row| row.course.wakes_at());
    let row = |row: &DecisionRow| Row {
        number: row.number.to_string(),
        title: title(&row.question),
        href: words::href(&reader, row),
        meta: vec![ends(&reader, row, now)],
        state: words::state(row, now),
    };
    Ok(Page::ok(Decisions {
        frame: reader.frame(&app, Place::Decisions).await?,
        open: open.iter().map(row).collect(),
        over: over.iter().map(row).collect(),
    }))
}

/// `closes Sat 21 Nov 2026, 12:00 UTC, in 22 hours`.
pub(super) fn ends(reader: &Insider, row: &DecisionRow, now: basics::Moment) -> String {
    match (row.closed, row.course.wakes_at()) {
        (Some(closing), _) => format!("over since {}", reader.when(closing.at)),
        (None, Some(at)) if row.course.opened.is_some() => {
            format!("closes {}, {}", reader.when(at), when::relative(at, now))
        }
        (None, Some(at)) => format!("lapses {}, {}", reader.when(at), when::relative(at, now)),
        (None, None) => "waits for a second".to_owned(),
    }
}
