//! What a question decides, whatever anybody writes about it: its matter, what a yes does and to what by name, and the words
//! in which it was put, with their ground. It is the same on a ballot and in a letter.

use crate::Installation;
use basics::{ChannelId, CharterDraftId, GroupId, PersonId};
use charter::{
    ADVICE, Charter, Object,
    difference::in_short,
    sentences::{self, capital, listed},
};
use decisions::Effect;
use publishing::report::Paper;
use store::DecisionRow;

/// What the whole text is called that is decided about. A letter quotes it.
const TEXT: &str = "Its text";

/// What the words of a question of the group’s own are called as they stand now. A letter quotes them.
const NOW: &str = "What is voted on now";

/// What the digest of a draft is called.
const DIGEST: &str = "Its digest";

/// One thing to know of what is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// What it is called: `A yes`.
    pub name: &'static str,
    /// It.
    pub words: String,
    /// The page below the group’s that shows all of it, for members.
    pub page: Option<String>,
}

impl Meant {
    /// One thing, which has no page of its own.
    pub fn new(name: &'static str, words: impl Into<String>) -> Self {
        Self { name, words: words.into(), page: None }
    }
    /// Whether this is the digest, which a question says of itself besides.
    pub(crate) fn is_digest(&self) -> bool {
        self.name == DIGEST
    }
    /// Whether these are somebody’s own words as a whole, which a letter quotes.
    pub(crate) fn is_somebodys_text(&self) -> bool {
        [TEXT, NOW].contains(&self.name)
    }
}

/// The matter, what a yes does, the words it is about, what a draft of the charter changes, and the text of a report. Of a
/// question of the group's own a yes decides the words as they stand now; of everything else its words decide nothing.
pub async fn of(here: &Installation, group: GroupId, vote: &DecisionRow) -> Result<Vec<Meant>, anyhow::Error> {
    let charter = here.store.charter(group).await?;
    let question = &vote.question.question;
    let yes = match &question.effect {
        Some(effect) => effect_by_name(here, group, &charter, effect).await?,
        None if question.matter == ADVICE => "Is the group’s advice on this draft, and changes nothing.".to_owned(),
        None if vote.paper.is_some() => {
            "Ranks the options below. What is chosen stands on record, and nothing is done by itself.".to_owned()
        }
        None if question.is_free() => {
            "Decides what is voted on now, word for word. Nothing is done by itself: the answer stands on record."
                .to_owned()
        }
        None => "What was asked for may be done, exactly as it was asked.".to_owned(),
    };
    let matter = capital(&sentences::matter(Some(&charter), &question.matter));
    let does = if vote.paper.is_some() { "A ballot" } else { "A yes" };
    let mut meant = vec![Meant::new("Matter", matter), Meant::new(does, yes)];
    meant.extend(put(vote));
    meant.extend(draft(here, group, &question.about).await?);
    if let Some(Effect::PublishReport { report, .. }) = &question.effect {
        // What is decided about is the text itself, so it is read where the ballot is cast.
        let report = here.store.report(group, *report).await?;
        meant.extend(report.map(|row| Meant::new(TEXT, row.paper.text)));
    }
    Ok(meant)
}

/// The words in which it was put. Those of a question of the group's own stand as they are voted on now, and as they were
/// first put below, where they were others.
fn put(vote: &DecisionRow) -> Vec<Meant> {
    let (first, now) = (vote.question.question.text.trim(), vote.body.trim());
    let was = if vote.course.resets == 0 { "As it was put" } else { "As it was first put" };
    if !vote.question.question.is_free() {
        return vec![Meant::new(was, first)];
    }
    let other = (first != now).then(|| Meant::new("As it was first put", first));
    [Meant::new(NOW, now)].into_iter().chain(other).collect()
}

/// The draft of the charter that is decided about: its name and page, what it changes in short, and its digest.
pub(crate) async fn draft(here: &Installation, group: GroupId, about: &Object) -> Result<Vec<Meant>, anyhow::Error> {
    let draft = about.id_of::<CharterDraftId>("charter_draft");
    let Some((draft, content)) = draft.zip(about.version) else { return Ok(Vec::new()) };
    let Some(row) = here.store.charter_draft(group, draft).await? else { return Ok(Vec::new()) };
    let base = here.store.charter_of_digest(group, row.base).await?;
    let named = Meant {
        page: Some(format!("charter/drafts/{draft}")),
        ..Meant::new("The draft", format!("Draft {} of the charter", row.place))
    };
    let changes = in_short(&base, &*row.charter()?);
    Ok(vec![named, Meant::new("It changes", format!("{changes}.")), Meant::new(DIGEST, content.to_string())])
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
        Effect::PutCharterInForce { .. } => "Puts exactly this draft of the charter in force.".to_owned(),
        Effect::PutGoalsInForce { .. } => "Puts exactly this draft of the goals in force.".to_owned(),
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
