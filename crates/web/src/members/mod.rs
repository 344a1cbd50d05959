//! `/g/{group}/members`: who is in the group, in which office, until when; who is invited to sign in; staying and leaving.

mod amiss;
mod bodies;
mod change;
mod compared;
mod file;
mod handover;
mod holidays;
mod offices;
mod own;
mod removal;
mod seats;
mod statuses;
mod view;
mod where_decided;

pub(crate) use amiss::{since, warnings};
pub use compared::Differs;
pub(crate) use file::in_words;
pub use view::{Change, ChangeForm, Line, Member, Members, Own, OwnTerm, RosterFile, Vacancy, Waits};

use self::{
    bodies::SeatForm, handover::HandOverForm, holidays::HolidayForm, offices::OfficeForm, removal::RemovalForm,
    statuses::StatusForm,
};
use crate::{
    App,
    address::Path,
    done::JustDone,
    failed::Failed,
    frame::Place,
    guard::{Nothing, Sent},
    page::Page,
    parts::{Action, Problems},
    reader::Insider,
    setup::invite::{address, mailed, not_mailed},
};
use acts::inviting::{self, Handed};
use axum::{
    Router,
    extract::State,
    routing::{get, post},
};
use basics::PersonId;
use serde::Deserialize;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/members", get(show))
        .route("/g/{group}/members/removal", get(change::show::<RemovalForm>).post(change::send::<RemovalForm>))
        .route("/g/{group}/members/offices", get(change::show::<OfficeForm>).post(change::send::<OfficeForm>))
        .route("/g/{group}/members/offices/down", post(offices::step_down))
        .route(
            "/g/{group}/members/offices/hand-over",
            get(change::show::<HandOverForm>).post(change::send::<HandOverForm>),
        )
        .route("/g/{group}/members/statuses", get(change::show::<StatusForm>).post(change::send::<StatusForm>))
        .route("/g/{group}/members/bodies", get(change::show::<SeatForm>).post(change::send::<SeatForm>))
        .route("/g/{group}/members/bodies/invite", post(bodies::invite))
        .route("/g/{group}/members/bodies/here", post(where_decided::set))
        .route("/g/{group}/members/bodies/here/ask", post(where_decided::ask))
        .route("/g/{group}/members/holidays", get(change::show::<HolidayForm>).post(holidays::set))
        .route("/g/{group}/members/holidays/take-back", post(holidays::take_back))
        .route("/g/{group}/members/file", get(file::show).post(file::compare))
        .route("/g/{group}/members/file/download", get(file::download))
        .route("/g/{group}/members/{person}/invite", post(invite))
        .route("/g/{group}/members/{person}/stay", post(own::stay))
        .route("/g/{group}/members/{person}/leave", post(own::leave))
}

async fn show(State(app): State<App>, insider: Insider, done: JustDone) -> Result<Page<Members>, Failed> {
    let mut page = page(&app, &insider, Invited::default()).await?;
    page.frame.toast = done.told(own::DONE);
    Ok(Page::ok(page))
}

/// What became of an invitation just made.
#[derive(Default)]
struct Invited {
    link: Option<(String, String)>,
    said: Option<String>,
}

#[derive(Deserialize)]
struct OfMember {
    person: PersonId,
}

/// Mails a link; where no mail is set it is shown once, to whoever invites.
async fn invite(
    State(app): State<App>,
    insider: Insider,
    Path(OfMember { person }): Path<OfMember>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Page<Members>, Failed> {
    let who = insider.elevated(&app, &format!("{}/members", insider.base())).await?;
    let handed = inviting::invite(&app.here, insider.id(), &who, person).await;
    let invited = match handed.map_err(|declined| insider.failed(declined))? {
        Handed::Over(link) => {
            Invited { link: Some((named(&app, &insider, person).await?, address(&app, &link))), said: None }
        }
        Handed::Mailed(to) => Invited { link: None, said: Some(mailed(&to)) },
        Handed::NotMailed(to) => Invited { link: None, said: Some(not_mailed(&to)) },
    };
    page(&app, &insider, invited).await.map(Page::ok)
}

/// How somebody is called who is in the group, or was admitted to it.
async fn named(app: &App, insider: &Insider, person: PersonId) -> Result<String, Failed> {
    if let Some(known) = insider.known.roster.known_as(person) {
        return Ok(known.to_owned());
    }
    let waiting = app.here.store.waiting_admissions(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let admitted = waiting.into_iter().find(|waits| waits.person == person).map(|waits| waits.name);
    Ok(admitted.unwrap_or_else(|| insider.name(person)))
}

async fn page(app: &App, insider: &Insider, invited: Invited) -> Result<Members, Failed> {
    let frame = insider.frame(app, Place::Members).await?;
    let terms = app.here.store.terms(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let own = own::read(app, insider, &terms).await.map_err(|declined| insider.failed(declined))?;
    let mut seats = seats::read(app, insider, &terms).await.map_err(|error| insider.trouble(error))?;
    let warnings = warnings(app, insider, &terms).await.map_err(|error| insider.trouble(error))?;
    amiss::dated(insider, &terms, &mut seats.vacant, &warnings);
    Ok(Members {
        frame,
        own,
        banner: seats.banner,
        link: invited.link,
        said: invited.said,
        members: seats.members,
        not_invited: seats.not_invited,
        who_invites: seats.who_invites,
        waiting: seats.waiting,
        vacant: seats.vacant,
        amiss: amiss::told(insider, &terms, &warnings),
        more: more(insider, &terms),
        former: seats.former,
        problems: Problems::default(),
        fields: Vec::new(),
    })
}

/// The pages on which something about the people is changed, as far as the charter has it.
fn more(insider: &Insider, terms: &store::Terms) -> Vec<(&'static str, String)> {
    let (rules, at) = (terms.charter.rules(), |page: &str| format!("{}/members/{page}", insider.base()));
    let pages = [
        ("Offices", "offices", rules.offices.keys().any(|office| office != store::MEMBER)),
        ("Outside the group", "statuses", !rules.statuses.is_empty()),
        ("Seats on bodies", "bodies", !rules.bodies.is_empty()),
        ("Holidays", "holidays", insider.known.roster.members(insider.reader.at).iter().any(|one| one.term.is_some())),
        ("As a file", "file", true),
        ("Propose a removal", "removal", true),
    ];
    pages.into_iter().filter(|(.., is_there)| *is_there).map(|(words, page, _)| (words, at(page))).collect()
}

/// The button that invites somebody who cannot sign in yet.
fn invite_button(app: &App, insider: &Insider, person: PersonId) -> Action {
    let (words, icon) = if app.here.mail.is_some() { ("Mail a link", "mail") } else { ("Make a link", "link-2") };
    let to = format!("{}/members/{person}/invite", insider.base());
    Action::new(words, icon, to, insider.token())
}
