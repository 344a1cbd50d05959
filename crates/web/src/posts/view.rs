//! What the page of one post shows.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Answer, Check, Clause, Field, LogLine, Problems, Quote, Receipt, Tag, Verdict},
};
use askama::Template;

/// What a reply answers. Their words are shown as text, never as HTML.
#[derive(Clone, Debug)]
pub struct Answers {
    /// Their handle.
    pub who: String,
    /// Their words.
    pub words: String,
    /// Where they stand.
    pub link: String,
}

impl Answers {
    /// The post at this address. Its words are not fetched: whoever wants to read them follows the link.
    pub fn to(answered: &publishing::ReplyTo) -> Self {
        let who = answered.url.host_str().map_or_else(String::new, |host| format!("a post on {host}"));
        Self { who, words: String::new(), link: answered.url.to_string() }
    }
}

/// A form that sets a post right on all its channels.
#[derive(Clone, Debug)]
pub struct RedressForm {
    /// Where it goes.
    pub to: String,
    /// The token of the form.
    pub token: String,
    /// The last correction that whoever fills it in has seen; nothing where there was none.
    pub seen: String,
    /// What is asked.
    pub fields: Vec<Field>,
    /// What happens on each channel, as sentences.
    pub notes: Vec<String>,
    /// The channels on which it may not be done: which, the clauses in the way, and who can.
    pub refused: Vec<(String, Vec<Quote>, String)>,
    /// Whether it may be done on any.
    pub may: bool,
    /// Whether something is wrong with what was typed.
    pub open: bool,
}

impl RedressForm {
    fn body<'f>(&'f self, button: &'f str, class: &'f str) -> RedressBody<'f> {
        RedressBody { form: self, button, class }
    }
}

#[derive(Template)]
#[template(path = "posts/redress_form.html")]
struct RedressBody<'f> {
    form: &'f RedressForm,
    button: &'f str,
    class: &'f str,
}

/// A correction or a withdrawal that took place.
#[derive(Clone, Debug)]
pub struct SetRight {
    /// `Corrected by Member A`.
    pub what: String,
    /// When.
    pub when: String,
    /// Why.
    pub reason: String,
    /// Where it changed what was said, and how, in pieces that stayed, went or came.
    pub changed: Vec<(String, Vec<(&'static str, String)>)>,
}

/// How a post that is out is set right, and was so far.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "posts/redress.html")]
pub struct Redressing {
    /// The form that takes it back.
    pub withdraw: Option<RedressForm>,
    /// The form that corrects it.
    pub correct: Option<RedressForm>,
    /// What took place, the newest first.
    pub told: Vec<SetRight>,
}

impl askama::filters::HtmlSafe for Redressing {}
impl askama::filters::HtmlSafe for RedressBody<'_> {}

/// The page of one post.
#[derive(Template)]
#[template(path = "posts/post.html")]
pub struct PostPage {
    /// The frame.
    pub frame: Frame,
    /// The post's title among ourselves.
    pub title: String,
    /// How it stands.
    pub state: Tag,
    /// `Fri 4 Dec 2026, 15:00 UTC, in 14 days · 16:00 for you`.
    pub when: String,
    /// Who wrote it.
    pub by: String,
    /// What it answers, where it is a reply.
    pub answers: Option<Answers>,
    /// The content warning.
    pub warning: Option<String>,
    /// The text everywhere.
    pub text: String,
    /// What else is said about it, a line for each.
    pub beyond: Vec<String>,
    /// How it goes on as a thread.
    pub thread: Vec<String>,
    /// Its language, in words.
    pub language: String,
    /// The images: address and description.
    pub pictures: Vec<(String, String)>,
    /// What is wrong with a form of this page.
    pub problems: Problems,
    /// What should be looked at before it leaves.
    pub checks: Vec<Check>,
    /// What became of it, per channel.
    pub receipts: Vec<Receipt>,
    /// Who may let it out; nothing once it is out.
    pub verdict: Option<Verdict>,
    /// Where every draft of it stands.
    pub drafts: String,
    /// The composer, where it can still be edited.
    pub edit: Option<String>,
    /// What its editor should know: what leaves is not what the draft says, say.
    pub note: Option<String>,
    /// What was found about it while it waits, as sentences.
    pub found: Vec<String>,
    /// What can be done with it.
    pub actions: Vec<Action>,
    /// The goals it names: the charter's words and the chip.
    pub goals: Vec<(String, Clause)>,
    /// `none`, `an unpaid thank-you`, `part of a campaign: winter`.
    pub sponsor: String,
    /// How it is set right once it is out.
    pub redress: Option<Redressing>,
    /// How it is repeated, or can be.
    pub repeating: Option<super::Repeating>,
    /// Answers of other bodies that count for exactly this text.
    pub board: Vec<Answer>,
    /// The pages of the questions that wait for their answers, with whose answer it is.
    pub questions: Vec<(String, String)>,
    /// Its record.
    pub history: Vec<LogLine>,
    /// The digest of what was judged, short.
    pub digest: String,
    /// What was planned last, where the draft is newer: its text and its digest.
    pub planned_last: Option<(String, String)>,
}
