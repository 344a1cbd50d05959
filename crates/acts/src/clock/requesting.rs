//! Questions leave for their bodies by mail: noted before the letter leaves, and taken back when no mail server took it, so
//! that a server that is down for a day loses nothing and doubles nothing.

use crate::{Installation, requests};
use anyhow::Context as _;
use mail::Outbox;
use people::{Purpose, Token};
use store::Unsent;

/// Sends what waits. Gives the number of letters that a mail server took.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let Some(outbox) = &here.mail else { return Ok(0) };
    let mut sent = 0;
    for unsent in here.store.bookkeeping().unsent_requests().await? {
        sent += usize::from(send(here, outbox, &unsent).await?);
    }
    Ok(sent)
}

async fn send(here: &Installation, outbox: &Outbox, unsent: &Unsent) -> Result<bool, anyhow::Error> {
    let Unsent { group, question, to } = unsent;
    let group = here.store.group(*group).await?.context("a question belongs to no group")?;
    let brief = requests::brief(here, &group, question).await?;
    let link = Token::mint(Purpose::Request)?;
    let page = format!("{}/asked/{}/{}", here.public_url, group.slug, link.reveal().expose());
    let letter = requests::letter(to.clone(), &brief, &page);
    if !here.store.bookkeeping().request_leaves(question.id, link.hash(), to).await? {
        return Ok(false);
    }
    let Err(error) = outbox.send(letter).await else { return Ok(true) };
    tracing::warn!(question = %question.id, %error, "a question did not leave by mail; it is tried again in a minute");
    here.store.bookkeeping().request_stays(question.id).await?;
    Ok(false)
}
