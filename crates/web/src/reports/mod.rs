//! `/g/{group}/reports`: what the group reports, to whom, and where each report stands. Published ones that are for everybody
//! stand under `/g/{group}/record/reports`, beside the record of decisions.

mod list;
mod new;
mod one;
mod public;
mod public_view;
mod view;

pub(crate) use public::{at as public_at, published as in_public};
pub use public_view::{PublicReport, PublicReports};
pub use view::{NewReport, Report, Reports};

use crate::{
    App,
    parts::{Tag, Tone},
};
use acts::reports::Stands;
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/reports", get(list::show).post(new::take))
        .route("/g/{group}/reports/new", get(new::show))
        .route("/g/{group}/reports/{id}", get(one::show).post(one::publish))
        .route("/g/{group}/reports/{id}/ask", post(one::ask))
}

/// The routes of the public reports, which need no account.
pub fn public_routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/record/reports", get(public::list))
        .route("/g/{group}/record/reports/{id}", get(public::one))
}

/// How a report stands.
fn state(stands: Stands) -> Tag {
    let by = |number: decisions::Number| format!(" by {number}");
    match stands {
        Stands::Draft => Tag::plain("pencil", "A draft: nobody was asked yet"),
        Stands::BeingDecided(Some(number)) => Tag::new(Tone::Group, "vote", format!("Being decided, {number}")),
        Stands::BeingDecided(None) => Tag::new(Tone::Group, "hourglass", "Waits for its answer"),
        Stands::Agreed(_) => Tag::new(Tone::Warn, "hourglass", "Agreed to, not published"),
        Stands::NotAgreed => Tag::plain("x", "Not agreed to"),
        Stands::Published(_, number) => Tag::well(format!("Published{}", number.map(by).unwrap_or_default())),
    }
}
