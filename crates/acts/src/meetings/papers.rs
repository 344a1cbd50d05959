//! What is written about a meeting: minutes and action items; and minutes approved and published.

use super::{line, shortfalls::conveners_of};
use crate::{Declined, Installation, lengths::fits, opinions};
use basics::{ActionId, Digest, GroupId, MeetingId, Moment, PersonId};
use charter::{
    Actor, Opinion,
    act::{ApproveMinutes, PlanMeeting, PublishMinutes, WriteMinutes},
};
use jiff::civil::Date;
use people::{Elevated, SignedIn};
use store::{ActionRow, AnyAct, Judged, Roster, SentForm};

/// The longest minutes, in characters.
pub const LONGEST_MINUTES: usize = 60_000;

pub(super) async fn papers(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    meeting: MeetingId,
) -> Result<Judged<WriteMinutes>, Declined> {
    here.store.begin(group, Actor::Person(who.person()), WriteMinutes { meeting }).await
}

/// Saves minutes that were written on top of a version. True where somebody else wrote on the same lines meanwhile, so that
/// both stand there.
pub async fn save(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    meeting: MeetingId,
    (base, text): (i32, &str),
) -> Result<bool, Declined> {
    fits("minutes_text", "This", text, LONGEST_MINUTES)?;
    let text: String =
        text.replace("\r\n", "\n").chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
    let saved = papers(here, group, who, meeting).await?.keep(base, &text).await?;
    saved.changed.commit().await?;
    Ok(saved.has_both)
}

/// Brings an earlier version of the minutes back, as a new one; `seen` is the version that stood there when it was chosen.
pub async fn restore(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    meeting: MeetingId,
    (seen, number): (i32, i32),
) -> Result<(), Declined> {
    papers(here, group, who, meeting).await?.restore(seen, number).await?.commit().await?;
    Ok(())
}

/// Notes what a member took upon themself, and by when.
pub async fn add_action(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    meeting: MeetingId,
    (words, owner, due): (&str, &str, &str),
    form: &SentForm,
) -> Result<(), Declined> {
    let words = line("action", words, "say what is to be done")?;
    let owner: PersonId = owner.parse().map_err(|_| Declined::field("owner", "choose who takes it upon themself"))?;
    let due: Date = due.trim().parse().map_err(|_| Declined::field("due", "choose a day, such as 2026-12-01"))?;
    papers(here, group, who, meeting).await?.add_action(&words, owner, due, form).await?.commit().await?;
    Ok(())
}

/// Ticks an action item off, or takes the tick away.
pub async fn tick(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    meeting: MeetingId,
    (action, done): (ActionId, bool),
) -> Result<(), Declined> {
    papers(here, group, who, meeting).await?.tick(action, done).await?.commit().await?;
    Ok(())
}

/// Hands an action item to another member.
pub async fn hand_on(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    meeting: MeetingId,
    (action, owner): (ActionId, &str),
    form: &SentForm,
) -> Result<(), Declined> {
    let owner: PersonId = owner.parse().map_err(|_| Declined::field("owner", "choose who takes it upon themself"))?;
    papers(here, group, who, meeting).await?.hand_on(action, owner, form).await?.commit().await?;
    Ok(())
}

/// Whether somebody is no member any more, so that what they took upon themself is with nobody. Whose rights only rest may
/// come back.
pub fn has_left(roster: &Roster, person: PersonId, now: Moment) -> bool {
    roster.members(now).iter().all(|member| member.person != person || member.left.is_some())
}

/// What members took upon themselves who left since, for whoever may hand it on: those who plan the meetings, and the
/// convener. Nothing for anybody else.
pub async fn of_those_who_left(
    here: &Installation,
    group: GroupId,
    person: PersonId,
) -> Result<Vec<ActionRow>, anyhow::Error> {
    let (mut open, now) = (here.store.open_actions(group).await?, here.store.now());
    if open.is_empty() {
        return Ok(open);
    }
    let roster = here.store.roster(group).await?;
    open.retain(|item| has_left(&roster, item.owner, now));
    let hands_on = !open.is_empty() && roster.standing(person, now).is_member();
    let may = hands_on && (plans(here, group, person).await? || conveners_of(here, group).await?.contains(&person));
    Ok(if may { open } else { Vec::new() })
}

async fn plans(here: &Installation, group: GroupId, person: PersonId) -> Result<bool, anyhow::Error> {
    let act: [Box<dyn AnyAct>; 1] = [Box::new(PlanMeeting { meeting: MeetingId::mint(here.store.now()) })];
    let opinions = opinions::each(here, group, person, &act).await?;
    Ok(opinions.iter().flatten().any(Opinion::may))
}

/// Somebody who is at the next meeting approves exactly these minutes.
pub async fn approve(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    meeting: MeetingId,
    content: Digest,
) -> Result<(), Declined> {
    let act = ApproveMinutes { meeting, content };
    here.store.begin(group, Actor::Person(who.person()), act).await?.keep().await?.commit().await?;
    Ok(())
}

/// Shows approved minutes to everybody.
pub async fn publish(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    meeting: MeetingId,
    content: Digest,
) -> Result<(), Declined> {
    let act = PublishMinutes { meeting, content };
    here.store.begin(group, Actor::Person(who.person()), act).await?.keep().await?.commit().await?;
    Ok(())
}
