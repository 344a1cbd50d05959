//! What the pages on meetings show.

use super::Asks;
use crate::{
    carry_on::Kept,
    filters,
    frame::{Frame, Place},
    parts::{Action, Choice, Clause, Empty, LogLine, Offer, Problems, Quote, Tag},
};
use askama::Template;

/// One meeting of the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is called.
    pub title: String,
    /// Its page.
    pub href: String,
    /// When, where, who comes.
    pub meta: Vec<String>,
    /// How it stands.
    pub state: Tag,
}

/// The list.
#[derive(Template)]
#[template(path = "meetings/list.html")]
pub struct Meetings {
    /// The frame.
    pub frame: Frame,
    /// How often the group meets, as the charter says it.
    pub quotes: Vec<Quote>,
    /// The next one.
    pub next: Option<Row>,
    /// Those that follow.
    pub ahead: Vec<Row>,
    /// How many more of the series stand in the calendar.
    pub more: Option<String>,
    /// Those whose day is over, the newest first.
    pub past: Vec<Row>,
    /// The series.
    pub series: Vec<SeriesLine>,
    /// Who is told privately when somebody's attendance falls short, and how it is read; nothing where the charter asks no
    /// attendance.
    pub attendance: Option<(String, Clause, Vec<Asks>, Vec<Offer>)>,
}

/// One series of meetings.
#[derive(Clone, Debug)]
pub struct SeriesLine {
    /// The series in a line.
    pub line: String,
    /// Taking it up again, where it was ended.
    pub resume: Option<Action>,
    /// That the charter says another rhythm by now, with its clause.
    pub otherwise: Option<(String, Clause)>,
}

/// Planning one.
#[derive(Template)]
#[template(path = "meetings/new.html")]
pub struct New {
    /// The frame.
    pub frame: Frame,
    /// How often the group meets, as the charter says it.
    pub quotes: Vec<Quote>,
    /// The form.
    pub asks: Asks,
    /// What is wrong with it.
    pub problems: Problems,
}

/// The agenda.
#[derive(Clone, Debug, Default)]
pub struct Agenda {
    /// What stands on it, in its order.
    pub lines: Vec<AgendaLine>,
    /// What the group has open, to be put on it.
    pub open: Vec<AgendaLine>,
    /// Adding something else.
    pub put: Option<Asks>,
    /// How much of the meeting is planned.
    pub plan: Option<String>,
    /// What it is time for, while the meeting is under way.
    pub clock: Option<String>,
}

/// Something on the agenda, or to be put on it.
#[derive(Clone, Debug, Default)]
pub struct AgendaLine {
    /// The icon's name.
    pub icon: &'static str,
    /// What.
    pub words: String,
    /// Its page, where it has one.
    pub href: Option<String>,
    /// Why it is there: what it waits for, or who added it.
    pub why: String,
    /// When it is planned.
    pub hours: Option<String>,
    /// Whether it is time for it.
    pub is_now: bool,
    /// Moving it past its neighbours.
    pub moves: Vec<Action>,
    /// Planning minutes for it.
    pub takes: Option<Takes>,
    /// Putting it on the agenda.
    pub put: Option<Action>,
}

/// Planning minutes for one thing.
#[derive(Clone, Debug)]
pub struct Takes {
    /// Where the form goes.
    pub to: String,
    /// Which thing it is.
    pub entry: String,
    /// How many are planned, or what was typed.
    pub planned: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// Somebody who comes or was there.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name.
    pub name: String,
    /// What is known.
    pub words: String,
}

/// An action item.
#[derive(Clone, Debug)]
pub struct Task {
    /// What.
    pub words: String,
    /// Who, by when.
    pub meta: String,
    /// Whether it is done.
    pub done: bool,
    /// Ticking it off, or taking the tick away.
    pub tick: Action,
    /// Where it stands on the page.
    pub id: String,
    /// Handing it to somebody else, until it is done.
    pub hand: Option<Hand>,
}

/// Handing an action item to another member.
#[derive(Clone, Debug)]
pub struct Hand {
    /// Where its form goes.
    pub to: String,
    /// The id of the form.
    pub once: String,
    /// The members.
    pub of: Vec<Choice>,
    /// What is wrong with who was chosen.
    pub error: Option<String>,
}

/// A correction that waits for a second word.
#[derive(Clone, Debug)]
pub struct Waits {
    /// What it says.
    pub words: String,
    /// Confirming it; nothing for whoever said it.
    pub confirm: Option<Action>,
}

/// One meeting.
#[derive(Template)]
#[template(path = "meetings/one.html")]
pub struct Meeting {
    /// The frame.
    pub frame: Frame,
    /// What it is called.
    pub title: String,
    /// How it stands.
    pub state: Tag,
    /// What sort it is.
    pub kind: &'static str,
    /// When.
    pub when: String,
    /// Where; its address, where it is one.
    pub place: Option<(String, bool)>,
    /// Why it was called off.
    pub cancelled: Option<String>,
    /// The minutes of the meeting before, to be approved here: words and page.
    pub to_approve: Option<(String, String)>,
    /// What was typed into a form that is not here any more.
    pub typed: Vec<Kept>,
    /// What is to be talked about.
    pub agenda: Agenda,
    /// The minutes as they stand.
    pub minutes: String,
    /// Who wrote last, how they are approved, whether they are public.
    pub minutes_meta: Vec<String>,
    /// Writing them.
    pub write: Option<Asks>,
    /// The minutes as they stand, beside what was typed and could not be kept.
    pub newer: Option<String>,
    /// The way to their versions.
    pub versions: Option<(String, String)>,
    /// Approving and publishing.
    pub minutes_actions: Vec<Action>,
    /// What people took upon themselves.
    pub tasks: Vec<Task>,
    /// Adding one.
    pub add_task: Option<Asks>,
    /// What the reader says about themself.
    pub own: Vec<Action>,
    /// What they said so far.
    pub own_words: String,
    /// Saying why they do not come.
    pub excuse: Option<Asks>,
    /// The others.
    pub people: Vec<Person>,
    /// What the list above is: who comes, or who was there.
    pub people_heading: &'static str,
    /// Corrections that wait.
    pub waits: Vec<Waits>,
    /// Proposing one.
    pub correct: Option<Asks>,
    /// Moving it, calling it off, ending its series.
    pub changes: Vec<Asks>,
    /// Taking its series up again.
    pub resume: Option<Action>,
    /// What is wrong with a form.
    pub problems: Problems,
    /// Its record.
    pub history: Vec<LogLine>,
}

/// One version of minutes.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its number.
    pub number: i32,
    /// Who saved it and when, and what it brought back.
    pub meta: Vec<String>,
    /// What it changed, piece by piece.
    pub pieces: Vec<(&'static str, String)>,
    /// The whole text.
    pub text: String,
    /// Bringing it back.
    pub restore: Option<Action>,
}

/// Every version of the minutes of a meeting, the newest first.
#[derive(Template)]
#[template(path = "meetings/versions.html")]
pub struct Versions {
    /// The frame.
    pub frame: Frame,
    /// What the meeting is called.
    pub title: String,
    /// Its page.
    pub href: String,
    /// When it was.
    pub when: String,
    /// The versions.
    pub versions: Vec<Version>,
}
