//! What the calendar shows.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Empty, Network},
};
use askama::Template;
use std::sync::Arc;

/// How a post stands on its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Somebody writes it.
    Draft,
    /// It waits for another body.
    HeldForBody,
    /// It waits for the group.
    HeldForGroup,
    /// It goes out at its time.
    Planned,
    /// A person posts it by hand.
    ByHand,
    /// It is out.
    Published,
    /// Its outcome is unknown, or it failed.
    Trouble,
    /// It was taken out of the queue, or deleted.
    Withdrawn,
}

impl State {
    /// All of them, for the legend.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::HeldForBody,
        Self::HeldForGroup,
        Self::Planned,
        Self::ByHand,
        Self::Published,
        Self::Trouble,
        Self::Withdrawn,
    ];
    /// Its class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Draft => "ev--draft",
            Self::HeldForBody => "ev--board",
            Self::HeldForGroup => "ev--group",
            Self::Planned => "ev--planned",
            Self::ByHand => "ev--person",
            Self::Published => "ev--out",
            Self::Trouble => "ev--trouble",
            Self::Withdrawn => "ev--gone",
        }
    }
    /// Its icon.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Draft => "circle-dashed",
            Self::HeldForBody => "landmark",
            Self::HeldForGroup => "vote",
            Self::Planned => "clock",
            Self::ByHand => "hand",
            Self::Published => "check",
            Self::Trouble => "circle-alert",
            Self::Withdrawn => "undo-2",
        }
    }
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::HeldForBody => "Held for the board",
            Self::HeldForGroup => "Held for the group",
            Self::Planned => "Planned",
            Self::ByHand => "By hand",
            Self::Published => "Published",
            Self::Trouble => "Needs a look",
            Self::Withdrawn => "Withdrawn",
        }
    }
}

/// One thing on a day.
#[derive(Clone, Debug)]
pub struct Item {
    /// How it stands.
    pub state: State,
    /// `15:00`.
    pub time: String,
    /// What it is.
    pub title: String,
    /// Where it goes.
    pub networks: Vec<Network>,
    /// Its page.
    pub href: String,
    /// Where a move of it is sent, where it can be moved.
    pub move_to: Option<String>,
}

/// One day.
#[derive(Clone, Debug)]
pub struct Day {
    /// `2026-11-20`.
    pub date: String,
    /// `20`.
    pub number: i8,
    /// `Nov`, on the first day shown and on the first of a month.
    pub month: Option<String>,
    /// `Fri`.
    pub weekday: String,
    /// `Friday 20 November`.
    pub long: String,
    /// Whether it is over.
    pub past: bool,
    /// Whether it is today.
    pub today: bool,
    /// Whether it is a Saturday or Sunday.
    pub weekend: bool,
    /// The first few things of the day.
    pub items: Vec<Item>,
    /// How many more there are.
    pub more: usize,
}

impl Day {
    /// `Friday 4 December, 1 item`.
    fn label(&self) -> String {
        match self.items.len() + self.more {
            0 => format!("{}, no items", self.long),
            1 => format!("{}, 1 item", self.long),
            n => format!("{}, {n} items", self.long),
        }
    }
    fn class(&self) -> String {
        let mut class = "day".to_owned();
        for (name, on) in [
            ("past", self.past),
            ("today", self.today),
            ("end", self.weekend),
            ("none", self.items.is_empty() && self.more == 0),
        ] {
            if on {
                class.push_str(" day--");
                class.push_str(name);
            }
        }
        class
    }
}

/// A draft without a day.
#[derive(Clone, Debug)]
pub struct Idea {
    /// What it is.
    pub title: String,
    /// Its composer.
    pub href: String,
    /// Where it would go.
    pub networks: Vec<Network>,
    /// Who started it.
    pub by: String,
}

/// A channel to look at alone.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The word in the address; empty for all channels.
    pub value: String,
    /// The channel's name.
    pub words: String,
    /// Whether it is the one looked at.
    pub chosen: bool,
}

/// Weeks or a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Five weeks as a grid.
    #[default]
    Month,
    /// The same days below each other.
    List,
}

/// Everything of a calendar that is the same for everybody in the group.
#[derive(Template)]
#[template(path = "calendar/days.html")]
pub struct Days {
    /// Where the group's pages start.
    pub base: String,
    /// `November to December`.
    pub heading: String,
    /// Grid or list.
    pub shape: Shape,
    /// The first day shown, for links: `2026-11-16`.
    pub from: String,
    /// Earlier: an address.
    pub back: String,
    /// The address without a day.
    pub now: String,
    /// Later: an address.
    pub on: String,
    /// The same days in the other shape: month, then list.
    pub shapes: (String, String),
    /// The channels to look at alone.
    pub filters: Vec<Filter>,
    /// What the address carries for the channel looked at alone: `&channel=…`, or nothing.
    pub only: String,
    /// The zone of the group: `UTC`.
    pub zone: String,
    /// Weeks of seven days, Monday first.
    pub weeks: Vec<Vec<Day>>,
    /// Drafts without a day.
    pub ideas: Vec<Idea>,
}

impl Days {
    fn is_empty(&self) -> bool {
        self.weeks.iter().flatten().all(|day| day.items.is_empty())
    }
}

/// The calendar: the days inside the frame of whoever looks.
#[derive(Template)]
#[template(path = "calendar/calendar.html")]
pub struct Calendar {
    /// The frame.
    pub frame: Frame,
    /// `November to December`.
    pub heading: String,
    /// The zone of the group.
    pub zone: String,
    /// The days, written out by [`Days`]: kept between requests, which is why they come as text.
    pub days: Arc<str>,
}
