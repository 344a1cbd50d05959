//! What each answer of a blog means for the delivery.

use super::{article, everywhere, stand_in, with_wrong_key};
use crate::{
    rig::{self, unique},
    standin::Fault,
};
use delivery::{Answer, Finding};
use jiff::SignedDuration;
use networks::{Account, NetworkName, Operation, trouble::Kind};

fn refusal(code: &str) -> String {
    serde_json::json!({ "code": code, "message": "Sorry.", "data": { "status": 400 } }).to_string()
}

#[tokio::test]
async fn every_documented_refusal_is_one_and_nothing_is_published() {
    let (rig, blog) = stand_in().await;
    for (status, code, answer, kind) in [
        (400, "rest_invalid_param", Answer::Refused, Kind::Invalid),
        (400, "empty_content", Answer::Refused, Kind::Invalid),
        (401, "rest_cannot_edit", Answer::NotSent, Kind::KeyRevoked),
        (401, "incorrect_password", Answer::NotSent, Kind::KeyRevoked),
        (401, "rest_not_logged_in", Answer::NotSent, Kind::KeyRevoked),
        (403, "rest_cannot_edit", Answer::Refused, Kind::Forbidden),
        (403, "rest_cannot_publish", Answer::Refused, Kind::Forbidden),
        (404, "rest_post_invalid_id", Answer::Refused, Kind::Gone),
        (429, "too_many_requests", Answer::RateLimited { until: None }, Kind::TooMany(None)),
    ] {
        let attempt = rig.attempt(&article("Refused", &unique("No")), None).await;
        blog.faults.plan(Fault::Before(status, refusal(code)));
        let outcome = rig.commit(&attempt).await;
        assert_eq!((outcome.answer, outcome.trouble), (answer, Some(kind)), "{status} {code}: {}", outcome.says);
        assert!(!outcome.says.contains("Sorry"), "what a server wrote is not repeated: {}", outcome.says);
    }
    assert_eq!(blog.published().len(), 0);
}

#[tokio::test]
async fn an_answer_that_wordpress_itself_does_not_give_is_a_doubt_that_a_look_settles() {
    let (rig, blog) = stand_in().await;
    let firewall = "<html>Checking your browser</html>".to_owned();
    for (status, body) in [
        (200, firewall.clone()),
        (200, String::new()),
        (200, r#"{"id": 10, "stat"#.to_owned()),
        (200, r#"{"id": 999999, "status": "publish", "link": "", "author": 2}"#.to_owned()),
        (200, r#"{"id": 10, "status": "pending", "link": "", "author": 2}"#.to_owned()),
        (301, String::new()),
        (403, firewall.clone()),
        (404, firewall.clone()),
        (408, String::new()),
        (500, refusal("internal_server_error")),
        (502, firewall.clone()),
        (504, String::new()),
    ] {
        let never = rig.attempt(&article("Doubt", &unique("Before")), None).await;
        blog.faults.plan(Fault::Before(status, body.clone()));
        assert_eq!(rig.commit(&never).await.answer, Answer::Ambiguous, "{status} {body}");
        assert_eq!(rig.look(&never).await, Finding::NotSeen { control: true, complete: true }, "{status} {body}");

        let there = rig.attempt(&article("Doubt", &unique("After")), None).await;
        blog.faults.plan(Fault::After(status, body.clone()));
        assert_eq!(rig.commit(&there).await.answer, Answer::Ambiguous, "{status} {body}");
        let Finding::Seen(remote) = rig.look(&there).await else { panic!("it is there, after {status} {body}") };
        rig.expect_equal(&there, &remote).await;
    }
}

#[tokio::test]
async fn a_key_that_was_taken_back_is_called_so_and_nothing_is_sent() {
    for mut rig in everywhere().await {
        let attempt = rig.attempt(&article("Never", &unique("Never")), None).await;
        let account = with_wrong_key(&rig);
        let outcome = rig.commit_as(&account, &attempt).await;
        let told = (outcome.answer, outcome.trouble);
        assert_eq!(told, (Answer::NotSent, Some(Kind::KeyRevoked)), "{}: {}", rig.name, outcome.says);
        let probe = rig.network().probe(&account, rig::now()).await.unwrap_err();
        assert_eq!(probe.kind, Kind::KeyRevoked, "{}", rig.name);
        assert!(probe.says.contains("connect the account again"), "{}", probe.says);
        let draft = rig.network().prepare(&account, &attempt.prepared.rendered, &[], None).await.unwrap_err();
        assert_eq!(draft.kind, Kind::KeyRevoked, "{}", rig.name);
        rig.account = account;
        assert_eq!(rig.look(&attempt).await, Finding::NoAnswer, "a look without a key proves nothing: {}", rig.name);
    }
}

#[tokio::test]
async fn an_account_that_may_not_publish_is_not_connected() {
    let (rig, blog) = stand_in().await;
    blog.demote();
    let trouble = rig.network().probe(&rig.account, rig::now()).await.unwrap_err();
    assert_eq!(trouble.kind, Kind::Forbidden);
    assert!(trouble.says.contains("give it the role Author or Editor"), "{trouble}");
}

#[tokio::test]
async fn a_blog_that_is_not_there_means_that_nothing_was_sent() {
    let (rig, _) = stand_in().await;
    let attempt = rig.attempt(&article("Nobody home", &unique("…")), None).await;
    let (egress, networks) = rig::set_up("http://127.0.0.1:9");
    let account = Account { base: egress.url("http://127.0.0.1:9").unwrap(), ..rig.account.clone() };
    let network = networks.get(NetworkName::WordPress);
    let sending = rig::sending(rig.capabilities.handling(Operation::Create));
    let outcome =
        network.commit(&account, &attempt.prepared, &[rig::the_dot()], &attempt.key, sending, rig::now()).await;
    assert_eq!((outcome.answer, outcome.trouble), (Answer::NotSent, Some(Kind::Transient)), "{}", outcome.says);
}

#[tokio::test]
async fn a_deadline_that_has_passed_means_that_nothing_was_sent() {
    let (rig, blog) = stand_in().await;
    let attempt = rig.attempt(&article("Too late", &unique("…")), None).await;
    let sending = rig::sending(rig.capabilities.handling.create);
    let late = rig::now().plus(SignedDuration::from_secs(61));
    let outcome =
        rig.network().commit(&rig.account, &attempt.prepared, &[rig::the_dot()], &attempt.key, sending, late).await;
    assert_eq!(outcome.answer, Answer::NotSent);
    assert_eq!(blog.published().len(), 0);
}

#[tokio::test]
async fn a_key_that_is_taken_back_between_draft_and_publication_leaves_the_draft_unseen() {
    let (rig, blog) = stand_in().await;
    let attempt = rig.attempt(&article("Locked", &unique("…")), None).await;
    blog.lock();
    let outcome = rig.commit(&attempt).await;
    assert_eq!((outcome.answer, outcome.trouble), (Answer::NotSent, Some(Kind::KeyRevoked)));
    assert_eq!(blog.published().len(), 0);
}
