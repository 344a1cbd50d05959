//! One installation beside a practice network.

use acts::{Installation, accounts::KeptSessions};
use egress::{AllowList, Egress};
use networks::{
    Networks,
    bluesky::{Bluesky, Directory},
    mastodon::Mastodon,
    practice::{Host, Practice, serve},
};
use people::{Demonstration, Origin};
use std::{sync::Arc, time::Duration};
use store::{Clock, Config, Database, Store};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// A story needs no durability, so that its data folder lies in memory where the system has such a place.
pub(super) fn in_memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

pub(super) async fn served() -> Arc<Practice> {
    let practice = Practice::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    tokio::spawn(serve(practice.clone(), listener));
    while practice.address(Host::Mastodon).is_none() {
        tokio::task::yield_now().await;
    }
    practice
}

pub(super) async fn installation(
    folder: &TempDir,
    database: Database,
    practice: &Practice,
    clock: Clock,
    patience: Option<Duration>,
) -> Installation {
    let config = Config { data: folder.path().to_owned(), database, clock };
    let store = Store::open(config).await.unwrap();
    store.is_the_live_one().await.unwrap();
    let egress = Egress::new(AllowList::new(practice.allowed().unwrap())).unwrap();
    let directory = egress.url(&practice.address(Host::Bluesky).unwrap()).unwrap();
    let directory = Directory { plc: directory.clone(), resolver: directory };
    let (mastodon, bluesky) =
        (Mastodon::new(egress.clone()), Bluesky::new(egress.clone(), directory, Arc::new(KeptSessions(store.clone()))));
    let networks = match patience {
        None => Networks::of(&egress, mastodon, bluesky),
        Some(patience) => Networks::of(&egress, mastodon.with_patience(patience), bluesky.with_patience(patience)),
    };
    let demonstration = Demonstration::on("127.0.0.1:0".parse().unwrap()).unwrap();
    let origin = Origin::parse("http://localhost:4100").unwrap();
    Installation::at(&origin, store, networks, egress, Some(demonstration))
}
