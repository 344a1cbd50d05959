//! What was typed to connect a repository: the key to it, and where in it posts belong.

use egress::Secret;
use serde::{Deserialize, Serialize};

/// The key and the places. It cannot be printed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Key {
    /// The user; for most hosts any word will do beside a token.
    pub user: String,
    /// The token.
    pub password: String,
    /// The branch that is pushed to.
    pub branch: String,
    /// The folder of the posts: `content/news`.
    pub folder: String,
    /// The folder of the pictures: `static/images`.
    pub pictures: String,
    /// Where the site shows that folder: `/images`.
    pub shown: String,
    /// The address of a post, with `{slug}`, `{year}`, `{month}` and `{day}`.
    pub page: String,
    /// Who commits are by.
    pub name: String,
    /// The mail address of whoever commits are by.
    pub mail: String,
}

impl Key {
    /// The key behind a stored text; one that cannot be read opens nothing, and the repository says so.
    pub fn opened(sealed: &Secret) -> Self {
        serde_json::from_str(sealed.expose()).unwrap_or_default()
    }
    /// As it is stored.
    pub fn sealed(&self) -> Secret {
        // Texts can always be written.
        Secret::new(serde_json::to_string(self).unwrap_or_default())
    }
}
