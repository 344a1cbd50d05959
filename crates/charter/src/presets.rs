//! The charters that ship with the product, in its own words, modelled on two real ones.

use crate::{Charter, Problems};

/// A charter that ships with the product.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// Its key, which is also its files' name.
    pub key: &'static str,
    /// What it is modelled on, in a sentence.
    pub says: &'static str,
    /// The text.
    pub text: &'static str,
    /// The rules.
    pub rules: &'static str,
}

/// A group under a board, with a chair, a co-chair and a liaison.
pub const DJANGO: Preset = Preset {
    key: "django-social-media",
    says: "A chair, a co-chair and a board liaison; the board keeps five matters; terms of six months.",
    text: include_str!("../../../charters/django-social-media.md"),
    rules: include_str!("../../../charters/django-social-media.toml"),
};

/// A group without offices that decides together and only announces on social media.
pub const JUPYTER: Preset = Preset {
    key: "jupyter-media-strategy",
    says: "No offices: members decide together; social channels only announce, but for the preferred one.",
    text: include_str!("../../../charters/jupyter-media-strategy.md"),
    rules: include_str!("../../../charters/jupyter-media-strategy.toml"),
};

/// Both.
pub const ALL: [Preset; 2] = [DJANGO, JUPYTER];

impl Preset {
    /// The preset with this key.
    pub fn of(key: &str) -> Option<Self> {
        ALL.into_iter().find(|preset| preset.key == key)
    }
    /// The charter it makes.
    pub fn charter(self) -> Result<Charter, Problems> {
        Charter::load(&format!("{}.toml", self.key), self.rules, self.text.as_bytes())
    }
}
