//! What the register of channels shows.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Choices, Empty, Field, LogLine, Network, Pick, Problems, Quote, Tag, Verdict},
};
use askama::Template;

/// One channel of the register.
#[derive(Clone, Debug)]
pub struct Row {
    /// The network.
    pub network: Network,
    /// The channel's name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Its handle or address.
    pub handle: String,
    /// `We are its editor`, `A community's place we take part in`.
    pub kind: String,
    /// `We answer`, `Announcements only`, `Preferred: talk to us here`, `Primary source`, and its state.
    pub marks: Vec<Tag>,
    /// How many people have access.
    pub access: String,
    /// How its connection is.
    pub health: Tag,
}

/// The register.
#[derive(Template)]
#[template(path = "channels/list.html")]
pub struct Channels {
    /// The frame.
    pub frame: Frame,
    /// The channels in use.
    pub channels: Vec<Row>,
    /// Those that were left.
    pub retired: Vec<Row>,
    /// The way to a new one, or why there is none.
    pub new: Action,
}

/// One person's access.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Who.
    pub person: String,
    /// `publish`, `reply` … in words.
    pub capability: String,
    /// `until 14 Mar 2027, the end of the term`.
    pub until: String,
    /// Who gave it, in which office.
    pub by: String,
    /// Whether it has ended.
    pub ended: bool,
    /// How it is taken back.
    pub end: Option<Action>,
}

/// One channel.
#[derive(Template)]
#[template(path = "channels/one.html")]
pub struct One {
    /// The frame.
    pub frame: Frame,
    /// The channel as the register shows it.
    pub row: Row,
    /// What it is for.
    pub purpose: String,
    /// What is known about it: words and value.
    pub facts: Vec<(String, String)>,
    /// Who has access.
    pub grants: Vec<Grant>,
    /// Whom access may be given to.
    pub to: Pick,
    /// Which capability.
    pub capability: Pick,
    /// Until when.
    pub until: Field,
    /// Where the form of a grant goes.
    pub grant_to: String,
    /// The button of a grant, or why not and who can.
    pub grant: Action,
    /// What is wrong with the form.
    pub problems: Problems,
    /// Connect, rest, retire, prefer: each with its verdict.
    pub actions: Vec<Action>,
    /// Where an answer to a reader is written; the address of their post.
    pub answer_to: String,
    /// The field for that address.
    pub their_post: Field,
    /// Why answering is absent here: every clause.
    pub no_answers: Vec<Quote>,
    /// The preferred channel: name and page.
    pub preferred: Option<(String, String)>,
    /// Its record.
    pub history: Vec<LogLine>,
}

/// A new channel.
#[derive(Template)]
#[template(path = "channels/new.html")]
pub struct NewChannel {
    /// The frame.
    pub frame: Frame,
    /// What is wrong.
    pub problems: Problems,
    /// Which network.
    pub network: Choices,
    /// Its name among ourselves.
    pub name: Field,
    /// Its handle or address.
    pub handle: Field,
    /// What it is for.
    pub purpose: Field,
    /// Ours, or the community's.
    pub kind: Choices,
    /// A new account, one we already run, or only the name.
    pub how: Choices,
    /// Who decides about a new account.
    pub verdict: Verdict,
}

/// Connecting an account.
#[derive(Template)]
#[template(path = "channels/connect.html")]
pub struct Connect {
    /// The frame.
    pub frame: Frame,
    /// The channel's name.
    pub channel: String,
    /// Its page.
    pub back: String,
    /// Its network.
    pub network: Network,
    /// What Nuncio will be able to do there, in words.
    pub able: Vec<String>,
    /// What it will not be able to do.
    pub unable: Vec<String>,
    /// What is wrong.
    pub problems: Problems,
    /// What is asked: the address of the instance, a handle and an app password, the address of the profile.
    pub fields: Vec<Field>,
    /// Where the form goes.
    pub to: String,
    /// `Continue on social.example`, `Connect`.
    pub button: String,
    /// The link to the network's own page, once it is known: connecting leaves through a link.
    pub leave_by: Option<String>,
    /// Under which clause.
    pub verdict: Verdict,
}
