//! What error pages show.

use crate::{
    carry_on::Kept,
    filters,
    frame::Plain,
    parts::{Action, Authority, Quote},
};
use askama::Template;

/// 403 under the charter: quotes every clause, and says who can.
#[derive(Clone, Template)]
#[template(path = "errors/refused.html")]
pub struct Refused {
    /// The frame.
    pub plain: Plain,
    /// `You may not grant access to Mastodon.`
    pub what: String,
    /// Every clause in the way.
    pub quotes: Vec<Quote>,
    /// Who decides it, for colour and icon.
    pub authority: Authority,
    /// `The Chair, the Co-Chair or the Board Liaison can.`
    pub who_can: String,
    /// What can be done instead.
    pub instead: Option<String>,
    /// Where: the words of a link, and its address.
    pub there: Option<(String, String)>,
    /// The way on: put the question to the body, say.
    pub actions: Vec<Action>,
    /// What was typed: name and value.
    pub typed: Vec<(String, String)>,
    /// Where to go back to, in words and as an address.
    pub back: (String, String),
}

/// 404: also for what the reader may not know of.
#[derive(Template)]
#[template(path = "errors/gone.html")]
pub struct Gone {
    /// The frame.
    pub plain: Plain,
}

/// 409: somebody was faster. Both versions, side by side.
#[derive(Clone, Template)]
#[template(path = "errors/stale.html")]
pub struct Stale {
    /// The frame.
    pub plain: Plain,
    /// `Member, docs saved this post at 15:04, after you had opened it.`
    pub what: String,
    /// What stands there now.
    pub theirs: String,
    /// What was typed.
    pub yours: String,
    /// What was typed into a form whose page does not show both, to be read and copied.
    pub typed: Vec<Kept>,
    /// Saving what was typed over it, where that is possible.
    pub overwrite: Option<Action>,
    /// The thing as it stands.
    pub back: String,
}

/// 409: the form did already what it asks for, and says something else now.
#[derive(Clone, Template)]
#[template(path = "errors/sent_before.html")]
pub struct SentBefore {
    /// The frame.
    pub plain: Plain,
    /// The page that it led to.
    pub to: String,
    /// What was typed this time, to be read and copied.
    pub typed: Vec<Kept>,
}

/// Everything else: 400, 413, 415, 429, 500. A sentence, what to do about it, and the number of the request.
#[derive(Clone, Template)]
#[template(path = "errors/trouble.html")]
pub struct Trouble {
    /// The frame.
    pub plain: Plain,
    /// `This did not work`.
    pub heading: String,
    /// What happened, and how to mend it.
    pub words: String,
    /// What was typed, to be read and copied.
    pub typed: Vec<Kept>,
    /// The number of the request, as the operator's log has it.
    pub request: String,
}
