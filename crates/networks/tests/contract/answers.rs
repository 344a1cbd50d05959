//! Strange answers to the one irreversible call: each is classified by whether anything can have been published.

use crate::rig::{self, content, unique};
use delivery::Answer;
use jiff::SignedDuration;
use networks::{
    Trouble,
    practice::{Effect, Fault, Host, When},
    trouble::Kind,
};

#[tokio::test]
async fn dl05_an_answer_that_cannot_be_read_is_a_doubt_and_stays_within_its_cap() {
    for rig in rig::practice(&Host::ALL).await {
        for effect in [Effect::Html, Effect::Empty, Effect::Truncated, Effect::Huge, Effect::Compressed] {
            let attempt = rig.attempt(&content(&unique("Unreadable")), None).await;
            rig.practice().plan(Fault::next_publish(When::After, effect.clone()));
            assert_eq!(rig.commit(&attempt).await.answer, Answer::Ambiguous, "{} {effect:?}", rig.name);
        }
    }
}

#[tokio::test]
async fn dl06_an_answer_with_somebody_elses_post_is_a_doubt() {
    for rig in rig::practice(&Host::ALL).await {
        let attempt = rig.attempt(&content(&unique("Foreign")), None).await;
        rig.practice().plan(Fault::next_publish(When::Before, Effect::Foreign));
        assert_eq!(rig.commit(&attempt).await.answer, Answer::Ambiguous, "{}", rig.name);
    }
}

#[tokio::test]
async fn dl07_whatever_a_throttle_says_the_wait_is_bounded() {
    let resets = [
        ("retry-after", "0"),
        ("retry-after", "-3"),
        ("retry-after", "3"),
        ("retry-after", "1000000000000"),
        ("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT"),
        ("x-ratelimit-reset", "2026-11-20T15:05:00.000Z"),
        ("x-ratelimit-reset", "9998-12-31T23:59:59Z"),
        ("ratelimit-reset", "99999999999"),
    ];
    for rig in rig::practice(&[Host::Bluesky, Host::Mastodon]).await {
        for (header, value) in resets {
            let attempt = rig.attempt(&content(&unique("Throttled")), None).await;
            let effect = Effect::TooMany(header.to_owned(), value.to_owned());
            rig.practice().plan(Fault::next_publish(When::Before, effect));
            let (before, outcome, after) = (rig::now(), rig.commit(&attempt).await, rig::now());
            let Answer::RateLimited { until: Some(until) } = outcome.answer else {
                panic!("{}: {outcome:?}", rig.name)
            };
            assert!(until >= before.plus(SignedDuration::from_secs(1)), "{header}: {value}");
            assert!(until <= after.plus(SignedDuration::from_hours(24)), "{header}: {value}");
        }
        let attempt = rig.attempt(&content(&unique("Throttled")), None).await;
        let garbage = Effect::TooMany("retry-after".to_owned(), "soon".to_owned());
        rig.practice().plan(Fault::next_publish(When::Before, garbage));
        assert_eq!(rig.commit(&attempt).await.answer, Answer::RateLimited { until: None }, "{}", rig.name);
        assert_eq!(rig.practice().published_by(&rig.account.identity.id).len(), 0);
    }
}

#[tokio::test]
async fn a_redirect_of_the_publishing_call_is_not_followed() {
    for rig in rig::practice(&[Host::Bluesky, Host::Mastodon]).await {
        let attempt = rig.attempt(&content(&unique("Sent elsewhere")), None).await;
        let target = format!("{}api/v1/statuses", rig.account.base);
        rig.practice().plan(Fault::next_publish(When::Before, Effect::Redirect(target)));
        assert_eq!(rig.commit(&attempt).await.answer, Answer::Ambiguous, "{}", rig.name);
        assert_eq!(rig.practice().publishing_calls(), 1, "{}", rig.name);
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_means_that_nothing_was_sent() {
    for mut rig in rig::practice(&[Host::Bluesky, Host::Mastodon]).await {
        let attempt = rig.attempt(&content(&unique("Nobody home")), None).await;
        let gone = "http://127.0.0.1:9";
        let (egress, networks) = rig::set_up(gone);
        rig.networks = networks;
        rig.account.base = egress.url(gone).unwrap();
        let outcome = rig.commit(&attempt).await;
        assert_eq!(outcome.answer, Answer::NotSent, "{}: {}", rig.name, outcome.says);
    }
}

#[tokio::test]
async fn a_deadline_that_has_passed_means_that_nothing_was_sent() {
    for rig in rig::practice(&Host::ALL).await {
        let attempt = rig.attempt(&content(&unique("Too late")), None).await;
        let sending = rig::sending(rig.capabilities.handling.create);
        let late = rig::now().plus(SignedDuration::from_secs(61));
        let outcome =
            rig.network().commit(&rig.account, &attempt.prepared, &[rig::the_dot()], &attempt.key, sending, late).await;
        assert_eq!(outcome.answer, Answer::NotSent, "{}", rig.name);
        assert_eq!(rig.practice().publishing_calls(), 0, "{}", rig.name);
    }
}

#[tokio::test]
async fn a_server_the_guard_refuses_is_never_asked() {
    for rig in rig::practice(&[Host::Mastodon]).await {
        let (egress, _) = rig::set_up("http://127.0.0.1:9");
        let failure = egress.write(egress::Ask::get(rig.account.base.clone())).await.unwrap_err();
        let trouble = Trouble::of_write(&failure);
        assert_eq!(trouble.kind, Kind::Guarded, "{trouble}");
    }
}
