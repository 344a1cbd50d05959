//! The key to a blog: whose it is, and the application password that was made for this program.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use egress::Secret;
use serde::{Deserialize, Serialize};

/// User and application password. It cannot be printed.
#[derive(Serialize, Deserialize)]
pub struct Key {
    user: String,
    password: String,
}

impl Key {
    /// The key of this user.
    pub fn of(user: &str, password: &str) -> Self {
        Self { user: user.to_owned(), password: password.to_owned() }
    }
    /// The key behind a stored text; one that cannot be read opens nothing, and the blog says so.
    pub fn opened(sealed: &Secret) -> Self {
        serde_json::from_str(sealed.expose()).unwrap_or_else(|_| Self::of("", ""))
    }
    /// As it is stored.
    pub fn sealed(&self) -> Secret {
        // Two texts can always be written.
        Secret::new(serde_json::to_string(self).unwrap_or_default())
    }
    /// As it stands in the header of a request (RFC 7617).
    pub fn header(&self) -> String {
        format!("Basic {}", STANDARD.encode(format!("{}:{}", self.user, self.password)))
    }
}
