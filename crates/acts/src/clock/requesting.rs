//! Questions leave for their bodies by mail, each once.

use crate::{Installation, letters, requests};
use anyhow::Context as _;
use mail::Outbox;
use people::{Purpose, Token};
use store::Unsent;

/// Sends what waits. Gives the number of letters that a mail server took.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let Some(outbox) = &here.mail else { return Ok(0) };
    let mut sent = 0;
    for unsent in here.store.bookkeeping().unsent_requests().await? {
        sent += letters::left("a question", send(here, outbox, &unsent).await);
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
    let books = here.store.bookkeeping();
    let (note, take_back) = (books.request_leaves(question.id, link.hash(), to), books.request_stays(question.id));
    letters::once(outbox, letter, note, take_back).await
}
