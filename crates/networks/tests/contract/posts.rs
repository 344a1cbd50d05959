//! What can be published arrives as it left, and what cannot is refused before or by the server.

use crate::rig::{self, content, dot, everywhere, unique};
use delivery::{Answer, Class, ReadBack};
use egress::Ask;
use networks::{NetworkName, Operation, Refers, Secret, Seen, Violation, practice::Host, trouble::Kind};
use publishing::Content;
use serde_json::Value;

#[tokio::test]
async fn a_post_with_link_mention_and_hashtag_arrives_as_it_left() {
    for rig in everywhere().await {
        let text = unique(&format!("👩‍👩‍👧‍👦 Naïve {} https://a.example/x?y=1&z=2 #Release", rig.somebody));
        let (attempt, remote) = rig.publish(&content(&text), None).await;
        let seen = rig.expect_equal(&attempt, &remote).await;
        assert_eq!(seen.author, rig.account.identity.id, "{}", rig.name);
        assert!(remote.url.is_some_and(|url| url.starts_with("http")), "{}", rig.name);
        assert!(seen.made_at.is_some(), "{}", rig.name);
    }
}

#[tokio::test]
async fn bluesky_is_told_the_places_of_links_people_and_hashtags_in_bytes() {
    for rig in everywhere().await.into_iter().filter(|rig| rig.account.network == NetworkName::Bluesky) {
        let text = unique(&format!("👩‍👩‍👧‍👦 {} @nobody.invalid https://a.example/é #日本語", rig.somebody));
        let (_, remote) = rig.publish(&content(&text), None).await;
        let record = raw_record(&rig, &remote.id).await;
        let facets = record["facets"].as_array().unwrap();
        let read: Vec<(&str, &str)> = facets.iter().map(|facet| (kind(facet), part(&text, facet))).collect();
        let somebody = rig.somebody.as_str();
        assert_eq!(read, [("mention", somebody), ("link", "https://a.example/é"), ("tag", "#日本語")], "{}", rig.name);
        assert!(facets[0]["features"][0]["did"].as_str().unwrap().starts_with("did:"), "{}", rig.name);
    }
}

pub async fn raw_record(rig: &rig::Rig, uri: &str) -> Value {
    let parts: Vec<&str> = uri.trim_start_matches("at://").split('/').collect();
    let query = [("repo", parts[0]), ("collection", parts[1]), ("rkey", parts[2])];
    let url = rig.account.base.at(["xrpc", "com.atproto.repo.getRecord"]).with_query(query);
    rig.egress.read(Ask::get(url)).await.unwrap().json::<Value>().unwrap()["value"].clone()
}
fn kind(facet: &Value) -> &str {
    facet["features"][0]["$type"].as_str().unwrap().rsplit('#').next().unwrap()
}
fn part<'a>(text: &'a str, facet: &Value) -> &'a str {
    let place = |name: &str| usize::try_from(facet["index"][name].as_u64().unwrap()).unwrap();
    &text[place("byteStart")..place("byteEnd")]
}

#[tokio::test]
async fn a_picture_arrives_with_its_description() {
    for rig in everywhere().await {
        let post = Content {
            pictures: vec![dot("A grey dot, alone."), dot("Another – “grey” dot.")],
            ..content(&unique("Look:"))
        };
        let (attempt, remote) = rig.publish(&post, None).await;
        let seen = rig.expect_equal(&attempt, &remote).await;
        assert_eq!(seen.pictures, ["A grey dot, alone.", "Another – “grey” dot."], "{}", rig.name);
    }
}

#[tokio::test]
async fn a_picture_that_was_changed_where_it_is_kept_leaves_nowhere() {
    for rig in everywhere().await {
        rig.expect_no_changed_picture(&content(&unique("Changed"))).await;
    }
}

#[tokio::test]
async fn a_picture_that_is_processed_for_a_while_is_waited_for() {
    for rig in rig::practice(&[Host::Mastodon]).await {
        rig.practice().slow_uploads(true);
        let post = Content { pictures: vec![dot("A grey dot.")], ..content(&unique("Slowly")) };
        let (attempt, remote) = rig.publish(&post, None).await;
        rig.expect_equal(&attempt, &remote).await;
    }
}

#[tokio::test]
async fn warning_and_language_are_kept() {
    for rig in everywhere().await {
        let post = Content {
            warning: Some("Release news".into()),
            ..Content::of(&unique("Drei Neuerungen"), "de".parse().unwrap())
        };
        let (attempt, remote) = rig.publish(&post, None).await;
        let seen = rig.expect_equal(&attempt, &remote).await;
        assert_eq!(language_of(&rig, &seen).await.as_deref(), Some("de"), "{}", rig.name);
        let told_first = seen.warning.as_deref() == Some("Release news") || seen.text.starts_with("[Release news]");
        assert!(told_first, "{}: {seen:?}", rig.name);
    }
}

/// One real server keeps the language and tells it to other servers, but not to its own clients.
async fn language_of(rig: &rig::Rig, seen: &Seen) -> Option<String> {
    if rig.practice.is_some() || rig.account.network == NetworkName::Bluesky {
        return seen.language.clone();
    }
    let page = rig.egress.url(seen.remote.url.as_deref().unwrap()).unwrap();
    let object: Value =
        rig.egress.read(Ask::get(page).header("accept", "application/activity+json")).await.unwrap().json().unwrap();
    object["contentMap"].as_object().and_then(|map| map.keys().next().cloned()).or(seen.language.clone())
}

#[tokio::test]
async fn an_answer_to_somebody_else_on_a_real_server_reaches_them() {
    let Some((rig, other)) = rig::real_mastodon().await.zip(rig::somebody_else_on_mastodon().await) else { return };
    let (_, question) = other.publish(&content(&unique("@membera When is the release?")), None).await;
    let address = question.url.as_deref().unwrap();
    let mut found = rig.network().resolve(&rig.account, address).await;
    for _ in 0..30 {
        // A server knows a post once it was delivered to somebody on it.
        if found.is_ok() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        found = rig.network().resolve(&rig.account, address).await;
    }
    let parent = found.unwrap();
    assert!(parent.author.starts_with("@memberb@"), "{}", parent.author);
    let (attempt, answer) = rig.publish(&content(&unique("In December.")), Some(&parent)).await;
    let seen = rig.expect_equal(&attempt, &answer).await;
    assert!(seen.reply_to.is_some());
    for _ in 0..30 {
        let ask = Ask::get(other.account.base.at(["api", "v1", "notifications"])).bearer(&other.account.token);
        let told: Value = other.egress.read(ask).await.unwrap().json().unwrap();
        if told.as_array().unwrap().iter().any(|note| note["status"]["url"].as_str() == answer.url.as_deref()) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    panic!("nobody told {} about the answer", parent.author);
}

#[tokio::test]
async fn an_answer_belongs_to_what_it_answers_and_to_its_thread() {
    for rig in everywhere().await {
        let (_, first) = rig.publish(&content(&unique("First")), None).await;
        let parent = rig.network().resolve(&rig.account, first.url.as_deref().unwrap()).await;
        let parent = parent.unwrap_or_else(|trouble| panic!("{}: {trouble}", rig.name));
        assert_eq!(parent.remote.id, first.id, "{}", rig.name);
        let (attempt, second) = rig.publish(&content(&unique("Second")), Some(&parent)).await;
        let seen = rig.expect_equal(&attempt, &second).await;
        assert_eq!(seen.reply_to, Some(first.id.clone()), "{}", rig.name);
        if rig.account.network == NetworkName::Bluesky {
            let parent = rig.network().resolve(&rig.account, &second.id).await.unwrap();
            let (_, third) = rig.publish(&content(&unique("Third")), Some(&parent)).await;
            let record = raw_record(&rig, &third.id).await;
            assert_eq!(record["reply"]["root"]["uri"], first.id.as_str(), "{}", rig.name);
            assert_eq!(record["reply"]["parent"]["uri"], second.id.as_str(), "{}", rig.name);
        }
    }
}

#[tokio::test]
async fn an_answer_to_a_reader_addresses_the_reader_where_only_mentions_are_told() {
    for rig in rig::practice(&Host::ALL).await {
        let (practice, host) = rig.practice.clone().unwrap();
        let reader = if host == Host::Bluesky { "reader.example" } else { "reader" };
        let comment = practice.comment(host, reader, "When is the release?", None).unwrap();
        let page = practice.page_of(&comment).unwrap();
        let parent = rig.network().resolve(&rig.account, &page).await.unwrap();
        assert_eq!(parent.text, "When is the release?");
        let (attempt, remote) = rig.publish(&content(&unique("In December.")), Some(&parent)).await;
        let seen = rig.expect_equal(&attempt, &remote).await;
        assert_eq!(seen.reply_to, Some(comment.id), "{}", rig.name);
        assert_eq!(seen.text.starts_with("@reader@"), host != Host::Bluesky, "{}", seen.text);
    }
}

#[tokio::test]
async fn a_deleted_post_is_gone_and_deleting_it_again_changes_nothing() {
    for rig in everywhere().await {
        let (attempt, remote) = rig.publish(&content(&unique("Soon gone")), None).await;
        for _ in 0..2 {
            let sending = rig::sending(rig.capabilities.handling(Operation::Delete));
            let outcome = rig.network().delete(&rig.account, &remote, sending, rig::now()).await;
            assert_eq!(outcome.answer, Answer::Done(remote.clone()), "{}: {}", rig.name, outcome.says);
        }
        let seen = rig.read(&remote).await;
        let means = rig.network().read_back_means(&rig.account, &attempt.prepared.rendered, &seen);
        assert_eq!(means, ReadBack::Gone, "{}", rig.name);
    }
}

#[tokio::test]
async fn a_text_over_the_limit_is_refused_with_the_number_before_anything_is_sent() {
    for rig in everywhere().await {
        let limit = rig.capabilities.text.max;
        let wrong = rig
            .network()
            .render(&content(&"x".repeat(limit as usize + 1)), Refers::default(), &rig.capabilities)
            .unwrap_err();
        assert_eq!(wrong, [Violation::TooLong { counted: limit + 1, limit }], "{}", rig.name);
        assert!(wrong[0].to_string().contains("1 over its limit"), "{}", wrong[0]);
    }
}

#[tokio::test]
async fn a_text_the_server_finds_too_long_is_a_refusal_and_not_a_doubt() {
    for rig in everywhere().await.into_iter().filter(|rig| rig.capabilities.text.max <= 500 && rig.class() != Class::D)
    {
        let mut attempt = rig.attempt(&content(&unique("Short")), None).await;
        attempt.prepared.rendered.text = "x".repeat(501);
        let outcome = rig.commit(&attempt).await;
        assert_eq!((outcome.answer, outcome.trouble), (Answer::Refused, Some(Kind::Invalid)), "{}", rig.name);
    }
}

#[tokio::test]
async fn a_picture_without_a_description_goes_nowhere() {
    for rig in everywhere().await {
        let post = Content { pictures: vec![dot("")], ..content("Look") };
        let wrong = rig.network().render(&post, Refers::default(), &rig.capabilities).unwrap_err();
        assert_eq!(wrong, [Violation::NotDescribed { number: 1 }], "{}", rig.name);
    }
}

#[tokio::test]
async fn a_key_that_is_no_good_is_called_so_and_nothing_is_sent() {
    for mut rig in everywhere().await {
        let attempt = rig.attempt(&content(&unique("Never")), None).await;
        if let Some((practice, _)) = &rig.practice {
            practice.revoke(&rig.account.identity.id);
        } else {
            rig.account.token = Secret::new("0000-0000-0000-0000");
            rig.account.session = None;
        }
        let (_, networks) = rig::set_up(rig.account.base.as_str());
        rig.networks = networks;
        let outcome = rig.commit(&attempt).await;
        assert_eq!(
            (outcome.answer, outcome.trouble),
            (Answer::NotSent, Some(Kind::KeyRevoked)),
            "{}: {}",
            rig.name,
            outcome.says
        );
        let probe = rig.network().probe(&rig.account, rig::now()).await.unwrap_err();
        assert_eq!(probe.kind, Kind::KeyRevoked, "{}", rig.name);
        assert!(probe.says.contains("connect the account again"), "{}", probe.says);
    }
}

#[tokio::test]
async fn the_same_intention_twice_is_one_post_where_the_class_says_so() {
    for rig in everywhere().await.into_iter().filter(|rig| matches!(rig.class(), Class::A | Class::B | Class::D)) {
        let (attempt, first) = rig.publish(&content(&unique("Once")), None).await;
        let again = rig.commit(&attempt).await;
        assert_eq!(again.answer, Answer::Done(first), "{}: {}", rig.name, again.says);
        if rig.practice.is_some() {
            assert_eq!(rig.practice().published_by(&rig.account.identity.id).len(), 1, "{}", rig.name);
        }
    }
}

#[tokio::test]
async fn what_was_prepared_survives_being_stored() {
    for rig in rig::practice(&Host::ALL).await {
        let post =
            Content { pictures: vec![dot("A grey dot.")], ..content(&unique(&format!("Stored {}", rig.somebody))) };
        let mut attempt = rig.attempt(&post, None).await;
        let stored = serde_json::to_string(&(&attempt.prepared, &attempt.key)).unwrap();
        (attempt.prepared, attempt.key) = serde_json::from_str(&stored).unwrap();
        let digest = attempt.prepared.rendered.digest();
        assert_eq!(digest, rig.network().render(&post, Refers::default(), &rig.capabilities).unwrap().digest());
        assert!(matches!(rig.commit(&attempt).await.answer, Answer::Done(_)), "{}", rig.name);
    }
}
