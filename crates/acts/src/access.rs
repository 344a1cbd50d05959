//! Access to channels: given by the offices that the charter names, to members, until a day.

use crate::{Declined, Installation, answers, opinions};
use basics::{AnswerId, ChannelId, GrantId, GroupId, Moment, PersonId};
use channels::Capability;
use charter::{
    Act as _, Actor,
    act::{EndAccess, GrantAccess},
};
use people::Elevated;

/// What somebody fills in to give access.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The channel.
    pub channel: ChannelId,
    /// Who is to receive it.
    pub to: PersonId,
    /// For what.
    pub capability: Capability,
    /// Why.
    pub reason: String,
    /// Until when; none means the end of their term.
    pub until: Option<Moment>,
}

/// Gives access.
pub async fn grant(here: &Installation, group: GroupId, who: &Elevated, wish: Wish) -> Result<GrantId, Declined> {
    let id = GrantId::mint(here.store.now());
    let act = act(here, group, id, &wish).await?;
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(&wish.reason).await?.commit().await?;
    Ok(id)
}

/// Puts the question whether somebody shall have access, where the charter sends it to a body or to the group.
pub async fn ask(here: &Installation, group: GroupId, who: &Elevated, wish: &Wish) -> Result<AnswerId, Declined> {
    let act = act(here, group, GrantId::mint(here.store.now()), wish).await?;
    let opinion = opinions::may(here, group, who.person(), &act).await?;
    let matters = answers::open_matters(&opinion);
    let matter = matters
        .first()
        .ok_or_else(|| Declined::rule("the charter sends this to nobody, so there is nothing to ask"))?;
    let to = here.store.person_named(group, wish.to).await?;
    let channel = here.store.channel(group, wish.channel).await?;
    let (name, place) = (to.map(|(name, _)| name), channel.map(|row| row.channel.name));
    let text = format!(
        "Shall {} have the capability {} on {}? {}",
        name.unwrap_or_default(),
        wish.capability,
        place.unwrap_or_default(),
        wish.reason
    );
    answers::ask(here, group, who, act.object(), matter, &text).await
}

/// Takes access back.
pub async fn end(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    grant: GrantId,
    why: &str,
) -> Result<(), Declined> {
    let judged = here.store.begin(group, Actor::Person(who.person()), EndAccess { grant }).await?;
    judged.keep(why).await?.commit().await?;
    Ok(())
}

/// The act with its end: the day that was chosen, or the end of the receiver's term.
pub async fn act(here: &Installation, group: GroupId, grant: GrantId, wish: &Wish) -> Result<GrantAccess, Declined> {
    let term_end = here.store.standing(group, wish.to).await?.term_end;
    let until = wish.until.or(term_end).ok_or_else(|| {
        Declined::field(
            "until",
            "this person has no term that ends, so the access needs a day on which it ends; choose one",
        )
    })?;
    let capability = wish.capability.as_str().to_owned();
    Ok(GrantAccess { grant, channel: wish.channel, to: wish.to, capability, until })
}
