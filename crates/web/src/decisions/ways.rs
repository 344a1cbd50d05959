//! How a question comes to its answer, on its page: the votes on it so far, and the forms that call one or declare consensus.

use super::{
    calling::Typed,
    declaring::{self, Declaring},
    words,
};
use crate::{
    App,
    failed::Failed,
    law,
    parts::{Action, Choice, Choices, Field, Kind, Look},
    reader::Insider,
    requests,
};
use acts::opinions;
use basics::DecisionId;
use charter::{Charter, Opinion, act::CallVote, rules::DecisionRule, sentences::capital};
use decisions::Stage;
use store::AnswerRow;

/// How a question to the group comes to its answer.
pub struct Way {
    /// Who votes: `The group votes on it`.
    pub title: String,
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

impl Way {
    /// Whether there is a form in which what was typed can stand.
    pub(super) fn holds_a_form(&self) -> bool {
        self.consensus.is_some() || self.call.as_ref().is_some_and(|call| call.button.refused.is_none())
    }
}

/// The way to an answer of this question; none where another body decides it elsewhere.
pub async fn way(
    app: &App,
    reader: &Insider,
    charter: &Charter,
    row: &AnswerRow,
    typed: &Typed,
) -> Result<Option<Way>, Failed> {
    let now = app.here.store.now();
    let votes = app.here.store.decisions_on(reader.id(), row.id).await.map_err(|error| reader.trouble(error))?;
    let title = format!("{} votes on it", capital(&charter.the_body(&row.question.body)));
    let shown = || {
        votes.iter().map(|vote| {
            let what = if vote.declared.is_some() { "Consensus" } else { "Vote" };
            let words = format!("{what} {}: {}", vote.number, words::state(vote, now).words().to_lowercase());
            (words, words::href(reader, vote))
        })
    };
    if let Some(vote) = votes.first().filter(|vote| !vote.is_of_the_group()) {
        // The question opened it, so that nobody seconds it.
        let rule = charter.rules().decision.get(&vote.rule);
        let rule = rule.map(|rule| in_a_line(&DecisionRule { second: false, ..rule.clone() })).unwrap_or_default();
        return Ok(Some(Way { title, votes: shown().collect(), call: None, consensus: None, rule }));
    }
    let Some((_, rule)) = charter.rule_for(&row.question.matter).filter(|_| row.question.is_for_the_group()) else {
        return Ok(None);
    };
    let under_way = votes.iter().find(|vote| vote.goes_on());
    let waits = row.waits();
    // Whoever does not agree with a consensus that was declared calls a vote while its window is open.
    let may_call = under_way.is_none_or(|vote| matches!(vote.course.at(now), Stage::Declared { .. }));
    // What was typed comes back, also where somebody else was faster.
    // Whoever it is about has no part in deciding it: they reply.
    let may_call = may_call && requests::removal::subject_of(row) != Some(reader.person());
    let call = if (waits && may_call) || typed.call.is_some() {
        Some(calling(app, reader, charter, row, typed).await?)
    } else {
        None
    };
    let objected = votes.iter().any(|vote| vote.course.stage == Stage::Objected);
    let consensus = charter
        .rules()
        .consensus
        .as_ref()
        .filter(|_| (waits && under_way.is_none() && !objected) || typed.consensus.is_some());
    Ok(Some(Way {
        title,
        votes: shown().collect(),
        call,
        consensus: consensus.map(|rule| declaring::form(reader, charter, rule, row, typed)),
        rule: in_a_line(rule),
    }))
}

fn in_a_line(rule: &DecisionRule) -> String {
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
        .chosen(typed.call.as_ref().is_some_and(|call| call.one_way == "yes"));
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
    let call = typed.call.clone().unwrap_or_default();
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
