//! After a doubt: what is there is found by whoever can look, what is not there is proven absent, and where nothing can be
//! read nothing is claimed.

use super::{
    Chat, discourse, only, post,
    stand_in::{Fault, Reply},
    zulip,
};
use crate::rig::Attempt;
use delivery::{Answer, Class, Finding};
use networks::{NetworkName, Parent, trouble::Kind};
use publishing::Content;

const ABSENT: Finding = Finding::NotSeen { control: true, complete: true };
const LISTED: &[NetworkName] = &[NetworkName::Discourse, NetworkName::Zulip];
const HOOKS: &[NetworkName] = &[NetworkName::Discord, NetworkName::Slack, NetworkName::Mattermost];

fn failures() -> Vec<Reply> {
    let statuses = [500, 502, 503, 504, 520].map(|status| Reply::says(status, "<h1>Oops</h1>"));
    let odd = [Reply::says(200, ""), Reply::says(200, "<h1>Sign in</h1>"), Reply::says(302, ""), Reply::Cut];
    statuses.into_iter().chain(odd).collect()
}

async fn failing(chat: &Chat, content: &Content, parent: Option<&Parent>, fault: Fault) -> Attempt {
    let attempt = chat.rig.attempt(content, parent).await;
    let before = chat.stand_in.desk().calls();
    chat.stand_in.desk().plan(fault.clone());
    let outcome = chat.rig.commit(&attempt).await;
    assert_eq!(outcome.answer, Answer::Ambiguous, "{}: {fault:?}: {}", chat.rig.name, outcome.says);
    assert!(outcome.says.contains("not known"), "{}", outcome.says);
    assert_eq!(chat.stand_in.desk().calls(), before + 1, "{}: exactly one call", chat.rig.name);
    chat.expect_no_secret(&outcome.says);
    attempt
}

#[tokio::test]
async fn dl01_what_arrived_without_an_answer_is_found_as_one_object() {
    for chat in only(LISTED).await {
        for reply in failures() {
            let before = chat.stand_in.shown().len();
            let attempt = failing(&chat, &post("There all the same"), None, Fault::After(reply)).await;
            match chat.rig.look(&attempt).await {
                Finding::Seen(remote) => drop(chat.rig.expect_equal(&attempt, &remote).await),
                other => panic!("{}: {other:?}", chat.rig.name),
            }
            assert_eq!(chat.stand_in.shown().len(), before + 1, "{}", chat.rig.name);
        }
    }
}

#[tokio::test]
async fn dl02_what_did_not_arrive_is_proven_absent_and_may_be_sent_once() {
    for chat in only(LISTED).await {
        for reply in failures() {
            let attempt = failing(&chat, &post("Never arrived there"), None, Fault::Before(reply)).await;
            assert_eq!(chat.rig.look(&attempt).await, ABSENT, "{}", chat.rig.name);
            assert!(matches!(chat.rig.commit(&attempt).await.answer, Answer::Done(_)), "{}", chat.rig.name);
            assert!(matches!(chat.rig.look(&attempt).await, Finding::Seen(_)), "{}", chat.rig.name);
        }
    }
}

#[tokio::test]
async fn where_nothing_can_be_read_a_doubt_is_left_to_a_person() {
    for chat in only(HOOKS).await {
        assert_eq!(chat.rig.class(), Class::E, "{}", chat.rig.name);
        for reply in failures() {
            let there = failing(&chat, &post("There all the same"), None, Fault::After(reply.clone())).await;
            assert_eq!(chat.rig.look(&there).await, Finding::NoAnswer, "{}", chat.rig.name);
            let absent = failing(&chat, &post("Never arrived there"), None, Fault::Before(reply)).await;
            assert_eq!(chat.rig.look(&absent).await, Finding::NoAnswer, "{}", chat.rig.name);
        }
    }
}

#[tokio::test]
async fn the_same_topic_twice_is_one_topic_and_the_second_is_called_a_repetition() {
    let (chat, _) = discourse::forum().await;
    let (attempt, remote) = chat.rig.publish(&post("Once and no more"), None).await;
    let again = chat.rig.commit(&attempt).await;
    assert_eq!((again.answer, again.trouble), (Answer::Duplicate, Some(Kind::Duplicate)), "{}", again.says);
    assert_eq!(chat.rig.look(&attempt).await, Finding::Seen(remote));
    assert_eq!(chat.stand_in.shown().len(), 1);
}

#[tokio::test]
async fn a_reply_is_found_among_what_is_new_in_its_topic() {
    let (chat, forum) = discourse::forum().await;
    let topic = forum.begins(1, "A question of a reader", "When is the release, please?", None);
    let id = topic["topic_id"].as_u64().unwrap();
    let page = format!("{}t/{id}/1", chat.rig.account.base.as_str());
    let parent = chat.rig.network().resolve(&chat.rig.account, &page).await.unwrap();
    let content = post("In December, as planned");
    forum.replies(discourse::US, id, &content.text, None);
    let twin = chat.rig.attempt(&content, Some(&parent)).await;
    assert_eq!(chat.rig.look(&twin).await, ABSENT, "what said the same before is not this one");
    let there = failing(&chat, &content, Some(&parent), Fault::After(Reply::Cut)).await;
    forum.replies(1, id, &content.text, None);
    assert!(matches!(chat.rig.look(&there).await, Finding::Seen(_)));
    let absent = failing(&chat, &post("Never arrived there"), Some(&parent), Fault::Before(Reply::Cut)).await;
    assert_eq!(chat.rig.look(&absent).await, ABSENT);
}

#[tokio::test]
async fn what_waits_for_moderators_is_neither_there_nor_absent() {
    let (chat, forum) = discourse::forum().await;
    forum.reviews();
    let attempt = chat.rig.attempt(&post("First before the moderators"), None).await;
    let outcome = chat.rig.commit(&attempt).await;
    assert_eq!(outcome.answer, Answer::Ambiguous);
    assert!(outcome.says.contains("moderators"), "{}", outcome.says);
    assert_eq!(chat.rig.look(&attempt).await, Finding::NoAnswer);
    forum.decides();
    assert_eq!(chat.rig.look(&attempt).await, ABSENT);
}

#[tokio::test]
async fn a_twin_and_a_copy_by_somebody_else_are_not_taken_for_ours() {
    let (chat, organisation) = zulip::organisation().await;
    let content = post("Every week the same");
    let (_, first) = chat.rig.publish(&content, None).await;
    let attempt = chat.rig.attempt(&content, None).await;
    organisation.says(1, "A release of the project", &content.text);
    assert_eq!(chat.rig.look(&attempt).await, ABSENT);
    organisation.says(zulip::BOT, "Another topic", &content.text);
    assert_eq!(chat.rig.look(&attempt).await, Finding::NoAnswer, "somebody may have moved ours there: a person looks");
    let there = failing(&chat, &content, None, Fault::After(Reply::Cut)).await;
    let Finding::Seen(second) = chat.rig.look(&there).await else { panic!("it is there") };
    assert_ne!(second, first);
    let taken = [second.id];
    let found = chat.rig.network().reconcile(&chat.rig.account, &there.prepared, &there.key, &taken).await;
    assert_eq!(found, ABSENT, "what is known as another post is not this one");
}

#[tokio::test]
async fn a_twin_from_before_what_is_remembered_hides_nothing_and_lets_nothing_be_proven() {
    let (chat, organisation) = zulip::organisation().await;
    let content = post("Every year the same");
    chat.rig.publish(&content, None).await;
    for number in 0..120 {
        organisation.says(1, "Lunch", &format!("Meanwhile {number}"));
    }
    let absent = chat.rig.attempt(&content, None).await;
    assert_eq!(chat.rig.look(&absent).await, Finding::NoAnswer, "a person looks");
    let there = failing(&chat, &content, None, Fault::After(Reply::Cut)).await;
    assert!(matches!(chat.rig.look(&there).await, Finding::Seen(_)));
}

#[tokio::test]
async fn two_that_could_be_ours_are_said_to_be_two() {
    let (chat, organisation) = zulip::organisation().await;
    let content = post("Twice by accident");
    let attempt = failing(&chat, &content, None, Fault::After(Reply::Cut)).await;
    organisation.says(zulip::BOT, "A release of the project", &content.text);
    assert!(matches!(chat.rig.look(&attempt).await, Finding::Several(_)));
}

#[tokio::test]
async fn a_busy_channel_is_read_far_enough_or_proves_nothing() {
    let (chat, organisation) = zulip::organisation().await;
    for number in 0..150 {
        organisation.says(1, "Lunch", &format!("Before {number}"));
    }
    let attempt = failing(&chat, &post("Lost among the others"), None, Fault::After(Reply::Cut)).await;
    for number in 0..1500 {
        organisation.says(1, "Lunch", &format!("After {number}"));
    }
    assert!(matches!(chat.rig.look(&attempt).await, Finding::Seen(_)));
    let absent = failing(&chat, &post("Not among the others"), None, Fault::Before(Reply::Cut)).await;
    for number in 0..3000 {
        organisation.says(1, "Lunch", &format!("Long after {number}"));
    }
    assert_eq!(chat.rig.look(&absent).await, Finding::NotSeen { control: false, complete: false });
}

#[tokio::test]
async fn a_list_that_could_not_be_read_before_proves_nothing_afterwards() {
    let (chat, _) = zulip::organisation().await;
    let mut attempt = failing(&chat, &post("Without a list from before"), None, Fault::Before(Reply::Cut)).await;
    attempt.prepared.material["before"] = serde_json::Value::Null;
    assert_eq!(chat.rig.look(&attempt).await, Finding::NoAnswer);
}
