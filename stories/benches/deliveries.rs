//! Ten thousand deliveries that are due in the same second, on three hundred accounts of three practice networks that answer
//! after 100 ms: how long until all of them are out, how soon the first thousand leave, and that none is out twice. Then
//! how near to their second those leave that come one by one. The database lies on a disk, or is the PostgreSQL that
//! `NUNCIO_TEST_POSTGRES` names; there three workers share the work.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up has nothing to measure")]

mod many_accounts;

use acts::{Installation, channels::Filled, clock};
use basics::{ChannelId, GroupId, Moment, PostId, Zone};
use jiff::SignedDuration;
use many_accounts::founded;
use people::Elevated;
use publishing::{Choice, Draft, Language, Planned};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};
use store::Database;
use stories::{World, on_each};
use tokio::{sync::watch, task::JoinHandle};

const ACCOUNTS: usize = 300;
const POSTS: usize = 10_000;
/// How many of them are asked how soon they left.
const FIRST: usize = 1_000;
/// Those that come one by one, a second apart.
const ONE_BY_ONE: usize = 60;
const ANSWERS_AFTER: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_mins(5);
const SOON: SignedDuration = SignedDuration::from_mins(60);

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(on_each(measure));
}

async fn measure(database: Option<Database>) {
    let world = match database {
        Some(shared) => World::on(Some(shared)).await,
        None => World::on_disk().await,
    };
    let workers = if world.here.store.is_for_one_node() { 1 } else { 3 };
    let (group, channels) = founded(&world, (0..ACCOUNTS).map(account).collect()).await;
    let began = Instant::now();
    let together = world.now().plus(SOON);
    let posts = plan(&world, group, &channels, POSTS, |_| together).await;
    println!("{POSTS} deliveries planned in {:.1} s; {workers} at work", began.elapsed().as_secs_f64());
    world.practice.answers_after(ANSWERS_AFTER);
    in_one_second(&world, group, &posts, together, workers).await;
    one_by_one(&world, group, &channels, workers).await;
}

async fn in_one_second(world: &World, group: GroupId, posts: &[PostId], due: Moment, workers: usize) {
    let before = world.practice.published().len();
    let crew = Crew::at_work(world, workers);
    world.here.store.clock().advance(due.since(world.now()));
    let began = Instant::now();
    while world.practice.published().len() - before < POSTS && began.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let took = began.elapsed();
    // Whatever would be sent a second time has time to be.
    tokio::time::sleep(Duration::from_secs(2)).await;
    crew.goes_home().await;

    let published = world.practice.published();
    let texts: BTreeSet<&str> = published.iter().map(|post| post.text.as_str()).collect();
    let mut begun = late(world, group, posts, "claimed", |_| due).await;
    begun.truncate(FIRST);
    let on = world.here.store.database_kind();
    println!("figure | {POSTS} deliveries due in one second, all out, {on} | {:.1} s | ≤ 60 s", took.as_secs_f64());
    println!("figure | of the first {FIRST}, 99 of 100 begun within | {:.2} s | ≤ 1 s", within(&begun, 99));
    println!("figure | deliveries out, of {POSTS} | {} | {POSTS}", published.len() - before);
    println!("figure | deliveries out twice | {} | 0", published.len() - texts.len());
}

/// Those that come one by one leave near their second.
async fn one_by_one(world: &World, group: GroupId, channels: &[ChannelId], workers: usize) {
    let second = |n: usize| SignedDuration::from_secs(i64::try_from(n).unwrap());
    let first = world.now().plus(SOON);
    let due = |n: usize| first.plus(second(n));
    let posts = plan(world, group, channels, ONE_BY_ONE, due).await;
    let crew = Crew::at_work(world, workers);
    world.here.store.clock().advance(first.since(world.now()) - second(2));
    tokio::time::sleep(Duration::from_secs(u64::try_from(ONE_BY_ONE).unwrap() + 5)).await;
    crew.goes_home().await;
    let late = late(world, group, &posts, "sending", due).await;
    println!("figure | one by one, of {ONE_BY_ONE}: half of them leave within | {:.3} s | ≤ 0.2 s", within(&late, 50));
    println!("figure | one by one: 99 of 100 leave within | {:.3} s | ≤ 1 s", within(&late, 99));
}

/// How long after they were due the deliveries of these posts came to this state, the soonest first, in seconds.
async fn late(world: &World, group: GroupId, posts: &[PostId], state: &str, due: impl Fn(usize) -> Moment) -> Vec<f64> {
    let mut late = Vec::new();
    for (n, post) in posts.iter().enumerate() {
        for row in world.here.store.deliveries(group, *post).await.unwrap() {
            let changes = world.here.store.transitions(group, row.id).await.unwrap();
            let came = changes.into_iter().find(|change| change.to == state);
            late.extend(came.map(|change| change.at.since(due(n)).as_secs_f64()));
        }
    }
    late.sort_by(f64::total_cmp);
    late
}

fn within(sorted: &[f64], of_100: usize) -> f64 {
    sorted.get((sorted.len() * of_100 / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

/// The workers that share the deliveries.
struct Crew {
    stop: watch::Sender<bool>,
    working: Vec<JoinHandle<()>>,
}

impl Crew {
    fn at_work(world: &World, workers: usize) -> Self {
        let (stop, stopped) = watch::channel(false);
        let work = |here: Installation| tokio::spawn(clock::run(here, stopped.clone()));
        Self { stop, working: (0..workers).map(|_| work(world.here.clone())).collect() }
    }
    async fn goes_home(self) {
        self.stop.send_replace(true);
        for working in self.working {
            working.await.unwrap();
        }
    }
}

/// Posts that are due when `due` says, each on one of the channels in turn.
async fn plan(
    world: &World,
    group: GroupId,
    channels: &[ChannelId],
    posts: usize,
    due: impl Fn(usize) -> Moment,
) -> Vec<PostId> {
    let who: Elevated = world.elevated("django", "Member A");
    let (zone, now) = (Zone::utc(), world.now());
    let mut planned = Vec::with_capacity(posts);
    for n in 0..posts {
        let wall = due(n).in_zone(zone.rules()).datetime();
        let mut draft = Draft::new(Language::parse("en").unwrap());
        draft.title = format!("Post {n}");
        draft.everywhere.text = format!("Post {n} of the second in which everything leaves, written at {now}");
        draft.channels = vec![channels[n % channels.len()]];
        draft.goals = std::iter::once("1".to_owned()).collect();
        draft.when = Some(Planned::new(wall, &zone, Choice::default(), now).unwrap());
        let post = acts::drafts::begin(&world.here, group, who.person(), &draft).await.unwrap();
        acts::posts::schedule(&world.here, group, &who, post).await.unwrap();
        planned.push(post);
    }
    planned
}

/// An account on each of three networks in turn.
fn account(n: usize) -> Filled {
    match n % 3 {
        0 => many_accounts::account(n, "bluesky", format!("many{n}.example")),
        1 => many_accounts::account(n, "mastodon", format!("many{n}")),
        _ => many_accounts::account(n, "mastodon", format!("listed{n}")),
    }
}
