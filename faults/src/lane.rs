//! One database with its processes and a practice network of its own. Cells are played in it one after the other; what is
//! visible on the network is counted there, where no kill reaches.

use crate::{
    cell::{Cell, Verdict, is_settled, judged},
    kill_point::Way,
    wire::{Call, Cut, Shot, Trap, Wire, publish_beside},
    worker::{Recipe, Workers},
};
use acts::{posts, settle};
use anyhow::{Context as _, Result};
use basics::PostId;
use channels::Capability::Publish;
use delivery::{Class, PersonSays, State};
use jiff::SignedDuration;
use networks::practice::{Host, Practice, serve};
use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};
use store::{Clock, Database, DeliveryRow};
use stories::{ALL_CLASSES, World, fresh_on_postgres};
use tokio::net::TcpListener;

const GROUP: &str = "django";
const AUTHOR: &str = "Member A";
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
/// How long nothing may change until the clock goes on to the next moment at which something is to.
const QUIET: Duration = Duration::from_millis(450);
/// How long a process may take until it comes by the point at which it dies.
const DIES_WITHIN: Duration = Duration::from_secs(20);
/// How long a delivery may take until it is settled, by the clock on the wall.
const SETTLES_WITHIN: Duration = Duration::from_mins(1);
/// More than a page of a list.
const MANY: usize = 45;

/// Where a lane's data are, and how many processes work on them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Setting {
    /// A file, and one process.
    File,
    /// A server, and so many processes.
    Server(usize),
}

impl Setting {
    /// How many processes.
    pub fn workers(self) -> usize {
        match self {
            Self::File => 1,
            Self::Server(workers) => workers,
        }
    }
    /// In words.
    pub fn title(self) -> String {
        match self {
            Self::File => "SQLite, one process".to_owned(),
            Self::Server(1) => "PostgreSQL, one process".to_owned(),
            Self::Server(more) => format!("PostgreSQL, {more} processes"),
        }
    }
}

/// One lane.
pub struct Lane {
    setting: Setting,
    world: World,
    practice: Arc<Practice>,
    server: SocketAddr,
    wire: Wire,
    workers: Arc<Workers>,
    played: usize,
    posts: BTreeMap<String, Class>,
}

impl Lane {
    /// Sets it up: a group with an account on every server, and a first post everywhere.
    pub async fn open(setting: Setting, program: &Path, desk: PathBuf, postgres: Option<&str>) -> Result<Self> {
        fs::create_dir_all(&desk)?;
        let practice = Practice::new();
        let outside = known_at(&practice).await?;
        let inside = TcpListener::bind("127.0.0.1:0").await?;
        let server = inside.local_addr()?;
        tokio::spawn(serve(practice.clone(), inside));
        let database = match (setting, postgres) {
            (Setting::Server(_), Some(postgres)) => Some(fresh_on_postgres(postgres).await),
            _ => None,
        };
        // Accounts are connected by calls to the proxy's port, so that it has to stand before.
        let holder: Arc<std::sync::OnceLock<Arc<Workers>>> = Arc::default();
        let wire = Wire::between(outside, server, {
            let holder = holder.clone();
            Arc::new(move |end| aimed(holder.get().cloned(), end))
        });
        let world = World::beside(practice.clone(), database, &[ALL_CLASSES]).await;
        let workers = Arc::new(Workers::of(recipe(&world, program, desk)?));
        let known = holder.set(workers.clone()).is_ok();
        anyhow::ensure!(known, "a lane has one set of workers");
        let (played, posts) = (0, BTreeMap::new());
        let mut lane = Self { setting, world, practice, server, wire, workers, played, posts };
        lane.begin().await?;
        Ok(lane)
    }

    async fn begin(&mut self) -> Result<()> {
        for (channel, ..) in ALL_CLASSES.accounts {
            self.world.give(GROUP, AUTHOR, channel, &[Publish]).await;
        }
        self.goes_on(SignedDuration::ZERO)?;
        self.stand().await?;
        for class in [Class::A, Class::B, Class::C, Class::D, Class::E] {
            let post = self.planned("An earlier post", class, false).await;
            self.goes_on(MINUTE)?;
            self.settles(post).await?;
        }
        Ok(())
    }

    /// Its setting.
    pub fn setting(&self) -> Setting {
        self.setting
    }

    /// Plays one cell to its end.
    pub async fn plays(&mut self, cell: Cell) -> Result<Verdict> {
        self.stand().await?;
        self.played += 1;
        let text = format!("{cell}, number {}", self.played);
        self.posts.insert(text.clone(), cell.class);
        let uploads = matches!(cell.point.way, Way::Uploading(_)) && cell.class != Class::D;
        let post = self.planned(&text, cell.class, uploads).await;
        let dies = self.brings_to_death(cell, post, &text).await?;
        let wish_left = fs::remove_file(self.workers.recipe().wish()).is_ok();
        let trap_left = self.wire.clear();
        self.stand().await?;
        let row = self.settles(post).await?;
        if !dies || wish_left || trap_left {
            return Ok(Verdict::NotReached(format!("it is {}, and nobody died", row.row.state)));
        }
        let told = self.told(&row).await;
        let verdict = judged(cell, &row, self.visible(&text, cell.class), &told);
        if row.row.state == State::NeedsHuman {
            let who = self.world.elevated(GROUP, AUTHOR);
            settle::settle(&self.world.here, self.world.group(GROUP), &who, row.id, PersonSays::Drop).await?;
        }
        Ok(verdict)
    }

    /// Everything that ever came out of this lane, and is there more than once by now.
    pub fn doubled(&self) -> Vec<String> {
        let more = |(text, class): &(&String, &Class)| self.visible(text, **class) > 1;
        self.posts.iter().filter(more).map(|(text, _)| text.clone()).collect()
    }

    /// Lets the delivery go on until the process dies at the point. Whether it died.
    async fn brings_to_death(&mut self, cell: Cell, post: PostId, text: &str) -> Result<bool> {
        let class = cell.class;
        let trap = |call, cut| Trap { class, call, cut };
        match cell.point.way {
            Way::Inside => self.wish(cell)?,
            Way::AtTheWire(call, cut) => self.wire.set(trap(call, cut)),
            Way::Uploading(cut) => self.wire.set(trap(Call::Upload, cut)),
            Way::Renewing(cut) => {
                self.practice.end_sessions();
                self.wire.set(trap(Call::Renew, cut));
            }
            Way::OnceThere => {
                self.goes_on(MINUTE)?;
                self.wish(cell)?;
                return self.one_dies(post, false).await;
            }
            Way::ReadingBack => {
                self.goes_on(MINUTE)?;
                self.settles(post).await?;
                self.wire.set(trap(Call::ReadOne, Cut::AtArrival));
            }
            Way::Withdrawing => {
                self.goes_on(MINUTE)?;
                let row = self.settles(post).await?;
                self.wire.set(trap(Call::Delete, Cut::BeforeAnswer));
                let who = self.world.elevated(GROUP, AUTHOR);
                posts::withdraw(&self.world.here, self.world.group(GROUP), &who, row.id).await?;
            }
            Way::LookingFar => {
                self.wire.set(trap(Call::Publish, Cut::BeforeAnswer));
                self.goes_on(MINUTE)?;
                if !self.one_dies(post, false).await? {
                    return Ok(false);
                }
                self.others_publish(class, text).await?;
                self.wire.set(trap(Call::NextPage, Cut::AtArrival));
                self.stand().await?;
                return self.one_dies(post, true).await;
            }
        }
        if !matches!(cell.point.way, Way::Withdrawing | Way::ReadingBack) {
            self.goes_on(MINUTE)?;
        }
        self.one_dies(post, true).await
    }

    fn wish(&self, cell: Cell) -> Result<()> {
        let wish = self.workers.recipe().wish();
        fs::write(wish.with_extension("new"), cell.to_string())?;
        fs::rename(wish.with_extension("new"), wish).context("the wish could not be written")
    }

    async fn others_publish(&self, class: Class, text: &str) -> Result<()> {
        let account = ALL_CLASSES.accounts.iter().find(|(_, host, _)| host.class() == class);
        let (title, host, handle) = account.context("every class has an account")?;
        let access = self.practice.account(*host, handle, title);
        for number in 0..MANY {
            let other = format!("Beside {text}: {number}");
            publish_beside(self.server, *host, access.key.expose(), &other).await?;
        }
        Ok(())
    }

    /// Waits until a process has died; where time is to go by meanwhile, the clock goes on whenever nothing happens.
    async fn one_dies(&self, post: PostId, time_goes_by: bool) -> Result<bool> {
        let since = Instant::now();
        let mut quiet = Quiet::now();
        while since.elapsed() < DIES_WITHIN {
            if self.workers.one_died() {
                return Ok(true);
            }
            if time_goes_by {
                self.nudged(post, &mut quiet).await?;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(false)
    }

    /// Lives on until its delivery is settled, every deletion too, and gives it.
    async fn settles(&self, post: PostId) -> Result<DeliveryRow> {
        let since = Instant::now();
        let mut quiet = Quiet::now();
        loop {
            let rows = self.world.deliveries(GROUP, post).await;
            let deletes = rows.iter().any(DeliveryRow::deletes);
            let published = rows.iter().find(|row| !row.deletes()).context("a post without a delivery")?;
            let is_gone = !deletes || published.row.state.is_terminal() && published.row.state != State::Live;
            if (rows.iter().all(is_settled) && is_gone) || since.elapsed() > SETTLES_WITHIN {
                return Ok(published.clone());
            }
            self.nudged(post, &mut quiet).await?;
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
    }

    /// Where nothing has changed for a while, the clock goes on to the next moment at which something is to.
    async fn nudged(&self, post: PostId, quiet: &mut Quiet) -> Result<()> {
        let rows = self.world.deliveries(GROUP, post).await;
        let seen: Vec<u32> = rows.iter().map(|row| row.row.seq).collect();
        if quiet.seen != seen {
            *quiet = Quiet { seen, since: Instant::now() };
            return Ok(());
        }
        if quiet.since.elapsed() < QUIET {
            return Ok(());
        }
        quiet.since = Instant::now();
        let now = self.world.now();
        let next = rows.iter().filter_map(|row| row.row.wakes_at()).filter(|at| *at > now).min();
        match next {
            Some(at) => self.goes_on(at.since(now) + SignedDuration::from_millis(1)),
            None => Ok(()),
        }
    }

    /// Moves the clock of everybody: of this rig, of its practice network, and of the processes.
    fn goes_on(&self, by: SignedDuration) -> Result<()> {
        let clock = self.world.here.store.clock();
        clock.advance(by);
        let ahead = clock.now().since(Clock::of_the_machine().now()).as_micros();
        let file = self.workers.recipe().ahead();
        fs::write(file.with_extension("new"), ahead.to_string())?;
        fs::rename(file.with_extension("new"), file).context("the time could not be written")
    }

    async fn stand(&self) -> Result<()> {
        let (workers, number) = (self.workers.clone(), self.setting.workers());
        tokio::task::spawn_blocking(move || workers.stand(number)).await?
    }

    async fn planned(&self, text: &str, class: Class, with_a_picture: bool) -> PostId {
        let channel = ALL_CLASSES.accounts.iter().find(|(_, host, _)| host.class() == class).map_or("", |one| one.0);
        let mut post = self.world.writes(GROUP, AUTHOR, text).on(&[channel]).await.serving(&["1"]).due_in(MINUTE);
        if with_a_picture {
            post = post.showing_a_picture().await;
        }
        let post = post.kept().await;
        if let Err(declined) = self.world.schedules(GROUP, AUTHOR, post).await {
            panic!("the sample group may schedule its posts: {declined}");
        }
        post
    }

    fn visible(&self, text: &str, class: Class) -> usize {
        self.practice.published().iter().filter(|post| post.host.class() == class && post.text == text).count()
    }

    async fn told(&self, row: &DeliveryRow) -> Vec<String> {
        let told = self.world.told(GROUP).await.into_iter().filter(|notice| notice.delivery == row.id);
        told.map(|notice| notice.kind).collect()
    }
}

/// What kills the process that holds this end of a connection.
fn aimed(workers: Option<Arc<Workers>>, end: SocketAddr) -> Shot {
    let holder = workers.as_ref().and_then(|workers| workers.holder_of(end));
    Box::new(move || {
        if let (Some(workers), Some(holder)) = (workers, holder) {
            workers.kill(holder);
        }
    })
}

/// Since when nothing changed.
struct Quiet {
    seen: Vec<u32>,
    since: Instant,
}

impl Quiet {
    fn now() -> Self {
        Self { seen: Vec::new(), since: Instant::now() }
    }
}

/// Makes the network known at a port that it is not served at itself; gives the listener there.
async fn known_at(practice: &Arc<Practice>) -> Result<TcpListener> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let outside = listener.local_addr()?;
    let known = tokio::spawn(serve(practice.clone(), listener));
    while practice.address(Host::Mastodon).is_none() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    known.abort();
    // It ends by being told to, which is no trouble.
    let _ = known.await;
    TcpListener::bind(outside).await.context("the port of the proxy was taken meanwhile")
}

fn recipe(world: &World, program: &Path, desk: PathBuf) -> Result<Recipe> {
    let address = |host| world.practice.address(host).context("the practice network is served");
    let mut around = Vec::new();
    for host in Host::ALL {
        around.extend(["--allow".to_owned(), format!("{}=the rig's practice network", address(host)?)]);
    }
    let directory = address(Host::Bluesky)?;
    around.extend(["--bluesky-directory".to_owned(), format!("{directory},{directory}")]);
    let database = match world.database() {
        Database::Sqlite(file) => format!("sqlite://{}", file.display()),
        Database::Postgres(address) => address.clone(),
    };
    Ok(Recipe { program: program.to_owned(), data: world.folder.path().to_owned(), database, around, desk })
}
