//! What the pages of drafts show.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Clause, Field, Offer, Problems, Tag},
};
use askama::Template;

/// The form of a new draft.
#[derive(Template)]
#[template(path = "charter/new_draft.html")]
pub struct NewDraft {
    /// The frame.
    pub frame: Frame,
    /// What is wrong with what was typed.
    pub problems: Problems,
    /// Reason, text, rules, and the files in their place.
    pub fields: Vec<Field>,
    /// Whether its writer calls it minor.
    pub is_minor: bool,
    /// Why it is not.
    pub not_minor: Option<String>,
    /// Letting the places of the rules follow the text, where its shape is another one than it was.
    pub follow: Option<Follow>,
    /// What the charter calls minor, in a sentence.
    pub minor: String,
    /// The clause that says what is minor.
    pub clause: Option<Clause>,
    /// Where the form goes.
    pub to: String,
}

/// The rules still name places of the text as it was: what can be done about it, and what was done.
#[derive(Clone, Debug, Default)]
pub struct Follow {
    /// What stands elsewhere now, in sentences; empty until it was asked for.
    pub moved: Vec<String>,
    /// What was not found again, in sentences.
    pub lost: Vec<String>,
    /// Whether it was done, and stands in the form to be read.
    pub is_done: bool,
}

/// A clause that changes.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Its label.
    pub label: Option<String>,
    /// Where it stands: `line 76, under “How the group talks”`.
    pub place: String,
    /// What stays (`same`), goes (`del`) and comes (`ins`).
    pub pieces: Vec<(&'static str, String)>,
    /// What a rule beside it says otherwise.
    pub otherwise: Vec<String>,
}

/// An entry of the rules that changes.
#[derive(Clone, Debug)]
pub struct Entry {
    /// `meetings.every`.
    pub path: String,
    /// `line 512`.
    pub line: String,
    /// What stood there; empty for nothing.
    pub before: String,
    /// What stands there; empty for nothing.
    pub after: String,
}

/// An answer of the charter that changes.
#[derive(Clone, Debug)]
pub struct Power {
    /// `Change the charter`.
    pub act: String,
    /// `all in order`.
    pub situation: String,
    /// `a member and the Chair`.
    pub who: String,
    /// `ask the board B3`.
    pub before: String,
    /// `may D2`.
    pub after: String,
    /// A request that shows it.
    pub example: String,
}

/// A draft with what it changes.
#[derive(Template)]
#[template(path = "charter/draft.html")]
pub struct Shown {
    /// The frame.
    pub frame: Frame,
    /// `Draft 2 of the charter`.
    pub title: String,
    /// Where it stands.
    pub state: Tag,
    /// Who wrote it, and when.
    pub about: String,
    /// Why.
    pub reason: String,
    /// From when it is in force, or why it is not.
    pub course: Vec<String>,
    /// How much it weighs, and why, in sentences.
    pub weight: Vec<String>,
    /// The clause that says so.
    pub weight_clause: Option<Clause>,
    /// Clauses whose words change.
    pub clauses: Vec<Changed>,
    /// Rules that change.
    pub entries: Vec<Entry>,
    /// Answers that change.
    pub powers: Vec<Power>,
    /// What is decided by counting: what, before, after.
    pub counting: Vec<(String, String, String)>,
    /// How the answers were compared, and what that leaves open.
    pub found_by: String,
    /// Asking whoever decides; none once it is asked or adopted.
    pub offer: Option<Offer>,
    /// Asking the group for its advice.
    pub advice: Option<Action>,
    /// Questions about it: words and page.
    pub questions: Vec<(String, String)>,
    /// What a person should look at: in its text, and where a rule says another number than its words.
    pub flags: Vec<String>,
}
