//! A button that changes something: a form of its own, with the verdict that stands behind it.

use super::{Quote, written_by_its_template};
use crate::filters;
use askama::Template;

/// How a button looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// One of several.
    #[default]
    Plain,
    /// The one thing to do here.
    Primary,
    /// Easy to overlook.
    Quiet,
    /// It harms if pressed by mistake.
    Danger,
    /// It opens a vote of the group.
    Group,
    /// It puts a question to another body.
    Board,
}

impl Look {
    /// Its classes.
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "btn",
            Self::Primary => "btn btn--primary",
            Self::Quiet => "btn btn--quiet",
            Self::Danger => "btn btn--danger",
            Self::Group => "btn btn--group by-group",
            Self::Board => "btn btn--board by-board",
        }
    }
}

/// The effect, spelled out before the button that causes it.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// What happens: `The post is deleted on Mastodon. Replies to it stay.`
    pub effect: String,
    /// The button that does it, which repeats what it does.
    pub button: String,
}

/// Why a button cannot be pressed: which line, and who can.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Every clause in the way.
    pub quotes: Vec<Quote>,
    /// Who can, as a sentence: `The Chair, the Co-Chair or the Board Liaison can.`
    pub who_can: String,
}

/// One act that a page offers.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/action.html")]
pub struct Action {
    /// What the button says.
    pub words: String,
    /// The icon's name.
    pub icon: &'static str,
    /// How it looks.
    pub look: Look,
    /// Where the form goes.
    pub to: String,
    /// What it carries beside its token.
    pub carries: Vec<(String, String)>,
    /// The token of the form.
    pub token: String,
    /// The effect spelled out first, where it cannot simply be taken back.
    pub confirm: Option<Confirm>,
    /// The clauses in the way, where it may not be done.
    pub refused: Option<Refused>,
}

impl Action {
    /// A button that does something at once.
    pub fn new(words: impl Into<String>, icon: &'static str, to: impl Into<String>, token: &str) -> Self {
        Self {
            words: words.into(),
            icon,
            look: Look::Plain,
            to: to.into(),
            carries: Vec::new(),
            token: token.to_owned(),
            confirm: None,
            refused: None,
        }
    }
    /// The same button with another look.
    #[must_use]
    pub fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }
    /// The same form with one more value.
    #[must_use]
    pub fn carrying(mut self, name: &str, value: impl Into<String>) -> Self {
        self.carries.push((name.to_owned(), value.into()));
        self
    }
    /// The same button, with its effect spelled out first.
    #[must_use]
    pub fn confirming(mut self, effect: impl Into<String>, button: impl Into<String>) -> Self {
        self.confirm = Some(Confirm { effect: effect.into(), button: button.into() });
        self
    }
    /// The same button, which cannot be pressed.
    #[must_use]
    pub fn refused(mut self, quotes: Vec<Quote>, who_can: impl Into<String>) -> Self {
        self.refused = Some(Refused { quotes, who_can: who_can.into() });
        self
    }
}

written_by_its_template!(Action);
