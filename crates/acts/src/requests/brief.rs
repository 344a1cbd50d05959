//! Everything that a body needs to decide one question: the same for the letter and for the page behind its link.

use crate::{Declined, Installation, campaigns, consequence, opinions, reports};
use basics::{CampaignId, ChannelId, PostId, ReportId};
use charter::{
    Charter,
    act::RecordAnswer,
    sentences::{self, listed},
};
use decisions::Effect;
use publishing::{Content, Draft};
use std::collections::HashMap;
use store::{AnswerRow, CAMPAIGN, Group, REPORT};

/// What a body is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// The group that asks.
    pub group: String,
    /// The body, within a sentence: `the board`.
    pub body: String,
    /// The question in words.
    pub question: String,
    /// Who put it, by the name the group calls them.
    pub by: String,
    /// The matter in words.
    pub matter: String,
    /// The clause that sends it there: label, words, heading.
    pub clause: (String, String, String),
    /// Exactly what it is about, part by part: a heading and the words.
    pub content: Vec<(String, String)>,
    /// The digest of what it is about, in full; none where it has no version.
    pub digest: Option<String>,
    /// What follows from a yes, in sentences.
    pub follows: String,
    /// Who records the answer, and what they need for it.
    pub records: String,
}

/// Puts together what is known about a question.
pub async fn brief(here: &Installation, group: &Group, row: &AnswerRow) -> Result<Brief, anyhow::Error> {
    let (charter, question) = (here.store.charter(group.id).await?, &row.question);
    let clause = charter.clause(&question.clause);
    let words = clause.map(|clause| (clause.quote.clone(), clause.heading.clone())).unwrap_or_default();
    let by = here.store.roster(group.id).await?.known_as(row.asked.0).unwrap_or("Somebody").to_owned();
    Ok(Brief {
        group: group.name.clone(),
        body: charter.the_body(&question.body),
        question: question.text.trim().to_owned(),
        by,
        matter: sentences::matter(Some(&charter), &question.matter),
        clause: (question.clause.clone(), words.0, words.1),
        content: content(here, group, row).await?,
        digest: question.about.version.map(|version| version.to_string()),
        follows: follows(&charter, row, here.store.votes_here(group.id, &charter, &question.body).await?.is_some()),
        records: records(here, group, &charter, row).await?,
    })
}

/// The post in the version that was asked about, channel by channel where a channel has words of its own; nothing of a
/// version that is not known any more, and nothing where the question is about something else.
async fn content(here: &Installation, group: &Group, row: &AnswerRow) -> Result<Vec<(String, String)>, anyhow::Error> {
    let about = &row.question.about;
    let id = about.id_of::<PostId>("post");
    if let Some(campaign) = about.id_of::<CampaignId>(CAMPAIGN) {
        let limits = here.store.campaign(group.id, campaign).await?.map(|row| row.limits);
        return Ok(match limits {
            None => Vec::new(),
            Some(limits) => campaigns::in_words(here, group.id, &limits).await?,
        });
    }
    if let Some(report) = about.id_of::<ReportId>(REPORT) {
        return report_in_full(here, group, report).await;
    }
    let draft = consequence::draft(here, group.id, about).await?;
    if !draft.is_empty() {
        let told = draft.into_iter().filter(|meant| !meant.is_digest());
        return Ok(told.map(|meant| (meant.name.to_owned(), meant.words)).collect());
    }
    let Some((id, version)) = id.zip(about.version) else { return Ok(Vec::new()) };
    let Some(post) = here.store.post(group.id, id).await? else { return Ok(Vec::new()) };
    let draft = if post.draft.digest() == version {
        Some(post.draft)
    } else {
        here.store.planned_version(group.id, id, version).await?
    };
    let channels = here.store.channels(group.id).await?;
    let names: HashMap<ChannelId, String> =
        channels.into_iter().map(|row| (row.channel.id, row.channel.name)).collect();
    Ok(draft.map(|draft| texts(&draft, &names)).unwrap_or_default())
}

/// What a report says of itself, and its text.
async fn report_in_full(
    here: &Installation,
    group: &Group,
    id: ReportId,
) -> Result<Vec<(String, String)>, anyhow::Error> {
    let Some(row) = here.store.report(group.id, id).await? else { return Ok(Vec::new()) };
    let lines = reports::in_words(here, group.id, &row.paper).await?;
    let lines = lines.into_iter().map(|(name, words)| (name.to_owned(), words));
    Ok(lines.chain([(row.paper.title, row.paper.text)]).collect())
}

fn texts(draft: &Draft, names: &HashMap<ChannelId, String>) -> Vec<(String, String)> {
    let name = |id: &ChannelId| names.get(id).cloned().unwrap_or_else(|| "a channel".to_owned());
    let shared: Vec<String> = draft.channels.iter().filter(|id| !draft.own.contains_key(id)).map(name).collect();
    let heading = if shared.is_empty() { "The text".to_owned() } else { format!("On {}", listed(&shared, "and")) };
    let everywhere = (heading, warned(&draft.for_everybody()));
    let own = draft.own.iter().filter(|(id, _)| draft.channels.contains(id));
    let own = own.map(|(id, _)| (format!("On {}", name(id)), warned(&draft.for_channel(*id))));
    // A channel with its own words gets no other part.
    let alone = draft.channels.iter().find(|id| !draft.own.contains_key(id));
    let parts = alone.map(|id| draft.parts_for(*id)).unwrap_or_default().into_iter().skip(1);
    let parts = (2..).zip(parts).map(|(number, part): (usize, _)| (format!("Part {number}"), part.text));
    let pictures = draft.everywhere.pictures.len();
    let pictures = (pictures > 0).then(|| ("Pictures".to_owned(), format!("{pictures}, to be seen in Nuncio")));
    [everywhere].into_iter().chain(parts).chain(own).chain(pictures).collect()
}

fn warned(content: &Content) -> String {
    let text = &content.text;
    content.warning.as_ref().map_or_else(|| text.clone(), |warning| format!("[{warning}]\n{text}"))
}

/// What a yes does, and when: as soon as a vote here is counted, or once somebody recorded what was decided elsewhere.
fn follows(charter: &Charter, row: &AnswerRow, votes_here: bool) -> String {
    let (yes, then) = if votes_here {
        ("A yes", "as soon as it is counted")
    } else {
        ("A yes with a source or a tally", "once it is recorded")
    };
    let done = match &row.question.effect {
        Some(Effect::ApproveText { .. }) => format!(
            "{yes} lets exactly this out, on exactly these channels, {then}. With another word it takes another yes."
        ),
        Some(Effect::ApproveCampaign { .. }) => format!(
            "{yes} lets posts of this campaign out within exactly these limits, {then}. Each is judged by them when it is \
             planned and when it leaves; what goes beyond them comes to you again."
        ),
        Some(Effect::PublishReport { .. }) if !votes_here => {
            format!("{yes} lets the group publish exactly this report, {then}. With another word it takes another yes.")
        }
        Some(effect) if votes_here || effect.follows_from_a_record() => {
            format!("{yes} is carried out by the program, {then}.")
        }
        None if row.question.matter == super::CALL_IN => {
            "The answer stands on record. The group carries it out.".to_owned()
        }
        _ => format!("{yes} lets the group do exactly this, {then}, and nothing else."),
    };
    let months = charter.rules().answers.as_ref().and_then(|answers| answers.serve_months);
    let lasts = row.question.effect.as_ref().and_then(Effect::serves_until);
    let months = months.filter(|_| row.question.matter != super::CALL_IN && lasts.is_none());
    let serves = months.map(|months| format!(" It serves for {months} months from the day it was decided on."));
    format!("{done}{}", serves.unwrap_or_default())
}

/// Whoever of the group may record the answer today.
async fn records(
    here: &Installation,
    group: &Group,
    charter: &Charter,
    row: &AnswerRow,
) -> Result<String, anyhow::Error> {
    let mut who = Vec::new();
    let now = here.store.now();
    for member in here.store.members(group.id).await?.into_iter().filter(|member| member.current(now)) {
        match opinions::may(here, group.id, member.person, &RecordAnswer { answer: row.id }).await {
            Ok(opinion) if opinion.may() => who.push(member.known_as),
            Err(Declined::Trouble(error)) => return Err(error),
            _ => {}
        }
    }
    let who =
        if who.is_empty() { format!("Whoever the charter of {} names", charter.name()) } else { listed(&who, "or") };
    Ok(format!(
        "{who} records the answer: yes or no, the day it was decided on, and where that can be read or how the votes fell."
    ))
}
