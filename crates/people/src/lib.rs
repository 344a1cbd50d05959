//! Accounts and sign-in, as rules and cryptography: who a person is, how they prove it, and how long that lasts.
//!
//! It makes and checks; the store keeps what it makes, the web carries it to the browser. It knows no database, no
//! request and no clock. Randomness comes from the operating system.

pub mod csrf;
pub mod email;
pub mod invitation;
pub mod limits;
pub mod name;
pub mod origin;
pub mod passkey;
pub mod password;
pub mod person;
pub mod proof;
pub mod proxies;
pub mod recovery;
pub mod secret;
pub mod session;
pub mod step_up;
pub mod token;
pub mod totp;

pub use csrf::{ForeignForm, FormToken};
pub use email::EmailAddress;
pub use invitation::{Accepted, Guest, Invitation, InvitationRefused, InviterStanding, Role, Welcome};
pub use limits::{AddressBlock, Failures, Try, Wait};
pub use name::{Initials, PersonName};
pub use origin::{FetchHeaders, ForeignRequest, Header, Origin};
pub use passkey::{
    Enrolled, MayEnrol, PasskeyOf, PasskeyRefused, PasskeySite, PasskeysUnavailable, PendingAssertion, PendingEnrolment,
};
pub use password::{NewPassword, NotAStoredPassword, NotHashed, PasswordRefused, StoredPassword, TypedPassword};
pub use person::Person;
pub use proof::{
    CodeAccepted, Demonstration, NotLoopback, PasskeyUsed, PasswordMatched, Proof, SecondFactor, SignInRefused,
};
pub use proxies::{NotAProxy, TrustedProxies};
pub use recovery::{Recovery, RecoveryRefused};
pub use secret::Secret;
pub use session::{
    Assurance, Ending, Factor, Identified, LastProof, NotSignedIn, Session, SessionOver, SignedIn, Standing,
};
pub use step_up::{Elevated, HouseRule, StepUp};
pub use token::{Issued, NoRandomness, Purpose, Redeemed, Token, TokenHash, TokenRefused};
pub use totp::{CodeRefused, TotpCode, TotpSecret, TotpStep};
