//! A token, password or key in memory: it has no way to be printed, compared or serialised, and is wiped when dropped.

use zeroize::Zeroizing;

/// A secret text. There is no `Debug`, `Display` or `Serialize`, so it cannot slip into a log, a page or an error.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over; the copy it came from is the caller's to forget.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }
    /// The text itself, for the one place that encrypts it or puts it into a header.
    pub fn expose(&self) -> &str {
        &self.0
    }
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
