//! Keys that a stolen token is worth nothing without: every call carries a proof that whoever makes it holds the private key
//! the token was given to (`DPoP`, RFC 9449; ES256).

use crate::{SafeUrl, Trouble, trouble::Kind};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use basics::Moment;
use egress::Method;
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// The private key of one account. It cannot be printed.
#[derive(Clone)]
pub struct ProofKey(SigningKey);

/// What a proof is about: it is good for this call, once.
pub struct Proven<'a> {
    /// How it acts.
    pub method: Method,
    /// Where it goes.
    pub url: &'a SafeUrl,
    /// What the server gave out last, where it gave anything.
    pub nonce: Option<&'a str>,
    /// The token that goes along; none where one is only asked for.
    pub access: Option<&'a str>,
    /// What time it is.
    pub now: Moment,
}

impl ProofKey {
    /// A new key.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn new() -> Result<Self, Trouble> {
        // One draw in 2^32 is no key of this curve, so that a few tries always have one.
        for _ in 0..4 {
            if let Ok(key) = SigningKey::from_slice(random::<32>()?.as_slice()) {
                return Ok(Self(key));
            }
        }
        Err(Trouble::new(Kind::Transient, "no key could be made: try again"))
    }

    /// The key again, from the text in which it was kept.
    pub fn of(kept: &str) -> Option<Self> {
        let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(kept).ok()?);
        SigningKey::from_slice(&bytes).ok().map(Self)
    }

    /// The text in which it is kept, sealed like every other key.
    pub fn kept(&self) -> Zeroizing<String> {
        Zeroizing::new(URL_SAFE_NO_PAD.encode(Zeroizing::new(self.0.to_bytes().to_vec())))
    }

    /// The proof for one call.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn proof(&self, of: &Proven<'_>) -> Result<String, Trouble> {
        let head = json!({ "typ": "dpop+jwt", "alg": "ES256", "jwk": self.public() });
        let mut says = json!({
            "jti": URL_SAFE_NO_PAD.encode(random::<16>()?.as_slice()),
            "htm": of.method.word(),
            "htu": of.url.as_str().split(['?', '#']).next().unwrap_or_default(),
            "iat": of.now.timestamp().as_second(),
        });
        if let Some(nonce) = of.nonce {
            says["nonce"] = json!(nonce);
        }
        if let Some(access) = of.access {
            says["ath"] = json!(URL_SAFE_NO_PAD.encode(Sha256::digest(access.as_bytes())));
        }
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&head), part(&says));
        let signature: Signature = self.0.sign(signed.as_bytes());
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes())))
    }

    /// The public half, as servers read it.
    fn public(&self) -> Value {
        // An uncompressed point is a mark and two halves of 32 bytes each.
        let point = self.0.verifying_key().to_sec1_point(false);
        let (x, y) = point.as_bytes().get(1..).unwrap_or_default().split_at_checked(32).unwrap_or_default();
        json!({ "kty": "EC", "crv": "P-256", "x": URL_SAFE_NO_PAD.encode(x), "y": URL_SAFE_NO_PAD.encode(y) })
    }
}

fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, Trouble> {
    let mut bytes = Zeroizing::new([0; N]);
    let says = "the operating system gave no random bytes: try again";
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| Trouble::new(Kind::Transient, says))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_was_kept_is_the_same_key_and_nothing_else_is_one() {
        let key = ProofKey::new().unwrap();
        assert_eq!(ProofKey::of(&key.kept()).unwrap().public(), key.public());
        assert_ne!(ProofKey::new().unwrap().public(), key.public());
        for wrong in ["", "AAAA", "not base64!", &"A".repeat(43)] {
            assert!(ProofKey::of(wrong).is_none(), "{wrong}");
        }
    }
}
