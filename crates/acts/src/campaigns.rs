//! Campaigns for sponsors: a member writes the limits, whoever the charter names is asked about exactly them, and the posts of
//! the campaign go out within them. Beyond them it takes another campaign, and another yes.

use crate::{
    Declined, Installation,
    answers::{self, Asked, open_matters},
};
use basics::{
    CampaignId, GroupId, Moment, PersonId, PostId,
    days::{TooFarAhead, day, from_to, near_enough},
};
use charter::{Actor, Charter, Opinion, sentences::listed};
use decisions::Effect;
use jiff::{ToSpan as _, civil::Date, tz::TimeZone};
use people::Elevated;
use publishing::{
    Draft,
    campaign::{Assigned, Limits, OutOfLimits},
};
use store::{AnswerRow, CampaignRow, SentForm};

/// Keeps the limits of a campaign as somebody wrote them. A campaign is a member's paper, and changes nothing by itself.
///
/// # Errors
/// At the field that does not hold, and for whoever is no member.
pub async fn write(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    limits: Limits,
    form: &SentForm,
) -> Result<CampaignId, Declined> {
    if !here.store.standing(group, who).await?.is_member() {
        return Err(Declined::NotFound("campaign"));
    }
    let limits = limits.checked().map_err(|wrong| Declined::field(wrong.field(), &wrong))?;
    let today = today(here, &*here.store.charter(group).await?)?;
    if limits.last < today {
        return Err(Declined::field(
            "last",
            format!("{} is over: choose a last day that is still to come.", day(limits.last)),
        ));
    }
    let far = |field: &'static str| move |far: TooFarAhead| Declined::field(field, format!("{far}."));
    near_enough(limits.first, today).map_err(far("first"))?;
    near_enough(limits.last, today).map_err(far("last"))?;
    here.store.bookkeeping().keep_campaign(group, who, &limits, form).await
}

/// What the charter says to a campaign with these limits, asked by this person.
pub async fn opinion(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    row: &CampaignRow,
) -> Result<Opinion, Declined> {
    here.store.opinion_of_campaign(group, Actor::Person(who), &row.limits).await
}

/// Puts a campaign to whoever decides about it: one question for each matter that would stand in the way of its posts, each
/// about exactly these limits. What waits for its answer is not asked again.
///
/// # Errors
/// When nobody has to be asked, or nobody could let it.
pub async fn ask(here: &Installation, group: GroupId, who: &Elevated, row: &CampaignRow) -> Result<(), Declined> {
    let opinion = opinion(here, group, who.person(), row).await?;
    let matters = open_matters(&opinion);
    if matters.is_empty() {
        return Err(match opinion {
            Opinion::No(grounds) => Declined::ByCharter(Box::new(grounds)),
            Opinion::May { .. } => {
                Declined::rule("the charter asks nobody about such a campaign; its posts can be planned")
            }
        });
    }
    let charter = here.store.charter(group).await?;
    let until = after(row.limits.last, &charter)?;
    let effect = Effect::ApproveCampaign { campaign: row.id, content: row.limits.digest(), until };
    let told = in_words(here, group, &row.limits).await?;
    let lines: Vec<String> = told.into_iter().map(|(name, words)| format!("{name}: {words}")).collect();
    let text = format!("May the campaign “{}” run?\n\n{}", row.limits.name, lines.join("\n"));
    let asked = here.store.questions_about(group, &row.object()).await?;
    let mut put: Vec<String> = asked.iter().filter(|row| row.waits()).map(|row| row.question.matter.clone()).collect();
    for cited in matters {
        let Some(matter) = cited.matter.clone().filter(|matter| !put.contains(matter)) else { continue };
        let asked = Asked { about: row.object(), cited, text: &text, effect: Some(effect.clone()) };
        answers::put(here, group, who, asked).await?;
        put.push(matter);
    }
    Ok(())
}

/// The limits line by line, as whoever decides about them reads them.
pub async fn in_words(
    here: &Installation,
    group: GroupId,
    limits: &Limits,
) -> Result<Vec<(String, String)>, anyhow::Error> {
    let charter = here.store.charter(group).await?;
    let register = here.store.channels(group).await?;
    let named = register.into_iter().filter(|row| limits.channels.contains(&row.channel.id));
    let channels: Vec<String> = named.map(|row| row.channel.name).collect();
    let goal = |goal: &String| {
        let clause = charter.rules().goals.get(goal).and_then(|label| charter.clause(label));
        clause.map_or_else(|| goal.clone(), charter::Bound::spoken)
    };
    let goals: Vec<String> = limits.goals.iter().map(goal).collect();
    let mut lines = vec![
        ("For".to_owned(), limits.sponsor.clone()),
        ("On".to_owned(), listed(&channels, "and")),
        ("Days".to_owned(), format!("{}, both of them included", from_to(limits.first, limits.last))),
        ("Posts".to_owned(), format!("{} at most", limits.posts)),
    ];
    if !charter.rules().goals.is_empty() {
        lines.push(("Goals".to_owned(), if goals.is_empty() { "none".to_owned() } else { goals.join("; ") }));
    }
    Ok(lines)
}

/// Where a campaign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Nobody was asked about it.
    Written,
    /// Whoever decides was asked, and has not answered.
    Asked,
    /// It was agreed to; its posts go out within its limits.
    Agreed,
    /// It was not agreed to, or its answer serves no more.
    NotAgreed,
    /// Its last day is over.
    Over,
}

/// Where a campaign stands now, by the answers to exactly its limits.
pub fn stands(limits: &Limits, questions: &[AnswerRow], today: Date, now: Moment) -> Stands {
    let content = limits.digest();
    let about: Vec<_> = questions.iter().filter(|row| row.question.about.version == Some(content)).collect();
    if limits.last < today {
        return Stands::Over;
    }
    match () {
        () if about.iter().any(|row| row.waits()) => Stands::Asked,
        () if about.iter().any(|row| row.unlocks(now)) => Stands::Agreed,
        () if about.is_empty() => Stands::Written,
        () => Stands::NotAgreed,
    }
}

/// The day it is on the wall of the charter's zone.
pub fn today(here: &Installation, charter: &Charter) -> Result<Date, anyhow::Error> {
    Ok(here.store.now().in_zone(&TimeZone::get(charter.zone())?).date())
}

/// Whether a post of a campaign stays within its limits, in a sentence: where it goes beyond them, which, and what to do.
/// Nothing where it belongs to none.
pub async fn told_of(
    here: &Installation,
    group: GroupId,
    post: Option<PostId>,
    draft: &Draft,
) -> Result<Option<String>, anyhow::Error> {
    let Some(id) = draft.campaign else { return Ok(None) };
    let Some(row) = here.store.campaign(group, id).await? else { return Ok(None) };
    let zone = TimeZone::get(here.store.charter(group).await?.zone())?;
    let on = draft.leaves_at(here.store.now()).in_zone(&zone).date();
    let posts = here.store.campaign_posts(group, id).await?;
    let others = u32::try_from(posts.iter().filter(|(other, ..)| Some(*other) != post).count())?;
    let beyond = draft.channels.iter().find_map(|channel| {
        let post = Assigned { channel: *channel, on, goals: &draft.goals, others };
        row.limits.admits(&post).err()
    });
    let within = || format!("It stays within the limits of the campaign “{}”.", row.limits.name);
    Ok(Some(beyond.map_or_else(within, |beyond| sentence(&row.limits, &beyond))))
}

fn sentence(limits: &Limits, beyond: &OutOfLimits) -> String {
    format!(
        "It goes beyond the campaign “{}”: {beyond}. Change it, or ask again: about this post, or about a campaign with other limits.",
        limits.name
    )
}

/// The first instant after a day, on the wall of the charter's zone.
fn after(day: Date, charter: &Charter) -> Result<Moment, Declined> {
    let zone = TimeZone::get(charter.zone()).map_err(anyhow::Error::from)?;
    let next = day.checked_add(1.day()).map_err(anyhow::Error::from)?;
    Ok(Moment::new(next.to_zoned(zone).map_err(anyhow::Error::from)?.timestamp()))
}
