//! The same on a real server, where the environment names one: its pages are visited as a browser does, without one.

use crate::rig::{self, Rig, content, now, unique};
use egress::{AllowList, Allowed, Egress};
use networks::{
    Account, Forgetful, NetworkName, Networks, Typed,
    bluesky::{Bluesky, Directory},
    mastodon::Mastodon,
    oauth::{Challenge, Door, SentBack},
    trouble::Kind,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{collections::BTreeMap, sync::Arc};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use url::Url;

/// An installation that is tried on one's own machine.
const WEBSITE: &str = "http://127.0.0.1:9";
const CALLBACK: &str = "http://127.0.0.1:9/connect/bluesky";

/// Somebody in front of the pages of a server.
struct Visitor {
    base: String,
    page: String,
    cookies: BTreeMap<String, String>,
}

struct Reply {
    headers: Vec<(String, String)>,
    body: String,
}

impl Visitor {
    /// Opens a page, as if its address were typed or a button led there.
    async fn opens(&mut self, address: &str, from: &'static str) -> Reply {
        let marks = [("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document"), ("sec-fetch-site", from)];
        self.asks("GET", address, &marks, "").await
    }

    /// What a button on the page sends.
    async fn presses(&mut self, what: &str, told: &Value, key: Option<&str>) -> Value {
        let token = self.cookies.get("csrf-token").cloned().unwrap_or_default();
        let (base, page) = (self.base.clone(), self.page.clone());
        let authorization = key.map(|key| format!("Bearer {key}")).unwrap_or_default();
        let mut headers = vec![
            ("content-type", "application/json"),
            ("origin", base.as_str()),
            ("referer", &page),
            ("sec-fetch-mode", "same-origin"),
            ("sec-fetch-dest", "empty"),
            ("sec-fetch-site", "same-origin"),
            ("x-csrf-token", &token),
        ];
        if key.is_some() {
            headers.push(("authorization", &authorization));
        }
        let address = format!("{base}/@atproto/oauth-provider/~api/{what}");
        let reply = self.asks("POST", &address, &headers, &told.to_string()).await;
        serde_json::from_str(&reply.body).unwrap_or_else(|_| panic!("{what}: {}", reply.body))
    }

    async fn asks(&mut self, method: &str, address: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let url = Url::parse(address).unwrap();
        let host = format!("{}:{}", url.host_str().unwrap(), url.port_or_known_default().unwrap());
        let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        // The older version answers whole, and closes.
        let ours: String = headers.iter().map(|(name, value)| [name, ": ", value, "\r\n"].concat()).collect();
        let sent = format!(
            "{method} {path} HTTP/1.0\r\nhost: {host}\r\ncookie: {}\r\nuser-agent: test\r\naccept-language: en\r\ncontent-length: \
             {}\r\n{ours}",
            cookies.join("; "),
            body.len()
        );
        let mut line = TcpStream::connect(&host).await.unwrap();
        line.write_all(format!("{sent}\r\n{body}").as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let headers = head.lines().skip(1).filter_map(|line| line.split_once(": "));
        let headers: Vec<(String, String)> =
            headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        for (_, cookie) in headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        Reply { headers, body: body.to_owned() }
    }
}

/// A person signs in on the page at this address and agrees: what they are sent back with.
async fn agrees(base: &str, page: &str, handle: &str, password: &str) -> SentBack {
    let mut visitor = Visitor { base: base.to_owned(), page: page.to_owned(), cookies: BTreeMap::new() };
    visitor.opens(page, "none").await;
    let who = json!({ "locale": "en", "username": handle, "password": password, "remember": false });
    let signed_in = visitor.presses("sign-in", &who, None).await;
    let account = &signed_in["account"];
    let did = account["did"].as_str().or(account["sub"].as_str()).unwrap_or_else(|| panic!("{signed_in}"));
    let agreed = json!({ "did": did, "scope": "atproto transition:generic" });
    let agreed = visitor.presses("consent", &agreed, signed_in["ephemeralToken"].as_str()).await;
    let url = agreed["url"].as_str().unwrap_or_else(|| panic!("{agreed}")).to_owned();
    let reply = visitor.opens(&url, "same-origin").await;
    let led = reply.headers.iter().find(|(name, _)| name == "location").map(|(_, value)| value.clone());
    let led = led.or_else(|| reply.body.split(['"', '\'']).find(|text| text.starts_with(CALLBACK)).map(str::to_owned));
    let led = Url::parse(&led.unwrap_or(url).replace("&amp;", "&")).unwrap();
    let told: BTreeMap<String, String> = led.query_pairs().into_owned().collect();
    let of = |name: &str| told.get(name).cloned().unwrap_or_default();
    SentBack { state: of("state"), code: of("code"), iss: of("iss"), error: of("error") }
}

/// A challenge that no other run has used: this server remembers them.
fn fresh() -> Challenge {
    Challenge::from_random(Sha256::digest(unique("challenge")).into())
}

#[tokio::test]
async fn a_real_server_signs_an_account_in_takes_its_posts_and_renews_its_key() {
    let Ok(told) = std::env::var("NUNCIO_TEST_PDS") else {
        println!("skipped: a real Bluesky PDS (NUNCIO_TEST_PDS is not set)");
        return;
    };
    let told: Value = serde_json::from_str(&told).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let (base, plc) = (text(&told["base"]), text(&told["plc"]));
    let (handle, password) = (text(&told["accounts"][0]["handle"]), text(&told["accounts"][0]["password"]));
    let allowed = [&base, &plc].map(|origin| Allowed::parse(origin, "a server of the tests").unwrap());
    let egress = Egress::new(AllowList::new(allowed)).unwrap();
    let directory = Directory { plc: egress.url(&plc).unwrap(), resolver: egress.url(&base).unwrap() };
    let bluesky = Bluesky::new(egress.clone(), directory, Arc::new(Forgetful(now)));
    let networks = Networks::of(&egress, Mastodon::new(egress.clone()), bluesky);

    let typed = Typed::new([("handle".to_owned(), handle.clone()), ("server".to_owned(), base.clone())]);
    let network = networks.get(NetworkName::Bluesky);
    let agreeing = network.agreeing(&typed).unwrap();
    let home = agreeing.server(&typed).await.unwrap();
    let challenge = fresh();
    let door = Door { callback: CALLBACK, website: WEBSITE, state: "state-1", challenge: &challenge, now: now() };
    let leaving = agreeing.leave(&home, &typed, None, &door).await.unwrap();
    let sent = agrees(&base, leaving.page.as_str(), &handle, &password).await;
    assert_eq!((sent.state.as_str(), sent.error.as_str()), ("state-1", ""));
    let account = agreeing.come_back(&home, &leaving.kept, None, &door, &sent).await.unwrap();
    let again = agreeing.come_back(&home, &leaving.kept, None, &door, &sent).await;
    assert_eq!(again.err().unwrap().kind, Kind::KeyRevoked, "a code is good once");

    // Whoever uses a code twice loses what it gave, so that somebody signs in anew. A challenge is good once too.
    let challenge = fresh();
    let door = Door { challenge: &challenge, ..door };
    let leaving = agreeing.leave(&home, &typed, None, &door).await.unwrap();
    let sent = agrees(&base, leaving.page.as_str(), &handle, &password).await;
    assert!(network.probe(&account, now()).await.is_err(), "the key of the first sign-in is worth nothing");
    let account = agreeing.come_back(&home, &leaving.kept, None, &door, &sent).await.unwrap();
    posts_and_renews(&networks, account, &egress, &handle).await;
}

async fn posts_and_renews(networks: &Networks, account: Account, egress: &Egress, handle: &str) {
    let rig: Rig = rig::probed("real PDS".to_owned(), networks.clone(), account, egress.clone(), String::new()).await;
    assert_eq!(rig.account.identity.handle, handle);
    let (attempt, remote) = rig.publish(&content(&unique("Signed in on its own server")), None).await;
    rig.expect_equal(&attempt, &remote).await;
    let session = rig.network().renewed(&rig.account, now()).await.unwrap();
    let renewed = Account { session: Some(session), ..rig.account.clone() };
    let attempt = rig.attempt(&content(&unique("With a renewed key")), None).await;
    assert!(matches!(rig.commit_as(&renewed, &attempt).await.answer, delivery::Answer::Done(_)));
    assert_eq!(rig.network().renewed(&rig.account, now()).await.err().unwrap().kind, Kind::KeyRevoked, "used up");
}
