//! Where letters go: to the operator's mail server, or into a drawer that a test looks into.

use crate::{Circular, Letter, MailServer, NotSent, NotTaken};
use std::sync::{Arc, Mutex, PoisonError};

/// Takes letters. Clones share everything.
#[derive(Clone)]
pub enum Outbox {
    /// Keeps them, in order, for a test to read.
    Kept(Arc<Mutex<Vec<Letter>>>),
    /// Hands them to the operator's mail server.
    Smtp(Arc<MailServer>),
}

impl Outbox {
    /// An outbox that keeps its letters.
    pub fn kept() -> Self {
        Self::Kept(Arc::default())
    }

    /// The letters that were kept so far; none of an outbox that sends them.
    pub fn letters(&self) -> Vec<Letter> {
        match self {
            Self::Kept(drawer) => drawer.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            Self::Smtp(_) => Vec::new(),
        }
    }

    /// Hands a letter over. When this returns, the mail server has taken it upon itself; until a mailbox has it, it may
    /// still come back to the sender's address.
    ///
    /// # Errors
    /// [`NotSent`], a sentence without the password of the server and without the letter's text.
    pub async fn send(&self, letter: Letter) -> Result<(), NotSent> {
        match self {
            Self::Kept(drawer) => {
                drawer.lock().unwrap_or_else(PoisonError::into_inner).push(letter);
                Ok(())
            }
            Self::Smtp(server) => server.send(&letter, None).await,
        }
    }

    /// The same for a letter of which its reader may want no more: at this address one POST ends it, which mail programs
    /// offer as a button (RFC 2369, RFC 8058). The letter says so too.
    ///
    /// # Errors
    /// As [`Outbox::send`].
    pub async fn send_with_way_out(&self, letter: Letter, way_out: &str) -> Result<(), NotSent> {
        match self {
            Self::Kept(_) => self.send(letter).await,
            Self::Smtp(server) => server.send(&letter, Some(way_out)).await,
        }
    }

    /// Hands a circular over, and gives its Message-ID. Exactly one attempt; what the failure says of the letter is in
    /// its kind.
    ///
    /// # Errors
    /// [`NotTaken`], a sentence without the password of the server and without the circular's text.
    pub async fn hand_over(&self, circular: &Circular) -> Result<String, NotTaken> {
        match self {
            Self::Kept(drawer) => {
                let Circular { to, subject, text, mark, .. } = circular.clone();
                drawer.lock().unwrap_or_else(PoisonError::into_inner).push(Letter { to, subject, text });
                Ok(format!("<{mark}@drawer.example>"))
            }
            Self::Smtp(server) => server.hand_over(circular).await,
        }
    }
}

impl From<MailServer> for Outbox {
    fn from(server: MailServer) -> Self {
        Self::Smtp(Arc::new(server))
    }
}
