//! What the pages of the book show.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Choices, Empty, Field, Problems, Tag},
};
use askama::Template;
use networks::{NetworkName, naming::WITH_HANDLES};
use publishing::KnownPerson;

/// Somebody in the list.
pub struct InBook {
    /// What they are called.
    pub name: String,
    /// Their page.
    pub href: String,
    /// The word, and their handles.
    pub meta: Vec<String>,
    /// Whether they are not to be mentioned.
    pub tag: Option<Tag>,
}

/// The list.
#[derive(Template)]
#[template(path = "people_we_name/list.html")]
pub struct PeopleWeName {
    /// The frame.
    pub frame: Frame,
    /// What is wrong with the form.
    pub problems: Problems,
    /// Where the form goes.
    pub to: String,
    /// Everybody.
    pub people: Vec<InBook>,
    /// The questions about somebody new.
    pub fields: Vec<Field>,
    /// Whether they want to be mentioned.
    pub mention: Choices,
    /// Why not.
    pub why: Field,
}

/// One person.
#[derive(Template)]
#[template(path = "people_we_name/one.html")]
pub struct OnePerson {
    /// The frame.
    pub frame: Frame,
    /// What they are called.
    pub title: String,
    /// Who put them in, and who said that they are not to be mentioned.
    pub meta: Vec<String>,
    /// Their handles, and whom each led to.
    pub handles: Vec<String>,
    /// What is wrong with the form.
    pub problems: Problems,
    /// Where the form goes.
    pub to: String,
    /// The questions.
    pub fields: Vec<Field>,
    /// Whether they want to be mentioned.
    pub mention: Choices,
    /// Why not.
    pub why: Field,
    /// The button that erases them.
    pub forget: Action,
}

/// What each network calls somebody, and whom that led to when it was looked up.
pub(super) fn handles(known: &KnownPerson) -> Vec<String> {
    let of = |network: &NetworkName| {
        let handle = known.handles.get(network.as_str())?;
        let led_to = match &handle.account {
            Some(account) => format!("leads to the account {account}"),
            None => "was not looked up".to_owned(),
        };
        Some(format!("{}: @{}, {led_to}", network.title(), handle.handle))
    };
    WITH_HANDLES.iter().filter_map(of).collect()
}
