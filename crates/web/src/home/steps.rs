//! The first things to do in a new group, until all of them are done.

use super::FirstStep;
use crate::{App, reader::Insider};
use charter::{Act as _, act::SchedulePost};
use store::LogFilter;

/// What is left to do, with what is done beside it; nothing once all of it is.
pub(super) async fn left(app: &App, insider: &Insider) -> Result<Vec<FirstStep>, anyhow::Error> {
    let (store, base) = (&app.here.store, insider.base());
    let scheduled =
        LogFilter { act: Some(SchedulePost::NAME.to_owned()), refused: Some(false), ..LogFilter::default() };
    if store.log_has(insider.id(), insider.of_log(), &scheduled).await? {
        return Ok(Vec::new());
    }
    let connected = insider.known.channels.iter().any(|row| row.connected);
    let granted = !store.grants(insider.id()).await?.is_empty();
    let step =
        |words: &str, page: &str, done| FirstStep { words: words.to_owned(), href: format!("{base}/{page}"), done };
    Ok(vec![
        step("Read the charter as a table of powers", "charter?view=powers", false),
        step("Connect a channel", "channels", connected),
        step("Give somebody access to it", "channels", granted),
        step("Write the first post", "posts/new", false),
    ])
}
