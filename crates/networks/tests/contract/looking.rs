//! After a doubt: what is there is found, what is not there is proven absent, and a read that does not work proves nothing.

use crate::rig::{self, Attempt, Rig, content, everywhere, unique};
use delivery::{Answer, Class, Finding};
use jiff::SignedDuration;
use networks::practice::{Calls, Effect, Fault, Host, When};
use publishing::{Content, Poll};

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
async fn a_part_of_a_thread_is_found_by_looking() {
    for rig in everywhere().await.into_iter().filter(|rig| rig.class().can_be_read() && rig.capabilities.takes.threads)
    {
        let (_, first) = rig.publish(&content(&unique("The first part")), None).await;
        let parent = rig.resolved(&first).await;
        let (attempt, remote) = rig.publish(&content(&unique("The second part")), Some(&parent)).await;
        assert_eq!(rig.look(&attempt).await, Finding::Seen(remote), "{}", rig.name);
    }
}

#[tokio::test]
async fn a_poll_that_was_published_is_never_proven_absent() {
    for rig in everywhere().await.into_iter().filter(|rig| rig.class().can_be_read()) {
        let Some(rule) = rig.capabilities.takes.poll else { continue };
        rig.publish(&content(&unique("The control")), None).await;
        let answers = vec!["Yes".to_owned(), "No".to_owned()];
        let poll = Poll { answers, open_for_minutes: 60, several: false, counts_hidden: rule.hides_counts };
        let (attempt, remote) = rig.publish(&Content { poll: Some(poll), ..content(&unique("Asked")) }, None).await;
        let found = rig.look(&attempt).await;
        // A list without polls proves nothing: a person has to look.
        assert!([Finding::Seen(remote), Finding::NoAnswer].contains(&found), "{}: {found:?}", rig.name);
    }
}

#[tokio::test]
async fn what_was_never_sent_is_proven_absent_once_the_account_has_a_post_to_compare_with() {
    for rig in everywhere().await.into_iter().filter(|rig| rig.class().can_be_read()) {
        rig.publish(&content(&unique("The control")), None).await;
        let attempt = rig.attempt(&content(&unique("Never sent")), None).await;
        assert_eq!(rig.look(&attempt).await, Finding::NotSeen { control: true, complete: true }, "{}", rig.name);
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

const ABSENT: Finding = Finding::NotSeen { control: true, complete: true };

/// A server that published long ago, then rightly, and whose clock is off by so many hours from now on.
async fn with_a_wrong_clock(hours: i64) -> Vec<Rig> {
    let rigs = rig::practice(&READABLE).await;
    for rig in &rigs {
        rig.practice().clock_is_off(SignedDuration::from_hours(-72));
        rig.publish(&content(&unique("Long ago")), None).await;
        rig.practice().clock_is_off(SignedDuration::ZERO);
        rig.publish(&content(&unique("The control")), None).await;
        rig.practice().clock_is_off(SignedDuration::from_hours(hours));
    }
    rigs
}

#[tokio::test]
async fn dl01_what_arrived_is_found_however_wrong_the_clock_of_its_server_is() {
    for hours in [-26, -3, 3, 26] {
        for rig in with_a_wrong_clock(hours).await {
            let before = rig.practice().published().len();
            let attempt = failing(&rig, When::After, Effect::Drop).await;
            assert!(matches!(rig.look(&attempt).await, Finding::Seen(_)), "{} {hours} h", rig.name);
            assert_eq!(rig.practice().published().len(), before + 1, "{} {hours} h", rig.name);
        }
    }
}

#[tokio::test]
async fn dl02_what_did_not_arrive_is_proven_absent_however_wrong_the_clock_of_its_server_is() {
    for hours in [-26, -3, 3, 26] {
        for rig in with_a_wrong_clock(hours).await {
            let attempt = failing(&rig, When::Before, Effect::Drop).await;
            assert_eq!(rig.look(&attempt).await, ABSENT, "{} {hours} h", rig.name);
            assert!(matches!(rig.commit(&attempt).await.answer, Answer::Done(_)), "{} {hours} h", rig.name);
            assert!(matches!(rig.look(&attempt).await, Finding::Seen(_)), "{} {hours} h", rig.name);
        }
    }
}

#[tokio::test]
async fn a_server_that_was_wrong_from_the_first_is_no_different() {
    for hours in [-3, 3] {
        for rig in rig::practice(&READABLE).await {
            rig.practice().clock_is_off(SignedDuration::from_hours(hours));
            rig.publish(&content(&unique("The control")), None).await;
            let there = failing(&rig, When::After, Effect::Drop).await;
            assert!(matches!(rig.look(&there).await, Finding::Seen(_)), "{} {hours} h", rig.name);
            let absent = failing(&rig, When::Before, Effect::Drop).await;
            assert_eq!(rig.look(&absent).await, ABSENT, "{} {hours} h", rig.name);
        }
    }
}

#[tokio::test]
async fn a_clock_set_back_behind_everything_that_is_known_leaves_it_to_a_person() {
    for rig in rig::practice(&[Host::Mastodon, Host::Listed]).await {
        rig.publish(&content(&unique("The control")), None).await;
        rig.practice().clock_is_off(SignedDuration::from_hours(-3));
        let attempt = failing(&rig, When::After, Effect::Drop).await;
        assert_eq!(rig.look(&attempt).await, Finding::NoAnswer, "{}: never proven absent", rig.name);
    }
}

#[tokio::test]
async fn a_twin_of_an_earlier_week_is_neither_taken_for_this_one_nor_hides_it() {
    for rig in rig::practice(&[Host::Mastodon, Host::Listed]).await {
        let text = unique("Every week");
        let (_, first) = rig.publish(&content(&text), None).await;
        let absent = rig.attempt(&content(&text), None).await;
        assert_eq!(rig.look(&absent).await, ABSENT, "{}", rig.name);
        rig.practice().plan(Fault::next_publish(When::After, Effect::Drop));
        let there = rig.attempt(&content(&text), None).await;
        assert_eq!(rig.commit(&there).await.answer, Answer::Ambiguous);
        match rig.look(&there).await {
            Finding::Seen(second) => assert_ne!(second, first, "{}", rig.name),
            other => panic!("{}: {other:?}", rig.name),
        }
    }
}

#[tokio::test]
async fn what_an_earlier_attempt_left_is_found_after_a_later_one_was_prepared() {
    for rig in rig::practice(&[Host::Bluesky, Host::Mastodon, Host::Listed]).await {
        rig.publish(&content(&unique("The control")), None).await;
        let mut attempt = failing(&rig, When::After, Effect::Drop).await;
        let (rendered, earlier) = (attempt.prepared.rendered.clone(), attempt.prepared.clone());
        attempt.prepared = rig.network().prepare(&rig.account, &rendered, &[], Some(&earlier)).await.unwrap();
        assert!(matches!(rig.look(&attempt).await, Finding::Seen(_)), "{}", rig.name);
    }
}

#[tokio::test]
async fn where_the_list_could_not_be_read_before_it_proves_nothing_afterwards() {
    for rig in rig::practice(&[Host::Mastodon, Host::Listed]).await {
        rig.publish(&content(&unique("The control")), None).await;
        let calls = Calls::Read;
        rig.practice().plan(Fault { host: None, calls, when: When::Before, effect: Effect::Status(503) });
        let attempt = failing(&rig, When::Before, Effect::Drop).await;
        assert_eq!(rig.look(&attempt).await, Finding::NoAnswer, "{}", rig.name);
    }
}

#[tokio::test]
async fn a_known_post_that_was_deleted_meanwhile_is_missed_by_nobody() {
    for rig in rig::practice(&[Host::Mastodon, Host::Listed]).await {
        let mut remotes = Vec::new();
        for number in 0..4 {
            remotes.push(rig.publish(&content(&unique(&format!("Number {number}"))), None).await.1);
        }
        let attempt = failing(&rig, When::Before, Effect::Drop).await;
        let sending = rig::sending(rig.capabilities.handling(networks::Operation::Delete));
        rig.network().delete(&rig.account, &remotes[0], sending, rig::now()).await;
        assert_eq!(rig.look(&attempt).await, ABSENT, "{}", rig.name);
    }
}

#[tokio::test]
async fn a_list_of_many_pages_is_read_down_to_what_was_there_before() {
    for rig in rig::practice(&[Host::Listed]).await {
        rig.publish(&content(&unique("The control")), None).await;
        let attempt = failing(&rig, When::After, Effect::Drop).await;
        for number in 0..90 {
            rig.publish(&content(&unique(&format!("Afterwards {number}"))), None).await;
        }
        assert!(matches!(rig.look(&attempt).await, Finding::Seen(_)), "{}", rig.name);
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
