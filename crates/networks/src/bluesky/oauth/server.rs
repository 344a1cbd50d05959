//! The server that gives the keys: found by the account's own server, and asked with a proof each time.

use super::{Keys, client};
use crate::{
    SafeUrl, Trouble,
    oauth::{Challenge, Granted, Pair, ProofKey, Prover, granted},
    trouble::Kind,
};
use basics::Moment;
use egress::{Ask, Egress};
use serde::{Deserialize, de::DeserializeOwned};

/// What it says about itself (RFC 8414), as far as it is read here.
#[derive(Deserialize)]
struct Described {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    pushed_authorization_request_endpoint: String,
    #[serde(default)]
    code_challenge_methods_supported: Vec<String>,
    #[serde(default)]
    dpop_signing_alg_values_supported: Vec<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    #[serde(default)]
    client_id_metadata_document_supported: bool,
}

/// Which servers give keys to this one (RFC 9728).
#[derive(Deserialize)]
struct Protected {
    #[serde(default)]
    authorization_servers: Vec<String>,
}

#[derive(Deserialize)]
struct Pushed {
    request_uri: String,
}

/// A server that gives keys.
pub struct Server<'a> {
    egress: &'a Egress,
    prover: &'a Prover,
    /// Its name, which it comes back with.
    pub issuer: String,
    /// The page on which a person agrees.
    pub page: SafeUrl,
    token: SafeUrl,
    pushed: SafeUrl,
}

impl<'a> Server<'a> {
    /// The one that gives keys to the account's own server.
    pub async fn behind(egress: &'a Egress, prover: &'a Prover, home: &SafeUrl) -> Result<Self, Trouble> {
        let says = || {
            format!(
                "{} does not let anybody agree on a page of its own: type an app password instead",
                home.authority()
            )
        };
        let none = || Trouble::new(Kind::Unsupported, says());
        let at = home.at([".well-known", "oauth-protected-resource"]);
        let protected: Protected = read(egress, at).await?.ok_or_else(none)?;
        let issuer = protected.authorization_servers.into_iter().next().ok_or_else(none)?;
        Self::named(egress, prover, &issuer).await
    }

    /// The one of this name.
    pub async fn named(egress: &'a Egress, prover: &'a Prover, issuer: &str) -> Result<Self, Trouble> {
        let guarded = |address: &str| egress.url(address).map_err(|why| Trouble::new(Kind::Guarded, why.to_string()));
        let home = guarded(issuer)?;
        let unfit = || {
            let says = "does not sign in as the AT Protocol asks: type an app password instead";
            Trouble::new(Kind::Unsupported, format!("{} {says}", home.authority()))
        };
        let at = home.at([".well-known", "oauth-authorization-server"]);
        let told: Described = read(egress, at).await?.ok_or_else(unfit)?;
        let has = |all: &[String], one: &str| all.iter().any(|word| word == one);
        let fits = told.issuer.trim_end_matches('/') == issuer.trim_end_matches('/')
            && told.authorization_response_iss_parameter_supported
            && told.client_id_metadata_document_supported
            && has(&told.code_challenge_methods_supported, "S256")
            && has(&told.dpop_signing_alg_values_supported, "ES256");
        if !fits {
            return Err(unfit());
        }
        Ok(Self {
            page: guarded(&told.authorization_endpoint)?,
            token: guarded(&told.token_endpoint)?,
            pushed: guarded(&told.pushed_authorization_request_endpoint)?,
            issuer: told.issuer,
            egress,
            prover,
        })
    }

    /// Says beforehand what a person will be asked for, and gives the page on which they are (RFC 9126).
    pub async fn push(
        &self,
        key: &ProofKey,
        client_id: &str,
        (callback, state, challenge): (&str, &str, &Challenge),
        handle: &str,
        now: Moment,
    ) -> Result<SafeUrl, Trouble> {
        let shown = challenge.shown();
        let form = [
            ("client_id", client_id),
            ("redirect_uri", callback),
            ("scope", client::SCOPES),
            ("response_type", "code"),
            ("state", state),
            ("code_challenge", shown.as_str()),
            ("code_challenge_method", "S256"),
            ("login_hint", handle),
        ];
        let ask = Ask::post(self.pushed.clone()).form(form);
        let answer = self.prover.send(self.egress, &ask, key, None, now, Trouble::of_read).await?;
        let pushed: Option<Pushed> = answer.json().filter(|_| answer.is_success());
        let says = || {
            let host = self.pushed.authority();
            format!("{host} refused to ask for the account (HTTP {}): type an app password instead", answer.status)
        };
        let pushed = pushed.ok_or_else(|| Trouble::new(Kind::Forbidden, says()))?;
        Ok(self.page.with_query([("client_id", client_id), ("request_uri", &pushed.request_uri)]))
    }

    /// Exchanges a code. It is good once, so that nothing of this is repeated.
    pub async fn exchange(
        &self,
        keys: &Keys,
        code: &str,
        (callback, challenge): (&str, &Challenge),
        now: Moment,
    ) -> Result<Granted, Trouble> {
        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", &keys.client_id),
            ("code", code),
            ("redirect_uri", callback),
            ("code_verifier", challenge.verifier().expose()),
        ];
        self.pair(keys, &form, client::SCOPES, now).await
    }

    /// Renews a pair, with the key that the one before it was bound to.
    pub async fn renew(&self, keys: &Keys, pair: &Pair, now: Moment) -> Result<Granted, Trouble> {
        let says =
            || format!("{} gave nothing to renew the key with: connect the account again", self.token.authority());
        let refresh = pair.refresh.as_ref().ok_or_else(|| Trouble::new(Kind::KeyRevoked, says()))?;
        let form =
            [("grant_type", "refresh_token"), ("client_id", &keys.client_id), ("refresh_token", refresh.as_str())];
        let granted = self.pair(keys, &form, &pair.scopes, now).await?;
        Ok(Granted { pair: granted.pair.after(pair), ..granted })
    }

    async fn pair(&self, keys: &Keys, form: &[(&str, &str)], asked: &str, now: Moment) -> Result<Granted, Trouble> {
        let ask = Ask::post(self.token.clone()).form(form.iter().copied());
        let on_failure = |failure: &egress::Failure| Trouble::of_write(failure).of_nothing_seen();
        let answer = self.prover.send(self.egress, &ask, &keys.proof_key()?, None, now, on_failure).await?;
        let granted = granted(&answer, asked, now)?;
        let wrong = |says: &str| Trouble::new(Kind::Forbidden, format!("{} {says}", self.token.authority()));
        if granted.kind != "dpop" {
            return Err(wrong("gave a key that anybody could use who sees it. Nothing was stored"));
        }
        if granted.subject != keys.did {
            return Err(wrong("gave the key of another account. Nothing was stored; start connecting again"));
        }
        Ok(granted)
    }
}

async fn read<T: DeserializeOwned>(egress: &Egress, at: SafeUrl) -> Result<Option<T>, Trouble> {
    let answer = egress.read(Ask::get(at)).await.map_err(|failure| Trouble::of_read(&failure))?;
    Ok(answer.json().filter(|_| answer.is_success()))
}
