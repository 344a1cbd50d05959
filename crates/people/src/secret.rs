//! A text that nobody should read by accident: no `Debug`, `Display`, `Clone` or serde, and wiped when dropped.

use zeroize::Zeroizing;

/// A secret on its one way out: into a link, a cookie or a picture that its owner scans.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a text in; the caller's own copy is the caller's concern.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
    /// The text. Whoever calls this decides that here is the place where it is meant to be seen.
    pub fn expose(&self) -> &str {
        &self.0
    }
}
