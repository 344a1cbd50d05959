//! What the same judge says about what a page offers: the buttons, and the panel beside a text while it is written.
//! Nothing of it is logged.

use crate::{Declined, Installation};
use basics::{GroupId, PersonId, PostId};
use charter::{Act, Actor, Opinion};
use publishing::Draft;
use store::{AnyAct, Gather};

/// Whether somebody may do something now, and by which clauses or why not.
pub async fn may<A: Gather>(here: &Installation, group: GroupId, who: PersonId, act: &A) -> Result<Opinion, Declined> {
    here.store.opinion(group, Actor::Person(who), act).await
}

/// The same for a list of acts, asked at one moment: an opinion for each, and nothing where what the act is about is gone
/// or was changed.
pub async fn each(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    acts: &[Box<dyn AnyAct>],
) -> Result<Vec<Option<Opinion>>, anyhow::Error> {
    here.store.opinions(group, Actor::Person(who), acts).await
}

/// Whether somebody may put a text in the queue as it stands in their form, saved or not. `post` is the post it is the
/// draft of: an answer given for exactly this text counts.
pub async fn may_schedule(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    post: Option<PostId>,
    draft: &Draft,
) -> Result<Opinion, Declined> {
    here.store.opinion_of_draft(group, Actor::Person(who), post, draft).await
}

/// An act's name with what the judge says about it, for a list of buttons.
pub async fn named<A: Act + Gather>(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    act: &A,
) -> Result<(&'static str, Opinion), Declined> {
    Ok((A::NAME, may(here, group, who, act).await?))
}
