//! Who may answer and quote a post on Bluesky: written with the post in one commit, found with it, deleted with it.

use crate::{
    carrying::token,
    rig::{self, Attempt, Rig, content, everywhere, unique},
};
use delivery::{Answer, Finding, ReadBack};
use egress::Ask;
use networks::{
    NetworkName, Refers, Violation,
    practice::{Effect, Fault, Host, When},
    trouble::Kind,
};
use publishing::{Content, Gates, Whoever};
use serde_json::{Value, json};

const CLOSED: Gates = Gates { answers: Whoever::Nobody, quotes: Whoever::Nobody };

fn gated(text: &str, gates: Gates) -> Content {
    Content { gates, ..content(&unique(text)) }
}

async fn on_bluesky() -> Vec<Rig> {
    everywhere().await.into_iter().filter(|rig| rig.account.network == NetworkName::Bluesky).collect()
}

/// A record beside a post, as anybody can read it.
async fn beside(rig: &Rig, post: &str, collection: &str) -> Option<Value> {
    let parts: Vec<&str> = post.trim_start_matches("at://").split('/').collect();
    let query = [("repo", parts[0]), ("collection", collection), ("rkey", parts[2])];
    let url = rig.account.base.at(["xrpc", "com.atproto.repo.getRecord"]).with_query(query);
    let answer = rig.egress.read(Ask::get(url)).await.unwrap();
    answer.is_success().then(|| answer.json::<Value>().unwrap()["value"].clone())
}

#[tokio::test]
async fn who_may_answer_and_quote_is_there_with_the_post_and_reads_back() {
    for rig in on_bluesky().await {
        for answers in rig.capabilities.takes.answers_by.clone() {
            let gates = Gates { answers, quotes: Whoever::Nobody };
            let (attempt, remote) = rig.publish(&gated("For some", gates), None).await;
            let seen = rig.expect_equal(&attempt, &remote).await;
            assert_eq!((seen.carries.answers_by, seen.carries.quotes_by), (Some(answers), Some(Whoever::Nobody)));
            for collection in ["app.bsky.feed.threadgate", "app.bsky.feed.postgate"] {
                let record = beside(&rig, &remote.id, collection).await.unwrap();
                assert_eq!(record["post"], remote.id.as_str(), "{}", rig.name);
            }
        }
        let (attempt, remote) = rig.publish(&gated("For everybody", Gates::default()), None).await;
        rig.expect_equal(&attempt, &remote).await;
        assert_eq!(beside(&rig, &remote.id, "app.bsky.feed.threadgate").await, None, "{}", rig.name);
    }
}

#[tokio::test]
async fn a_gated_post_never_stands_open_because_one_call_writes_it_all() {
    let rig = rig::practice(&[Host::Bluesky]).await.remove(0);
    let (_, remote) = rig.publish(&gated("Closed from the first", CLOSED), None).await;
    assert_eq!(rig.practice().publishing_calls(), 1);
    assert!(beside(&rig, &remote.id, "app.bsky.feed.threadgate").await.is_some());
    let attempt = rig.attempt(&gated("Nothing of it", CLOSED), None).await;
    rig.practice().plan(Fault::next_publish(When::Before, Effect::Status(500)));
    assert_eq!(rig.commit(&attempt).await.answer, Answer::Ambiguous);
    assert_eq!(rig.practice().published_by(&rig.account.identity.id).len(), 1, "neither post nor gates");
}

/// Takes a record beside a post away, as somebody with the account in hand can.
async fn open(rig: &Rig, post: &str, collection: &str) {
    let rkey = post.rsplit('/').next().unwrap();
    let body = json!({ "repo": rig.account.identity.id, "collection": collection, "rkey": rkey });
    let ask = Ask::post(rig.account.base.at(["xrpc", "com.atproto.repo.deleteRecord"])).bearer(&token(rig).await);
    assert!(rig.egress.write(ask.json(&body)).await.unwrap().is_success());
}

#[tokio::test]
async fn a_gate_that_was_opened_meanwhile_is_noticed_and_one_that_was_closed_is_no_damage() {
    for rig in on_bluesky().await {
        for collection in ["app.bsky.feed.threadgate", "app.bsky.feed.postgate"] {
            let (attempt, remote) = rig.publish(&gated("Closed", CLOSED), None).await;
            let mut left_open = attempt.prepared.rendered.clone();
            left_open.gates = Gates::default();
            let closed = rig.read(&remote).await.unwrap();
            assert!(rig.network().differences(&left_open, &closed).is_empty(), "{}", rig.name);
            open(&rig, &remote.id, collection).await;
            let seen = rig.read(&remote).await;
            let means = rig.network().read_back_means(&rig.account, &attempt.prepared.rendered, &seen);
            assert_eq!(means, ReadBack::Altered, "{} {collection}", rig.name);
        }
    }
}

async fn doubtful(rig: &Rig, when: When) -> Attempt {
    let attempt = rig.attempt(&gated("In doubt", CLOSED), None).await;
    rig.practice().plan(Fault::next_publish(when, Effect::Drop));
    assert_eq!(rig.commit(&attempt).await.answer, Answer::Ambiguous);
    attempt
}

#[tokio::test]
async fn dl01_a_gated_post_whose_answer_got_lost_is_found_with_its_gates() {
    let rig = rig::practice(&[Host::Bluesky]).await.remove(0);
    let attempt = doubtful(&rig, When::After).await;
    let Finding::Seen(remote) = rig.look(&attempt).await else { panic!("it is there") };
    rig.expect_equal(&attempt, &remote).await;
}

#[tokio::test]
async fn dl02_a_gated_post_that_did_not_arrive_is_absent_and_may_be_sent_once() {
    let rig = rig::practice(&[Host::Bluesky]).await.remove(0);
    rig.publish(&gated("The control", CLOSED), None).await;
    let attempt = doubtful(&rig, When::Before).await;
    assert_eq!(rig.look(&attempt).await, Finding::NotSeen { control: true, complete: true });
    let Answer::Done(remote) = rig.commit(&attempt).await.answer else { panic!("it may be sent") };
    rig.expect_equal(&attempt, &remote).await;
}

#[tokio::test]
async fn a_gated_post_that_is_sent_twice_is_one_post_and_the_second_time_a_doubt() {
    for rig in on_bluesky().await {
        let (attempt, first) = rig.publish(&gated("Once", CLOSED), None).await;
        let again = rig.commit(&attempt).await;
        assert_eq!(again.answer, Answer::Ambiguous, "{}: {}", rig.name, again.says);
        assert_eq!(rig.look(&attempt).await, Finding::Seen(first.clone()), "{}", rig.name);
        rig.expect_equal(&attempt, &first).await;
    }
}

#[tokio::test]
async fn a_refusal_is_believed_only_while_nothing_stands_at_the_key() {
    let rig = rig::practice(&[Host::Bluesky]).await.remove(0);
    let absent = rig.attempt(&gated("Refused", CLOSED), None).await;
    rig.practice().plan(Fault::next_publish(When::Before, Effect::Status(400)));
    let outcome = rig.commit(&absent).await;
    assert_eq!((outcome.answer, outcome.trouble), (Answer::Refused, Some(Kind::Invalid)), "{}", outcome.says);
    let (there, _) = rig.publish(&gated("There", CLOSED), None).await;
    rig.practice().plan(Fault::next_publish(When::Before, Effect::Status(400)));
    let outcome = rig.commit(&there).await;
    assert_eq!(outcome.answer, Answer::Ambiguous, "{}", outcome.says);
    assert!(outcome.says.contains("looked at"), "{}", outcome.says);
}

#[tokio::test]
async fn a_gated_text_that_is_too_long_is_a_refusal() {
    for rig in on_bluesky().await {
        let mut attempt = rig.attempt(&gated("Short", CLOSED), None).await;
        attempt.prepared.rendered.text = "x".repeat(301);
        let outcome = rig.commit(&attempt).await;
        assert_eq!((outcome.answer, outcome.trouble), (Answer::Refused, Some(Kind::Invalid)), "{}", rig.name);
    }
}

#[tokio::test]
async fn gates_are_deleted_with_their_post_and_deleting_again_changes_nothing() {
    for rig in on_bluesky().await {
        let (_, remote) = rig.publish(&gated("Soon gone", CLOSED), None).await;
        for _ in 0..2 {
            let outcome = rig.delete(&remote).await;
            assert_eq!(outcome.answer, Answer::Done(remote.clone()), "{}: {}", rig.name, outcome.says);
        }
        assert_eq!(rig.read(&remote).await.unwrap_err().kind, Kind::Gone, "{}", rig.name);
        for collection in ["app.bsky.feed.threadgate", "app.bsky.feed.postgate"] {
            assert_eq!(beside(&rig, &remote.id, collection).await, None, "{} {collection}", rig.name);
        }
    }
}

#[tokio::test]
async fn in_a_thread_of_ours_the_first_post_says_who_may_answer() {
    for rig in on_bluesky().await {
        let (_, first) = rig.publish(&gated("First of two", CLOSED), None).await;
        let parent = rig.resolved(&first).await;
        let (attempt, second) = rig.publish(&gated("Second of two", CLOSED), Some(&parent)).await;
        rig.expect_equal(&attempt, &second).await;
        assert_eq!(beside(&rig, &second.id, "app.bsky.feed.threadgate").await, None, "{}", rig.name);
        assert!(beside(&rig, &second.id, "app.bsky.feed.postgate").await.is_some(), "{}", rig.name);
        let third = rig.resolved(&second).await;
        let (attempt, third) = rig.publish(&gated("And a third", CLOSED), Some(&third)).await;
        rig.expect_equal(&attempt, &third).await;
    }
}

#[tokio::test]
async fn in_a_thread_of_somebody_else_we_do_not_say_who_may_answer() {
    let rig = rig::practice(&[Host::Bluesky]).await.remove(0);
    let theirs = rig.practice().comment(Host::Bluesky, "reader.example", "A question", None).unwrap();
    let page = rig.practice().page_of(&theirs).unwrap();
    let parent = rig.network().resolve(&rig.account, &page).await.unwrap();
    let gates = Gates { answers: Whoever::Nobody, ..Gates::default() };
    let wrong = rig.network().render(&gated("No answers", gates), Refers::answering(Some(&parent)), &rig.capabilities);
    assert!(matches!(&wrong.unwrap_err()[..], [Violation::NotLikeThis(says)] if says.contains("began the thread")));
}
