//! `/demonstration`: what only a demonstration has. Its sample people, of whom anybody can be each, and its clock, which
//! can be moved on. Elsewhere these pages are nowhere.

mod view;
pub use view::{Demonstration, Someone, Team};

use crate::{
    App,
    done::{Done, JustDone},
    failed::Failed,
    guard::{Sent, session_cookie},
    page::Page,
    parts::{Action, Problems},
    sign_in::Caller,
    when,
};
use acts::{demonstration, sign_in};
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use basics::{PersonId, Zone};
use jiff::SignedDuration;
use serde::Deserialize;
use store::Group;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/demonstration", get(show))
        .route("/demonstration/clock", post(let_time_pass))
        .route("/demonstration/people", post(come_in))
}

/// How far the clock can be moved at once: the word in the form, what the button says, and how many hours.
const STEPS: [(&str, &str, i64); 5] = [
    ("hour", "An hour later", 1),
    ("day", "A day later", 24),
    ("week", "A week later", 7 * 24),
    ("month", "Thirty days later", 30 * 24),
    ("half-year", "Half a year later", 183 * 24),
];

async fn show(State(app): State<App>, caller: Caller, done: JustDone) -> Result<Page<Demonstration>, Failed> {
    only_here(&app, &caller)?;
    let moved = done.word().is_some();
    Ok(Page::ok(page(&app, &caller, moved, Problems::default()).await?))
}

/// How far.
#[derive(Deserialize)]
struct Step {
    #[serde(default)]
    by: String,
}

async fn let_time_pass(State(app): State<App>, caller: Caller, Sent(step): Sent<Step>) -> Result<Response, Failed> {
    let here = only_here(&app, &caller)?;
    let Some((.., hours)) = STEPS.iter().find(|(word, ..)| *word == step.by) else {
        let problems = Problems::of("clock", "The clock is moved on by one of these steps. Choose one.");
        return Ok(Page::again(page(&app, &caller, false, problems).await?).into_response());
    };
    let by = SignedDuration::from_hours(*hours);
    demonstration::let_time_pass(&app.here, here, by).await.map_err(|error| caller.trouble(error))?;
    Ok(Done::at("/demonstration", "moved").into_response())
}

/// Whom to be.
#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    person: Option<PersonId>,
}

async fn come_in(State(app): State<App>, caller: Caller, Sent(chosen): Sent<Chosen>) -> Result<Response, Failed> {
    only_here(&app, &caller)?;
    let trouble = |error: anyhow::Error| caller.trouble(error);
    let person = match chosen.person {
        Some(person) => app.here.store.person(person).await.map_err(trouble)?,
        None => None,
    };
    let Some(person) = person else {
        let problems = Problems::of("people", "There is nobody of that number here. Choose one of these people.");
        return Ok(Page::again(page(&app, &caller, false, problems).await?).into_response());
    };
    let link = sign_in::offer_link(&app.here, person.id).await.map_err(|refused| caller.trouble(refused))?;
    let token = match sign_in::by_link(&app.here, caller.visit(), &link).await {
        Ok(token) => token,
        Err(refused) => {
            let (status, sentence) = caller.said(refused)?;
            let problems = Problems::of("people", format!("{}: {sentence}", person.name));
            return Ok(Page::with(status, page(&app, &caller, false, problems).await?).into_response());
        }
    };
    Ok(([(header::SET_COOKIE, session_cookie(&token, &app.gate))], Redirect::to("/")).into_response())
}

/// Proof that this is a demonstration. Elsewhere there is no such page.
fn only_here(app: &App, caller: &Caller) -> Result<people::Demonstration, Failed> {
    app.here.demonstration.ok_or_else(|| Failed::gone(caller.stranger()))
}

async fn page(app: &App, caller: &Caller, moved: bool, problems: Problems) -> Result<Demonstration, Failed> {
    let trouble = |error: anyhow::Error| caller.trouble(error);
    let mut teams = Vec::new();
    for group in app.here.store.all_groups().await.map_err(trouble)? {
        teams.push(team(app, caller, &group).await.map_err(trouble)?);
        teams.extend(bodies(app, caller, &group).await.map_err(trouble)?);
    }
    let token = caller.browser.form_token();
    let steps =
        STEPS.map(|(word, words, _)| Action::new(words, "clock", "/demonstration/clock", token).carrying("by", word));
    Ok(Demonstration {
        plain: caller.browser.plain(),
        problems,
        now: when::full(app.here.store.now(), &Zone::utc()),
        moved,
        steps: steps.into(),
        teams,
    })
}

/// Everybody who is or was in a group.
async fn team(app: &App, caller: &Caller, group: &Group) -> Result<Team, anyhow::Error> {
    let (store, now) = (&app.here.store, app.here.store.now());
    let charter = store.charter(group.id).await?;
    let people = store.members(group.id).await?.into_iter().map(|member| {
        let offices: Vec<String> = member.offices.iter().map(|office| charter.office_name(office)).collect();
        Someone {
            standing: if member.current(now) { offices.join(", ") } else { "Not in the group any more".to_owned() },
            come_in: come_in_as(caller, member.person, &member.known_as),
            name: member.known_as,
        }
    });
    Ok(Team { name: group.name.clone(), people: people.collect() })
}

/// Everybody with a seat on a body around a group by the record. None where there is no such body.
async fn bodies(app: &App, caller: &Caller, group: &Group) -> Result<Option<Team>, anyhow::Error> {
    let charter = app.here.store.charter(group.id).await?;
    let seats = app.here.store.body_seats(group.id).await?.into_iter();
    let people: Vec<Someone> = seats
        .map(|row| Someone {
            standing: format!("A seat on {}", charter.the_body(&row.seat.body)),
            come_in: come_in_as(caller, row.seat.person, &row.known_as),
            name: row.known_as,
        })
        .collect();
    let name = format!("Bodies around the {}", group.name);
    Ok((!people.is_empty()).then_some(Team { name, people }))
}

fn come_in_as(caller: &Caller, person: PersonId, name: &str) -> Action {
    let button =
        Action::new(format!("Come in as {name}"), "log-in", "/demonstration/people", caller.browser.form_token());
    button.carrying("person", person.to_string())
}
