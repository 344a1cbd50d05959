//! The shapes of LinkedIn's interface that are read here.

use serde::Deserialize;

/// One organisation.
#[derive(Clone, Debug, Deserialize)]
pub struct Organisation {
    /// Its name as people read it.
    #[serde(rename = "localizedName")]
    pub name: String,
    /// Its name in addresses.
    #[serde(rename = "vanityName", default)]
    pub vanity: String,
}

/// One post.
#[derive(Clone, Debug, Deserialize)]
pub struct Post {
    /// Its URN.
    pub id: String,
    /// The URN of whose it is.
    pub author: String,
    /// Its text, in LinkedIn's own markup.
    #[serde(default)]
    pub commentary: String,
    /// Its pictures.
    #[serde(default)]
    pub content: Content,
    /// When it was made, in milliseconds since 1970.
    #[serde(rename = "createdAt", default)]
    pub created_at: Option<i64>,
}

/// What a post carries beside its text.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Content {
    /// One picture.
    #[serde(default)]
    pub media: Option<Media>,
    /// Several.
    #[serde(rename = "multiImage", default)]
    pub several: Option<Several>,
}

/// Several pictures.
#[derive(Clone, Debug, Deserialize)]
pub struct Several {
    /// The pictures.
    pub images: Vec<Media>,
}

/// A picture in a post.
#[derive(Clone, Debug, Deserialize)]
pub struct Media {
    /// Its description.
    #[serde(rename = "altText", default)]
    pub alt: String,
}

/// A page of a list.
#[derive(Clone, Debug, Deserialize)]
pub struct Page {
    /// The posts.
    #[serde(default)]
    pub elements: Vec<Post>,
}

/// Where a picture is put.
#[derive(Clone, Debug, Deserialize)]
pub struct Begun {
    /// What is said.
    pub value: Place,
}

/// The place of a picture.
#[derive(Clone, Debug, Deserialize)]
pub struct Place {
    /// The address that takes its bytes.
    #[serde(rename = "uploadUrl")]
    pub upload: String,
    /// Its URN.
    pub image: String,
}

/// An uploaded picture.
#[derive(Clone, Debug, Deserialize)]
pub struct Image {
    /// `AVAILABLE` once it can be posted.
    pub status: String,
}
