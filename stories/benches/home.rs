//! Home of somebody who is in twenty groups, each with something under way: drafts, planned posts, an open vote.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up has nothing to measure")]

mod load;

use acts::{founding, votes};
use basics::GroupId;
use charter::act::RestChannel;
use jiff::civil::date;
use load::{Browser, served, session, together, within};
use stories::{DJANGO, World};

const GROUPS: usize = 20;
const BROWSERS: usize = 4;
const NAMES: [&str; 4] = ["Chair", "Co-Chair", "Board Liaison", "Member A"];

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(measure());
}

async fn measure() {
    let world = World::on(None).await;
    world.came_in("django", &NAMES).await;
    let mut homes = Vec::new();
    for n in 0..GROUPS {
        homes.push(lives(&world, n).await);
    }
    let address = served(&world).await;
    let mut browsers = Vec::new();
    for _ in 0..BROWSERS {
        browsers.push(Browser::open(&address, &session(&world, "Member A").await).await);
    }
    let first = browsers[0].ask(&homes[0]).await;
    println!("figure | Home, first time at a revision | {:.1} ms | –", first.took.as_secs_f64() * 1e3);
    println!("figure | Home, one page | {} kB | –", first.bytes / 1_000);
    let groups = together(vec![browsers.remove(0)], vec!["/".to_owned()]).await;
    let homes = together(browsers, homes).await;
    println!(
        "figure | list of {GROUPS} groups with what waits in each, 99 of 100 within | {:.1} ms | ≤ 25 ms",
        within(&groups, 99)
    );
    println!("figure | Home in {GROUPS} groups, half of them within | {:.1} ms | –", within(&homes, 50));
    println!("figure | Home in {GROUPS} groups, 99 of 100 within | {:.1} ms | ≤ 25 ms", within(&homes, 99));
}

/// A group in which a vote is open; its Home.
async fn lives(world: &World, n: usize) -> String {
    let seat = |name: &'static str, offices: &[&str], statuses: &[&str]| founding::Seat {
        person: world.person("django", name),
        known_as: name.to_owned(),
        offices: offices.iter().map(ToString::to_string).collect(),
        statuses: statuses.iter().map(ToString::to_string).collect(),
        joined: None,
    };
    let slug = format!("group-{n:02}");
    let plan = founding::Plan {
        slug: slug.clone(),
        name: format!("Group {n:02}"),
        text: DJANGO.preset.text.to_owned(),
        rules: DJANGO.preset.rules.to_owned(),
        adopted_on: date(2026, 10, 1),
        roster: vec![
            seat("Chair", &["chair"], &[]),
            seat("Co-Chair", &["co_chair"], &[]),
            seat("Board Liaison", &["liaison"], &["board"]),
            seat("Member A", &[], &[]),
        ],
        channels: vec![stories::by_hand()],
        marks: (None, None),
        house: Vec::new(),
    };
    let group = founding::found(&world.here, plan).await.unwrap().id;
    asked(world, group).await;
    format!("/g/{slug}")
}

async fn asked(world: &World, group: GroupId) {
    let channel = world.here.store.channels(group).await.unwrap()[0].channel.id;
    let who = world.elevated("django", "Chair");
    let question = world.asks(group, &who, &RestChannel { channel }).await;
    votes::call(&world.here, group, &who, question, "Nobody has time for it.").await.unwrap();
}
