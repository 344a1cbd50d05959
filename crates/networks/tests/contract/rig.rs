//! Servers to try the connectors on, and one post at a time to try them with.

use basics::{DeliveryId, Digest, MediaId, Moment};
use delivery::{Answer, Class, Command, Event, Finding, Handling, Judgement, ReadBack, Remote, Row, Sending, step};
use egress::{AllowList, Allowed, Egress};
use futures::{StreamExt as _, future::BoxFuture, stream};
use networks::{
    Account, Capabilities, Chunks, ClientRef, Forgetful, Identity, Medium, Network, NetworkName, Networks, Operation,
    Outcome, Parent, Prepared, Refers, Secret, Seen, Source, Trouble,
    bluesky::{Bluesky, Directory},
    mastodon::Mastodon,
    practice::{Host, Practice, serve},
    trouble::Kind,
};
use publishing::{Alt, Content, Picture};
use std::{io, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// Calls in tests give up after this time, so that a server that hangs does not hold them up.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// Real servers share the machine with everything else.
const PATIENCE_WITH_REAL_SERVERS: Duration = Duration::from_secs(20);

/// One server with an account on it.
pub struct Rig {
    pub name: String,
    pub networks: Networks,
    pub account: Account,
    pub capabilities: Capabilities,
    pub egress: Egress,
    /// Somebody on the server, as a text mentions them.
    pub somebody: String,
    /// The practice network, where the server is one of its.
    pub practice: Option<(Arc<Practice>, Host)>,
}

#[expect(clippy::disallowed_methods, reason = "real servers live in real time")]
pub fn now() -> Moment {
    Moment::new(jiff::Timestamp::now())
}

/// The practice servers of these classes.
pub async fn practice(hosts: &[Host]) -> Vec<Rig> {
    let mut rigs = Vec::new();
    for host in hosts {
        rigs.push(practice_server(*host).await);
    }
    rigs
}

/// Every practice server, and every real server that the environment names.
pub async fn everywhere() -> Vec<Rig> {
    let mut rigs = practice(&Host::ALL).await;
    rigs.extend(real_mastodon().await);
    rigs.extend(real_pds().await);
    rigs
}

async fn practice_server(host: Host) -> Rig {
    served(Practice::new(), host).await
}

/// A practice network, with its group and a reader on this server of it.
pub async fn served(practice: Arc<Practice>, host: Host) -> Rig {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(serve(practice.clone(), listener));
    let base = format!("http://{}.localhost:{port}", host.label());
    let access = practice.account(host, if host == Host::Bluesky { "group.example" } else { "group" }, "The group");
    let reader = if host == Host::Bluesky { "reader.example" } else { "reader" };
    practice.comment(host, reader, "I am here.", None).unwrap();
    let network = if host == Host::Bluesky { NetworkName::Bluesky } else { NetworkName::Mastodon };
    let (egress, networks) = set_up(&base);
    let account = Account {
        channel: None,
        network,
        base: egress.url(&base).unwrap(),
        identity: Identity { id: access.account.id, handle: access.account.name, url: base.clone() },
        dialect: None,
        token: access.key,
        session: None,
    };
    let rig = probed(format!("practice {host:?}"), networks, account, egress, format!("@{reader}")).await;
    Rig { practice: Some((practice, host)), ..rig }
}

pub async fn real_mastodon() -> Option<Rig> {
    on_mastodon("NUNCIO_TEST_MASTODON_TOKEN_A", "@memberb").await
}

pub async fn somebody_else_on_mastodon() -> Option<Rig> {
    on_mastodon("NUNCIO_TEST_MASTODON_TOKEN_B", "@membera").await
}

async fn on_mastodon(token: &str, somebody: &str) -> Option<Rig> {
    let (Ok(base), Ok(token)) = (std::env::var("NUNCIO_TEST_MASTODON_BASE"), std::env::var(token)) else {
        println!("skipped: a real Mastodon server (NUNCIO_TEST_MASTODON_BASE and {token} are not set)");
        return None;
    };
    let (egress, networks) = set_up_with(&base, PATIENCE_WITH_REAL_SERVERS);
    let account = Account {
        channel: None,
        network: NetworkName::Mastodon,
        base: egress.url(&base).unwrap(),
        identity: Identity { id: String::new(), handle: String::new(), url: base.clone() },
        dialect: None,
        token: Secret::new(token),
        session: None,
    };
    Some(probed("real Mastodon API".to_owned(), networks, account, egress, somebody.to_owned()).await)
}

async fn real_pds() -> Option<Rig> {
    let Ok(told) = std::env::var("NUNCIO_TEST_PDS") else {
        println!("skipped: a real Bluesky PDS (NUNCIO_TEST_PDS is not set)");
        return None;
    };
    let told: serde_json::Value = serde_json::from_str(&told).expect("NUNCIO_TEST_PDS is JSON");
    let text = |name: &str| told[name].as_str().unwrap_or_else(|| panic!("NUNCIO_TEST_PDS names {name}")).to_owned();
    let (base, handle, password) = (text("base"), text("handle"), Secret::new(text("password")));
    let (egress, networks) = set_up_with(&base, PATIENCE_WITH_REAL_SERVERS);
    let signed = networks.bluesky().sign_in(&handle, &password, Some(egress.url(&base).unwrap())).await.unwrap();
    let account = Account {
        channel: None,
        network: NetworkName::Bluesky,
        base: signed.base,
        identity: signed.identity,
        dialect: None,
        token: password,
        session: Some(signed.session),
    };
    Some(probed("real PDS".to_owned(), networks, account, egress, format!("@{handle}")).await)
}

pub fn set_up(base: &str) -> (Egress, Networks) {
    set_up_with(base, PATIENCE)
}

fn set_up_with(base: &str, patience: Duration) -> (Egress, Networks) {
    set_up_beside(base, &[], patience)
}

/// The same with other servers of the tests that may be asked.
pub fn set_up_beside(base: &str, others: &[&str], patience: Duration) -> (Egress, Networks) {
    let allowed = |origin: &&str| Allowed::parse(origin, "a server of the tests").unwrap();
    let egress = Egress::new(AllowList::new([&base].into_iter().chain(others).map(allowed))).unwrap();
    let directory = Directory { plc: egress.url(base).unwrap(), resolver: egress.url(base).unwrap() };
    let bluesky = Bluesky::new(egress.clone(), directory, Arc::new(Forgetful(now))).with_patience(patience);
    (egress.clone(), Networks::of(&egress, Mastodon::new(egress.clone()).with_patience(patience), bluesky))
}

pub async fn probed(name: String, networks: Networks, account: Account, egress: Egress, somebody: String) -> Rig {
    let probe = networks
        .get(account.network)
        .probe(&account, now())
        .await
        .unwrap_or_else(|trouble| panic!("{name}: {trouble}"));
    let dialect = probe.capabilities.dialect.clone();
    let account = Account { identity: probe.identity, dialect, ..account };
    Rig { name, networks, account, capabilities: probe.capabilities, egress, somebody, practice: None }
}

/// A text that no other test and no earlier run has.
pub fn unique(text: &str) -> String {
    format!("{text} {}", DeliveryId::mint(now()))
}

pub fn content(text: &str) -> Content {
    Content::of(text, "en".parse().unwrap())
}

/// The smallest picture there is: one grey dot.
pub const DOT: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
    0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x68, 0, 0, 0, 0x82, 0,
    0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

pub fn dot(alt: &str) -> Picture {
    Picture {
        media: MediaId::mint(now()),
        digest: Digest::of(DOT),
        mime: "image/png".to_owned(),
        width: 1,
        height: 1,
        bytes: DOT.len() as u64,
        alt: Alt::from_form(alt, false),
        focus: None,
        cut: None,
    }
}

/// The proof that `sending` is durable, from the engine itself.
pub fn sending(handling: Handling) -> Sending {
    let at = now();
    let mut row = Row::new(DeliveryId::mint(at), handling, at, None).unwrap();
    for event in [Event::Claim, Event::Judged(Judgement::Allowed), Event::Prepared(Judgement::Allowed)] {
        let kept = step(&row, event, at).unwrap().once_kept(1).unwrap();
        if let Command::Send(sending) = kept.command {
            return sending;
        }
        row = kept.row;
    }
    panic!("the engine does not send a delivery of class {}", handling.class)
}

/// The file of the one picture of the contract.
pub fn the_dot() -> Medium {
    Medium::at_hand("image/png", DOT.to_vec())
}

/// The same file, changed where it is kept.
pub fn the_dot_changed() -> Medium {
    struct Changed;
    impl Source for Changed {
        fn open(&self) -> BoxFuture<'static, io::Result<Chunks>> {
            let mut bytes = DOT.to_vec();
            bytes.reverse();
            Box::pin(async move { Ok(stream::iter([Ok(bytes.into())]).boxed()) })
        }
    }
    Medium::new("image/png", DOT.len() as u64, Digest::of(DOT), Arc::new(Changed))
}

/// One intention on its way.
pub struct Attempt {
    pub prepared: Prepared,
    pub key: ClientRef,
}

impl Rig {
    pub fn network(&self) -> &dyn Network {
        self.networks.get(self.account.network)
    }
    pub fn class(&self) -> Class {
        self.capabilities.handling.create.class
    }
    pub fn practice(&self) -> &Practice {
        &self.practice.as_ref().expect("a practice server").0
    }

    /// Renders and prepares.
    pub async fn attempt(&self, content: &Content, parent: Option<&Parent>) -> Attempt {
        self.attempt_with(content, Refers::answering(parent)).await
    }
    pub async fn attempt_with(&self, content: &Content, refers: Refers<'_>) -> Attempt {
        let rendered = self.network().render(content, refers, &self.capabilities).unwrap();
        let bytes = the_dot();
        let prepared = self.network().prepare(&self.account, &rendered, &[bytes], None).await;
        let prepared = prepared.unwrap_or_else(|trouble| panic!("{}: {trouble}", self.name));
        let (at, random) = (now(), *DeliveryId::mint(now()).uuid().as_bytes());
        // The last bytes of an id are random; the first of them make the clock id of a record key.
        let mut turned = random;
        turned.reverse();
        Attempt { prepared, key: self.network().client_ref(at, turned) }
    }
    pub async fn commit(&self, attempt: &Attempt) -> Outcome {
        self.commit_as(&self.account, attempt).await
    }
    /// The same with these files at hand.
    pub async fn commit_with(&self, attempt: &Attempt, media: &[Medium]) -> Outcome {
        let sending = sending(self.capabilities.handling(Operation::Create));
        self.network().commit(&self.account, &attempt.prepared, media, &attempt.key, sending, now()).await
    }
    pub async fn commit_as(&self, account: &Account, attempt: &Attempt) -> Outcome {
        let sending = sending(self.capabilities.handling(Operation::Create));
        self.network().commit(account, &attempt.prepared, &[the_dot()], &attempt.key, sending, now()).await
    }
    /// Neither an upload nor the one call goes through with bytes that nobody approved.
    pub async fn expect_no_changed_picture(&self, content: &Content) {
        let content = Content { pictures: vec![dot("A grey dot.")], ..content.clone() };
        let rendered = self.network().render(&content, Refers::default(), &self.capabilities).unwrap();
        let says = match self.network().prepare(&self.account, &rendered, &[the_dot_changed()], None).await {
            Err(trouble) => {
                assert_eq!(trouble.kind, Kind::Invalid, "{}: {trouble}", self.name);
                trouble.says
            }
            Ok(prepared) => {
                let sending = sending(self.capabilities.handling(Operation::Create));
                let key = self.network().client_ref(now(), [7; 16]);
                let media = [the_dot_changed()];
                let outcome = self.network().commit(&self.account, &prepared, &media, &key, sending, now()).await;
                assert_eq!(outcome.answer, Answer::Refused, "{}: {}", self.name, outcome.says);
                outcome.says
            }
        };
        assert!(says.contains("was changed where it is kept"), "{}: {says}", self.name);
    }
    /// Publishes and expects it to be there.
    pub async fn publish(&self, content: &Content, parent: Option<&Parent>) -> (Attempt, Remote) {
        self.publish_with(content, Refers::answering(parent)).await
    }
    pub async fn publish_with(&self, content: &Content, refers: Refers<'_>) -> (Attempt, Remote) {
        let attempt = self.attempt_with(content, refers).await;
        let outcome = self.commit(&attempt).await;
        match outcome.answer {
            Answer::Done(remote) => (attempt, remote),
            other => panic!("{}: {other:?}, {}", self.name, outcome.says),
        }
    }
    /// A post of ours as it is answered or quoted.
    pub async fn resolved(&self, remote: &Remote) -> Parent {
        let found = self.network().resolve(&self.account, remote.url.as_deref().unwrap()).await;
        found.unwrap_or_else(|trouble| panic!("{}: {trouble}", self.name))
    }
    /// Somebody else on the same practice server, with the connector and limits of the group.
    pub fn somebody_else(&self, name: &str) -> Account {
        let (practice, host) = self.practice.as_ref().expect("a practice server");
        let access = practice.account(*host, name, name);
        let identity =
            Identity { id: access.account.id, handle: access.account.name, url: self.account.identity.url.clone() };
        Account { identity, token: access.key, ..self.account.clone() }
    }
    pub async fn delete(&self, remote: &Remote) -> Outcome {
        let sending = sending(self.capabilities.handling(Operation::Delete));
        self.network().delete(&self.account, remote, sending, now()).await
    }
    pub async fn look(&self, attempt: &Attempt) -> Finding {
        self.network().reconcile(&self.account, &attempt.prepared, &attempt.key, &[]).await
    }
    pub async fn read(&self, remote: &Remote) -> Result<Seen, Trouble> {
        self.network().read_back(&self.account, remote).await
    }
    /// Reads back and expects exactly what left.
    pub async fn expect_equal(&self, attempt: &Attempt, remote: &Remote) -> Seen {
        let seen = self.read(remote).await;
        let means = self.network().read_back_means(&self.account, &attempt.prepared.rendered, &seen);
        let seen = seen.unwrap_or_else(|trouble| panic!("{}: {trouble}", self.name));
        let differences = self.network().differences(&attempt.prepared.rendered, &seen);
        assert_eq!((means, differences), (ReadBack::Matches, vec![]), "{}: {seen:?}", self.name);
        seen
    }
}
