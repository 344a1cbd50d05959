//! The library of a group: pictures and what is said about them are a member's papers, as drafts are. They are kept without
//! an entry in the log, and only members reach them; what a post says with them is judged and logged with the post.

use crate::{
    Declined, Installation,
    drafts::{only_members, upload},
};
use basics::{Digest, GroupId, MediaId, PersonId};
use publishing::{Alt, BadPicture, Draft, Picture, PictureWords};
use std::collections::BTreeMap;
use store::{Arrived, MediaRow};

/// Puts a picture in the library, with what is said about it. Where the same bytes are there already, what is said adds to
/// what is known: a field that is left empty takes nothing away.
///
/// # Errors
/// For whoever is no member, at the words that do not hold, and for a file that is no picture.
pub async fn put(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    (file, claimed): (Option<Arrived>, Option<String>),
    words: PictureWords,
) -> Result<MediaRow, Declined> {
    let words = checked(words)?;
    let file = file.ok_or_else(|| at_the_file(Declined::rule(BadPicture::Empty)))?;
    let row = upload(here, group, who, file, claimed).await.map_err(at_the_file)?;
    here.store.bookkeeping().add_picture_words(group, who, row.digest, words).await?;
    Ok(row)
}

/// Writes anew what is said about a picture.
///
/// # Errors
/// For whoever is no member, for a picture of nobody here, and at the words that do not hold.
pub async fn describe(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    picture: MediaId,
    words: PictureWords,
) -> Result<(), Declined> {
    only_members(here, group, who).await?;
    here.store.bookkeeping().keep_picture_words(group, who, picture, &checked(words)?).await
}

/// Takes a picture out of the library. What was published keeps it.
///
/// # Errors
/// For whoever is no member, and by its name where a post waits in the queue with it.
pub async fn take_out(here: &Installation, group: GroupId, who: PersonId, picture: MediaId) -> Result<(), Declined> {
    only_members(here, group, who).await?;
    here.store.bookkeeping().take_picture_out(group, who, picture).await
}

/// The library learns what a picture shows from the first post that says so: where it has no description yet, it takes that
/// of the draft.
pub(crate) async fn learns_from(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    draft: &Draft,
) -> Result<(), Declined> {
    let described = draft.everywhere.pictures.iter().filter(|picture| matches!(picture.alt, Alt::Described(_)));
    let said =
        |picture: &Picture| PictureWords { description: picture.alt.sent().to_owned(), ..PictureWords::default() };
    // A description that is longer than the library keeps stays with its post.
    let kept = described.filter_map(|picture| Some((picture.original_digest(), said(picture).checked().ok()?)));
    let descriptions: BTreeMap<Digest, String> = kept.map(|(digest, words)| (digest, words.description)).collect();
    here.store.bookkeeping().learn_descriptions(group, who, descriptions).await?;
    Ok(())
}

fn checked(words: PictureWords) -> Result<PictureWords, Declined> {
    words.checked().map_err(|wrong| Declined::field(wrong.field, wrong.sentence))
}

fn at_the_file(declined: Declined) -> Declined {
    match declined {
        Declined::ByRule(wrong) => Declined::field("picture", wrong),
        other => other,
    }
}
