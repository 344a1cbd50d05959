//! A picture of a post: what of it leaves, what stays in view, and what it shows for whoever cannot see it.

use crate::{Area, Cut, Point};
use basics::{Digest, MediaId};
use serde::{Deserialize, Serialize};

/// A picture that was inspected and kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its id in the store.
    pub media: MediaId,
    /// The digest of the bytes that leave.
    pub digest: Digest,
    /// What the bytes are: `image/png`, `image/jpeg`, `image/gif`.
    pub mime: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The length of what leaves, in bytes.
    pub bytes: u64,
    /// What it shows, for people who cannot see it.
    pub alt: Alt,
    /// What stays in view where a network crops it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<Focus>,
    /// What was cut out of a larger one, where not all of it leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
}

impl Picture {
    /// The picture as it was uploaded: itself, where nothing was cut out of it.
    pub fn original(&self) -> MediaId {
        self.cut.as_ref().map_or(self.media, |cut| cut.of)
    }
    /// The digest of the picture as it was uploaded.
    pub fn original_digest(&self) -> Digest {
        self.cut.as_ref().map_or(self.digest, |cut| cut.digest)
    }
    /// Pixels across and down, as it was uploaded.
    pub fn original_size(&self) -> (u32, u32) {
        self.cut.as_ref().map_or((self.width, self.height), |cut| (cut.width, cut.height))
    }
    /// What stays in view, on the picture as it was uploaded.
    pub fn point(&self) -> Option<Point> {
        let area = self.cut.as_ref().map_or(Area::whole(self.original_size()), |cut| cut.area);
        self.focus.map(|focus| Point::of(focus, area, self.original_size()))
    }
}

/// The point of a picture that stays in view where it is cropped, in thousandths of its half width and half height from
/// its middle: −1000 is the left or lower edge, 1000 the right or upper one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Focus {
    /// To the right.
    pub x: i16,
    /// Upwards.
    pub y: i16,
}

impl Focus {
    /// The point, drawn back to the edge where it lies outside.
    pub fn new(x: i16, y: i16) -> Self {
        Self { x: x.clamp(-1000, 1000), y: y.clamp(-1000, 1000) }
    }
    /// As networks take it: two numbers from −1 to 1.
    pub fn as_numbers(self) -> (f64, f64) {
        (f64::from(self.x) / 1000.0, f64::from(self.y) / 1000.0)
    }
}

/// The description of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alt {
    /// Nobody has described it yet: it cannot leave.
    #[default]
    Missing,
    /// What it shows.
    Described(String),
    /// It shows nothing that the text does not say.
    Decorative,
}

impl Alt {
    /// The description that a form sent: nothing visible is no description.
    pub fn from_form(text: &str, decorative: bool) -> Self {
        match (decorative, basics::text::is_blank(text)) {
            (true, _) => Self::Decorative,
            (false, true) => Self::Missing,
            (false, false) => Self::Described(text.trim().to_owned()),
        }
    }
    /// What is sent to a network: the description, or nothing for a picture that is only decoration.
    pub fn sent(&self) -> &str {
        match self {
            Self::Described(text) => text,
            Self::Missing | Self::Decorative => "",
        }
    }
    /// Whether nobody has described the picture.
    pub fn is_missing(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::Described(text) => basics::text::is_blank(text),
            Self::Decorative => false,
        }
    }
}

impl Alt {
    pub(crate) fn encoded(&self) -> [Vec<u8>; 2] {
        match self {
            Self::Missing => [b"missing".to_vec(), Vec::new()],
            Self::Described(text) => [b"described".to_vec(), text.clone().into_bytes()],
            Self::Decorative => [b"decorative".to_vec(), Vec::new()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pc11_a_blank_description_is_no_description() {
        assert_eq!(Alt::from_form(" \u{200b}", false), Alt::Missing);
        assert!(Alt::Described("\u{200b}".into()).is_missing());
        assert_eq!(Alt::from_form("A cat. ", false).sent(), "A cat.");
        assert!(!Alt::from_form("", true).is_missing());
    }
}
