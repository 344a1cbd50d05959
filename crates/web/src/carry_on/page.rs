//! Going on after signing in: the form that was kept is made again, with the token of this session. It is sent by
//! whoever sees it there, and judged then as any other.

use super::{
    over::{Asked, is_kept, over},
    typed::Typed,
    view::CarryOn,
};
use crate::{
    App,
    failed::Failed,
    frame::Plain,
    guard::{HeldToBrowser, SentAcross},
    page::Page,
    sign_in::{Back, Caller},
};
use axum::{
    Extension,
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

/// What the page that kept the form carried.
#[derive(Deserialize)]
pub struct Carried {
    to: String,
    form: String,
    files: Option<String>,
}

/// `POST /carry-on`: nothing changes by it.
pub async fn go_on(
    State(app): State<App>,
    caller: Caller,
    SentAcross(carried): SentAcross<Carried>,
) -> Result<Response, Failed> {
    let to = Back::parse(&carried.to);
    let typed = Typed::read(&carried.form).filter(|_| is_kept(to.path()));
    let typed = typed.ok_or_else(|| Failed::gone(caller.stranger()))?;
    if caller.signed_in(&app).await?.is_none() {
        let asked = Asked { files: carried.files.is_some(), early: true };
        return Ok(over(&caller.browser, "/sign-in", to.path(), &typed, asked));
    }
    let words = typed.words();
    let (typed, button, effect) = again(to.path(), typed);
    let plain = Plain { signed_in: true, ..caller.browser.plain() };
    let page = CarryOn { plain, to: to.to_string(), fields: typed.fields().to_vec(), button, effect, typed: words };
    // Held still: whoever comes back to the page before presses its button once more.
    Ok((Extension(HeldToBrowser), Page::ok(page)).into_response())
}

/// The form as it goes on: the composer opens with its words and does nothing yet, every other form is sent as it was.
fn again(to: &str, typed: Typed) -> (Typed, &'static str, &'static str) {
    let is_composer = to.ends_with("/posts/new") || (to.contains("/posts/") && to.ends_with("/edit"));
    if is_composer {
        let effect = "The button opens the composer with your words; nothing is saved or scheduled by it.";
        (typed.with("do", "check"), "Go on writing", effect)
    } else {
        (typed, "Send it now", "The button sends this form as you had filled it in.")
    }
}
