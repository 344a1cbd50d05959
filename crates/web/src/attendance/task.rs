//! The task of a convener: how somebody's attendance stands, and the three answers. It is not there for anybody else.

use super::{Task, missed, sum};
use crate::{
    App,
    address::Path,
    failed::Failed,
    frame::Place,
    guard::Sent,
    meetings::Asks,
    page::Page,
    parts::{Choice, Choices, Clause, Field, Kind, Look, Problems},
    reader::Insider,
    when,
};
use acts::meetings::shortfalls;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use basics::PersonId;
use serde::Deserialize;
use store::{Answered, ShortfallRow};

/// Whose attendance the address is about.
#[derive(Deserialize)]
pub(super) struct OfMember {
    person: PersonId,
}

/// An answer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    answer: String,
    reason: String,
    until: String,
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfMember>,
) -> Result<Page<Task>, Failed> {
    page(&app, &reader, &of, &Filled::default(), Problems::default()).await.map(Page::ok)
}

async fn page(app: &App, reader: &Insider, of: &OfMember, filled: &Filled, problems: Problems) -> Result<Task, Failed> {
    let gone = || Failed::gone(reader.reader.plain());
    let counting = shortfalls::counting(&app.here, reader.id()).await.map_err(|error| reader.trouble(error))?;
    let counting = counting.ok_or_else(gone)?;
    let me = reader.person();
    let waits = counting.tasks(me).into_iter().any(|found| found.person == of.person);
    let before = counting.answers(me, of.person);
    // What neither waits nor was answered is nobody's to look at, not even a convener's.
    if !waits && before.is_empty() {
        return Err(gone());
    }
    let found = counting.of(of.person).ok_or_else(gone)?;
    Ok(Task {
        frame: reader.frame(app, Place::Home).await?,
        name: reader.name(of.person),
        sum: sum(&found),
        clause: Clause::of(&reader.base(), counting.clause()),
        missed: missed(reader, &found),
        before: before.into_iter().map(|row| told(reader, row)).collect(),
        asks: waits.then(|| asks(reader, of, filled, &problems)),
        problems,
    })
}

fn told(reader: &Insider, row: &ShortfallRow) -> String {
    let day = |at| when::day(at, &reader.zone);
    let what = match row.answer {
        Answered::Ask if row.stays.is_some() => "was asked, and stays".to_owned(),
        Answered::Ask => "was asked".to_owned(),
        Answered::NotNow => "not now".to_owned(),
        Answered::Leave(until) => format!("leave recorded until {}", day(until)),
    };
    let reason = if row.reason.is_empty() { String::new() } else { format!(": {}", row.reason) };
    format!("{}, {}: {what}{reason}.", day(row.by.1), reader.name(row.by.0))
}

fn asks(reader: &Insider, of: &OfMember, filled: &Filled, problems: &Problems) -> Asks {
    let to = format!("{}/attendance/{}", reader.base(), of.person);
    let mut asks = Asks::new("Your answer", to, reader.token(), ("check", "Answer"));
    asks.look = Look::Primary;
    let choice =
        |word: &str, words: &str, small: &str| Choice::new(word, words).small(small).chosen(filled.answer == word);
    asks.choices.push(Choices {
        name: "answer".to_owned(),
        legend: "What will you do?".to_owned(),
        of: vec![
            choice("ask", "Ask them", "They read on their Home whether they want to stay. If they do, they stay."),
            choice("not_now", "Not now", "Say why. You are told again when another meeting is missed."),
            choice("leave", "Record a leave", "You are not told again before its last day is over."),
        ],
        error: problems.at("answer"),
        ..Choices::default()
    });
    let reason =
        Field::new("reason", "Why, or what you tell them").kind(Kind::Lines(2)).value(filled.reason.clone()).optional();
    let until = Field::new("until", "The last day of the leave").kind(Kind::Day).value(filled.until.clone()).optional();
    let with = |field: Field| field.marked(problems);
    asks.fields(vec![with(reason), with(until)])
}

/// Answers it.
pub(super) async fn answer(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfMember>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let given = shortfalls::Filled {
        answer: filled.answer.clone(),
        reason: filled.reason.clone(),
        until: filled.until.clone(),
    };
    match shortfalls::answer(&app.here, reader.id(), &reader.reader.who, of.person, &given).await {
        Ok(()) => Ok(Redirect::to(&format!("{}/attendance/{}", reader.base(), of.person)).into_response()),
        Err(declined) => {
            let problems = reader.at_its_field(declined)?;
            Ok(Page::again(page(&app, &reader, &of, &filled, problems).await?).into_response())
        }
    }
}
