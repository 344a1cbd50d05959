//! A person agrees at X, and the keys that come of it.

use super::{
    Site,
    signing_in::{CLIENT, SECRET, agreed},
};
use crate::{rig, standin::served};
use networks::{
    Account, Network, NetworkName, Networks, SafeUrl, Secret, Trouble, Typed,
    oauth::{Challenge, Door, Pair, SentBack},
    trouble::Kind,
    x::{Places, X},
};
use std::sync::Arc;

const CALLBACK: &str = "https://nuncio.example/connect/x";

/// X, and one attempt to connect.
struct Connecting {
    site: Arc<Site>,
    networks: Networks,
    base: SafeUrl,
    typed: Typed,
    secret: Challenge,
}

fn door(challenge: &Challenge) -> Door<'_> {
    Door { callback: CALLBACK, website: "https://nuncio.example", state: "state-1", challenge, now: rig::now() }
}

impl Connecting {
    async fn to(username: &str, secret: &str) -> Self {
        let site = Site::of(username);
        let base = served(site.router()).await;
        let (egress, networks) = rig::set_up(&base);
        let networks =
            networks.with(Arc::new(X::new(egress.clone(), Places { pages: base.clone(), api: base.clone() })));
        let typed = [("handle", "@Project"), ("client_id", CLIENT), ("client_secret", secret)];
        let typed = Typed::new(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
        Self { site, networks, base: egress.url(&base).unwrap(), typed, secret: Challenge::from_random([7; 32]) }
    }
    fn network(&self) -> &dyn Network {
        self.networks.get(NetworkName::X)
    }
    /// A person leaves and agrees.
    async fn left(&self) -> (Secret, SentBack) {
        let agreeing = self.network().agreeing(&self.typed).unwrap();
        let leaving = agreeing.leave(&self.base, &self.typed, None, &door(&self.secret)).await.unwrap();
        let (code, state) = agreed(&self.site, leaving.page.as_str());
        (leaving.kept, SentBack { state, code, ..SentBack::default() })
    }
    async fn back(&self, kept: &Secret, sent: &SentBack, challenge: &Challenge) -> Result<Account, Trouble> {
        let agreeing = self.network().agreeing(&self.typed).unwrap();
        agreeing.come_back(&self.base, kept, None, &door(challenge), sent).await
    }
    async fn connected(&self) -> Result<Account, Trouble> {
        let (kept, sent) = self.left().await;
        self.back(&kept, &sent, &self.secret).await
    }
}

#[tokio::test]
async fn an_application_with_a_secret_and_one_without_are_connected() {
    for secret in [SECRET, ""] {
        let to = Connecting::to("project", secret).await;
        to.site.keys().public = secret.is_empty();
        let account = to.connected().await.unwrap();
        let probe = to.network().probe(&account, rig::now()).await.unwrap();
        assert_eq!((probe.identity.handle.as_str(), probe.capabilities.lacks.len()), ("@project", 0));
        assert!(!to.network().key_is_due(&account, rig::now()));
        let later = rig::now().plus(jiff::SignedDuration::from_mins(119));
        assert!(to.network().key_is_due(&account, later), "two hours are nearly over");
    }
}

#[tokio::test]
async fn au15_a_code_is_good_once_with_its_own_verifier_and_from_its_own_server() {
    let to = Connecting::to("project", SECRET).await;
    let (kept, sent) = to.left().await;
    let elsewhere = SentBack { iss: "https://elsewhere.example".to_owned(), ..sent.clone() };
    let refused = to.back(&kept, &elsewhere, &to.secret).await.err().unwrap();
    assert!(refused.kind == Kind::Forbidden && refused.says.contains("another server"), "{refused}");
    let wrong = to.back(&kept, &sent, &Challenge::from_random([8; 32])).await;
    assert_eq!(wrong.err().unwrap().kind, Kind::KeyRevoked);
    let (kept, sent) = to.left().await;
    to.back(&kept, &sent, &to.secret).await.unwrap();
    assert_eq!(to.back(&kept, &sent, &to.secret).await.err().unwrap().kind, Kind::KeyRevoked, "the same code again");
}

#[tokio::test]
async fn au17_what_x_writes_about_a_refusal_is_never_repeated() {
    let to = Connecting::to("project", "a wrong secret").await;
    let refused = to.connected().await.err().unwrap();
    assert!(!refused.says.contains("script") && refused.says.contains("id and secret"), "{refused}");
}

#[tokio::test]
async fn au18_another_account_than_the_one_asked_for_is_refused_and_both_are_named() {
    let to = Connecting::to("somebody", SECRET).await;
    let refused = to.connected().await.err().unwrap();
    assert!(refused.says.contains("@somebody") && refused.says.contains("@Project"), "{refused}");
}

#[tokio::test]
async fn au20_fewer_rights_are_listed_and_more_than_asked_are_refused() {
    let to = Connecting::to("project", SECRET).await;
    to.site.keys().agrees_to = Some("tweet.read tweet.write users.read offline.access".to_owned());
    let account = to.connected().await.unwrap();
    let capabilities = to.network().probe(&account, rig::now()).await.unwrap().capabilities;
    assert_eq!((capabilities.lacks, capabilities.pictures.max_items), (vec!["upload pictures".to_owned()], 0));
    to.site.keys().agrees_to = Some("tweet.read users.read offline.access media.write".to_owned());
    let refused = to.connected().await.err().unwrap();
    assert!(refused.says.contains("post and delete"), "{refused}");
    to.site.keys().agrees_to = Some("tweet.read tweet.write users.read offline.access media.write dm.read".to_owned());
    let refused = to.connected().await.err().unwrap();
    assert!(refused.says.contains("more than it asked for"), "{refused}");
}

#[tokio::test]
async fn a_key_is_renewed_once_and_the_one_before_is_worth_nothing_then() {
    let to = Connecting::to("project", SECRET).await;
    let old = to.connected().await.unwrap();
    let session = to.network().renewed(&old, rig::now()).await.unwrap();
    let new = Account { session: Some(session), ..old.clone() };
    assert!(to.network().probe(&new, rig::now()).await.is_ok());
    assert_eq!(to.network().probe(&old, rig::now()).await.unwrap_err().kind, Kind::KeyRevoked);
    assert_eq!(to.network().renewed(&old, rig::now()).await.err().unwrap().kind, Kind::KeyRevoked);
    assert_eq!(to.site.keys().counted(), (1, 1));
    assert_ne!(Pair::of(&old).unwrap().access.as_str(), Pair::of(&new).unwrap().access.as_str());
}

#[tokio::test]
async fn what_is_not_typed_is_said_at_its_blank() {
    let to = Connecting::to("project", SECRET).await;
    for (missing, blank) in [("client_id", "client_id"), ("handle", "handle")] {
        let typed = [("handle", "@project"), ("client_id", CLIENT)];
        let typed = typed.into_iter().filter(|(name, _)| *name != missing);
        let typed = Typed::new(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let agreeing = to.network().agreeing(&typed).unwrap();
        let refused = agreeing.leave(&to.base, &typed, None, &door(&to.secret)).await.err().unwrap();
        assert_eq!(refused.blank, blank);
    }
}
