//! `step`: the row as it is, what happened, and the moment, to the row as it will be and the command that follows.
//!
//! The command comes out only by [`Step::once_kept`], after the store has committed the new row.

mod leaving;
mod people;
mod published;
mod unknown;

use crate::{Absent, Event, PauseReason, Row, Sending, State, legal};
use basics::{DeliveryId, Moment};

/// What to do next, outside. Losing it in a crash is harmless: the row's next wake begins where it was lost.
#[derive(Debug)]
pub enum Command {
    /// Nothing until the row wakes.
    Nothing,
    /// Judge again, as things are now; then [`Event::Judged`].
    Judge,
    /// Do what is repeatable and invisible, and judge once more; then [`Event::Prepared`].
    Prepare,
    /// Make the one irreversible call; then [`Event::Answer`].
    Send(Sending),
    /// Look whether it is there; then [`Event::Look`].
    Look,
    /// Put it back into the queue, or end it; [`Event::Again`].
    Again(Absent),
    /// Read the object and compare; then [`Event::ReadBack`].
    ReadBack,
}

/// What people are to be told, or what else is to be begun. Kept in the same transaction as the row, so that no
/// crash swallows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notice {
    /// Post this by hand, and bring back the address.
    AskToPost,
    /// Nobody knows whether it is there; it is being looked up.
    Unconfirmed,
    /// Decide: it is there (address), it is not there: send, or drop.
    Decide,
    /// It waits, for this reason.
    Paused(PauseReason),
    /// The network makes it wait for more than an hour.
    LongWait {
        /// Until then.
        until: Moment,
    },
    /// The network refused it.
    Rejected,
    /// It was tried often enough.
    FailedFinal,
    /// It did not leave before its last moment: an alarm.
    Expired,
    /// It is there more than once; propose removing the others.
    Duplicate,
    /// It is there, but not as approved: an alarm.
    Altered,
    /// It is gone without our doing: an alarm.
    Vanished,
    /// It is there, and was called off: create the delivery that deletes it.
    WithdrawDue,
}

/// Which row the write has to find; another one means that the race was lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Expected {
    /// Its id.
    pub id: DeliveryId,
    /// Its state.
    pub state: State,
    /// Its sequence number.
    pub seq: u32,
    /// Its fence.
    pub fence: u32,
}

impl Expected {
    /// What a write that starts from this row has to find.
    pub fn of(row: &Row) -> Self {
        Self { id: row.id, state: row.state, seq: row.seq, fence: row.fence }
    }
}

/// A change that is decided and not yet kept.
#[derive(Debug)]
#[must_use = "a step that is not kept did not happen"]
pub struct Step {
    expected: Expected,
    row: Box<Row>,
    notice: Option<Notice>,
    command: Command,
}

/// A change that is kept.
#[derive(Debug)]
pub struct Kept {
    /// The row as it now stands.
    pub row: Row,
    /// What to do next.
    pub command: Command,
}

/// Somebody else changed the row first. Keep what was observed, and do nothing else.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{} changed since it was read in state {}: whoever changed it goes on with it", .0.id, .0.state)]
pub struct RaceLost(Expected);

impl Step {
    /// What the compare-and-set has to match.
    pub fn expected(&self) -> Expected {
        self.expected
    }
    /// The row to write.
    pub fn row(&self) -> &Row {
        &self.row
    }
    /// What to keep with it in the same transaction.
    pub fn notice(&self) -> Option<Notice> {
        self.notice
    }
    /// The change of state for the transition log, if the state changed.
    pub fn moved(&self) -> Option<(State, State)> {
        (self.expected.state != self.row.state).then_some((self.expected.state, self.row.state))
    }
    /// Releases the command. To be called after the commit, with the number of rows that the compare-and-set changed.
    pub fn once_kept(self, rows_changed: u64) -> Result<Kept, RaceLost> {
        if rows_changed == 1 {
            Ok(Kept { row: *self.row, command: self.command })
        } else {
            Err(RaceLost(self.expected))
        }
    }
}

/// This cannot happen to a delivery as it is now.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{event:?} does not apply to a delivery that is {state}: {why}")]
pub struct Illegal {
    /// The state it is in.
    pub state: State,
    /// What was said to have happened.
    pub event: &'static str,
    /// Why that cannot be.
    pub why: Why,
}

/// Why an event does not apply.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Why {
    /// The state does not know this event.
    #[error("this never happens in that state")]
    NotInThisState,
    /// Its time has not come.
    #[error("not before {0}")]
    NotBefore(Moment),
    /// The worker's lease is over.
    #[error("the lease ended at {0}, and the delivery waits for the next worker")]
    LeaseOver(Moment),
    /// A pause is open.
    #[error("a pause is open")]
    Paused,
    /// It is so already.
    #[error("it is so already")]
    AlreadySo,
    /// The proof speaks of another delivery or an older state of this one.
    #[error("the proof of absence is about something else")]
    OtherProof,
    /// The last moment lies before the time of leaving.
    #[error("the last moment must lie after the time of leaving")]
    BadTimes,
    /// The table of legal pairs does not have this change.
    #[error("going from there to {0} is not in the table of legal changes")]
    NotInTable(State),
}

/// What follows from an event. The new row is to be durable before the command is released.
pub fn step(row: &Row, event: impl Into<Event>, now: Moment) -> Result<Step, Illegal> {
    let event = event.into();
    let word = event.word();
    let illegal = |why| Illegal { state: row.state, event: word, why };
    let next = what_follows(row, event, now).map_err(illegal)?;
    if next.row.state != row.state && !legal::is_legal(row.state, next.row.state) {
        return Err(illegal(Why::NotInTable(next.row.state)));
    }
    Ok(Step { expected: Expected::of(row), row: next.row, notice: next.notice, command: next.command })
}

fn what_follows(row: &Row, event: Event, now: Moment) -> Result<Next, Why> {
    match event {
        Event::Claim => leaving::claim(row, now),
        Event::Rest { until } => leaving::rest(row, until, now),
        Event::Judged(judgement) => leaving::judged(row, judgement, now),
        Event::Prepared(judgement) => leaving::prepared(row, judgement, now),
        Event::PreparationFailed { definite } => leaving::preparation_failed(row, definite, now),
        Event::Answer(answer) => leaving::answer(row, answer, now),
        Event::LeaseLapsed => leaving::lease_lapsed(row, now),
        Event::WorkerGone => leaving::worker_gone(row, now),
        Event::Expire => leaving::expire(row, now),
        Event::MayHaveLeft => unknown::may_have_left(row, now),
        Event::LookDue => unknown::look_due(row, now),
        Event::Look(finding) => unknown::look(row, finding, now),
        Event::LateWord => unknown::late_word(row, now),
        Event::Again(proof) => unknown::again(row, &proof, now),
        Event::ReadBackDue => published::read_back_due(row, now),
        Event::ReadBack(shown) => published::read_back(row, shown, now),
        Event::Withdrawn => published::withdrawn(row),
        Event::PersonSays(word) => people::says(row, word, now),
        Event::Cancel => people::cancel(row),
        Event::Retime(plan) => people::retime(row, plan),
        Event::Pause(reason) => people::pause(row, reason),
        Event::Lift(reason) => people::lift(row, reason),
    }
}

/// The row that is being made. Boxed, because it is handed on many times.
struct Next {
    row: Box<Row>,
    notice: Option<Notice>,
    command: Command,
}

impl Next {
    fn after(row: &Row) -> Self {
        let mut row = Box::new(row.clone());
        row.seq += 1;
        Self { row, notice: None, command: Command::Nothing }
    }
    fn then(mut self, command: Command) -> Self {
        self.command = command;
        self
    }
    fn telling(mut self, notice: Notice) -> Self {
        self.notice = Some(notice);
        self
    }
    /// Ends a worker's hold on the row.
    fn let_go(mut self, to: State) -> Self {
        self.row.state = to;
        self.row.lease_until = None;
        self
    }
    /// Back to the queue, where it waits for this pause to be lifted.
    fn waiting_for(mut self, reason: PauseReason) -> Self {
        self.row.pauses = self.row.pauses.with(reason);
        self.let_go(State::Scheduled).telling(Notice::Paused(reason))
    }
}

fn only_in(row: &Row, states: &[State]) -> Result<(), Why> {
    if states.contains(&row.state) { Ok(()) } else { Err(Why::NotInThisState) }
}

fn not_before(moment: Option<Moment>, now: Moment) -> Result<(), Why> {
    match moment {
        Some(moment) if now < moment => Err(Why::NotBefore(moment)),
        _ => Ok(()),
    }
}
