//! A network of any class, with a truth of its own: effects that come late, reads that lag, lists that are broken.

use super::chance::{Chance, Weather};
use basics::{Digest, Moment};
use delivery::{Answer, Class, Finding, KeyUse, ReadBack, Remote, Sending, invariants::Fact};
use jiff::SignedDuration;

struct Object {
    visible: Moment,
    readable: Moment,
}

/// The far side.
pub struct Network {
    class: Class,
    settle: SignedDuration,
    objects: Vec<Object>,
    key_seen: Option<Moment>,
    reads: Reads,
    removed: bool,
}

/// How well this account can be read.
#[derive(Clone, Copy)]
enum Reads {
    /// Mostly.
    Well,
    /// The list never shows anything, not even what is known to be there.
    Nothing,
    /// The list never reaches back far enough.
    TooLittle,
}

/// What the worker gets from a call.
pub enum Reply {
    /// An answer.
    Answer(Answer),
    /// Nothing: the worker died while it waited.
    Silence,
}

impl Network {
    /// A network of this class whose reads lag by at most `settle`.
    pub fn new(class: Class, settle: SignedDuration, weather: Weather, dice: &mut Chance) -> Self {
        let reads = match dice.below(weather.bad_reads) {
            0 => Reads::Nothing,
            1 if class != Class::A => Reads::TooLittle,
            _ => Reads::Well,
        };
        Self { class, settle, objects: Vec::new(), key_seen: None, reads, removed: false }
    }
    /// The irreversible call, with all that can go wrong before and after its effect.
    pub fn call(
        &mut self,
        sending: &Sending,
        bytes: Digest,
        now: &mut Moment,
        weather: Weather,
        dice: &mut Chance,
        facts: &mut Vec<Fact>,
    ) -> Reply {
        if sending.may_begin(*now).is_err() || dice.one_in(40) {
            return Reply::Answer(Answer::NotSent);
        }
        facts.push(Fact::Began { at: *now, fence: sending.fence(), bytes });
        if dice.one_in(50) {
            return Reply::Answer(Answer::RateLimited { until: reset_time(*now, dice) });
        }
        if dice.one_in(60) {
            return Reply::Answer(Answer::Refused);
        }
        if self.class == Class::C && !self.objects.is_empty() && dice.one_in(2) {
            return Reply::Answer(Answer::Duplicate);
        }
        if dice.one_in(weather.fault) {
            return self.fault(sending, now, dice, facts);
        }
        if self.class.can_be_read() && dice.one_in(300) {
            if dice.one_in(2) {
                self.take_effect(sending, *now, dice, facts);
            }
            return Reply::Answer(Answer::Done(foreign()));
        }
        self.take_effect(sending, *now, dice, facts);
        *now = now.plus(dice.within(2));
        Reply::Answer(Answer::Done(remote()))
    }
    /// No definite answer: with the effect at some time while the request lives, or without.
    fn fault(&mut self, sending: &Sending, now: &mut Moment, dice: &mut Chance, facts: &mut Vec<Fact>) -> Reply {
        let life = sending.request_life().as_secs().unsigned_abs();
        if !dice.one_in(3) {
            let at = now.plus(dice.within(life));
            self.take_effect(sending, at, dice, facts);
        }
        *now = now.plus(dice.within(life));
        if dice.one_in(3) { Reply::Silence } else { Reply::Answer(Answer::Ambiguous) }
    }
    fn take_effect(&mut self, sending: &Sending, visible: Moment, dice: &mut Chance, facts: &mut Vec<Fact>) {
        let lag = dice.within(self.settle.as_secs().unsigned_abs());
        let object = Object { visible, readable: visible.plus(lag) };
        if self.is_repetition(sending, visible) {
            return self.objects[0].come_sooner(&object);
        }
        self.key_seen.get_or_insert(visible);
        self.objects.push(object);
        facts.push(Fact::Visible);
    }
    /// Class A has the id already; class B remembers the key for an hour. A used-up key is not relied upon.
    fn is_repetition(&self, sending: &Sending, at: Moment) -> bool {
        let remembers = self.key_seen.is_some_and(|seen| at < seen.plus(SignedDuration::from_hours(1)));
        match self.class {
            Class::A => !self.objects.is_empty(),
            Class::B => remembers && sending.key() != KeyUse::Spent,
            _ => false,
        }
    }
    /// A read that shows the truth as it was when the read began, or less.
    pub fn look(&self, began: Moment, dice: &mut Chance) -> Finding {
        match (self.reads, dice.below(10)) {
            (_, 0) => Finding::NoAnswer,
            (Reads::Nothing, _) | (_, 1) => Finding::NotSeen { control: false, complete: true },
            (Reads::TooLittle, _) => Finding::NotSeen { control: true, complete: false },
            (Reads::Well, _) => match self.objects.iter().filter(|object| object.readable <= began).count() {
                0 => Finding::NotSeen { control: true, complete: true },
                1 => Finding::Seen(remote()),
                _ => Finding::Several(remote()),
            },
        }
    }
    /// Reads the object back. Sometimes the network has removed it by then.
    pub fn read_back(&mut self, named: Option<&Remote>, dice: &mut Chance) -> ReadBack {
        if dice.one_in(20) {
            return ReadBack::NoAnswer;
        }
        if named != Some(&remote()) {
            return ReadBack::NotOurs;
        }
        self.removed |= dice.one_in(100);
        if self.removed { ReadBack::Gone } else { ReadBack::Matches }
    }
    /// A person looks, and sees what is visible at that moment.
    pub fn is_there(&self, now: Moment) -> bool {
        self.objects.iter().any(|object| object.visible <= now)
    }
    /// A person posts by hand.
    pub fn posted_by_hand(&mut self, now: Moment, facts: &mut Vec<Fact>) {
        self.objects.push(Object { visible: now, readable: now });
        facts.push(Fact::Visible);
    }
    /// How many objects ever became visible.
    pub fn objects(&self) -> usize {
        self.objects.len()
    }
}

impl Object {
    fn come_sooner(&mut self, other: &Object) {
        self.visible = self.visible.min(other.visible);
        self.readable = self.readable.min(other.readable);
    }
}

/// Our object as the network names it. (Empty texts cost no memory; there are millions of them.)
pub fn remote() -> Remote {
    Remote { id: String::new(), url: None }
}

/// An object that is somebody else's.
fn foreign() -> Remote {
    Remote { id: String::new(), url: Some(String::new()) }
}

fn reset_time(now: Moment, dice: &mut Chance) -> Option<Moment> {
    match dice.below(6) {
        0 => None,
        1 => Some(now.plus(SignedDuration::from_secs(-3_600))),
        2 => Some(now.plus(SignedDuration::from_secs(1_000_000_000))),
        3 => Some(now),
        _ => Some(now.plus(dice.within(5_400))),
    }
}
