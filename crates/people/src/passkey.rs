//! Passkeys: enrolling one and signing in with one, bound to this installation's own name.
//!
//! What goes to the browser and comes back is JSON text; what has to wait in between is a value that the store keeps
//! on this side. A challenge is good for one answer within five minutes.

use crate::{Elevated, EmailAddress, Origin, PasskeyUsed, Person, SignInRefused, invitation::Welcome};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use basics::{Digest, Moment, PersonId};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use webauthn_rs::prelude::{
    AuthenticationResult, Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Webauthn, WebauthnBuilder, WebauthnError,
};
use zeroize::Zeroizing;

/// How long a challenge waits for its answer.
pub const PATIENCE: SignedDuration = SignedDuration::from_mins(5);
/// The most bytes that an answer of a browser has.
pub const LONGEST_ANSWER: usize = 64 * 1024;

/// A passkey of a person, as the store keeps it: no secret, but not to be changed by others.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PasskeyOf {
    person: PersonId,
    added: Moment,
    used: Option<Moment>,
    counter: u32,
    key: Passkey,
}

impl PasskeyOf {
    /// Whose it is.
    pub fn person(&self) -> PersonId {
        self.person
    }
    /// When it was enrolled.
    pub fn added(&self) -> Moment {
        self.added
    }
    /// When it was last used.
    pub fn used(&self) -> Option<Moment> {
        self.used
    }
    /// Its id as text: unique in the whole installation.
    pub fn credential_id(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.key.cred_id())
    }
}

/// Proof that a passkey was enrolled just now. Only [`PasskeySite::finish_enrolment`] makes it.
#[derive(Debug)]
pub struct Enrolled {
    pub(crate) passkey: PasskeyOf,
}

impl Enrolled {
    /// The passkey, to be stored.
    pub fn passkey(&self) -> &PasskeyOf {
        &self.passkey
    }
}

/// An enrolment that waits for the browser's answer. The store keeps it under the cookie of the browser that asked, and
/// takes it away before it is finished, so that it is answered once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PendingEnrolment {
    person: PersonId,
    started: Moment,
    state: PasskeyRegistration,
}

/// A sign-in or a step-up that waits for the browser's answer. Without an account nobody can answer it. The store keeps
/// it under the cookie of the browser that asked, and takes it away before it is finished: a passkey without a counter
/// would otherwise answer twice.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PendingAssertion {
    person: Option<PersonId>,
    started: Moment,
    state: PasskeyAuthentication,
}

impl PendingAssertion {
    /// Whose passkeys are asked for; load them again before finishing.
    pub fn person(&self) -> Option<PersonId> {
        self.person
    }
}

/// Why a person may add a passkey: one that anybody could add to another's account would be a way in.
#[derive(Debug)]
pub enum MayEnrol<'a> {
    /// They are accepting an invitation.
    Invited(&'a Welcome<'a>),
    /// They proved who they are in this session, lately.
    Elevated(&'a Elevated),
}

/// Why a passkey was refused. At sign-in it is answered with the one sentence for everything.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyRefused {
    /// The answer came after five minutes.
    #[error("Your passkey answered too late. Start again; there are five minutes.")]
    TooLate,
    /// The answer cannot be read.
    #[error("The answer of your browser could not be read. Start again, or try another browser.")]
    Unreadable,
    /// Signed for a page of another site.
    #[error(
        "The passkey was used on a page of another site. Check the address in your browser's bar, and start again here."
    )]
    OtherSite,
    /// An answer to another question.
    #[error("The passkey answered an earlier question. Start again.")]
    OtherChallenge,
    /// Not a passkey of this account.
    #[error("This passkey is not one of this account. Use another.")]
    NotYours,
    /// The device did not check who holds it.
    #[error("Your device did not check that it is you. Unlock it with its PIN, finger or face, and start again.")]
    NotVerified,
    /// The counter went back or stood still: somebody may have copied the key.
    #[error(
        "This passkey reports fewer uses than it had before: it may have been copied. It was refused. Sign in another way, remove it, and enrol a new one."
    )]
    CounterWentBack,
    /// The person may not add a passkey here.
    #[error(
        "A passkey is added while accepting your own invitation, or after proving who you are in this session. Do that first."
    )]
    MayNotEnrol,
    /// Anything else.
    #[error("The passkey was not accepted. Start again, or use another.")]
    Rejected(#[source] WebauthnError),
}

impl From<PasskeyRefused> for SignInRefused {
    fn from(_: PasskeyRefused) -> Self {
        Self
    }
}

/// Passkeys cannot be used under this address.
#[derive(Debug, thiserror::Error)]
#[error(
    "Passkeys need a host name, and {0} has none. Set the public address to a name, such as https://nuncio.example or http://localhost:8080."
)]
pub struct PasskeysUnavailable(Origin);

/// This installation as passkeys know it.
pub struct PasskeySite {
    webauthn: Webauthn,
    decoys: Zeroizing<[u8; 32]>,
}

impl PasskeySite {
    /// The site at this address, under the name that devices show. `decoys` is a secret of the installation, always
    /// the same; it names a passkey for every address without an account.
    pub fn at(origin: &Origin, name: &str, decoys: [u8; 32]) -> Result<Self, PasskeysUnavailable> {
        let unavailable = || PasskeysUnavailable(origin.clone());
        let domain = origin.domain().ok_or_else(unavailable)?;
        let builder = WebauthnBuilder::new(domain, origin.url()).map_err(|_| unavailable())?;
        let webauthn = builder.rp_name(name).build().map_err(|_| unavailable())?;
        Ok(Self { webauthn, decoys: Zeroizing::new(decoys) })
    }

    /// Begins to enrol a passkey: the text for the browser, and what waits for its answer.
    pub fn start_enrolment(
        &self,
        person: &Person,
        may: &MayEnrol<'_>,
        existing: &[PasskeyOf],
        at: Moment,
    ) -> Result<(String, PendingEnrolment), PasskeyRefused> {
        let theirs = match may {
            MayEnrol::Invited(welcome) => welcome.greets(person),
            MayEnrol::Elevated(elevated) => elevated.person() == person.id,
        };
        if !theirs {
            return Err(PasskeyRefused::MayNotEnrol);
        }
        let known = existing.iter().map(|it| it.key.cred_id().clone()).collect();
        let (question, state) = self.webauthn.start_passkey_registration(
            person.id.uuid(),
            &person.email.to_string(),
            person.name.as_str(),
            Some(known),
        )?;
        Ok((written(&question)?, PendingEnrolment { person: person.id, started: at, state }))
    }

    /// Ends it with the browser's answer. The store refuses a credential id that it has already, of anybody.
    pub fn finish_enrolment(
        &self,
        pending: &PendingEnrolment,
        answer: &str,
        at: Moment,
    ) -> Result<Enrolled, PasskeyRefused> {
        in_time(pending.started, at)?;
        let answer: RegisterPublicKeyCredential = read(answer)?;
        let key = self.webauthn.finish_passkey_registration(&answer, &pending.state)?;
        Ok(Enrolled { passkey: PasskeyOf { person: pending.person, added: at, used: None, counter: 0, key } })
    }

    /// Begins to ask for a passkey of this account, for signing in or in a session. For an address without an account
    /// or without a passkey the question looks the same, and nobody can answer it.
    pub fn start_assertion(
        &self,
        email: &EmailAddress,
        account: Option<(PersonId, &[PasskeyOf])>,
        at: Moment,
    ) -> Result<(String, PendingAssertion), PasskeyRefused> {
        let (person, keys) = account.filter(|(_, keys)| !keys.is_empty()).unzip();
        let keys: Vec<Passkey> = keys.unwrap_or_default().iter().map(|it| it.key.clone()).collect();
        let (mut question, state) = self.webauthn.start_passkey_authentication(&keys)?;
        let allowed = &mut question.public_key.allow_credentials;
        if allowed.is_empty() {
            let decoy =
                serde_json::json!({ "type": "public-key", "id": URL_SAFE_NO_PAD.encode(self.decoy(email).bytes()) });
            allowed.push(serde_json::from_value(decoy).map_err(|_| PasskeyRefused::Unreadable)?);
        }
        // A decoy knows no way to its device; what the others know would tell them apart.
        for key in allowed {
            key.transports = None;
        }
        Ok((written(&question)?, PendingAssertion { person, started: at, state }))
    }

    /// Ends it with the browser's answer. `keys` are the person's passkeys as they are stored now: one that was removed
    /// or used in the meantime counts as that.
    pub fn finish_assertion(
        &self,
        pending: &PendingAssertion,
        answer: &str,
        keys: &[PasskeyOf],
        at: Moment,
    ) -> Result<PasskeyUsed, PasskeyRefused> {
        in_time(pending.started, at)?;
        let answer: PublicKeyCredential = read(answer)?;
        let result = self.webauthn.finish_passkey_authentication(&answer, &pending.state)?;
        let person = pending.person.ok_or(PasskeyRefused::NotYours)?;
        let key = keys.iter().find(|it| it.person == person && it.key.cred_id() == result.cred_id());
        let passkey = used(key.ok_or(PasskeyRefused::NotYours)?, &result, at)?;
        Ok(PasskeyUsed { person, passkey, at })
    }

    fn decoy(&self, email: &EmailAddress) -> Digest {
        Digest::of_parts([&b"nuncio decoy passkey 1"[..], self.decoys.as_slice(), email.key().as_bytes()])
    }
}

/// The passkey after this use. Its counter must have grown since the last one, unless it keeps none.
fn used(key: &PasskeyOf, result: &AuthenticationResult, at: Moment) -> Result<PasskeyOf, PasskeyRefused> {
    let counter = result.counter();
    if (counter > 0 || key.counter > 0) && counter <= key.counter {
        return Err(PasskeyRefused::CounterWentBack);
    }
    let mut key = PasskeyOf { counter, used: Some(at), ..key.clone() };
    key.key.update_credential(result).ok_or(PasskeyRefused::NotYours)?;
    Ok(key)
}

fn in_time(started: Moment, at: Moment) -> Result<(), PasskeyRefused> {
    if at.since(started) < PATIENCE { Ok(()) } else { Err(PasskeyRefused::TooLate) }
}

fn read<T: DeserializeOwned>(answer: &str) -> Result<T, PasskeyRefused> {
    if answer.len() > LONGEST_ANSWER {
        return Err(PasskeyRefused::Unreadable);
    }
    serde_json::from_str(answer).map_err(|_| PasskeyRefused::Unreadable)
}

fn written(question: &impl Serialize) -> Result<String, PasskeyRefused> {
    serde_json::to_string(question).map_err(|_| PasskeyRefused::Unreadable)
}

impl From<WebauthnError> for PasskeyRefused {
    fn from(error: WebauthnError) -> Self {
        match error {
            WebauthnError::InvalidRPOrigin | WebauthnError::InvalidRPIDHash | WebauthnError::CredentialCrossOrigin => {
                Self::OtherSite
            }
            WebauthnError::MismatchedChallenge => Self::OtherChallenge,
            WebauthnError::CredentialNotFound => Self::NotYours,
            WebauthnError::UserNotVerified | WebauthnError::UserNotPresent => Self::NotVerified,
            WebauthnError::CredentialPossibleCompromise => Self::CounterWentBack,
            WebauthnError::ParseJSONFailure(_)
            | WebauthnError::ParseCBORFailure(_)
            | WebauthnError::ParseNOMFailure => Self::Unreadable,
            other => Self::Rejected(other),
        }
    }
}
