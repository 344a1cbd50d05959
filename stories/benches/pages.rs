//! Whole pages of the calendar per second: five weeks out of 10,000 posts, asked for by 16 browsers that keep their
//! connections, each signed in as somebody else would be: every request is known by its session anew.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up has nothing to measure")]

use acts::sign_in::{self, Visit};
use basics::Zone;
use channels::Capability;
use jiff::SignedDuration;
use people::{AddressBlock, Purpose, Token};
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use stories::World;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::watch,
};

const POSTS: i64 = 10_000;
/// Posts a day, so that about 860 stand in five weeks.
const A_DAY: i64 = 24;
const BROWSERS: usize = 16;
const WARM_UP: Duration = Duration::from_secs(1);
const MEASURED: Duration = Duration::from_secs(8);
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
    let taken = together(browsers).await;
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

async fn served(world: &World) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    // Nobody says stop: the bench ends with its process.
    let (stop, stopped) = watch::channel(false);
    let here = world.here.clone();
    tokio::spawn(async move {
        let _stays_open = stop;
        web::serve(here, listener, stopped).await
    });
    address
}

async fn session(world: &World, name: &'static str) -> String {
    let link = sign_in::offer_link(&world.here, world.person("django", name)).await.unwrap();
    let cookie = Token::mint(Purpose::Visitor).unwrap().hash();
    let visit = Visit { cookie, block: AddressBlock::local(), browser: "A browser of a bench" };
    let session = sign_in::by_link(&world.here, visit, &link).await.unwrap();
    session.reveal().expose().to_owned()
}

/// One answer: how long it took and how large the page was.
struct Answer {
    took: Duration,
    bytes: usize,
}

/// A browser with one connection that stays open.
struct Browser {
    line: BufReader<TcpStream>,
    address: String,
    cookie: String,
}

impl Browser {
    async fn open(address: &str, cookie: &str) -> Self {
        let line = TcpStream::connect(address).await.unwrap();
        line.set_nodelay(true).unwrap();
        Self {
            line: BufReader::with_capacity(256 * 1024, line),
            address: address.to_owned(),
            cookie: cookie.to_owned(),
        }
    }

    async fn ask(&mut self, path: &str) -> Answer {
        let began = Instant::now();
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\ncookie: session={}\r\n\r\n",
            self.address, self.cookie
        );
        self.line.get_mut().write_all(request.as_bytes()).await.unwrap();
        let length = self.head().await;
        let mut page = vec![0; length];
        self.line.read_exact(&mut page).await.unwrap();
        assert!(page.ends_with(b"</html>") || page.ends_with(b"</html>\n"), "the page is whole");
        Answer { took: began.elapsed(), bytes: length }
    }

    /// Reads the head of the answer and gives the length of its page.
    async fn head(&mut self) -> usize {
        let (mut length, mut line) = (None, String::new());
        self.line.read_line(&mut line).await.unwrap();
        assert!(line.starts_with("HTTP/1.1 200"), "{line}");
        loop {
            line.clear();
            self.line.read_line(&mut line).await.unwrap();
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.parse().ok();
            }
        }
        length.unwrap()
    }
}

async fn together(browsers: Vec<Browser>) -> Vec<Duration> {
    let taken = Arc::new(Mutex::new(Vec::new()));
    let start = Instant::now() + WARM_UP;
    let tasks: Vec<_> = browsers
        .into_iter()
        .map(|mut browser| {
            let taken = Arc::clone(&taken);
            tokio::spawn(async move {
                let mut mine = Vec::new();
                while Instant::now() < start + MEASURED {
                    let answer = browser.ask(MONTH).await;
                    if Instant::now() >= start {
                        mine.push(answer.took);
                    }
                }
                taken.lock().unwrap().extend(mine);
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    Arc::into_inner(taken).unwrap().into_inner().unwrap()
}

fn report(taken: &[Duration], bytes: usize) {
    let mut sorted = taken.to_vec();
    sorted.sort_unstable();
    let percentile = |of: usize| sorted[(sorted.len() - 1) * of / 100].as_secs_f64() * 1e3;
    let pages = f64::from(u32::try_from(sorted.len()).unwrap()) / MEASURED.as_secs_f64();
    println!("figure | calendar month, {BROWSERS} browsers | {pages:.0} pages/s | ≥ 1,500 pages/s");
    println!("figure | calendar month, half of them within | {:.1} ms | –", percentile(50));
    println!("figure | calendar month, 99 of 100 within | {:.1} ms | ≤ 20 ms", percentile(99));
    println!("figure | calendar month, one page | {:.0} kB | ≤ 150 kB", f64::from(u32::try_from(bytes).unwrap()) / 1e3);
}
