//! `/g/{group}/errands`: what people do outside the program, and tick.

mod chat;
mod view;

pub use view::{Chat, Errands, Row};

use crate::{
    App,
    address::Path,
    done::{Done, JustDone},
    failed::Failed,
    frame::Place,
    guard::{Nothing, Sent},
    law,
    page::Page,
    parts::{Action, Problems},
    reader::Insider,
    when,
};
use acts::{ending_group, opinions};
use axum::{
    Router,
    extract::State,
    routing::{get, post},
};
use basics::{ChannelId, ErrandId};
use charter::{Charter, Opinion, act::TickErrand};
use serde::Deserialize;
use store::{Errand, ErrandKind};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/errands", get(show))
        .route("/g/{group}/errands/{id}", post(tick))
        .route("/g/{group}/chat", post(chat::set))
}

/// What is to be done, in words.
pub(crate) fn title(insider: &Insider, charter: &Charter, errand: &Errand) -> String {
    let name = || errand.about.parse().map_or_else(|_| "somebody".to_owned(), |person| insider.name(person));
    match errand.kind {
        ErrandKind::IntoChat => format!("Let {} into the group’s private chat", name()),
        ErrandKind::OutOfChat => format!("Take {} out of the group’s private chat", name()),
        ErrandKind::LastReport => {
            let by = charter.rules().dissolution.as_ref().and_then(|found| found.by.as_deref());
            let by = by.or(charter.rules().charter.answers_to.as_deref());
            let to = by.map(|body| format!(" to {}", charter.the_body(body))).unwrap_or_default();
            format!("Write the group’s last report{to}")
        }
        ErrandKind::TakeBackKey => {
            let id = errand.about.parse::<ChannelId>().ok();
            let row = insider.known.channels.iter().find(|row| Some(row.channel.id) == id);
            let name = row.map_or("an account", |row| row.channel.name.as_str());
            format!("Take back the key of {name}, in the settings of the account itself")
        }
    }
}

/// What was done just now, as this page says it.
const DONE: &[(&str, &str)] =
    &[("done", "It is done, and the log says so."), ("told", "It is done, and the log says so.")];

async fn show(State(app): State<App>, insider: Insider, done: JustDone) -> Result<Page<Errands>, Failed> {
    let mut errands = page(&app, &insider, Problems::default()).await?;
    errands.frame.toast = done.told(DONE);
    Ok(Page::ok(errands))
}

/// The page, with what is wrong with its form.
async fn page(app: &App, insider: &Insider, problems: Problems) -> Result<Errands, Failed> {
    let store = &app.here.store;
    let charter = store.charter(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let all = store.errands(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let mut open = Vec::new();
    for errand in all.iter().filter(|errand| errand.done.is_none()) {
        open.push(Row {
            title: title(insider, &charter, errand),
            meta: format!("since {}", when::day(errand.made, &insider.zone)),
            tick: Some(button(app, insider, &charter, errand).await?),
        });
    }
    let done = all.iter().rev().filter_map(|errand| {
        let (by, at) = errand.done?;
        let meta = format!("{}, {}", insider.name(by), when::day(at, &insider.zone));
        Some(Row { title: title(insider, &charter, errand), meta, tick: None })
    });
    Ok(Errands {
        frame: insider.frame(app, Place::Nowhere).await?,
        open,
        done: done.collect(),
        chat: chat::form(app, insider, &charter, &problems).await?,
        problems,
    })
}

async fn button(app: &App, insider: &Insider, charter: &Charter, errand: &Errand) -> Result<Action, Failed> {
    let opinion = opinions::may(&app.here, insider.id(), insider.person(), &TickErrand { errand: errand.id }).await;
    let to = format!("{}/errands/{}", insider.base(), errand.id);
    let button = Action::new("Done", "check", to, insider.token());
    Ok(match opinion.map_err(|declined| insider.failed(declined))? {
        Opinion::May { .. } => button,
        Opinion::No(grounds) => {
            button.refused(law::quotes(&insider.base(), &grounds.because), law::who_can_by_name(charter, &grounds))
        }
    })
}

/// The errand of the address.
#[derive(Deserialize)]
struct OfErrand {
    id: ErrandId,
}

/// Ticks it.
async fn tick(
    State(app): State<App>,
    insider: Insider,
    Path(OfErrand { id }): Path<OfErrand>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Done, Failed> {
    let to = format!("{}/errands", insider.base());
    let who = insider.elevated(&app, &to).await?;
    let ticked = ending_group::tick(&app.here, insider.id(), &who, id).await;
    ticked.map_err(|declined| insider.failed(declined))?;
    Ok(Done::at(to, "done"))
}
