//! A post that is changed where it is: it keeps its address, and reading it back says whether the change is there.

use crate::rig::{self, Attempt, Rig, content, dot, everywhere, unique};
use delivery::{Answer, ReadBack, Remote};
use networks::{
    Operation, Outcome,
    practice::{Effect, Fault, Host, When},
    trouble::Kind,
};
use publishing::{Content, Poll};

async fn edited(rig: &Rig, remote: &Remote, to: &Attempt) -> Outcome {
    let sending = rig::sending(rig.capabilities.handling(Operation::Edit));
    rig.network().edit(&rig.account, remote, &to.prepared, sending, rig::now()).await
}

async fn changing() -> Vec<Rig> {
    everywhere().await.into_iter().filter(|rig| rig.capabilities.takes.edits).collect()
}

#[tokio::test]
async fn a_post_is_changed_where_it_is_as_often_as_it_takes() {
    for rig in changing().await {
        let (before, remote) = rig.publish(&content(&unique("With a mistkae")), None).await;
        let after = rig.attempt(&content(&unique("Without a mistake")), None).await;
        for _ in 0..2 {
            let outcome = edited(&rig, &remote, &after).await;
            assert_eq!(outcome.answer, Answer::Done(remote.clone()), "{}: {}", rig.name, outcome.says);
            rig.expect_equal(&after, &remote).await;
        }
        let seen = rig.read(&remote).await;
        let means = rig.network().read_back_means(&rig.account, &before.prepared.rendered, &seen);
        assert_eq!(means, ReadBack::Altered, "{}", rig.name);
    }
}

#[tokio::test]
async fn everything_that_can_change_changes_and_the_rest_stays() {
    let rig = rig::practice(&[Host::Mastodon]).await.remove(0);
    let first = Content {
        pictures: vec![dot("Wrong.")],
        warning: Some("Release news".to_owned()),
        visibility: publishing::Visibility::Unlisted,
        ..content(&unique("First"))
    };
    let (_, remote) = rig.publish(&first, None).await;
    let poll = Poll {
        answers: vec!["Yes".to_owned(), "No".to_owned()],
        open_for_minutes: 60,
        several: false,
        counts_hidden: false,
    };
    let described = Content { pictures: vec![dot("Right.")], warning: None, ..first.clone() };
    let asked = Content { pictures: vec![], poll: Some(poll), ..described.clone() };
    for then in [described, asked] {
        let to = rig.attempt(&then, None).await;
        assert_eq!(edited(&rig, &remote, &to).await.answer, Answer::Done(remote.clone()));
        rig.expect_equal(&to, &remote).await;
    }
    let posts = rig.practice().published_by(&rig.account.identity.id);
    assert_eq!((posts.len(), posts[0].visibility.as_str()), (1, "unlisted"));
}

#[tokio::test]
async fn a_change_whose_answer_got_lost_is_settled_by_reading_back() {
    let rig = rig::practice(&[Host::Mastodon]).await.remove(0);
    for (when, means) in [(When::After, ReadBack::Matches), (When::Before, ReadBack::Altered)] {
        let (_, remote) = rig.publish(&content(&unique("First")), None).await;
        let to = rig.attempt(&content(&unique("Then")), None).await;
        rig.practice().plan(Fault::next_publish(when, Effect::Drop));
        assert_eq!(edited(&rig, &remote, &to).await.answer, Answer::Ambiguous);
        let seen = rig.read(&remote).await;
        assert_eq!(rig.network().read_back_means(&rig.account, &to.prepared.rendered, &seen), means, "{when:?}");
    }
}

#[tokio::test]
async fn a_change_that_the_server_refuses_leaves_the_post_as_it_was() {
    let rig = rig::practice(&[Host::Mastodon]).await.remove(0);
    let (before, remote) = rig.publish(&content(&unique("First")), None).await;
    let mut to = rig.attempt(&content(&unique("Then")), None).await;
    to.prepared.rendered.text = "x".repeat(501);
    let outcome = edited(&rig, &remote, &to).await;
    assert_eq!((outcome.answer, outcome.trouble), (Answer::Refused, Some(Kind::Invalid)), "{}", outcome.says);
    rig.expect_equal(&before, &remote).await;
    let gone = Remote { id: "115000000000000999".to_owned(), url: None };
    assert_eq!(edited(&rig, &gone, &before).await.trouble, Some(Kind::Gone));
}

#[tokio::test]
async fn a_network_that_changes_nothing_in_place_says_so_and_is_not_asked() {
    for rig in rig::practice(&Host::ALL).await.into_iter().filter(|rig| !rig.capabilities.takes.edits) {
        let (before, remote) = rig.publish(&content(&unique("As it is")), None).await;
        let calls = rig.practice().publishing_calls();
        let to = rig.attempt(&content(&unique("Otherwise")), None).await;
        let outcome = edited(&rig, &remote, &to).await;
        assert_eq!((outcome.answer, outcome.trouble), (Answer::Refused, Some(Kind::Unsupported)), "{}", rig.name);
        assert!(outcome.says.contains("delete the post"), "{}", outcome.says);
        assert_eq!(rig.practice().publishing_calls(), calls, "{}", rig.name);
        rig.expect_equal(&before, &remote).await;
    }
}
