//! Calling a vote, on the page of a question that the group decides.

use super::words;
use crate::{
    App,
    address::Path,
    done::Done,
    failed::Failed,
    guard::Sent,
    law,
    page::Page,
    parts::{Action, Field, Kind, Look, Problems},
    reader::Insider,
    requests::one::{self as recorded, OfQuestion, Sight},
};
use acts::{Declined, opinions, votes};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::{AnswerId, DecisionId};
use charter::{Charter, Opinion, act::CallVote};
use serde::Deserialize;
use store::AnswerRow;

/// How a question to the group comes to its answer by a vote.
pub struct Way {
    /// The votes on it so far: words and page, the newest first.
    pub votes: Vec<(String, String)>,
    /// Calling one: the proposal and the button. None while one is under way, or where the charter names no rule.
    pub call: Option<(Field, Action)>,
    /// What the rule asks, in a line.
    pub rule: String,
}

/// The way to a vote on this question; none where another body decides it, or it is answered.
/// `typed` is a proposal that could not be voted on, with why.
pub async fn way(
    app: &App,
    reader: &Insider,
    charter: &Charter,
    row: &AnswerRow,
    typed: Option<&(String, String)>,
) -> Result<Option<Way>, Failed> {
    let Some((_, rule)) = charter.rule_for(&row.question.matter).filter(|_| row.question.body == "group") else {
        return Ok(None);
    };
    let now = app.here.store.now();
    let votes = app.here.store.decisions_on(reader.id(), row.id).await.map_err(|error| reader.trouble(error))?;
    let is_open = votes.iter().any(|vote| vote.closed.is_none());
    let shown = votes.iter().map(|vote| {
        (format!("Vote {}: {}", vote.number, words::state(vote, now).words().to_lowercase()), words::href(reader, vote))
    });
    let waits = row.answer.is_none() && row.superseded_by.is_none() && !is_open;
    let call = if waits { Some(button(app, reader, charter, row, typed).await?) } else { None };
    Ok(Some(Way { votes: shown.collect(), call, rule: in_a_line(rule) }))
}

fn in_a_line(rule: &charter::rules::DecisionRule) -> String {
    let facts = words::facts(rule, None);
    let needed = facts.iter().find(|(name, _)| name == "Needed").map(|(_, words)| words.as_str()).unwrap_or_default();
    let second = if rule.second { ", once another member seconds it" } else { "" };
    format!("Passes with {needed}{second}.")
}

async fn button(
    app: &App,
    reader: &Insider,
    charter: &Charter,
    row: &AnswerRow,
    typed: Option<&(String, String)>,
) -> Result<(Field, Action), Failed> {
    let act = CallVote { decision: DecisionId::mint(app.here.store.now()), question: row.id };
    let opinion = opinions::may(&app.here, reader.id(), reader.person(), &act).await;
    let to = format!("{}/requests/{}/vote", reader.base(), row.id);
    let button = Action::new("Call the vote", "vote", to, reader.token()).look(Look::Group);
    let button = match opinion.map_err(|declined| reader.failed(declined))? {
        Opinion::May { .. } => button,
        Opinion::No(grounds) => {
            button.refused(law::quotes(&reader.base(), &grounds.because), law::who_can_by_name(charter, &grounds))
        }
    };
    let field = Field::new("proposal", "The proposal")
        .kind(Kind::Lines(4))
        .value(typed.map_or_else(|| row.question.text.clone(), |(words, _)| words.clone()))
        .hint("What is voted on, word by word: what it is about, why, and whom you asked.");
    let field = match typed {
        Some((_, why)) => field.error(why.clone()),
        None => field,
    };
    Ok((field, button))
}

/// What is to be voted on.
#[derive(Deserialize)]
pub struct Filled {
    proposal: String,
}

/// Calls the vote. What cannot be voted on stands in its form again, with why.
pub async fn call(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfQuestion>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let mut sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let question = sight.standing().id;
    let why = match called(&app, &sight.reader, &who, question, &filled.proposal).await {
        Ok(to) => return Ok(Done::at(to, "called").into_response()),
        Err(Declined::ByRule(sentence)) => crate::words::sentence(&sentence),
        Err(Declined::ByField { sentence, .. }) => sentence,
        Err(declined) => return Err(sight.reader.failed(declined)),
    };
    let mut problems = Problems::default();
    problems.add("proposal", why.clone());
    sight.proposal = Some((filled.proposal, why));
    Ok(Page::again(sight.page(&recorded::Filled::default(), problems).await?).into_response())
}

async fn called(
    app: &App,
    reader: &Insider,
    who: &people::Elevated,
    question: AnswerId,
    proposal: &str,
) -> Result<String, Declined> {
    let id = votes::call(&app.here, reader.id(), who, question, proposal).await?;
    let votes = app.here.store.decisions_on(reader.id(), question).await?;
    let vote = votes.into_iter().find(|vote| vote.id == id).ok_or(Declined::NotFound("decision"))?;
    Ok(words::href(reader, &vote))
}
