//! The proof that whoever exchanges a code is whoever asked for it (RFC 7636). Only its digest is ever shown: `plain` is
//! not spoken here.

use crate::Secret;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// A secret of one attempt to connect, of which the server is shown the digest first.
#[derive(Clone)]
pub struct Challenge(Secret);

impl Challenge {
    /// A challenge from 32 random bytes.
    pub fn from_random(random: [u8; 32]) -> Self {
        Self(Secret::new(URL_SAFE_NO_PAD.encode(random)))
    }
    /// The verifier, to be kept beside the state until the person comes back.
    pub fn verifier(&self) -> &Secret {
        &self.0
    }
    /// The challenge again, from the verifier that was kept.
    pub fn from_verifier(verifier: Secret) -> Self {
        Self(verifier)
    }
    /// What the server is shown first.
    pub fn shown(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.0.expose().as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn au15_the_challenge_is_the_digest_of_the_standard_and_never_the_verifier_itself() {
        // RFC 7636, appendix B.
        let challenge = Challenge::from_verifier(Secret::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assert_eq!(challenge.shown(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
