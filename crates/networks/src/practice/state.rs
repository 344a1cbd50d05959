//! The practice network as its owner sees it: accounts with their keys, what was published, and what is to go wrong.

use super::{Calls, Fault, Held, Host, PracticeAccount, Published, cid, hold::Holding, world::World};
use crate::{Secret, Typed};
use basics::Moment;
use egress::{Allowed, NotAllowable};
use jiff::SignedDuration;
use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

/// The practice network. It keeps its truth apart from everything else, in memory or in a file.
pub struct Practice {
    world: Mutex<World>,
    /// Whether the world differs from the file; changed under the lock of the world only.
    changed: AtomicBool,
    /// Held by whoever writes the file, so that whoever comes after finds what is written on the disk already.
    writing: Mutex<()>,
    file: Option<PathBuf>,
    port: OnceLock<u16>,
    clock: OnceLock<Box<dyn Fn() -> Moment + Send + Sync>>,
    /// How far its clock is off, in microseconds.
    off: AtomicI64,
    /// How long every answer takes, in microseconds.
    slow: AtomicU64,
    /// Whether the bytes of what is uploaded are forgotten.
    pub(super) forgetful: AtomicBool,
    pub(super) holding: Holding,
}

/// An account and the key to it.
pub struct Access {
    /// The account.
    pub account: PracticeAccount,
    /// Its key: an access token, or an app password on Bluesky.
    pub key: Secret,
}

impl Practice {
    /// An empty practice network that forgets everything at its end.
    pub fn new() -> Arc<Self> {
        Self::of(World::default(), None)
    }

    /// The practice network that is kept in this file; an empty one if there is none yet.
    pub fn open(file: &Path) -> io::Result<Arc<Self>> {
        let world = match fs::read(file) {
            Ok(bytes) => serde_json::from_slice(&bytes)?,
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => World::default(),
            Err(other) => return Err(other),
        };
        Ok(Self::of(world, Some(file.to_owned())))
    }

    fn of(world: World, file: Option<PathBuf>) -> Arc<Self> {
        let (port, clock) = (OnceLock::new(), OnceLock::new());
        Arc::new(Self {
            world: Mutex::new(world),
            changed: AtomicBool::new(false),
            writing: Mutex::new(()),
            file,
            port,
            clock,
            off: AtomicI64::new(0),
            slow: AtomicU64::new(0),
            forgetful: AtomicBool::new(false),
            holding: Holding::default(),
        })
    }

    /// Goes by this clock from now on, as servers go by the same time as everybody else: for tests that move theirs.
    pub fn goes_by(&self, clock: impl Fn() -> Moment + Send + Sync + 'static) {
        // A second clock is not taken: posts would lose their order.
        let _ = self.clock.set(Box::new(clock));
    }

    /// Its clock is ahead by this much from now on, or behind where it is negative.
    pub fn clock_is_off(&self, by: SignedDuration) {
        self.off.store(i64::try_from(by.as_micros()).unwrap_or(0), Ordering::Release);
    }

    /// Writes the file if something changed, and gives back once all of it is on the disk. A new file takes the place of
    /// the old one in one step.
    pub fn save(&self) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let _alone = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(bytes) = self.what_changed()? else { return Ok(()) };
        let kept = replaced(file, &bytes);
        if kept.is_err() {
            self.changed.store(true, Ordering::Release);
        }
        kept
    }

    /// The whole world as it stands, if the file does not hold it yet.
    fn what_changed(&self) -> io::Result<Option<Vec<u8>>> {
        let world = self.look();
        if !self.changed.load(Ordering::Acquire) {
            return Ok(None);
        }
        let bytes = serde_json::to_vec(&*world)?;
        self.changed.store(false, Ordering::Release);
        Ok(Some(bytes))
    }

    /// Whether it is kept in a file, so that it outlives this process.
    pub(super) fn is_kept(&self) -> bool {
        self.file.is_some()
    }

    /// The account of this name and its key, made if there is none. On Bluesky the name is the handle.
    pub fn account(&self, host: Host, name: &str, title: &str) -> Access {
        let account = self.ensure(host, name, title, false);
        let mut world = self.change();
        let held = if host == Host::Bluesky { &mut world.app_passwords } else { &mut world.tokens };
        let known = held.iter().find(|(_, id)| **id == account.id).map(|(key, _)| key.clone());
        let key = known.unwrap_or_else(|| {
            let key = if host == Host::Bluesky { app_password() } else { random_text() };
            held.insert(key.clone(), account.id.clone());
            key
        });
        Access { account, key: Secret::new(key) }
    }

    pub(super) fn ensure(&self, host: Host, name: &str, title: &str, is_reader: bool) -> PracticeAccount {
        let mut world = self.change();
        if let Some(known) = world.named(host, name) {
            return known.clone();
        }
        let id = if host == Host::Bluesky { did() } else { world.next_id() };
        let account = PracticeAccount { host, id, name: name.to_owned(), title: title.to_owned(), is_reader };
        world.accounts.push(account.clone());
        account
    }

    /// Somebody has this name, who only reads; made if there is nobody.
    pub fn somebody(&self, host: Host, name: &str) -> PracticeAccount {
        self.ensure(host, name, name, true)
    }

    /// The name goes over to somebody else, as names do that were given up. Gives whoever has it now.
    pub fn goes_over(&self, host: Host, name: &str) -> PracticeAccount {
        let mut world = self.change();
        for account in world.accounts.iter_mut().filter(|account| account.host == host && account.name == name) {
            account.name = format!("before-{name}");
        }
        drop(world);
        self.somebody(host, name)
    }

    /// Everything that is published and not deleted, oldest first.
    pub fn published(&self) -> Vec<Published> {
        self.look().posts.iter().filter(|post| !post.deleted).cloned().collect()
    }
    /// Everything a group published: what readers wrote is left out.
    pub fn published_by(&self, account: &str) -> Vec<Published> {
        self.published().into_iter().filter(|post| post.author == account).collect()
    }
    /// How often a publishing call arrived, with or without effect.
    pub fn publishing_calls(&self) -> u64 {
        self.look().publishing_calls
    }
    /// Plans a failure; failures of one kind happen in the order they were planned.
    pub fn plan(&self, fault: Fault) {
        self.change().faults.push_back(fault);
    }
    /// The next call of this kind is held: it arrives, and is answered when it is let go.
    pub fn holds(&self, calls: Calls) -> Held {
        self.holding.next(calls)
    }
    /// Nothing is to go wrong any more.
    pub fn clear_faults(&self) {
        self.change().faults.clear();
    }
    /// Whether a repeated idempotency key is answered with 500, as some versions of Mastodon do.
    pub fn repeats_fail(&self, fail: bool) {
        self.change().repeats_fail = fail;
    }
    /// So many posts to come get the id of the post before them, as a server gives it that lost what it had written.
    pub fn gives_ids_again(&self, posts: u32) {
        self.change().ids_again = posts;
    }
    /// Whether uploads are processed for a while.
    pub fn slow_uploads(&self, slow: bool) {
        self.change().slow_uploads = slow;
    }
    /// How long every answer takes from now on, as over a long way.
    pub fn answers_after(&self, long: Duration) {
        self.slow.store(u64::try_from(long.as_micros()).unwrap_or(u64::MAX), Ordering::Release);
    }
    pub(super) async fn takes_its_time(&self) {
        match self.slow.load(Ordering::Acquire) {
            0 => {}
            slow => tokio::time::sleep(Duration::from_micros(slow)).await,
        }
    }
    /// Whether lists of posts come back empty although there are posts.
    pub fn lists_are_broken(&self, broken: bool) {
        self.change().lists_are_broken = broken;
    }
    /// Ends every session on Bluesky; the next call with one is told so.
    pub fn end_sessions(&self) {
        self.change().access.values_mut().for_each(|session| session.ended = true);
    }
    /// Takes every key and session of an account away.
    pub fn revoke(&self, account: &str) {
        let mut world = self.change();
        world.tokens.retain(|_, id| id != account);
        world.app_passwords.retain(|_, id| id != account);
        world.access.retain(|_, session| session.did != account);
        world.refresh.retain(|_, id| id != account);
    }

    /// A post is changed there, by somebody who has the account in hand; without a text it is deleted.
    pub fn changes(&self, host: Host, id: &str, text: Option<&str>) {
        let mut world = self.change();
        for post in world.posts.iter_mut().filter(|post| post.host == host && post.id == id) {
            match text {
                Some(text) => text.clone_into(&mut post.text),
                None => post.deleted = true,
            }
        }
    }

    /// Writes a comment as a reader, so that a group has something to answer. `None` when there is no such post.
    pub fn comment(&self, host: Host, reader: &str, text: &str, reply_to: Option<&str>) -> Option<Published> {
        if let Some(parent) = reply_to {
            self.look().post(host, parent)?;
        }
        let account = self.ensure(host, reader, reader, true);
        let at = self.now();
        let mut world = self.change();
        let post = match host {
            Host::Bluesky => super::atproto::comment(&mut world, &account, text, reply_to, at),
            _ => super::mastodon::comment(&mut world, &account, text, reply_to, at),
        };
        Some(post)
    }

    /// Where one of its servers is, once it is served: `http://listed.localhost:4300`.
    pub fn address(&self, host: Host) -> Option<String> {
        self.port.get().map(|port| format!("http://{}.localhost:{port}", host.label()))
    }
    /// The page of a post, for readers and for whoever wants to answer it.
    pub fn page_of(&self, post: &Published) -> Option<String> {
        let authority = self.address(post.host)?;
        Some(format!("{authority}{}", super::pages::path_of(&self.look(), post)))
    }
    /// What is typed to connect this account, which is made where it is not there; nothing while nobody serves the network.
    pub fn typed(&self, host: Host, account: &str, title: &str) -> Option<Typed> {
        let server = self.address(host)?;
        let key = self.account(host, account, title).key.expose().to_owned();
        let typed = match host {
            Host::Bluesky => vec![("handle", account.to_owned()), ("password", key), ("server", server)],
            _ => vec![("server", server), ("token", key)],
        };
        Some(Typed::new(typed.into_iter().map(|(name, value)| (name.to_owned(), value))))
    }
    /// The entries of the allow-list through which the connectors reach it, once it is served.
    pub fn allowed(&self) -> Result<Vec<Allowed>, NotAllowable> {
        let address = |host| self.address(host);
        Host::ALL
            .into_iter()
            .filter_map(address)
            .map(|origin| Allowed::parse(&origin, "the built-in practice network"))
            .collect()
    }

    pub(super) fn served_at(&self, port: u16) {
        // Served twice, the first port stays the one it is known by.
        let _ = self.port.set(port);
    }
    pub(super) fn now(&self) -> Moment {
        let right = self.clock.get().map_or_else(of_this_machine, |clock| clock());
        right.plus(SignedDuration::from_micros(self.off.load(Ordering::Acquire)))
    }
    pub(super) fn look(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
    pub(super) fn change(&self) -> MutexGuard<'_, World> {
        let world = self.look();
        self.changed.store(true, Ordering::Release);
        world
    }
}

/// Puts a new file in the place of the old one, flushed.
fn replaced(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = file.with_extension("new");
    let mut open = fs::File::create(&fresh)?;
    open.write_all(bytes)?;
    open.sync_all()?;
    fs::rename(fresh, file)
}

/// The practice network is another machine as far as the rest of the program is concerned.
#[expect(clippy::disallowed_methods, reason = "a machine of its own has a clock of its own")]
fn of_this_machine() -> Moment {
    Moment::new(jiff::Timestamp::now())
}

/// Twenty random bytes as text.
pub(super) fn random_text() -> String {
    cid::base32(random().into_iter())
}

fn did() -> String {
    format!("did:plc:{}", cid::base32(random().into_iter().take(15)))
}

/// Looks like those of the real network: four groups of four letters.
fn app_password() -> String {
    let text = random_text();
    [&text[..4], &text[4..8], &text[8..12], &text[12..16]].join("-")
}

fn random() -> [u8; 20] {
    let mut bytes = [0; 20];
    // Without random bytes of the system nothing on it works; a practice network then has guessable keys, which is
    // no worse.
    let _ = getrandom::fill(&mut bytes);
    bytes
}
