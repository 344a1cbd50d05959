//! What stands around every page: rail, top bar, the person, the theme, the token of its forms.

use crate::parts::{Face, Toast};

/// Light, dark, or whatever the device says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The name of the cookie that carries it.
    pub const COOKIE: &'static str = "theme";

    /// The theme of a word in a cookie or a form; an unknown word means the device's own.
    pub fn of(word: &str) -> Self {
        match word {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }
    /// The word in cookie, form and `data-theme`.
    pub fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The place in the rail that a page belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// None of them.
    #[default]
    Nowhere,
    /// What needs you.
    Home,
    /// What goes out when.
    Calendar,
    /// The pictures of the group.
    Media,
    /// Whom its posts name.
    PeopleWeName,
    /// Writing a post.
    Write,
    /// Questions put to other bodies.
    Requests,
    /// What the group decides by a vote.
    Decisions,
    /// When it meets.
    Meetings,
    /// Who is in the group.
    Members,
    /// The charter.
    Charter,
    /// The register of channels.
    Channels,
    /// What was done.
    Audit,
}

impl Place {
    /// The attribute of a link that leads to where the reader is.
    pub fn current(self, link: Place) -> &'static str {
        if self == link { "page" } else { "false" }
    }
}

/// The group whose pages these are.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Where its pages start, without a slash at the end: `/g/social-media`.
    pub base: String,
}

/// The person who is signed in.
#[derive(Clone, Debug, Default)]
pub struct Me {
    /// How the person is shown: a name, or a role.
    pub name: String,
    /// The office and the end of the term: `until 14 Mar 2027`.
    pub term: String,
    /// Initials and hue.
    pub face: Face,
}

/// What stands on top of every page of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// This is a demonstration, with people and a clock of its own.
    Demonstration,
    /// The group ended; how, in one sentence.
    Archive(String),
    /// Nothing leaves, or not on every channel; why, in one sentence.
    Held(String),
    /// The machine's clock is wrong; how, and what that means, in sentences.
    ClockIsWrong(String),
}

/// The frame of a page of one group.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The theme from the cookie.
    pub theme: Theme,
    /// Which link of the rail is this page.
    pub here: Place,
    /// The group.
    pub group: Group,
    /// Whether the person belongs to more than one group, so that the way back to the list is shown.
    pub more_groups: bool,
    /// The person.
    pub me: Me,
    /// How many rows wait on Home.
    pub waiting: usize,
    /// How many questions have no answer yet.
    pub unanswered: usize,
    /// What every form of this page carries.
    pub token: String,
    /// What just happened, shown once.
    pub toast: Option<Toast>,
    /// What everybody has to know, on top of the page.
    pub notices: Vec<Notice>,
}

/// The frame of a page outside any group: signing in, the first run, you, status, errors.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    /// The theme from the cookie.
    pub theme: Theme,
    /// Whether somebody is signed in: then there are links to the groups, to you and to sign out.
    pub signed_in: bool,
    /// What every form of this page carries.
    pub token: String,
    /// What just happened, shown once.
    pub toast: Option<Toast>,
}
