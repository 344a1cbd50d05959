//! A signed-in browser: when it began, how its person proved who they are, and when it is over.
//!
//! A session's token is made here, at sign-in and at every new proof. A cookie that was there before is never taken
//! over, so nobody can plant one.

use crate::{NoRandomness, Proof, Purpose, SecondFactor, SignInRefused, Token, TokenHash};
use basics::{Moment, PersonId, SessionId};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// A session that was not used for so long is over.
pub const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// A session is over after so long, however busy.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// `seen` is written at most so often, so that reading pages does not write for each.
pub const SEEN_STEP: SignedDuration = SignedDuration::from_mins(1);

/// How a person proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    /// By a printed link, in a demonstration.
    Link,
    /// By a password and a code.
    PasswordAndCode,
    /// By a passkey.
    Passkey,
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The person signed out.
    SignedOut,
    /// Their last term ended.
    TermEnded,
    /// They are in no group any more.
    MembershipLost,
    /// They, or somebody who may, ended it from another browser.
    Closed,
    /// Password, code or passkeys were replaced.
    CredentialsChanged,
}

/// What a person proved themselves with, the last time they did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// A demonstration's link.
    Link,
    /// A code from the authenticator app.
    Code,
    /// A passkey.
    Passkey,
}

/// The last proof that a person gave in this session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastProof {
    /// When.
    pub at: Moment,
    /// By what.
    pub by: Factor,
}

/// One signed-in browser, as the store keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its name in lists ("end this session"); it opens nothing.
    pub id: SessionId,
    /// What its cookie is looked up by. It changes with every proof.
    pub token: TokenHash,
    /// Whose it is.
    pub person: PersonId,
    /// When the person signed in.
    pub started: Moment,
    /// When it was last used, to within a minute.
    pub seen: Moment,
    /// How the person signed in.
    pub assurance: Assurance,
    /// The last proof given in this session: at sign-in, or when asked again.
    pub proved: LastProof,
    /// When and why it ended, once it did.
    pub ended: Option<(Moment, Ending)>,
}

/// Whether the person still belongs somewhere, as the membership rules say now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A member or officer of at least one group, or the founder of one that is being set up.
    Belongs,
    /// They belong nowhere now, and one word of theirs changes that: that they stay, in the grace after a term, or that they
    /// accept to be admitted. Their rights rest until they say it.
    MaySay,
    /// Their last term ended.
    TermEnded,
    /// They left or were removed everywhere.
    Left,
}

/// Why a session is not accepted any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionOver {
    /// Not used for 12 hours.
    #[error("You were signed out because this browser was not used for 12 hours. Sign in to go on.")]
    Idle,
    /// Seven days old.
    #[error("You were signed out because you signed in more than 7 days ago. Sign in to go on.")]
    TooOld,
    /// It was ended.
    #[error("This session has ended. Sign in to go on.")]
    Ended,
    /// The person's rights rest until they say a word; only the page is open on which they do.
    #[error("Your rights rest for now: say first whether you stay, or accept.")]
    Rests,
    /// The person's last term is over.
    #[error(
        "Your term has ended, and with it your access. The record of your work stays; the group can vote you in again."
    )]
    TermEnded,
    /// The person is in no group any more.
    #[error("You are no longer a member of a group here, so this session has ended.")]
    Left,
}

/// A proof could not be turned into a session.
#[derive(Debug, thiserror::Error)]
pub enum NotSignedIn {
    /// It does not prove one person.
    #[error(transparent)]
    Refused(#[from] SignInRefused),
    /// There are no random bytes for a token.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

impl Session {
    /// Signs a person in: a new session and the token for its cookie.
    pub fn begin(proof: &Proof, at: Moment) -> Result<(Self, Token), NotSignedIn> {
        let person = proof.person()?;
        let token = Token::mint(Purpose::Session)?;
        let (assurance, by) = strength(proof);
        let session = Self {
            id: SessionId::mint(at),
            token: token.hash(),
            person,
            started: at,
            seen: at,
            assurance,
            proved: LastProof { at, by },
            ended: None,
        };
        Ok((session, token))
    }
    /// Takes a new proof of the same person. The cookie changes; the time the session may last does not.
    pub fn prove_again(&mut self, factor: &SecondFactor) -> Result<Token, NotSignedIn> {
        if factor.person() != self.person {
            return Err(SignInRefused.into());
        }
        let by = match factor {
            SecondFactor::Code(_) => Factor::Code,
            SecondFactor::Passkey(_) => Factor::Passkey,
        };
        let token = Token::mint(Purpose::Session)?;
        self.token = token.hash();
        self.proved = LastProof { at: factor.at(), by };
        Ok(token)
    }
    /// Whether it still counts at this moment, for a person of this standing.
    pub fn alive(&self, at: Moment, standing: Standing) -> Result<SignedIn, SessionOver> {
        match (self.ended, standing) {
            // Why it ended is said as long as it is so.
            (Some((_, Ending::TermEnded)) | None, Standing::TermEnded) => Err(SessionOver::TermEnded),
            (Some((_, Ending::MembershipLost)) | None, Standing::Left) => Err(SessionOver::Left),
            (Some(_), _) => Err(SessionOver::Ended),
            (None, _) if at >= self.expires_absolute() => Err(SessionOver::TooOld),
            (None, _) if at >= self.expires_idle() => Err(SessionOver::Idle),
            (None, Standing::MaySay) => Err(SessionOver::Rests),
            (None, Standing::Belongs) => {
                Ok(SignedIn { session: self.id, person: self.person, proved: self.proved, at })
            }
        }
    }
    /// Whose it is, where they belong or may say the word that lets them: for the one page that is open then.
    ///
    /// # Errors
    /// Where the session is over for anything else.
    pub fn identifies(&self, at: Moment, standing: Standing) -> Result<Identified, SessionOver> {
        match self.alive(at, standing) {
            Ok(_) | Err(SessionOver::Rests) => Ok(Identified { person: self.person }),
            Err(over) => Err(over),
        }
    }
    /// Notes that it was used. True when that is worth writing down.
    pub fn touch(&mut self, at: Moment) -> bool {
        let worth = at.since(self.seen) >= SEEN_STEP;
        if worth {
            self.seen = at;
        }
        worth
    }
    /// Ends it. The first ending stays.
    pub fn end(&mut self, at: Moment, why: Ending) {
        self.ended.get_or_insert((at, why));
    }
    /// When it is over unless it is used.
    pub fn expires_idle(&self) -> Moment {
        self.seen.plus(IDLE)
    }
    /// When it is over in any case.
    pub fn expires_absolute(&self) -> Moment {
        self.started.plus(ABSOLUTE)
    }
}

fn strength(proof: &Proof) -> (Assurance, Factor) {
    match proof {
        Proof::Passkey(_) | Proof::Joined(..) => (Assurance::Passkey, Factor::Passkey),
        Proof::PasswordAndCode(..) => (Assurance::PasswordAndCode, Factor::Code),
        Proof::DemoLink(..) => (Assurance::Link, Factor::Link),
    }
}

/// A person in a live session at one moment: what a request works with. Only [`Session::alive`] makes it.
#[derive(Clone, Copy, Debug)]
pub struct SignedIn {
    pub(crate) session: SessionId,
    pub(crate) person: PersonId,
    pub(crate) proved: LastProof,
    pub(crate) at: Moment,
}

/// Whose session it is, also where their rights rest: it opens nothing but the page on which they say a word about
/// themselves. Only [`Session::identifies`] makes it, and whoever is signed in is identified.
#[derive(Clone, Copy, Debug)]
pub struct Identified {
    person: PersonId,
}

impl Identified {
    /// Who it is.
    pub fn person(&self) -> PersonId {
        self.person
    }
}

impl From<&SignedIn> for Identified {
    fn from(who: &SignedIn) -> Self {
        Self { person: who.person }
    }
}

impl SignedIn {
    /// Who it is.
    pub fn person(&self) -> PersonId {
        self.person
    }
    /// In which session.
    pub fn session(&self) -> SessionId {
        self.session
    }
}
