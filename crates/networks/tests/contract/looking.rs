//! After a doubt: what is there is found, what is not there is proven absent, and a read that does not work proves nothing.

use crate::rig::{self, Attempt, Rig, content, everywhere, unique};
use delivery::{Answer, Class, Finding};
use networks::practice::{Calls, Effect, Fault, Host, When};

const READABLE: [Host; 4] = [Host::Bluesky, Host::Mastodon, Host::Listed, Host::Drafting];

async fn failing(rig: &Rig, when: When, effect: Effect) -> Attempt {
    let attempt = rig.attempt(&content(&unique("In doubt")), None).await;
    rig.practice().plan(Fault::next_publish(when, effect));
    let outcome = rig.commit(&attempt).await;
    assert_eq!(outcome.answer, Answer::Ambiguous, "{}: {}", rig.name, outcome.says);
    assert!(outcome.says.contains("not known"), "{}", outcome.says);
    attempt
}

#[tokio::test]
async fn what_was_published_is_found_by_looking() {
    for rig in everywhere().await.into_iter().filter(|rig| rig.class().can_be_read()) {
        let (attempt, remote) = rig.publish(&content(&unique("There")), None).await;
        assert_eq!(rig.look(&attempt).await, Finding::Seen(remote), "{}", rig.name);
    }
}

#[tokio::test]
async fn what_was_never_sent_is_proven_absent_once_the_account_has_a_post_to_compare_with() {
    for rig in everywhere().await.into_iter().filter(|rig| rig.class().can_be_read()) {
        rig.publish(&content(&unique("The control")), None).await;
        // On a real server the control has to be older than the clocks may differ; there the list shows it as recent.
        let attempt = rig.attempt(&content(&unique("Never sent")), None).await;
        match rig.look(&attempt).await {
            Finding::NotSeen { control, complete } => {
                assert!(complete, "{}", rig.name);
                assert!(control || rig.practice.is_none(), "{}", rig.name);
            }
            other => panic!("{}: {other:?}", rig.name),
        }
    }
}

#[tokio::test]
async fn dl01_no_answer_after_the_effect_is_found_as_one_object() {
    for rig in rig::practice(&READABLE).await {
        for effect in [Effect::TimeOut, Effect::Drop] {
            let before = rig.practice().published().len();
            let attempt = failing(&rig, When::After, effect).await;
            assert!(matches!(rig.look(&attempt).await, Finding::Seen(_)), "{}", rig.name);
            assert_eq!(rig.practice().published().len(), before + 1, "{}", rig.name);
        }
    }
}

#[tokio::test]
async fn dl02_no_answer_before_the_effect_is_absent_and_may_be_sent_once() {
    for rig in rig::practice(&READABLE).await {
        rig.publish(&content(&unique("The control")), None).await;
        for effect in [Effect::TimeOut, Effect::Drop] {
            let attempt = failing(&rig, When::Before, effect).await;
            assert_eq!(rig.look(&attempt).await, Finding::NotSeen { control: true, complete: true }, "{}", rig.name);
            assert!(matches!(rig.commit(&attempt).await.answer, Answer::Done(_)), "{}", rig.name);
            assert!(matches!(rig.look(&attempt).await, Finding::Seen(_)), "{}", rig.name);
        }
    }
}

#[tokio::test]
async fn dl04_a_failing_server_may_or_may_not_have_published() {
    for rig in rig::practice(&READABLE).await {
        rig.publish(&content(&unique("The control")), None).await;
        for status in [500, 502, 503, 504, 520] {
            let there = failing(&rig, When::After, Effect::Status(status)).await;
            assert!(matches!(rig.look(&there).await, Finding::Seen(_)), "{} {status}", rig.name);
            let absent = failing(&rig, When::Before, Effect::Status(status)).await;
            let finding = rig.look(&absent).await;
            assert_eq!(finding, Finding::NotSeen { control: true, complete: true }, "{} {status}", rig.name);
        }
    }
}

#[tokio::test]
async fn a_list_that_is_broken_proves_nothing() {
    for rig in rig::practice(&[Host::Bluesky, Host::Mastodon, Host::Listed]).await {
        rig.publish(&content(&unique("Hidden by the fault")), None).await;
        let attempt = failing(&rig, When::Before, Effect::Status(500)).await;
        rig.practice().lists_are_broken(true);
        assert_eq!(rig.look(&attempt).await, Finding::NotSeen { control: false, complete: true }, "{}", rig.name);
    }
}

#[tokio::test]
async fn a_list_without_any_post_is_no_control() {
    for rig in rig::practice(&[Host::Mastodon, Host::Listed]).await {
        let attempt = failing(&rig, When::Before, Effect::Status(500)).await;
        assert_eq!(rig.look(&attempt).await, Finding::NotSeen { control: false, complete: true }, "{}", rig.name);
    }
}

#[tokio::test]
async fn a_read_that_fails_is_no_answer() {
    for rig in rig::practice(&READABLE).await {
        let attempt = failing(&rig, When::After, Effect::Status(500)).await;
        for effect in [Effect::Status(503), Effect::Html, Effect::Drop, Effect::too_many("30")] {
            rig.practice().plan(Fault { host: None, calls: Calls::Read, when: When::Before, effect });
            assert_eq!(rig.look(&attempt).await, Finding::NoAnswer, "{}", rig.name);
        }
        assert!(matches!(rig.look(&attempt).await, Finding::Seen(_)), "{}", rig.name);
    }
}

#[tokio::test]
async fn where_nothing_can_be_read_looking_says_so() {
    for rig in rig::practice(&[Host::Blind]).await {
        assert_eq!(rig.class(), Class::E);
        let attempt = failing(&rig, When::After, Effect::Status(500)).await;
        assert_eq!(rig.look(&attempt).await, Finding::NoAnswer);
    }
}

#[tokio::test]
async fn a_repeat_that_the_server_answers_with_500_is_looked_up_and_found_once() {
    for rig in rig::practice(&[Host::Mastodon]).await {
        let (attempt, first) = rig.publish(&content(&unique("Once")), None).await;
        rig.practice().repeats_fail(true);
        assert_eq!(rig.commit(&attempt).await.answer, Answer::Ambiguous);
        assert_eq!(rig.look(&attempt).await, Finding::Seen(first));
    }
}

#[tokio::test]
async fn two_posts_that_could_both_be_it_are_told_apart_from_one() {
    for rig in rig::practice(&[Host::Listed]).await {
        let (attempt, first) = rig.publish(&content(&unique("Twice")), None).await;
        assert!(matches!(rig.commit(&attempt).await.answer, Answer::Done(_)));
        assert_eq!(rig.look(&attempt).await, Finding::Several(first));
    }
}

#[tokio::test]
async fn something_else_at_our_record_key_is_left_to_a_person() {
    for rig in rig::practice(&[Host::Bluesky]).await {
        let (first, _) = rig.publish(&content(&unique("First at this key")), None).await;
        let mut second = rig.attempt(&content(&unique("Second at this key")), None).await;
        second.key = first.key;
        let outcome = rig.commit(&second).await;
        assert_eq!(outcome.answer, Answer::Ambiguous, "{}", outcome.says);
        assert_eq!(rig.look(&second).await, Finding::NoAnswer);
        assert_eq!(rig.practice().published_by(&rig.account.identity.id).len(), 1);
    }
}
