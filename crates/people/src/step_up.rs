//! Asking again: publishing, granting, deciding about persons and thawing want a proof given in this session, lately.

use crate::{Demonstration, SignedIn, session::Factor};
use basics::{Moment, PersonId, SessionId};
use jiff::SignedDuration;

/// How long a proof counts for the acts that ask for one.
pub const ELEVATION: SignedDuration = SignedDuration::from_mins(10);

/// What a group asks for before such an act.
#[derive(Clone, Copy, Debug)]
pub enum HouseRule {
    /// A passkey used in this session: the product's default.
    Passkey,
    /// A code from the authenticator app is enough: the group decided so, and the page of house rules says it.
    Code,
    /// The sign-in itself is enough, in a demonstration.
    Demonstration(Demonstration),
}

/// What the person has to do first, in a sentence. The page shows it with the button that does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepUp {
    /// No passkey was used in this session.
    #[error("This asks for a passkey used in this session, and you signed in without one. Use your passkey now.")]
    UsePasskey,
    /// One was used, too long ago.
    #[error("This asks for a passkey used in the last 10 minutes. Use your passkey again.")]
    UsePasskeyAgain,
    /// The last proof is too long ago, and a code is enough.
    #[error(
        "This asks for a proof from the last 10 minutes. Use your passkey, or type the code from your authenticator app."
    )]
    ProveAgain,
    /// The session was opened by a demonstration's link, and this is none.
    #[error("This session was opened by a link. Sign in with your passkey, or with your password and a code.")]
    SignInProperly,
}

/// Proof that this session's person proved who they are, lately enough and strongly enough. It is held to the session,
/// cannot be copied or stored, and only [`SignedIn::elevated`] makes it.
///
/// ```compile_fail,E0599
/// fn kept_for_later(proof: &people::Elevated) -> people::Elevated {
///     proof.clone()
/// }
/// ```
/// ```compile_fail,E0451
/// fn forged(session: basics::SessionId, person: basics::PersonId, proved: basics::Moment) -> people::Elevated {
///     people::Elevated { session, person, proved }
/// }
/// ```
#[derive(Debug)]
pub struct Elevated {
    session: SessionId,
    person: PersonId,
    proved: Moment,
}

impl Elevated {
    /// The session it was given in.
    pub fn session(&self) -> SessionId {
        self.session
    }
    /// Who proved it.
    pub fn person(&self) -> PersonId {
        self.person
    }
    /// When they did.
    pub fn proved(&self) -> Moment {
        self.proved
    }
}

impl SignedIn {
    /// Whether the last proof in this session is what the group asks for.
    pub fn elevated(&self, rule: HouseRule) -> Result<Elevated, StepUp> {
        // A clock that was set back makes no proof last longer.
        let lately = self.at.since(self.proved.at).abs() < ELEVATION;
        match (rule, self.proved.by) {
            (HouseRule::Demonstration(_), _) => Ok(()),
            (_, Factor::Link) => Err(StepUp::SignInProperly),
            (_, Factor::Passkey) | (HouseRule::Code, Factor::Code) if lately => Ok(()),
            (HouseRule::Code, _) => Err(StepUp::ProveAgain),
            (HouseRule::Passkey, Factor::Passkey) => Err(StepUp::UsePasskeyAgain),
            (HouseRule::Passkey, Factor::Code) => Err(StepUp::UsePasskey),
        }?;
        Ok(Elevated { session: self.session, person: self.person, proved: self.proved.at })
    }
}
