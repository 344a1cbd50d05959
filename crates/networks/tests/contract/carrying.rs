//! What a post carries beside its text: a poll, a quote, an audience, many pictures and where to look in them. All of it
//! arrives as it left, or the post does not leave.

use crate::{
    posts::raw_record,
    rig::{self, Rig, content, dot, everywhere, unique},
};
use delivery::{Answer, ReadBack};
use egress::Ask;
use networks::{
    Capabilities, NetworkName, Prepared, Refers, Rendered, SeenQuote, Violation,
    practice::{Host, Published},
    trouble::Kind,
};
use publishing::{Content, Focus, Gates, Picture, Poll, Visibility, Whoever};
use serde_json::{Value, json};

fn poll(answers: &[&str]) -> Poll {
    let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
    Poll { answers, open_for_minutes: 1_440, several: true, counts_hidden: true }
}

fn asking(text: &str, poll: Poll) -> Content {
    Content { poll: Some(poll), ..content(&unique(text)) }
}

#[tokio::test]
async fn a_poll_is_asked_as_it_left() {
    for rig in everywhere().await {
        let Some(rule) = &rig.capabilities.takes.poll else { continue };
        let asked = Poll { counts_hidden: rule.hides_counts, ..poll(&["In spring – early", "In autumn", "Never"]) };
        let (attempt, remote) = rig.publish(&asking("When do we meet?", asked.clone()), None).await;
        let seen = rig.expect_equal(&attempt, &remote).await;
        assert_eq!(seen.carries.poll, asked.answers, "{}", rig.name);
        if let Some((practice, _)) = &rig.practice {
            assert_eq!(practice.published_by(&rig.account.identity.id)[0].poll, Some(asked), "{}", rig.name);
        }
    }
}

#[tokio::test]
async fn a_poll_beyond_the_limits_goes_nowhere_and_the_server_would_refuse_it_too() {
    let rig = rig::practice(&[Host::Mastodon]).await.remove(0);
    let wrong = [
        poll(&["Only one"]),
        poll(&["a", "b", "c", "d", "e"]),
        poll(&["a", &"x".repeat(51)]),
        Poll { open_for_minutes: 1, ..poll(&["a", "b"]) },
    ];
    for wrong in wrong {
        let post = asking("Too much", wrong.clone());
        let refused = rig.network().render(&post, Refers::default(), &rig.capabilities).unwrap_err();
        assert!(matches!(refused[..], [Violation::NotLikeThis(_)]), "{refused:?}");
        let mut attempt = rig.attempt(&asking("Too much", poll(&["a", "b"])), None).await;
        attempt.prepared.rendered.poll = Some(wrong);
        let outcome = rig.commit(&attempt).await;
        assert_eq!((outcome.answer, outcome.trouble), (Answer::Refused, Some(Kind::Invalid)), "{}", outcome.says);
    }
}

#[tokio::test]
async fn a_poll_has_neither_pictures_nor_a_quote_beside_it() {
    let rig = rig::practice(&[Host::Mastodon]).await.remove(0);
    let (_, first) = rig.publish(&content(&unique("To be quoted")), None).await;
    let quoted = rig.resolved(&first).await;
    let refers = Refers { answers: None, quotes: Some(&quoted) };
    let asked = asking("Both?", poll(&["Yes", "No"]));
    let with_picture = Content { pictures: vec![dot("A grey dot.")], ..asked.clone() };
    for (post, refers) in [(&asked, refers), (&with_picture, Refers::default())] {
        let refused = rig.network().render(post, refers, &rig.capabilities).unwrap_err();
        assert!(matches!(refused[..], [Violation::NotLikeThis(_)]), "{refused:?}");
    }
    let mut attempt = rig.attempt(&Content { poll: None, ..with_picture }, None).await;
    attempt.prepared.rendered.poll.clone_from(&asked.poll);
    assert_eq!(rig.commit(&attempt).await.answer, Answer::Refused);
    let mut attempt = rig.attempt_with(&content(&unique("Both?")), refers).await;
    attempt.prepared.rendered.poll = asked.poll;
    assert_eq!(rig.commit(&attempt).await.answer, Answer::Refused);
}

#[tokio::test]
async fn what_a_network_does_not_take_stands_in_the_way_and_is_never_left_out() {
    for rig in everywhere().await {
        let (takes, plain) = (&rig.capabilities.takes, content("One post"));
        let refused = |post: &Content| rig.network().render(post, Refers::default(), &rig.capabilities).is_err();
        let asked = Content { poll: Some(Poll { counts_hidden: false, ..poll(&["Yes", "No"]) }), ..plain.clone() };
        assert_eq!(refused(&asked), takes.poll.is_none(), "{}", rig.name);
        let quotes = Content { quotes: Some("https://social.example/@a/1".parse().unwrap()), ..plain.clone() };
        assert_eq!(refused(&quotes), !takes.quotes, "{}", rig.name);
        for who in Whoever::ALL {
            let everybody = who == Whoever::Everybody;
            let answers = Content { gates: Gates { answers: who, ..Gates::default() }, ..plain.clone() };
            assert_eq!(refused(&answers), !everybody && !takes.answers_by.contains(&who), "{} {who:?}", rig.name);
            let quotes = Content { gates: Gates { quotes: who, ..Gates::default() }, ..plain.clone() };
            assert_eq!(refused(&quotes), !everybody && !takes.quotes_by.contains(&who), "{} {who:?}", rig.name);
        }
    }
}

#[tokio::test]
async fn a_quoted_post_is_shown_within_the_post() {
    for rig in everywhere().await.into_iter().filter(|rig| rig.capabilities.takes.quotes) {
        let (_, first) = rig.publish(&content(&unique("Said before")), None).await;
        let quoted = rig.resolved(&first).await;
        assert!(quoted.version.is_some(), "{}: what is quoted is bound to the version that was seen", rig.name);
        let refers = Refers { answers: None, quotes: Some(&quoted) };
        let with_pictures = Content { pictures: vec![dot("A grey dot."); 2], ..content(&unique("With a picture")) };
        for post in [content(&unique("As we said")), with_pictures] {
            let (attempt, remote) = rig.publish_with(&post, refers).await;
            let seen = rig.expect_equal(&attempt, &remote).await;
            assert_eq!(seen.carries.quoted, SeenQuote::Post(first.id.clone()), "{}", rig.name);
            assert_eq!(seen.pictures.len(), post.pictures.len(), "{}", rig.name);
            let mut plain = attempt.prepared.rendered.clone();
            plain.quoted = None;
            assert!(rig.network().differences(&plain, &seen).iter().any(|what| what.contains("quotes")));
        }
    }
}

#[tokio::test]
async fn a_post_of_another_network_is_not_quoted() {
    for rig in everywhere().await.into_iter().filter(|rig| rig.capabilities.takes.quotes) {
        let (_, first) = rig.publish(&content(&unique("Here")), None).await;
        let mut elsewhere = rig.resolved(&first).await;
        let foreign = if rig.account.network == NetworkName::Bluesky { "115001" } else { "at://did:plc:abc/x/1" };
        foreign.clone_into(&mut elsewhere.remote.id);
        let refers = Refers { answers: None, quotes: Some(&elsewhere) };
        let wrong = rig.network().render(&content("There"), refers, &rig.capabilities).unwrap_err();
        assert_eq!(wrong, [Violation::ForeignQuote], "{}", rig.name);
    }
}

#[tokio::test]
async fn a_post_whose_author_forbids_quotes_is_not_quoted() {
    for rig in rig::practice(&[Host::Mastodon, Host::Bluesky]).await {
        let gates = Gates { quotes: Whoever::Nobody, ..Gates::default() };
        let (_, closed) = rig.publish(&Content { gates, ..content(&unique("Not to be quoted")) }, None).await;
        let host = rig.practice.as_ref().unwrap().1;
        let other = rig.somebody_else(if host == Host::Bluesky { "other.example" } else { "other" });
        let quoted = rig.network().resolve(&other, closed.url.as_deref().unwrap()).await.unwrap();
        let refers = Refers { answers: None, quotes: Some(&quoted) };
        let rendered = rig.network().render(&content(&unique("Quoting")), refers, &rig.capabilities).unwrap();
        let refused = rig.network().prepare(&other, &rendered, &[], None).await.unwrap_err();
        assert_eq!(refused.kind, Kind::Forbidden, "{}", rig.name);
        assert!(refused.says.contains("take the quote out"), "{}", refused.says);
        if host == Host::Mastodon {
            let mut attempt = rig.attempt(&content(&unique("Quoting all the same")), None).await;
            attempt.prepared.rendered.quoted = Some(quoted);
            assert_eq!(rig.commit_as(&other, &attempt).await.answer, Answer::Refused);
        }
    }
}

#[tokio::test]
async fn a_quoted_post_that_is_gone_is_noticed_before_and_after() {
    let rig = rig::practice(&[Host::Mastodon]).await.remove(0);
    let (_, first) = rig.publish(&content(&unique("Soon gone")), None).await;
    let quoted = rig.resolved(&first).await;
    let refers = Refers { answers: None, quotes: Some(&quoted) };
    let (attempt, remote) = rig.publish_with(&content(&unique("Quoting")), refers).await;
    assert!(matches!(rig.delete(&first).await.answer, Answer::Done(_)));
    let seen = rig.read(&remote).await;
    assert_eq!(seen.as_ref().unwrap().carries.quoted, SeenQuote::Withheld);
    let means = rig.network().read_back_means(&rig.account, &attempt.prepared.rendered, &seen);
    assert_eq!(means, ReadBack::Altered);
    let late = rig.network().prepare(&rig.account, &attempt.prepared.rendered, &[], None).await.unwrap_err();
    assert_eq!(late.kind, Kind::Invalid, "{late}");
}

#[tokio::test]
async fn who_may_quote_is_said_with_the_post() {
    for rig in everywhere().await {
        for who in rig.capabilities.takes.quotes_by.clone() {
            let gates = Gates { quotes: who, ..Gates::default() };
            let (attempt, remote) = rig.publish(&Content { gates, ..content(&unique("For some")) }, None).await;
            let seen = rig.expect_equal(&attempt, &remote).await;
            assert_eq!(seen.carries.quotes_by, Some(who), "{}", rig.name);
        }
    }
}

#[tokio::test]
async fn a_post_is_seen_by_whom_it_is_for() {
    for rig in everywhere().await {
        for level in rig.capabilities.visibilities.clone() {
            let text = unique(&format!("{} For whom it is", rig.somebody));
            let (attempt, remote) = rig.publish(&Content { visibility: level, ..content(&text) }, None).await;
            let seen = rig.expect_equal(&attempt, &remote).await;
            assert!(seen.visibility.is_none_or(|there| there == level), "{} {level:?}: {seen:?}", rig.name);
            let wider = Rendered { visibility: other_than(level), ..attempt.prepared.rendered };
            let noticed = !rig.network().differences(&wider, &seen).is_empty();
            assert_eq!(noticed, seen.visibility.is_some(), "{} {level:?}", rig.name);
        }
    }
}

fn other_than(level: Visibility) -> Visibility {
    if level == Visibility::Public { Visibility::Followers } else { Visibility::Public }
}

#[tokio::test]
async fn the_point_of_a_picture_that_stays_in_view_leaves_where_it_is_kept() {
    for rig in rig::practice(&[Host::Mastodon, Host::Bluesky, Host::Listed]).await {
        let point = Focus::new(-500, 333);
        let post = Content {
            pictures: vec![Picture { focus: Some(point), ..dot("A dot, left of the middle.") }],
            ..content(&unique("Look left"))
        };
        let (attempt, remote) = rig.publish(&post, None).await;
        rig.expect_equal(&attempt, &remote).await;
        let there = rig.practice().published_by(&rig.account.identity.id).remove(0).pictures[0].focus;
        assert_eq!(there, Some(point).filter(|_| rig.capabilities.takes.focus), "{}", rig.name);
    }
}

fn on_bluesky(rigs: Vec<Rig>) -> impl Iterator<Item = Rig> {
    rigs.into_iter().filter(|rig| rig.account.network == NetworkName::Bluesky)
}

#[tokio::test]
async fn up_to_four_pictures_are_images_and_up_to_ten_a_gallery() {
    for rig in on_bluesky(everywhere().await) {
        for (many, kind) in
            [(4, "app.bsky.embed.images"), (5, "app.bsky.embed.gallery"), (10, "app.bsky.embed.gallery")]
        {
            let pictures: Vec<Picture> = (1..=many).map(|number| dot(&format!("Dot {number}."))).collect();
            let (attempt, remote) = rig.publish(&Content { pictures, ..content(&unique("Many")) }, None).await;
            let seen = rig.expect_equal(&attempt, &remote).await;
            assert_eq!(seen.pictures.len(), many, "{}", rig.name);
            assert_eq!(raw_record(&rig, &remote.id).await["embed"]["$type"], kind, "{}", rig.name);
        }
        let (_, first) = rig.publish(&content(&unique("Said before")), None).await;
        let (quoted, pictures) = (rig.resolved(&first).await, vec![dot("A grey dot."); 6]);
        let refers = Refers { answers: None, quotes: Some(&quoted) };
        let (attempt, remote) = rig.publish_with(&Content { pictures, ..content(&unique("Both")) }, refers).await;
        rig.expect_equal(&attempt, &remote).await;
        let eleven = Content { pictures: vec![dot("A grey dot."); 11], ..content("Too many") };
        let wrong = rig.network().render(&eleven, Refers::default(), &rig.capabilities).unwrap_err();
        assert_eq!(wrong, [Violation::TooManyPictures { there: 11, most: 10 }], "{}", rig.name);
    }
}

#[tokio::test]
async fn pc30_a_warning_that_readers_programs_know_labels_a_post_without_pictures_too() {
    for rig in on_bluesky(everywhere().await) {
        let warned = |line: &str| Content { warning: Some(line.to_owned()), ..content(&unique("A report")) };
        let (attempt, remote) = rig.publish(&warned("Violence"), None).await;
        rig.expect_equal(&attempt, &remote).await;
        let labels = raw_record(&rig, &remote.id).await["labels"]["values"].clone();
        assert_eq!(labels, json!([{ "val": "graphic-media" }]), "{}", rig.name);
        let (_, remote) = rig.publish(&warned("Release news"), None).await;
        assert_eq!(raw_record(&rig, &remote.id).await["labels"], Value::Null, "{}", rig.name);
    }
}

/// Records that a server of the protocol refuses: the practice server has to refuse the same ones as a real one.
#[tokio::test]
async fn the_practice_server_refuses_the_records_that_a_real_one_refuses() {
    for rig in on_bluesky(everywhere().await) {
        let post = |embed: Value| {
            let made = "2026-11-20T15:00:00.000Z";
            json!({ "$type": "app.bsky.feed.post", "text": "x", "createdAt": made, "embed": embed })
        };
        let blob = blob(&rig).await;
        let item = json!({ "$type": "app.bsky.embed.gallery#image", "image": blob, "alt": "" });
        let mut sized = item.clone();
        sized["aspectRatio"] = json!({ "width": 1, "height": 1 });
        let gallery = |items: Vec<Value>| json!({ "$type": "app.bsky.embed.gallery", "items": items });
        let quote = |named: Value| json!({ "$type": "app.bsky.embed.record", "record": named });
        let card = |card: Value| json!({ "$type": "app.bsky.embed.external", "external": card });
        let images = json!({ "$type": "app.bsky.embed.images", "images": vec![sized.clone(); 5] });
        let gate = json!({ "$type": "app.bsky.feed.threadgate", "createdAt": "2026-11-20T15:00:00.000Z", "allow": [] });
        let refused = [
            ("app.bsky.feed.post", post(gallery(vec![item]))),
            ("app.bsky.feed.post", post(gallery(vec![sized.clone(); 21]))),
            ("app.bsky.feed.post", post(images)),
            ("app.bsky.feed.post", post(quote(json!({ "uri": "at://did:plc:abc/app.bsky.feed.post/3mdtsyo3c2222" })))),
            (
                "app.bsky.feed.post",
                post(quote(json!({ "cid": "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a" }))),
            ),
            ("app.bsky.feed.post", post(card(json!({ "uri": "https://a.example", "title": "A" })))),
            ("app.bsky.feed.threadgate", gate),
        ];
        for (collection, record) in refused {
            let status = put(&rig, collection, &record).await;
            assert_eq!(status, 400, "{}: {record}", rig.name);
        }
        assert_eq!(put(&rig, "app.bsky.feed.post", &post(gallery(vec![sized; 5]))).await, 200, "{}", rig.name);
    }
}

pub async fn token(rig: &Rig) -> networks::Secret {
    let body = json!({ "identifier": rig.account.identity.handle, "password": rig.account.token.expose() });
    let ask = Ask::post(rig.account.base.at(["xrpc", "com.atproto.server.createSession"])).json(&body);
    let session: Value = rig.egress.write(ask).await.unwrap().json().unwrap();
    networks::Secret::new(session["accessJwt"].as_str().unwrap())
}

async fn blob(rig: &Rig) -> Value {
    let ask = Ask::post(rig.account.base.at(["xrpc", "com.atproto.repo.uploadBlob"])).bearer(&token(rig).await);
    let answer = rig.egress.write(ask.bytes("image/png", rig::DOT.to_vec())).await.unwrap();
    answer.json::<Value>().unwrap()["blob"].clone()
}

async fn put(rig: &Rig, collection: &str, record: &Value) -> u16 {
    let rkey = networks::bluesky::tid::tid(rig::now().micros(), 7);
    let body = json!({ "repo": rig.account.identity.id, "collection": collection, "rkey": rkey, "record": record });
    let ask = Ask::post(rig.account.base.at(["xrpc", "com.atproto.repo.putRecord"])).bearer(&token(rig).await);
    rig.egress.write(ask.json(&body)).await.unwrap().status
}

#[tokio::test]
async fn what_was_stored_before_posts_carried_more_still_reads_and_leaves() {
    for rig in rig::practice(&[Host::Mastodon, Host::Bluesky]).await {
        let mut attempt = rig.attempt(&content(&unique("Prepared long ago")), None).await;
        let mut stored = serde_json::to_value(&attempt.prepared).unwrap();
        for name in ["headline", "poll", "quoted", "gates"] {
            stored["rendered"].as_object_mut().unwrap().remove(name);
        }
        stored["material"].as_object_mut().unwrap().remove("card");
        attempt.prepared = serde_json::from_value::<Prepared>(stored).unwrap();
        assert!(matches!(rig.commit(&attempt).await.answer, Answer::Done(_)), "{}", rig.name);
        let mut known = serde_json::to_value(&rig.capabilities).unwrap();
        known.as_object_mut().unwrap().remove("takes");
        let known: Capabilities = serde_json::from_value(known).unwrap();
        assert!(!known.takes.edits && known.takes.poll.is_none(), "nothing is assumed of what was not asked then");
        let mut kept = serde_json::to_value(rig.practice().published().remove(0)).unwrap();
        for name in ["poll", "quotes", "gates", "card", "edited_at"] {
            kept.as_object_mut().unwrap().remove(name).unwrap();
        }
        assert!(serde_json::from_value::<Published>(kept).unwrap().poll.is_none(), "{}", rig.name);
    }
}

#[tokio::test]
async fn the_page_of_a_post_shows_what_it_asks_what_it_quotes_and_who_may_answer() {
    for rig in rig::practice(&[Host::Mastodon, Host::Bluesky]).await {
        let (_, first) = rig.publish(&content(&unique("Said before")), None).await;
        let quoted = rig.resolved(&first).await;
        let refers = Refers { answers: None, quotes: Some(&quoted) };
        let gates = Gates { quotes: Whoever::Nobody, ..Gates::default() };
        let (_, remote) = rig.publish_with(&Content { gates, ..content(&unique("As we said")) }, refers).await;
        let page = page(&rig, remote.url.as_deref().unwrap()).await;
        assert!(page.contains("Said before") && page.contains("May quote: nobody"), "{}: {page}", rig.name);
    }
    let rig = rig::practice(&[Host::Mastodon]).await.remove(0);
    let (_, remote) = rig.publish(&asking("Which?", poll(&["The first", "The second"])), None).await;
    let page = page(&rig, remote.url.as_deref().unwrap()).await;
    assert!(page.contains("<li>The first</li>") && page.contains("open for 1440 minutes"), "{page}");
    let bluesky = rig::practice(&[Host::Bluesky]).await.remove(0);
    let gates = Gates { answers: Whoever::Mentioned, ..Gates::default() };
    let (_, remote) = bluesky.publish(&Content { gates, ..content(&unique("For some")) }, None).await;
    let page = self::page(&bluesky, remote.url.as_deref().unwrap()).await;
    assert!(page.contains("May answer: whoever is mentioned"), "{page}");
}

async fn page(rig: &Rig, address: &str) -> String {
    rig.egress.read(Ask::get(rig.egress.url(address).unwrap())).await.unwrap().text()
}
