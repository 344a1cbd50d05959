//! Planning a series in the charter's rhythm, or one meeting beside it.

use super::{Asks, New, list::quotes};
use crate::{
    App,
    done::Done,
    failed::Failed,
    frame::Place,
    guard::SentOnce,
    page::Page,
    parts::{Choice, Choices, Clause, Field, Kind as Holds, Look, Problems},
    reader::Insider,
};
use acts::{
    Declined,
    meetings::planning::{self, Regular},
    opinions,
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::MeetingId;
use charter::{Charter, act::PlanMeeting};
use meetings::{Kind, Rhythm};
use serde::Deserialize;
use std::sync::Arc;
use store::SentForm;

/// What is filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    what: String,
    rhythm: String,
    title: String,
    place: String,
    day: String,
    time: String,
    minutes: String,
}

/// The word of the form for a series.
const SERIES: &str = "series";
/// The two readings of "bi-weekly".
const FORTNIGHTLY: &str = "every_two_weeks";
const TWICE: &str = "twice_a_week";

/// The empty form.
pub(super) async fn show(State(app): State<App>, reader: Insider) -> Result<Page<New>, Failed> {
    page(&app, &reader, &Filled::default(), Problems::default()).await.map(Page::ok)
}

/// Plans it, and leads on to its page.
pub(super) async fn plan(State(app): State<App>, reader: Insider, sent: SentOnce<Filled>) -> Result<Response, Failed> {
    let (filled, form) = sent.first(&app, &reader, |id| format!("{}/meetings/{id}", reader.base())).await?;
    let mut problems = Problems::default();
    match planned(&app, &reader, &filled, &form).await {
        Ok(id) => return Ok(Done::at(format!("{}/meetings/{id}", reader.base()), "planned").into_response()),
        Err(Declined::ByField { field, sentence }) => problems.add(field, sentence),
        Err(Declined::ByRule(sentence)) => problems.add("what", sentence),
        Err(declined) => return Err(reader.failed(declined)),
    }
    Ok(Page::again(page(&app, &reader, &filled, problems).await?).into_response())
}

async fn planned(app: &App, reader: &Insider, filled: &Filled, form: &SentForm) -> Result<MeetingId, Declined> {
    let (here, group, who) = (&app.here, reader.id(), &reader.reader.who);
    let plan = planning::Filled {
        title: filled.title.clone(),
        place: filled.place.clone(),
        day: filled.day.clone(),
        time: filled.time.clone(),
        minutes: filled.minutes.clone(),
    };
    if filled.what == SERIES {
        let chosen = match filled.rhythm.as_str() {
            FORTNIGHTLY => Some(Rhythm::Days(14)),
            TWICE => Some(Rhythm::TwiceAWeek),
            _ => None,
        };
        return planning::series(here, group, who, (&plan, form), chosen).await;
    }
    let kind = Kind::of(&filled.what).filter(|kind| *kind != Kind::Regular);
    let kind = kind.ok_or_else(|| Declined::field("what", "choose what you plan"))?;
    planning::single(here, group, who, (&plan, form), kind).await
}

async fn page(app: &App, reader: &Insider, filled: &Filled, problems: Problems) -> Result<New, Failed> {
    let trouble = |error: anyhow::Error| reader.trouble(error);
    let charter: Arc<Charter> = app.here.store.charter(reader.id()).await.map_err(trouble)?;
    let regular = planning::regular(&charter);
    let is_first = app.here.store.meeting_series(reader.id()).await.map_err(trouble)?.is_empty();
    let act = PlanMeeting { meeting: MeetingId::mint(reader.reader.at) };
    let opinion = opinions::may(&app.here, reader.id(), reader.person(), &act).await;
    let opinion = opinion.map_err(|declined| reader.failed(declined))?;
    let mut choices = vec![what(regular, filled, &problems)];
    choices.extend(
        regular
            .filter(|regular| regular.is_open && is_first)
            .map(|regular| rhythm(reader, &regular, filled, &problems)),
    );
    let mut asks =
        Asks::new("Plan a meeting", format!("{}/meetings/new", reader.base()), reader.token(), ("plus", "Plan it"));
    asks.look = Look::Primary;
    asks.choices = choices;
    let asks = asks.once(reader).fields(fields(reader, filled, &problems)).judged(reader, &charter, &opinion);
    Ok(New { frame: reader.frame(app, Place::Meetings).await?, quotes: quotes(reader, &charter), asks, problems })
}

fn what(regular: Option<Regular<'_>>, filled: &Filled, problems: &Problems) -> Choices {
    let chosen = if filled.what.is_empty() && regular.is_some() { SERIES } else { &filled.what };
    let series = regular.map(|regular| {
        let small = if regular.is_open {
            "It goes on by itself until somebody ends it.".to_owned()
        } else {
            format!("It meets {}, and goes on by itself until somebody ends it.", regular.rhythm)
        };
        Choice::new(SERIES, "The regular meetings").small(small)
    });
    let single = [
        Choice::new(Kind::AdHoc.word(), "One meeting beside them").small("It does not count for attendance."),
        Choice::new(Kind::Emergency.word(), "An emergency")
            .small("It could not wait. It does not count for attendance."),
    ];
    let of = series.into_iter().chain(single).map(|choice| {
        let is = choice.value == chosen;
        choice.chosen(is)
    });
    Choices {
        name: "what".to_owned(),
        legend: "What do you plan?".to_owned(),
        of: of.collect(),
        error: problems.at("what"),
        ..Choices::default()
    }
}

fn rhythm(reader: &Insider, regular: &Regular<'_>, filled: &Filled, problems: &Problems) -> Choices {
    let clause = Clause::of(&reader.base(), regular.clause);
    Choices {
        name: "rhythm".to_owned(),
        legend: "What does the charter mean by it?".to_owned(),
        hint: format!("The words of clause {} can be read in two ways. The first series settles it.", clause.label),
        of: vec![
            Choice::new(FORTNIGHTLY, "Every two weeks").chosen(filled.rhythm == FORTNIGHTLY),
            Choice::new(TWICE, "Twice a week")
                .small("On its day, and three days later.")
                .chosen(filled.rhythm == TWICE),
        ],
        error: problems.at("rhythm"),
        ..Choices::default()
    }
}

fn fields(reader: &Insider, filled: &Filled, problems: &Problems) -> Vec<Field> {
    let or = |value: &str, otherwise: &str| if value.is_empty() { otherwise.to_owned() } else { value.to_owned() };
    let zone = format!("On the wall of {}, in summer and winter.", reader.zone);
    let fields = [
        Field::new("title", "What is it called?").value(or(&filled.title, "Meeting")),
        Field::new("day", "Day").kind(Holds::Day).value(filled.day.clone()).hint("Of a series: of its first meeting."),
        Field::new("time", "Time").kind(Holds::Time).value(filled.time.clone()).hint(zone),
        Field::new("minutes", "How many minutes?").value(or(&filled.minutes, "60")),
        Field::new("place", "Where?").value(filled.place.clone()).optional().hint("An address to join, or a room."),
    ];
    fields.into_iter().map(|field| field.marked(problems)).collect()
}
