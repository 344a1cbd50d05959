//! Published reports leave for their bodies by mail, each once. The note that one left is the proof of the day.

use crate::{Installation, letters, reports};
use mail::Outbox;
use store::UnsentReport;

/// Sends what waits. Gives the number of letters that a mail server took.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let Some(outbox) = &here.mail else { return Ok(0) };
    let mut sent = 0;
    for unsent in here.store.bookkeeping().unsent_reports().await? {
        sent += letters::left("a report", send(here, outbox, &unsent).await);
    }
    Ok(sent)
}

async fn send(here: &Installation, outbox: &Outbox, unsent: &UnsentReport) -> Result<bool, anyhow::Error> {
    let letter = reports::letter(here, unsent).await?;
    let (books, report) = (here.store.bookkeeping(), unsent.report.id);
    letters::once(outbox, letter, books.report_leaves(report, &unsent.to), books.report_stays(report)).await
}
