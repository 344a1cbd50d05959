//! What somebody chooses about mail: whether what needs them comes that way, at once or once a day.

use super::{page::page, view::MailForm};
use crate::{
    App,
    failed::Failed,
    guard::Sent,
    page::Page,
    parts::{Choice, Choices, Field, Pick, Problems},
    reader::Reader,
    sign_in::Caller,
    words,
};
use acts::mailing;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use basics::Zone;
use serde::Deserialize;
use store::MailedHow;

/// The form as it stands.
pub(super) async fn form(app: &App, reader: &Reader, problems: &Problems) -> Result<MailForm, Failed> {
    let chosen = mailing::chosen(&app.here, reader.person()).await.map_err(|error| reader.trouble(error))?;
    let words = |how| match how {
        MailedHow::Off => "Not by mail",
        MailedHow::AtOnce => "Each thing, at once",
        MailedHow::Daily => "All of it, once a day",
    };
    let hours =
        (0..24).map(|hour: i8| Choice::new(&hour.to_string(), format!("{hour:02}:00")).chosen(hour == chosen.hour));
    let zone = Field::new("zone", "Your zone").value(chosen.zone.name()).suggesting(Zone::names());
    Ok(MailForm {
        how: Choices {
            name: "how".to_owned(),
            legend: "What needs you, by mail".to_owned(),
            of: MailedHow::ALL
                .into_iter()
                .map(|how| Choice::new(how.word(), words(how)).chosen(how == chosen.how))
                .collect(),
            error: problems.at("how"),
            ..Choices::default()
        },
        hour: Pick {
            name: "hour".to_owned(),
            label: "Where once a day: from".to_owned(),
            hint: String::new(),
            of: hours.collect(),
            error: None,
        },
        zone: zone.marked(problems),
        works: app.here.mail.is_some(),
    })
}

/// What was chosen.
#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    how: String,
    hour: i8,
    zone: String,
}

/// Keeps it.
pub(super) async fn choose(
    State(app): State<App>,
    reader: Reader,
    caller: Caller,
    Sent(chosen): Sent<Chosen>,
) -> Result<Response, Failed> {
    let mut problems = Problems::default();
    let how = MailedHow::of(&chosen.how);
    if how.is_none() {
        problems.add("how", "Choose one of the three.");
    }
    let zone = Zone::named(&chosen.zone);
    if let Err(unknown) = &zone {
        problems.add("zone", words::sentence(&unknown.to_string()));
    }
    let (Some(how), Ok(zone)) = (how, zone) else {
        return Ok(Page::again(page(&app, &reader, &caller, problems).await?).into_response());
    };
    let kept = mailing::choose(&app.here, &reader.who, how, chosen.hour, &zone).await;
    kept.map_err(|error| reader.trouble(error))?;
    Ok(Redirect::to("/you").into_response())
}
