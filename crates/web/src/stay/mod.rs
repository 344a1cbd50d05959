//! `/stay`: the one page that is open to somebody whose rights rest in the grace after a term. They say there that they stay,
//! and nothing else.

use crate::{
    App,
    address::Path,
    failed::Failed,
    filters,
    frame::Plain,
    guard::{Nothing, Sent},
    page::Page,
    sign_in::Caller,
    when,
};
use acts::terms;
use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};

/// The routes of this page.
pub fn routes() -> Router<App> {
    Router::new().route("/stay", get(show)).route("/stay/{group}", post(stay))
}

/// The page.
#[derive(Template)]
#[template(path = "stay/stay.html")]
pub struct Stay {
    plain: Plain,
    /// The groups: name, how it stands, and where the button goes.
    groups: Vec<(String, String, String)>,
}

async fn show(State(app): State<App>, caller: Caller) -> Result<Response, Failed> {
    let Some(who) = caller.identified(&app).await? else {
        return Ok(Redirect::to("/sign-in?to=/stay").into_response());
    };
    let resting = terms::resting(&app.here, &who).await.map_err(|error| caller.trouble(error))?;
    let groups = resting.into_iter().map(|rests| {
        let day = |at| when::full(at, &rests.zone);
        let words = format!(
            "Your term is over, and your rights rest. Until {} you can say that you stay; the next term then runs from the \
             end of the old one until {}. If you say nothing, your membership has ended with the old one.",
            day(rests.until),
            day(rests.next)
        );
        (rests.group.name, words, format!("/stay/{}", rests.group.slug))
    });
    let plain = Plain { signed_in: true, ..caller.browser.plain() };
    Ok(Page::ok(Stay { plain, groups: groups.collect() }).into_response())
}

async fn stay(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    let Some(who) = caller.identified(&app).await? else {
        return Ok(Redirect::to("/sign-in?to=/stay").into_response());
    };
    let stays = terms::stay_in(&app.here, &slug, &who).await;
    stays.map_err(|declined| Failed::declined(caller.stranger(), &caller.request, declined))?;
    Ok(Redirect::to(&format!("/g/{slug}")).into_response())
}
