//! Putting accounts behind channels: addresses that lead nowhere good, keys that were taken back, and whoever comes back
//! from a server without having left for it.

use channels::Capability::Publish;
use delivery::State;
use egress::{AllowList, Allowed, Egress};
use jiff::SignedDuration;
use networks::{mastodon::Mastodon, practice::Host};
use std::sync::Arc;
use stories::{Browser, Form, Page, Site, World, both};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

async fn page_of(world: &World, group: &str, name: &str) -> String {
    format!("/g/{group}/channels/{}", world.channel(group, name).await)
}

async fn connecting(browser: &Browser<'_>, at: &str) -> Form {
    browser.opens(&format!("{at}/connect")).await.form("/connect")
}

/// A server that answers every request with this, whatever is asked of it.
async fn server_that_says(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        while let Ok((mut line, _)) = listener.accept().await {
            let mut asked = [0; 4096];
            if line.read(&mut asked).await.is_ok() {
                // Whoever hung up does not need the answer.
                let _ = line.write_all(answer.as_bytes()).await;
            }
        }
    });
    address
}

/// Lets the installation reach these servers too, as an operator would.
fn allow(world: &mut World, servers: &[&str]) {
    let extra = servers.iter().map(|server| Allowed::parse(server, "A server of this story").unwrap());
    let entries = world.practice.allowed().unwrap().into_iter().chain(extra);
    world.here.egress = Egress::new(AllowList::new(entries.collect::<Vec<_>>())).unwrap();
    let mastodon = Mastodon::new(world.here.egress.clone());
    world.here.networks = world.here.networks.clone().with(Arc::new(mastodon));
}

#[tokio::test]
async fn an_address_that_is_private_or_none_is_refused_in_a_sentence_and_stays_in_its_field() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let officer = site.browser("django", "Chair").await;
        let at = page_of(&world, "django", "Mastodon").await;
        for (wrong, sentence) in [
            ("https://10.0.0.8", "10.0.0.8 is a private, local or reserved address and is not asked"),
            ("http://social.example", "http addresses are not asked: only https is"),
            (
                "http://169.254.169.254/latest",
                "169.254.169.254 is a private, local or reserved address and is not asked",
            ),
            ("https://social.example:9", "port 9 is not asked: only the ordinary web ports are"),
            ("https://localhost", "\"localhost\" is not the name of a public server: a public name has a dot inside"),
            ("ftp://social.example", "ftp addresses are not asked: only https is"),
            ("social", "\"social\" is not the name of a public server: a public name has a dot inside"),
        ] {
            let form = connecting(&officer, &at).await;
            let refused = officer.sends(&form.with("server", wrong)).await;
            assert_eq!(refused.status, 422, "{wrong}");
            assert_eq!(refused.form("/connect").value("server"), Some(wrong));
            let error = error_of(&refused);
            assert!(error.to_lowercase().starts_with(sentence), "{wrong}: {error:?} in {}", refused.text());
        }
    })
    .await;
}

/// The sentence that stands at the field.
fn error_of(page: &Page) -> String {
    let rest = page.html.split("field__error").nth(1).unwrap_or_default();
    let words = rest.split("<span>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
    words.replace("&#34;", "\"").replace("&quot;", "\"")
}

#[tokio::test]
async fn a_server_that_sends_elsewhere_or_speaks_something_else_is_not_connected() {
    both(async |mut world: World| {
        let elsewhere =
            "HTTP/1.1 302 Found\r\nlocation: http://10.0.0.8/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
        let elsewhere = server_that_says(elsewhere).await;
        let blog = server_that_says(
            "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 5\r\nconnection: close\r\n\r\nHello",
        );
        let blog = blog.await;
        allow(&mut world, &[&elsewhere, &blog]);
        let site = Site::of(&world).await;
        let officer = site.browser("django", "Chair").await;
        let at = page_of(&world, "django", "Mastodon").await;
        for (server, sentence) in [
            (&elsewhere, "it redirected to a place that is not asked"),
            (&blog, "does not answer like a server of the Mastodon family: check the address"),
        ] {
            let form = connecting(&officer, &at).await;
            let refused = officer.sends(&form.with("server", server.as_str())).await;
            assert_eq!(refused.status, 422, "{}", refused.text());
            let error = error_of(&refused);
            assert!(error.contains(sentence) && error.contains("127.0.0.1"), "{error}");
            assert!(!refused.html.contains("/oauth/authorize"), "nobody is led there");
        }
    })
    .await;
}

#[tokio::test]
async fn a_wrong_app_password_is_told_and_never_shown_again() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let officer = site.browser("django", "Chair").await;
        let at = page_of(&world, "django", "Bluesky").await;
        let server = world.practice.address(Host::Bluesky).unwrap();
        let form = connecting(&officer, &at).await.with("password", "abcd-efgh-ijkl-mnop").with("server", server);
        let refused = officer.sends(&form).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(!refused.html.contains("abcd-efgh"), "the password is not sent back");
        assert_eq!(refused.form("/connect").value("handle"), Some("project.example"));
    })
    .await;
}

#[tokio::test]
async fn whoever_may_not_connect_is_refused_before_they_leave() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let at = page_of(&world, "django", "Mastodon").await;
        assert!(!member.opens(&at).await.html.contains(&format!("{at}/connect\"")), "no way to the form");
        let form = connecting(&member, &at).await;
        let refused = member.sends(&form).await;
        assert_eq!(refused.status, 403);
        assert!(refused.says("D1"), "{}", refused.text());
    })
    .await;
}

#[tokio::test]
async fn nobody_finishes_what_somebody_else_began_and_nobody_twice() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let officer = site.browser("django", "Chair").await;
        let at = page_of(&world, "django", "Mastodon").await;
        let server = world.practice.address(Host::Mastodon).unwrap();
        let leaving = officer.sends(&connecting(&officer, &at).await.with("server", server)).await;
        let link = leaving.html.split("href=\"").find(|rest| rest.contains("/oauth/authorize")).unwrap();
        let link = link.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
        let back = officer.agrees(&link, "project").await;

        let other = site.browser("jupyter", "Member A").await;
        assert_eq!(other.opens(&back).await.status, 404, "another group's member learns nothing");
        let question = officer.opens(&back).await.form("/connect/mastodon");
        let colleague = site.browser("django", "Co-Chair").await;
        let own = colleague.opens(&back).await.form("/connect/mastodon");
        let stolen = colleague.sends(&own).await;
        assert_eq!(stolen.status, 422, "{}", stolen.text());
        let again = officer.sends(&question).await;
        assert_eq!(again.status, 422, "an attempt is used up whatever comes of it: {}", again.text());
        assert!(again.says("Start connecting again") || again.says("start connecting again"), "{}", again.text());
        assert!(officer.opens("/connect/mastodon?state=nothing&code=nothing").await.status == 422);
    })
    .await;
}

#[tokio::test]
async fn a_key_that_was_taken_back_holds_the_post_and_the_page_says_so() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "A release is out").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE * 5).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        let account = world.practice.account(Host::Mastodon, "project", "Mastodon").account;
        world.practice.revoke(&account.id);
        world.pass(MINUTE * 6).await;
        assert!(world.practice.published().is_empty());
        let states = world.states("django", post).await;
        assert!(!states.contains(&State::Confirmed) && !states.contains(&State::Live), "{states:?}");
        assert!(!world.told("django").await.is_empty(), "somebody is told");

        let site = Site::of(&world).await;
        let officer = site.browser("django", "Chair").await;
        let at = page_of(&world, "django", "Mastodon").await;
        let tested = officer.sends(&officer.opens(&at).await.form("/test")).await;
        assert_eq!(tested.status, 200);
        assert!(tested.says("The connection does not work") && tested.says("onnect"), "{}", tested.text());
        let key = world.practice.account(Host::Mastodon, "project", "Mastodon").key;
        assert!(!tested.html.contains(key.expose()));
    })
    .await;
}

/// An officer connects the account on the pages, by way of its server.
async fn connects(world: &World, officer: &Browser<'_>, at: &str) {
    let server = world.practice.address(Host::Mastodon).unwrap();
    let leaving = officer.sends(&connecting(officer, at).await.with("server", server)).await;
    let link = leaving.html.split("href=\"").find(|rest| rest.contains("/oauth/authorize")).unwrap();
    let link = link.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
    let back = officer.agrees(&link, "project").await;
    let done = officer.sends(&officer.opens(&back).await.form("/connect/mastodon")).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

#[tokio::test]
async fn a_key_that_another_takes_the_place_of_opens_nothing_any_more() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let officer = site.browser("django", "Chair").await;
        let at = page_of(&world, "django", "Mastodon").await;
        let (group, channel) = (world.group("django"), world.channel("django", "Mastodon").await);
        let account = async || {
            let row = world.here.store.channel(group, channel).await.unwrap().unwrap();
            acts::accounts::open(&world.here, &row).await.unwrap()
        };
        let works = async |account: &networks::Account| {
            world.here.networks.get(account.network).probe(account, world.now()).await.is_ok()
        };
        let given_elsewhere = account().await;
        connects(&world, &officer, &at).await;
        let first = account().await;
        assert!(works(&first).await);
        connects(&world, &officer, &at).await;
        assert!(!works(&first).await, "its server was told that nobody wants it any more");
        assert!(works(&account().await).await, "the new one opens the account");
        assert_ne!(given_elsewhere.token.expose(), first.token.expose());
    })
    .await;
}

#[tokio::test]
async fn whoever_never_comes_back_from_a_server_leaves_no_secret_behind() {
    both(async |world: World| {
        let (group, channel) = (world.group("django"), world.channel("django", "Mastodon").await);
        let (who, server) = (world.elevated("django", "Chair"), world.practice.address(Host::Mastodon).unwrap());
        let typed = networks::Typed::new([("server".to_owned(), server)]);
        let sweeps = async || world.here.store.bookkeeping().sweep().await.unwrap();
        sweeps().await;
        acts::connecting::start(&world.here, group, &who, channel, &typed).await.unwrap();
        assert_eq!(sweeps().await, 0, "they may still come back");
        world.here.store.clock().advance(MINUTE * 10);
        assert_eq!(sweeps().await, 1);
        assert_eq!(sweeps().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_server_of_the_at_protocol_reads_who_this_program_is_without_signing_in() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let told = site.visitor().opens("/oauth/client-metadata.json").await;
        assert_eq!(told.status, 200);
        let told: serde_json::Value = serde_json::from_str(&told.html).unwrap();
        let at = |path: &str| format!("{}{path}", world.here.public_url);
        assert_eq!(told["client_id"], at("/oauth/client-metadata.json"), "the id is where the document is");
        assert_eq!(told["redirect_uris"], serde_json::json!([at("/connect/bluesky")]));
        assert_eq!(
            (&told["dpop_bound_access_tokens"], &told["scope"]),
            (&true.into(), &"atproto transition:generic".into())
        );
    })
    .await;
}

#[tokio::test]
async fn where_no_server_could_read_who_asks_an_app_password_is_asked_for_in_a_sentence() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let officer = site.browser("django", "Chair").await;
        let at = page_of(&world, "django", "Bluesky").await;
        let server = world.practice.address(Host::Bluesky).unwrap();
        let refused = officer.sends(&connecting(&officer, &at).await.with("server", server.as_str())).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(error_of(&refused).contains("no https address"), "{}", refused.text());
        assert_eq!(refused.form("/connect").value("handle"), Some("project.example"));
    })
    .await;
}
