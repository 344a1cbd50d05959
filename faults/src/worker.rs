//! The processes: `nuncio serve`, built for development, over one database. They are started, killed, and started again.

use anyhow::{Context as _, Result, bail};
use std::{
    fs::{self, File},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// How long a process may take until it serves.
const READY_WITHIN: Duration = Duration::from_mins(2);

/// How to start one.
pub struct Recipe {
    /// The program.
    pub program: PathBuf,
    /// The data folder.
    pub data: PathBuf,
    /// The database.
    pub database: String,
    /// What the guard lets through, and where names are looked up.
    pub around: Vec<String>,
    /// The folder with the two files that the processes heed, and their logs.
    pub desk: PathBuf,
}

/// The processes of one lane.
pub struct Workers {
    recipe: Recipe,
    alive: Mutex<Vec<Child>>,
    /// Whether whoever is met is to be stopped, and goes on later.
    stops: AtomicBool,
    /// The process that is stopped; zero when none is.
    stopped: AtomicU32,
}

impl Recipe {
    /// The file that says where to die.
    pub fn wish(&self) -> PathBuf {
        self.desk.join("dies-at")
    }
    /// The file that says how far ahead of the machine's clock the processes are.
    pub fn ahead(&self) -> PathBuf {
        self.desk.join("ahead")
    }
    fn start(&self, number: usize) -> Result<Child> {
        let (out, log) = (self.desk.join(format!("out-{number}")), self.desk.join(format!("log-{number}")));
        let mut serve = Command::new(&self.program);
        serve.arg("serve").arg("--data").arg(&self.data).args(["--database", &self.database]);
        serve.args(["--listen", "127.0.0.1:0", "--public-url", "http://localhost:4100"]).args(&self.around);
        serve.env("NUNCIO_DIES_AT", self.wish()).env("NUNCIO_CLOCK_AHEAD", self.ahead());
        let log = File::options().create(true).append(true).open(log)?;
        serve.stdin(Stdio::null()).stdout(File::create(&out)?).stderr(log);
        let mut child = serve.spawn().with_context(|| format!("{} cannot be started", self.program.display()))?;
        let since = Instant::now();
        while !is_ready(&out) {
            if let Some(ended) = child.try_wait()? {
                bail!("a process ended with {ended} before it served; see {}", self.desk.display());
            }
            if since.elapsed() > READY_WITHIN {
                end(&mut child);
                bail!("a process did not serve within {READY_WITHIN:?}; see {}", self.desk.display());
            }
            thread::sleep(Duration::from_millis(10));
        }
        Ok(child)
    }
}

fn is_ready(out: &Path) -> bool {
    fs::read_to_string(out).is_ok_and(|text| text.contains("ready: yes"))
}

fn end(child: &mut Child) {
    // It may have ended in this instant; then there is nothing to end.
    let _ = child.kill();
    let _ = child.wait();
}

impl Workers {
    /// None yet.
    pub fn of(recipe: Recipe) -> Self {
        Self { recipe, alive: Mutex::default(), stops: AtomicBool::new(false), stopped: AtomicU32::new(0) }
    }
    /// How they are started.
    pub fn recipe(&self) -> &Recipe {
        &self.recipe
    }
    /// Starts as many as are missing.
    pub fn stand(&self, number: usize) -> Result<()> {
        while self.alive().len() < number {
            let child = self.recipe.start(self.alive().len())?;
            self.alive().push(child);
        }
        Ok(())
    }
    /// Whether one of them died; its place is empty then.
    pub fn one_died(&self) -> bool {
        let mut alive = self.alive();
        let before = alive.len();
        alive.retain_mut(|child| !matches!(child.try_wait(), Ok(Some(_))));
        alive.len() < before
    }
    /// The process whose end of a connection this is.
    pub fn holder_of(&self, end: SocketAddr) -> Option<u32> {
        let sockets = sockets_of(end);
        self.alive().iter().map(Child::id).find(|process| holds(*process, &sockets))
    }
    /// Whoever is met from now on is stopped, and not killed; or killed again.
    pub fn only_stop(&self, stops: bool) {
        self.stops.store(stops, Ordering::Release);
    }
    /// Whether one of them is stopped.
    pub fn one_is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire) != 0
    }
    /// Lets the one that is stopped go on.
    pub fn go_on(&self) -> Result<()> {
        match self.stopped.swap(0, Ordering::AcqRel) {
            0 => Ok(()),
            process => signal("-CONT", process),
        }
    }
    /// Kills or stops this one of them.
    pub fn meet(&self, process: u32) {
        if self.stops.load(Ordering::Acquire) {
            // Whoever waits for it to be stopped notices when it is not.
            if signal("-STOP", process).is_ok() {
                self.stopped.store(process, Ordering::Release);
            }
            return;
        }
        if let Some(child) = self.alive().iter_mut().find(|child| child.id() == process) {
            // Whoever waits for its death notices when it lives on.
            let _ = child.kill();
        }
    }
    fn alive(&self) -> MutexGuard<'_, Vec<Child>> {
        self.alive.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn signal(name: &str, process: u32) -> Result<()> {
    let sent =
        Command::new("kill").args([name, &process.to_string()]).status().context("there is no program `kill`")?;
    if !sent.success() {
        bail!("process {process} could not be sent {name}");
    }
    Ok(())
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.alive().iter_mut().for_each(end);
    }
}

/// The system's names of the sockets at this address; one that is closed has none.
fn sockets_of(end: SocketAddr) -> Vec<String> {
    let port = format!(":{:04X}", end.port());
    let table = fs::read_to_string("/proc/net/tcp").unwrap_or_default();
    let fields = table.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>());
    let at_the_port = fields.filter(|fields| fields.get(1).is_some_and(|local| local.ends_with(&port)));
    at_the_port.filter_map(|fields| fields.get(9).map(|inode| format!("socket:[{inode}]"))).collect()
}

fn holds(process: u32, sockets: &[String]) -> bool {
    let Ok(open) = fs::read_dir(format!("/proc/{process}/fd")) else { return false };
    let is_one = |target: PathBuf| sockets.iter().any(|socket| target.to_string_lossy() == *socket);
    open.flatten().any(|file| fs::read_link(file.path()).is_ok_and(is_one))
}
