//! What the list of members shows.

use super::Differs;
use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Choices, Clause, Face, Field, Pick, Problems, Quote, Tag, Term},
};
use askama::Template;

/// One member.
#[derive(Clone, Debug)]
pub struct Member {
    /// The face.
    pub face: Face,
    /// The name, or the role where the reader has no right to the name.
    pub name: String,
    /// The offices held.
    pub offices: Vec<Tag>,
    /// What other bodies they belong to, in the charter's words.
    pub statuses: Vec<String>,
    /// The term.
    pub term: Option<Term>,
    /// The channels with access: `publish on 3 channels`.
    pub access: String,
    /// How the person signs in: `passkey`, `not signed in yet`.
    pub sign_in: String,
    /// Inviting, if there is something to invite to.
    pub invite: Option<Action>,
}

/// Somebody who was admitted and has not accepted yet.
#[derive(Clone, Debug)]
pub struct Waits {
    /// Their name.
    pub name: String,
    /// The page of their application.
    pub href: String,
    /// Until when, or what is missing.
    pub words: String,
    /// Inviting them, where the reader may.
    pub invite: Option<Action>,
}

/// The reader's own membership.
#[derive(Clone, Debug)]
pub struct Own {
    /// Their term; none where their membership has no end of its own.
    pub term: Option<OwnTerm>,
    /// The button that leaves, with everything that ends spelled out first.
    pub leave: Action,
    /// The clauses that let them leave.
    pub leave_clauses: Vec<Clause>,
}

/// The reader's own term.
#[derive(Clone, Debug)]
pub struct OwnTerm {
    /// How it stands, and what can be said when.
    pub words: String,
    /// The button that says that they stay, while that counts.
    pub stay: Option<Action>,
    /// The clauses behind it.
    pub clauses: Vec<Clause>,
}

/// An office without which the group is incomplete, and that nobody holds.
#[derive(Clone, Debug)]
pub struct Vacancy {
    /// The office.
    pub office: String,
    /// Who does its work meanwhile.
    pub deputy: Option<String>,
    /// Since when, and until when it is to be mended.
    pub since: String,
    /// The clause that asks for it.
    pub clause: Option<Clause>,
}

/// The members.
#[derive(Template)]
#[template(path = "members/members.html")]
pub struct Members {
    /// The frame.
    pub frame: Frame,
    /// The reader's own membership.
    pub own: Option<Own>,
    /// `Two terms end within 30 days.`
    pub banner: Option<String>,
    /// The link of an invitation just made, shown once.
    pub link: Option<(String, String)>,
    /// That it was mailed, or that no letter left.
    pub said: Option<String>,
    /// The members.
    pub members: Vec<Member>,
    /// Why the reader invites nobody of those who cannot sign in yet, once for all of them.
    pub not_invited: Vec<Quote>,
    /// Who does instead.
    pub who_invites: String,
    /// Those who were admitted and have not accepted yet.
    pub waiting: Vec<Waits>,
    /// The offices that nobody holds.
    pub vacant: Vec<Vacancy>,
    /// What else is amiss with how the group is composed: the sentence, since when, and the clause.
    pub amiss: Vec<(String, Option<Clause>)>,
    /// The pages on which something about the people is changed: words and address.
    pub more: Vec<(&'static str, String)>,
    /// Who is no longer one: name and when it ended.
    pub former: Vec<(String, String)>,
    /// What is wrong with a form.
    pub problems: Problems,
    /// Fields of an invitation, for those on the roster without an account.
    pub fields: Vec<Field>,
}

/// One thing that is so now.
#[derive(Clone, Debug)]
pub struct Line {
    /// What, or who.
    pub what: String,
    /// How it is.
    pub words: String,
    /// The clause that speaks of it.
    pub clause: Option<Clause>,
    /// What this reader can do about it.
    pub action: Option<Action>,
    /// Where else they can do something about it: words and address.
    pub link: Option<(&'static str, String)>,
}

/// The form of a page on which something about the people is changed.
#[derive(Clone, Debug)]
pub struct ChangeForm {
    /// The id that what it makes will have, where it makes something.
    pub once: Option<String>,
    /// Where it goes.
    pub to: String,
    /// Lists to choose from.
    pub picks: Vec<Pick>,
    /// One choice out of a few.
    pub choices: Option<Choices>,
    /// What is typed.
    pub fields: Vec<Field>,
    /// The button.
    pub button: &'static str,
    /// Its icon.
    pub icon: &'static str,
}

/// A page on which something about the people of the group is changed.
#[derive(Template)]
#[template(path = "members/change.html")]
pub struct Change {
    /// The frame.
    pub frame: Frame,
    /// The heading.
    pub title: &'static str,
    /// What the page is for.
    pub lead: String,
    /// What is so now.
    pub lines: Vec<Line>,
    /// What the list is a list of.
    pub lines_are: &'static str,
    /// The form, for whoever may send it.
    pub form: Option<ChangeForm>,
    /// Every clause in the way, for whoever may not.
    pub refused: Vec<Quote>,
    /// What is wrong with the form.
    pub problems: Problems,
}

/// The roster as a file.
#[derive(Template)]
#[template(path = "members/file.html")]
pub struct RosterFile {
    /// The frame.
    pub frame: Frame,
    /// The file that is for everybody, in each format: words and address.
    pub for_everybody: Vec<(String, String)>,
    /// The same for the inside.
    pub inside: Vec<(String, String)>,
    /// Where a file is compared.
    pub to: String,
    /// The file to compare.
    pub fields: Vec<Field>,
    /// What it says otherwise; none before one was sent.
    pub differs: Option<Vec<Differs>>,
    /// What is wrong with it.
    pub problems: Problems,
}
