//! Offices: asking whoever fills one to put somebody in it, doing what was decided or left to its holder, stepping down.

use crate::{
    Declined, Installation,
    answers::{self, Asked, open_matters},
    opinions,
};
use basics::{AnswerId, GroupId, PersonId};
use charter::{
    Act as _, Actor, GROUP, Opinion,
    act::{FillOffice, HandOverOffice, StepDown},
};
use decisions::Effect;
use membership::{Hindrance, Obstacle, may_hold};
use people::Elevated;
use store::Terms;

/// What became of the wish to put somebody in an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// They hold it.
    Now,
    /// Whoever fills it is asked.
    Asked(AnswerId),
}

/// Puts somebody in an office where the charter lets this person, or asks whoever fills it. Nobody is asked about somebody
/// who cannot hold it.
///
/// # Errors
/// With everything that keeps them from it, in sentences.
pub async fn fill(here: &Installation, group: GroupId, who: &Elevated, act: FillOffice) -> Result<Filled, Declined> {
    let opinion = opinions::may(here, group, who.person(), &act).await?;
    let matters = open_matters(&opinion);
    let Some(cited) = matters.first().filter(|_| matches!(opinion, Opinion::No(_))) else {
        here.store.begin(group, Actor::Person(who.person()), act).await?.keep().await?.commit().await?;
        return Ok(Filled::Now);
    };
    let terms = here.store.terms(group).await?;
    let by = cited.goes_to.clone().unwrap_or_else(|| GROUP.to_owned());
    is_open_to(&terms, act.person, &act.office, &by, here)?;
    let name = terms.people.member(act.person).map(|member| member.name_role.clone());
    let name = name.ok_or(Declined::NotFound("member"))?;
    let text = format!("Shall {name} be {}?", terms.charter.office_name(&act.office));
    let effect = Some(Effect::FillOffice { office: act.office.clone(), person: act.person });
    let asked = Asked { about: act.object(), cited, text: &text, effect };
    Ok(Filled::Asked(answers::put(here, group, who, asked).await?))
}

/// Whether nothing but a seat that is taken keeps somebody from an office: it passes to whoever is elected.
fn is_open_to(terms: &Terms, person: PersonId, office: &str, by: &str, here: &Installation) -> Result<(), Declined> {
    let Err(found) = may_hold(&terms.charter, &terms.people, person, office, by, here.store.now()) else {
        return Ok(());
    };
    let real: Vec<String> =
        found.iter().filter(|found| found.what != Hindrance::Full).map(Obstacle::to_string).collect();
    if real.is_empty() { Ok(()) } else { Err(Declined::field("person", real.join("; "))) }
}

/// Hands over the office that somebody holds, where the charter leaves that to them.
///
/// # Errors
/// By the charter; with everything that keeps the other from it.
pub async fn hand_over(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    act: HandOverOffice,
) -> Result<(), Declined> {
    here.store.begin(group, Actor::Person(who.person()), act).await?.keep().await?.commit().await?;
    Ok(())
}

/// Gives up an office, and stays in the group.
///
/// # Errors
/// By the charter for anybody but its holder.
pub async fn step_down(here: &Installation, group: GroupId, who: &Elevated, act: StepDown) -> Result<(), Declined> {
    here.store.begin(group, Actor::Person(who.person()), act).await?.keep().await?.commit().await?;
    Ok(())
}
