//! Why a letter did not leave, as a sentence for whoever runs the installation.

use crate::letter::Unwritable;
use lettre::transport::smtp;
use std::error::Error as _;

/// The most characters of a server's own words that are kept.
const ENOUGH: usize = 200;

/// A letter that was not taken. What it says holds no password: what a server answered to one is never repeated.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    /// The letter cannot be put on the wire.
    #[error("the letter could not be written: {0}")]
    Unwritable(String),
    /// The server does not accept user and password.
    #[error("{server} did not accept the user and the password of --mail (code {code}); set the right ones")]
    NotLetIn {
        /// Host and port.
        server: String,
        /// The reply code.
        code: String,
    },
    /// The server said no to this letter.
    #[error("{server} refused the letter: {code} {words}")]
    Refused {
        /// Host and port.
        server: String,
        /// The reply code.
        code: String,
        /// The server's own words.
        words: String,
    },
    /// It could not be talked with.
    #[error("{server} could not be talked with: {why}. Check --mail, and that the server can be reached from here")]
    Unreached {
        /// Host and port.
        server: String,
        /// What went wrong.
        why: String,
    },
}

impl From<Unwritable> for NotSent {
    fn from(why: Unwritable) -> Self {
        Self::Unwritable(why.to_string())
    }
}

impl NotSent {
    /// What the server at this address answered. `is_secret` says of a text whether it gives the password away.
    pub(crate) fn by(server: &str, error: &smtp::Error, is_secret: impl Fn(&str) -> bool) -> Self {
        let said = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        let words: String = said.chars().map(|c| if c.is_control() { ' ' } else { c }).take(ENOUGH).collect();
        let words = if is_secret(&said) { "(its words are not repeated here)".to_owned() } else { words };
        let server = server.to_owned();
        match error.status().map(|code| code.to_string()) {
            Some(code) if code.starts_with("53") || code == "454" => Self::NotLetIn { server, code },
            Some(code) => Self::Refused { server, code, words },
            None => Self::Unreached { server, why: words },
        }
    }
}
