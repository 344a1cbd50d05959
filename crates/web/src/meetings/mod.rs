//! `/g/{group}/meetings`: the next one, those that follow and those that were held; and one meeting with its agenda, who
//! comes and was there, its minutes and action items.

mod agenda;
mod asks;
mod attending;
mod house;
mod list;
mod new;
mod one;
mod papers;
mod steps;
mod view;
mod waiting;

pub use asks::Asks;
pub use view::{AgendaLine, Meeting, Meetings, New, Person, Row, Task, Waits};
pub(crate) use waiting::{next, to_approve};

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/meetings", get(list::list))
        .route("/g/{group}/meetings/new", get(new::show).post(new::plan))
        .route("/g/{group}/meetings/house", post(house::set))
        .route("/g/{group}/meetings/house/ask", post(house::ask))
        .route("/g/{group}/meetings/{id}", get(one::show))
        .route("/g/{group}/meetings/{id}/move", post(steps::postpone))
        .route("/g/{group}/meetings/{id}/cancel", post(steps::cancel))
        .route("/g/{group}/meetings/{id}/answer", post(attending::answer))
        .route("/g/{group}/meetings/{id}/excuse", post(attending::excuse))
        .route("/g/{group}/meetings/{id}/present", post(attending::present))
        .route("/g/{group}/meetings/{id}/correct", post(attending::correct_form))
        .route("/g/{group}/meetings/{id}/confirm", post(attending::confirm))
        .route("/g/{group}/meetings/{id}/agenda", post(papers::agenda_form))
        .route("/g/{group}/meetings/{id}/minutes", post(papers::save))
        .route("/g/{group}/meetings/{id}/actions", post(papers::add_action))
        .route("/g/{group}/meetings/{id}/tick", post(papers::tick))
        .route("/g/{group}/meetings/{id}/approve", post(papers::approve))
        .route("/g/{group}/meetings/{id}/publish", post(papers::publish))
}
