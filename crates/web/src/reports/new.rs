//! Writing a report: what it says stands in the form again where it makes none.

use super::NewReport;
use crate::{
    App,
    failed::Failed,
    frame::Place,
    guard::SentOnce,
    page::Page,
    parts::{Choice, Choices, Field, Kind, Pick, Problems},
    reader::Insider,
    when::typed as day,
};
use acts::{Declined, campaigns::today, reports};
use axum::{
    extract::{Query, State},
    response::{IntoResponse as _, Redirect, Response},
};
use basics::{FormId, ReportId, days::from_to};
use charter::{Charter, sentences::capital};
use jiff::civil::Date;
use publishing::report::Paper;
use serde::Deserialize;
use store::ReportRow;

/// The form as it was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    title: String,
    period: String,
    first: String,
    last: String,
    text: String,
    goes_to: String,
    public: String,
    replaces: String,
}

/// Which report the new one takes the place of.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Correcting {
    replaces: String,
}

/// The form: empty, or with the words of the report that is corrected.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    Query(correcting): Query<Correcting>,
) -> Result<Page<NewReport>, Failed> {
    let charter = app.here.store.charter(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let typed = match corrected(&app, &insider, &correcting.replaces).await? {
        Some(row) => again(&row),
        None => begun(&app, &charter).map_err(|error| insider.trouble(error))?,
    };
    page(&app, &insider, &charter, &typed, Problems::default()).await.map(Page::ok)
}

/// Where nothing is typed yet: the last period that is over, and whom the charter names.
fn begun(app: &App, charter: &Charter) -> Result<Typed, anyhow::Error> {
    let over = reports::owed(charter, today(&app.here, charter)?).into_iter().nth(1);
    let asked = charter.rules().reporting.first();
    Ok(Typed {
        period: over.map(|(first, last, _)| of(first, last)).unwrap_or_default(),
        goes_to: asked.map(|report| report.audience.clone()).unwrap_or_default(),
        public: if asked.is_some_and(|report| report.public) { "yes" } else { "" }.to_owned(),
        ..Typed::default()
    })
}

fn again(row: &ReportRow) -> Typed {
    let paper = row.paper.clone();
    Typed {
        title: paper.title,
        period: String::new(),
        first: paper.first.to_string(),
        last: paper.last.to_string(),
        text: paper.text,
        goes_to: paper.goes_to.unwrap_or_default(),
        public: if paper.is_public { "yes" } else { "" }.to_owned(),
        replaces: row.id.to_string(),
    }
}

/// The report of the group that is corrected, where one is.
async fn corrected(app: &App, insider: &Insider, id: &str) -> Result<Option<ReportRow>, Failed> {
    if id.is_empty() {
        return Ok(None);
    }
    let gone = || Failed::gone(insider.reader.plain());
    let id = id.parse().map_err(|_| gone())?;
    let row = app.here.store.report(insider.id(), id).await.map_err(|error| insider.trouble(error))?;
    row.map(Some).ok_or_else(gone)
}

/// Keeps the report, and leads to its page. What does not hold stands in the form again.
pub(super) async fn take(State(app): State<App>, insider: Insider, sent: SentOnce<Typed>) -> Result<Response, Failed> {
    let (typed, form) = sent.first(&app, &insider, |id| format!("{}/reports/{id}", insider.base())).await?;
    let mut problems = Problems::default();
    let replaces: Option<ReportId> = corrected(&app, &insider, &typed.replaces).await?.map(|row| row.id);
    let (first, last) = typed.period.split_once(' ').unwrap_or((&typed.first, &typed.last));
    if let (Some(first), Some(last)) = (day(first, "first", &mut problems), day(last, "last", &mut problems)) {
        let (title, text, goes_to) = (typed.title.clone(), typed.text.clone(), Some(typed.goes_to.clone()));
        let paper = Paper { title, first, last, text, goes_to, is_public: typed.public == "yes", replaces };
        match reports::write(&app.here, insider.id(), insider.person(), paper, &form).await {
            Ok(id) => return Ok(Redirect::to(&format!("{}/reports/{id}", insider.base())).into_response()),
            Err(Declined::ByField { field, sentence }) => problems.add(field, sentence),
            Err(declined) => return Err(insider.failed(declined)),
        }
    }
    let charter = app.here.store.charter(insider.id()).await.map_err(|error| insider.trouble(error))?;
    Ok(Page::again(page(&app, &insider, &charter, &typed, problems).await?).into_response())
}

/// A period as the form carries it.
fn of(first: Date, last: Date) -> String {
    format!("{first} {last}")
}

async fn page(
    app: &App,
    insider: &Insider,
    charter: &Charter,
    typed: &Typed,
    problems: Problems,
) -> Result<NewReport, Failed> {
    let asked = |field: Field, value: &str| {
        let field = field.value(value);
        field.marked(&problems)
    };
    let first = Field::new("first", "First day").kind(Kind::Day).optional();
    let last = Field::new("last", "Last day").kind(Kind::Day).optional().hint("It is part of what is told.");
    let replaces = corrected(app, insider, &typed.replaces).await?;
    Ok(NewReport {
        frame: insider.frame(app, Place::Decisions).await?,
        title: asked(Field::new("title", "What is it called?"), &typed.title),
        period: period(app, charter, typed).map_err(|error| insider.trouble(error))?,
        days: vec![asked(first, &typed.first), asked(last, &typed.last)],
        text: asked(
            Field::new("text", "The report")
                .kind(Kind::Lines(16))
                .hint("In Markdown. It is shown and mailed as it is written."),
            &typed.text,
        ),
        goes_to: goes_to(app, insider, charter, typed, &problems).await?,
        public: Choices {
            name: "public".to_owned(),
            legend: "Who reads it here?".to_owned(),
            of: vec![
                Choice::new("yes", "Everybody can read it")
                    .small("It stands on the group’s public pages from the moment it is published.")
                    .chosen(typed.public == "yes"),
            ],
            several: true,
            ..Choices::default()
        },
        replaces: replaces.map(|row| (row.id.to_string(), row.paper.title)),
        to: format!("{}/reports", insider.base()),
        once: FormId::mint(insider.reader.at).to_string(),
        problems,
    })
}

/// The periods for which the charter asks for reports.
fn period(app: &App, charter: &Charter, typed: &Typed) -> Result<Option<Pick>, anyhow::Error> {
    let today = today(&app.here, charter)?;
    let over = |(_, last, _): &(Date, Date, String)| *last <= today;
    let owed: Vec<_> = reports::owed(charter, today).into_iter().filter(over).collect();
    let choice = |(first, last, audience): &(Date, Date, String)| {
        let words = format!("{}, for {}", from_to(*first, *last), charter.the_body(audience));
        let value = of(*first, *last);
        Choice::new(&value, words).chosen(value == typed.period)
    };
    let other = Choice::new("", "Other days, written below").chosen(typed.period.is_empty());
    Ok((!owed.is_empty()).then(|| Pick {
        name: "period".to_owned(),
        label: "What is it about?".to_owned(),
        hint: "The periods for which the charter asks for reports.".to_owned(),
        of: owed.iter().map(choice).chain([other]).collect(),
        ..Pick::default()
    }))
}

/// The bodies of the charter, each with where it is written to.
async fn goes_to(
    app: &App,
    insider: &Insider,
    charter: &Charter,
    typed: &Typed,
    problems: &Problems,
) -> Result<Pick, Failed> {
    let known = app.here.store.body_addresses(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let choice = |body: &String| {
        let to = known.iter().find(|address| address.body == *body).map(|address| address.email.to_string());
        let to = to.unwrap_or_else(|| "nobody said yet where to write to; the letter waits for it".to_owned());
        Choice::new(body, format!("{} ({to})", capital(&charter.the_body(body)))).chosen(*body == typed.goes_to)
    };
    let nobody = Choice::new("", "Nobody by mail").chosen(typed.goes_to.is_empty());
    Ok(Pick {
        name: "goes_to".to_owned(),
        label: "To whom does it go?".to_owned(),
        hint: "It is mailed there once, with its whole text, when it is published.".to_owned(),
        of: reports::bodies(charter).map(choice).chain([nobody]).collect(),
        error: problems.at("goes_to"),
    })
}
