//! The reader's own attendance, and what the convener asks of them.

use super::{Own, missed, sum};
use crate::{
    App,
    done::{Done, JustDone},
    failed::Failed,
    frame::Place,
    guard::{Nothing, Sent},
    page::Page,
    parts::{Action, Clause, Look},
    reader::Insider,
};
use acts::meetings::shortfalls;
use axum::extract::State;

/// The page.
pub(super) async fn show(State(app): State<App>, reader: Insider, done: JustDone) -> Result<Page<Own>, Failed> {
    let counting = shortfalls::counting(&app.here, reader.id()).await.map_err(|error| reader.trouble(error))?;
    let gone = || Failed::gone(reader.reader.plain());
    let counting = counting.ok_or_else(gone)?;
    let found = counting.of(reader.person()).ok_or_else(gone)?;
    let stay = Action::new("I stay", "check", format!("{}/attendance/stay", reader.base()), reader.token());
    let asked = counting.asked(reader.person());
    let asked = asked.map(|row| (reader.name(row.by.0), row.reason.clone(), stay.look(Look::Primary)));
    let mut frame = reader.frame(&app, Place::Meetings).await?;
    frame.toast = done.told(&[("stays", "You stay. The convener reads it.")]);
    Ok(Page::ok(Own {
        frame,
        sum: sum(&found),
        clause: Clause::of(&reader.base(), counting.clause()),
        missed: missed(&reader, &found),
        asked,
    }))
}

/// The member who was asked says that they stay.
pub(super) async fn stay(
    State(app): State<App>,
    reader: Insider,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Done, Failed> {
    let stays = shortfalls::stay(&app.here, reader.id(), &reader.reader.who).await;
    stays.map_err(|declined| reader.failed(declined))?;
    Ok(Done::at(format!("{}/attendance", reader.base()), "stays"))
}
