//! Articles on their way to a blog, and what is there afterwards.

use super::{article, everywhere, stand_in};
use crate::rig::{self, DOT, dot, unique};
use basics::Digest;
use delivery::{Answer, Finding, ReadBack};
use networks::{Medium, Operation, Parent, Refers, Violation, trouble::Kind};
use publishing::{Content, Gates, Poll, Visibility, Whoever};

#[tokio::test]
async fn an_article_stands_there_with_title_text_language_and_described_pictures() {
    for rig in everywhere().await {
        let text = unique("Grüße!\nEin *Satz* mit <b>Klammern</b> & \"Zeichen\", https://project.example/?a=1&b=2");
        let alt = "Ein \"Punkt\" & <mehr>.";
        let pictures = vec![dot(alt), publishing::Picture { alt: publishing::Alt::Decorative, ..dot("") }];
        let post =
            Content { pictures, language: "de".parse().unwrap(), ..article("Neu: 6.1 <ist> da & \"gut\"", &text) };
        let (attempt, remote) = rig.publish(&post, None).await;
        let seen = rig.expect_equal(&attempt, &remote).await;
        assert_eq!(seen.pictures, [alt, ""], "{}", rig.name);
        assert_eq!(seen.language.as_deref(), Some("de"), "{}", rig.name);
        assert!(seen.text.starts_with("Neu: 6.1 <ist> da & \"gut\"\n\n<p>Grüße!<br />"), "{}: {}", rig.name, seen.text);
        assert!(remote.url.unwrap().contains("neu-6-1-ist-da-gut-"), "{}", rig.name);
    }
}

#[tokio::test]
async fn a_difference_in_title_text_link_or_description_is_seen() {
    let (rig, blog) = stand_in().await;
    let post = Content { pictures: vec![dot("A dot.")], ..article("Out now", "Read https://project.example/notes") };
    let (attempt, remote) = rig.publish(&post, None).await;
    let there = blog.published()[0]["content"]["raw"].as_str().unwrap().to_owned();
    for (field, changed) in [
        ("title", "Out tomorrow".to_owned()),
        ("content", there.replace("Read", "Ignore")),
        ("content", there.replace("href=\"https://project", "href=\"https://elsewhere")),
        ("content", there.replace("A dot.", "A cat.")),
        ("content", there.replace("lang=\"en\"", "lang=\"fr\"")),
    ] {
        let original = blog.published()[0][field].clone();
        blog.put(remote.id.parse().unwrap(), field, serde_json::json!({ "raw": changed }));
        let seen = rig.read(&remote).await;
        let means = rig.network().read_back_means(&rig.account, &attempt.prepared.rendered, &seen);
        assert_eq!(means, ReadBack::Altered, "{field}: {changed}");
        blog.put(remote.id.parse().unwrap(), field, original);
    }
    rig.expect_equal(&attempt, &remote).await;
}

#[tokio::test]
async fn what_a_blog_does_not_take_stands_in_the_way() {
    let (rig, _) = stand_in().await;
    let poll =
        Poll { answers: vec!["Yes".into(), "No".into()], open_for_minutes: 60, several: false, counts_hidden: false };
    let plain = || article("A title", "A text");
    let contents = [
        Content { headline: None, ..plain() },
        Content { headline: Some("  ".into()), ..plain() },
        Content { headline: Some("x".repeat(201)), ..plain() },
        Content { poll: Some(poll), ..plain() },
        Content { quotes: Some("https://social.example/@a/1".parse().unwrap()), ..plain() },
        Content { visibility: Visibility::Followers, ..plain() },
        Content { gates: Gates { answers: Whoever::Nobody, ..Gates::default() }, ..plain() },
        Content { pictures: vec![dot("")], ..plain() },
    ];
    for content in contents {
        let wrong = rig.network().render(&content, Refers::default(), &rig.capabilities);
        assert!(wrong.is_err_and(|wrong| wrong.len() == 1), "{content:?}");
    }
    let remote = delivery::Remote { id: "1".into(), url: None };
    let parent = Parent { remote, author: String::new(), text: String::new(), version: None, root: None };
    let wrong = rig.network().render(&plain(), Refers::answering(Some(&parent)), &rig.capabilities).unwrap_err();
    assert_eq!(wrong, [Violation::NotTaken { what: "answers to a post" }]);
}

#[tokio::test]
async fn a_warning_opens_the_text_where_everybody_reads_it() {
    for rig in everywhere().await {
        let post = Content { warning: Some("spoiler".into()), ..article("A title", &unique("The end")) };
        let (attempt, remote) = rig.publish(&post, None).await;
        let seen = rig.expect_equal(&attempt, &remote).await;
        assert!(seen.text.contains("&#091;spoiler]"), "{}: {}", rig.name, seen.text);
    }
}

#[tokio::test]
async fn until_it_is_published_nobody_sees_the_draft_and_the_look_says_so() {
    for rig in everywhere().await {
        let attempt = rig.attempt(&article("Not yet", &unique("Wait")), None).await;
        assert_eq!(rig.look(&attempt).await, Finding::NotSeen { control: true, complete: true }, "{}", rig.name);
        let Answer::Done(remote) = rig.commit(&attempt).await.answer else { panic!("{}", rig.name) };
        assert_eq!(rig.look(&attempt).await, Finding::Seen(remote), "{}", rig.name);
    }
}

#[tokio::test]
async fn a_second_attempt_publishes_the_same_draft_once_more_and_makes_no_second_article() {
    for rig in everywhere().await {
        let (attempt, first) = rig.publish(&article("Once", &unique("Only once")), None).await;
        let rendered = &attempt.prepared.rendered;
        let again = rig.network().prepare(&rig.account, rendered, &[], Some(&attempt.prepared)).await.unwrap();
        assert_eq!(again, attempt.prepared, "{}", rig.name);
        assert_eq!(rig.commit(&attempt).await.answer, Answer::Done(first), "{}", rig.name);
    }
}

#[tokio::test]
async fn the_pictures_leave_with_their_names_and_descriptions_before_anything_is_published() {
    let (rig, blog) = stand_in().await;
    let post = Content { pictures: vec![dot("A grey dot.")], ..article("A title", "A text") };
    rig.attempt(&post, None).await;
    let name = format!("picture-{}.png", Digest::of(DOT).short());
    assert_eq!(blog.media(), [(name, "A grey dot.".to_owned())]);
    assert_eq!(blog.published(), Vec::<serde_json::Value>::new());
}

#[tokio::test]
async fn a_picture_whose_bytes_are_gone_is_not_left_out() {
    let (rig, _) = stand_in().await;
    let post = Content { pictures: vec![dot("A grey dot.")], ..article("A title", "A text") };
    let rendered = rig.network().render(&post, Refers::default(), &rig.capabilities).unwrap();
    let other = Medium::at_hand("image/png", b"another".to_vec());
    let trouble = rig.network().prepare(&rig.account, &rendered, &[other], None).await.unwrap_err();
    assert_eq!(trouble.kind, Kind::Invalid);
    assert!(trouble.says.contains("add the picture again"), "{trouble}");
}

#[tokio::test]
async fn what_is_taken_off_is_in_the_trash_and_is_gone_for_readers() {
    for rig in everywhere().await {
        let (attempt, remote) = rig.publish(&article("Off again", &unique("Off")), None).await;
        for _ in 0..2 {
            let sending = rig::sending(rig.capabilities.handling(Operation::Delete));
            let outcome = rig.network().delete(&rig.account, &remote, sending, rig::now()).await;
            assert_eq!(outcome.answer, Answer::Done(remote.clone()), "{}: {}", rig.name, outcome.says);
        }
        let seen = rig.read(&remote).await;
        let means = rig.network().read_back_means(&rig.account, &attempt.prepared.rendered, &seen);
        assert_eq!(means, ReadBack::Gone, "{}", rig.name);
        // Whoever trashed it knows more than a program that looks whether to publish it again.
        assert_eq!(rig.look(&attempt).await, Finding::NoAnswer, "{}", rig.name);
    }
}

#[tokio::test]
async fn a_pasted_address_is_our_own_article_or_is_refused() {
    for rig in everywhere().await {
        let (_, remote) = rig.publish(&article("Pasted", &unique("By hand")), None).await;
        let page = remote.url.clone().unwrap();
        for address in [page.clone(), format!(" {page}?from=feed "), format!("{}?p={}", rig.account.base, remote.id)] {
            let named = rig.network().pasted(&rig.account, &address).await.unwrap();
            assert_eq!(named, remote, "{}: {address}", rig.name);
        }
        for (address, kind) in [
            (format!("{}not-there-at-all", rig.account.base), Kind::Gone),
            ("https://elsewhere.example/pasted".to_owned(), Kind::Invalid),
            ("done".to_owned(), Kind::Invalid),
        ] {
            let refused = rig.network().pasted(&rig.account, &address).await.unwrap_err();
            assert_eq!(refused.kind, kind, "{}: {refused}", rig.name);
        }
    }
}

#[tokio::test]
async fn an_article_of_somebody_else_is_not_ours() {
    let (rig, blog) = stand_in().await;
    let (attempt, remote) = rig.publish(&article("Ours", "Now theirs"), None).await;
    blog.put(remote.id.parse().unwrap(), "author", serde_json::json!(3));
    assert!(rig.network().pasted(&rig.account, &remote.url.clone().unwrap()).await.is_err());
    let seen = rig.read(&remote).await;
    let means = rig.network().read_back_means(&rig.account, &attempt.prepared.rendered, &seen);
    assert_eq!(means, ReadBack::NotOurs);
}
