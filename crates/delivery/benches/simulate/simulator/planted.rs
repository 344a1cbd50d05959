//! The engine as the simulator uses it: the real one, or one with a bug planted around it. A bug that the simulator
//! does not catch means that the simulator cannot see.

use super::keeper::Compares;
use basics::Moment;
use delivery::{Answer, Event, Finding, Illegal, Judgement, Pauses, Row, State, Step, step};
use jiff::SignedDuration;

/// A bug, and the invariant that it breaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bug {
    /// I1: the call is made before `sending` is durable.
    CallsBeforeCommit,
    /// I2: a call without an answer counts as not sent.
    RetriesBlindly,
    /// I2: reads within the quarantine prove absence.
    CountsEarlyReads,
    /// I2: the quarantine counts from the first attempt.
    CountsFromFirstAttempt,
    /// I2: a read that shows nothing at all counts.
    NeedsNoControl,
    /// I2: a list that was not paged far enough counts.
    TrustsShortLists,
    /// I3: a lapsed lease puts a row in `sending` back into the queue.
    ReclaimsSending,
    /// I4: nobody is asked at the deadline.
    NeverAsks,
    /// I4: what people are told is not kept with the row.
    LosesNotices,
    /// I5: what leaves is rendered once more at the call.
    RendersAgain,
    /// I6: the judgement at the commit of `sending` is left out.
    JudgesOnce,
    /// I7: a write does not compare the row with what was read.
    WritesBlindly,
    /// I8: re-timing brings an ended delivery back.
    ReopensEnds,
    /// I9: the clock is ahead.
    ClockAhead,
    /// I9: the clock is behind.
    ClockBehind,
    /// I10: pauses are not looked at.
    IgnoresPauses,
    /// I10: a network that told another delivery to wait is asked all the same.
    AsksWhileToldToWait,
    /// I11: a part of a thread goes on when the one before it is being sent.
    GoesOnTooSoon,
    /// I12: after a restore nothing is held back.
    ForgetsEpochs,
}

impl Bug {
    /// Every planted bug.
    pub const ALL: &[Bug] = &[
        Self::CallsBeforeCommit,
        Self::RetriesBlindly,
        Self::CountsEarlyReads,
        Self::CountsFromFirstAttempt,
        Self::NeedsNoControl,
        Self::TrustsShortLists,
        Self::ReclaimsSending,
        Self::NeverAsks,
        Self::LosesNotices,
        Self::RendersAgain,
        Self::JudgesOnce,
        Self::WritesBlindly,
        Self::ReopensEnds,
        Self::ClockAhead,
        Self::ClockBehind,
        Self::IgnoresPauses,
        Self::AsksWhileToldToWait,
        Self::GoesOnTooSoon,
        Self::ForgetsEpochs,
    ];

    /// The invariant that it breaks.
    pub fn breaks(self) -> &'static str {
        match self {
            Self::CallsBeforeCommit => "I1",
            Self::RetriesBlindly
            | Self::CountsEarlyReads
            | Self::CountsFromFirstAttempt
            | Self::NeedsNoControl
            | Self::TrustsShortLists => "I2",
            Self::ReclaimsSending => "I3",
            Self::NeverAsks | Self::LosesNotices => "I4",
            Self::RendersAgain => "I5",
            Self::JudgesOnce => "I6",
            Self::WritesBlindly => "I7",
            Self::ReopensEnds => "I8",
            Self::ClockAhead | Self::ClockBehind => "I9",
            Self::IgnoresPauses | Self::AsksWhileToldToWait => "I10",
            Self::GoesOnTooSoon => "I11",
            Self::ForgetsEpochs => "I12",
        }
    }
}

/// `step` and the clock, with or without a bug.
#[derive(Clone, Copy)]
pub struct Engine(pub Option<Bug>);

impl Engine {
    fn has(self, bug: Bug) -> bool {
        self.0 == Some(bug)
    }
    /// When the clock comes back to this row.
    pub fn wakes_at(self, row: &Row) -> Option<Moment> {
        let wakes_at = if self.has(Bug::IgnoresPauses) { without_pauses(row).wakes_at() } else { row.wakes_at() };
        wakes_at.map(|at| at.plus(-self.skew()))
    }
    /// What the clock tells the row.
    pub fn wake(self, row: &Row, now: Moment) -> Option<Event> {
        let now = now.plus(self.skew());
        let happened = if self.has(Bug::IgnoresPauses) { without_pauses(row).wake(now) } else { row.wake(now) };
        happened.map(Event::from)
    }
    /// The step that follows.
    pub fn step(self, row: &Row, event: Event, now: Moment) -> Result<Step, Illegal> {
        match self.0 {
            None => step(row, event, now),
            Some(bug) => step(&spoilt_row(bug, row, &event), spoilt_event(bug, event), now.plus(self.skew())),
        }
    }
    /// What a write compares.
    pub fn compares(self) -> Compares {
        match self.0 {
            Some(Bug::WritesBlindly) => Compares::Nothing,
            Some(Bug::ReclaimsSending | Bug::ReopensEnds) => Compares::AllButState,
            _ => Compares::All,
        }
    }
    /// Whether the write of this step is left out, and its command released all the same.
    pub fn skips_write(self, step: &Step) -> bool {
        self.has(Bug::CallsBeforeCommit) && step.row().state == State::Sending
    }
    /// Whether people are told.
    pub fn tells(self) -> bool {
        !self.has(Bug::LosesNotices)
    }
    /// Whether what leaves is rendered at the call, and not what was prepared.
    pub fn renders_again(self) -> bool {
        self.has(Bug::RendersAgain)
    }
    /// Whether a part of a thread waits only until the one before it is being sent.
    pub fn goes_on_too_soon(self) -> bool {
        self.has(Bug::GoesOnTooSoon)
    }
    /// Whether nothing is held back after a restore.
    pub fn forgets_epochs(self) -> bool {
        self.has(Bug::ForgetsEpochs)
    }
    fn skew(self) -> SignedDuration {
        match self.0 {
            Some(Bug::ClockAhead) => SignedDuration::from_mins(10),
            Some(Bug::ClockBehind) => SignedDuration::from_mins(-10),
            _ => SignedDuration::ZERO,
        }
    }
}

fn without_pauses(row: &Row) -> Row {
    Row { pauses: Pauses::NONE, ..row.clone() }
}

fn spoilt_row(bug: Bug, row: &Row, event: &Event) -> Row {
    let mut row = row.clone();
    match (bug, event) {
        (Bug::CountsEarlyReads, Event::Look(_)) => row.last_sending = Some(Moment::from_micros(0)),
        (Bug::CountsFromFirstAttempt, Event::Look(_)) => row.last_sending = row.first_sending,
        (Bug::ReclaimsSending, Event::LeaseLapsed) => row.state = State::Preparing,
        (Bug::NeverAsks, _) => row.human_deadline = None,
        (Bug::ReopensEnds, Event::Retime(_)) if row.state.is_terminal() => row.state = State::Scheduled,
        (Bug::IgnoresPauses, Event::Claim) => row.pauses = Pauses::NONE,
        _ => {}
    }
    row
}

fn spoilt_event(bug: Bug, event: Event) -> Event {
    match (bug, event) {
        (Bug::RetriesBlindly, Event::Answer(Answer::Ambiguous)) => Event::Answer(Answer::NotSent),
        (Bug::NeedsNoControl, Event::Look(Finding::NotSeen { complete, .. })) => {
            Event::Look(Finding::NotSeen { control: true, complete })
        }
        (Bug::TrustsShortLists, Event::Look(Finding::NotSeen { control, .. })) => {
            Event::Look(Finding::NotSeen { control, complete: true })
        }
        (Bug::AsksWhileToldToWait, Event::Rest { .. }) => Event::Claim,
        (Bug::JudgesOnce, Event::Prepared(_)) => Event::Prepared(Judgement::Allowed),
        (_, event) => event,
    }
}
