//! Letters that leave by themselves, each once: that one leaves is noted before its first byte, and the note is taken back
//! when no mail server took it. So none goes out twice, and a server that is down for a day loses none.

use mail::{Letter, Outbox};
use std::future::Future;

/// Sends a finished letter: `note` keeps that it leaves, and says no where it has left already; `take_back` forgets the note
/// again. Gives whether a mail server took it.
///
/// # Errors
/// When the store fails.
pub(crate) async fn once<E: Into<anyhow::Error>>(
    outbox: &Outbox,
    letter: Letter,
    note: impl Future<Output = Result<bool, E>>,
    take_back: impl Future<Output = Result<(), E>>,
) -> Result<bool, anyhow::Error> {
    if !note.await.map_err(Into::into)? {
        return Ok(false);
    }
    let subject = letter.subject.clone();
    let Err(error) = outbox.send(letter).await else { return Ok(true) };
    tracing::warn!(subject, %error, "a letter did not leave; it is tried again in a minute");
    take_back.await.map_err(Into::into)?;
    Ok(false)
}

/// One letter of many: what keeps it from being written is told, and holds up no other. Gives how many left.
pub(crate) fn left(about: &'static str, sent: Result<bool, anyhow::Error>) -> usize {
    match sent {
        Ok(sent) => usize::from(sent),
        Err(error) => {
            tracing::error!(about, error = format!("{error:#}"), "a letter could not be written; it is tried again");
            0
        }
    }
}
