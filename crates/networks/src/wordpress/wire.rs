//! The shapes of WordPress's REST interface that are read here.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The account whose key is used.
#[derive(Clone, Debug, Deserialize)]
pub struct Me {
    /// Its id on this site.
    pub id: u64,
    /// Its name as readers see it.
    pub name: String,
    /// Its page.
    #[serde(default)]
    pub link: String,
    /// What its role lets it do.
    #[serde(default)]
    pub capabilities: BTreeMap<String, bool>,
}

/// One post. In answers that show little, the rest is left out.
#[derive(Clone, Debug, Deserialize)]
pub struct Post {
    /// Its id on this site.
    pub id: u64,
    /// `draft`, `publish`, `trash`, …
    pub status: String,
    /// Its page, or the place where that will be.
    #[serde(default)]
    pub link: String,
    /// The id of whose it is.
    #[serde(default)]
    pub author: u64,
    /// Its title.
    #[serde(default)]
    pub title: Written,
    /// Its HTML.
    #[serde(default)]
    pub content: Written,
    /// When it was published, in UTC and without saying so.
    #[serde(default)]
    pub date_gmt: Option<String>,
}

/// A text as it was put there.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Written {
    /// As it was put there.
    #[serde(default)]
    pub raw: String,
}

/// One uploaded picture.
#[derive(Clone, Debug, Deserialize)]
pub struct Media {
    /// Where its bytes are.
    pub source_url: String,
}

/// A refusal, in the form in which WordPress itself gives one. A proxy or a firewall in front of it has others.
#[derive(Clone, Debug, Deserialize)]
pub struct Refusal {
    /// Its word.
    pub code: String,
}
