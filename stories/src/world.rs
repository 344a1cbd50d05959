//! One installation, its practice network, and the clock that a story moves.

mod copies;
mod founded;
mod installed;

pub use founded::by_hand;

use crate::{DJANGO, JUPYTER, Sample};
use acts::{Installation, access, answers, clock};
use audit::Kept;
use basics::{ChannelId, GroupId, Moment, PersonId};
use channels::Capability;
use charter::Charter;
use installed::{in_memory, installation, served};
use jiff::SignedDuration;
use networks::practice::Practice;
use people::{Elevated, HouseRule, Issued, Proof, Purpose, Session, SignedIn};
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
    time::Duration,
};
use store::{Arrived, Clock, Database, Group};
use tempfile::TempDir;

/// The charters of the presets, compiled once for all the stories of a process.
static PRESETS: LazyLock<[Arc<Charter>; 2]> = LazyLock::new(|| [DJANGO, JUPYTER].map(|sample| compiled(&sample)));

/// Networks are waited for no longer than this in stories that let them hang.
const IMPATIENT: Duration = Duration::from_millis(600);

/// What a story plays in.
pub struct World {
    /// The installation.
    pub here: Installation,
    /// The practice network: what really was published.
    pub practice: Arc<Practice>,
    /// The data folder; gone when the story ends.
    pub folder: TempDir,
    database: Database,
    patience: Option<Duration>,
    samples: Vec<Sample>,
    groups: BTreeMap<&'static str, Group>,
    people: BTreeMap<(&'static str, &'static str), PersonId>,
}

impl World {
    /// A world on this database, or on a file in its own folder. It is noon on 20 November 2026 there.
    pub async fn on(database: Option<Database>) -> Self {
        Self::with(in_memory(), database, None, &[DJANGO, JUPYTER]).await
    }

    /// The same on a file of a disk, so that what is measured includes waiting for it.
    pub async fn on_disk() -> Self {
        Self::with(tempfile::tempdir().unwrap(), None, None, &[DJANGO, JUPYTER]).await
    }

    /// The same with these groups.
    pub async fn of(database: Option<Database>, samples: &[Sample]) -> Self {
        Self::with(in_memory(), database, None, samples).await
    }

    /// The same with these groups, and networks that are given up soon: for stories that let them hang.
    pub async fn impatient(database: Option<Database>, samples: &[Sample]) -> Self {
        Self::with(in_memory(), database, Some(IMPATIENT), samples).await
    }

    async fn with(folder: TempDir, database: Option<Database>, patience: Option<Duration>, samples: &[Sample]) -> Self {
        Box::pin(Self::set_up(served().await, folder, database, patience, samples)).await
    }

    /// The same on disk beside a practice network that is served already: for a rig whose processes are real.
    pub async fn beside(practice: Arc<Practice>, database: Option<Database>, samples: &[Sample]) -> Self {
        Box::pin(Self::set_up(practice, tempfile::tempdir().unwrap(), database, None, samples)).await
    }

    async fn set_up(
        practice: Arc<Practice>,
        folder: TempDir,
        database: Option<Database>,
        patience: Option<Duration>,
        samples: &[Sample],
    ) -> Self {
        LazyLock::force(&PRESETS);
        let database = database.unwrap_or_else(|| Database::Sqlite(folder.path().join("nuncio.db")));
        let clock = Clock::showing("2026-11-20T12:00:00Z".parse().unwrap());
        practice.goes_by({
            let clock = clock.clone();
            move || clock.now()
        });
        let here = installation(&folder, database.clone(), &practice, clock, patience).await;
        let (groups, people) = (BTreeMap::new(), BTreeMap::new());
        let mut world = Self { here, practice, folder, database, patience, samples: samples.to_vec(), groups, people };
        for sample in samples {
            world.found(sample).await;
        }
        world
    }

    /// Another process over the same data: what a restart finds, or a second node.
    pub async fn another_process(&self) -> Installation {
        let clock = self.here.store.clock().clone();
        installation(&self.folder, self.database.clone(), &self.practice, clock, self.patience).await
    }

    /// The program starts again on a machine whose clock was set by this much meanwhile.
    pub async fn starts_again_with_the_clock_set_by(&mut self, by: SignedDuration) {
        let clock = Clock::showing(self.now().plus(by));
        let mail = self.here.mail.take();
        self.practice.goes_by({
            let clock = clock.clone();
            move || clock.now()
        });
        self.here = installation(&self.folder, self.database.clone(), &self.practice, clock, self.patience).await;
        self.here.mail = mail;
    }

    /// A file that somebody sent.
    pub async fn arrived(&self, bytes: &[u8]) -> Arrived {
        let mut arriving = self.here.store.arriving(bytes.len() as u64).await.unwrap();
        arriving.take(bytes).await.unwrap();
        arriving.done().await.unwrap()
    }

    /// Where the data are.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The id of a group.
    pub fn group(&self, slug: &str) -> GroupId {
        self.groups[slug].id
    }
    /// The id of a person of a group.
    pub fn person(&self, group: &'static str, name: &'static str) -> PersonId {
        self.people[&(group, name)]
    }
    /// The people of a group, as it was founded.
    pub fn roster(&self, group: &str) -> &'static [crate::Role] {
        self.samples.iter().find(|sample| sample.slug == group).unwrap().roster
    }
    /// A person who proved just now who they are.
    pub fn elevated(&self, group: &'static str, name: &'static str) -> Elevated {
        self.elevated_by(self.person(group, name))
    }
    /// Somebody who signed in, and was asked nothing more.
    pub fn signed_in(&self, group: &'static str, name: &'static str) -> SignedIn {
        self.signed_in_by(self.person(group, name))
    }
    /// The same of somebody by their account, who may be in no group.
    pub fn elevated_by(&self, person: PersonId) -> Elevated {
        let demonstration = self.here.demonstration.unwrap();
        self.signed_in_by(person).elevated(HouseRule::Demonstration(demonstration)).unwrap()
    }
    fn signed_in_by(&self, person: PersonId) -> SignedIn {
        let now = self.now();
        let demonstration = self.here.demonstration.unwrap();
        let (mut link, token) = Issued::mint(Purpose::SignInLink, now).unwrap();
        let proof = Proof::DemoLink(demonstration, link.redeem(&token, now).unwrap(), person);
        let (session, _) = Session::begin(&proof, now).unwrap();
        session.alive(now, people::Standing::Belongs).unwrap()
    }
    /// A channel of a group, by its name.
    pub async fn channel(&self, group: &str, name: &str) -> ChannelId {
        let register = self.here.store.channels(self.group(group)).await.unwrap();
        register.iter().find(|row| row.channel.name == name).unwrap().channel.id
    }
    /// Gives somebody these capabilities on a channel, until the end of their term.
    pub async fn give(&self, group: &'static str, name: &'static str, on: &str, capabilities: &[Capability]) {
        let sample = self.samples.iter().find(|sample| sample.slug == group).unwrap();
        let officer = if name == sample.officer { sample.other_officer } else { sample.officer };
        for capability in capabilities {
            let wish = access::Wish {
                channel: self.channel(group, on).await,
                to: self.person(group, name),
                capability: *capability,
                reason: "Writes for the group".to_owned(),
                until: Some(self.now().plus(SignedDuration::from_hours(24 * 60))),
            };
            let (id, who) = (self.group(group), self.elevated(group, officer));
            // Under the second charter the group decides about access; its decision is recorded first.
            if group == "jupyter" {
                let answer = access::ask(&self.here, id, &who, &wish).await.unwrap();
                let yes = answers::Filled {
                    yes: true,
                    decided_on: self.now().in_zone(&jiff::tz::TimeZone::UTC).date().to_string(),
                    source: "https://minutes.example/access".to_owned(),
                    tally: String::new(),
                };
                let recorder = self.whoever_records(group, officer, answer).await;
                answers::record(&self.here, id, &self.elevated(group, recorder), answer, yes).await.unwrap();
            }
            access::grant(&self.here, id, &who, wish).await.unwrap();
        }
    }

    /// The whole log of a group, from its first entry to its last; it has to be whole.
    pub async fn log(&self, group: GroupId) -> Vec<Kept> {
        let (mut log, mut walk) = (Vec::new(), self.here.store.walk_log(group).unwrap());
        while let Some(entries) = walk.goes_on().await.unwrap() {
            log.extend(entries);
        }
        assert!(walk.end().whole());
        log
    }

    /// What time it is in this world.
    pub fn now(&self) -> Moment {
        self.here.store.now()
    }
    /// Moves the clock on, and lets happen by itself what is due by then.
    pub async fn pass(&self, by: SignedDuration) {
        self.here.store.clock().advance(by);
        self.work().await;
    }
    /// Lets happen by itself what is due.
    pub async fn work(&self) {
        let mut rounds = 0;
        while clock::tick(&self.here).await.unwrap() > 0 {
            rounds += 1;
            assert!(rounds < MANY, "the clock spins: a delivery wakes again and again");
        }
    }
    /// Lets this much time go by, and everything happen at its own moment.
    pub async fn live_through(&self, time: SignedDuration) {
        let end = self.now().plus(time);
        self.work().await;
        while let Some(next) = self.here.store.bookkeeping().next_wake(&[]).await.unwrap().filter(|next| *next <= end) {
            self.here.store.clock().advance(next.since(self.now()));
            self.work().await;
        }
        self.here.store.clock().advance(end.since(self.now()));
        self.work().await;
    }
}

/// More rounds than any story needs at one moment.
const MANY: u32 = 200;

fn compiled(sample: &Sample) -> Arc<Charter> {
    store::compiled(sample.preset.rules, sample.preset.text).unwrap()
}
