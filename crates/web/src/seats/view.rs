//! What somebody with a seat on a body sees.

use crate::{
    filters,
    frame::Plain,
    parts::{Choices, Empty, Field, Problems, Tag},
};
use acts::requests::Brief;
use askama::Template;

/// One vote of a body.
#[derive(Clone, Debug)]
pub struct SeatRow {
    /// What is asked.
    pub title: String,
    /// Its page.
    pub href: String,
    /// The body, the group that asks, and when it closes or closed.
    pub meta: Vec<String>,
    /// How it stands.
    pub state: Tag,
    /// Whether the reader's ballot is waited for.
    pub waits: bool,
}

/// Everything that bodies are asked on which the reader has a seat.
#[derive(Template)]
#[template(path = "seats/list.html")]
pub struct Seats {
    /// The frame.
    pub plain: Plain,
    /// The bodies, each with the group that asks it.
    pub bodies: Vec<String>,
    /// Votes under way.
    pub open: Vec<SeatRow>,
    /// Those that are over.
    pub over: Vec<SeatRow>,
}

/// One vote, with everything needed to decide.
#[derive(Template)]
#[template(path = "seats/one.html")]
pub struct SeatVote {
    /// The frame.
    pub plain: Plain,
    /// The question in one line.
    pub title: String,
    /// Its number.
    pub number: String,
    /// How it stands.
    pub state: Tag,
    /// When it closes or closed.
    pub when: String,
    /// The count, as far as it can be seen, and what it means.
    pub tally: Option<(String, String)>,
    /// The ballot, while it is taken.
    pub ballot: Option<Choices>,
    /// Why, where ballots are open.
    pub reason: Option<Field>,
    /// The text the ballot is for.
    pub text: String,
    /// Where the ballot goes.
    pub ballot_to: String,
    /// Until when it can be changed.
    pub changeable: String,
    /// Why there is no ballot for the reader now.
    pub no_ballot: Option<String>,
    /// The question with all that belongs to it.
    pub brief: Brief,
    /// The page of the draft of the charter that it is about, for whoever is a member too.
    pub draft: Option<String>,
    /// The rule as it is applied, line by line.
    pub facts: Vec<(String, String)>,
    /// The clause of the rule: label, words, heading.
    pub rule_says: Option<(String, String, String)>,
    /// What is wrong with the ballot.
    pub problems: Problems,
}
