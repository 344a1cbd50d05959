//! Codes from an authenticator app (RFC 6238): six digits, 30 seconds, one step of tolerance, each code once.

use crate::{CodeAccepted, EmailAddress, NoRandomness, Secret, token::random};
use basics::{Moment, PersonId};
use serde::{Deserialize, Serialize};
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

/// Seconds that a code stands for.
pub const STEP: u64 = 30;

/// The secret that an app and this installation share: 160 bits, kept encrypted by the store.
pub struct TotpSecret(Zeroizing<[u8; 20]>);

/// A step of 30 seconds since 1970. The last one used is stored; an earlier or equal one opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TotpStep(u64);

impl TotpStep {
    /// The step as the store keeps it.
    pub fn number(self) -> u64 {
        self.0
    }
}
impl From<u64> for TotpStep {
    fn from(number: u64) -> Self {
        Self(number)
    }
}

/// A code as typed: six digits; spaces between them are dropped.
pub struct TotpCode(Zeroizing<String>);

/// Why a code was not accepted. At sign-in it is answered with the one sentence for everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeRefused {
    /// Not six digits.
    #[error("The code has six digits. Copy it from your authenticator app.")]
    NotACode,
    /// Another secret, or another time.
    #[error("This code is not the current one. Wait for the next, and check that your device's clock is right.")]
    Wrong,
    /// It was used.
    #[error("This code was used already, and works once. Wait for the next one.")]
    Used,
}

impl TotpCode {
    /// Reads a code as typed or pasted.
    pub fn parse(typed: &str) -> Result<Self, CodeRefused> {
        let digits: String = typed.chars().take(32).filter(|c| !c.is_whitespace()).collect();
        let is_code = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit());
        if is_code { Ok(Self(Zeroizing::new(digits))) } else { Err(CodeRefused::NotACode) }
    }
}

impl TotpSecret {
    /// A new secret, to be shown once and stored when the first code from it was right.
    pub fn mint() -> Result<Self, NoRandomness> {
        random().map(Self)
    }
    /// The secret as the store decrypted it.
    pub fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(Zeroizing::new(bytes))
    }
    /// The bytes, for the store to encrypt.
    pub fn bytes(&self) -> &[u8; 20] {
        &self.0
    }
    /// The secret for typing into an app: base 32, in groups of four.
    pub fn typed_form(&self) -> Secret {
        let digits = self.base32();
        let groups: Vec<&str> = digits.as_bytes().chunks(4).filter_map(|group| str::from_utf8(group).ok()).collect();
        Secret::new(groups.join(" "))
    }
    /// The `otpauth:` address that an app reads from a picture or a link. `site` is the name it lists the code under.
    pub fn uri(&self, site: &str, account: &EmailAddress) -> Secret {
        let site: String =
            url::form_urlencoded::byte_serialize(site.as_bytes()).collect::<String>().replace('+', "%20");
        let account: String = url::form_urlencoded::byte_serialize(account.to_string().as_bytes()).collect();
        let secret = self.base32();
        Secret::new(format!(
            "otpauth://totp/{site}:{account}?secret={}&issuer={site}&algorithm=SHA1&digits=6&period={STEP}",
            secret.as_str()
        ))
    }
    /// Checks a code for a person whose last used step is `last`. The step that it returns is to be stored.
    pub fn check(
        &self,
        person: PersonId,
        code: &TotpCode,
        at: Moment,
        last: Option<TotpStep>,
    ) -> Result<CodeAccepted, CodeRefused> {
        let step = self.totp().check(&code.0, at.unix().0).map(TotpStep).ok_or(CodeRefused::Wrong)?;
        if last.is_some_and(|last| step <= last) {
            return Err(CodeRefused::Used);
        }
        Ok(CodeAccepted { person, step, at })
    }
    /// The code at this moment: what the person's app shows.
    pub fn code_at(&self, at: Moment) -> Secret {
        Secret::new(self.totp().generate(at.unix().0).to_string())
    }
    fn totp(&self) -> Totp {
        Builder::new().with_secret(*self.0).with_skew(1).with_step_duration(STEP).build_noncompliant()
    }
    fn base32(&self) -> Zeroizing<String> {
        Zeroizing::new(totp_rs::Secret::new_stack(*self.0).to_base32())
    }
}
