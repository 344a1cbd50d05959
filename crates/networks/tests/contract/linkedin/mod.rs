//! The page of an organisation on LinkedIn, on a stand-in: nobody can start LinkedIn itself.

mod standin;

use crate::{
    rig::{self, Rig, content, dot, unique},
    standin::{Fault, served},
};
use delivery::{Answer, Class, Finding, ReadBack};
use networks::{Account, Identity, NetworkName, Operation, Refers, Secret, Typed, trouble::Kind};
use publishing::Content;
use standin::{PAGE, Site, TOKEN};
use std::sync::Arc;

async fn page() -> (Rig, Arc<Site>) {
    let site = Arc::new(Site::default());
    let base = served(site.router()).await;
    site.is_at(&base);
    let (egress, networks) = rig::set_up(&base);
    let identity = Identity { id: PAGE.into(), handle: String::new(), url: String::new() };
    let account = Account::unknown(NetworkName::LinkedIn, egress.url(&base).unwrap(), Secret::new(TOKEN));
    let account = Account { identity, ..account };
    let rig = rig::probed("a stand-in for LinkedIn".to_owned(), networks, account, egress, String::new()).await;
    assert_eq!(rig.account.identity.url, "https://www.linkedin.com/company/the-project");
    (rig, site)
}

#[tokio::test]
async fn a_post_stands_there_whole_whatever_characters_it_holds() {
    let (rig, site) = page().await;
    assert_eq!(rig.class(), Class::C);
    let text = r"Out (now): *6.1* [beta] @project {x|y} <b> a_b ~ \ #release 👩‍👩‍👧";
    let (attempt, remote) = rig.publish(&content(text), None).await;
    let seen = rig.expect_equal(&attempt, &remote).await;
    assert_eq!(seen.text, text);
    assert_eq!(remote.url.unwrap(), format!("https://www.linkedin.com/feed/update/{}/", remote.id));
    assert_eq!((site.posts().len(), site.posts()[0]["visibility"].as_str()), (1, Some("PUBLIC")));
}

#[tokio::test]
async fn one_picture_and_several_carry_their_descriptions() {
    let (rig, site) = page().await;
    for pictures in [vec![dot("A \"grey\" dot.")], vec![dot("One."), dot("Two.")]] {
        let alts: Vec<String> = pictures.iter().map(|picture| picture.alt.sent().to_owned()).collect();
        let (attempt, remote) = rig.publish(&Content { pictures, ..content(&unique("Look")) }, None).await;
        assert_eq!(rig.expect_equal(&attempt, &remote).await.pictures, alts);
    }
    assert_eq!(site.pictures(), 3);
}

#[tokio::test]
async fn the_bytes_and_the_key_go_to_linkedin_alone() {
    let (rig, site) = page().await;
    site.upload_elsewhere();
    let post = Content { pictures: vec![dot("A dot.")], ..content("Look") };
    let rendered = rig.network().render(&post, Refers::default(), &rig.capabilities).unwrap();
    let bytes = rig::the_dot();
    let trouble = rig.network().prepare(&rig.account, &rendered, &[bytes], None).await.unwrap_err();
    assert_eq!(trouble.kind, Kind::Unsupported);
    assert!(trouble.says.contains("elsewhere.example, which is not its own"), "{trouble}");
}

#[tokio::test]
async fn what_linkedin_does_not_take_stands_in_the_way() {
    let (rig, _) = page().await;
    for content in [
        content(&"(".repeat(1501)),
        Content { visibility: publishing::Visibility::Followers, ..content("Text") },
        Content { quotes: Some("https://social.example/@a/1".parse().unwrap()), ..content("Text") },
        Content { pictures: vec![dot("")], ..content("Text") },
    ] {
        let wrong = rig.network().render(&content, Refers::default(), &rig.capabilities);
        assert!(wrong.is_err_and(|wrong| wrong.len() == 1), "{content:?}");
    }
    assert!(rig.network().render(&content(&"(".repeat(1500)), Refers::default(), &rig.capabilities).is_ok());
}

#[tokio::test]
async fn every_documented_refusal_is_one() {
    let (rig, site) = page().await;
    for (status, code, answer, kind) in [
        (400, "INVALID", Answer::Refused, Kind::Invalid),
        (401, "REVOKED_ACCESS_TOKEN", Answer::NotSent, Kind::KeyRevoked),
        (403, "ACCESS_DENIED", Answer::Refused, Kind::Forbidden),
        (422, "INVALID_CONTENT", Answer::Refused, Kind::Invalid),
        (422, "Content is a duplicate of urn:li:share:1", Answer::Duplicate, Kind::Duplicate),
        (426, "NONEXISTENT_VERSION", Answer::Refused, Kind::Unsupported),
        (429, "TOO_MANY_REQUESTS", Answer::RateLimited { until: None }, Kind::TooMany(None)),
    ] {
        let attempt = rig.attempt(&content(&unique("Refused")), None).await;
        site.faults.plan(Fault::Before(status, serde_json::json!({ "status": status, "code": code }).to_string()));
        let outcome = rig.commit(&attempt).await;
        assert_eq!((outcome.answer, outcome.trouble), (answer, Some(kind)), "{status} {code}: {}", outcome.says);
    }
    let attempt = rig.attempt(&content(&unique("Picture")), None).await;
    site.faults.plan(Fault::Before(400, r#"{"code":"MEDIA_ASSET_WAITING_UPLOAD"}"#.into()));
    assert!(matches!(rig.commit(&attempt).await.answer, Answer::RateLimited { until: Some(_) }));
    assert_eq!(site.posts().len(), 0);
}

#[tokio::test]
async fn an_answer_without_a_name_for_the_post_is_a_doubt_that_a_look_settles() {
    let (rig, site) = page().await;
    site.made_by_hand("An older post");
    for (status, body) in
        [(200, ""), (201, "{}"), (201, "<html></html>"), (302, ""), (500, "{}"), (502, "<html></html>")]
    {
        let attempt = rig.attempt(&content(&unique("Doubt")), None).await;
        site.faults.plan(Fault::Before(status, body.to_owned()));
        assert_eq!(rig.commit(&attempt).await.answer, Answer::Ambiguous, "{status} {body}");
        assert_eq!(rig.look(&attempt).await, Finding::NotSeen { control: true, complete: true }, "{status} {body}");
        site.faults.plan(Fault::After(status, body.to_owned()));
        assert_eq!(rig.commit(&attempt).await.answer, Answer::Ambiguous, "{status} {body}");
        let Finding::Seen(remote) = rig.look(&attempt).await else { panic!("it is there, after {status} {body}") };
        rig.expect_equal(&attempt, &remote).await;
    }
}

#[tokio::test]
async fn a_twin_from_before_is_neither_taken_for_ours_nor_hides_it() {
    let (rig, site) = page().await;
    site.made_by_hand("Same words");
    let attempt = rig.attempt(&content("Same words"), None).await;
    assert_eq!(rig.look(&attempt).await, Finding::NotSeen { control: true, complete: true });
    let Answer::Done(ours) = rig.commit(&attempt).await.answer else { panic!("it is published") };
    assert_eq!(rig.look(&attempt).await, Finding::Seen(ours.clone()));
    let taken = [ours.id.clone()];
    let look = rig.network().reconcile(&rig.account, &attempt.prepared, &attempt.key, &taken).await;
    assert_eq!(look, Finding::NotSeen { control: true, complete: true }, "a known post of another delivery");
    rig.commit(&attempt).await;
    assert_eq!(rig.look(&attempt).await, Finding::Several(ours));
}

#[tokio::test]
async fn a_look_that_proves_nothing_says_so() {
    let (rig, site) = page().await;
    let first = rig.attempt(&content("The very first"), None).await;
    assert_eq!(
        rig.look(&first).await,
        Finding::NotSeen { control: false, complete: true },
        "an empty list is no control"
    );
    site.made_by_hand("Known");
    let attempt = rig.attempt(&content(&unique("Deep down")), None).await;
    for number in 0..130 {
        site.made_by_hand(&format!("Newer {number}"));
    }
    assert_eq!(
        rig.look(&attempt).await,
        Finding::NotSeen { control: false, complete: false },
        "it reaches not far enough"
    );
    site.hide_list();
    assert_eq!(rig.look(&attempt).await, Finding::NoAnswer);
    let blind = rig.attempt(&content(&unique("Blind")), None).await;
    assert_eq!(rig.look(&blind).await, Finding::NoAnswer, "nothing is known from before");
}

#[tokio::test]
async fn a_key_that_was_taken_back_is_called_so_and_nothing_is_sent() {
    let (rig, site) = page().await;
    let attempt = rig.attempt(&content(&unique("Never")), None).await;
    site.lock();
    let outcome = rig.commit(&attempt).await;
    assert_eq!((outcome.answer, outcome.trouble), (Answer::NotSent, Some(Kind::KeyRevoked)), "{}", outcome.says);
    let probe = rig.network().probe(&rig.account, rig::now()).await.unwrap_err();
    assert_eq!(probe.kind, Kind::KeyRevoked);
    assert_eq!(rig.look(&attempt).await, Finding::NoAnswer);
    assert_eq!(site.posts().len(), 0);
}

#[tokio::test]
async fn a_deleted_post_is_gone_and_deleting_it_again_is_no_trouble() {
    let (rig, _) = page().await;
    let (attempt, remote) = rig.publish(&content(&unique("Off")), None).await;
    for _ in 0..2 {
        let sending = rig::sending(rig.capabilities.handling(Operation::Delete));
        let outcome = rig.network().delete(&rig.account, &remote, sending, rig::now()).await;
        assert_eq!(outcome.answer, Answer::Done(remote.clone()), "{}", outcome.says);
    }
    let seen = rig.read(&remote).await;
    let means = rig.network().read_back_means(&rig.account, &attempt.prepared.rendered, &seen);
    assert_eq!(means, ReadBack::Gone);
}

#[tokio::test]
async fn a_pasted_address_is_our_own_post_or_is_refused() {
    let (rig, _) = page().await;
    let (_, remote) = rig.publish(&content(&unique("Pasted")), None).await;
    assert_eq!(rig.network().pasted(&rig.account, remote.url.as_deref().unwrap()).await.unwrap(), remote);
    for (address, kind) in [
        ("https://www.linkedin.com/feed/update/urn:li:share:1/", Kind::Gone),
        ("https://www.linkedin.com/", Kind::Invalid),
    ] {
        assert_eq!(rig.network().pasted(&rig.account, address).await.unwrap_err().kind, kind, "{address}");
    }
}

#[tokio::test]
async fn what_is_typed_wrong_is_said_at_its_blank() {
    let (_, networks) = rig::set_up("http://127.0.0.1:9");
    for (organisation, token, blank) in
        [("the-project", TOKEN, "organisation"), ("", TOKEN, "organisation"), ("12", "", "token")]
    {
        let typed =
            [("organisation", organisation), ("token", token)].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let refused = networks.get(NetworkName::LinkedIn).account(&Typed::new(typed)).await;
        assert_eq!(refused.err().map(|wrong| wrong.blank), Some(blank));
    }
}
