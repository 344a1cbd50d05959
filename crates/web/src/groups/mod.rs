//! `/`: the groups a person belongs to; with one group, its Home; without one, what the bodies are asked on which they sit.

mod view;
pub use view::{Group, Groups};

use crate::{App, failed::Failed, home, page::Page, reader::Reader, seats, when};
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use basics::Zone;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new().route("/", get(show))
}

async fn show(State(app): State<App>, reader: Reader) -> Result<Response, Failed> {
    let groups = listed(&app, &reader).await.map_err(|error| reader.trouble(error))?;
    let asked = seats::asked(&app, reader.person()).await.map_err(|error| reader.trouble(error))?;
    let has_seats = !asked.is_nothing();
    match groups.as_slice() {
        // A seat on a body around one's own group stands on its Home.
        [only] if asked.is_only_around(&only.name) => Ok(Redirect::to(&only.href).into_response()),
        [] if has_seats => Ok(Redirect::to("/seats").into_response()),
        _ => Ok(Page::ok(Groups { plain: reader.plain(), groups, has_seats }).into_response()),
    }
}

/// The groups of which the person is a member now.
async fn listed(app: &App, reader: &Reader) -> Result<Vec<Group>, anyhow::Error> {
    let store = &app.here.store;
    let mut listed = Vec::new();
    for group in store.groups_of(reader.person()).await? {
        let standing = store.standing(group.id, reader.person()).await?;
        if !standing.is_member() {
            continue;
        }
        let zone = Zone::named(&group.zone)?;
        let until = standing.term_end.map_or_else(String::new, |end| format!(" until {}", when::day(end, &zone)));
        let charter = store.charter(group.id).await?;
        let offices = charter.offices().into_iter().filter(|office| standing.offices.contains(*office));
        let offices: Vec<String> =
            offices.filter(|office| *office != store::MEMBER).map(|office| charter.office_name(office)).collect();
        let standing = if offices.is_empty() { "Member".to_owned() } else { offices.join(", ") };
        listed.push(Group {
            waiting: store.asking(group.id, home::spoken_of(reader.at)).await?.len(),
            href: format!("/g/{}", group.slug),
            name: group.name,
            standing: format!("{standing}{until}"),
        });
    }
    Ok(listed)
}
