//! Terms: a member says that they stay, or leaves; a term that nobody renewed ends by itself.

use crate::{Declined, Installation};
use basics::{GroupId, Moment, PersonId, Zone, days};
use charter::{
    Actor,
    act::{EndTerm, LeaveGroup, RenewTerm, SetHoliday},
};
use jiff::civil::Date;
use membership::{Because, Ending, Member, NotStaying, Stage, what_ends};
use people::{Elevated, Identified};
use store::{Group, SentForm, Terms};

/// Where a member stands in their term, and what they can do about it.
pub struct Own {
    /// Where they stand; none where their membership has no end of its own.
    pub stage: Option<Stage>,
    /// The first instant after the term that would follow, or why none can be asked for now.
    pub next: Result<Moment, NotStaying>,
    /// What would end with the membership if they left now, in the order in which it is told.
    pub ends: Vec<Ending>,
}

/// Where this member stands at this instant; nothing for somebody who is not on the roster.
pub fn own(terms: &Terms, person: PersonId, now: Moment) -> Option<Own> {
    let member = terms.people.member(person)?;
    let next = member.clone().stays(&terms.rule, &terms.holidays, person, now).map(membership::Term::ends_at);
    let ends = what_ends(&terms.charter, &terms.people, person, &Because::Left, now);
    Some(Own { stage: stage(terms, member, now), next, ends })
}

/// Where somebody stands in their terms; none where their membership has no end of its own.
pub fn stage(terms: &Terms, member: &Member, now: Moment) -> Option<Stage> {
    member.course.as_ref().map(|course| course.at(&terms.rule, &terms.holidays, now))
}

/// Somebody says of a member's term that they stay. Only the member does.
///
/// # Errors
/// By the charter for anybody else; by a sentence when it is too early, too late or was said before.
pub async fn stay(here: &Installation, group: GroupId, who: &Identified, person: PersonId) -> Result<(), Declined> {
    match here.store.begin(group, Actor::Person(who.person()), RenewTerm { person }).await {
        Ok(judged) => judged.keep().await?.commit().await.map(drop),
        // Whoever was a member learns what is so now, and not only that alumni have no term.
        Err(Declined::ByCharter(grounds)) if who.person() == person => {
            let terms = here.store.terms(group).await?;
            match own(&terms, person, here.store.now()).map(|own| own.next) {
                Some(Err(late @ NotStaying::TooLate { .. })) => Err(Declined::rule(late)),
                _ => Err(Declined::ByCharter(grounds)),
            }
        }
        Err(declined) => Err(declined),
    }
}

/// A group in which somebody's rights rest until they say that they stay.
pub struct Resting {
    /// The group.
    pub group: Group,
    /// Until when they can say so.
    pub until: Moment,
    /// The end of the term that follows then.
    pub next: Moment,
    /// The zone that the group counts days in.
    pub zone: Zone,
}

/// The groups in which somebody's rights rest, and whose charter lets them say that they stay.
pub async fn resting(here: &Installation, who: &Identified) -> Result<Vec<Resting>, Declined> {
    let (me, now, mut found) = (who.person(), here.store.now(), Vec::new());
    for (group, terms) in here.store.graces_of(me).await? {
        let next = own(&terms, me, now).and_then(|own| own.next.ok());
        if let Some((until, next)) = terms.grace(me, now).zip(next) {
            found.push(Resting { group, until, next, zone: terms.rule.zone.clone() });
        }
    }
    Ok(found)
}

/// Somebody says in the grace after their term that they stay in the group of this address.
///
/// # Errors
/// Those of [`stay`]; where they have nothing to say there, there is no such group for them.
pub async fn stay_in(here: &Installation, slug: &str, who: &Identified) -> Result<(), Declined> {
    let resting = resting(here, who).await?.into_iter().find(|resting| resting.group.slug == slug);
    let group = resting.ok_or(Declined::NotFound("group"))?.group;
    stay(here, group.id, who, who.person()).await
}

/// Somebody leaves the group, at once. Nobody votes on it, and nobody does it for them.
pub async fn leave(here: &Installation, group: GroupId, who: &Elevated, person: PersonId) -> Result<(), Declined> {
    let judged = here.store.begin(group, Actor::Person(who.person()), LeaveGroup { person }).await?;
    judged.keep().await?.commit().await?;
    Ok(())
}

/// Sets days on which nobody is expected to answer, in advance and for everybody: from the first day to the last.
///
/// # Errors
/// At the field `from` or `last`; by a sentence when they have begun.
pub async fn set_holiday(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    (from, last): (&str, &str),
    form: &SentForm,
) -> Result<(), Declined> {
    let (from, last) = (day("from", from)?, day("last", last)?);
    if last < from {
        return Err(Declined::field(
            "last",
            format!("{} lies before the first day, {}; give a later last day", days::day(last), days::day(from)),
        ));
    }
    let over = last.tomorrow().map_err(|_| Declined::field("last", "give an earlier day"))?;
    let judged = here.store.begin(group, Actor::Person(who.person()), SetHoliday { group }).await?;
    judged.keep(from, over, form).await?.commit().await?;
    Ok(())
}

/// Takes back a holiday that has not begun: whoever may set one may.
///
/// # Errors
/// By a sentence when it has begun.
pub async fn take_holiday_back(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    (from, until): (Date, Date),
) -> Result<(), Declined> {
    let judged = here.store.begin(group, Actor::Person(who.person()), SetHoliday { group }).await?;
    judged.take_back(from, until).await?.commit().await?;
    Ok(())
}

/// A day as it was filled in.
///
/// # Errors
/// At this field.
pub(crate) fn day(field: &'static str, text: &str) -> Result<Date, Declined> {
    if text.trim().is_empty() {
        return Err(Declined::field(field, "choose a day"));
    }
    let not = |_| Declined::field(field, format!("{text:?} is not a day; write it as 2026-12-20"));
    text.trim().parse().map_err(not)
}

/// Ends a term that is over, as the charter itself does at that instant. False where it is not to end: a grace runs, or the
/// charter gives nobody the power to end it, so that only the rights are over.
pub(crate) async fn end(here: &Installation, group: GroupId, person: PersonId) -> Result<bool, Declined> {
    let (terms, act) = (here.store.terms(group).await?, EndTerm { person });
    let lapsed =
        terms.people.member(person).and_then(|member| member.lapses(&terms.rule, &terms.holidays, here.store.now()));
    // Asked first, since a refusal would stand in the log again and again.
    if lapsed.is_none() || !here.store.opinion(group, Actor::Charter, &act).await?.may() {
        return Ok(false);
    }
    here.store.begin(group, Actor::Charter, act).await?.keep().await?.commit().await?;
    Ok(true)
}
