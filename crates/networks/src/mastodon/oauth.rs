//! Connecting an account: the program registers itself at the instance, a person agrees there, and the code they come
//! back with is exchanged for a token (OAuth 2, code flow, PKCE S256).

use super::{Dialect, server::Server, wire};
use crate::{SafeUrl, Secret, Trouble, trouble::Kind};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use egress::{Ask, Egress};
use sha2::{Digest, Sha256};

/// This program as one instance knows it.
#[derive(Clone)]
pub struct Application {
    /// Its public id there.
    pub client_id: String,
    /// Its secret there.
    pub client_secret: Secret,
    /// What it may ask for there.
    pub scopes: String,
}

/// The proof that whoever exchanges the code is whoever asked for it (RFC 7636).
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
    /// What the instance is shown first.
    pub fn shown(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.0.expose().as_bytes()))
    }
}

impl Dialect {
    /// The rights that are asked for: no more than publishing needs, in the words the software knows.
    pub fn scopes(self) -> &'static str {
        match self {
            Self::Mastodon | Self::GoToSocial | Self::Pleroma | Self::Drafting | Self::Blind => {
                "read:accounts read:statuses read:search write:statuses write:media"
            }
            Self::Pixelfed | Self::Snac | Self::Other => "read write",
        }
    }
}

/// Registers this program at the instance.
pub async fn register(
    egress: &Egress,
    base: &SafeUrl,
    dialect: Dialect,
    callback: &str,
    website: &str,
) -> Result<Application, Trouble> {
    let scopes = dialect.scopes();
    let form = [("client_name", "Nuncio"), ("redirect_uris", callback), ("scopes", scopes), ("website", website)];
    let server = Server { egress, base, token: None, within: Ask::LONGEST };
    let app: wire::App = server.posted(&["api", "v1", "apps"], &form).await?;
    Ok(Application {
        client_id: app.client_id,
        client_secret: Secret::new(app.client_secret),
        scopes: scopes.to_owned(),
    })
}

/// The page of the instance on which a person agrees. `state` comes back unchanged and names who asked.
pub fn authorize_url(base: &SafeUrl, app: &Application, callback: &str, state: &str, challenge: &Challenge) -> SafeUrl {
    let shown = challenge.shown();
    base.at(["oauth", "authorize"]).with_query([
        ("response_type", "code"),
        ("client_id", app.client_id.as_str()),
        ("redirect_uri", callback),
        ("scope", app.scopes.as_str()),
        ("state", state),
        ("code_challenge", shown.as_str()),
        ("code_challenge_method", "S256"),
        ("force_login", "true"),
    ])
}

/// Exchanges the code for the token. A code is good once; on any trouble the person starts again.
pub async fn exchange(
    egress: &Egress,
    base: &SafeUrl,
    app: &Application,
    callback: &str,
    code: &str,
    challenge: &Challenge,
) -> Result<Secret, Trouble> {
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("client_id", app.client_id.as_str()),
        ("client_secret", app.client_secret.expose()),
        ("redirect_uri", callback),
        ("code_verifier", challenge.verifier().expose()),
    ];
    let server = Server { egress, base, token: None, within: Ask::LONGEST };
    let answer: wire::TokenAnswer = server.posted(&["oauth", "token"], &form).await?;
    Ok(Secret::new(answer.access_token))
}

/// Tells the instance that the token is no longer wanted. The instance answers the same whether it knew the token.
pub async fn revoke(egress: &Egress, base: &SafeUrl, app: &Application, token: &Secret) -> Result<(), Trouble> {
    let form = [
        ("client_id", app.client_id.as_str()),
        ("client_secret", app.client_secret.expose()),
        ("token", token.expose()),
    ];
    let server = Server { egress, base, token: None, within: Ask::LONGEST };
    server.posted::<serde_json::Value>(&["oauth", "revoke"], &form).await.map(drop)
}

impl Server<'_> {
    async fn posted<T: serde::de::DeserializeOwned>(&self, path: &[&str], form: &[(&str, &str)]) -> Result<T, Trouble> {
        let ask = Ask::post(self.base.at(path.iter().copied())).form(form.iter().copied()).within(self.within);
        let answer = self.egress.write(ask).await.map_err(|failure| Trouble::of_write(&failure))?;
        let host = self.base.authority();
        match answer.status {
            200..=299 => answer.json().ok_or_else(|| {
                Trouble::new(
                    Kind::Unsupported,
                    format!("{host} answered the sign-in in a way this program does not understand"),
                )
            }),
            400..=499 => Err(Trouble::new(
                Kind::Forbidden,
                format!("{host} refused the sign-in (HTTP {}): start connecting the account again", answer.status),
            )),
            _ => Err(Trouble::new(Kind::Transient, format!("{host} failed during the sign-in: try again in a minute"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_one_of_the_standard() {
        // RFC 7636, appendix B.
        let challenge = Challenge::from_verifier(Secret::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assert_eq!(challenge.shown(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
