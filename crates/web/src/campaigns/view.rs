//! What the pages of campaigns show.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Choices, Empty, Field, Problems, Tag},
    requests::Row,
};
use askama::Template;

/// The list, with the form for another.
#[derive(Template)]
#[template(path = "campaigns/list.html")]
pub struct Campaigns {
    /// The frame.
    pub frame: Frame,
    /// The campaigns, the newest first.
    pub rows: Vec<Row>,
    /// Name, sponsor, first and last day, how many posts.
    pub fields: Vec<Field>,
    /// The channels.
    pub channels: Choices,
    /// The goals in force; none where the charter has none.
    pub goals: Option<Choices>,
    /// Where the form goes.
    pub to: String,
    /// The id that what the form makes will have.
    pub once: String,
    /// What is wrong with it.
    pub problems: Problems,
}

/// One campaign.
#[derive(Template)]
#[template(path = "campaigns/one.html")]
pub struct Campaign {
    /// The frame.
    pub frame: Frame,
    /// What it is called.
    pub title: String,
    /// How it stands.
    pub state: Tag,
    /// Who wrote it, and when.
    pub about: String,
    /// Its limits, line by line.
    pub limits: Vec<(String, String)>,
    /// `2 of 3 posts are planned or out; 1 is left.`
    pub used: String,
    /// Its posts: title, page, and when each leaves or left.
    pub posts: Vec<(String, String, String)>,
    /// Asking whoever decides. None once it is asked, agreed to or over.
    pub ask: Option<Action>,
    /// What its state means for its posts.
    pub means: String,
    /// The questions about it: words and page.
    pub questions: Vec<(String, String)>,
    /// The digest of its limits.
    pub digest: String,
}
