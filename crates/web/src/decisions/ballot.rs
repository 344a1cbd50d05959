//! Casting a ballot, on the page of the decision.

use super::{
    ranks,
    reading::{OfDecision, Reading},
};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::Failed,
    guard::Sent,
    page::Page,
    parts::{Choice, Choices, Problems},
    reader::Insider,
    words,
};
use acts::{Declined, votes};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use basics::PersonId;
use charter::rules::DecisionRule;
use serde::Deserialize;

/// What is filled in on the page of a decision: a ballot, another text, more time, a ground to stay out, an answer to an
/// objection, or a casting vote.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    pub(crate) choice: String,
    pub(crate) reason: String,
    pub(crate) text: String,
    pub(super) proposal: String,
    pub(super) until: String,
    pub(super) why: String,
    pub(super) ground: String,
    /// Why it is taken to the parent body, or set aside.
    #[serde(rename = "reason_aside")]
    pub(super) aside: String,
    /// Whose objection is answered, and how.
    pub(super) of: String,
    pub(super) answer: String,
    /// The casting vote.
    pub(super) casting: String,
    /// For each option of a ballot its rank, or nothing.
    pub(super) rank: Vec<String>,
}

/// Said of a ballot for a text that is not the one that stands there.
pub(crate) const READ_AGAIN: &str =
    "The proposal was changed since you opened this page. Read it as it stands now, then vote.";

/// Casts it, or another in its place.
pub async fn cast(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let (reading, who) = Reading::for_a_step(&app, reader, &of).await?;
    let Ok(text) = filled.text.parse() else { return again(&reading, &filled, "choice", READ_AGAIN).await };
    let choice = match chosen(&reading, &filled) {
        Ok(choice) => choice,
        Err(sentence) => return again(&reading, &filled, "choice", &sentence).await,
    };
    let ballot = votes::Filled { text, choice, reason: filled.reason.clone() };
    match votes::cast(&app.here, reading.reader.id(), &who, reading.row.id, &ballot).await {
        Ok(()) => Ok(Done::at(reading.at(), "cast").into_response()),
        Err(Declined::ByRule(sentence)) => again(&reading, &filled, "choice", &words::sentence(&sentence)).await,
        Err(Declined::ByField { field, sentence }) => again(&reading, &filled, field, &sentence).await,
        Err(Declined::Stale(_)) => again(&reading, &filled, "choice", READ_AGAIN).await,
        Err(declined) => Err(reading.reader.failed(declined)),
    }
}

/// A ballot by yes or no, with what each choice does.
pub(crate) fn choices(rule: &DecisionRule, chosen: &str, problems: &Problems) -> Choices {
    let of = rule.options.iter().map(|word| {
        Choice::new(word, super::words::on_the_ballot(word, rule))
            .small(super::words::choice(word, rule))
            .chosen(word == chosen)
    });
    Choices {
        name: "choice".to_owned(),
        legend: "Your vote".to_owned(),
        of: of.collect(),
        across: true,
        error: problems.at("choice"),
        ..Choices::default()
    }
}

/// A link that was mailed to one voter.
#[derive(Deserialize)]
pub struct OfVoter {
    number: String,
    person: String,
}

/// Leads its voter to their ballot, and nobody else.
pub async fn of_a_voter(State(app): State<App>, reader: Insider, Path(of): Path<OfVoter>) -> Result<Redirect, Failed> {
    let reading = Reading::of(&app, reader, &OfDecision { number: of.number }).await?;
    if of.person.parse().is_ok_and(|voter: PersonId| voter == reading.reader.person()) {
        return Ok(Redirect::to(&reading.at()));
    }
    Err(reading.reader.failed(Declined::rule(
        "this link to a ballot was mailed to somebody else, and leads nobody else to one; open the vote from the list of decisions",
    )))
}

/// What was chosen, by the word on the ballot or by the ranks of its options.
fn chosen(reading: &Reading<'_>, filled: &Filled) -> Result<String, String> {
    match &reading.row.paper {
        Some(paper) => ranks::read(paper, &filled.rank),
        None if filled.choice.is_empty() => Err("Choose one of these before you cast your ballot.".to_owned()),
        None => Ok(filled.choice.clone()),
    }
}

/// The page once more, with the ballot as it was filled in and what is wrong with it.
pub(super) async fn again(
    reading: &Reading<'_>,
    filled: &Filled,
    field: &'static str,
    sentence: &str,
) -> Result<Response, Failed> {
    let problems = Problems::of(field, sentence.to_owned());
    Ok(Page::again(reading.page(filled, problems).await?).into_response())
}
