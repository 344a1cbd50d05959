//! What the stand-in demands of a proof: made by the key in it, for this call, with the value it gave out last, and once.

use axum::http::HeaderMap;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use networks::oauth::{ProofKey, Proven};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;

/// What is remembered of proofs.
#[derive(Default)]
pub struct Proofs {
    /// What has to stand in the next one.
    pub nonce: String,
    /// How often a proof was refused for an old nonce, or none.
    pub asked_again: usize,
    seen: HashSet<String>,
}

/// Why a proof is none.
#[derive(Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It has not the value that was given out last.
    Nonce,
    /// Anything else.
    Proof(&'static str),
}

impl Proofs {
    /// Looks at the proof of a call, and gives the public key that made it.
    pub fn look(&mut self, headers: &HeaderMap, call: (&str, &str), access: Option<&str>) -> Result<String, Wrong> {
        let sent: Vec<&str> = headers.get_all("dpop").iter().filter_map(|value| value.to_str().ok()).collect();
        let [proof] = sent[..] else { return Err(Wrong::Proof("exactly one proof")) };
        self.look_at(proof, call, access)
    }

    fn look_at(&mut self, proof: &str, (method, url): (&str, &str), access: Option<&str>) -> Result<String, Wrong> {
        let parts: Vec<&str> = proof.split('.').collect();
        let [head, says, signature] = parts[..] else { return Err(Wrong::Proof("three parts")) };
        let (head, claims) = (json(head)?, json(says)?);
        if (head["typ"].as_str(), head["alg"].as_str()) != (Some("dpop+jwt"), Some("ES256")) {
            return Err(Wrong::Proof("kind"));
        }
        let jwk = head["jwk"].as_object().ok_or(Wrong::Proof("key"))?;
        if jwk.len() != 4 || jwk["kty"] != "EC" || jwk["crv"] != "P-256" {
            return Err(Wrong::Proof("a public key and nothing else"));
        }
        let half = |name: &str| bytes(jwk[name].as_str().unwrap_or_default());
        let point = [vec![4], half("x")?, half("y")?].concat();
        let key = VerifyingKey::from_sec1_bytes(&point).map_err(|_| Wrong::Proof("point"))?;
        let signed = Signature::from_slice(&bytes(signature)?).map_err(|_| Wrong::Proof("signature"))?;
        let text = proof.rsplit_once('.').unwrap().0;
        key.verify(text.as_bytes(), &signed).map_err(|_| Wrong::Proof("signature"))?;
        if claims["htm"] != method || claims["htu"] != url {
            return Err(Wrong::Proof("another call"));
        }
        let age = crate::rig::now().timestamp().as_second() - claims["iat"].as_i64().ok_or(Wrong::Proof("date"))?;
        if !(-10..=10).contains(&age) {
            return Err(Wrong::Proof("date"));
        }
        let digest = access.map(|access| URL_SAFE_NO_PAD.encode(Sha256::digest(access.as_bytes())));
        if claims.get("ath").and_then(Value::as_str) != digest.as_deref() {
            return Err(Wrong::Proof("another token"));
        }
        let jti = claims["jti"].as_str().filter(|jti| jti.len() >= 16).ok_or(Wrong::Proof("no id"))?;
        if !self.seen.insert(jti.to_owned()) {
            return Err(Wrong::Proof("used before"));
        }
        if claims.get("nonce").and_then(Value::as_str) != Some(&self.nonce) {
            self.asked_again += 1;
            return Err(Wrong::Nonce);
        }
        Ok(format!("{}{}", jwk["x"], jwk["y"]))
    }
}

fn bytes(text: &str) -> Result<Vec<u8>, Wrong> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Wrong::Proof("encoding"))
}

fn json(text: &str) -> Result<Value, Wrong> {
    serde_json::from_slice(&bytes(text)?).map_err(|_| Wrong::Proof("JSON"))
}

/// The stand-in itself: it sees what is wrong.
#[test]
fn a_proof_is_good_for_its_own_call_once_and_nothing_else() {
    let base = "http://127.0.0.1:9";
    let (egress, _) = crate::rig::set_up(base);
    let (url, key) = (egress.url(&format!("{base}/token?a=b")).unwrap(), ProofKey::new().unwrap());
    let made = |nonce: Option<&str>, access: Option<&str>, now| {
        let (method, url) = (egress::Method::Post, &url);
        key.proof(&Proven { method, url, nonce, access, now }).unwrap()
    };
    let (now, there) = (crate::rig::now(), format!("{base}/token"));
    let fresh = || Proofs { nonce: "n1".to_owned(), ..Proofs::default() };
    let mut proofs = fresh();
    let good = made(Some("n1"), Some("access"), now);
    assert!(proofs.look_at(&good, ("POST", &there), Some("access")).is_ok());
    assert_eq!(proofs.look_at(&good, ("POST", &there), Some("access")), Err(Wrong::Proof("used before")));
    let early = now.plus(jiff::SignedDuration::from_mins(-5));
    for (proof, call, access, wrong) in [
        (made(None, None, now), ("POST", there.as_str()), None, Wrong::Nonce),
        (made(Some("n0"), None, now), ("POST", &there), None, Wrong::Nonce),
        (made(Some("n1"), None, now), ("GET", &there), None, Wrong::Proof("another call")),
        (made(Some("n1"), None, now), ("POST", base), None, Wrong::Proof("another call")),
        (made(Some("n1"), None, now), ("POST", &there), Some("access"), Wrong::Proof("another token")),
        (made(Some("n1"), Some("other"), now), ("POST", &there), Some("access"), Wrong::Proof("another token")),
        (made(Some("n1"), Some("access"), now), ("POST", &there), None, Wrong::Proof("another token")),
        (made(Some("n1"), None, early), ("POST", &there), None, Wrong::Proof("date")),
        (forged(&good), ("POST", &there), Some("access"), Wrong::Proof("signature")),
    ] {
        assert_eq!(fresh().look_at(&proof, call, access), Err(wrong));
    }
}

/// The same words under the signature of other ones.
fn forged(proof: &str) -> String {
    let (head, rest) = proof.split_once('.').unwrap();
    let (says, signature) = rest.split_once('.').unwrap();
    let mut claims = json(says).unwrap();
    claims["jti"] = Value::from("another id, made up");
    format!("{head}.{}.{signature}", URL_SAFE_NO_PAD.encode(claims.to_string()))
}
