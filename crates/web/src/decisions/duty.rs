//! The duty to take part in votes, as whoever reads the page stands to it. It is told to them alone, and nothing follows from it
//! by itself.

use super::Duty;
use crate::{
    App,
    done::Done,
    failed::Failed,
    guard::{Nothing, Sent},
    law,
    parts::{Action, Clause, Quote},
    reader::Insider,
};
use axum::extract::State;
use charter::Charter;

/// How the reader stands, where the charter knows the duty.
pub(super) async fn of(app: &App, reader: &Insider, charter: &Charter) -> Result<Option<Duty>, Failed> {
    let Some(rule) = &charter.rules().participation else { return Ok(None) };
    let (store, trouble) = (&app.here.store, |error: anyhow::Error| reader.trouble(error));
    let year = reader.reader.at.in_zone(reader.zone.rules()).year();
    let part = store.part_of(reader.id(), reader.person(), year, &reader.zone).await.map_err(trouble)?;
    let request = store.duty_request(reader.id(), reader.person()).await.map_err(trouble)?;
    let request = request.map(|part| {
        let words = format!(
            "In {} you took part in {} of {} votes, and the charter asks for {}. Whoever falls short is {}. It is for you to \
             answer: nothing follows by itself, and nobody else is told here.",
            part.year, part.took, part.votes, rule.duty.share, rule.consequence,
        );
        (words, Action::new("I have read it", "check", format!("{}/decisions/duty", reader.base()), reader.token()))
    });
    let quote = charter.clause(&rule.clause).map(|clause| Quote {
        words: clause.quote.clone(),
        heading: clause.heading.clone(),
        clause: Clause::of(&reader.base(), &rule.clause),
        follows: law::follows(rule.status),
    });
    Ok(Some(Duty {
        words: format!(
            "You took part in {} of {} votes of {year} so far; the charter asks for {}.",
            part.took, part.votes, rule.duty.share
        ),
        quotes: quote.into_iter().collect(),
        request,
    }))
}

/// Puts the request of a year away.
pub async fn put_away(
    State(app): State<App>,
    reader: Insider,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Done, Failed> {
    let put_away = app.here.store.bookkeeping().puts_duty_away(reader.id(), reader.person()).await;
    put_away.map_err(|error| reader.trouble(error))?;
    Ok(Done::at(format!("{}/decisions", reader.base()), "put_away"))
}
