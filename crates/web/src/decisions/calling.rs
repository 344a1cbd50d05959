//! A vote that is called, on the page of a question that the group decides: by yes or no, or among options that are ranked.

use super::{Way, declaring, words};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::Failed,
    guard::Sent,
    page::Page,
    parts::{Field, Problems},
    reader::Insider,
    requests::one::{self as recorded, OfQuestion, Sight},
};
use acts::{Declined, votes};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::{AnswerId, DecisionId};
use decisions::{NotAPaper, Paper};
use serde::Deserialize;
use store::Proposal;

/// What was typed on the page of a question and could not be done, with what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// A vote that could not be called.
    pub(super) call: Option<Filled>,
    /// A consensus that could not be declared.
    pub(super) consensus: Option<declaring::Filled>,
    /// What is wrong.
    pub(super) problems: Problems,
}

impl Typed {
    /// A field with what is wrong with it.
    pub(super) fn marked(&self, field: Field) -> Field {
        field.marked(&self.problems)
    }
}

/// What is to be voted on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    pub(super) proposal: Option<String>,
    pub(super) options: String,
    pub(super) winners: String,
    pub(super) for_members: String,
    pub(super) summary: String,
    pub(super) stakeholders: String,
    pub(super) one_way: String,
}

/// Calls the vote. What cannot be voted on stands in its form again, with why.
pub async fn call(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfQuestion>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let question = sight.standing().id;
    let called = called(&app, &sight.reader, &who, question, &filled).await;
    let typed = Typed { call: Some(filled), ..Typed::default() };
    answered(sight, called, "called", typed, "proposal").await
}

async fn called(
    app: &App,
    reader: &Insider,
    who: &people::Elevated,
    question: AnswerId,
    filled: &Filled,
) -> Result<DecisionId, Declined> {
    let paper = paper(filled)?;
    let proposal = filled.proposal.as_deref().unwrap_or_default();
    let proposal = Proposal {
        text: proposal,
        for_members: &filled.for_members,
        summary: &filled.summary,
        stakeholders: &filled.stakeholders,
        paper: paper.as_ref(),
        is_one_way: filled.one_way == "yes",
    };
    votes::call_among(&app.here, reader.id(), who, question, proposal).await
}

/// The options, where any are typed.
fn paper(filled: &Filled) -> Result<Option<Paper>, Declined> {
    if filled.options.trim().is_empty() {
        return Ok(None);
    }
    let winners = match filled.winners.trim() {
        "" => Ok(1),
        number => number.parse(),
    };
    let winners = winners.map_err(|_| {
        let sentence =
            format!("{:?} is no number of options; write how many are to be chosen, such as 1.", filled.winners);
        Declined::field("winners", sentence)
    })?;
    let paper = Paper::offering(filled.options.lines(), winners);
    let paper = paper.map_err(|wrong| {
        let field = if matches!(wrong, NotAPaper::Winners { .. }) { "winners" } else { "options" };
        Declined::field(field, crate::words::sentence(&wrong))
    });
    paper.map(Some)
}

/// On to the page of the decision, or the page of the question once more, with what was typed and what is wrong with it. Where
/// that page has no place for it any more, the page that says why holds the words.
pub(super) async fn answered(
    mut sight: Sight<'_>,
    done: Result<DecisionId, Declined>,
    word: &'static str,
    mut typed: Typed,
    otherwise: &'static str,
) -> Result<Response, Failed> {
    let (field, why) = match done {
        Ok(id) => return Ok(Done::at(sight.page_of(id).await?, word).into_response()),
        Err(Declined::ByRule(sentence)) => (otherwise, crate::words::sentence(&sentence)),
        Err(Declined::ByField { field, sentence }) => (field, sentence),
        Err(declined) => return Err(sight.reader.failed(declined)),
    };
    let problems = Problems::of(field, why.clone());
    typed.problems = problems.clone();
    sight.typed = typed;
    let page = sight.page(&recorded::Filled::default(), problems).await?;
    if page.vote.as_ref().is_some_and(Way::holds_a_form) {
        return Ok(Page::again(page).into_response());
    }
    Err(sight.reader.failed(Declined::rule(why)))
}

impl Sight<'_> {
    /// The page of a decision on this question.
    async fn page_of(&self, id: DecisionId) -> Result<String, Failed> {
        let votes = self.app.here.store.decisions_on(self.reader.id(), self.standing().id).await;
        let votes = votes.map_err(|error| self.reader.trouble(error))?;
        let vote = votes.iter().find(|vote| vote.id == id);
        let vote = vote.ok_or_else(|| self.reader.trouble(anyhow::anyhow!("a decision that was just made is gone")))?;
        Ok(words::href(&self.reader, vote))
    }
}
