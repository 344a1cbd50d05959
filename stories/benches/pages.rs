//! Whole pages of the calendar per second: five weeks out of 10,000 posts, asked for by 16 browsers that keep their
//! connections, each signed in as somebody else would be: every request is known by its session anew.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up has nothing to measure")]

mod load;

use basics::Zone;
use channels::Capability;
use jiff::SignedDuration;
use load::{Browser, MEASURED, served, session, together, within};
use std::time::{Duration, Instant};
use stories::World;

const POSTS: i64 = 10_000;
/// Posts a day, so that about 860 stand in five weeks.
const A_DAY: i64 = 24;
const BROWSERS: usize = 16;
/// Five full weeks of planned posts.
const MONTH: &str = "/g/django/calendar?from=2026-11-23";
/// Who asks: every browser is signed in as one of them.
const PEOPLE: [&str; 6] = ["Chair", "Co-Chair", "Board Liaison", "Member A", "Member B", "Member C"];

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(measure());
}

async fn measure() {
    let world = World::on(None).await;
    let began = Instant::now();
    plan(&world).await;
    println!("{POSTS} posts planned in {:.1} s", began.elapsed().as_secs_f64());
    let address = served(&world).await;
    let mut browsers = Vec::new();
    for n in 0..BROWSERS {
        let cookie = session(&world, PEOPLE[n % PEOPLE.len()]).await;
        browsers.push(Browser::open(&address, &cookie).await);
    }
    let first = browsers[0].ask(MONTH).await;
    println!("figure | calendar month, first time at a revision | {:.1} ms | ≤ 100 ms", first.took.as_secs_f64() * 1e3);
    let taken = together(browsers, vec![MONTH.to_owned()]).await;
    report(&taken, first.bytes);
}

/// Ten thousand posts, each put in the queue by its act.
async fn plan(world: &World) {
    for name in ["Mastodon", "Bluesky"] {
        world.give("django", "Member A", name, &[Capability::Publish]).await;
    }
    for n in 0..POSTS {
        let on: &[&str] = if n % 3 == 0 { &["Mastodon", "Bluesky"] } else { &["Mastodon"] };
        let text = format!("Post {n}: what is new in this release, and who made it happen");
        let post = world.writes("django", "Member A", &text).on(on).await.serving(&["1"]);
        let wait = SignedDuration::from_mins(n * 24 * 60 / A_DAY + 10);
        let post = post.due_in(wait).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
    }
    assert_eq!(world.now().in_zone(Zone::utc().rules()).year(), 2026);
}

fn report(taken: &[Duration], bytes: usize) {
    let pages = f64::from(u32::try_from(taken.len()).unwrap()) / MEASURED.as_secs_f64();
    println!("figure | calendar month, {BROWSERS} browsers | {pages:.0} pages/s | ≥ 1,500 pages/s");
    println!("figure | calendar month, half of them within | {:.1} ms | –", within(taken, 50));
    println!("figure | calendar month, 99 of 100 within | {:.1} ms | ≤ 20 ms", within(taken, 99));
    println!("figure | calendar month, one page | {:.0} kB | ≤ 150 kB", f64::from(u32::try_from(bytes).unwrap()) / 1e3);
}
