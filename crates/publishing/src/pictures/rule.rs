//! What pictures a network takes.

use serde::{Deserialize, Serialize};

/// What pictures a network takes. Its connector reads the numbers at run time where the network tells them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureRule {
    /// How many on one post.
    pub max_items: u32,
    /// Of which types.
    pub kinds: Vec<String>,
    /// The longest file, in bytes.
    pub max_bytes: u64,
    /// The most pixels, where there is a limit.
    #[serde(default)]
    pub max_pixels: Option<u64>,
    /// The longest description, in code points, where there is a limit.
    #[serde(default)]
    pub max_alt: Option<u32>,
}

impl PictureRule {
    /// Mastodon as it comes.
    pub fn mastodon() -> Self {
        Self {
            max_items: 4,
            kinds: kinds(&["image/jpeg", "image/png", "image/gif", "image/webp"]),
            max_bytes: 16 * 1024 * 1024,
            max_pixels: Some(33_177_600),
            max_alt: Some(1500),
        }
    }
    /// Bluesky.
    pub fn bluesky() -> Self {
        Self {
            max_items: 4,
            kinds: kinds(&["image/jpeg", "image/png", "image/gif", "image/webp"]),
            max_bytes: 2_000_000,
            max_pixels: None,
            max_alt: Some(2000),
        }
    }
    /// X.
    pub fn x() -> Self {
        Self {
            max_items: 4,
            kinds: kinds(&["image/jpeg", "image/png", "image/gif", "image/webp"]),
            max_bytes: 5_000_000,
            max_pixels: None,
            max_alt: Some(1000),
        }
    }
    /// LinkedIn.
    pub fn linkedin() -> Self {
        Self {
            max_items: 20,
            kinds: kinds(&["image/jpeg", "image/png", "image/gif"]),
            max_bytes: u64::MAX,
            max_pixels: Some(36_152_319),
            max_alt: Some(4086),
        }
    }
    /// A place whose limits nobody has told us.
    pub fn unlimited() -> Self {
        Self { max_items: u32::MAX, kinds: Vec::new(), max_bytes: u64::MAX, max_pixels: None, max_alt: None }
    }
    /// The rule of a place that a person posts on by hand.
    pub fn of_place(place: &str) -> Self {
        match place {
            "linkedin" => Self::linkedin(),
            "x" => Self::x(),
            _ => Self::unlimited(),
        }
    }
    /// Whether pictures of this type are taken. No list means every type.
    pub fn takes(&self, mime: &str) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|kind| kind == mime)
    }
}

fn kinds(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
