//! The application of the group at X, and a person who agrees to it: OAuth 2 with PKCE, confidential where the group has a
//! secret for it, public where it has none.

use super::{X, api::Api};
use crate::{
    Account, NetworkName, NotConnected, SafeUrl, Secret, Trouble, Typed,
    oauth::{Agreeing, Application, Door, Granted, Leaving, Pair, SentBack, granted},
    trouble::Kind,
};
use async_trait::async_trait;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use basics::Moment;
use egress::{Ask, Egress};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// One thing a person agrees to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Reading posts.
    Read,
    /// Writing posts.
    Write,
    /// Reading who the account is.
    Users,
    /// Staying connected for longer than two hours.
    Offline,
    /// Uploading pictures.
    Media,
}

impl Scope {
    const ALL: [Self; 5] = [Self::Read, Self::Write, Self::Users, Self::Offline, Self::Media];

    fn word(self) -> &'static str {
        match self {
            Self::Read => "tweet.read",
            Self::Write => "tweet.write",
            Self::Users => "users.read",
            Self::Offline => "offline.access",
            Self::Media => "media.write",
        }
    }

    /// What it lets this program do.
    pub fn lets(self) -> &'static str {
        match self {
            Self::Read => "read the account’s own posts",
            Self::Write => "post and delete",
            Self::Users => "read who the account is",
            Self::Offline => "stay connected for longer than two hours",
            Self::Media => "upload pictures",
        }
    }

    /// Whether a connection without it is none.
    fn is_needed(self) -> bool {
        !matches!(self, Self::Media)
    }

    /// What was asked for and not agreed to.
    pub fn lacking(granted: &str) -> Vec<Self> {
        let has = |scope: &Self| granted.split_whitespace().any(|word| word == scope.word());
        Self::ALL.into_iter().filter(|scope| !has(scope)).collect()
    }
}

/// Everything that is asked for.
pub fn scopes() -> String {
    Scope::ALL.map(Scope::word).join(" ")
}

/// The application of the group: the lasting key of the account. X knows it by this when a pair is renewed.
#[derive(Serialize, Deserialize)]
pub struct Ours {
    client_id: String,
    /// Empty for a public application.
    client_secret: Zeroizing<String>,
    /// The account that is to come back.
    handle: String,
}

impl Ours {
    /// The application that is kept with an account.
    pub fn of(token: &Secret) -> Result<Self, Trouble> {
        let says = "the application at X cannot be read: connect the account again";
        serde_json::from_str(token.expose()).map_err(|_| Trouble::new(Kind::KeyRevoked, says))
    }

    fn to_secret(&self) -> Secret {
        // Three texts can always be written.
        Secret::new(serde_json::to_string(self).unwrap_or_default())
    }

    /// Asks for a pair. It may have been given even where no answer arrived, so that only the next try tells.
    pub async fn pair(
        &self,
        egress: &Egress,
        api: &SafeUrl,
        form: &[(&str, &str)],
        asked: &str,
        now: Moment,
    ) -> Result<Granted, Trouble> {
        let mut form = form.to_vec();
        let ask = Ask::post(api.at(["2", "oauth2", "token"]));
        let ask = if self.client_secret.is_empty() {
            form.push(("client_id", &self.client_id));
            ask
        } else {
            let both = Zeroizing::new(format!("{}:{}", self.client_id, self.client_secret.as_str()));
            ask.header("authorization", format!("Basic {}", STANDARD.encode(both.as_bytes())))
        };
        let answer = egress.write(ask.form(form)).await;
        let answer = answer.map_err(|failure| Trouble::of_write(&failure).of_nothing_seen())?;
        granted(&answer, asked, now)
    }

    /// Renews a pair. X gives a new key for the next renewal each time, and the one before it is worth nothing then.
    pub async fn renewed(&self, egress: &Egress, api: &SafeUrl, pair: &Pair, now: Moment) -> Result<Pair, Trouble> {
        let says = "X gave nothing to renew the key with: connect the account again";
        let refresh = pair.refresh.as_ref().ok_or_else(|| Trouble::new(Kind::KeyRevoked, says))?;
        let form = [("grant_type", "refresh_token"), ("refresh_token", refresh.as_str())];
        Ok(self.pair(egress, api, &form, &pair.scopes, now).await?.pair.after(pair))
    }
}

#[async_trait]
impl Agreeing for X {
    async fn server(&self, _: &Typed) -> Result<SafeUrl, NotConnected> {
        self.api_home().map_err(|wrong| NotConnected::at("client_id", wrong))
    }

    /// The group brings its own application.
    async fn introduce(&self, _: &SafeUrl, _: &Door<'_>) -> Result<Option<Application>, Trouble> {
        Ok(None)
    }

    async fn leave(
        &self,
        _: &SafeUrl,
        typed: &Typed,
        _: Option<&Application>,
        door: &Door<'_>,
    ) -> Result<Leaving, NotConnected> {
        let ours = Ours {
            client_id: typed.text("client_id").to_owned(),
            client_secret: Zeroizing::new(typed.text("client_secret").to_owned()),
            handle: typed.text("handle").trim_start_matches('@').to_owned(),
        };
        if ours.client_id.is_empty() {
            return Err(NotConnected::at("client_id", "paste the client id of the group’s application"));
        }
        if ours.handle.is_empty() {
            return Err(NotConnected::at("handle", "write the name of the account that is to be connected"));
        }
        let home = self.pages_home().map_err(|wrong| NotConnected::at("client_id", wrong))?;
        let (scopes, shown) = (scopes(), door.challenge.shown());
        let page = home.at(["i", "oauth2", "authorize"]).with_query([
            ("response_type", "code"),
            ("client_id", ours.client_id.as_str()),
            ("redirect_uri", door.callback),
            ("scope", scopes.as_str()),
            ("state", door.state),
            ("code_challenge", shown.as_str()),
            ("code_challenge_method", "S256"),
        ]);
        Ok(Leaving { page, kept: ours.to_secret() })
    }

    async fn come_back(
        &self,
        server: &SafeUrl,
        kept: &Secret,
        _: Option<&Application>,
        door: &Door<'_>,
        sent: &SentBack,
    ) -> Result<Account, Trouble> {
        sent.is_from(self.issuer(), false)?;
        let ours = Ours::of(kept)?;
        let form = [
            ("grant_type", "authorization_code"),
            ("code", sent.code.as_str()),
            ("redirect_uri", door.callback),
            ("code_verifier", door.challenge.verifier().expose()),
        ];
        let pair = ours.pair(self.egress(), server, &form, &scopes(), door.now).await?.pair;
        agreed_to(&pair.scopes)?;
        let account = Account::unknown(NetworkName::X, server.clone(), ours.to_secret());
        let account = Account { session: Some(pair.to_secret()), ..account };
        let me = Api::of(self.egress(), &account, Ask::LONGEST)?.me().await?;
        if !me.username.eq_ignore_ascii_case(&ours.handle) {
            let says = format!(
                "you agreed as @{}, and @{} is to be connected. Nothing was stored; sign in on X as @{} and start again",
                me.username, ours.handle, ours.handle
            );
            return Err(Trouble::new(Kind::Forbidden, says));
        }
        Ok(account)
    }
}

/// Refuses what nothing can be done with, and what nobody asked for.
fn agreed_to(scopes_given: &str) -> Result<(), Trouble> {
    let beyond = scopes_given.split_whitespace().find(|word| Scope::ALL.iter().all(|scope| scope.word() != *word));
    if beyond.is_some() {
        let says = "X lets this program do more than it asked for. Nothing was stored; look at the application’s settings there";
        return Err(Trouble::new(Kind::Forbidden, says));
    }
    let missing: Vec<&str> =
        Scope::lacking(scopes_given).into_iter().filter(|scope| scope.is_needed()).map(Scope::lets).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let says = format!("X does not let this program {}. Nothing was stored; agree to all of it", missing.join(", "));
    Err(Trouble::new(Kind::Forbidden, says))
}
