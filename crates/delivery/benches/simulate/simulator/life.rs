//! One delivery from its first minute to its end, with two workers, people and a clock.

use super::{
    chance::{Chance, Weather},
    keeper::{Backup, Keeper},
    network::{Network, Reply, remote},
    planted::Engine,
    scene::Scene,
};
use basics::{DeliveryId, Digest, Moment};
use delivery::{
    Class, Command, Event, Handling, Judgement, Kept, Notice, PauseReason, PersonSays, Plan, Row, State,
    invariants::Fact,
};
use jiff::SignedDuration;
use uuid::Uuid;

/// 20 November 2026, 15:00 UTC.
const START: i64 = 1_795_186_800_000_000;
const TURNS: usize = 400;
/// People who are asked after a restore look no sooner: by then every request of the time before it is over.
const AFTER_A_RESTORE: SignedDuration = SignedDuration::from_mins(5);

/// The world around one delivery.
pub struct Life {
    pub keeper: Keeper,
    pub network: Network,
    now: Moment,
    dice: Chance,
    weather: Weather,
    engine: Engine,
    authority: bool,
    content: Content,
    backup: Option<Backup>,
    /// Whether a person found it on the network after a restore, and took it out of the queue.
    pub adopted: bool,
    thread: Option<Errand>,
    asleep: Option<Sleeper>,
    answer: Option<Errand>,
    whim: Option<Errand>,
}

/// What would leave: as it was approved, as it would be rendered now, and as it was prepared.
struct Content {
    approved: Digest,
    rendered: Digest,
    prepared: Digest,
}

impl Content {
    fn approved(digest: Digest) -> Self {
        Self { approved: digest, rendered: digest, prepared: digest }
    }
    /// What the server said about itself, or the text: the next rendering is another one.
    fn changes(&mut self) {
        let mut bytes = *self.rendered.bytes();
        bytes[0] = bytes[0].wrapping_add(1);
        self.rendered = Digest::from(bytes);
    }
}

/// A worker that sleeps with a row and a command in its hands.
struct Sleeper {
    until: Moment,
    row: Row,
    command: Command,
}

/// What a person will do, and when.
struct Errand {
    at: Moment,
    act: Act,
}

#[derive(Clone, Copy)]
enum Act {
    Decide,
    Post,
    BringAddress,
    Lift(PauseReason),
    Cancel,
    Freeze,
    Retime,
    Delete,
    /// The text or the server's limits become others.
    ChangeContent,
    /// The database is copied away.
    BackUp,
    /// The copy is put back.
    Restore,
    /// Whoever is to look after a restore looks.
    LookAround,
    /// The part before it in its thread is confirmed.
    GoOn,
    /// A planted bug lets it go on before that.
    GoOnTooSoon {
        confirmed: Option<Moment>,
    },
}

enum Turn {
    Clock,
    Sleeper,
    Answer,
    Whim,
    Thread,
}

impl Life {
    /// Lives what follows from this seed to its end, and shows each delivery of it.
    pub fn each(seed: u64, weather: Weather, engine: Engine, mut shown: impl FnMut(&Self)) {
        let mut life = Self::new(seed, Chance::new(seed), weather, engine);
        if Scene::of(seed) == Scene::Restored {
            life.whim = Some(life.errand_around_its_time(Act::BackUp));
        }
        life.live();
        shown(&life);
        if Scene::of(seed) == Scene::Thread {
            let mut next = Self::new(seed, Chance::new(!seed), weather, engine);
            next.follows(&life);
            next.live();
            shown(&next);
        }
    }
    /// A delivery whose class follows from the seed, and whose fate from the dice.
    fn new(seed: u64, mut dice: Chance, weather: Weather, engine: Engine) -> Self {
        let class = Class::ALL[usize::try_from(seed % 6).unwrap_or(0)];
        let handling = Handling::usual(class);
        let now = Moment::from_micros(START);
        let due = now.plus(SignedDuration::from_mins(5));
        let not_after = dice.one_in(4).then(|| due.plus(SignedDuration::from_secs(1) + dice.within(3_600)));
        let id = DeliveryId::from(Uuid::from_u64_pair(seed, dice.below(u64::MAX)));
        let row = Row::new(id, handling, due, not_after).unwrap_or_else(|wrong| panic!("{wrong}"));
        let approved = Digest::from([0; 32]);
        let mut keeper = Keeper::new(row, engine, now);
        keeper.history.facts.push(Fact::Approved(approved));
        let network = Network::new(class, handling.settle, weather, &mut dice);
        let mut life = Self {
            keeper,
            network,
            now,
            dice,
            weather,
            engine,
            authority: true,
            content: Content::approved(approved),
            backup: None,
            adopted: false,
            thread: None,
            asleep: None,
            answer: None,
            whim: None,
        };
        life.whim = life.a_whim();
        life
    }
    fn a_whim(&mut self) -> Option<Errand> {
        const WHIMS: [Act; 4] = [Act::Cancel, Act::Freeze, Act::Retime, Act::ChangeContent];
        if !self.dice.one_in(self.weather.whim) {
            return None;
        }
        let act = WHIMS[usize::try_from(self.dice.below(4)).unwrap_or(0)];
        Some(self.errand_around_its_time(act))
    }
    fn errand_around_its_time(&mut self, act: Act) -> Errand {
        let at = self.keeper.row.due.plus(self.dice.within(1_200) - SignedDuration::from_secs(120));
        Errand { at, act }
    }
    /// It is the next part of the thread in which this one was: it goes on when that one is confirmed, and where that never
    /// is, a person calls it off, or leaves it waiting.
    fn follows(&mut self, before: &Self) {
        let first = |wanted: State| before.keeper.first_in(wanted);
        let confirmed = first(State::Confirmed);
        self.keeper.history.facts.push(Fact::PartBefore { confirmed: false });
        self.tell(Event::Pause(PauseReason::Thread));
        self.thread = match confirmed {
            _ if self.engine.goes_on_too_soon() => {
                first(State::Sending).map(|at| Errand { at, act: Act::GoOnTooSoon { confirmed } })
            }
            Some(at) => Some(Errand { at, act: Act::GoOn }),
            None => self.dice.one_in(2).then_some(Errand { at: before.now, act: Act::Cancel }),
        };
    }
    /// Lives until nothing is left to happen.
    fn live(&mut self) {
        for _ in 0..TURNS {
            let Some((at, turn)) = self.next_turn() else { break };
            self.now = self.now.max(at);
            match turn {
                Turn::Clock => self.clock(),
                Turn::Sleeper => self.sleeper_wakes(),
                Turn::Answer => self.person_answers(),
                Turn::Whim => self.person_has_a_whim(),
                Turn::Thread => self.thread_goes_on(),
            }
        }
        self.keeper.history.until = self.now.plus(SignedDuration::from_hours(1));
    }
    fn next_turn(&self) -> Option<(Moment, Turn)> {
        let clock = self.engine.wakes_at(&self.keeper.row).map(|at| (at, Turn::Clock));
        let sleeper = self.asleep.as_ref().map(|sleeper| (sleeper.until, Turn::Sleeper));
        let answer = self.answer.as_ref().map(|errand| (errand.at, Turn::Answer));
        let whim = self.whim.as_ref().map(|errand| (errand.at, Turn::Whim));
        let thread = self.thread.as_ref().map(|errand| (errand.at, Turn::Thread));
        [clock, sleeper, answer, whim, thread].into_iter().flatten().min_by_key(|(at, _)| *at)
    }

    // --- workers

    /// The clock ticks every second, but sometimes the whole machine is off. Sometimes two nodes see the same row.
    fn clock(&mut self) {
        self.pass(1);
        if self.dice.one_in(self.weather.crash * 8) {
            let outage = self.dice.within(3 * 3_600);
            self.now = self.now.plus(outage);
            self.keeper.history.facts.push(Fact::Outage(outage));
        }
        let Some(event) = self.engine.wake(&self.keeper.row, self.now) else { return };
        let event = self.unless_told_to_wait(event);
        let seen_by_both = self.dice.one_in(20).then(|| self.keeper.row.clone());
        self.work(self.keeper.row.clone(), event);
        if let Some(row) = seen_by_both
            && let Some(event) = self.engine.wake(&row, self.now)
        {
            self.work(row, event);
        }
    }
    /// Now and then another delivery of the same account was told to wait just before.
    fn unless_told_to_wait(&mut self, event: Event) -> Event {
        match event {
            Event::Claim if self.dice.one_in(25) => {
                let wait = if self.dice.one_in(8) { 6 * 3_600 } else { 600 };
                Event::Rest { until: self.now.plus(SignedDuration::from_secs(1) + self.dice.within(wait)) }
            }
            event => event,
        }
    }
    fn sleeper_wakes(&mut self) {
        if let Some(Sleeper { row, command, .. }) = self.asleep.take()
            && let Some(event) = self.perform(&row, command)
        {
            self.work(row, event);
        }
    }
    /// A worker follows its commands until there is nothing to do, it loses a race, it sleeps, or it dies.
    fn work(&mut self, mut row: Row, mut event: Event) {
        loop {
            let was_answer = matches!(event, Event::Answer(_));
            let rest = if let Event::Rest { until } = event { Some(until) } else { None };
            let Ok(step) = self.engine.step(&row, event, self.now) else { return };
            if self.dice.one_in(self.weather.crash) {
                return;
            }
            let Ok((kept, notice)) = self.keeper.keep(step, self.now) else {
                if was_answer {
                    self.tell(Event::LateWord);
                }
                return;
            };
            self.keeper.history.facts.extend(rest.map(|until| Fact::Rests { until }));
            self.heed(notice);
            if self.dice.one_in(self.weather.crash) {
                return;
            }
            let Kept { row: now_kept, command } = kept;
            row = now_kept;
            if self.asleep.is_none() && self.dice.one_in(self.weather.sleep) {
                let until = self.now.plus(self.dice.within(600));
                self.asleep = Some(Sleeper { until, row, command });
                return;
            }
            let Some(next) = self.perform(&row, command) else { return };
            event = next;
        }
    }
    fn perform(&mut self, row: &Row, command: Command) -> Option<Event> {
        self.now = self.now.plus(SignedDuration::from_millis(50));
        match command {
            Command::Nothing => None,
            Command::Judge => Some(Event::Judged(self.judge())),
            Command::Prepare => Some(self.prepare()),
            Command::Send(sending) => {
                let bytes = self.what_leaves();
                let facts = &mut self.keeper.history.facts;
                match self.network.call(&sending, bytes, &mut self.now, self.weather, &mut self.dice, facts) {
                    Reply::Answer(answer) => Some(Event::Answer(answer)),
                    Reply::Silence => None,
                }
            }
            Command::Look => {
                let began = row.looking_since.unwrap_or(self.now);
                self.pass(5);
                Some(Event::Look(self.network.look(began, &mut self.dice)))
            }
            Command::Again(proof) => Some(Event::Again(proof)),
            Command::ReadBack => Some(Event::ReadBack(self.network.read_back(row.remote.as_ref(), &mut self.dice))),
        }
    }
    fn prepare(&mut self) -> Event {
        self.pass(20);
        if self.dice.one_in(100) {
            self.authority = false;
            self.keeper.history.facts.push(Fact::Authority(false));
        }
        self.content.prepared = self.content.rendered;
        match self.dice.below(60) {
            0 => Event::PreparationFailed { definite: true },
            1 | 2 => Event::PreparationFailed { definite: false },
            _ => Event::Prepared(self.judge()),
        }
    }
    fn judge(&self) -> Judgement {
        if !self.authority {
            return Judgement::Paused(PauseReason::Authority);
        }
        let as_approved = self.content.rendered == self.content.approved;
        if as_approved { Judgement::Allowed } else { Judgement::Paused(PauseReason::Content) }
    }
    /// What was prepared, whatever a new rendering would come to by now.
    fn what_leaves(&mut self) -> Digest {
        if self.dice.one_in(100) {
            self.content.changes();
        }
        if self.engine.renders_again() { self.content.rendered } else { self.content.prepared }
    }

    // --- people

    /// People read what they are told, and most of them do something about it.
    fn heed(&mut self, notice: Option<Notice>) {
        let act = match notice {
            Some(Notice::Decide) => Act::Decide,
            Some(Notice::AskToPost) => Act::Post,
            Some(Notice::Paused(PauseReason::Thread)) => return,
            Some(Notice::Paused(PauseReason::Epoch)) => Act::LookAround,
            Some(Notice::Paused(reason)) => Act::Lift(reason),
            Some(Notice::WithdrawDue) => Act::Delete,
            _ => return,
        };
        if !self.dice.one_in(10) {
            let first = if matches!(act, Act::LookAround) { AFTER_A_RESTORE } else { SignedDuration::ZERO };
            self.answer = Some(Errand { at: self.now.plus(first + self.dice.within(1_800)), act });
        }
    }
    fn person_answers(&mut self) {
        let Some(errand) = self.answer.take() else { return };
        if matches!(errand.act, Act::Decide | Act::LookAround) {
            self.keeper.history.facts.push(Fact::LookedAt);
        }
        match errand.act {
            Act::Decide if self.network.is_there(self.now) => {
                self.tell(Event::PersonSays(PersonSays::ItIsThere(remote())));
            }
            Act::Decide if self.dice.one_in(4) => self.tell(Event::PersonSays(PersonSays::Drop)),
            Act::Decide => self.tell(Event::PersonSays(PersonSays::SendIt)),
            Act::Post if self.keeper.row.state == State::Asked => {
                if !self.network.is_there(self.now) {
                    self.network.posted_by_hand(self.now, &mut self.keeper.history.facts);
                }
                self.answer = Some(Errand { at: self.now.plus(self.dice.within(900)), act: Act::BringAddress });
            }
            Act::BringAddress => self.tell(Event::PersonSays(PersonSays::ItIsThere(remote()))),
            Act::Lift(reason) => {
                self.makes_good(reason);
                self.tell(Event::Lift(reason));
            }
            Act::LookAround => self.looks_around(),
            // A network refuses to delete what is somebody else's.
            Act::Delete if self.keeper.row.remote == Some(remote()) => self.tell(Event::Withdrawn),
            _ => {}
        }
    }
    /// What the delivery waited for happens: somebody with authority plans it again, or what would leave is approved.
    fn makes_good(&mut self, reason: PauseReason) {
        match reason {
            PauseReason::Authority => {
                self.authority = true;
                self.keeper.history.facts.push(Fact::Authority(true));
            }
            PauseReason::Content => {
                self.content.approved = self.content.rendered;
                self.keeper.history.facts.push(Fact::Approved(self.content.approved));
            }
            _ => {}
        }
    }
    /// After a restore a person looks at the network before anything leaves. What is there already is said to be there, or
    /// taken out of the queue.
    fn looks_around(&mut self) {
        match self.keeper.row.state {
            State::Unknown | State::NeedsHuman if self.network.is_there(self.now) => {
                self.tell(Event::PersonSays(PersonSays::ItIsThere(remote())));
            }
            State::Scheduled if self.network.is_there(self.now) => {
                self.adopted = true;
                self.tell(Event::PersonSays(PersonSays::Drop));
            }
            _ => self.tell(Event::Lift(PauseReason::Epoch)),
        }
    }
    fn thread_goes_on(&mut self) {
        let Some(errand) = self.thread.take() else { return };
        match errand.act {
            Act::GoOn => {
                self.keeper.history.facts.push(Fact::PartBefore { confirmed: true });
                self.tell(Event::Lift(PauseReason::Thread));
            }
            Act::GoOnTooSoon { confirmed } => {
                self.tell(Event::Lift(PauseReason::Thread));
                self.thread = confirmed.map(|at| Errand { at, act: Act::GoOn });
            }
            _ => self.tell(Event::Cancel),
        }
    }
    /// The database is as it was when it was copied away, and every process of before is gone. The network is as it is.
    fn restored(&mut self) {
        let Some(backup) = self.backup.take() else { return };
        (self.asleep, self.answer) = (None, None);
        let question = self.keeper.put_back(backup, self.now);
        self.heed(question);
        if let Some(answer) = &mut self.answer {
            answer.at = answer.at.plus(AFTER_A_RESTORE);
        }
        if !self.engine.forgets_epochs() {
            self.tell(Event::Pause(PauseReason::Epoch));
        }
    }
    fn person_has_a_whim(&mut self) {
        let Some(errand) = self.whim.take() else { return };
        match errand.act {
            Act::ChangeContent => self.content.changes(),
            Act::BackUp => {
                self.backup = Some(self.keeper.backup());
                self.whim = Some(Errand { at: self.now.plus(self.dice.within(3_600)), act: Act::Restore });
            }
            Act::Restore => self.restored(),
            Act::Cancel if self.has_been_posted_by_hand() => {}
            Act::Cancel => self.tell(Event::Cancel),
            Act::Freeze => self.tell(Event::Pause(PauseReason::Freeze)),
            _ => {
                let due = self.now.plus(SignedDuration::from_mins(30));
                self.tell(Event::Retime(Plan { due, not_after: None, ..self.keeper.row.plan() }));
            }
        }
    }
    /// Who has posted by hand does not call it off, but brings the address.
    fn has_been_posted_by_hand(&self) -> bool {
        self.keeper.row.state == State::Asked && self.network.is_there(self.now)
    }
    /// Somebody else than a worker changes the row; what does not apply is refused and forgotten.
    fn tell(&mut self, event: Event) {
        let before = self.keeper.row.pauses;
        let Ok(step) = self.engine.step(&self.keeper.row, event, self.now) else { return };
        let after = step.row().pauses;
        let lifted = before.iter().filter(|reason| !after.contains(*reason));
        self.keeper.history.facts.extend(lifted.map(|reason| Fact::Pause(reason, false)));
        if let Ok((_, notice)) = self.keeper.keep(step, self.now) {
            self.heed(notice);
        }
    }
    fn pass(&mut self, at_most_seconds: u64) {
        self.now = self.now.plus(self.dice.within(at_most_seconds));
    }
}
