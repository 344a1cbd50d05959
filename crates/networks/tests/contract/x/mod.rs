//! X, on a stand-in: nobody can start X itself.

mod connecting;
mod signing_in;
#[expect(dead_code, reason = "stories hold its answers back")]
mod standin;

use crate::{
    rig::{self, Rig, content, dot, unique},
    standin::{refused_by as refuses, served},
};
use delivery::{Answer, Class, Finding, ReadBack};
use networks::{
    Account, NetworkName, Refers, Secret,
    trouble::Kind,
    x::{Places, X},
};
use publishing::{Content, Gates, Poll, Whoever};
use serde_json::json;
use signing_in::{CLIENT, SECRET};
use standin::{ME, Site};
use std::sync::Arc;

/// An account that was connected a while ago.
async fn account() -> (Rig, Arc<Site>) {
    let site = Site::of("project");
    let base = served(site.router()).await;
    let (egress, networks) = rig::set_up(&base);
    let x = X::new(egress.clone(), Places { pages: base.clone(), api: base.clone() });
    let (access, refresh) = site.keys().pair();
    let token = json!({ "client_id": CLIENT, "client_secret": SECRET, "handle": "project" });
    let scopes = "tweet.read tweet.write users.read offline.access media.write";
    let session = json!({ "access": access, "refresh": refresh, "ends": null, "scopes": scopes });
    let account = Account::unknown(NetworkName::X, egress.url(&base).unwrap(), Secret::new(token.to_string()));
    let account = Account { session: Some(Secret::new(session.to_string())), ..account };
    let networks = networks.with(Arc::new(x));
    let rig = rig::probed("a stand-in for X".to_owned(), networks, account, egress, String::new()).await;
    assert_eq!((rig.account.identity.id.as_str(), rig.account.identity.handle.as_str()), (ME, "@project"));
    (rig, site)
}

#[tokio::test]
async fn a_post_stands_there_as_it_was_typed_whatever_x_makes_of_its_links() {
    let (rig, _) = account().await;
    assert_eq!(rig.class(), Class::C);
    for text in [
        "Out now: 6.1 <b> & more > before",
        "Read https://www.python.org/releases/6.1?a=1&b=2 and python.org today",
        "日本語 👩‍👩‍👧 #release",
    ] {
        let (attempt, remote) = rig.publish(&content(text), None).await;
        rig.expect_equal(&attempt, &remote).await;
        assert_eq!(remote.url.unwrap(), format!("https://x.com/project/status/{}", remote.id));
    }
}

#[tokio::test]
async fn pictures_a_poll_a_quote_an_answer_and_a_gate_arrive() {
    let (rig, site) = account().await;
    let (_, first) = rig.publish(&content(&unique("First")), None).await;
    let pictures = Content { pictures: vec![dot("A \"grey\" dot."), dot("Another.")], ..content(&unique("Look")) };
    let (attempt, remote) = rig.publish(&pictures, None).await;
    assert_eq!(rig.expect_equal(&attempt, &remote).await.pictures, ["A \"grey\" dot.", "Another."]);
    let poll =
        Poll { answers: vec!["Yes".into(), "No".into()], open_for_minutes: 60, several: false, counts_hidden: false };
    let (attempt, remote) = rig.publish(&Content { poll: Some(poll), ..content(&unique("Ask")) }, None).await;
    assert_eq!(rig.expect_equal(&attempt, &remote).await.carries.poll, ["Yes", "No"]);
    let parent = rig.resolved(&first).await;
    let (attempt, remote) = rig.publish(&content(&unique("Answer")), Some(&parent)).await;
    assert_eq!(rig.expect_equal(&attempt, &remote).await.reply_to.as_deref(), Some(first.id.as_str()));
    let quoting = Content { quotes: Some(first.url.unwrap().parse().unwrap()), ..content(&unique("Quote")) };
    let (attempt, remote) = rig.publish_with(&quoting, Refers { answers: None, quotes: Some(&parent) }).await;
    rig.expect_equal(&attempt, &remote).await;
    let gates = Gates { answers: Whoever::Mentioned, ..Gates::default() };
    let (attempt, remote) = rig.publish(&Content { gates, ..content(&unique("Gate")) }, None).await;
    assert_eq!(rig.expect_equal(&attempt, &remote).await.carries.answers_by, Some(Whoever::Mentioned));
    assert_eq!(site.posts().len(), 6);
}

#[tokio::test]
async fn what_x_does_not_take_stands_in_the_way() {
    let (rig, site) = account().await;
    let quotes = Some("https://x.com/somebody/status/1".parse().unwrap());
    let gif = publishing::Picture { mime: "image/gif".to_owned(), ..dot("A dot.") };
    for content in [
        content(&"a".repeat(281)),
        content(&"日".repeat(141)),
        Content { visibility: publishing::Visibility::Followers, ..content("Text") },
        Content { pictures: vec![gif], ..content("Text") },
        Content { pictures: vec![dot(&"a".repeat(1001))], ..content("Text") },
        Content { quotes, pictures: vec![dot("A dot.")], ..content("Text") },
        Content { gates: Gates { answers: Whoever::Nobody, ..Gates::default() }, ..content("Text") },
    ] {
        let wrong = rig.network().render(&content, Refers::default(), &rig.capabilities);
        assert!(wrong.as_ref().is_err_and(|wrong| wrong.len() == 1), "{content:?}: {wrong:?}");
    }
    assert!(!rig.capabilities.takes.threads, "nobody promises a thread that X may refuse");
    let most = format!("{} https://www.python.org/{}", "a".repeat(256), "b".repeat(90));
    rig.publish(&content(&most), None).await;
    assert_eq!(site.posts().len(), 1);
}

#[tokio::test]
async fn every_documented_refusal_is_one_and_what_stands_before_x_is_not_believed() {
    let (rig, site) = account().await;
    let day = |answer: &Answer| matches!(answer, Answer::RateLimited { until: Some(until) } if until.since(rig::now()).as_hours() >= 23);
    for (status, kind_of, answer, kind) in [
        (400, "https://api.x.com/2/problems/invalid-request", Answer::Refused, Kind::Invalid),
        (401, "about:blank", Answer::NotSent, Kind::KeyRevoked),
        (403, "about:blank", Answer::Refused, Kind::Forbidden),
        (410, "about:blank", Answer::NotSent, Kind::Withdrawn),
    ] {
        let attempt = rig.attempt(&content(&unique("Refused")), None).await;
        site.plan(false, status, &json!({ "title": "T", "detail": "D", "type": kind_of }).to_string());
        let outcome = rig.commit(&attempt).await;
        assert_eq!((outcome.answer, outcome.trouble), (answer, Some(kind)), "{status}: {}", outcome.says);
    }
    for (status, kind) in [
        (402, "https://api.x.com/2/problems/credits"),
        (429, "https://api.x.com/2/problems/usage-capped"),
        (403, "https://api.twitter.com/2/problems/usage-capped"),
    ] {
        let attempt = rig.attempt(&content(&unique("Used up")), None).await;
        site.plan(false, status, &json!({ "title": "UsageCapExceeded", "detail": "D", "type": kind }).to_string());
        let outcome = rig.commit(&attempt).await;
        assert!(day(&outcome.answer) && outcome.says.contains("credits"), "{status}: {outcome:?}");
    }
    for status in [403, 429, 404] {
        let attempt = rig.attempt(&content(&unique("In front")), None).await;
        site.plan(false, status, "<html>Attention required</html>");
        assert_eq!(rig.commit(&attempt).await.answer, Answer::Ambiguous, "{status}");
    }
    assert_eq!((site.posts().len(), site.calls()), (0, 10), "each was asked for once");
}

#[tokio::test]
async fn dl09_a_duplicate_is_a_refusal_at_first_and_after_a_doubt_it_is_looked_up() {
    let (rig, site) = account().await;
    site.made_by_hand("An older post");
    let text = unique("Twice");
    let attempt = rig.attempt(&content(&text), None).await;
    site.plan(true, 503, "<html>Over capacity</html>");
    assert_eq!(rig.commit(&attempt).await.answer, Answer::Ambiguous);
    let again = rig.commit(&attempt).await;
    assert_eq!((again.answer, again.trouble), (Answer::Duplicate, Some(Kind::Duplicate)));
    let Finding::Seen(remote) = rig.look(&attempt).await else { panic!("it is there") };
    rig.expect_equal(&attempt, &remote).await;
}

#[tokio::test]
async fn a_doubt_is_settled_by_the_list_and_by_nothing_else() {
    let (rig, site) = account().await;
    let first = rig.attempt(&content("The very first"), None).await;
    assert_eq!(
        rig.look(&first).await,
        Finding::NotSeen { control: false, complete: true },
        "an empty list is no control"
    );
    site.made_by_hand("Same words");
    site.made_by_hand("Between");
    let attempt = rig.attempt(&content("Same words"), None).await;
    site.plan(false, 500, "");
    assert_eq!(rig.commit(&attempt).await.answer, Answer::Ambiguous);
    assert_eq!(rig.look(&attempt).await, Finding::NotSeen { control: true, complete: true });
    site.plan(true, 201, "{}");
    assert_eq!(rig.commit(&attempt).await.answer, Answer::Ambiguous, "a success without an id");
    assert!(matches!(rig.look(&attempt).await, Finding::Seen(_)));
    for number in 0..60 {
        site.made_by_hand(&format!("Newer {number}"));
    }
    let deep = rig.attempt(&content(&unique("Deep")), None).await;
    for number in 0..60 {
        site.made_by_hand(&format!("Newer still {number}"));
    }
    let nothing_proven = Finding::NotSeen { control: false, complete: false };
    assert_eq!(rig.look(&deep).await, nothing_proven, "the list is not read far enough");
    site.hide_list();
    assert_eq!(rig.look(&attempt).await, Finding::NoAnswer);
}

#[tokio::test]
async fn a_deleted_post_is_gone_and_a_pasted_address_is_our_own_or_refused() {
    let (rig, _) = account().await;
    let (attempt, remote) = rig.publish(&content(&unique("Off")), None).await;
    assert_eq!(rig.network().pasted(&rig.account, remote.url.as_deref().unwrap()).await.unwrap(), remote);
    for _ in 0..2 {
        assert_eq!(rig.delete(&remote).await.answer, Answer::Done(remote.clone()));
    }
    let seen = rig.read(&remote).await;
    assert_eq!(rig.network().read_back_means(&rig.account, &attempt.prepared.rendered, &seen), ReadBack::Gone);
    for (address, kind) in [("https://x.com/a/status/1", Kind::Gone), ("https://x.com/", Kind::Invalid)] {
        assert_eq!(rig.network().pasted(&rig.account, address).await.unwrap_err().kind, kind, "{address}");
    }
}

#[tokio::test]
async fn what_a_post_costs_is_known_before_it_leaves() {
    let (rig, _) = account().await;
    let paid = rig.capabilities.paid.unwrap();
    let priced = |text: &str, described| paid.price_of(text, described);
    assert_eq!(priced("No link: 6.1 is out", 0), paid.plain);
    assert_eq!(priced("See https://project.example/", 0), paid.with_link);
    assert_eq!(priced("See python.org", 0), paid.with_link, "without its scheme too");
    assert_eq!(priced("Two pictures", 2), paid.plain + 2 * paid.described);
}
