//! What Home shows.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Clause, Empty, LogLine, Network, Tag, Tone},
};
use askama::Template;

/// One thing that waits for a person.
#[derive(Clone, Debug)]
pub struct Need {
    /// The icon's name.
    pub icon: &'static str,
    /// Its colour.
    pub tone: Tone,
    /// What it is.
    pub title: String,
    /// Its page.
    pub href: String,
    /// The networks it is about.
    pub networks: Vec<Network>,
    /// Why you, and by when: `goes out tomorrow, 09:00`.
    pub why: Vec<String>,
    /// The clauses behind it.
    pub clauses: Vec<Clause>,
    /// What the button says; nothing where there is nothing to do but to wait.
    pub button: Option<String>,
    /// How it stands, where it is with others.
    pub state: Option<Tag>,
}

/// One post that goes out soon.
#[derive(Clone, Debug)]
pub struct Out {
    /// `Today`, `Sat 21`.
    pub day: String,
    /// `15:00`.
    pub time: String,
    /// The instant, for machines.
    pub at: String,
    /// What goes out.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Where.
    pub networks: Vec<Network>,
    /// What stands in its way.
    pub state: Option<Tag>,
}

/// How one channel is.
#[derive(Clone, Debug)]
pub struct Health {
    /// The network.
    pub network: Network,
    /// The handle.
    pub handle: String,
    /// Its page.
    pub href: String,
    /// How it is.
    pub state: Tag,
}

/// One of the first things to do in a new group.
#[derive(Clone, Debug)]
pub struct FirstStep {
    /// What to do.
    pub words: String,
    /// Where.
    pub href: String,
    /// Whether it is done.
    pub done: bool,
}

/// Home.
#[derive(Template)]
#[template(path = "home/home.html")]
pub struct Home {
    /// The frame.
    pub frame: Frame,
    /// `Friday 20 November 2026`.
    pub today: String,
    /// What needs the reader, ordered by when it is too late.
    pub needs: Vec<Need>,
    /// What comes next when nothing needs the reader.
    pub next: String,
    /// What is with others, or later.
    pub later: Vec<Need>,
    /// What happened since the reader was last here.
    pub since: Vec<LogLine>,
    /// What goes out next.
    pub going_out: Vec<Out>,
    /// The next meeting: what it is called, its page, when it is.
    pub meeting: Option<(String, String, String)>,
    /// How the channels are.
    pub channels: Vec<Health>,
    /// `5 of 6 well`.
    pub channels_well: String,
    /// The first things to do, while some are left.
    pub first_steps: Vec<FirstStep>,
}

impl Home {
    /// The heading states the number.
    fn heading(&self) -> String {
        match self.needs.len() {
            0 => "Nothing needs you".to_owned(),
            1 => "One thing needs you".to_owned(),
            n => {
                let words =
                    ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];
                match words.get(n - 2) {
                    Some(word) => format!("{word} things need you"),
                    None => format!("{n} things need you"),
                }
            }
        }
    }
}
