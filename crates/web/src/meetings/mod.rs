//! `/g/{group}/meetings`: the next one, those that follow and those that were held; and one meeting with its agenda, who
//! comes and was there, its minutes and action items.

mod agenda;
mod asks;
mod attending;
mod changes;
mod house;
mod list;
mod new;
mod one;
mod papers;
mod steps;
mod versions;
mod view;
mod waiting;

pub use asks::Asks;
pub use view::{
    Agenda, AgendaLine, Hand, Meeting, Meetings, New, Person, Row, SeriesLine, Takes, Task, Version, Versions, Waits,
};
pub(crate) use waiting::{next, to_approve};

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};
use steps::take;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/meetings", get(list::list))
        .route("/g/{group}/meetings/new", get(new::show).post(new::plan))
        .route("/g/{group}/meetings/house", post(house::set))
        .route("/g/{group}/meetings/house/ask", post(house::ask))
        .route("/g/{group}/meetings/{id}", get(one::show))
        .route("/g/{group}/meetings/{id}/move", post(take::<changes::Move>))
        .route("/g/{group}/meetings/{id}/cancel", post(take::<changes::Cancel>))
        .route("/g/{group}/meetings/{id}/end", post(take::<changes::End>))
        .route("/g/{group}/meetings/{id}/resume", post(take::<changes::Resume>))
        .route("/g/{group}/meetings/{id}/answer", post(take::<attending::Answer>))
        .route("/g/{group}/meetings/{id}/excuse", post(take::<attending::Excuse>))
        .route("/g/{group}/meetings/{id}/present", post(take::<attending::Present>))
        .route("/g/{group}/meetings/{id}/correct", post(take::<attending::Correct>))
        .route("/g/{group}/meetings/{id}/confirm", post(take::<attending::Confirm>))
        .route("/g/{group}/meetings/{id}/agenda", post(take::<agenda::Put>))
        .route("/g/{group}/meetings/{id}/order", post(take::<agenda::Order>))
        .route("/g/{group}/meetings/{id}/plan", post(take::<agenda::Plan>))
        .route("/g/{group}/meetings/{id}/minutes", get(versions::show).post(take::<papers::Save>))
        .route("/g/{group}/meetings/{id}/restore", post(take::<papers::Restore>))
        .route("/g/{group}/meetings/{id}/actions", post(take::<papers::AddAction>))
        .route("/g/{group}/meetings/{id}/tick", post(take::<papers::Tick>))
        .route("/g/{group}/meetings/{id}/hand", post(take::<papers::HandOn>))
        .route("/g/{group}/meetings/{id}/approve", post(take::<papers::Approve>))
        .route("/g/{group}/meetings/{id}/publish", post(take::<papers::Publish>))
}
