//! The library of the group in the composer: what it offers, what a button puts into the post, and who is named in its text.

use super::{
    desk::Desk,
    typed::{AtPicture, Described, Typed},
    uploads::picture_of,
};
use crate::{failed::Failed, media::called, parts::Field};
use basics::{Digest, MediaId};
use publishing::{Alt, Picture, PictureWords};
use std::collections::HashMap;
use store::LibraryPicture;

/// As many as a fold shows; words find the others.
const AT_ONCE: usize = 12;

/// The fold from which pictures are put in.
#[derive(Clone, Debug)]
pub struct FromLibrary {
    /// What is looked for.
    pub asked: Field,
    /// What was found.
    pub pictures: Vec<Offered>,
    /// Where all of them stand.
    pub all: String,
}

impl FromLibrary {
    /// Whether somebody looks for something.
    pub fn is_open(&self) -> bool {
        !self.asked.value.is_empty()
    }
}

/// A picture on offer.
#[derive(Clone, Debug)]
pub struct Offered {
    /// Its id, as the form carries it.
    pub id: String,
    /// Where to see it.
    pub src: String,
    /// What it is called.
    pub name: String,
}

/// What the library offers for these words, without the pictures that the post shows already.
pub async fn offered(desk: &Desk<'_>, asked: &str, has: &[Picture]) -> Result<FromLibrary, Failed> {
    let library = desk.store().library(desk.group()).await.map_err(|error| desk.trouble(error))?;
    let fits =
        |one: &&LibraryPicture| one.words.has(asked) && has.iter().all(|it| it.original_digest() != one.picture.digest);
    let offered = |one: &LibraryPicture| Offered {
        id: one.picture.id.to_string(),
        src: format!("{}/media/{}", desk.base(), one.picture.id),
        name: called(one),
    };
    Ok(FromLibrary {
        asked: Field::new("library", "Words to look for").value(asked).optional(),
        pictures: library.iter().filter(fits).take(AT_ONCE).map(offered).collect(),
        all: format!("{}/media", desk.base()),
    })
}

/// Puts the picture of a button in, with its description as a start. What the post shows already is not put in twice.
pub async fn put_in(desk: &Desk<'_>, typed: &mut Typed, pictures: &mut Vec<Picture>) -> Result<(), Failed> {
    let Some(AtPicture::PutIn(media)) = typed.at_picture else { return Ok(()) };
    let Some(one) = of_library(desk, media).await? else { return Ok(()) };
    if pictures.iter().all(|picture| picture.original_digest() != one.picture.digest) {
        let words = one.words.description;
        let alt = Alt::from_form(&words, false);
        typed.pictures.push(Described::new(one.picture.id, words));
        pictures.push(picture_of(one.picture, alt));
    }
    Ok(())
}

/// Names whoever made a picture at the end of the text, and of every text of a channel's own.
pub async fn credit(desk: &Desk<'_>, typed: &mut Typed) -> Result<(), Failed> {
    let Some(AtPicture::Credit(media)) = typed.at_picture else { return Ok(()) };
    let Some(line) = of_library(desk, media).await?.and_then(|one| one.words.credit_line()) else { return Ok(()) };
    let own = typed.own.values_mut().filter(|text| !text.trim().is_empty());
    for text in [&mut typed.text].into_iter().chain(own).filter(|text| !text.contains(&line)) {
        let before = text.trim_end().to_owned();
        *text = if before.is_empty() { line.clone() } else { format!("{before}\n\n{line}") };
    }
    Ok(())
}

/// The lines that name who made the pictures of a post.
pub async fn credits(desk: &Desk<'_>, pictures: &[Picture]) -> Result<HashMap<Digest, String>, Failed> {
    let digests: Vec<Digest> = pictures.iter().map(Picture::original_digest).collect();
    let words = desk.store().words_about(desk.group(), &digests).await.map_err(|error| desk.trouble(error))?;
    let line = |(digest, words): (Digest, PictureWords)| Some((digest, words.credit_line()?));
    Ok(words.into_iter().filter_map(line).collect())
}

async fn of_library(desk: &Desk<'_>, media: MediaId) -> Result<Option<LibraryPicture>, Failed> {
    desk.store().library_picture(desk.group(), media).await.map_err(|error| desk.trouble(error))
}
