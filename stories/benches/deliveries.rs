//! A thousand deliveries that are due in the same second, on twenty accounts of the practice network: how long until
//! all of them are out, and that none is out twice. The database lies on a disk.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up has nothing to measure")]

use acts::{access, channels::Filled, clock, connecting, founding};
use basics::{ChannelId, GroupId, Zone};
use channels::{Capability, Kind, NetworkName};
use jiff::{SignedDuration, civil::date};
use networks::practice::Host;
use people::Elevated;
use publishing::{Choice, Draft, Language, Planned};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};
use stories::{DJANGO, World};
use tokio::sync::watch;

const ACCOUNTS: usize = 20;
const POSTS: usize = 1_000;
const PATIENCE: Duration = Duration::from_mins(2);

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(measure());
}

async fn measure() {
    let world = World::on_disk().await;
    let (group, channels) = founded(&world).await;
    let began = Instant::now();
    plan(&world, group, &channels).await;
    println!("{POSTS} deliveries planned in {:.1} s", began.elapsed().as_secs_f64());
    let before = world.practice.published().len();

    let (stop, stopped) = watch::channel(false);
    world.here.store.clock().advance(SignedDuration::from_mins(31));
    let due = Instant::now();
    let running = tokio::spawn(clock::run(world.here.clone(), stopped));
    while world.practice.published().len() - before < POSTS && due.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let took = due.elapsed();
    // Whatever would be sent a second time has time to be.
    tokio::time::sleep(Duration::from_secs(2)).await;
    stop.send_replace(true);
    running.await.unwrap();

    let published = world.practice.published();
    let texts: BTreeSet<&str> = published.iter().map(|post| post.text.as_str()).collect();
    println!("figure | {POSTS} deliveries due in one second, all out | {:.2} s | ≤ 5 s", took.as_secs_f64());
    println!("figure | deliveries out, of {POSTS} | {} | {POSTS}", published.len() - before);
    println!("figure | deliveries out twice | {} | 0", published.len() - texts.len());
}

/// A group with twenty accounts, ten on each network, all given to one member.
async fn founded(world: &World) -> (GroupId, Vec<ChannelId>) {
    let seat = |name: &'static str, offices: &[&str], statuses: &[&str]| founding::Seat {
        person: world.person("django", name),
        known_as: name.to_owned(),
        offices: offices.iter().map(ToString::to_string).collect(),
        statuses: statuses.iter().map(ToString::to_string).collect(),
        joined: None,
    };
    let plan = founding::Plan {
        slug: "many".to_owned(),
        name: "A group with many accounts".to_owned(),
        text: DJANGO.preset.text.to_owned(),
        rules: DJANGO.preset.rules.to_owned(),
        adopted_on: date(2026, 10, 1),
        roster: vec![
            seat("Chair", &["chair"], &[]),
            seat("Co-Chair", &["co_chair"], &[]),
            seat("Board Liaison", &["liaison"], &["board"]),
            seat("Member A", &[], &[]),
        ],
        channels: (0..ACCOUNTS).map(account).collect(),
        marks: (None, None),
        house: Vec::new(),
    };
    world.came_in("django", &["Chair", "Co-Chair", "Board Liaison", "Member A"]).await;
    let group = founding::found(&world.here, plan).await.unwrap().id;
    let mut channels = Vec::new();
    for row in world.here.store.channels(group).await.unwrap() {
        let id = row.channel.id;
        connect(world, group, id, &row.channel.handle, host_of(row.channel.network.as_str())).await;
        give(world, group, id).await;
        channels.push(id);
    }
    (group, channels)
}

fn host_of(network: &str) -> Host {
    if network == "bluesky" { Host::Bluesky } else { Host::Mastodon }
}

fn account(n: usize) -> Filled {
    let (network, handle) =
        if n.is_multiple_of(2) { ("mastodon", format!("many{n}")) } else { ("bluesky", format!("many{n}.example")) };
    Filled {
        name: format!("Account {n:02}"),
        network: NetworkName::parse(network).unwrap(),
        place: None,
        url: format!("https://{network}.example/@{handle}"),
        handle,
        kind: Kind::Ours,
        social: true,
    }
}

async fn connect(world: &World, group: GroupId, channel: ChannelId, handle: &str, host: Host) {
    let who = world.elevated("django", "Co-Chair");
    let typed = world.practice.typed(host, handle, handle).unwrap();
    connecting::connect(&world.here, group, &who, channel, &typed).await.unwrap();
}

async fn give(world: &World, group: GroupId, channel: ChannelId) {
    let wish = access::Wish {
        channel,
        to: world.person("django", "Member A"),
        capability: Capability::Publish,
        reason: "Writes for the group".to_owned(),
        until: Some(world.now().plus(SignedDuration::from_hours(24 * 60))),
    };
    access::grant(&world.here, group, &world.elevated("django", "Co-Chair"), wish).await.unwrap();
}

async fn plan(world: &World, group: GroupId, channels: &[ChannelId]) {
    let who: Elevated = world.elevated("django", "Member A");
    let zone = Zone::utc();
    let wall = world.now().plus(SignedDuration::from_mins(30)).in_zone(zone.rules()).datetime();
    let when = Planned::new(wall, &zone, Choice::default(), world.now()).unwrap();
    for n in 0..POSTS {
        let mut draft = Draft::new(Language::parse("en").unwrap());
        draft.title = format!("Post {n}");
        draft.everywhere.text = format!("Post {n} of the second in which everything leaves");
        draft.channels = vec![channels[n % channels.len()]];
        draft.goals = std::iter::once("1".to_owned()).collect();
        draft.when = Some(when.clone());
        let post = acts::drafts::begin(&world.here, group, who.person(), &draft).await.unwrap();
        acts::posts::schedule(&world.here, group, &who, post).await.unwrap();
    }
}
