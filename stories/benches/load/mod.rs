//! What the benches of pages share: a server, browsers that keep their connections, and how long each page took.

use acts::sign_in::{self, Visit};
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

const WARM_UP: Duration = Duration::from_secs(1);
/// How long pages are asked for.
pub const MEASURED: Duration = Duration::from_secs(8);

/// Serves this world; where.
pub async fn served(world: &World) -> String {
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

/// A session of somebody of the first group.
pub async fn session(world: &World, name: &'static str) -> String {
    let link = sign_in::offer_link(&world.here, world.person("django", name)).await.unwrap();
    let cookie = Token::mint(Purpose::Visitor).unwrap().hash();
    let visit = Visit { cookie, block: AddressBlock::local(), browser: "A browser of a bench" };
    let session = sign_in::by_link(&world.here, visit, &link).await.unwrap();
    session.reveal().expose().to_owned()
}

/// One answer: how long it took and how large the page was.
pub struct Answer {
    /// From the request to the last byte.
    pub took: Duration,
    /// The length of the page.
    pub bytes: usize,
}

/// A browser with one connection that stays open.
pub struct Browser {
    line: BufReader<TcpStream>,
    address: String,
    cookie: String,
}

impl Browser {
    /// Opens one that is signed in by this session.
    pub async fn open(address: &str, cookie: &str) -> Self {
        let line = TcpStream::connect(address).await.unwrap();
        line.set_nodelay(true).unwrap();
        Self {
            line: BufReader::with_capacity(256 * 1024, line),
            address: address.to_owned(),
            cookie: cookie.to_owned(),
        }
    }

    /// Asks for a page.
    pub async fn ask(&mut self, path: &str) -> Answer {
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

/// All browsers ask at once for the pages of these paths in turn; how long each page took, sorted.
pub async fn together(browsers: Vec<Browser>, paths: Vec<String>) -> Vec<Duration> {
    let (taken, paths) = (Arc::new(Mutex::new(Vec::new())), Arc::new(paths));
    let start = Instant::now() + WARM_UP;
    let tasks: Vec<_> = browsers
        .into_iter()
        .map(|mut browser| {
            let (taken, paths) = (Arc::clone(&taken), Arc::clone(&paths));
            tokio::spawn(async move {
                let mut mine = Vec::new();
                let mut turn = paths.iter().cycle();
                while Instant::now() < start + MEASURED {
                    let answer = browser.ask(turn.next().unwrap()).await;
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
    let mut taken = Arc::into_inner(taken).unwrap().into_inner().unwrap();
    taken.sort_unstable();
    taken
}

/// So many of a hundred were answered within this many milliseconds.
pub fn within(sorted: &[Duration], of_a_hundred: usize) -> f64 {
    sorted[(sorted.len() - 1) * of_a_hundred / 100].as_secs_f64() * 1e3
}
