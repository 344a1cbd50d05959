//! Two hundred posts with 20 MB of media each, due in the same minute on twenty accounts of a practice network over real
//! sockets: how much memory the process ever held, with the network in it, which keeps nothing of what it gets. A number
//! in `NUNCIO_BENCH_POSTS` makes them fewer.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up has nothing to measure")]

mod many_accounts;

use acts::{channels::Filled, clock};
use basics::{Digest, GroupId, PersonId, Zone};
use jiff::SignedDuration;
use many_accounts::founded;
use publishing::{Alt, Choice, Draft, Language, Picture, Planned};
use std::{
    env, fs,
    time::{Duration, Instant},
};
use store::Blob;
use stories::World;
use tokio::sync::watch;

const ACCOUNTS: usize = 20;
const POSTS: usize = 200;
/// Two pictures of 10 MB are 20 MB, and every network that takes pictures of this size takes two.
const PICTURES: usize = 2;
const PICTURE: usize = 10_000_000;
const PATIENCE: Duration = Duration::from_mins(10);

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(measure());
}

async fn measure() {
    let posts = env::var("NUNCIO_BENCH_POSTS").ok().and_then(|posts| posts.parse().ok()).unwrap_or(POSTS);
    let world = World::on_disk().await;
    let (group, channels) = founded(&world, (0..ACCOUNTS).map(account).collect()).await;
    let due = world.now().plus(SignedDuration::from_mins(60));
    let who = world.elevated("django", "Member A");
    let pictures = kept(&world, group, who.person()).await;
    let (zone, now) = (Zone::utc(), world.now());
    for n in 0..posts {
        let mut draft = Draft::new(Language::parse("en").unwrap());
        draft.title = format!("Post {n}");
        draft.everywhere.text = format!("Post {n} with two large pictures, written at {now}");
        draft.everywhere.pictures = pictures.clone();
        draft.channels = vec![channels[n % channels.len()]];
        draft.goals = std::iter::once("1".to_owned()).collect();
        let wall = due.in_zone(zone.rules()).datetime();
        draft.when = Some(Planned::new(wall, &zone, Choice::default(), now).unwrap());
        let post = acts::drafts::begin(&world.here, group, who.person(), &draft).await.unwrap();
        acts::posts::schedule(&world.here, group, &who, post).await.unwrap();
    }
    world.practice.forgets_files();
    let before = peak();
    let took = everything_leaves(&world, posts, due.since(world.now())).await;
    println!("load: {}", fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    println!("figure | resident before, at most | {before} MB | –");
    println!("figure | resident while sending {posts} posts with 20 MB of media, at most | {} MB | ≤ 200 MB", peak());
    println!("figure | all out | {took:.1} s | –");
    println!("figure | posts out, of {posts} | {} | {posts}", world.practice.published().len());
}

/// An account on each of two networks that take pictures of this size.
fn account(n: usize) -> Filled {
    let handle = if n.is_multiple_of(2) { format!("many{n}") } else { format!("listed{n}") };
    many_accounts::account(n, "mastodon", handle)
}

/// The pictures, as they lie in the folder after they were looked at. The practice network does not look into them.
async fn kept(world: &World, group: GroupId, who: PersonId) -> Vec<Picture> {
    let mut pictures = Vec::new();
    for n in 0..PICTURES {
        let bytes = vec![u8::try_from(n).unwrap(); PICTURE];
        let blob = Blob { bytes: &bytes, mime: "image/png", width: 4000, height: 3000, digest: Digest::of(&bytes) };
        let row = world.here.store.bookkeeping().keep_picture(group, who, &blob).await.unwrap();
        pictures.push(Picture {
            media: row.id,
            digest: row.digest,
            mime: row.mime,
            width: row.width,
            height: row.height,
            bytes: row.bytes,
            alt: Alt::Described("A wall".to_owned()),
            focus: None,
            cut: None,
        });
    }
    pictures
}

async fn everything_leaves(world: &World, posts: usize, after: SignedDuration) -> f64 {
    let (stop, stopped) = watch::channel(false);
    let working = tokio::spawn(clock::run(world.here.clone(), stopped));
    world.here.store.clock().advance(after);
    let began = Instant::now();
    while world.practice.published().len() < posts && began.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let took = began.elapsed().as_secs_f64();
    stop.send_replace(true);
    working.await.unwrap();
    took
}

/// The most memory that this process ever held, in millions of bytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes: u64 = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default();
    kibibytes * 1024 / 1_000_000
}
