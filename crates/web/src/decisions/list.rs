//! The decisions of a group: those under way, then those that are over.

use super::{Decisions, Row, duty, public, words};
use crate::{
    App,
    failed::Failed,
    frame::Place,
    page::Page,
    parts::{Field, Kind, Problems},
    reader::Insider,
    when,
};
use acts::agreeing;
use axum::extract::State;
use basics::FormId;
use store::DecisionRow;

/// The list.
pub async fn list(State(app): State<App>, reader: Insider) -> Result<Page<Decisions>, Failed> {
    Ok(Page::ok(page(&app, &reader, "", Problems::default()).await?))
}

/// The list, with a question as it was typed.
pub(super) async fn page(app: &App, reader: &Insider, typed: &str, problems: Problems) -> Result<Decisions, Failed> {
    let charter = app.here.store.charter(reader.id()).await.map_err(|error| reader.trouble(error))?;
    let ask = agreeing::own_question(&charter).map(|_| {
        let field = Field::new("question", "What is the group to decide?").kind(Kind::Lines(2)).value(typed);
        let field =
            field.hint("It gets a page of its own, where a vote is called on it: by yes or no, or among options.");
        let field = field.marked(&problems);
        let id = FormId::mint(reader.reader.at);
        (format!("{}/decisions", reader.base()), id.to_string(), field)
    });
    let all = app.here.store.decisions(reader.id()).await.map_err(|error| reader.trouble(error))?;
    let now = app.here.store.now();
    let (mut open, over): (Vec<DecisionRow>, Vec<DecisionRow>) = all.into_iter().partition(DecisionRow::goes_on);
    open.sort_by_key(|row| row.course.wakes_at());
    let row = |row: &DecisionRow| Row {
        number: row.number.to_string(),
        title: words::title(row),
        href: words::href(reader, row),
        meta: vec![ends(reader, row, now)],
        state: words::state(row, now),
    };
    Ok(Decisions {
        frame: reader.frame(app, Place::Decisions).await?,
        open: open.iter().map(row).collect(),
        over: over.iter().map(row).collect(),
        record: public::setting(app, reader, &charter).await?,
        duty: duty::of(app, reader, &charter).await?,
        ask,
        problems,
    })
}

/// `closes Sat 21 Nov 2026, 12:00 UTC, in 22 hours`.
pub(super) fn ends(reader: &Insider, row: &DecisionRow, now: basics::Moment) -> String {
    match (row.closed, row.course.wakes_at()) {
        (Some(_), Some(at)) => format!("tied; the casting vote can be given until {}", reader.when(at)),
        (Some(closing), _) => format!("over since {}", reader.when(closing.at)),
        (None, Some(at)) if row.declared.is_some() => {
            format!("takes effect {}, {}", reader.when(at), when::relative(at, now))
        }
        (None, Some(at)) if row.course.opened.is_some() => {
            format!("closes {}, {}", reader.when(at), when::relative(at, now))
        }
        (None, Some(at)) => format!("lapses {}, {}", reader.when(at), when::relative(at, now)),
        (None, None) => "waits for a second".to_owned(),
    }
}
