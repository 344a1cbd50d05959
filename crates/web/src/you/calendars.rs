//! The addresses from which calendar programs read meetings: made, shown once, and taken back.

use super::{page::page, view::Calendars};
use crate::{
    App,
    failed::Failed,
    feeds,
    guard::Sent,
    page::Page,
    parts::{Action, Choice, Field, Look, Pick, Problems},
    reader::Reader,
    sign_in::Caller,
    when,
};
use acts::meetings::feeds as subscriptions;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use basics::{FeedId, GroupId, Zone};
use serde::Deserialize;
use store::{FeedRow, Group};

/// A new address.
#[derive(Deserialize)]
pub(super) struct Wanted {
    group: String,
    label: String,
}

/// The addresses of this person, without their secrets.
pub(super) async fn of(app: &App, reader: &Reader, made: Option<String>) -> Result<Calendars, anyhow::Error> {
    let (store, token) = (&app.here.store, reader.browser.form_token());
    let groups = store.groups_of(reader.person()).await?;
    let feeds = store.feeds_of(reader.person()).await?;
    let all = Choice::new("", "Every group I am in").chosen(true);
    let of = groups.iter().map(|group| Choice::new(&group.id.to_string(), group.name.clone()));
    Ok(Calendars {
        made,
        feeds: feeds.iter().map(|feed| shown(feed, &groups, token)).collect(),
        which: Pick {
            name: "group".to_owned(),
            label: "Whose meetings?".to_owned(),
            of: std::iter::once(all).chain(of).collect(),
            ..Pick::default()
        },
        label: Field::new("label", "What is it for?").optional().hint("Phone, or the body that reads along."),
    })
}

fn shown(feed: &FeedRow, groups: &[Group], token: &str) -> (String, String, Action) {
    let group =
        feed.group.map(|id| groups.iter().find(|group| group.id == id).map_or("a group you left", |group| &group.name));
    let about = format!("{}, made {}", group.unwrap_or("every group"), when::day(feed.made, &Zone::utc()));
    let end = Action::new("Take it back", "unplug", "/you/calendars/end", token).look(Look::Quiet);
    let end = end.carrying("feed", feed.id.to_string());
    let effect = "The address finds nothing any more. What calendars have read already stays in them.";
    (feed.label.clone(), about, end.confirming(effect, "Take this address back"))
}

/// Makes one, and shows it once.
pub(super) async fn make(
    State(app): State<App>,
    reader: Reader,
    caller: Caller,
    Sent(wanted): Sent<Wanted>,
) -> Result<Response, Failed> {
    let group: Option<GroupId> = match wanted.group.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Failed::gone(reader.plain()))?),
    };
    let made = subscriptions::make(&app.here, &reader.who, group, &wanted.label).await;
    let token = made.map_err(|declined| reader.failed(declined))?;
    let address = format!("{}{}", app.here.public_url, feeds::path(token.reveal().expose()));
    let mut page = page(&app, &reader, &caller, Problems::default()).await?;
    page.calendars = of(&app, &reader, Some(address)).await.map_err(|error| reader.trouble(error))?;
    Ok(Page::ok(page).into_response())
}

/// Which one.
#[derive(Deserialize)]
pub(super) struct Named {
    feed: FeedId,
}

/// Takes one back.
pub(super) async fn end(State(app): State<App>, reader: Reader, Sent(named): Sent<Named>) -> Result<Redirect, Failed> {
    let ended = subscriptions::end(&app.here, &reader.who, named.feed).await;
    ended.map_err(|declined| reader.failed(declined))?;
    Ok(Redirect::to("/you"))
}
