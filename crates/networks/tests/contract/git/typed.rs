//! What is typed to connect a repository, and what the server says to it.

use super::{site, typed};
use crate::rig;
use networks::{Account, NetworkName, Refers, trouble::Kind};
use publishing::Content;

#[tokio::test]
async fn what_is_typed_wrong_is_said_at_its_blank() {
    let (rig, _) = site().await;
    let server = rig.account.base.as_str();
    for (blank, wrong) in [
        ("server", "git@git.project.example:site.git"),
        ("server", "http://10.0.0.1/site.git"),
        ("branch", "a..b"),
        ("branch", "x y"),
        ("folder", "../elsewhere"),
        ("folder", "a/.git/hooks"),
        ("pictures", "static/images"),
        ("pictures", "static/../..=/images"),
        ("pictures", "static/images=javascript:x"),
        ("page", "https://project.example/news/"),
        ("page", "javascript:{slug}"),
        ("author", "The project"),
        ("author", "The project <nobody>"),
        ("password", ""),
    ] {
        let refused = rig.networks.get(NetworkName::Git).account(&typed(server, &[(blank, wrong)])).await;
        assert_eq!(refused.err().map(|wrong| wrong.blank), Some(blank), "{blank}: {wrong}");
    }
}

#[tokio::test]
async fn a_key_a_branch_or_a_repository_that_is_not_there_is_said_before_anything_is_kept() {
    let (rig, host) = site().await;
    let server = rig.account.base.as_str();
    for (blank, value, kind, says) in [
        ("password", "wrong", Kind::KeyRevoked, "connect the account again"),
        ("branch", "gone", Kind::Gone, "has no branch \"gone\""),
        ("server", &format!("{server}/info"), Kind::Gone, "does not have this repository"),
    ] {
        let account = rig.networks.get(NetworkName::Git).account(&typed(server, &[(blank, value)])).await.unwrap();
        let trouble = rig.network().probe(&account, rig::now()).await.unwrap_err();
        assert_eq!(trouble.kind, kind, "{blank}: {trouble}");
        assert!(trouble.says.contains(says), "{trouble}");
    }
    host.lock();
    let trouble = rig.network().probe(&Account { ..rig.account.clone() }, rig::now()).await.unwrap_err();
    assert_eq!(trouble.kind, Kind::KeyRevoked);
}

#[tokio::test]
async fn what_a_site_would_obey_or_does_not_take_stands_in_the_way() {
    let (rig, _) = site().await;
    let plain = || super::article("A title", "A text");
    let render = |content: &Content| rig.network().render(content, Refers::default(), &rig.capabilities);
    assert!(render(&plain()).is_ok());
    for content in [
        Content { headline: None, ..plain() },
        Content { text: "Look: <script>alert(1)</script>".into(), ..plain() },
        Content { text: "{{ site.secret }}".into(), ..plain() },
        Content { quotes: Some("https://social.example/@a/1".parse().unwrap()), ..plain() },
        Content { visibility: publishing::Visibility::Unlisted, ..plain() },
        Content { pictures: vec![rig::dot("")], ..plain() },
    ] {
        assert!(render(&content).is_err_and(|wrong| wrong.len() == 1), "{content:?}");
    }
}
