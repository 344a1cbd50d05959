//! The duty to take part in votes, as whoever reads the page stands to it. It is told to them alone, and nothing follows from it
//! by itself.

use super::Duty;
use crate::{
    App,
    done::Done,
    failed::Failed,
    guard::{Nothing, Sent},
    law,
    parts::Action,
    reader::Insider,
};
use acts::meetings::shortfalls;
use axum::extract::State;
use charter::Charter;
use serde::Deserialize;

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
             answer: nothing follows by itself, and beside you only the convener is told here, where the group named one.",
            part.year, part.took, part.votes, rule.duty.share, rule.consequence,
        );
        (words, Action::new("I have read it", "check", format!("{}/decisions/duty", reader.base()), reader.token()))
    });
    let quote = law::quoted(charter, &reader.base(), &rule.clause, law::follows(rule.status));
    Ok(Some(Duty {
        words: format!(
            "You took part in {} of {} votes of {year} so far; the charter asks for {}.",
            part.took, part.votes, rule.duty.share
        ),
        quotes: quote.into_iter().collect(),
        request,
        of_others: of_others(app, reader).await.map_err(trouble)?,
    }))
}

/// What the convener is told of others who fell short, and the button that puts it away; nothing for anybody else.
async fn of_others(app: &App, reader: &Insider) -> Result<Option<(Vec<String>, Action)>, anyhow::Error> {
    if !shortfalls::conveners_of(&app.here, reader.id()).await?.contains(&reader.person()) {
        return Ok(None);
    }
    let asked = app.here.store.duty_requests(reader.id()).await?;
    let Some(last) = asked.iter().map(|(_, part)| part.year).max() else { return Ok(None) };
    let told = asked.iter().map(|(person, part)| {
        let name = reader.name(*person);
        format!("{name} took part in {} of {} votes of {}, and was asked.", part.took, part.votes, part.year)
    });
    let read = Action::new("I have read it", "check", format!("{}/decisions/duties", reader.base()), reader.token());
    Ok(Some((told.collect(), read.carrying("year", last.to_string()))))
}

/// Up to which year a convener has read.
#[derive(Deserialize)]
pub struct Read {
    year: i16,
}

/// The convener has read who was asked; it is put away for them.
pub async fn read(State(app): State<App>, reader: Insider, Sent(read): Sent<Read>) -> Result<Done, Failed> {
    let trouble = |error: anyhow::Error| reader.trouble(error);
    let conveners = shortfalls::conveners_of(&app.here, reader.id()).await.map_err(trouble)?;
    if !conveners.contains(&reader.person()) {
        return Err(Failed::gone(reader.reader.plain()));
    }
    app.here.store.bookkeeping().convener_read_of_duties(reader.id(), read.year).await.map_err(trouble)?;
    Ok(Done::at(format!("{}/decisions", reader.base()), "put_away"))
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
