//! Sent or not sent? Looking, proving absence, asking a person.

use super::{Command, Next, Notice, Why, leaving, not_before, only_in, published};
use crate::{Absent, Finding, Row, State, absence, waits};
use basics::Moment;

/// The outcome is open from now on. Only a read or a person closes it.
pub(super) fn becomes_unknown(next: Next, now: Moment) -> Next {
    let mut next = next.let_go(State::Unknown);
    let row = &mut next.row;
    row.ambiguous_count += 1;
    row.unknown_since = Some(now);
    row.human_deadline = Some(now.plus(waits::HUMAN_DEADLINE));
    row.looking_since = None;
    row.looks = 0;
    row.negatives = 0;
    row.last_negative = None;
    row.next_at = if row.class().can_be_read() { next_look(row, now) } else { row.quarantine_ends() };
    next.telling(Notice::Unconfirmed)
}

/// Somebody else may have sent it, as late as just now, under the same key: it is looked for as if this were our own
/// attempt, and never sent before that is known.
pub(super) fn may_have_left(row: &Row, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Scheduled, State::Claimed, State::Preparing])?;
    let mut next = Next::after(row);
    next.row.first_sending = row.first_sending.or(Some(row.due.min(now)));
    next.row.last_sending = Some(now);
    Ok(becomes_unknown(next, now))
}

/// The network names an object that is another post: no answer about this one. Only a person ends the doubt, or a look
/// that finds it.
pub(super) fn taken(next: Next, now: Moment) -> Next {
    let mut next = becomes_unknown(next, now);
    next.row.human_deadline = Some(now);
    next.let_go(State::NeedsHuman).telling(Notice::Decide)
}

/// The next look of the schedule.
fn next_look(row: &Row, now: Moment) -> Option<Moment> {
    let since = row.unknown_since?;
    waits::LOOKS.iter().map(|after| since.plus(*after)).find(|at| *at > now)
}

/// A look begins; at the deadline, and where nothing can be read, a person is asked.
pub(super) fn look_due(row: &Row, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Unknown, State::NeedsHuman])?;
    not_before(row.wakes_at(), now)?;
    let mut next = Next::after(row);
    if row.class().can_be_read() {
        next.row.looks += 1;
        next.row.looking_since = Some(now);
        next.row.next_at = next_look(row, now);
        next = next.then(Command::Look);
    } else {
        next.row.human_deadline = Some(now);
        next.row.next_at = None;
    }
    Ok(ask_at_deadline(next, now))
}

/// What the look found. "Found" counts at once; "not found" only by the rules of [`absence`].
pub(super) fn look(row: &Row, finding: Finding, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Unknown, State::NeedsHuman])?;
    let Some(began) = row.looking_since else { return Err(Why::NotInThisState) };
    let mut next = Next::after(row);
    next.row.looking_since = None;
    Ok(match finding {
        Finding::Seen(remote) => published::confirmed(next, remote, now),
        Finding::Several(earliest) => {
            next.row.remote = Some(earliest);
            next.row.next_at = None;
            next.let_go(State::Duplicate).telling(Notice::Duplicate)
        }
        Finding::NotSeen { control, complete } if row.state == State::Unknown => {
            if absence::counts(row, began, control, complete) {
                next.row.negatives += 1;
                next.row.last_negative = Some(began);
            }
            if absence::is_proven(&next.row) {
                next.row.next_at = Some(now);
                absent(next)
            } else {
                ask_at_deadline(looking_again_after_settle(next), now)
            }
        }
        Finding::Taken => {
            next.row.human_deadline = Some(now);
            ask_at_deadline(next, now)
        }
        Finding::NotSeen { .. } | Finding::NoAnswer => ask_at_deadline(next, now),
    })
}

/// After a negative that counts, the next one counts one settle time later; there is no reason to wait longer.
fn looking_again_after_settle(mut next: Next) -> Next {
    let row = &mut next.row;
    if let Some(last) = row.last_negative {
        let again = last.plus(row.handling.settle);
        row.next_at = Some(row.next_at.map_or(again, |at| at.min(again)));
    }
    next
}

/// A stale worker's report may know more: look at once.
pub(super) fn late_word(row: &Row, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Unknown, State::NeedsHuman])?;
    let mut next = Next::after(row);
    if row.class().can_be_read() {
        next.row.next_at = Some(now);
    }
    Ok(next)
}

fn ask_at_deadline(next: Next, now: Moment) -> Next {
    let open = next.row.state == State::Unknown;
    if open && next.row.human_deadline.is_some_and(|deadline| now >= deadline) {
        return next.let_go(State::NeedsHuman).telling(Notice::Decide);
    }
    next
}

/// Nothing is there. Whoever calls this has proof, and from here on the row carries it.
pub(super) fn absent(next: Next) -> Next {
    let mut next = next.let_go(State::Absent);
    next.row.human_deadline = None;
    let command = Absent::on_record(&next.row).map_or(Command::Nothing, Command::Again);
    next.then(command)
}

/// Back to the queue, unless it was called off, is past its last moment, or was tried often enough.
pub(super) fn again(row: &Row, proof: &Absent, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Absent])?;
    if !proof.is_about(row) {
        return Err(Why::OtherProof);
    }
    let next = Next::after(row);
    Ok(if row.withdraw_wanted {
        next.let_go(State::Cancelled)
    } else if row.is_expired(now) {
        next.let_go(State::Expired).telling(Notice::Expired)
    } else if row.attempts >= waits::MAX_ATTEMPTS {
        next.let_go(State::FailedFinal).telling(Notice::FailedFinal)
    } else {
        leaving::back_to_the_queue(next)
    })
}
