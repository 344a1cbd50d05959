//! What the decisions show.

use super::beside_view::{Answering, Casting, Objection, Presence};
use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Choice, Choices, Clause, Empty, Face, Field, LogLine, Problems, Quote, Tag},
};
use acts::consequence::Meant;
use askama::Template;

/// One decision of the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number: `2026-31`.
    pub number: String,
    /// What is decided.
    pub title: String,
    /// Its page.
    pub href: String,
    /// By which rule, and when it closes or closed.
    pub meta: Vec<String>,
    /// How it stands.
    pub state: Tag,
}

/// How the reader stands to the duty to take part in votes. Nobody else sees it.
#[derive(Clone, Debug)]
pub struct Duty {
    /// In how many of how many votes they took part, and what is asked.
    pub words: String,
    /// The clause.
    pub quotes: Vec<Quote>,
    /// What the charter asks of whoever fell short in a year that is over, and the button that puts it away.
    pub request: Option<(String, Action)>,
    /// What the convener is told of others, and the button that puts it away.
    pub of_others: Option<(Vec<String>, Action)>,
}

/// The list.
#[derive(Template)]
#[template(path = "decisions/list.html")]
pub struct Decisions {
    /// The frame.
    pub frame: Frame,
    /// Those under way, the one that closes first on top.
    pub open: Vec<Row>,
    /// Those that are over, the newest first.
    pub over: Vec<Row>,
    /// The public record: its page, whether the reader stands there by name, and the button that changes that. None where the
    /// charter makes no decision public.
    pub record: Option<(String, &'static str, Action)>,
    /// How the reader stands to the duty to take part, where the charter knows one.
    pub duty: Option<Duty>,
    /// Putting a question of one’s own to the group: where it goes, the id it gets, and the field. None where the charter knows none.
    pub ask: Option<(String, String, Field)>,
    /// What is wrong with it.
    pub problems: Problems,
}

/// One place on the roll, as a block of the tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// `yes`, `no`, `undecided`, `in` where it is not said which, or `open`.
    pub class: &'static str,
    /// Whether the mark of what is needed stands after it.
    pub is_last_needed: bool,
}

/// The count, as far as it can be seen.
#[derive(Clone, Debug)]
pub struct Tally {
    /// `4 of 6 have voted`, `3 of 6, needs 4`.
    pub words: String,
    /// What it means, in a sentence.
    pub means: String,
    /// One block for each person on the roll.
    pub seats: Vec<Seat>,
    /// `4 needed`, where a number is.
    pub needed: Option<String>,
    /// `Yes 3`, with the class of its blocks.
    pub key: Vec<(&'static str, String)>,
}

/// One ballot, or somebody who is on the roll.
#[derive(Clone, Debug)]
pub struct Said {
    /// Initials and hue.
    pub face: Face,
    /// Who.
    pub who: String,
    /// What was chosen, or that it is in.
    pub choice: Tag,
    /// Why.
    pub reason: String,
    /// When.
    pub at: String,
}

/// What was changed in the text that is voted on.
#[derive(Clone, Debug)]
pub struct Changed {
    /// How often and when, and what became of earlier ballots.
    pub words: String,
    /// The pieces in order: `del`, `ins` or `same`, with the words.
    pub pieces: Vec<(&'static str, String)>,
}

/// One option of a ranked ballot.
#[derive(Clone, Debug)]
pub struct RankedOption {
    /// The id of its list.
    pub id: String,
    /// The option.
    pub words: String,
    /// The ranks it can have, the one it has chosen.
    pub ranks: Vec<Choice>,
}

/// A ballot among several options.
#[derive(Clone, Debug)]
pub struct Ranks {
    /// The options.
    pub of: Vec<RankedOption>,
    /// What is wrong with the ranks.
    pub error: Option<String>,
}

/// The rounds of a ranked vote.
#[derive(Clone, Debug)]
pub struct Rounds {
    /// `Round 1` …
    pub heads: Vec<String>,
    /// Each option with what it had in each round, then what was needed and what came of it.
    pub rows: Vec<(String, Vec<String>)>,
}

/// A consensus that was declared.
#[derive(Clone, Debug)]
pub struct Agreed {
    /// Who took part.
    pub who: String,
    /// Where it can be read.
    pub note: String,
    /// The address in it, where it is one.
    pub link: Option<String>,
    /// What any member can do until when; none once that is over.
    pub objection: Option<String>,
}

/// Taking a decision to the body that may set it aside, or setting it aside.
#[derive(Clone, Debug)]
pub struct Reconsidered {
    /// What it is.
    pub words: String,
    /// What happens.
    pub hint: String,
    /// Where the form goes.
    pub to: String,
    /// Why.
    pub field: Field,
    /// The clause that says who may.
    pub quotes: Vec<Quote>,
}

/// One decision.
#[derive(Template)]
#[template(path = "decisions/one.html")]
pub struct Decision {
    /// The frame.
    pub frame: Frame,
    /// What the person concerned says to a proposal to remove them, and when they said it.
    pub reply: Option<(String, String)>,
    /// `2026-31`.
    pub number: String,
    /// What is decided.
    pub title: String,
    /// How it stands.
    pub state: Tag,
    /// When it closes or closed, and who called it.
    pub when: String,
    /// What came of it, once it is over.
    pub outcome: Option<String>,
    /// The matter, what a yes does, and the words in which it was put, whatever its sponsor writes.
    pub meant: Vec<Meant>,
    /// The objections that stand, where it is decided by consent.
    pub objections: Vec<Objection>,
    /// Answering one of them, for the sponsor.
    pub answering: Option<Answering>,
    /// Who is present, where that may make it shorter; or confirming that one took part.
    pub presence: Option<Presence>,
    /// The casting vote, for whoever has it now.
    pub casting: Option<Casting>,
    /// Who decides a tie, and until when.
    pub tie: Option<String>,
    /// The count; none before it opened.
    pub tally: Option<Tally>,
    /// The ballot; none for whoever has no vote in it now.
    pub ballot: Option<Choices>,
    /// The ballot of a vote among several options.
    pub ranks: Option<Ranks>,
    /// How it was counted, once it was.
    pub rounds: Option<Rounds>,
    /// The consensus, where one was declared instead of a vote.
    pub agreed: Option<Agreed>,
    /// Staying out: where it goes, and the grounds that the charter names; for whoever has a ballot.
    pub stay_out: Option<(String, Choices)>,
    /// Taking it to the body that may set it aside, or setting it aside.
    pub reconsidered: Option<Reconsidered>,
    /// That it was set aside, when and why.
    pub set_aside: Option<String>,
    /// The decision whose place it takes, and its page.
    pub supersedes: Option<(String, String)>,
    /// Whoever stays out, each with their ground.
    pub recused: Vec<String>,
    /// Why, where somebody wants to say so; none where ballots are secret.
    pub reason: Option<Field>,
    /// The button of the ballot, or what is in the way.
    pub cast: Option<Action>,
    /// The proposal's digest: the ballot is for exactly this text.
    pub text: String,
    /// Where the ballot goes.
    pub ballot_to: String,
    /// Why this reader has no ballot, in a sentence.
    pub no_ballot: Option<String>,
    /// The page of their ballot, where another body votes and they have a seat on it.
    pub seat: Option<String>,
    /// Until when a ballot can be changed.
    pub changeable: String,
    /// What is wrong with a form.
    pub problems: Problems,
    /// The proposal, where it is not itself what is decided.
    pub proposal: Option<String>,
    /// What its sponsor says of it: `In short`, `Asked before`, each with the words.
    pub sponsor_says: Vec<(&'static str, String)>,
    /// What of it only members read.
    pub for_members: String,
    /// What was changed in it last.
    pub changed: Option<Changed>,
    /// Another text: the field and where it goes, for whoever called it, where the rule lets the vote begin anew.
    pub update: Option<(String, Field)>,
    /// The question that it answers: words and page.
    pub question: (String, String),
    /// Seconding, taking back.
    pub actions: Vec<Action>,
    /// More time: the fields and where they go, for whoever called it.
    pub extend: Option<(String, Vec<Field>)>,
    /// The ballots, or who has voted, in the order in which they came in.
    pub said: Vec<Said>,
    /// What the list of ballots says of itself.
    pub said_how: &'static str,
    /// The clause of its rule.
    pub quotes: Vec<Quote>,
    /// The rule in words: who votes, what is needed, ties.
    pub facts: Vec<(String, String)>,
    /// What follows from a yes.
    pub effect: String,
    /// The clause by which the matter is the group's.
    pub clause: Clause,
    /// Its course: what, when, and whether it was.
    pub course: Vec<(String, String, bool)>,
    /// The record.
    pub history: Vec<LogLine>,
}
