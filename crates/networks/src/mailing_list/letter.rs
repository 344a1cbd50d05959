//! The letter: written from what was approved, handed to the mail server once.

use crate::{Account, ClientRef, Outcome, Rendered, Secret, Trouble, intended::Intended, page, trouble::Kind};
use basics::Moment;
use delivery::Remote;
use mail::{Circular, NotTaken, Outbox};
use people::EmailAddress;
use serde::{Deserialize, Serialize};
use std::time::{Duration, UNIX_EPOCH};

/// What is stored in the place of a key: a list has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// Who writes, as readers see it; the operator's own name where it is empty.
    pub name: String,
}

impl Sender {
    /// The sender behind a stored text.
    pub fn opened(sealed: &Secret) -> Self {
        // Another form was not written by this connector: the operator's own name stands there then.
        serde_json::from_str(sealed.expose()).unwrap_or_default()
    }
    /// As it is stored.
    pub fn sealed(&self) -> Secret {
        // One text can always be written.
        Secret::new(serde_json::to_string(self).unwrap_or_default())
    }
}

/// The letter of one intention: its name and its date are the intention's, in every attempt.
pub fn written(account: &Account, rendered: &Rendered, key: &ClientRef) -> Result<Circular, Trouble> {
    let intended = Intended::of(key).ok_or_else(not_ours)?;
    let to = EmailAddress::parse(&account.identity.id)
        .map_err(|wrong| Trouble::new(Kind::Unsupported, wrong.to_string()))?;
    let (seconds, nanoseconds) = intended.at().unix();
    Ok(Circular {
        to,
        from_name: Some(Sender::opened(&account.token).name).filter(|name| !name.is_empty()),
        subject: rendered.headline.clone().unwrap_or_default(),
        text: rendered.text.clone(),
        language: rendered.language.clone(),
        mark: intended.mark().to_owned(),
        at: UNIX_EPOCH + Duration::new(seconds, nanoseconds),
    })
}

/// Hands it over. Exactly one attempt; where the server did not answer to the end of the letter, nobody knows.
pub async fn sent(outbox: &Outbox, account: &Account, circular: &Circular, now: Moment) -> Outcome {
    match outbox.hand_over(circular).await {
        Ok(name) => Outcome {
            says: format!("handed to the mail server as {name}"),
            ..Outcome::done(Remote { id: name, url: page::of(&account.identity.url) })
        },
        Err(not) => {
            let kind = match &not {
                NotTaken::NotSent(_) => Kind::Transient,
                NotTaken::Refused(_) => Kind::Invalid,
                NotTaken::Unclear { .. } => Kind::Ambiguous,
            };
            Outcome::of(Trouble::new(kind, not.to_string()), now)
        }
    }
}

/// The stored material is not one of ours, so that nothing may leave with it.
fn not_ours() -> Trouble {
    let says = "what is stored for this letter names no letter: drop this delivery and schedule the post again";
    Trouble::new(Kind::Unsupported, says)
}
