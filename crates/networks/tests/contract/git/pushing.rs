//! Posts on their way into a repository, and what is there afterwards.

use super::{article, site};
use crate::{
    rig::{self, DOT, Rig, dot, unique},
    standin::Fault,
};
use basics::Digest;
use delivery::{Answer, Class, Finding, ReadBack};
use networks::{Operation, trouble::Kind};
use publishing::{Alt, Content, Picture};

#[tokio::test]
async fn a_post_is_one_commit_of_one_file_with_its_pictures_and_touches_nothing_else() {
    let (rig, host) = site().await;
    assert_eq!(rig.class(), Class::A);
    let before = host.files();
    let pictures = vec![dot("Ein \"Punkt\" [grau] & klein."), Picture { alt: Alt::Decorative, ..dot("") }];
    let post = Content {
        pictures,
        language: "de".parse().unwrap(),
        ..article("Neu: \"6.1\" ist da", "Grüße!\n\nEin *Satz*.")
    };
    let (attempt, remote) = rig.publish(&post, None).await;
    let picture = format!("static/images/{}.png", &Digest::of(DOT).to_string()[..16]);
    let mut after = host.files();
    after.retain(|file| !before.contains(file));
    assert_eq!(after, [remote.id.clone(), picture.clone()]);
    assert_eq!(host.file(&picture).unwrap(), DOT);
    assert_eq!((host.commits(), host.file("README.md").unwrap()), (2, b"A site.".to_vec()));

    let text = String::from_utf8(host.file(&remote.id).unwrap()).unwrap();
    assert!(text.starts_with("---\ntitle: \"Neu: \\\"6.1\\\" ist da\"\ndate: 20"), "{text}");
    assert!(text.contains("\nlang: \"de\"\n") && text.contains("\n---\n\nGrüße!\n\nEin *Satz*.\n\n!["), "{text}");
    assert!(text.contains(&picture["static".len()..]), "{text}");
    let log = host.git(&["log", "-1", "--format=%an <%ae>|%cn|%s", "main"], None);
    assert_eq!(log.trim(), "The project <voice@project.example>|The project|Neu: \"6.1\" ist da");
    host.git(&["fsck", "--strict", "--no-dangling"], None);

    let seen = rig.expect_equal(&attempt, &remote).await;
    assert_eq!(seen.pictures, ["Ein \"Punkt\" [grau] & klein.", ""]);
    let page = remote.url.unwrap();
    assert!(page.starts_with("https://project.example/news/20") && page.contains("neu-6-1-ist-da-"), "{page}");
}

#[tokio::test]
async fn a_server_that_sends_every_file_is_as_good() {
    let (rig, host) = site().await;
    host.sends_everything();
    let (attempt, remote) = rig.publish(&article("Out now", &unique("Whole")), None).await;
    rig.expect_equal(&attempt, &remote).await;
}

#[tokio::test]
async fn a_branch_that_moved_meanwhile_is_not_overwritten_and_the_next_attempt_stands_on_top() {
    let (rig, host) = site().await;
    let attempt = rig.attempt(&article("Out now", &unique("Late")), None).await;
    host.commit_on_top(&[("content/news/2026-11-20-theirs.md", "Theirs.")]);
    let outcome = rig.commit(&attempt).await;
    assert_eq!((outcome.answer, outcome.trouble), (Answer::NotSent, Some(Kind::Transient)), "{}", outcome.says);
    assert_eq!(host.commits(), 2, "nothing of ours is there");

    let rendered = &attempt.prepared.rendered;
    let prepared = rig.network().prepare(&rig.account, rendered, &[], Some(&attempt.prepared)).await.unwrap();
    let again = rig::Attempt { prepared, key: attempt.key.clone() };
    let Answer::Done(remote) = rig.commit(&again).await.answer else { panic!("it stands on top now") };
    rig.expect_equal(&again, &remote).await;
    assert_eq!(host.file("content/news/2026-11-20-theirs.md").unwrap(), b"Theirs.");
    assert_eq!(host.commits(), 3);
}

#[tokio::test]
async fn a_picture_that_was_changed_where_it_is_kept_is_not_pushed() {
    let (rig, host) = site().await;
    rig.expect_no_changed_picture(&article("Changed", "A text")).await;
    assert_eq!(host.commits(), 1);
}

#[tokio::test]
async fn the_same_intention_twice_is_one_commit() {
    let (rig, host) = site().await;
    let (attempt, first) = rig.publish(&article("Once", &unique("Only once")), None).await;
    // On the ground from before it the push is refused; on the ground that has it there is nothing to push.
    assert_eq!(rig.commit(&attempt).await.answer, Answer::NotSent);
    let rendered = &attempt.prepared.rendered;
    let prepared = rig.network().prepare(&rig.account, rendered, &[], Some(&attempt.prepared)).await.unwrap();
    let again = rig::Attempt { prepared, key: attempt.key };
    assert_eq!(rig.commit(&again).await.answer, Answer::Done(first));
    assert_eq!(host.commits(), 2);
}

#[tokio::test]
async fn a_push_without_a_readable_report_is_a_doubt_that_a_look_settles() {
    let (rig, host) = site().await;
    for (status, body) in [
        (200, "<html>Welcome</html>"),
        (200, ""),
        (200, "000eunpack ok\n"),
        (200, "000eunpack ok\n0017ok refs/heads/other\n0000"),
        (301, ""),
        (500, ""),
        (502, "<html>Bad gateway</html>"),
    ] {
        let attempt = rig.attempt(&article("Doubt", &unique("Before")), None).await;
        host.faults.plan(Fault::Before(status, body.to_owned()));
        assert_eq!(rig.commit(&attempt).await.answer, Answer::Ambiguous, "{status} {body}");
        assert_eq!(rig.look(&attempt).await, Finding::NotSeen { control: true, complete: true }, "{status} {body}");
        host.faults.plan(Fault::After(status, body.to_owned()));
        assert_eq!(rig.commit(&attempt).await.answer, Answer::Ambiguous, "{status} {body}");
        let Finding::Seen(remote) = rig.look(&attempt).await else { panic!("it is there, after {status} {body}") };
        rig.expect_equal(&attempt, &remote).await;
    }
}

#[tokio::test]
async fn every_refusal_is_one_and_nothing_is_pushed() {
    let (rig, host) = site().await;
    let report = |unpack: &str, why: &str| {
        let lines = [format!("unpack {unpack}\n"), format!("ng refs/heads/main {why}\n")];
        lines.map(|line| format!("{:04x}{line}", line.len() + 4)).concat() + "0000"
    };
    for (status, body, answer, kind) in [
        (401, String::new(), Answer::NotSent, Kind::KeyRevoked),
        (403, String::new(), Answer::Refused, Kind::Forbidden),
        (404, String::new(), Answer::Refused, Kind::Gone),
        (413, String::new(), Answer::Refused, Kind::Invalid),
        (429, String::new(), Answer::RateLimited { until: None }, Kind::TooMany(None)),
        (200, report("ok", "fetch first"), Answer::NotSent, Kind::Transient),
        (200, report("ok", "failed to update ref"), Answer::NotSent, Kind::Transient),
        (200, report("ok", "pre-receive hook declined"), Answer::Refused, Kind::Forbidden),
        (200, report("ok", "protected branch hook declined"), Answer::Refused, Kind::Forbidden),
        (200, report("index-pack abnormal exit", "unpacker error"), Answer::NotSent, Kind::Transient),
    ] {
        let attempt = rig.attempt(&article("Refused", &unique("No")), None).await;
        host.faults.plan(Fault::Before(status, body.clone()));
        let outcome = rig.commit(&attempt).await;
        assert_eq!((outcome.answer, outcome.trouble), (answer, Some(kind)), "{status} {body}: {}", outcome.says);
    }
    assert_eq!(host.commits(), 1);
    let attempt = rig.attempt(&article("Refused", &unique("By a rule")), None).await;
    host.refuses_pushes();
    let outcome = rig.commit(&attempt).await;
    assert_eq!((outcome.answer, outcome.trouble), (Answer::Refused, Some(Kind::Forbidden)), "{}", outcome.says);
    assert_eq!(host.commits(), 1);
}

#[tokio::test]
async fn something_else_in_our_place_is_left_to_a_person() {
    let (rig, host) = site().await;
    let (attempt, remote) = rig.publish(&article("Ours", &unique("Then edited")), None).await;
    let text = String::from_utf8(host.file(&remote.id).unwrap()).unwrap();
    host.commit_on_top(&[(remote.id.as_str(), &text.replace("Then edited", "Now edited"))]);
    assert_eq!(rig.look(&attempt).await, Finding::NoAnswer);
    let seen = rig.read(&remote).await;
    let means = rig.network().read_back_means(&rig.account, &attempt.prepared.rendered, &seen);
    assert_eq!(means, ReadBack::Altered);
}

#[tokio::test]
async fn a_key_that_was_taken_back_is_called_so_and_a_look_without_it_proves_nothing() {
    let (rig, host) = site().await;
    let attempt = rig.attempt(&article("Never", &unique("Never")), None).await;
    host.lock();
    let outcome = rig.commit(&attempt).await;
    assert_eq!((outcome.answer, outcome.trouble), (Answer::NotSent, Some(Kind::KeyRevoked)), "{}", outcome.says);
    assert_eq!(rig.look(&attempt).await, Finding::NoAnswer);
    assert_eq!(host.commits(), 1);
}

#[tokio::test]
async fn a_post_is_taken_back_by_one_more_commit_and_only_once() {
    let (rig, host) = site().await;
    let (attempt, remote) = rig.publish(&article("Off again", &unique("Off")), None).await;
    for _ in 0..2 {
        assert_eq!(deleted(&rig, &remote).await, Answer::Done(remote.clone()));
        assert_eq!((host.file(&remote.id), host.commits()), (None, 3));
    }
    assert_eq!(host.file("content/news/2020-01-01-old.md").unwrap(), b"Old.");
    let seen = rig.read(&remote).await;
    let means = rig.network().read_back_means(&rig.account, &attempt.prepared.rendered, &seen);
    assert_eq!(means, ReadBack::Gone);
}

#[tokio::test]
async fn a_stored_path_that_is_no_post_of_ours_is_never_taken_away() {
    let (rig, host) = site().await;
    for path in ["README.md", "content/news/../../README.md", "static/logo.svg"] {
        let remote = delivery::Remote { id: path.into(), url: None };
        assert_eq!(deleted(&rig, &remote).await, Answer::Refused, "{path}");
    }
    assert_eq!(host.commits(), 1);
}

async fn deleted(rig: &Rig, remote: &delivery::Remote) -> Answer {
    let sending = rig::sending(rig.capabilities.handling(Operation::Delete));
    rig.network().delete(&rig.account, remote, sending, rig::now()).await.answer
}

#[tokio::test]
async fn a_pasted_page_is_our_own_post_or_is_refused() {
    let (rig, _) = site().await;
    let (_, remote) = rig.publish(&article("Pasted", &unique("By hand")), None).await;
    let page = remote.url.clone().unwrap();
    assert_eq!(rig.network().pasted(&rig.account, &format!(" {page}\n")).await.unwrap(), remote);
    for address in ["https://project.example/news/2026/not-there/", "done", "https://elsewhere.example/"] {
        let refused = rig.network().pasted(&rig.account, address).await.unwrap_err();
        assert_eq!(refused.kind, Kind::Gone, "{refused}");
    }
}
