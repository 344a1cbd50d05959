//! Calling a vote, on the page of a question that the group decides: by yes or no, or among options that are ranked.

use super::{
    declaring::{self, Declaring},
    words,
};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::Failed,
    guard::Sent,
    law,
    page::Page,
    parts::{Action, Choice, Choices, Field, Kind, Look, Problems},
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
use decisions::{NotAPaper, Paper, Stage};
use serde::Deserialize;
use store::{AnswerRow, Proposal};

/// How a question to the group comes to its answer.
pub struct Way {
    /// The votes on it so far: words and page, the newest first.
    pub votes: Vec<(String, String)>,
    /// Calling one. None while one is under way, or where the charter names no rule.
    pub call: Option<Calling>,
    /// Declaring consensus instead. None where the charter knows none, or something is under way.
    pub consensus: Option<Declaring>,
    /// What the rule asks, in a line.
    pub rule: String,
}

/// The form that calls a vote.
pub struct Calling {
    /// The proposal, whom its sponsor asked, and the options where there can be any.
    pub fields: Vec<Field>,
    /// Marking it as hard to undo. None where the charter fixes how long a vote takes, or marks it itself.
    pub door: Option<Choices>,
    /// The button, or what is in the way.
    pub button: Action,
}

/// What was typed on the page of a question and could not be done, with what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// A vote that could not be called.
    pub(super) call: Filled,
    /// A consensus that could not be declared.
    pub(super) consensus: declaring::Filled,
    /// What is wrong.
    pub(super) problems: Problems,
}

/// The way to an answer of this question; none where another body decides it, or it is answered.
pub async fn way(
    app: &App,
    reader: &Insider,
    charter: &Charter,
    row: &AnswerRow,
    typed: &Typed,
) -> Result<Option<Way>, Failed> {
    let Some((_, rule)) = charter.rule_for(&row.question.matter).filter(|_| row.question.body == "group") else {
        return Ok(None);
    };
    let now = app.here.store.now();
    let votes = app.here.store.decisions_on(reader.id(), row.id).await.map_err(|error| reader.trouble(error))?;
    let under_way = votes.iter().find(|vote| vote.closed.is_none());
    let waits = row.answer.is_none() && row.superseded_by.is_none();
    // Whoever does not agree with a consensus that was declared calls a vote while its window is open.
    let may_call = under_way.is_none_or(|vote| matches!(vote.course.at(now), Stage::Declared { .. }));
    let call = if waits && may_call { Some(calling(app, reader, charter, row, typed).await?) } else { None };
    let objected = votes.iter().any(|vote| vote.course.stage == Stage::Objected);
    let consensus = charter.rules().consensus.as_ref().filter(|_| waits && under_way.is_none() && !objected);
    let shown = votes.iter().map(|vote| {
        let what = if vote.declared.is_some() { "Consensus" } else { "Vote" };
        let words = format!("{what} {}: {}", vote.number, words::state(vote, now).words().to_lowercase());
        (words, words::href(reader, vote))
    });
    Ok(Some(Way {
        votes: shown.collect(),
        call,
        consensus: consensus.map(|rule| declaring::form(reader, charter, rule, row, typed)),
        rule: in_a_line(rule),
    }))
}

fn in_a_line(rule: &charter::rules::DecisionRule) -> String {
    let facts = words::facts(rule, None);
    let needed = facts.iter().find(|(name, _)| name == "Needed").map(|(_, words)| words.as_str()).unwrap_or_default();
    let second = if rule.second { ", once another member seconds it" } else { "" };
    format!("Passes with {needed}{second}.")
}

async fn calling(
    app: &App,
    reader: &Insider,
    charter: &Charter,
    row: &AnswerRow,
    typed: &Typed,
) -> Result<Calling, Failed> {
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
    let is_public = charter.rules().record.as_ref().is_some_and(|record| record.public);
    let rule = charter.rule_for(&row.question.matter).map(|(_, rule)| rule);
    let door = rule.filter(|rule| rule.may_extend && !rule.one_way_door).map(|_| door(typed));
    Ok(Calling { fields: fields(row, typed, is_public), door, button })
}

fn door(typed: &Typed) -> Choices {
    let mark = Choice::new("yes", "This is hard to undo")
        .small("The vote takes at least 14 days, and everybody who has a ballot is reminded by mail once.")
        .chosen(typed.call.one_way == "yes");
    Choices {
        name: "one_way".to_owned(),
        legend: "One-way door".to_owned(),
        of: vec![mark],
        several: true,
        error: typed.problems.at("one_way"),
        ..Choices::default()
    }
}

fn fields(row: &AnswerRow, typed: &Typed, is_public: bool) -> Vec<Field> {
    let call = &typed.call;
    let proposal = Field::new("proposal", "The proposal")
        .kind(Kind::Lines(4))
        .value(call.proposal.clone().unwrap_or_else(|| row.question.text.clone()))
        .hint("What is voted on, word by word.");
    let summary = Field::new("summary", "In short")
        .kind(Kind::Lines(2))
        .value(call.summary.clone())
        .hint("Where the discussion stands, and why this is proposed now.")
        .optional();
    let stakeholders = Field::new("stakeholders", "Whom you asked before")
        .kind(Kind::Lines(2))
        .value(call.stakeholders.clone())
        .hint("The people and groups that this is about, and whether they had their say.")
        .optional();
    let mut fields = vec![proposal, summary, stakeholders];
    if row.question.is_free() {
        let options = Field::new("options", "Options, one on each line")
            .kind(Kind::Lines(4))
            .value(call.options.clone())
            .hint("Leave this empty for a vote by yes or no. Three options or more are ranked by everybody who votes.")
            .optional();
        let winners = Field::new("winners", "How many of them are to be chosen?")
            .value(if call.winners.is_empty() { "1" } else { call.winners.as_str() })
            .optional();
        fields.extend([options, winners]);
    }
    if is_public {
        let apart = Field::new("for_members", "For members only")
            .kind(Kind::Lines(2))
            .value(call.for_members.clone())
            .hint("The proposal stands in the public record of decisions. What you write here does not.")
            .optional();
        fields.push(apart);
    }
    fields.into_iter().map(|field| typed.marked(field)).collect()
}

impl Typed {
    /// A field with what is wrong with it.
    pub(super) fn marked(&self, field: Field) -> Field {
        match self.problems.at(&field.name) {
            Some(error) => field.error(error),
            None => field,
        }
    }
}

/// What is to be voted on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    proposal: Option<String>,
    options: String,
    winners: String,
    for_members: String,
    summary: String,
    stakeholders: String,
    one_way: String,
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
    let typed = Typed { call: filled, ..Typed::default() };
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

/// On to the page of the decision, or the page of the question once more, with what was typed and what is wrong with it.
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
    let mut problems = Problems::default();
    problems.add(field, why);
    typed.problems = problems.clone();
    sight.typed = typed;
    Ok(Page::again(sight.page(&recorded::Filled::default(), problems).await?).into_response())
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
