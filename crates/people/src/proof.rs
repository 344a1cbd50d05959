//! What a person shows to sign in or to be asked again. Each proof is made only by the check that it stands for, and
//! names the person it is about; so a session without evidence, or on another's evidence, does not compile or is refused.

use crate::{Accepted, PasskeyOf, Purpose, Redeemed, TotpStep, passkey::Enrolled};
use basics::{Moment, PersonId};
use std::net::SocketAddr;

/// The password was right. By itself it opens nothing.
#[derive(Debug)]
pub struct PasswordMatched {
    pub(crate) person: PersonId,
    pub(crate) outdated: bool,
}

impl PasswordMatched {
    /// Whether it was hashed with weaker parameters than today's and should be hashed anew from the text at hand.
    pub fn outdated(&self) -> bool {
        self.outdated
    }
}

/// The code from the authenticator app was right, and was not used before.
#[derive(Debug)]
pub struct CodeAccepted {
    pub(crate) person: PersonId,
    pub(crate) step: TotpStep,
    pub(crate) at: Moment,
}

impl CodeAccepted {
    /// Whose code it was.
    pub fn person(&self) -> PersonId {
        self.person
    }
    /// The step that the code belongs to. Store it with a condition that it is later than the stored one.
    pub fn step(&self) -> TotpStep {
        self.step
    }
}

/// A passkey of this person signed our challenge on our own address.
#[derive(Debug)]
pub struct PasskeyUsed {
    pub(crate) person: PersonId,
    pub(crate) passkey: PasskeyOf,
    pub(crate) at: Moment,
}

impl PasskeyUsed {
    /// The passkey with its counter as it is now. Store it before the session begins.
    pub fn passkey(&self) -> &PasskeyOf {
        &self.passkey
    }
    /// Whose passkey it was.
    pub fn person(&self) -> PersonId {
        self.person
    }
}

/// Proof that this process is a demonstration: it listens on this machine only.
#[derive(Clone, Copy, Debug)]
pub struct Demonstration(());

/// A demonstration was to listen where others can reach it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "A demonstration signs people in by link alone, so it listens on this machine only: {0} is not a loopback address. Use 127.0.0.1:PORT or [::1]:PORT."
)]
pub struct NotLoopback(SocketAddr);

impl Demonstration {
    /// A demonstration that listens on this address.
    pub fn on(listen: SocketAddr) -> Result<Self, NotLoopback> {
        if listen.ip().is_loopback() { Ok(Self(())) } else { Err(NotLoopback(listen)) }
    }
}

/// Everything that signs a person in. A mail link is not among it.
#[derive(Debug)]
pub enum Proof {
    /// A passkey: phishing-resistant, both factors in one.
    Passkey(PasskeyUsed),
    /// An invitation accepted just now, with the passkey enrolled for it.
    Joined(Accepted, Enrolled),
    /// A password and a code.
    PasswordAndCode(PasswordMatched, CodeAccepted),
    /// A printed link, in a demonstration.
    DemoLink(Demonstration, Redeemed, PersonId),
}

/// What a person who is known already shows once more: in a session, or to choose a new password.
#[derive(Debug)]
pub enum SecondFactor {
    /// A code from the authenticator app.
    Code(CodeAccepted),
    /// A passkey.
    Passkey(Box<PasskeyUsed>),
}

impl SecondFactor {
    /// Who showed it.
    pub fn person(&self) -> PersonId {
        match self {
            Self::Code(code) => code.person,
            Self::Passkey(used) => used.person,
        }
    }
    /// When they showed it.
    pub fn at(&self) -> Moment {
        match self {
            Self::Code(code) => code.at,
            Self::Passkey(used) => used.at,
        }
    }
}

/// Sign-in failed. One sentence for every cause, so that it does not tell which addresses have accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("This did not sign you in. Check the address, the password and the code, or use your passkey.")]
pub struct SignInRefused;

impl Proof {
    /// The person that all parts of the proof are about.
    pub(crate) fn person(&self) -> Result<PersonId, SignInRefused> {
        match self {
            Self::Passkey(used) => Ok(used.person),
            Self::PasswordAndCode(password, code) if password.person == code.person => Ok(code.person),
            Self::Joined(accepted, enrolled) if accepted.person() == enrolled.passkey.person() => Ok(accepted.person()),
            Self::DemoLink(_, redeemed, person) if redeemed.purpose() == Purpose::SignInLink => Ok(*person),
            Self::PasswordAndCode(..) | Self::Joined(..) | Self::DemoLink(..) => Err(SignInRefused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demonstration_listens_on_this_machine_only() {
        assert!(Demonstration::on("127.0.0.1:8080".parse().unwrap()).is_ok());
        assert!(Demonstration::on("[::1]:8080".parse().unwrap()).is_ok());
        let open = Demonstration::on("0.0.0.0:8080".parse().unwrap()).unwrap_err();
        assert!(open.to_string().contains("0.0.0.0:8080 is not a loopback address"));
    }
}
