//! What must hold for every delivery, whatever happened to it: checked by the simulator after each life, and good for
//! a nightly run over the transition log. A history is told by somebody who sees both our store and the network.
//!
//! I10 (freeze), I11 (threads) and I12 (restore) are kept by one rule of the engine, that nothing leaves while a pause is
//! open. They are three rules here, since whoever opens and lifts the pauses may be wrong too.

use crate::{Class, Notice, PauseReason, Pauses, Row, State, legal, waits};
use basics::{Digest, Moment};
use jiff::SignedDuration;

/// One line of the transition log: the row as it was kept.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// When it was kept.
    pub at: Moment,
    /// Its state from then on.
    pub state: State,
    /// Its sequence number.
    pub seq: u32,
    /// Its fence.
    pub fence: u32,
    /// Its time.
    pub due: Moment,
    /// Its last moment.
    pub not_after: Option<Moment>,
    /// How late it may leave without a person being asked; none: however late.
    pub late_limit: Option<SignedDuration>,
}

impl Line {
    /// The line for a row kept at this moment.
    pub fn of(row: &Row, at: Moment) -> Self {
        let Row { state, seq, fence, due, not_after, late_limit, .. } = *row;
        Self { at, state, seq, fence, due, not_after, late_limit }
    }
}

/// One thing that happened.
#[derive(Clone, Copy, Debug)]
pub enum Fact {
    /// A row became durable.
    Kept(Line),
    /// The first byte of the irreversible call left, under this fence.
    Began {
        /// When.
        at: Moment,
        /// Under which fence.
        fence: u32,
        /// What left.
        bytes: Digest,
    },
    /// This was approved to leave, in place of what was approved before.
    Approved(Digest),
    /// It is a part of a thread, and the part before it is confirmed or not yet.
    PartBefore {
        /// Whether it is.
        confirmed: bool,
    },
    /// The database was put back to an earlier state: the row as the backup has it, and the pauses that are open there.
    Restored(Line, Pauses),
    /// A person looked at the network after that, and let it go on.
    LookedAt,
    /// An object became visible on the network.
    Visible,
    /// People were told.
    Told(Notice),
    /// The authority behind the post came or went.
    Authority(bool),
    /// A pause was opened or lifted by somebody.
    Pause(PauseReason, bool),
    /// Its network is not asked before then.
    Rests {
        /// When the wait is over.
        until: Moment,
    },
    /// Nothing of ours ran for so long.
    Outage(SignedDuration),
}

/// The life of one delivery, in order.
#[derive(Clone, Debug)]
pub struct History {
    /// Its class.
    pub class: Class,
    /// Until when it was watched.
    pub until: Moment,
    /// What happened.
    pub facts: Vec<Fact>,
}

/// An invariant does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{invariant}: {what}")]
pub struct Violation {
    /// Its number in the specification.
    pub invariant: &'static str,
    /// What happened.
    pub what: String,
}

fn violation<T>(invariant: &'static str, what: impl Into<String>) -> Result<T, Violation> {
    Err(Violation { invariant, what: what.into() })
}

/// Checks every invariant.
pub fn check(history: &History) -> Result<(), Violation> {
    i1_no_effect_without_a_durable_sending(history)?;
    i2_at_most_one_visible_object(history)?;
    i3_the_way_back_leads_through_absent(history)?;
    i4_it_ends_or_a_person_is_told(history)?;
    i5_what_leaves_was_approved(history)?;
    i6_authority_held_when_sending_was_committed(history)?;
    i7_a_stale_fence_changes_nothing(history)?;
    i8_the_end_is_the_end(history)?;
    i9_it_leaves_within_its_times(history)?;
    i10_nothing_leaves_while_paused(history)?;
    i11_a_part_waits_for_the_part_before_it(history)?;
    i12_nothing_leaves_after_a_restore_unseen(history)
}

impl History {
    /// Each change of the row, from the line before it. What a restore put back is no change: a new beginning.
    fn changes(&self) -> impl Iterator<Item = (&Line, &Line)> {
        let mut before = None;
        self.facts.iter().filter_map(move |fact| match fact {
            Fact::Kept(line) => before.replace(line).map(|from| (from, line)),
            Fact::Restored(line, _) => {
                before = Some(line);
                None
            }
            _ => None,
        })
    }
}

/// Each first byte has its own commit of `sending`, before it and with the same fence.
pub fn i1_no_effect_without_a_durable_sending(history: &History) -> Result<(), Violation> {
    let mut allowed = None;
    for fact in &history.facts {
        match fact {
            Fact::Kept(line) if line.state == State::Sending => allowed = allowed.max(Some(line.fence)),
            Fact::Restored(..) => allowed = None,
            Fact::Began { fence, at, .. } if allowed != Some(*fence) => {
                return violation(
                    "I1",
                    format!("a call began at {at} under fence {fence} that `sending` was not kept with"),
                );
            }
            _ => {}
        }
    }
    Ok(())
}

/// One intention has one object: strictly for A and B; for the others, one more for each time a person said "send".
pub fn i2_at_most_one_visible_object(history: &History) -> Result<(), Violation> {
    let visible = history.facts.iter().filter(|fact| matches!(fact, Fact::Visible)).count();
    if visible <= 1 {
        return Ok(());
    }
    let said_send = |(from, to): &(&Line, &Line)| from.state == State::NeedsHuman && to.state == State::Absent;
    let by_people = match history.class {
        Class::A | Class::B => 0,
        _ => history.changes().filter(said_send).count(),
    };
    if visible > 1 + by_people {
        return violation(
            "I2",
            format!("{visible} objects became visible for one delivery of class {}", history.class),
        );
    }
    Ok(())
}

/// Every change is in the table; what may have been sent comes back only by way of `absent`.
pub fn i3_the_way_back_leads_through_absent(history: &History) -> Result<(), Violation> {
    for (from, to) in history.changes() {
        let open = matches!(from.state, State::Sending | State::Unknown | State::NeedsHuman);
        if open && to.state.is_before_sending() {
            return violation(
                "I3",
                format!("{} became {} without proof of absence at {}", from.state, to.state, to.at),
            );
        }
        if from.state != to.state && !legal::is_legal(from.state, to.state) && !from.state.is_terminal() {
            return violation("I3", format!("{} became {} at {}", from.state, to.state, to.at));
        }
    }
    Ok(())
}

/// No delivery stays without an answer longer than the deadline unless a person was told; none ends in the middle.
pub fn i4_it_ends_or_a_person_is_told(history: &History) -> Result<(), Violation> {
    // A worker that dies while asking is noticed one lease later, and who is off cannot ask.
    let mut patience = waits::HUMAN_DEADLINE + waits::LEASE;
    let mut unknown_since: Option<Moment> = None;
    let mut told = None;
    let mut last = State::Scheduled;
    for fact in &history.facts {
        match fact {
            Fact::Told(notice) => told = Some(*notice),
            Fact::Outage(length) => patience += *length,
            Fact::Kept(line) => {
                overdue(unknown_since, line.at, patience)?;
                unknown_since = (line.state == State::Unknown).then(|| unknown_since.unwrap_or(line.at));
                last = line.state;
            }
            // Who was asked before is asked anew: the question is not in the backup.
            Fact::Restored(line, _) => {
                unknown_since = (line.state == State::Unknown).then_some(line.at);
                last = line.state;
            }
            _ => {}
        }
    }
    overdue(unknown_since, history.until, patience)?;
    if !may_rest(last, told) {
        return violation("I4", format!("it stays {last}, and the last that people were told is {told:?}"));
    }
    Ok(())
}

/// Whether a delivery may stay as it is, after the last thing that people were told about it.
fn may_rest(state: State, told: Option<Notice>) -> bool {
    match state {
        State::Scheduled => matches!(told, Some(Notice::Paused(_))),
        State::Asked => told == Some(Notice::AskToPost),
        State::NeedsHuman => told == Some(Notice::Decide),
        State::Confirmed | State::Verified => true,
        _ => state.is_terminal(),
    }
}

fn overdue(since: Option<Moment>, now: Moment, patience: SignedDuration) -> Result<(), Violation> {
    match since {
        Some(since) if now > since.plus(patience) => {
            violation("I4", format!("unknown since {since}, and at {now} nobody has been asked"))
        }
        _ => Ok(()),
    }
}

/// What leaves is what was approved at the commit of `sending`, to the byte.
pub fn i5_what_leaves_was_approved(history: &History) -> Result<(), Violation> {
    let (mut approved, mut may_leave) = (None, None);
    let mut before = State::Scheduled;
    for fact in &history.facts {
        match fact {
            Fact::Approved(digest) => approved = Some(digest),
            Fact::Kept(line) => {
                if leaves(before, line.state) {
                    may_leave = approved;
                }
                before = line.state;
            }
            Fact::Restored(line, _) => before = line.state,
            Fact::Began { at, bytes, .. } if may_leave != Some(bytes) => {
                return violation("I5", format!("at {at} {bytes} left, and {may_leave:?} was approved"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The authority behind the post held at each commit of `sending`.
pub fn i6_authority_held_when_sending_was_committed(history: &History) -> Result<(), Violation> {
    let mut held = true;
    let mut before = State::Scheduled;
    for fact in &history.facts {
        match fact {
            Fact::Authority(now_held) => held = *now_held,
            Fact::Kept(line) => {
                if leaves(before, line.state) && !held {
                    return violation("I6", format!("it left at {} without authority", line.at));
                }
                before = line.state;
            }
            Fact::Restored(line, _) => before = line.state,
            _ => {}
        }
    }
    Ok(())
}

/// Each change starts from the row as it was last kept, and only a claim takes a new fence.
pub fn i7_a_stale_fence_changes_nothing(history: &History) -> Result<(), Violation> {
    for (from, to) in history.changes() {
        let claimed = u32::from(from.state != State::Claimed && to.state == State::Claimed);
        if to.seq != from.seq + 1 || to.fence != from.fence + claimed {
            return violation(
                "I7",
                format!("row {} fence {} followed row {} fence {}", to.seq, to.fence, from.seq, from.fence),
            );
        }
    }
    Ok(())
}

/// Terminal states never change, but what is live may be altered, vanish or be withdrawn.
pub fn i8_the_end_is_the_end(history: &History) -> Result<(), Violation> {
    for (from, to) in history.changes() {
        if from.state.is_terminal() && from.state != to.state && !legal::is_legal(from.state, to.state) {
            return violation("I8", format!("{} was the end, and became {} at {}", from.state, to.state, to.at));
        }
    }
    Ok(())
}

/// Nothing leaves before its time or after its last moment.
pub fn i9_it_leaves_within_its_times(history: &History) -> Result<(), Violation> {
    for (from, to) in history.changes().filter(|(from, to)| leaves(from.state, to.state)) {
        if to.at < from.due || from.not_after.is_some_and(|last| to.at > last) {
            return violation("I9", format!("due {}, not after {:?}, left {}", from.due, from.not_after, to.at));
        }
    }
    if left_late(history) {
        return violation("I9", "it left later than its limit, and nobody had been asked");
    }
    Ok(())
}

/// Whether it ever left later than it may without a person being asked.
pub fn left_late(history: &History) -> bool {
    let late = |from: &Line, at: Moment| from.late_limit.is_some_and(|limit| at > from.due.plus(limit));
    history.changes().any(|(from, to)| leaves(from.state, to.state) && late(from, to.at))
}

/// Nothing leaves while a pause is open: freeze, thread, restore, a network that asked us to wait.
pub fn i10_nothing_leaves_while_paused(history: &History) -> Result<(), Violation> {
    let mut open = Pauses::NONE;
    let mut before = State::Scheduled;
    let mut rests_until: Option<Moment> = None;
    for fact in &history.facts {
        match fact {
            Fact::Rests { until } => rests_until = rests_until.max(Some(*until)),
            Fact::Began { at, .. } if rests_until.is_some_and(|until| *at < until) => {
                return violation(
                    "I10",
                    format!("a call began at {at}, and the network asked for a wait until {rests_until:?}"),
                );
            }
            Fact::Pause(reason, true) => open = open.with(*reason),
            Fact::Pause(reason, false) => open = open.without(*reason),
            // How long a network asked us to wait is forgotten with the rest.
            Fact::Restored(line, pauses) => (before, open, rests_until) = (line.state, *pauses, None),
            Fact::Kept(line) => {
                if leaves(before, line.state) && !open.is_empty() {
                    return violation("I10", format!("it left at {} while {open:?} was open", line.at));
                }
                before = line.state;
            }
            _ => {}
        }
    }
    Ok(())
}

/// A part of a thread leaves only after the part before it was confirmed.
pub fn i11_a_part_waits_for_the_part_before_it(history: &History) -> Result<(), Violation> {
    let mut waits = false;
    let mut before = State::Scheduled;
    for fact in &history.facts {
        match fact {
            Fact::PartBefore { confirmed } => waits = !confirmed,
            Fact::Restored(line, _) => before = line.state,
            Fact::Kept(line) => {
                if leaves(before, line.state) && waits {
                    return violation("I11", format!("it left at {} before the part before it was there", line.at));
                }
                before = line.state;
            }
            _ => {}
        }
    }
    Ok(())
}

/// After a restore nothing leaves before it was proven not to be there, or a person has looked.
pub fn i12_nothing_leaves_after_a_restore_unseen(history: &History) -> Result<(), Violation> {
    let mut unseen = false;
    let mut before = State::Scheduled;
    for fact in &history.facts {
        match fact {
            Fact::Restored(line, _) => (before, unseen) = (line.state, true),
            Fact::LookedAt => unseen = false,
            Fact::Kept(line) => {
                if leaves(before, line.state) && unseen {
                    return violation("I12", format!("it left at {} after a restore, and nobody had looked", line.at));
                }
                unseen &= !(before == State::Unknown && line.state == State::Absent);
                before = line.state;
            }
            _ => {}
        }
    }
    Ok(())
}

fn leaves(from: State, to: State) -> bool {
    from != to && matches!(to, State::Sending | State::Asked)
}
