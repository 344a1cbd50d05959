//! What the register of channels shows.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Choices, Empty, Field, LogLine, Network, Offer, Pick, Problems, Quote, Tag, Verdict},
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
    /// What the charter wants said wherever networks are listed.
    pub disclaimer: Option<Quote>,
    /// The page of a new one.
    pub new: String,
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
    /// Who gave it.
    pub by: String,
    /// Why.
    pub reason: String,
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
    /// What is known about it: words and value.
    pub facts: Vec<(String, String)>,
    /// Its public page.
    pub page: String,
    /// Who has access.
    pub grants: Vec<Grant>,
    /// Whom access may be given to.
    pub to: Pick,
    /// Which capability.
    pub capability: Pick,
    /// Until when.
    pub until: Field,
    /// Why.
    pub reason: Field,
    /// Where the form of a grant goes.
    pub grant_to: String,
    /// The button of a grant, or why not and who can.
    pub grant: Action,
    /// Who decides about access, where it is not this reader alone.
    pub granting: Option<Verdict>,
    /// What is wrong with the form.
    pub problems: Problems,
    /// Connect, rest, retire, prefer: each with its verdict.
    pub actions: Vec<Offer>,
    /// Where the account is connected: words and page, or the button with the line that is in the way.
    pub connect: Option<Result<(String, String), Action>>,
    /// Where an answer to a reader is written; the address of their post.
    pub answer_to: String,
    /// The id that the composer knows this channel by.
    pub id: String,
    /// In a sentence, why answering is absent.
    pub no_answers_because: String,
    /// Who can, where somebody else can.
    pub no_answers_who_can: String,
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
    /// Its public page.
    pub page: Field,
    /// Ours, or the community's.
    pub kind: Choices,
    /// Whether the charter's words about social channels mean it.
    pub social: Choices,
    /// Open it, hold the name and ask, or hold the name only.
    pub how: Choices,
    /// The id it will have; the same however often the form is sent.
    pub id: String,
    /// Who decides about opening it.
    pub open: Verdict,
    /// Who may hold its name.
    pub reserve: Verdict,
}

/// Coming back from a network's own page. Nothing is done before the button is pressed.
#[derive(Template)]
#[template(path = "channels/back.html")]
pub struct Back {
    /// The frame.
    pub frame: Frame,
    /// The channel's name.
    pub channel: String,
    /// Its page.
    pub back: String,
    /// What the network said, where it did not agree.
    pub refused: Option<String>,
    /// Where the form goes: the way back of this network.
    pub to: String,
    /// What the network sent along.
    pub state: String,
    /// The code it gave.
    pub code: String,
    /// Which server it says it is.
    pub iss: String,
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
    /// What to know before relying on it: nobody has tried it on the real service yet.
    pub untried: Option<&'static str>,
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
