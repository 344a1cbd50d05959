//! The group's chat is told what is new, by an incoming webhook: once, retried where nothing arrived, nothing that is private.
//! The receiver is a server of its own that keeps what it is sent.

use acts::chat::ChatKind;
use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use egress::{AllowList, Allowed, Egress};
use jiff::SignedDuration;
use serde_json::Value;
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU16, Ordering},
};
use stories::{Browser, Page, Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const ERRANDS: &str = "/g/django/errands";

/// A server that takes messages, or answers with another status. One that breaks with status 500 has taken the message.
#[derive(Clone)]
struct Chat {
    messages: Arc<Mutex<Vec<Value>>>,
    status: Arc<AtomicU16>,
    address: String,
}

impl Chat {
    async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let chat = Self { messages: Arc::default(), status: Arc::new(AtomicU16::new(200)), address };
        let routes = Router::new().route("/hooks/{key}", post(take)).with_state(chat.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        chat
    }

    fn hook(&self) -> String {
        format!("{}/hooks/s3cret-key", self.address)
    }

    fn said(&self) -> Vec<Value> {
        self.messages.lock().unwrap().clone()
    }

    fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }
}

async fn take(State(chat): State<Chat>, Json(message): Json<Value>) -> StatusCode {
    let status = StatusCode::from_u16(chat.status.load(Ordering::SeqCst)).unwrap();
    if status.is_success() || status == StatusCode::INTERNAL_SERVER_ERROR {
        chat.messages.lock().unwrap().push(message);
    }
    status
}

/// The world with a way out to this server too.
fn reaching(world: &mut World, chat: &Chat) {
    let mut allowed = world.practice.allowed().unwrap();
    allowed.push(Allowed::parse(&chat.address, "the chat of a story").unwrap());
    world.here.egress = Egress::new(AllowList::new(allowed)).unwrap();
}

async fn tells(browser: &Browser<'_>, kind: &str, address: &str) -> Page {
    let form = browser.opens(ERRANDS).await.form("/g/django/chat").with("kind", kind).with("address", address);
    browser.sends_and_goes_on(&form).await
}

/// Member A asks the group about a rule of the house, and calls a vote.
async fn calls_a_vote(world: &World) {
    let site = Site::of(world).await;
    let member = site.browser("django", "Member A").await;
    let question = member.sends_and_goes_on(&member.opens("/g/django/charter").await.form("/charter/house/ask")).await;
    member.sends_and_goes_on(&question.form("/vote").with("proposal", "Shall we? Twenty-seven say yes")).await;
}

#[tokio::test]
async fn the_chat_is_told_once_what_is_new_in_the_form_it_takes() {
    both(async |mut world: World| {
        for kind in ChatKind::ALL {
            let chat = Chat::open().await;
            reaching(&mut world, &chat);
            let site = Site::of(&world).await;
            let chair = site.browser("django", "Chair").await;
            let page = tells(&chair, kind.word(), &chat.hook()).await;
            assert!(page.says(&format!("What is new is told on {}", kind.name())), "{}", page.text());
            assert!(!page.html.contains("s3cret-key"), "the address is not shown again");
        }
        let chat = Chat::open().await;
        reaching(&mut world, &chat);
        {
            let site = Site::of(&world).await;
            tells(&site.browser("django", "Chair").await, "discord", &chat.hook()).await;
        }
        calls_a_vote(&world).await;
        world.work().await;
        world.pass(MINUTE).await;
        let said = chat.said();
        assert_eq!(said.len(), 2, "the question, and the vote, each once: {said:?}");
        let text = said[1]["content"].as_str().unwrap();
        assert!(text.starts_with("Social Media Working Group: vote 2026-1 is open: Shall a code"), "{text}");
        assert!(text.ends_with("http://localhost:4100/g/django/decisions/2026-1"), "{text}");
        assert!(!text.contains("Twenty-seven"), "nothing of the text: {text}");
        let site = Site::of(&world).await;
        let export = site.browser("django", "Chair").await.opens("/g/django/audit.json").await;
        assert!(export.html.contains("discord") && !export.html.contains("s3cret-key"), "nor does it stand in the log");
    })
    .await;
}

#[tokio::test]
async fn a_chat_that_is_down_is_told_later_and_the_page_says_why() {
    both(async |mut world: World| {
        let chat = Chat::open().await;
        reaching(&mut world, &chat);
        {
            let site = Site::of(&world).await;
            tells(&site.browser("django", "Chair").await, "slack", &chat.hook()).await;
        }
        chat.answers(503);
        calls_a_vote(&world).await;
        world.work().await;
        world.pass(MINUTE).await;
        assert!(chat.said().is_empty());
        {
            let site = Site::of(&world).await;
            let page = site.browser("django", "Chair").await.opens(ERRANDS).await;
            assert!(page.says("Slack answered with status 503"), "{}", page.text());
        }
        chat.answers(200);
        world.pass(MINUTE).await;
        world.pass(MINUTE).await;
        assert_eq!(chat.said().len(), 2, "each once: {:?}", chat.said());
        let site = Site::of(&world).await;
        assert!(!site.browser("django", "Chair").await.opens(ERRANDS).await.says("status 503"));
    })
    .await;
}

#[tokio::test]
async fn where_it_is_unknown_whether_the_chat_heard_it_is_not_told_again() {
    both(async |mut world: World| {
        let chat = Chat::open().await;
        reaching(&mut world, &chat);
        tells(&Site::of(&world).await.browser("django", "Chair").await, "mattermost", &chat.hook()).await;
        chat.answers(500);
        calls_a_vote(&world).await;
        world.work().await;
        assert_eq!(chat.said().len(), 1, "what follows waits a minute");
        assert!(
            Site::of(&world).await.browser("django", "Chair").await.opens(ERRANDS).await.says("status 500"),
            "it is noted"
        );
        chat.answers(200);
        world.pass(MINUTE).await;
        world.pass(MINUTE).await;
        let said: Vec<String> = chat.said().iter().map(Value::to_string).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("a question for the group") && said[1].contains("vote 2026-1 is open"), "{said:?}");
    })
    .await;
}

#[tokio::test]
async fn a_chat_is_told_nothing_about_persons_and_no_word_that_somebody_wrote_and_no_more_once_it_is_told_so() {
    both(async |mut world: World| {
        let chat = Chat::open().await;
        reaching(&mut world, &chat);
        tells(&Site::of(&world).await.browser("django", "Chair").await, "slack", &chat.hook()).await;
        removal_is_voted_on(&world).await;
        world.work().await;
        assert!(chat.said().is_empty(), "neither the question nor the secret vote: {:?}", chat.said());
        calls_in_the_board(&world, "Member C does not answer me.").await;
        world.work().await;
        let said = chat.said();
        let text = said[0]["text"].as_str().unwrap();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(text.starts_with("Social Media Working Group: a question for the board\nhttp"), "{text}");
        tells(&Site::of(&world).await.browser("django", "Chair").await, "", "").await;
        calls_a_vote(&world).await;
        world.work().await;
        assert_eq!(chat.said().len(), 1);
    })
    .await;
}

/// Member A calls in the board about the group as a whole.
async fn calls_in_the_board(world: &World, why: &str) {
    let site = Site::of(world).await;
    let member = site.browser("django", "Member A").await;
    let form = member.opens("/g/django/requests").await.form("/requests/call-in").with("reason", why);
    member.sends_and_goes_on(&form).await;
}

/// A removal is proposed, and a vote on it called.
async fn removal_is_voted_on(world: &World) {
    let site = Site::of(world).await;
    let member = site.browser("django", "Member A").await;
    let page = member.opens("/g/django/members/removal").await;
    let person = world.person("django", "Member C").to_string();
    let form = page.form("/members/removal").with("person", person).with("ground", "Posted what was not agreed on.");
    let question = member.sends(&form).await.leads_to.unwrap();
    world.pass(SignedDuration::from_hours(3 * 24)).await;
    let site = Site::of(world).await;
    let member = site.browser("django", "Member A").await;
    let vote = member.sends_and_goes_on(&member.opens(&question).await.form("/vote")).await;
    assert!(vote.says("Member C"), "{}", vote.text());
}

#[tokio::test]
async fn an_address_that_the_way_out_does_not_open_is_refused_and_only_an_officer_sets_one() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let form = chair.opens(ERRANDS).await.form("/g/django/chat").with("kind", "slack");
        for address in ["http://127.0.0.1:9/hooks/x", "http://169.254.169.254/latest", "no address", ""] {
            let page = chair.sends(&form.clone().with("address", address)).await;
            assert_eq!(page.status, 422, "{address}: {}", page.text());
        }
        let member = site.browser("django", "Member A").await.opens(ERRANDS).await;
        assert!(!member.offers("/g/django/chat") && member.says("Tell it there"), "{}", member.text());
    })
    .await;
}
