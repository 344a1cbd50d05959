//! A passkey device in a few lines: one P-256 key, answers as a browser would hand them over, and knobs to lie with.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as B64};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub struct Device {
    pub key: SigningKey,
    pub id: [u8; 16],
    pub counter: u32,
    pub origin: String,
    pub rp_id: String,
    pub verifies: bool,
}

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const HAS_KEY: u8 = 0x40;

impl Device {
    pub fn new(seed: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed; 32]).unwrap(),
            id: [seed; 16],
            counter: 1,
            origin: "https://nuncio.example".into(),
            rp_id: "nuncio.example".into(),
            verifies: true,
        }
    }

    /// What `navigator.credentials.create` gives for this question.
    pub fn enrol(&self, question: &str) -> String {
        let client_data = self.client_data("webauthn.create", question);
        let id = B64.encode(self.id);
        json!({
            "id": id, "rawId": id, "type": "public-key",
            "response": { "attestationObject": B64.encode(self.attestation()), "clientDataJSON": B64.encode(client_data) }
        })
        .to_string()
    }

    /// What `navigator.credentials.get` gives for this question.
    pub fn sign(&self, question: &str) -> String {
        let client_data = self.client_data("webauthn.get", question);
        let about = self.about(0);
        let signed = [about.as_slice(), &Sha256::digest(&client_data)].concat();
        let signature: Signature = self.key.sign(&signed);
        let id = B64.encode(self.id);
        json!({
            "id": id, "rawId": id, "type": "public-key",
            "response": {
                "authenticatorData": B64.encode(about),
                "clientDataJSON": B64.encode(client_data),
                "signature": B64.encode(signature.to_der()),
                "userHandle": null,
            }
        })
        .to_string()
    }

    fn client_data(&self, kind: &str, question: &str) -> Vec<u8> {
        let question: Value = serde_json::from_str(question).unwrap();
        let challenge = &question["publicKey"]["challenge"];
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false }).to_string().into()
    }

    /// Authenticator data: whose site, what was checked, how often used.
    fn about(&self, more: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let mut data = Sha256::digest(self.rp_id.as_bytes()).to_vec();
        data.push(PRESENT | verified | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The CBOR of an attestation of format "none".
    fn attestation(&self) -> Vec<u8> {
        let mut data = self.about(HAS_KEY);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend(self.id);
        data.extend(self.public_key());
        let length = u8::try_from(data.len()).unwrap();
        [b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".as_slice(), &[length], &data].concat()
    }

    /// The COSE form of the public key: EC2, ES256, P-256, x, y.
    fn public_key(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (point.x().unwrap().as_slice(), point.y().unwrap().as_slice());
        [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".as_slice(), x, b"\x22\x58\x20", y].concat()
    }
}
