//! Tokens: 256 random bits that stand for one thing, once, for a while.
//!
//! A token is a reference and says nothing by itself. The store keeps a hash of it with the purpose bound in, so that
//! a stolen table opens nothing and a link for one purpose is worth nothing for another.

use crate::Secret;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use basics::{Digest, Moment};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// What every token in text form starts with, so that scanners recognise one that leaked.
pub const PREFIX: &str = "nuncio_";

/// What a token is for. One made for one purpose is never valid for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Accepting an invitation.
    Invitation,
    /// Signing in to a demonstration without any other proof.
    SignInLink,
    /// Choosing a new password.
    Recovery,
    /// Returning to a form that was begun without an account.
    Draft,
    /// Looking at what became of an application; it is a form's own before it is sent.
    Application,
    /// Subscribing to a calendar of meetings.
    Calendar,
    /// Looking at a question that was put to a body, without an account.
    Request,
    /// The cookie of a signed-in browser.
    Session,
    /// The cookie of a browser before anybody signs in: it holds forms and recoveries to that browser.
    Visitor,
    /// The token in a form; derived from a cookie's token, never minted.
    Csrf,
}

impl Purpose {
    /// The word that the store keeps and that is bound into the hash.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::SignInLink => "sign_in_link",
            Self::Recovery => "recovery",
            Self::Draft => "draft",
            Self::Application => "application",
            Self::Calendar => "calendar",
            Self::Request => "request",
            Self::Session => "session",
            Self::Visitor => "visitor",
            Self::Csrf => "csrf",
        }
    }
    /// How long a token for this purpose lives at most. That of an application, a question or a calendar is asked for as long
    /// as it is kept.
    pub const fn lifetime(self) -> SignedDuration {
        match self {
            Self::Invitation => SignedDuration::from_hours(72),
            Self::Recovery => SignedDuration::from_mins(15),
            Self::SignInLink | Self::Visitor => SignedDuration::from_hours(24),
            Self::Application | Self::Calendar | Self::Request => SignedDuration::from_hours(365 * 24),
            Self::Draft | Self::Session | Self::Csrf => SignedDuration::from_hours(7 * 24),
        }
    }
}

/// The operating system gave no random bytes; nothing secret can be made without them.
#[derive(Debug, thiserror::Error)]
#[error("The operating system gave no random bytes, so no secret could be made. Nothing was changed: try again.")]
pub struct NoRandomness(#[from] getrandom::Error);

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, NoRandomness> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice())?;
    Ok(bytes)
}

/// A token in the hand of whoever may use it. It cannot be printed, copied or stored; see [`Token::reveal`].
///
/// ```compile_fail,E0277
/// fn logged(token: &people::Token) -> String {
///     format!("{token:?}")
/// }
/// ```
pub struct Token {
    purpose: Purpose,
    bytes: Zeroizing<[u8; 32]>,
}

impl Token {
    /// A new token.
    pub fn mint(purpose: Purpose) -> Result<Self, NoRandomness> {
        Ok(Self { purpose, bytes: random()? })
    }
    /// Reads a token that came in as text, as one for this purpose.
    ///
    /// Whether it was made for it shows when it is redeemed: the text does not tell.
    pub fn parse(text: &str, purpose: Purpose) -> Result<Self, TokenRefused> {
        let digits = text.strip_prefix(PREFIX).ok_or(TokenRefused::Unknown)?;
        let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(digits).map_err(|_| TokenRefused::Unknown)?);
        let bytes = bytes.as_slice().try_into().map_err(|_| TokenRefused::Unknown)?;
        Ok(Self { purpose, bytes: Zeroizing::new(bytes) })
    }
    /// The text of the token, for a link or a cookie and for nothing else.
    pub fn reveal(&self) -> Secret {
        Secret::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(self.bytes.as_slice())))
    }
    /// What the store keeps and looks it up by.
    pub fn hash(&self) -> TokenHash {
        self.hash_for(self.purpose)
    }
    /// What this token is for.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }
    /// The hash under another purpose: how a form's token is derived from a cookie's.
    pub(crate) fn hash_for(&self, purpose: Purpose) -> TokenHash {
        TokenHash(Digest::of_parts([&b"nuncio token 1"[..], purpose.label().as_bytes(), self.bytes.as_slice()]))
    }
}

/// The stored form of a token: SHA-256 of its bytes with the purpose bound in. It opens nothing.
#[derive(Clone, Copy, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenHash(Digest);

impl TokenHash {
    /// The digest as the store keeps it.
    pub fn digest(&self) -> Digest {
        self.0
    }
}
impl PartialEq for TokenHash {
    /// In constant time, so that the answer's delay tells nothing about a near miss.
    fn eq(&self, other: &Self) -> bool {
        self.0.bytes().ct_eq(other.0.bytes()).into()
    }
}
impl From<Digest> for TokenHash {
    fn from(digest: Digest) -> Self {
        Self(digest)
    }
}
impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "token {}…", self.0.short())
    }
}

/// A token as the store knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// What it is for.
    pub purpose: Purpose,
    /// What it is looked up by.
    pub hash: TokenHash,
    /// When it stops being valid.
    pub expires: Moment,
    /// When it was used. The store sets this with a condition on it being empty, and checks that it did.
    pub consumed: Option<Moment>,
}

/// Why a token opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefused {
    /// No such token, or one for something else: the answer does not tell which.
    #[error("This link is not valid. Check that it was copied whole, or ask for a new one.")]
    Unknown,
    /// It was used before.
    #[error("This link was used already, and works once. Ask for a new one.")]
    Used,
    /// Its time is over.
    #[error("This link has expired. Ask for a new one.")]
    Expired,
}

/// Proof that a token was valid, for its purpose, at this moment. Only [`Issued::redeem`] makes it.
#[derive(Debug)]
pub struct Redeemed {
    purpose: Purpose,
    at: Moment,
}

impl Redeemed {
    /// What the token was for.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }
    /// When it was redeemed.
    pub fn at(&self) -> Moment {
        self.at
    }
}

impl Issued {
    /// Mints a token and its record.
    pub fn mint(purpose: Purpose, at: Moment) -> Result<(Self, Token), NoRandomness> {
        let token = Token::mint(purpose)?;
        let issued = Self { purpose, hash: token.hash(), expires: at.plus(purpose.lifetime()), consumed: None };
        Ok((issued, token))
    }
    /// Whether it could be redeemed, without doing so: what a page shows on GET.
    pub fn check(&self, token: &Token, at: Moment) -> Result<(), TokenRefused> {
        // Both are computed, so that a wrong purpose takes as long as a wrong token.
        let same = self.hash == token.hash();
        match self.consumed {
            _ if !same || self.purpose != token.purpose => Err(TokenRefused::Unknown),
            Some(_) => Err(TokenRefused::Used),
            None if at >= self.expires => Err(TokenRefused::Expired),
            None => Ok(()),
        }
    }
    /// Uses it up. The token is given away; the record says when.
    pub fn redeem(&mut self, token: &Token, at: Moment) -> Result<Redeemed, TokenRefused> {
        self.check(token, at)?;
        self.consumed = Some(at);
        Ok(Redeemed { purpose: self.purpose, at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> Moment {
        "2026-11-20T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_token_reads_back_from_its_text_and_never_twice_the_same() {
        let token = Token::mint(Purpose::Draft).unwrap();
        let text = token.reveal();
        assert!(text.expose().starts_with("nuncio_") && text.expose().len() == 50);
        assert_eq!(Token::parse(text.expose(), Purpose::Draft).unwrap().hash(), token.hash());
        assert_ne!(Token::mint(Purpose::Draft).unwrap().hash(), token.hash());
    }

    #[test]
    fn a_text_that_is_no_token_is_unknown() {
        let digits = "A".repeat(42);
        for text in
            ["", "nuncio_", "nuncio_!!", &format!("nuncio_{digits}"), &format!("nuncio_{digits}AAA"), &"A".repeat(50)]
        {
            assert_eq!(Token::parse(text, Purpose::Draft).err(), Some(TokenRefused::Unknown), "{text}");
        }
    }

    #[test]
    fn a_token_is_valid_for_its_own_purpose_only() {
        let purposes = [
            Purpose::Invitation,
            Purpose::SignInLink,
            Purpose::Recovery,
            Purpose::Draft,
            Purpose::Application,
            Purpose::Calendar,
            Purpose::Session,
            Purpose::Visitor,
        ];
        for made in purposes {
            let (issued, token) = Issued::mint(made, noon()).unwrap();
            for used in purposes {
                let shown = Token::parse(token.reveal().expose(), used).unwrap();
                assert_eq!(issued.check(&shown, noon()).is_ok(), made == used, "{made:?} as {used:?}");
            }
        }
    }

    #[test]
    fn a_token_works_once_and_until_it_expires() {
        let (mut issued, token) = Issued::mint(Purpose::Recovery, noon()).unwrap();
        let last = noon().plus(SignedDuration::from_secs(15 * 60 - 1));
        let late = noon().plus(SignedDuration::from_mins(15));
        assert_eq!(issued.clone().redeem(&token, late).err(), Some(TokenRefused::Expired));
        issued.redeem(&token, last).unwrap();
        assert_eq!(issued.redeem(&token, last).err(), Some(TokenRefused::Used));
    }

    #[test]
    fn the_stored_form_prints_only_its_beginning() {
        let (issued, token) = Issued::mint(Purpose::Session, noon()).unwrap();
        let printed = format!("{issued:?}");
        assert!(!printed.contains(token.reveal().expose()) && !printed.contains(&issued.hash.digest().to_string()));
    }
}
