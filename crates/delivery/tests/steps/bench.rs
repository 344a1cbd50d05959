//! A bench with one delivery, a clock that the test moves, and a store that cannot fail.

use basics::{DeliveryId, Moment};
use delivery::{
    Answer, Class, Command, Event, Expected, Finding, Handling, Illegal, Judgement, Notice, Remote, Row, Sending,
    State, Step, step,
};
use jiff::SignedDuration;
use uuid::Uuid;

/// One delivery and a clock.
pub struct Bench {
    pub row: Row,
    pub now: Moment,
    pub told: Vec<Notice>,
}

pub fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

pub fn remote(id: &str) -> Remote {
    Remote { id: id.into(), url: Some(format!("https://social.example/{id}")) }
}

/// A read that works, reaches far enough and shows nothing.
pub const NOTHING_THERE: Finding = Finding::NotSeen { control: true, complete: true };

impl Bench {
    /// A delivery that is due now.
    pub fn due(class: Class) -> Self {
        let now: Moment = "2026-11-20T15:00:00Z".parse().unwrap();
        let id = DeliveryId::from(Uuid::from_u128(0x0197_6f7e_8f1a_7cc3_98c4_dc0c_0c07_398f));
        Self { row: Row::new(id, Handling::usual(class), now, None).unwrap(), now, told: Vec::new() }
    }
    /// A delivery in `sending`, with its proof.
    pub fn sending(class: Class) -> (Self, Sending) {
        let mut bench = Self::due(class);
        let sending = bench.sends();
        (bench, sending)
    }
    /// A delivery whose call timed out.
    pub fn unknown(class: Class) -> Self {
        let (mut bench, _) = Self::sending(class);
        bench.answers(Answer::Ambiguous);
        bench
    }
    /// Claims, judges, prepares and commits `sending`.
    pub fn sends(&mut self) -> Sending {
        self.happens(Event::Claim);
        self.happens(Event::Judged(Judgement::Allowed));
        match self.happens(Event::Prepared(Judgement::Allowed)) {
            Command::Send(sending) => sending,
            other => panic!("expected to send, not {other:?}"),
        }
    }
    pub fn tries(&self, event: Event) -> Result<Step, Illegal> {
        step(&self.row, event, self.now)
    }
    pub fn happens(&mut self, event: Event) -> Command {
        let step = self.tries(event).unwrap();
        assert_eq!(step.expected(), Expected::of(&self.row));
        self.told.extend(step.notice());
        let kept = step.once_kept(1).unwrap();
        self.row = kept.row;
        kept.command
    }
    /// The network answers; a proof of absence is used at once.
    pub fn answers(&mut self, answer: Answer) {
        if let Command::Again(proof) = self.happens(Event::Answer(answer)) {
            self.happens(Event::Again(proof));
        }
    }
    pub fn passes(&mut self, time: SignedDuration) {
        self.now = self.now.plus(time);
    }
    /// Goes to the next moment at which the clock comes back, and lets it tell the row.
    pub fn wakes(&mut self) -> Command {
        self.now = self.row.wakes_at().expect("the row wakes again").max(self.now);
        let event = self.row.wake(self.now).expect("the clock has something to tell");
        self.happens(event.into())
    }
    /// Wakes, and the look that follows finds this.
    pub fn looks_and_finds(&mut self, finding: Finding) -> Command {
        let command = self.wakes();
        assert!(matches!(command, Command::Look), "expected to look, not {command:?}");
        self.happens(Event::Look(finding))
    }
    /// Looks until one look begins after the quarantine, and always finds this.
    pub fn looks_through_the_quarantine(&mut self, finding: &Finding) -> Command {
        let end = self.row.quarantine_ends().unwrap();
        loop {
            let command = self.looks_and_finds(finding.clone());
            if self.now >= end || self.row.state != State::Unknown {
                return command;
            }
        }
    }
    #[track_caller]
    pub fn is(&self, state: State) {
        assert_eq!(self.row.state, state);
    }
}
