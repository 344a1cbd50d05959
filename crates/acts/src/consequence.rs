//! What a question decides, whatever anybody writes about it: its matter, what a yes does and to what by name, and the words
//! in which it was put, with their ground. It is the same on a ballot and in a letter.

use crate::Installation;
use basics::{ChannelId, GroupId, PersonId};
use charter::{
    Charter,
    sentences::{self, capital, listed},
};
use decisions::Effect;
use publishing::report::Paper;
use store::{AnswerRow, FREE};

/// What the whole text is called that is decided about. A letter quotes it.
pub(crate) const TEXT: &str = "Its text";

/// The matter, what a yes does, the words in which it was put, and the text of a report: a name and the words of each.
pub async fn of(
    here: &Installation,
    group: GroupId,
    row: &AnswerRow,
) -> Result<Vec<(&'static str, String)>, anyhow::Error> {
    let charter = here.store.charter(group).await?;
    let question = &row.question;
    let yes = match &question.effect {
        Some(effect) => effect_by_name(here, group, &charter, effect).await?,
        None if question.about.kind == FREE => "Nothing follows by itself: the answer stands on record.".to_owned(),
        None => "What was asked for may be done, exactly as it was asked.".to_owned(),
    };
    let matter = capital(&sentences::matter(Some(&charter), &question.matter));
    let mut meant = vec![("Matter", matter), ("A yes", yes), ("As it was put", question.text.trim().to_owned())];
    if let Some(Effect::PublishReport { report, .. }) = &question.effect {
        // What is decided about is the text itself, so it is read where the ballot is cast.
        let report = here.store.report(group, *report).await?;
        meant.extend(report.map(|row| (TEXT, row.paper.text)));
    }
    Ok(meant)
}

async fn effect_by_name(
    here: &Installation,
    group: GroupId,
    charter: &Charter,
    effect: &Effect,
) -> Result<String, anyhow::Error> {
    let channel = async |id: &ChannelId| channel_name(here, group, *id).await;
    Ok(match effect {
        Effect::OpenChannel { channel: id } => format!("Opens {}.", channel(id).await?),
        Effect::RestChannel { channel: id } => format!("Stops posting on {}, without leaving it.", channel(id).await?),
        Effect::ResumeChannel { channel: id } => format!("Takes up posting on {} again.", channel(id).await?),
        Effect::SuspendChannel { channel: id } => format!("Stops everything on {}.", channel(id).await?),
        Effect::RetireChannel { channel: id } => format!("Leaves {} for good.", channel(id).await?),
        Effect::PreferChannel { channel: id } => format!("Makes {} the preferred channel.", channel(id).await?),
        Effect::SetHouseRule { rule, value } => {
            format!("Sets the rule of the house “{}” to “{}”.", rule.replace('_', " "), value.replace('_', " "))
        }
        Effect::AdmitMember { application } => match here.store.application(group, *application).await? {
            Some(row) => format!("Admits {}, application A-{}.", row.name, row.number),
            None => "Admits an applicant whose application is no longer there.".to_owned(),
        },
        Effect::RemoveMember { person, .. } => {
            format!("Removes {} from the group.", person_name(here, group, *person).await?)
        }
        Effect::FillOffice { office, person } => {
            let name = person_name(here, group, *person).await?;
            format!("Puts {name} in the office {}.", charter.office_name(office))
        }
        Effect::PutCharterInForce { content, .. } => {
            format!("Puts exactly the draft of the charter with the digest {content} in force.")
        }
        Effect::PutGoalsInForce { content, .. } => {
            format!("Puts exactly the draft of the goals with the digest {content} in force.")
        }
        Effect::AdoptReading { clause, says } => format!("Reads {clause} as: {says}"),
        Effect::DissolveGroup { .. } => format!("Ends the group {}.", charter.name()),
        Effect::PublishReport { report, .. } => match here.store.report(group, *report).await? {
            Some(row) => publishes(charter, &row.paper),
            None => "Publishes a report that is no longer there.".to_owned(),
        },
        Effect::ApproveText { post, .. } => match here.store.post(group, *post).await? {
            Some(row) => format!("Lets exactly this version of the post “{}” go out.", row.draft.title),
            None => "Lets a post go out that is no longer there.".to_owned(),
        },
        Effect::ApproveCampaign { campaign, .. } => match here.store.campaign(group, *campaign).await? {
            Some(row) => format!("Lets the posts of the campaign “{}” go out within its limits.", row.limits.name),
            None => "Lets a campaign run that is no longer there.".to_owned(),
        },
    })
}

/// What publishing a report does.
fn publishes(charter: &Charter, paper: &Paper) -> String {
    let mailed = paper.goes_to.as_ref().map(|body| format!("mails it to {}", charter.the_body(body)));
    let shown = paper.is_public.then(|| "shows it to everybody".to_owned());
    let does: Vec<String> = mailed.into_iter().chain(shown).collect();
    format!("Publishes exactly the report “{}”: {}.", paper.title, listed(&does, "and"))
}

async fn channel_name(here: &Installation, group: GroupId, id: ChannelId) -> Result<String, anyhow::Error> {
    let row = here.store.channel(group, id).await?;
    Ok(row.map_or_else(
        || "a channel that is not in the register".to_owned(),
        |row| format!("{} ({})", row.channel.name, row.channel.handle),
    ))
}

async fn person_name(here: &Installation, group: GroupId, id: PersonId) -> Result<String, anyhow::Error> {
    Ok(here.store.roster(group).await?.known_as(id).unwrap_or("somebody who is not on the roster").to_owned())
}
