//! Declaring consensus on a question, where the charter knows agreement without a vote.

use super::calling::{Typed, answered};
use crate::{
    App,
    address::Path,
    failed::Failed,
    guard::Sent,
    parts::{Choice, Choices, Clause, Field, Kind},
    reader::Insider,
    requests::one::{OfQuestion, Sight},
};
use acts::{Declined, agreeing};
use axum::{extract::State, response::Response};
use basics::{DecisionId, PersonId};
use charter::{
    Charter,
    rules::{Consensus, Period},
};
use serde::Deserialize;
use store::AnswerRow;

/// The form by which consensus is declared.
pub struct Declaring {
    /// Where it goes.
    pub to: String,
    /// How long any member can call a vote instead, in words.
    pub window: String,
    /// The clause that knows it.
    pub clause: Clause,
    /// Who took part.
    pub people: Choices,
    /// What is agreed on, and where it can be read.
    pub fields: Vec<Field>,
    /// Whether something in it is to be mended.
    pub is_wrong: bool,
}

/// What is declared.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    agreed: Option<String>,
    participants: Vec<String>,
    note: String,
}

pub(super) fn form(reader: &Insider, charter: &Charter, rule: &Consensus, row: &AnswerRow, typed: &Typed) -> Declaring {
    let filled = typed.consensus.clone().unwrap_or_default();
    let (mut others, now) = (reader.known.roster.members(reader.reader.at), reader.reader.at);
    others.retain(|member| member.person != reader.person() && member.current(now));
    others.sort_by(|one, other| one.known_as.cmp(&other.known_as));
    let of = others.into_iter().map(|member| {
        let id = member.person.to_string();
        Choice::new(&id, member.known_as).chosen(filled.participants.contains(&id))
    });
    let people = Choices {
        name: "participants".to_owned(),
        legend: "Who else took part?".to_owned(),
        of: of.collect(),
        several: true,
        error: typed.problems.at("participants"),
        ..Choices::default()
    };
    let agreed = Field::new("agreed", "What is agreed on")
        .kind(Kind::Lines(3))
        .value(filled.agreed.clone().unwrap_or_else(|| row.question.text.clone()));
    let note = Field::new("note", "Where can it be read?")
        .value(filled.note.clone())
        .hint("The address of the thread or the minutes, or a few words.");
    let is_wrong = ["agreed", "participants", "note"].iter().any(|field| typed.problems.at(field).is_some());
    Declaring {
        to: format!("{}/requests/{}/consensus", reader.base(), row.id),
        window: length(rule.objection_window),
        clause: Clause::of(&reader.base(), charter.clause(&rule.clause).map_or("", |_| rule.clause.as_str())),
        people,
        fields: [agreed, note].into_iter().map(|field| typed.marked(field)).collect(),
        is_wrong,
    }
}

fn length(window: Option<Period>) -> String {
    match window {
        Some(Period::Hours(hours)) => format!("{hours} hours"),
        Some(Period::Days(days)) => format!("{days} days"),
        Some(Period::Months(months)) => format!("{months} months"),
        None => "a week".to_owned(),
    }
}

/// Declares it. What cannot be declared stands in its form again, with why.
pub async fn declare(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfQuestion>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let declared = declared(&app, &sight, &who, &filled).await;
    let typed = Typed { consensus: Some(filled), ..Typed::default() };
    answered(sight, declared, "declared", typed, "agreed").await
}

async fn declared(
    app: &App,
    sight: &Sight<'_>,
    who: &people::Elevated,
    filled: &Filled,
) -> Result<DecisionId, Declined> {
    let people: Result<Vec<PersonId>, _> = filled.participants.iter().map(|id| id.parse()).collect();
    let people = people.map_err(|_| Declined::field("participants", "Choose members of the group."))?;
    let (agreed, question) = (filled.agreed.as_deref().unwrap_or_default(), sight.standing().id);
    agreeing::declare(&app.here, sight.reader.id(), who, question, agreed, (&people, &filled.note))
        .await
        .map_err(at_its_field)
}

/// What is agreed on is the proposal of this form.
fn at_its_field(declined: Declined) -> Declined {
    match declined {
        Declined::ByField { field: "proposal", sentence } => Declined::field("agreed", sentence),
        other => other,
    }
}
