//! `/g/{group}/ending`: how the group ends, who can be asked about it, and, once it has, what became of everything.

mod consequences;
mod view;

pub use view::{Consequence, Ending, Way};

use crate::{
    App,
    failed::Failed,
    frame::Place,
    guard::Sent,
    law,
    page::Page,
    parts::{Action, Look},
    reader::Insider,
    when,
};
use acts::{answers, ending_group, opinions};
use axum::{Router, extract::State, response::Redirect, routing::get};
use charter::{Charter, Cited, GROUP, Opinion, act::DissolveGroup, sentences::capital};
use serde::Deserialize;
use store::AnswerRow;

/// The routes of this page.
pub fn routes() -> Router<App> {
    Router::new().route("/g/{group}/ending", get(show).post(ask))
}

async fn show(State(app): State<App>, insider: Insider) -> Result<Page<Ending>, Failed> {
    let store = &app.here.store;
    let charter = store.charter(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let sunset = store.sunset(insider.id(), &charter).await.map_err(|error| insider.trouble(error))?;
    let (ways, who_can) = ways(&app, &insider, &charter).await?;
    let steps = charter.rules().dissolution.as_ref().map(|found| found.steps.clone()).unwrap_or_default();
    let follows = if insider.known.ended.is_some() {
        Vec::new()
    } else {
        consequences::of(&app, &insider).await.map_err(|error| insider.trouble(error))?
    };
    Ok(Page::ok(Ending {
        follows,
        frame: insider.frame(&app, Place::Charter).await?,
        over: insider.known.ended.as_ref().map(|ended| {
            format!("{} ended {}, by {}.", insider.group.name, when::full(ended.at, &insider.zone), ended.because)
        }),
        sunset: sunset.map(|end| when::day(end, &insider.zone)),
        steps: steps.iter().map(|step| capital(step)).collect(),
        ways,
        who_can,
    }))
}

/// Each body that can be asked; where none can, why.
async fn ways(app: &App, insider: &Insider, charter: &Charter) -> Result<(Vec<Way>, String), Failed> {
    if insider.known.ended.is_some() {
        return Ok((Vec::new(), String::new()));
    }
    let act = DissolveGroup { group: insider.id() };
    let opinion = opinions::may(&app.here, insider.id(), insider.person(), &act).await;
    let opinion = opinion.map_err(|declined| insider.failed(declined))?;
    let questions = app.here.store.questions(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let who_can = match &opinion {
        Opinion::No(grounds) => law::who_can_by_name(charter, grounds),
        Opinion::May { .. } => String::new(),
    };
    let matters = answers::open_matters(&opinion);
    Ok((matters.into_iter().map(|cited| way(insider, charter, cited, &questions)).collect(), who_can))
}

fn way(insider: &Insider, charter: &Charter, cited: &Cited, questions: &[AnswerRow]) -> Way {
    let (body, matter) = (cited.goes_to.clone().unwrap_or_default(), cited.matter.clone().unwrap_or_default());
    let waits = |row: &&AnswerRow| row.question.matter == matter && row.waits();
    let waiting = questions.iter().find(waits).map(|row| format!("{}/requests/{}", insider.base(), row.id));
    let (words, look) = match body.as_str() {
        GROUP => ("Ask the group to end".to_owned(), Look::Group),
        _ => (format!("Ask {} to end it", charter.the_body(&body)), Look::Board),
    };
    let effect = "This puts the question and ends nothing yet. After a yes the posts that wait are called off, access is \
                  over, the keys of the accounts are taken back, and everything stays as an archive.";
    let ask = Action::new(words.clone(), "archive", format!("{}/ending", insider.base()), insider.token());
    Way {
        quotes: law::quotes(&insider.base(), std::slice::from_ref(cited)),
        ask: ask.carrying("matter", matter).look(look).confirming(effect, words),
        waiting,
    }
}

/// Which body is asked.
#[derive(Deserialize)]
struct Wanted {
    matter: String,
}

/// Puts the question.
async fn ask(State(app): State<App>, insider: Insider, Sent(wanted): Sent<Wanted>) -> Result<Redirect, Failed> {
    let who = insider.elevated(&app, &format!("{}/ending", insider.base())).await?;
    let asked = ending_group::ask(&app.here, insider.id(), &who, &wanted.matter).await;
    let asked = asked.map_err(|declined| insider.failed(declined))?;
    Ok(Redirect::to(&format!("{}/requests/{asked}", insider.base())))
}
