//! What became of a post on one channel: state, address, who sent it, in which office, under which clause.

use super::{Action, Clause, Field, Network, Tag, written_by_its_template};
use crate::filters;
use askama::Template;

/// One line of a delivery's course.
#[derive(Clone, Debug)]
pub struct Event {
    /// `Sending began`.
    pub words: String,
    /// What was seen.
    pub detail: String,
    /// `Fri 4 Dec, 15:00:02 UTC`.
    pub when: String,
    /// Whether it has happened.
    pub done: bool,
}

/// What a person is asked to do by hand, on a channel that no machine may post to.
#[derive(Clone, Debug)]
pub struct Assist {
    /// The text to copy.
    pub text: String,
    /// Pictures to take along: words and address.
    pub pictures: Vec<(String, String)>,
    /// Where to paste it, if the network has such an address.
    pub deep_link: Option<String>,
    /// Where the address of the published post is reported.
    pub report_to: String,
    /// The field for that address.
    pub address: Field,
    /// The token of the form.
    pub token: String,
    /// The clauses in the way, where the reader may not do it.
    pub refused: Option<Action>,
}

/// What a person is asked to delete or to change by hand, on a channel where no machine may or can.
#[derive(Clone, Debug)]
pub struct Erase {
    /// What it is to say from now on; none where it is deleted.
    pub becomes: Option<String>,
    /// Where the post stands.
    pub address: String,
    /// Where it is reported that it is done.
    pub report_to: String,
    /// The name of the field that the address is reported in.
    pub field: String,
    /// The token of the form.
    pub token: String,
    /// The clauses in the way, where the reader may not do it.
    pub refused: Option<Action>,
}

impl Erase {
    fn title(&self) -> &'static str {
        if self.becomes.is_some() { "Change this by hand" } else { "Delete this by hand" }
    }
}

/// The form for the right address in place of a wrong one, where only a person knows it.
#[derive(Clone, Debug)]
pub struct Correct {
    /// Where it goes.
    pub report_to: String,
    /// The field, with the address on record or what was typed.
    pub address: Field,
    /// The token of the form.
    pub token: String,
}

/// What a person is asked to find out, where no machine could.
#[derive(Clone, Debug)]
pub struct Settle {
    /// What happened: `The connection broke after the text was sent.`
    pub what: String,
    /// Where to look.
    pub look_at: Option<String>,
    /// Where what was found is reported.
    pub report_to: String,
    /// The address of the post, where it is there; nothing where an address says nothing.
    pub address: Option<Field>,
    /// The token of the form.
    pub token: String,
    /// `It is not there: send it`, `Drop it`.
    pub answers: Vec<Action>,
}

/// One channel of a post.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/receipt.html")]
pub struct Receipt {
    /// The anchor of this receipt on the page.
    pub id: String,
    /// The network.
    pub network: Network,
    /// The channel's name.
    pub channel: String,
    /// Its handle.
    pub handle: String,
    /// What became of it.
    pub state: Tag,
    /// The sentence that goes with the state.
    pub words: String,
    /// Words and address of where its trouble is mended: the account to connect again, say.
    pub mend: Option<(String, String)>,
    /// The address of the published post.
    pub link: Option<String>,
    /// Who sent it, in which office.
    pub by: Option<String>,
    /// Under which clauses.
    pub clauses: Vec<Clause>,
    /// When it left, or is to leave.
    pub when: String,
    /// The text of this channel, where it differs from the one everywhere.
    pub own_text: Option<String>,
    /// Its course.
    pub course: Vec<Event>,
    /// What a person is asked to do.
    pub assist: Option<Assist>,
    /// What a person is asked to delete, or to change.
    pub erase: Option<Erase>,
    /// How a wrong address is mended, where it can be.
    pub correct: Option<Correct>,
    /// What a person is asked to find out.
    pub settle: Option<Settle>,
    /// What else can be done.
    pub actions: Vec<Action>,
}

written_by_its_template!(Receipt);
