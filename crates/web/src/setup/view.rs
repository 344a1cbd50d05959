//! What the first run shows.

use crate::{
    charter::Situation,
    filters,
    frame::{Frame, Place, Plain},
    parts::{Choices, Field, Problems, Quote},
};
use askama::Template;

/// One of the four steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Name and address of the group.
    Name,
    /// Its charter.
    Charter,
    /// Who holds its offices.
    Officers,
    /// Its first channel.
    Channel,
}

impl Stage {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Name, Self::Charter, Self::Officers, Self::Channel];
    /// What the progress says.
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Charter => "Charter",
            Self::Officers => "People",
            Self::Channel => "Channel",
        }
    }
    /// Its number, from 1.
    pub fn number(self) -> usize {
        self as usize + 1
    }
    /// Its page.
    pub fn path(self) -> &'static str {
        match self {
            Self::Name => "/setup",
            Self::Charter => "/setup/charter",
            Self::Officers => "/setup/people",
            Self::Channel => "/setup/channel",
        }
    }
    /// The step before it.
    pub fn before(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|step| *step < self)
    }
    fn heading(self) -> &'static str {
        match self {
            Self::Name => "What is the group called?",
            Self::Charter => "Which charter does it stand under?",
            Self::Officers => "Who is in it, and who holds its offices?",
            Self::Channel => "Where does it speak?",
        }
    }
}

/// One row of officers and members.
#[derive(Clone, Debug)]
pub struct Officer {
    /// `You`, `Person 2`.
    pub heading: String,
    /// The name.
    pub name: Field,
    /// The address; none for the founder, who has an account.
    pub email: Option<Field>,
    /// The offices.
    pub offices: Choices,
    /// The outside statuses.
    pub statuses: Choices,
}

/// A point that the charter leaves open, and how Nuncio reads it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The name in the form.
    pub name: String,
    /// `“50%+1” is read as more than half of the entitled members.`
    pub words: String,
    /// The clause that it reads.
    pub quote: Option<Quote>,
    /// Whether it was confirmed.
    pub confirmed: bool,
}

/// One step of the first run.
#[derive(Template)]
#[template(path = "setup/setup.html")]
pub struct Setup {
    /// The frame.
    pub plain: Plain,
    /// Which step.
    pub stage: Stage,
    /// What is wrong.
    pub problems: Problems,
    /// Paste, a preset, or empty; which network.
    pub choices: Vec<Choices>,
    /// The fields of the step.
    pub fields: Vec<Field>,
    /// The officers.
    pub officers: Vec<Officer>,
    /// What a person should look at in the text: placeholders, mis-decoded characters.
    pub flaws: Vec<String>,
    /// What the charter says that no rule is bound to yet.
    pub tasks: Vec<String>,
    /// The charter as a table of powers, as soon as there is one.
    pub powers: Vec<Situation>,
    /// The heads of that table.
    pub offices: Vec<String>,
    /// The readings to confirm.
    pub readings: Vec<Reading>,
    /// What the button says.
    pub button: String,
    /// Whether this step can be left out.
    pub skip: Option<String>,
}

impl Setup {
    /// An empty page of a step.
    pub fn of(plain: Plain, stage: Stage, problems: Problems) -> Self {
        Self {
            plain,
            stage,
            problems,
            choices: Vec::new(),
            fields: Vec::new(),
            officers: Vec::new(),
            flaws: Vec::new(),
            tasks: Vec::new(),
            powers: Vec::new(),
            offices: Vec::new(),
            readings: Vec::new(),
            button: "Continue".to_owned(),
            skip: None,
        }
    }
}

/// Somebody who cannot sign in yet, with their link once it was made.
#[derive(Clone, Debug)]
pub struct Invited {
    /// How the group calls them.
    pub name: String,
    /// Their mailbox.
    pub email: String,
    /// The link, shown once.
    pub link: Option<String>,
    /// That it was mailed, or why there is none.
    pub said: Option<String>,
}

/// The links for a group's people.
#[derive(Template)]
#[template(path = "setup/invite.html")]
pub struct Links {
    /// The frame.
    pub frame: Frame,
    /// Who cannot sign in yet.
    pub people: Vec<Invited>,
    /// Whether the links were made just now.
    pub made: bool,
    /// Whether they are mailed, so that none stands here.
    pub mails: bool,
    /// Whether the charter lets the reader invite any of them.
    pub may: bool,
}
