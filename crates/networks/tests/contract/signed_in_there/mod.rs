//! An account of the AT Protocol for which a person agrees on its own server, on a stand-in that looks at every proof.

mod proofs;
mod real;
mod standin;

use crate::rig::{self, Rig, content, unique};
use delivery::Answer;
use networks::{
    Account, Network, NetworkName, Networks, SafeUrl, Secret, Trouble, Typed,
    oauth::{Challenge, Door, Pair, SentBack},
    trouble::Kind,
};
use standin::{DID, HANDLE, Site};
use std::sync::Arc;

/// One attempt to connect.
struct Connecting {
    site: Arc<Site>,
    networks: Networks,
    egress: egress::Egress,
    home: SafeUrl,
    typed: Typed,
    secret: Challenge,
}

fn door<'a>(website: &'a str, challenge: &'a Challenge) -> Door<'a> {
    Door { callback: "https://nuncio.example/connect/bluesky", website, state: "state-1", challenge, now: rig::now() }
}

impl Connecting {
    async fn new() -> Self {
        let site = Site::start().await;
        let (egress, networks) = rig::set_up(&site.base);
        let typed = [("handle", HANDLE), ("password", ""), ("server", &site.base)];
        let typed = Typed::new(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let home = egress.url(&site.base).unwrap().origin();
        Self { site, networks, egress, home, typed, secret: Challenge::from_random([7; 32]) }
    }
    fn network(&self) -> &dyn Network {
        self.networks.get(NetworkName::Bluesky)
    }
    async fn left(&self) -> (Secret, SentBack) {
        let agreeing = self.network().agreeing(&self.typed).expect("no app password was typed");
        assert_eq!(agreeing.server(&self.typed).await.unwrap().as_str(), self.home.as_str());
        let door = door("https://nuncio.example", &self.secret);
        let leaving = agreeing.leave(&self.home, &self.typed, None, &door).await.unwrap();
        let code = self.site.agreed(leaving.page.as_str());
        let (state, iss) = ("state-1".to_owned(), self.site.base.clone());
        (leaving.kept, SentBack { state, code, iss, error: String::new() })
    }
    async fn back(&self, kept: &Secret, sent: &SentBack, challenge: &Challenge) -> Result<Account, Trouble> {
        let agreeing = self.network().agreeing(&Typed::default()).unwrap();
        agreeing.come_back(&self.home, kept, None, &door("https://nuncio.example", challenge), sent).await
    }
    async fn connected(&self) -> Result<Account, Trouble> {
        let (kept, sent) = self.left().await;
        self.back(&kept, &sent, &self.secret).await
    }
    async fn rig(&self) -> Rig {
        let account = self.connected().await.unwrap();
        rig::probed("a stand-in".to_owned(), self.networks.clone(), account, self.egress.clone(), String::new()).await
    }
}

#[tokio::test]
async fn an_account_is_signed_in_on_its_own_server_and_posts_with_a_proof_each_time() {
    let to = Connecting::new().await;
    let rig = to.rig().await;
    assert_eq!((rig.account.identity.id.as_str(), rig.account.identity.handle.as_str()), (DID, HANDLE));
    let (attempt, remote) = rig.publish(&content(&unique("Signed in there")), None).await;
    assert_eq!(rig.read(&remote).await.unwrap().text, attempt.prepared.rendered.text);
    assert_eq!(to.site.kept().proofs.asked_again, 1, "what the server asked for once is known from then on");
    to.site.kept().proofs.nonce = "nonce-1".to_owned();
    rig.publish(&content(&unique("Another value by now")), None).await;
    let kept = to.site.kept();
    assert_eq!((kept.proofs.asked_again, kept.records.len()), (2, 2), "a refusal for it is asked again once");
}

#[tokio::test]
async fn a_key_is_renewed_once_with_the_same_proof_key() {
    let to = Connecting::new().await;
    let old = to.rig().await.account;
    assert!(!to.network().key_is_due(&old, rig::now()));
    assert!(to.network().key_is_due(&old, rig::now().plus(jiff::SignedDuration::from_mins(58))));
    let session = to.network().renewed(&old, rig::now()).await.unwrap();
    let new = Account { session: Some(session), ..old.clone() };
    assert!(to.network().probe(&new, rig::now()).await.is_ok());
    assert_ne!(Pair::of(&old).unwrap().access.as_str(), Pair::of(&new).unwrap().access.as_str());
    assert_eq!(to.network().probe(&old, rig::now()).await.unwrap_err().kind, Kind::KeyRevoked);
    assert_eq!(to.network().renewed(&old, rig::now()).await.err().unwrap().kind, Kind::KeyRevoked, "used up");
}

#[tokio::test]
async fn a_stolen_key_is_worth_nothing_without_the_proof_key_of_its_account() {
    let to = Connecting::new().await;
    let (first, second) = (to.connected().await.unwrap(), to.connected().await.unwrap());
    let thief = Account { session: second.session.clone(), ..first };
    assert_eq!(to.network().probe(&thief, rig::now()).await.unwrap_err().kind, Kind::KeyRevoked);
    assert!(to.network().probe(&second, rig::now()).await.is_ok());
}

#[tokio::test]
async fn a_key_that_was_taken_back_holds_a_post_and_sends_nothing() {
    let to = Connecting::new().await;
    let rig = to.rig().await;
    let attempt = rig.attempt(&content(&unique("Too late")), None).await;
    to.site.forget();
    let outcome = rig.commit(&attempt).await;
    assert_eq!((outcome.answer, outcome.trouble), (Answer::NotSent, Some(Kind::KeyRevoked)));
    assert!(!outcome.says.contains("script") && to.site.kept().records.is_empty());
}

#[tokio::test]
async fn au15_a_code_is_good_once_with_its_own_verifier_and_from_a_server_that_names_itself() {
    let to = Connecting::new().await;
    let (kept, sent) = to.left().await;
    for iss in ["", "https://elsewhere.example"] {
        let other = SentBack { iss: iss.to_owned(), ..sent.clone() };
        assert_eq!(to.back(&kept, &other, &to.secret).await.err().unwrap().kind, Kind::Forbidden, "{iss:?}");
    }
    let wrong = to.back(&kept, &sent, &Challenge::from_random([8; 32])).await;
    assert_eq!(wrong.err().unwrap().kind, Kind::KeyRevoked);
    let ((first, _), (_, second)) = (to.left().await, to.left().await);
    let mixed = to.back(&first, &second, &to.secret).await;
    assert_eq!(mixed.err().unwrap().kind, Kind::KeyRevoked, "a code is bound to the key it was asked for with");
    let (kept, sent) = to.left().await;
    to.back(&kept, &sent, &to.secret).await.unwrap();
    assert!(to.back(&kept, &sent, &to.secret).await.is_err(), "the same code again");
}

#[tokio::test]
async fn au18_another_account_is_refused_and_so_is_one_that_lives_elsewhere() {
    let to = Connecting::new().await;
    to.site.kept().subject = Some("did:plc:somebodyelse".to_owned());
    assert!(to.connected().await.err().unwrap().says.contains("another account"));
    to.site.kept().subject = None;
    to.site.kept().lives_at = Some("https://elsewhere.example".to_owned());
    assert!(to.connected().await.err().unwrap().says.contains("another server"));
}

#[tokio::test]
async fn au20_fewer_rights_than_posting_needs_and_more_than_asked_are_refused() {
    let to = Connecting::new().await;
    for (scopes, says) in
        [("atproto", "agree to all"), ("atproto transition:generic transition:chat.bsky", "more than")]
    {
        to.site.kept().agrees_to = Some(scopes.to_owned());
        let refused = to.connected().await.err().unwrap();
        assert!(refused.says.contains(says), "{refused}");
    }
    to.site.kept().agrees_to = None;
    to.site.kept().kind = Some("Bearer");
    assert!(to.connected().await.err().unwrap().says.contains("anybody could use"));
}

#[tokio::test]
async fn a_server_that_does_not_sign_in_as_the_protocol_asks_is_said_to_at_the_blank() {
    let to = Connecting::new().await;
    let leaving = async |website| {
        let agreeing = to.network().agreeing(&to.typed).unwrap();
        agreeing.leave(&to.home, &to.typed, None, &door(website, &to.secret)).await.err().unwrap()
    };
    for lacking in [
        "pushed_authorization_request_endpoint",
        "code_challenge_methods_supported",
        "dpop_signing_alg_values_supported",
        "authorization_response_iss_parameter_supported",
        "client_id_metadata_document_supported",
    ] {
        to.site.kept().lacks = Some(lacking);
        let refused = leaving("https://nuncio.example").await;
        assert!(refused.blank == "password" && refused.says.contains("app password"), "{lacking}: {refused}");
    }
    to.site.kept().lacks = None;
    let refused = leaving("http://localhost:4100").await;
    assert!(refused.blank == "password" && refused.says.contains("no https address"), "{refused}");
}

#[tokio::test]
async fn an_app_password_is_taken_as_before() {
    let to = Connecting::new().await;
    let typed = Typed::new([("password".to_owned(), "abcd-efgh-ijkl-mnop".to_owned())]);
    assert!(to.network().agreeing(&typed).is_none());
}
