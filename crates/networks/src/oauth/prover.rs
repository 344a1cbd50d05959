//! Calls that carry a proof. A server may ask for a value of its own in the proof (RFC 9449, section 8): a call that is
//! refused for that was not done, and is made once more with it.

use super::{ProofKey, Proven};
use crate::Trouble;
use basics::Moment;
use egress::{Answer, Ask, Egress, Failure};
use serde::Deserialize;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// More servers than any installation speaks with: what was learnt of them is forgotten then, and asked for again.
const MOST_SERVERS: usize = 500;

/// What servers gave out last to be put into proofs.
#[derive(Default)]
pub struct Prover {
    nonces: Mutex<HashMap<String, String>>,
}

#[derive(Deserialize)]
struct Refused {
    #[serde(default)]
    error: String,
}

impl Prover {
    /// Sends with a proof of this key, and with the token that was given to it. `on_failure` says what a missing answer
    /// means.
    pub async fn send(
        &self,
        egress: &Egress,
        ask: &Ask,
        key: &ProofKey,
        access: Option<&str>,
        now: Moment,
        on_failure: fn(&Failure) -> Trouble,
    ) -> Result<Answer, Trouble> {
        let answer = self.sent(egress, ask, key, access, now, on_failure).await?;
        if !asks_for_its_nonce(&answer) {
            return Ok(answer);
        }
        self.sent(egress, ask, key, access, now, on_failure).await
    }

    async fn sent(
        &self,
        egress: &Egress,
        ask: &Ask,
        key: &ProofKey,
        access: Option<&str>,
        now: Moment,
        on_failure: fn(&Failure) -> Trouble,
    ) -> Result<Answer, Trouble> {
        let server = ask.url().origin().as_str().to_owned();
        let nonce = self.nonces().get(&server).cloned();
        let proof =
            key.proof(&Proven { method: ask.method(), url: ask.url(), nonce: nonce.as_deref(), access, now })?;
        let ask = ask.clone().header("dpop", proof);
        let ask = access.iter().fold(ask, |ask, access| ask.header("authorization", format!("DPoP {access}")));
        let answer = egress.write(ask).await.map_err(|failure| on_failure(&failure))?;
        if let Some(fresh) = answer.header("dpop-nonce") {
            let mut nonces = self.nonces();
            if nonces.len() >= MOST_SERVERS {
                nonces.clear();
            }
            nonces.insert(server, fresh.to_owned());
        }
        Ok(answer)
    }

    fn nonces(&self) -> std::sync::MutexGuard<'_, HashMap<String, String>> {
        self.nonces.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An authorization server says so in its body, a server with things in a header.
fn asks_for_its_nonce(answer: &Answer) -> bool {
    let word = "use_dpop_nonce";
    let in_body = || answer.json::<Refused>().is_some_and(|refused| refused.error == word);
    let in_header = || answer.header("www-authenticate").is_some_and(|says| says.contains(word));
    matches!(answer.status, 400 | 401) && answer.header("dpop-nonce").is_some() && (in_body() || in_header())
}
