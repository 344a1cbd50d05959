//! What a network counts in, with which discounts, and how much fits.

use super::x::x_weight;
use basics::text::{graphemes, utf16_units};
use serde::{Deserialize, Serialize};

/// What a network counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Extended grapheme clusters: what people call characters.
    Graphemes,
    /// Unicode code points.
    CodePoints,
    /// UTF-16 code units.
    Utf16,
    /// UTF-8 bytes.
    Bytes,
    /// The weights of X: most scripts weigh one, the others and emoji two, a link 23.
    XWeighted,
}

impl Unit {
    /// So many of the unit in a sentence: `1 character`, `20 bytes`.
    pub fn many(self, number: u32) -> String {
        let one = match self {
            Self::Graphemes | Self::CodePoints | Self::Utf16 | Self::XWeighted => "character",
            Self::Bytes => "byte",
        };
        if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
    }
    /// The length of a text in this unit.
    pub fn measure(self, text: &str) -> u32 {
        let length = match self {
            Self::Graphemes => graphemes(text),
            Self::CodePoints => text.chars().count(),
            Self::Utf16 => utf16_units(text),
            Self::Bytes => text.len(),
            Self::XWeighted => return x_weight(text),
        };
        u32::try_from(length).unwrap_or(u32::MAX)
    }
}

/// How a network measures a text, and how long it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TextRule {
    /// What it counts in.
    pub unit: Unit,
    /// How many of them fit.
    pub max: u32,
    /// How many UTF-8 bytes fit, where the network asks for both.
    #[serde(default)]
    pub also_max_bytes: Option<u32>,
    /// What every `http(s)` link counts, however long it is.
    #[serde(default)]
    pub url_weight: Option<u32>,
    /// Whether `@user@host` counts as `@user`.
    #[serde(default)]
    pub mention_local_part_only: bool,
    /// Whether the warning counts too, at its full length.
    #[serde(default)]
    pub cw_counts: bool,
    /// Whether the text is measured after its reserved characters were escaped, each by one more.
    #[serde(default)]
    pub measured_after_escaping: bool,
}

impl TextRule {
    /// Mastodon as it comes.
    pub const MASTODON: Self = Self::mastodon(500, 23);
    /// Bluesky.
    pub const BLUESKY: Self = Self { also_max_bytes: Some(3000), ..Self::plain(Unit::Graphemes, 300) };
    /// X, for accounts that do not pay.
    pub const X: Self = Self::plain(Unit::XWeighted, 280);
    /// LinkedIn. Its documents say "characters"; UTF-16 units are never fewer.
    pub const LINKEDIN: Self = Self { measured_after_escaping: true, ..Self::plain(Unit::Utf16, 3000) };
    /// A place whose limit nobody has told us.
    pub const UNLIMITED: Self = Self::plain(Unit::Graphemes, u32::MAX);

    /// A limit in one unit, without discounts.
    pub const fn plain(unit: Unit, max: u32) -> Self {
        Self {
            unit,
            max,
            also_max_bytes: None,
            url_weight: None,
            mention_local_part_only: false,
            cw_counts: false,
            measured_after_escaping: false,
        }
    }
    /// A Mastodon server with the numbers it tells about itself.
    pub const fn mastodon(max: u32, url_weight: u32) -> Self {
        Self {
            url_weight: Some(url_weight),
            mention_local_part_only: true,
            cw_counts: true,
            ..Self::plain(Unit::Graphemes, max)
        }
    }
    /// The rule of a place that a person posts on by hand.
    pub fn of_place(place: &str) -> Self {
        match place {
            "linkedin" => Self::LINKEDIN,
            "x" => Self::X,
            _ => Self::UNLIMITED,
        }
    }
    /// Whether there is a limit to show.
    pub fn is_limited(&self) -> bool {
        self.max != u32::MAX
    }
}
