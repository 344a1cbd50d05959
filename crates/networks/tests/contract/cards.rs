//! The card of a page that a post links to: from what the page says about itself, the same at every attempt, and never a
//! reason for a post to stay.

use crate::{
    posts::raw_record,
    rig::{self, Attempt, DOT, Rig, content, dot, everywhere, unique},
};
use axum::{Router, http::header, response::Html, routing::get};
use delivery::{Answer, Remote};
use networks::{NetworkName, Refers};
use publishing::Content;
use serde_json::Value;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::net::TcpListener;

/// A site whose pages say different things about themselves, and which counts how often it is asked.
struct Site {
    origin: String,
    /// Another server of the operator's, whose pictures only its own pages show.
    neighbour: String,
    asked: Arc<AtomicUsize>,
}

impl Site {
    async fn open() -> Self {
        let asked = Arc::new(AtomicUsize::new(0));
        let (counter, picture) = (asked.clone(), || async { ([(header::CONTENT_TYPE, "image/png")], DOT) });
        let release = move || {
            let count = counter.fetch_add(1, Ordering::SeqCst);
            async move {
                Html(format!(
                    "<head><title>x</title><meta property='og:title' content='Release &amp; more, edition {count}'>
                     <meta property='og:description' content='What is new'><meta property='og:image' content='/dot.png'>"
                ))
            }
        };
        let bare = || async { Html("<title>A bare page</title><meta property='og:image' content='/broken.png'>") };
        let neighbour = served(Router::new().route("/dot.png", get(picture))).await;
        let spying_on = neighbour.clone();
        let spying = move || {
            let page = format!("<title>Spying</title><meta property='og:image' content='{spying_on}/dot.png'>");
            async move { Html(page) }
        };
        let slow = || async {
            tokio::time::sleep(Duration::from_mins(1)).await;
            Html("<title>Too late</title>")
        };
        let routes = Router::new()
            .route("/release", get(release))
            .route("/dot.png", get(picture))
            .route("/broken.png", get(|| async { "no picture at all" }))
            .route("/bare", get(bare))
            .route("/spying", get(spying))
            .route("/text", get(|| async { "<title>No page</title>" }))
            .route("/untitled", get(|| async { Html("<p>Nothing in the head") }))
            .route("/huge", get(|| async { Html(format!("<title>Huge</title>{}", "x".repeat(2_000_000))) }))
            .route("/slow", get(slow));
        Self { origin: served(routes).await, neighbour, asked }
    }

    fn linked(&self, path: &str) -> Content {
        content(&unique(&format!("Read {0}/{path} before {0}/text and", self.origin)))
    }
}

async fn served(routes: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    origin
}

/// Servers of Bluesky whose connector may also ask the site.
async fn beside(site: &Site) -> Vec<Rig> {
    let all = everywhere().await.into_iter().filter(|rig| rig.account.network == NetworkName::Bluesky);
    let patience = Duration::from_secs(5);
    all.map(|rig| {
        let (egress, networks) =
            rig::set_up_beside(rig.account.base.trimmed(), &[&site.origin, &site.neighbour], patience);
        Rig { networks, egress, ..rig }
    })
    .collect()
}

async fn embed(rig: &Rig, remote: &Remote) -> Value {
    raw_record(rig, &remote.id).await["embed"].clone()
}

#[tokio::test]
async fn the_first_link_of_a_text_has_a_card_of_what_its_page_says() {
    let site = Site::open().await;
    for rig in beside(&site).await {
        let (attempt, remote) = rig.publish(&site.linked("release"), None).await;
        rig.expect_equal(&attempt, &remote).await;
        let card = embed(&rig, &remote).await["external"].clone();
        assert_eq!(card["uri"], format!("{}/release", site.origin), "{}", rig.name);
        assert!(card["title"].as_str().unwrap().starts_with("Release & more, edition "), "{}: {card}", rig.name);
        assert_eq!(card["description"], "What is new", "{}", rig.name);
        assert_eq!(card["thumb"]["mimeType"], "image/png", "{}", rig.name);
    }
}

#[tokio::test]
async fn a_page_without_a_picture_that_can_be_opened_has_a_card_without_one() {
    let site = Site::open().await;
    for rig in beside(&site).await {
        for (path, title) in [("bare", "A bare page"), ("spying", "Spying")] {
            let (_, remote) = rig.publish(&site.linked(path), None).await;
            let card = embed(&rig, &remote).await["external"].clone();
            assert_eq!((card["title"].as_str(), card["description"].as_str()), (Some(title), Some("")), "{}", rig.name);
            assert_eq!(card["thumb"], Value::Null, "{}", rig.name);
        }
    }
}

#[tokio::test]
async fn a_page_that_cannot_be_read_leaves_the_post_without_a_card() {
    let site = Site::open().await;
    let mut rig = beside(&site).await.remove(0);
    (rig.egress, rig.networks) =
        rig::set_up_beside(rig.account.base.trimmed(), &[&site.origin, &site.neighbour], Duration::from_millis(800));
    let closed = content(&unique("Read http://127.0.0.1:9/release and"));
    let pages = ["text", "untitled", "huge", "slow", "missing"].map(|path| site.linked(path));
    for post in pages.into_iter().chain([closed]) {
        let (attempt, remote) = rig.publish(&post, None).await;
        rig.expect_equal(&attempt, &remote).await;
        assert_eq!(embed(&rig, &remote).await, Value::Null, "{}", post.text);
    }
}

#[tokio::test]
async fn a_post_that_shows_pictures_or_a_quote_has_no_card_and_its_page_is_not_asked() {
    let site = Site::open().await;
    for rig in beside(&site).await {
        let (_, first) = rig.publish(&content(&unique("Said before")), None).await;
        let quoted = rig.resolved(&first).await;
        let refers = Refers { answers: None, quotes: Some(&quoted) };
        rig.publish_with(&site.linked("release"), refers).await;
        rig.publish(&Content { pictures: vec![dot("A grey dot.")], ..site.linked("release") }, None).await;
        assert_eq!(site.asked.load(Ordering::SeqCst), 0, "{}", rig.name);
    }
}

#[tokio::test]
async fn every_attempt_sends_the_card_of_the_first_although_the_page_changed() {
    let site = Site::open().await;
    for rig in beside(&site).await {
        let first = rig.attempt(&site.linked("release"), None).await;
        let (asked, rendered) = (site.asked.load(Ordering::SeqCst), first.prepared.rendered.clone());
        let stored = serde_json::from_str(&serde_json::to_string(&first.prepared).unwrap()).unwrap();
        let again = rig.network().prepare(&rig.account, &rendered, &[], Some(&stored)).await.unwrap();
        assert_eq!(again, first.prepared, "{}", rig.name);
        assert_eq!(site.asked.load(Ordering::SeqCst), asked, "the page is not asked again");
        assert!(matches!(rig.commit(&first).await.answer, Answer::Done(_)), "{}", rig.name);
        let second = Attempt { prepared: again, key: first.key };
        assert!(matches!(rig.commit(&second).await.answer, Answer::Done(_)), "{}: the same record", rig.name);
    }
}
