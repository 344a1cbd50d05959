//! `/g/{group}/attendance`: how the reader's own attendance stands; and for a convener, and nobody else, the task about
//! somebody whose attendance falls short, with its three answers.

mod own;
mod task;
mod view;

pub use view::{Own, Task};

use crate::{App, reader::Insider};
use acts::meetings::shortfalls::Shortfall;
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/attendance", get(own::show))
        .route("/g/{group}/attendance/stay", post(own::stay))
        .route("/g/{group}/attendance/{person}", get(task::show).post(task::answer))
}

/// The sum, in words: `missed 5 of 6 regular meetings, 1 of them excused`.
fn sum(found: &Shortfall) -> String {
    let (missed, meetings, excused) = (found.sum.missed, found.sum.meetings, found.sum.excused);
    let of = if excused > 0 { format!(", {excused} of them excused") } else { String::new() };
    format!("missed {missed} of {meetings} regular meetings{of}")
}

/// The meetings missed: which, and why where it was said.
fn missed(reader: &Insider, found: &Shortfall) -> Vec<(String, String)> {
    let line = |(row, why): &(store::MeetingRow, Option<String>)| {
        let why = why.as_ref().map_or_else(|| "no reason given".to_owned(), |why| format!("excused: {why}"));
        (format!("{}, {}", row.title, reader.when(row.starts)), why)
    };
    found.missed.iter().map(line).collect()
}
