//! What the pages of the library show.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Empty, Field, Pick, Problems, Tag},
};
use askama::Template;
use store::LibraryPicture;

/// A picture in the list.
pub struct InLibrary {
    /// Where to see it.
    pub src: String,
    /// What it is called.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Licence, whom to name, who put it there and when.
    pub meta: Vec<String>,
    /// Whether it is described.
    pub described: bool,
}

/// The list.
#[derive(Template)]
#[template(path = "media/library.html")]
pub struct Library {
    /// The frame.
    pub frame: Frame,
    /// What is wrong with the form.
    pub problems: Problems,
    /// Where the forms go.
    pub to: String,
    /// What was looked for.
    pub asked: String,
    /// What was found.
    pub pictures: Vec<InLibrary>,
    /// `24 of 120 pictures`.
    pub count: String,
    /// The next ones, where there are more.
    pub more: Option<String>,
    /// The questions about a new one.
    pub fields: Vec<Field>,
    /// Its licence.
    pub licence: Pick,
    /// Whom to name, and what was agreed.
    pub beside: Vec<Field>,
}

/// One picture.
#[derive(Template)]
#[template(path = "media/picture.html")]
pub struct OnePicture {
    /// The frame.
    pub frame: Frame,
    /// What it is called.
    pub title: String,
    /// Where to see it.
    pub src: String,
    /// What it shows.
    pub description: String,
    /// Its pixels, who put it there and when.
    pub meta: Vec<String>,
    /// What is wrong with the form.
    pub problems: Problems,
    /// Where the form goes.
    pub to: String,
    /// The questions.
    pub fields: Vec<Field>,
    /// Its licence.
    pub licence: Pick,
    /// Whom to name, and what was agreed.
    pub beside: Vec<Field>,
    /// The posts that show it: title, page, where, and how they stand.
    pub uses: Vec<(String, String, String, Tag)>,
    /// The button that takes it out; none where it was taken out.
    pub take_out: Option<Action>,
}

/// What a picture is called: by its name, or by what it shows.
pub(crate) fn called(picture: &LibraryPicture) -> String {
    const LONGEST: usize = 60;
    let words = &picture.words;
    let name = if words.name.is_empty() { &words.description } else { &words.name };
    match name.char_indices().nth(LONGEST) {
        _ if name.is_empty() => "A picture without a name".to_owned(),
        None => name.clone(),
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
    }
}
