//! One database with its processes and a practice network of its own. Cells are played in it one after the other; what is
//! visible on the network is counted there, where no kill reaches.

mod deaths;
mod planted;
mod setting;
mod time;
mod troubles;

pub use setting::Setting;

use crate::{
    blow::Way,
    cell::{Cell, Verdict, judged},
    wire::{Call, Shot, Wire},
    worker::{Recipe, Workers},
};
use acts::settle;
use anyhow::{Context as _, Result};
use basics::{DeliveryId, GroupId, PostId};
use channels::Capability::Publish;
use delivery::{Class, PersonSays, State};
use jiff::SignedDuration;
use networks::practice::{Host, Practice, serve};
use people::Elevated;
use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::Duration,
};
use store::{Database, DeliveryRow};
use stories::{ALL_CLASSES, World, fresh_on_postgres};
use tokio::net::TcpListener;

const GROUP: &str = "django";
const AUTHOR: &str = "Member A";
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

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
    /// What a process held when it died or was stopped, by the fence it held it under.
    left: RefCell<Vec<(DeliveryId, u32)>>,
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
        let holder: Arc<OnceLock<Arc<Workers>>> = Arc::default();
        let wire = Wire::between(outside, server, {
            let holder = holder.clone();
            Arc::new(move |end| aimed(holder.get().cloned(), end))
        });
        let world = World::beside(practice.clone(), database, &[ALL_CLASSES]).await;
        let workers = Arc::new(Workers::of(recipe(&world, program, desk)?));
        let known = holder.set(workers.clone()).is_ok();
        anyhow::ensure!(known, "a lane has one set of workers");
        let (played, posts) = (0, BTreeMap::new());
        let mut lane =
            Self { setting, world, practice, server, wire, workers, played, posts, left: RefCell::default() };
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
        let uploads = matches!(cell.blow.way, Way::Uploading(_) | Way::Stopping(Call::Upload, _));
        let uploads = uploads && cell.class != Class::D;
        let post = self.planned(&text, cell.class, uploads).await;
        let reached = if cell.blow.way.kills() {
            self.brings_to_death(cell, post, &text).await?
        } else {
            self.brings_trouble(cell, post).await?
        };
        let wish_left = fs::remove_file(self.workers.recipe().wish()).is_ok();
        let trap_left = self.wire.clear();
        self.stand().await?;
        let row = self.settles(post).await?;
        if !reached || wish_left || trap_left {
            return Ok(Verdict::NotReached(format!(
                "it is {}, waiting for {:?}: {}",
                row.row.state,
                row.row.pauses,
                row.trouble.unwrap_or_default()
            )));
        }
        let told = self.told(&row).await;
        let verdict = judged(cell, &row, self.visible(&text, cell.class), &told);
        if matches!(row.row.state, State::NeedsHuman | State::Scheduled) {
            settle::settle(&self.world.here, self.group(), &self.author(), row.id, PersonSays::Drop).await?;
        }
        Ok(verdict)
    }

    /// Everything that ever came out of this lane, and is there more than once by now.
    pub fn doubled(&self) -> Vec<String> {
        let more = |(text, class): &(&String, &Class)| self.visible(text, **class) > 1;
        self.posts.iter().filter(more).map(|(text, _)| text.clone()).collect()
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

    fn group(&self) -> GroupId {
        self.world.group(GROUP)
    }

    fn author(&self) -> Elevated {
        self.world.elevated(GROUP, AUTHOR)
    }
}

/// What meets the process that holds this end of a connection.
fn aimed(workers: Option<Arc<Workers>>, end: SocketAddr) -> Shot {
    let holder = workers.as_ref().and_then(|workers| workers.holder_of(end));
    Box::new(move || {
        if let (Some(workers), Some(holder)) = (workers, holder) {
            workers.meet(holder);
        }
    })
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
