//! `/g/{group}/members`: who is in the group, in which office, until when; who is invited to sign in.

mod seats;
mod view;

pub use view::{Member, Members, Vacancy};

use crate::{
    App,
    failed::Failed,
    frame::Place,
    guard::{Nothing, Sent},
    page::Page,
    parts::{Action, Problems},
    reader::Insider,
};
use acts::invitations;
use axum::{
    Router,
    extract::{Path, State},
    routing::{get, post},
};
use basics::PersonId;
use serde::Deserialize;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new().route("/g/{group}/members", get(show)).route("/g/{group}/members/{person}/invite", post(invite))
}

async fn show(State(app): State<App>, insider: Insider) -> Result<Page<Members>, Failed> {
    page(&app, &insider, None).await
}

#[derive(Deserialize)]
struct OfMember {
    person: PersonId,
}

/// Makes a link and shows it once, to whoever invites.
async fn invite(
    State(app): State<App>,
    insider: Insider,
    Path(OfMember { person }): Path<OfMember>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Page<Members>, Failed> {
    let who = insider.elevated(&app, &format!("{}/members", insider.base())).await?;
    let link = invitations::invite(&app.here, insider.id(), &who, person).await;
    let link = link.map_err(|declined| insider.failed(declined))?;
    let address = format!("{}/join/{}", app.here.public_url, link.reveal().expose());
    page(&app, &insider, Some((insider.name(person), address))).await
}

async fn page(app: &App, insider: &Insider, link: Option<(String, String)>) -> Result<Page<Members>, Failed> {
    let frame = insider.frame(app, Place::Members).await?;
    let seats = seats::read(app, insider).await.map_err(|error| insider.trouble(error))?;
    Ok(Page::ok(Members {
        frame,
        banner: seats.banner,
        link,
        members: seats.members,
        vacant: seats.vacant,
        former: seats.former,
        problems: Problems::default(),
        fields: Vec::new(),
    }))
}

/// The button that invites somebody who cannot sign in yet.
fn inviting(insider: &Insider, person: PersonId) -> Action {
    let to = format!("{}/members/{person}/invite", insider.base());
    Action::new("Make a link", "link-2", to, insider.token())
}
