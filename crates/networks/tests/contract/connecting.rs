//! Connecting accounts: sign-in at an instance, app passwords and their sessions, and addresses that are no servers.

use crate::rig::{self, PATIENCE, content, served, unique};
use async_trait::async_trait;
use basics::Moment;
use delivery::Answer;
use egress::{AllowList, Allowed, Ask, Egress};
use networks::{
    Account, NotKept, SafeUrl, Secret, Sessions,
    bluesky::{Bluesky, Directory},
    mastodon::{Server, oauth},
    oauth::Challenge,
    practice::{Host, Practice, serve},
    trouble::Kind,
};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

const CALLBACK: &str = "http://127.0.0.1:1/connected";

#[tokio::test]
async fn a_person_agrees_on_the_instances_page_and_the_token_works() {
    let rig = rig::practice(&[Host::Mastodon]).await.remove(0);
    let base = rig.account.base.clone();
    let server = Server { egress: &rig.egress, base: &base, token: None, within: PATIENCE };
    let instance = server.discover().await.unwrap();
    let app = oauth::register(&rig.egress, &base, instance.dialect, CALLBACK, "https://nuncio.example").await.unwrap();
    let challenge = Challenge::from_random([7; 32]);
    let page = oauth::authorize_url(&base, &app, CALLBACK, "state-1", &challenge);
    let shown = rig.egress.read(Ask::get(page)).await.unwrap();
    assert!(shown.text().contains("Allow as @group"), "{}", shown.text());
    let (code, state) = agreed(&rig, &shown.text()).await;
    assert_eq!(state, "state-1");

    let wrong = Challenge::from_random([8; 32]);
    let refused = oauth::exchange(&rig.egress, &base, &app, CALLBACK, &code, &wrong).await;
    assert_eq!(refused.err().unwrap().kind, Kind::Forbidden);

    let (code, _) = agreed(&rig, &shown.text()).await;
    let token = oauth::exchange(&rig.egress, &base, &app, CALLBACK, &code, &challenge).await.unwrap();
    let again = oauth::exchange(&rig.egress, &base, &app, CALLBACK, &code, &challenge).await;
    assert_eq!(again.err().unwrap().kind, Kind::Forbidden, "a code is good once");

    let account = Account { token: token.clone(), ..rig.account.clone() };
    let probe = rig.network().probe(&account, rig::now()).await.unwrap();
    assert_eq!(probe.identity, rig.account.identity);
    oauth::revoke(&rig.egress, &base, &app, &token).await.unwrap();
    assert_eq!(rig.network().probe(&account, rig::now()).await.unwrap_err().kind, Kind::KeyRevoked);
}

/// Presses the page's button, as a browser would.
async fn agreed(rig: &rig::Rig, page: &str) -> (String, String) {
    let field = |name: &str| {
        let after = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        after.split('"').next().unwrap().replace("&#38;", "&")
    };
    let names =
        ["account", "response_type", "client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method"];
    let values: Vec<String> = names.iter().map(|name| field(name)).collect();
    let pairs = names.iter().copied().zip(values.iter().map(String::as_str));
    let ask = Ask::post(rig.account.base.at(["oauth", "authorize"])).form(pairs);
    let answer = rig.egress.write(ask).await.unwrap();
    let back = url::Url::parse(answer.header("location").unwrap()).unwrap();
    assert!(back.as_str().starts_with(CALLBACK));
    let value = |name: &str| back.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
    (value("code"), value("state"))
}

#[tokio::test]
async fn an_address_that_is_no_server_of_the_family_is_called_so() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let routes = axum::Router::new().route("/", axum::routing::get(|| async { "An ordinary page" }));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let (egress, _) = rig::set_up(&base);
    let trouble = discovered(&egress, &egress.url(&base).unwrap()).await;
    assert_eq!(trouble.kind, Kind::Unsupported);
    assert!(trouble.says.contains("check the address"), "{trouble}");
}

#[tokio::test]
async fn an_address_that_only_points_elsewhere_is_not_followed_to_a_closed_place() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let redirect = || async { axum::response::Redirect::temporary("http://169.254.169.254/latest/meta-data") };
    tokio::spawn(async move { axum::serve(listener, axum::Router::new().fallback(redirect)).await });
    let (egress, _) = rig::set_up(&base);
    let trouble = discovered(&egress, &egress.url(&base).unwrap()).await;
    assert_eq!(trouble.kind, Kind::Guarded, "{trouble}");
}

async fn discovered(egress: &Egress, base: &SafeUrl) -> networks::Trouble {
    Server { egress, base, token: None, within: PATIENCE }.discover().await.unwrap_err()
}

/// Remembers every session that was kept.
#[derive(Default)]
struct Kept(Mutex<Vec<Secret>>);

#[async_trait]
impl Sessions for Kept {
    fn now(&self) -> Moment {
        rig::now()
    }
    async fn keep(&self, _: &Account, session: &Secret) -> Result<(), NotKept> {
        self.0.lock().unwrap().push(session.clone());
        Ok(())
    }
}

/// Cannot keep anything.
struct Full;

#[async_trait]
impl Sessions for Full {
    fn now(&self) -> Moment {
        rig::now()
    }
    async fn keep(&self, _: &Account, _: &Secret) -> Result<(), NotKept> {
        Err(NotKept("the disk is full".to_owned()))
    }
}

fn with_sessions(rig: &rig::Rig, kept: Arc<dyn Sessions>) -> Bluesky {
    let directory = Directory { plc: rig.account.base.clone(), resolver: rig.account.base.clone() };
    Bluesky::new(rig.egress.clone(), directory, kept).with_patience(PATIENCE)
}

#[tokio::test]
async fn a_session_that_ran_out_is_renewed_once_however_many_calls_notice() {
    use networks::Network;
    let rig = rig::practice(&[Host::Bluesky]).await.remove(0);
    let kept = Arc::new(Kept::default());
    let bluesky = with_sessions(&rig, kept.clone());
    bluesky.probe(&rig.account, rig::now()).await.unwrap();
    assert_eq!(kept.0.lock().unwrap().len(), 1, "signed in once");
    rig.practice().end_sessions();
    let probes = (0..8).map(|_| bluesky.probe(&rig.account, rig::now()));
    for probe in futures::future::join_all(probes).await {
        probe.unwrap();
    }
    assert_eq!(kept.0.lock().unwrap().len(), 2, "renewed once");
}

#[tokio::test]
async fn a_stored_session_is_used_before_anybody_signs_in_again() {
    use networks::Network;
    let rig = rig::practice(&[Host::Bluesky]).await.remove(0);
    let kept = Arc::new(Kept::default());
    with_sessions(&rig, kept.clone()).probe(&rig.account, rig::now()).await.unwrap();
    let stored = kept.0.lock().unwrap().last().cloned();
    let account = Account { session: stored, token: Secret::new("no password at hand"), ..rig.account.clone() };
    with_sessions(&rig, kept.clone()).probe(&account, rig::now()).await.unwrap();
    rig.practice().end_sessions();
    with_sessions(&rig, kept.clone()).probe(&account, rig::now()).await.unwrap();
    assert_eq!(kept.0.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_session_that_cannot_be_kept_is_not_used() {
    use networks::Network;
    let rig = rig::practice(&[Host::Bluesky]).await.remove(0);
    let trouble = with_sessions(&rig, Arc::new(Full)).probe(&rig.account, rig::now()).await.unwrap_err();
    assert_eq!(trouble.kind, Kind::Transient);
    assert!(trouble.says.contains("the disk is full"), "{trouble}");
}

#[tokio::test]
async fn a_session_that_ends_between_upload_and_post_does_not_stop_the_post() {
    let rig = rig::practice(&[Host::Bluesky]).await.remove(0);
    let attempt = rig.attempt(&content(&unique("Renewed on the way")), None).await;
    rig.practice().end_sessions();
    assert!(matches!(rig.commit(&attempt).await.answer, Answer::Done(_)));
}

#[tokio::test]
async fn an_account_that_is_connected_again_leaves_its_old_session_behind() {
    let rig = rig::practice(&[Host::Bluesky]).await.remove(0);
    rig.publish(&content(&unique("With the first password")), None).await;
    rig.practice().revoke(&rig.account.identity.id);
    let attempt = rig.attempt(&content(&unique("With the second password")), None).await;
    assert_eq!(rig.commit(&attempt).await.answer, Answer::NotSent);
    let again = rig.practice().account(Host::Bluesky, "group.example", "The group");
    let account = Account { token: again.key, ..rig.account.clone() };
    assert!(matches!(rig.commit_as(&account, &attempt).await.answer, Answer::Done(_)));
}

#[tokio::test]
async fn a_handle_leads_to_its_server_and_signs_in_with_an_app_password() {
    let rig = rig::practice(&[Host::Bluesky]).await.remove(0);
    let bluesky = rig.networks.bluesky();
    let signed = bluesky.sign_in("@group.example", &rig.account.token, Some(rig.account.base.clone())).await.unwrap();
    assert_eq!(signed.identity, rig.account.identity);
    let wrong =
        bluesky.sign_in("group.example", &Secret::new("xxxx-xxxx-xxxx-xxxx"), Some(rig.account.base.clone())).await;
    assert_eq!(wrong.err().unwrap().kind, Kind::KeyRevoked);
    let nonsense = bluesky.sign_in("not a handle", &rig.account.token, None).await;
    assert_eq!(nonsense.err().unwrap().kind, Kind::Invalid);
    let home = Directory { plc: rig.account.base.clone(), resolver: rig.account.base.clone() };
    let found = home.home_of(&rig.egress, "group.example").await.unwrap();
    assert_eq!((found.did, found.server), (rig.account.identity.id.clone(), rig.account.base.clone()));
}

#[tokio::test]
async fn the_practice_network_survives_a_restart_with_its_truth() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("practice.json");
    let practice = Practice::open(&file).unwrap();
    let first = practice.account(Host::Mastodon, "group", "The group");
    let comment = practice.comment(Host::Mastodon, "reader", "Hello", None).unwrap();
    practice.save().unwrap();
    let again = Practice::open(&file).unwrap();
    assert_eq!(again.published(), [comment]);
    assert_eq!(again.account(Host::Mastodon, "group", "The group").key.expose(), first.key.expose());
}

#[tokio::test]
async fn a_practice_network_that_is_killed_remembers_what_it_confirmed_and_gives_no_id_again() {
    for host in [Host::Mastodon, Host::Bluesky] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("practice.json");
        let rig = served(Practice::open(&file).unwrap(), host).await;
        let mut confirmed = Vec::new();
        for number in 0..3 {
            let (_, remote) = rig.publish(&content(&format!("Confirmed {number}")), None).await;
            // What is on the disk at this moment is all that a killed process leaves behind.
            let after = Practice::open(&file).unwrap();
            let there = after.published_by(&rig.account.identity.id);
            assert_eq!(there.len(), number + 1, "{host:?}: {there:?}");
            confirmed.push(remote.id);
        }
        let after = served(Practice::open(&file).unwrap(), host).await;
        let (_, next) = after.publish(&content("After the restart"), None).await;
        assert!(!confirmed.contains(&next.id), "{host:?} gives {} a second time", next.id);
        assert_eq!(after.practice().published_by(&rig.account.identity.id).len(), 4, "{host:?}");
    }
}

#[tokio::test]
async fn the_practice_page_shows_what_was_published_and_what_fails_next_and_hears_no_other_site() {
    let practice = Practice::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(serve(practice.clone(), listener));
    practice.account(Host::Mastodon, "group", "The group");
    let question = practice.comment(Host::Mastodon, "reader", "When <is> it?", None).unwrap();
    let egress = Egress::new(AllowList::new([Allowed::parse(&base, "test").unwrap()])).unwrap();
    let home = egress.url(&base).unwrap();
    let form = [("host", "mastodon"), ("when", "after"), ("what", "500")];
    let pressed = egress.write(Ask::post(home.at(["practice", "fault"])).form(form)).await.unwrap();
    assert_eq!(pressed.status, 303);
    let page = egress.read(Ask::get(home.clone())).await.unwrap();
    assert!(page.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
    assert!(page.text().contains("answer 500, after the effect"), "{}", page.text());
    assert!(page.text().contains("When &#60;is&#62; it?"), "{}", page.text());
    assert!(page.text().contains(&practice.page_of(&question).unwrap()), "{}", page.text());
    assert!(!page.text().contains("style=") && !page.text().contains("<script"));
    let foreign = Ask::post(home.at(["practice", "no-fault"])).header("origin", "https://elsewhere.example");
    assert_eq!(egress.write(foreign).await.unwrap().status, 403);
}

#[tokio::test]
async fn each_button_of_the_practice_page_lets_the_next_call_fail_before_or_after_its_effect() {
    let rig = rig::practice(&[Host::Mastodon]).await.remove(0);
    let home = rig.account.base.clone();
    let shown = rig.egress.read(Ask::get(home.clone())).await.unwrap().text();
    let words = |name: &str| shown.split(name).skip(1).map(|rest| rest.split('"').next().unwrap()).collect::<Vec<_>>();
    assert_eq!(words("name=\"what\" value=\""), ["time-out", "500", "429", "drop"], "{shown}");
    let mut published = 0;
    for (button, says, is_doubt) in [
        ("time-out", "no answer", true),
        ("500", "answer 500", true),
        ("429", "answer 429", false),
        ("drop", "cut", true),
    ] {
        for (when, has_effect) in [("before", 0), ("after", 1)] {
            let form = [("host", "mastodon"), ("when", when), ("what", button)];
            let pressed = rig.egress.write(Ask::post(home.at(["practice", "fault"])).form(form)).await.unwrap();
            assert_eq!(pressed.status, 303, "{button}");
            let page = rig.egress.read(Ask::get(home.clone())).await.unwrap().text();
            assert!(page.contains(says) && page.contains(&format!("{when} the effect")), "{button}: {page}");

            let outcome = rig.commit(&rig.attempt(&content(&unique(button)), None).await).await;
            match outcome.answer {
                Answer::Ambiguous => assert!(is_doubt, "{button}, {when}: {}", outcome.says),
                Answer::RateLimited { until: Some(_) } => assert!(!is_doubt, "{button}, {when}: {}", outcome.says),
                other => panic!("{button}, {when}: {other:?}, {}", outcome.says),
            }
            published += has_effect;
            let there = || rig.practice().published_by(&rig.account.identity.id).len();
            assert_eq!(there(), published, "{button}, {when}");
            rig.publish(&content(&unique("The call after it")), None).await;
            published += 1;
            assert_eq!(there(), published, "a failure happens once");
        }
    }
}
