//! Where a body is written to, and the link by which it looks at a question without an account.

use crate::{Declined, Installation};
use basics::GroupId;
use charter::{Actor, act::AddressBody};
use people::{Elevated, Purpose, Token};
use store::AnswerRow;

/// Writes to a body at this address from now on; an empty one ends that. Questions that wait are sent there, each once.
///
/// # Errors
/// When the charter has no such body, or the address is none.
pub async fn written_to(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    body: &str,
    email: &str,
) -> Result<(), Declined> {
    let charter = here.store.charter(group).await?;
    if !charter.rules().bodies.contains_key(body) {
        return Err(Declined::NotFound("body"));
    }
    let act = AddressBody { body: body.to_owned(), email: email.trim().to_owned() };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep().await?.commit().await?;
    Ok(())
}

/// The question that a link looks at, as it stands now; none where the link is another group's, or nobody's.
pub async fn look(here: &Installation, group: GroupId, link: &str) -> Result<Option<AnswerRow>, anyhow::Error> {
    let Ok(link) = Token::parse(link, Purpose::Request) else { return Ok(None) };
    here.store.question_of_link(group, link.hash()).await
}
