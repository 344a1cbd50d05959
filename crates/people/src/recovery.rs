//! A forgotten password: a link for 15 minutes, in the browser that asked, and the second factor still.
//!
//! It ends in a new password and never in a session. A person who lost the second factor too needs the group.

use crate::{Issued, NoRandomness, Purpose, SecondFactor, StoredPassword, Token, TokenHash, TokenRefused};
use basics::{Moment, PersonId};
use serde::{Deserialize, Serialize};

/// What is answered to everybody who asks for a link, whether the address has an account or not.
pub const ANSWER: &str =
    "If this address has an account, a link is on its way. It works for 15 minutes, once, and in this browser.";

/// A recovery that waits for its person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// Whose password.
    pub person: PersonId,
    /// The link.
    pub link: Issued,
    /// The cookie of the browser that asked.
    pub browser: TokenHash,
}

/// Why a recovery does not go on.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryRefused {
    /// The link is wrong, used or too old.
    #[error(transparent)]
    Link(#[from] TokenRefused),
    /// It was opened elsewhere.
    #[error("This link works only in the browser that asked for it. Open it there, or ask for a new one here.")]
    OtherBrowser,
    /// The second factor is another person's.
    #[error("The passkey or code is not of the account that this link is for. Use that account's.")]
    OtherPerson,
}

impl Recovery {
    /// A new recovery, held to the browser with this cookie, and the token of its link.
    pub fn ask(person: PersonId, browser: TokenHash, at: Moment) -> Result<(Self, Token), NoRandomness> {
        let (link, token) = Issued::mint(Purpose::Recovery, at)?;
        Ok((Self { person, link, browser }, token))
    }
    /// Whether it could go on; nothing changes.
    pub fn show(&self, token: &Token, browser: TokenHash, at: Moment) -> Result<(), RecoveryRefused> {
        self.link.check(token, at)?;
        if browser == self.browser { Ok(()) } else { Err(RecoveryRefused::OtherBrowser) }
    }
    /// Uses it up for this password, which comes back to be stored in the transaction that ends the person's sessions.
    pub fn finish(
        &mut self,
        token: &Token,
        browser: TokenHash,
        factor: &SecondFactor,
        chosen: StoredPassword,
        at: Moment,
    ) -> Result<StoredPassword, RecoveryRefused> {
        self.show(token, browser, at)?;
        if factor.person() != self.person {
            return Err(RecoveryRefused::OtherPerson);
        }
        self.link.redeem(token, at)?;
        Ok(chosen)
    }
}
