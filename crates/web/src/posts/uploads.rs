//! The pictures of a post: those that are kept already, and those that come with the form.

use super::{
    cutting,
    desk::Desk,
    library,
    typed::{Described, Typed},
};
use crate::{failed::Failed, guard::Upload, parts::Problems};
use acts::{Declined, drafts};
use publishing::{Alt, Draft, Picture};
use store::{Arrived, MediaRow};

/// Every picture with its words. An upload that is no picture is a problem, and takes nothing else down with it.
pub async fn pictures(
    desk: &Desk<'_>,
    typed: &mut Typed,
    base: &Draft,
    files: Vec<Upload<Arrived>>,
    problems: &mut Problems,
) -> Result<Vec<Picture>, Failed> {
    let mut pictures = Vec::new();
    for described in &typed.pictures {
        let known = base.everywhere.pictures.iter().find(|picture| picture.original() == described.media);
        let alt = cutting::described(described, known, problems);
        if let Some(row) = kept(desk, described).await? {
            pictures.push(cutting::cut(desk, described, picture_of(row, alt), known, problems).await?);
        }
    }
    for file in files.into_iter().filter(|file| file.field == "picture") {
        let upload = drafts::upload(&desk.app.here, desk.group(), desk.who(), file.bytes, file.claimed);
        match upload.await {
            // The same bytes are one picture, and a post shows it once.
            Ok(row) if pictures.iter().any(|picture: &Picture| picture.original_digest() == row.digest) => {}
            Ok(row) => {
                typed.pictures.push(Described::new(row.id, String::new()));
                pictures.push(picture_of(row, Alt::Missing));
            }
            Err(Declined::ByRule(wrong)) => problems.add("picture", wrong),
            Err(other) => return Err(desk.insider.failed(other)),
        }
    }
    library::put_in(desk, typed, &mut pictures).await?;
    Ok(pictures)
}

/// A picture of this group that another form of this post brought in; one of another group is not there.
async fn kept(desk: &Desk<'_>, described: &Described) -> Result<Option<MediaRow>, Failed> {
    desk.store().picture(desk.group(), described.media).await.map_err(|error| desk.trouble(error))
}

/// A picture that is kept, with these words.
pub fn picture_of(row: MediaRow, alt: Alt) -> Picture {
    Picture {
        media: row.id,
        digest: row.digest,
        mime: row.mime,
        width: row.width,
        height: row.height,
        bytes: row.bytes,
        alt,
        focus: None,
        cut: None,
    }
}
