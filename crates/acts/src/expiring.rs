//! Answers that are about to serve no more, while something still rests on them: a post that is planned or written as it was
//! agreed to, or access that was agreed to and not given. Whoever is concerned, and whoever may ask again, is told ahead and
//! on the day, on Home and in the mail they chose. Where the charter says nothing of it, that is two weeks and three days.

use crate::{Declined, Installation, opinions};
use basics::{AnswerId, GroupId, Moment, PersonId, PostId};
use charter::{
    Act as _,
    act::{AskBody, GrantAccess},
};
use decisions::{Effect, Warned};
use store::{AnswerRow, PostStage};

/// An answer that ends, or has just ended, with what rests on it.
#[derive(Clone, Debug)]
pub struct Ending {
    /// The answer.
    pub row: AnswerRow,
    /// How soon.
    pub warned: Warned,
    /// When.
    pub at: Moment,
    /// What it takes with it.
    pub takes: Takes,
}

/// What an answer takes with it when it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A post that is planned for later than the answer serves.
    Planned(String),
    /// A post that is written as it was agreed to, and not planned.
    Written(String),
    /// Access that nobody gave.
    Access,
}

impl Ending {
    /// The same in a line, for Home and for a letter.
    pub fn line(&self) -> String {
        let when = match self.warned {
            Warned::Over => "serves no more",
            Warned::Ahead { .. } => "soon serves no more",
        };
        match &self.takes {
            Takes::Planned(title) => format!("The answer about “{title}” {when}: as it is planned it will not leave"),
            Takes::Written(title) => format!("The answer about “{title}” {when}: it is not planned yet"),
            Takes::Access => format!("An answer about access {when}: it was agreed to and not given"),
        }
    }
    /// What tells this word from the ones before it.
    pub fn key(&self) -> String {
        format!("answer {} ends {}", self.row.id, self.warned.word())
    }
}

/// The answers whose end this person is told of now, the first to end first: those to their own questions and about their own
/// posts, and those that they may ask anew.
pub async fn told_to(here: &Installation, group: GroupId, who: PersonId) -> Result<Vec<Ending>, anyhow::Error> {
    let now = here.store.now();
    let mut found = Vec::new();
    for row in here.store.questions(group).await? {
        let Some((at, warned)) = ends(&row, now) else { continue };
        if !concerns(here, group, who, &row).await? {
            continue;
        }
        if let Some(takes) = takes(here, group, &row, at).await? {
            found.push(Ending { row, warned, at, takes });
        }
    }
    found.sort_by_key(|ending| ending.at);
    Ok(found)
}

/// When a yes that was given ends, and whether anybody is told of that now.
fn ends(row: &AnswerRow, now: Moment) -> Option<(Moment, Warned)> {
    // A campaign ends on the day that everybody agreed to.
    if row.superseded_by.is_some() || row.question.effect.as_ref().and_then(Effect::serves_until).is_some() {
        return None;
    }
    let (recorded, ..) = row.answer.as_ref().filter(|(recorded, ..)| recorded.yes && recorded.confirmed())?;
    let at = recorded.expires?;
    Some((at, decisions::warned(at, now)?))
}

async fn concerns(here: &Installation, group: GroupId, who: PersonId, row: &AnswerRow) -> Result<bool, anyhow::Error> {
    if row.asked.0 == who {
        return Ok(true);
    }
    let question = &row.question;
    let anew = AskBody {
        answer: AnswerId::mint(here.store.now()),
        matter: question.matter.clone(),
        about: question.about.clone(),
    };
    match opinions::may(here, group, who, &anew).await {
        Ok(opinion) => Ok(opinion.may()),
        Err(Declined::Trouble(error)) => Err(error),
        Err(_) => Ok(false),
    }
}

async fn takes(
    here: &Installation,
    group: GroupId,
    row: &AnswerRow,
    end: Moment,
) -> Result<Option<Takes>, anyhow::Error> {
    let about = &row.question.about;
    if about.kind == "access" {
        let given = here.store.grants(group).await?.into_iter().any(|grant| {
            let capability = grant.capability.as_str().to_owned();
            let act = GrantAccess {
                grant: grant.id,
                channel: grant.channel,
                to: grant.person,
                capability,
                until: grant.until,
            };
            act.object() == *about
        });
        return Ok((!given).then_some(Takes::Access));
    }
    let Some(post) = about.id_of::<PostId>("post") else { return Ok(None) };
    let Some(post) = here.store.post(group, post).await? else { return Ok(None) };
    let (title, later) = (post.draft.title.clone(), post.due.is_some_and(|due| due >= end));
    Ok(match post.stage {
        PostStage::Planned if later && post.content == about.version => Some(Takes::Planned(title)),
        PostStage::Draft if Some(post.draft.digest()) == about.version => Some(Takes::Written(title)),
        _ => None,
    })
}
