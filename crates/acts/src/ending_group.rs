//! The end of a group: agreed to by every member, decided by the body above it, or set by its own charter. What follows is
//! done by the charter; errands that only people can do are noted and ticked.

use crate::{
    Declined, Installation,
    answers::{self, Asked},
    opinions,
};
use basics::{AnswerId, ErrandId, GroupId};
use charter::{
    Act as _, Actor, Cited,
    act::{DissolveGroup, TickErrand},
};
use decisions::Effect;
use people::Elevated;

/// Who can be asked to end the group: each matter with its body and clause. One yes of them is enough.
pub async fn ways(here: &Installation, group: GroupId, who: &Elevated) -> Result<Vec<Cited>, Declined> {
    let opinion = opinions::may(here, group, who.person(), &DissolveGroup { group }).await?;
    Ok(answers::open_matters(&opinion).into_iter().cloned().collect())
}

/// Puts the question of the end to the body of this matter.
///
/// # Errors
/// When the charter sends this matter to nobody.
pub async fn ask(here: &Installation, group: GroupId, who: &Elevated, matter: &str) -> Result<AnswerId, Declined> {
    let ways = ways(here, group, who).await?;
    let cited = ways.iter().find(|cited| cited.matter.as_deref() == Some(matter));
    let cited = cited.ok_or_else(|| Declined::rule("nobody has to be asked about this"))?;
    let act = DissolveGroup { group };
    let name = here.store.group(group).await?.ok_or(Declined::NotFound("group"))?.name;
    let text = format!(
        "Shall {name} end?\n\nIts posts that wait are called off, access is over, the keys of its accounts are taken back, \
         and everything stays as an archive that can be read."
    );
    let effect = Some(Effect::DissolveGroup { group });
    answers::put(here, group, who, Asked { about: act.object(), cited, text: &text, effect }).await
}

/// Ends the group as the charter itself does, once somebody who may decided it or its day has come. False where it may not
/// be ended yet.
pub(crate) async fn end(here: &Installation, group: GroupId) -> Result<bool, Declined> {
    let act = DissolveGroup { group };
    // Asked first, since a refusal would stand in the log again and again.
    if !here.store.opinion(group, Actor::Charter, &act).await?.may() {
        return Ok(false);
    }
    here.store.begin(group, Actor::Charter, act).await?.keep().await?.commit().await?;
    Ok(true)
}

/// Ticks an errand, in a group that works or in one that ended.
pub async fn tick(here: &Installation, group: GroupId, who: &Elevated, errand: ErrandId) -> Result<(), Declined> {
    let judged = here.store.begin(group, Actor::Person(who.person()), TickErrand { errand }).await?;
    judged.keep().await?.commit().await?;
    Ok(())
}
