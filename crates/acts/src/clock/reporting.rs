//! Published reports leave for their bodies by mail: noted before the letter leaves, and taken back when no mail server
//! took it, like questions. The note is the proof of the day.

use crate::{Installation, reports};
use mail::Outbox;
use store::UnsentReport;

/// Sends what waits. Gives the number of letters that a mail server took.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let Some(outbox) = &here.mail else { return Ok(0) };
    let mut sent = 0;
    for unsent in here.store.bookkeeping().unsent_reports().await? {
        sent += usize::from(send(here, outbox, &unsent).await?);
    }
    Ok(sent)
}

async fn send(here: &Installation, outbox: &Outbox, unsent: &UnsentReport) -> Result<bool, anyhow::Error> {
    let letter = reports::letter(here, unsent).await?;
    let (books, report) = (here.store.bookkeeping(), unsent.report.id);
    if !books.report_leaves(report, &unsent.to).await? {
        return Ok(false);
    }
    let Err(error) = outbox.send(letter).await else { return Ok(true) };
    tracing::warn!(%report, %error, "a report did not leave by mail; it is tried again in a minute");
    books.report_stays(report).await?;
    Ok(false)
}
