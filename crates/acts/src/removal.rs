//! A member is proposed for removal, on a ground in writing; told of it; heard before the vote; and removed by whoever the
//! charter lets decide it.

use crate::{
    Declined, Installation,
    answers::{self, Asked, open_matters},
    opinions,
};
use anyhow::Context as _;
use basics::{AnswerId, GroupId, Moment, PersonId};
use charter::{
    Actor, Charter, Cited, GROUP,
    act::{RemoveMember, ReplyToRemoval},
};
use decisions::Effect;
use mail::Letter;
use membership::removal::{self, Ground};
use people::{Elevated, SignedIn};

/// Proposes to remove a member. They are told by mail, and the vote waits for their reply.
///
/// # Errors
/// At the field `ground` without one; by a sentence for somebody who is no member, or on a ground that failed lately.
pub async fn propose(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    person: PersonId,
    ground: &str,
) -> Result<AnswerId, Declined> {
    let ground = Ground::parse(ground).map_err(|no| Declined::field("ground", no))?;
    if who.person() == person {
        return Err(Declined::field("person", "whoever wants to go leaves by one button on the page of the members"));
    }
    let act = RemoveMember { person, ground: ground.digest() };
    let opinion = opinions::may(here, group, who.person(), &act).await?;
    let (matters, charter) = (open_matters(&opinion), here.store.charter(group).await?);
    let matter = matters.first().ok_or_else(|| Declined::rule("under this charter nobody decides about a removal"))?;
    let cited = decided_by(&charter, matter);
    let name = here.store.roster(group).await?.known_as(person).map(str::to_owned);
    let name = name.ok_or(Declined::NotFound("member"))?;
    let text = format!("Shall {name} be removed from the group?\n\nThe ground: {}", ground.words());
    let effect = Some(Effect::RemoveMember { person, ground: act.ground });
    let about = charter::Act::object(&act);
    let question = answers::put(here, group, who, Asked { about, cited: &cited, text: &text, effect }).await?;
    tell(here, group, (person, question), (&charter, &ground)).await;
    Ok(question)
}

/// Whoever decides it: where the charter has no clause by which the group removes a member, only the body above it does.
fn decided_by(charter: &Charter, cited: &Cited) -> Cited {
    let ours = cited.goes_to.as_deref() == Some(GROUP) && removal::by_the_group(charter).is_none();
    let above = charter.rules().charter.answers_to.clone().filter(|_| ours);
    let goes_to = above.or_else(|| cited.goes_to.clone());
    Cited { goes_to, ..cited.clone() }
}

/// The person concerned answers, until it is decided.
///
/// # Errors
/// At the field `reply` without words; by the charter for anybody else.
pub async fn reply(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    question: AnswerId,
    words: &str,
) -> Result<(), Declined> {
    let words = removal::words(words).map_err(|no| Declined::field("reply", no))?;
    let judged = here.store.begin(group, Actor::Person(who.person()), ReplyToRemoval { question }).await?;
    judged.keep(&words).await?.commit().await?;
    Ok(())
}

/// Carries out what another body decided and somebody recorded.
///
/// # Errors
/// By the charter while nobody has decided it.
pub async fn remove(here: &Installation, group: GroupId, who: &Elevated, question: AnswerId) -> Result<(), Declined> {
    let row = here.store.question(group, question).await?.ok_or(Declined::NotFound("question"))?;
    let Some(Effect::RemoveMember { person, ground }) = row.question.effect else {
        return Err(Declined::NotFound("proposed removal"));
    };
    let judged = here.store.begin(group, Actor::Person(who.person()), RemoveMember { person, ground }).await?;
    judged.keep().await?.commit().await?;
    Ok(())
}

/// Until when the person concerned can reply before the vote on this question opens.
pub fn replies_until(charter: &Charter, asked: Moment) -> Moment {
    removal::opens_at(charter, asked)
}

/// Tells the person concerned. Where no letter leaves, it stands on their Home all the same.
async fn tell(
    here: &Installation,
    group: GroupId,
    (person, question): (PersonId, AnswerId),
    about: (&Charter, &Ground),
) {
    let Some(outbox) = &here.mail else { return };
    let sent = match letter(here, group, (person, question), about).await {
        Ok(letter) => outbox.send(letter).await.map_err(anyhow::Error::from),
        Err(error) => Err(error),
    };
    if let Err(error) = sent {
        tracing::error!(%person, error = format!("{error:#}"), "no letter left to somebody who is proposed for removal");
    }
}

async fn letter(
    here: &Installation,
    group: GroupId,
    (person, question): (PersonId, AnswerId),
    (charter, ground): (&Charter, &Ground),
) -> Result<Letter, anyhow::Error> {
    let to = here.store.person(person).await?.context("a member has no account")?;
    let group = here.store.group(group).await?.context("a group is gone")?;
    let zone = basics::Zone::named(charter.zone())?;
    let (name, site, slug) = (&group.name, &here.public_url, &group.slug);
    let until = zone.shows(removal::opens_at(charter, here.store.now()));
    let text = format!(
        "A member of {name} has proposed to remove you from the group, on this ground:\n\n\
         {ground}\n\n\
         You can answer it on this page, and everybody who decides about it reads your answer:\n\n\
         {site}/g/{slug}/requests/{question}\n\n\
         No vote on it opens before {until}. You have no vote in it and do not count in it, and nothing changes for you \
         before it is decided.\n",
        ground = ground.words(),
    );
    Ok(Letter { to: to.email, subject: format!("{name}: a proposal to remove you from the group"), text })
}
