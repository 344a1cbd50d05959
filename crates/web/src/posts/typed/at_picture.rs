//! The buttons of the composer that stand at a picture. What they do is done before the draft is kept.

use basics::MediaId;

/// A button at a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtPicture {
    /// It goes out of the post.
    Remove(MediaId),
    /// It comes in from the library.
    PutIn(MediaId),
    /// Whoever made it is named in the text.
    Credit(MediaId),
}

impl AtPicture {
    /// The button of a word that a form carries as `do`.
    pub fn of(word: &str) -> Option<Self> {
        let (what, picture) = word.split_once('-')?;
        let picture = picture.parse().ok()?;
        match what {
            "remove" => Some(Self::Remove(picture)),
            "library" => Some(Self::PutIn(picture)),
            "credit" => Some(Self::Credit(picture)),
            _ => None,
        }
    }
}
