//! Connecting an account: the program registers itself at the instance, a person agrees there, and the code they come
//! back with is exchanged for a token (OAuth 2, code flow, PKCE S256).

use super::{Dialect, Mastodon, server::Server, wire};
use crate::{
    Account, Network as _, NetworkName, NotConnected, SafeUrl, Secret, Trouble, Typed,
    oauth::{Agreeing, Application, Challenge, Door, Leaving, SentBack},
    trouble::Kind,
};
use async_trait::async_trait;
use egress::{Ask, Egress};
use std::time::Duration;

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

/// How long an instance may take to say what it is, while a person waits.
const CONNECTING: Duration = Duration::from_secs(15);

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

#[async_trait]
impl Agreeing for Mastodon {
    async fn server(&self, typed: &Typed) -> Result<SafeUrl, NotConnected> {
        Ok(self.account(typed).await?.base)
    }

    async fn introduce(&self, server: &SafeUrl, door: &Door<'_>) -> Result<Option<Application>, Trouble> {
        let asked = Server { egress: self.egress(), base: server, token: None, within: CONNECTING };
        let instance = asked.discover().await?;
        register(self.egress(), server, instance.dialect, door.callback, door.website).await.map(Some)
    }

    async fn leave(
        &self,
        server: &SafeUrl,
        _: &Typed,
        application: Option<&Application>,
        door: &Door<'_>,
    ) -> Result<Leaving, NotConnected> {
        let app = application.ok_or_else(|| NotConnected::at("server", unknown_here(server)))?;
        let page = authorize_url(server, app, door.callback, door.state, door.challenge);
        Ok(Leaving { page, kept: Secret::new("") })
    }

    async fn come_back(
        &self,
        server: &SafeUrl,
        _: &Secret,
        application: Option<&Application>,
        door: &Door<'_>,
        sent: &SentBack,
    ) -> Result<Account, Trouble> {
        sent.is_from(server.as_str(), false)?;
        let app = application.ok_or_else(|| unknown_here(server))?;
        let token = exchange(self.egress(), server, app, door.callback, &sent.code, door.challenge).await?;
        Ok(Account::unknown(NetworkName::Mastodon, server.clone(), token))
    }
}

fn unknown_here(server: &SafeUrl) -> Trouble {
    Trouble::new(Kind::Forbidden, format!("{} does not know this program: start connecting again", server.authority()))
}
