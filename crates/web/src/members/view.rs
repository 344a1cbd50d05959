//! What the list of members shows.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Clause, Face, Field, Problems, Tag, Term},
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
    /// The offices that nobody holds.
    pub vacant: Vec<Vacancy>,
    /// Who is no longer one: name and when it ended.
    pub former: Vec<(String, String)>,
    /// What is wrong with a form.
    pub problems: Problems,
    /// Fields of an invitation, for those on the roster without an account.
    pub fields: Vec<Field>,
}
