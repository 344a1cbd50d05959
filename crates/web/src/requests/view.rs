//! What the questions to other bodies show.

use super::{Addressee, CallIn};
use crate::{
    decisions::Way,
    filters,
    frame::{Frame, Place},
    parts::{Action, Answer, Choices, Empty, Field, LogLine, Problems, Quote, Tag},
};
use askama::Template;

/// One question of the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// The question.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Who put it to whom, and when.
    pub meta: Vec<String>,
    /// How it stands.
    pub state: Tag,
}

/// The list.
#[derive(Template)]
#[template(path = "requests/list.html")]
pub struct Requests {
    /// The frame.
    pub frame: Frame,
    /// Those without an answer, oldest first.
    pub open: Vec<Row>,
    /// Those with one, newest first.
    pub answered: Vec<Row>,
    /// Where each body is written to.
    pub bodies: Vec<Addressee>,
    /// Whether this installation sends mail at all.
    pub mails: bool,
    /// Calling in the body that the group answers to.
    pub call_in: Option<CallIn>,
    /// What is wrong with one of the forms.
    pub problems: Problems,
}

/// What belongs to a proposed removal.
#[derive(Clone, Debug)]
pub struct Removal {
    /// Until when the person concerned is heard.
    pub words: String,
    /// What they said, and when.
    pub said: Option<(String, String)>,
    /// Their reply, for themselves.
    pub form: Option<Field>,
    /// Where it goes.
    pub to: String,
    /// Carrying out what another body decided.
    pub carry: Option<Action>,
}

/// One question.
#[derive(Template)]
#[template(path = "requests/one.html")]
pub struct Request {
    /// The frame.
    pub frame: Frame,
    /// The question.
    pub title: String,
    /// How it stands.
    pub state: Tag,
    /// Who put it to whom, and when.
    pub asked: String,
    /// Where it was mailed to, and when; none where it was not.
    pub mailed: Option<String>,
    /// The whole question.
    pub question: String,
    /// What it is about: words and page.
    pub about: (String, String),
    /// Exactly what was asked about: the text, where it is a post.
    pub content: Option<String>,
    /// Whether the thing has changed since it was asked about.
    pub changed: bool,
    /// The clauses that send it there.
    pub quotes: Vec<Quote>,
    /// The answers on record. A later one corrects an earlier one; none is edited.
    pub answers: Vec<Answer>,
    /// How the group comes to its answer by a vote; none where another body decides.
    pub vote: Option<Way>,
    /// Where it proposes a removal: the reply of the person concerned.
    pub removal: Option<Removal>,
    /// Having it voted on again by a body of which too few took part.
    pub again: Option<Action>,
    /// What is wrong with the form.
    pub problems: Problems,
    /// Agreed, or not.
    pub outcome: Choices,
    /// The day, the source, its address, the tally.
    pub fields: Vec<Field>,
    /// Where the form goes.
    pub record_to: String,
    /// Why no answer is recorded here; nothing where one can be.
    pub not_here: Option<String>,
    /// The button, or why not and who can.
    pub record: Action,
    /// Its record.
    pub history: Vec<LogLine>,
}
