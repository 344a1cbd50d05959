//! What the server finds about a text as it stands: the judge's opinion, the checks, and the answers that bodies gave
//! about this post. How that is shown stands in [`super::judgement`].

use super::desk::Desk;
use crate::failed::Failed;
use acts::{Declined, accounts, answers::open_matters, campaigns, opinions};
use basics::PostId;
use charter::{Cited, GROUP, Object, Opinion, Way};
use publishing::{Check, Destination, Draft, Level, check};
use store::AnswerRow;

/// What was found about a draft.
pub struct Found {
    /// What the judge says to putting it in the queue; nothing while it goes nowhere.
    pub opinion: Option<Opinion>,
    /// The findings, the worst first.
    pub checks: Vec<Check>,
    /// The channels it goes to, as their networks count.
    pub destinations: Vec<Destination>,
    /// The questions put about this post, in any version, the newest first.
    pub questions: Vec<AnswerRow>,
    /// Whether it stays within the limits of its campaign, in a sentence; none where it belongs to none.
    pub campaign: Option<String>,
}

impl Found {
    /// Looks at a draft, of a post that was begun or is not yet.
    pub async fn about(desk: &Desk<'_>, post: Option<PostId>, draft: &Draft) -> Result<Self, Failed> {
        let (here, group) = (&desk.app.here, desk.group());
        let around =
            accounts::surroundings(here, group, post, draft).await.map_err(|error| desk.insider.failed(error))?;
        let (destinations, around) = around;
        let questions = match post {
            Some(post) => desk.store().questions_about(group, &Object::new("post", post)).await,
            None => Ok(Vec::new()),
        };
        Ok(Self {
            opinion: opinion(desk, post, draft).await?,
            checks: check(draft, &destinations, &around),
            destinations,
            questions: questions.map_err(|error| desk.trouble(error))?,
            campaign: campaigns::told_of(here, group, post, draft).await.map_err(|error| desk.trouble(error))?,
        })
    }

    /// What has to be fixed before it can leave.
    pub fn to_fix(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.level == Level::ToFix)
    }
    /// Whether it may be put in the queue.
    pub fn may(&self) -> bool {
        self.opinion.as_ref().is_some_and(Opinion::may)
    }
    /// What is sent to other bodies: one question each.
    pub fn open_matters(&self) -> Vec<&Cited> {
        let mut matters: Vec<&Cited> = Vec::new();
        for cited in self.opinion.iter().flat_map(open_matters) {
            if matters.iter().all(|known| (&known.matter, &known.goes_to) != (&cited.matter, &cited.goes_to)) {
                matters.push(cited);
            }
        }
        matters
    }
    /// The bodies that decide, by their keys; `group` is the group itself.
    pub fn bodies(&self) -> Vec<String> {
        match &self.opinion {
            Some(Opinion::No(grounds)) => match &grounds.way {
                Way::AskGroup => vec![GROUP.to_owned()],
                Way::AskBody(bodies) | Way::AskEither(bodies) => bodies.clone(),
                Way::MayNot => Vec::new(),
            },
            _ => Vec::new(),
        }
    }
    /// The question about this matter and exactly this text that waits for its answer.
    pub fn waiting(&self, cited: &Cited, draft: &Draft) -> Option<&AnswerRow> {
        self.questions.iter().find(|row| {
            row.waits()
                && Some(&row.question.matter) == cited.matter.as_ref()
                && row.question.about.version == Some(draft.digest())
        })
    }
    /// Whether everything that other bodies decide was put to them, about exactly this text.
    pub fn all_asked(&self, draft: &Draft) -> bool {
        let matters = self.open_matters();
        !matters.is_empty() && matters.iter().all(|cited| self.waiting(cited, draft).is_some())
    }
    /// The answers that were given for exactly this text, and serve.
    pub fn agreed(&self, draft: &Draft, now: basics::Moment) -> Vec<&AnswerRow> {
        let this = |row: &&AnswerRow| row.question.about.version == Some(draft.digest());
        self.questions.iter().filter(|row| row.unlocks(now)).filter(this).collect()
    }
    /// The answers that would serve, had they not been given about another text.
    pub fn about_another_text(&self, draft: &Draft, now: basics::Moment) -> Vec<&AnswerRow> {
        let open = self.open_matters();
        let needed = |row: &&AnswerRow| open.iter().any(|cited| cited.matter.as_ref() == Some(&row.question.matter));
        let other = |row: &&AnswerRow| row.question.about.version != Some(draft.digest());
        self.questions.iter().filter(|row| row.unlocks(now)).filter(needed).filter(other).collect()
    }
}

async fn opinion(desk: &Desk<'_>, post: Option<PostId>, draft: &Draft) -> Result<Option<Opinion>, Failed> {
    if draft.channels.is_empty() {
        return Ok(None);
    }
    match opinions::may_schedule(&desk.app.here, desk.group(), desk.who(), post, draft).await {
        Ok(opinion) => {
            opinion.alarms().for_each(|alarm| tracing::error!(alarm, "a draft could not be judged"));
            Ok(Some(opinion))
        }
        Err(Declined::NotFound(_)) => Ok(None),
        Err(other) => Err(desk.insider.failed(other)),
    }
}
