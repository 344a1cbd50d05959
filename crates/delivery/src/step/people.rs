//! What people do to a delivery: say how it is, call it off, re-time it, pause it.

use super::{Next, Notice, Why, only_in, published, unknown};
use crate::{Class, PauseReason, Pauses, PersonSays, Plan, Remote, Row, State, row::check_times, waits};
use basics::Moment;

pub(super) fn says(row: &Row, word: PersonSays, now: Moment) -> Result<Next, Why> {
    match word {
        PersonSays::ItIsThere(remote) if row.state == State::Confirmed => correct(row, remote),
        PersonSays::ItIsThere(remote) => {
            only_in(row, &[State::Asked, State::Unknown, State::NeedsHuman])?;
            Ok(published::confirmed(Next::after(row), remote, now))
        }
        PersonSays::SendIt if row.state == State::Scheduled => send_now(row),
        PersonSays::SendIt => send_it(row, now),
        PersonSays::Known if row.state.is_bad_end() => Ok(Next::after(row)),
        PersonSays::Known => Err(Why::NotInThisState),
        PersonSays::Drop => {
            only_in(row, &[State::Scheduled, State::Asked, State::NeedsHuman])?;
            Ok(Next::after(row).let_go(State::Cancelled))
        }
    }
}

/// Where only a person knows the address, a person mends it. Elsewhere the network named the object.
fn correct(row: &Row, remote: Remote) -> Result<Next, Why> {
    if row.class() != Class::Assisted {
        return Err(Why::NotInThisState);
    }
    if row.remote.as_ref() == Some(&remote) {
        return Err(Why::AlreadySo);
    }
    let mut next = Next::after(row);
    next.row.remote = Some(remote);
    Ok(next)
}

/// Somebody looked at what was held back, and lets it go on however late it is. What it waits for besides stays.
fn send_now(row: &Row) -> Result<Next, Why> {
    let looked_at: Vec<PauseReason> = row.pauses.iter().filter(|reason| reason.waits_for_a_look()).collect();
    if looked_at.is_empty() {
        return Err(Why::AlreadySo);
    }
    let mut next = Next::after(row);
    next.row.pauses = looked_at.into_iter().fold(row.pauses, Pauses::without);
    next.row.late_limit = None;
    next.row.crashes = 0;
    Ok(next)
}

/// "It is not there: send." One more attempt, but not before the last request can have no effect any more.
fn send_it(row: &Row, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::NeedsHuman])?;
    let mut next = Next::after(row);
    next.row.attempts = row.attempts.min(waits::MAX_ATTEMPTS - 1);
    next.row.crashes = 0;
    next.row.late_limit = None;
    next.row.next_at = Some(row.quarantine_ends().map_or(now, |end| end.max(now)));
    Ok(unknown::absent(next))
}

/// Before the call it is cancelled. Later it becomes a wish, granted when the outcome is known.
pub(super) fn cancel(row: &Row) -> Result<Next, Why> {
    let mut next = Next::after(row);
    match row.state {
        State::Scheduled | State::Claimed | State::Preparing | State::Asked => Ok(next.let_go(State::Cancelled)),
        _ if row.withdraw_wanted => Err(Why::AlreadySo),
        State::Sending | State::Unknown | State::Absent | State::NeedsHuman => {
            next.row.withdraw_wanted = true;
            Ok(next)
        }
        State::Confirmed | State::Verified | State::Live => {
            next.row.withdraw_wanted = true;
            Ok(next.telling(Notice::WithdrawDue))
        }
        _ => Err(Why::NotInThisState),
    }
}

/// A new plan replaces the old one, with one exception: what was attempted already stays under the handling of that
/// attempt, whose keys and times count from it.
pub(super) fn retime(row: &Row, plan: Plan) -> Result<Next, Why> {
    only_in(row, &[State::Scheduled])?;
    check_times(plan.due, plan.not_after).map_err(|_| Why::BadTimes)?;
    let mut next = Next::after(row);
    next.row.due = plan.due;
    next.row.not_after = plan.not_after;
    next.row.late_limit = plan.late_limit;
    if row.first_sending.is_none() {
        next.row.handling = plan.handling;
    }
    next.row.pauses = row.pauses.without(PauseReason::Late);
    Ok(next)
}

/// Takes it from its worker while no byte has left; later it only keeps it from being sent again, and people hear of
/// it when that comes up.
pub(super) fn pause(row: &Row, reason: PauseReason) -> Result<Next, Why> {
    if row.pauses.contains(reason) {
        return Err(Why::AlreadySo);
    }
    match row.state {
        state if state.is_before_sending() => Ok(Next::after(row).waiting_for(reason)),
        State::Sending | State::Unknown | State::Absent | State::NeedsHuman => {
            let mut next = Next::after(row);
            next.row.pauses = row.pauses.with(reason);
            Ok(next)
        }
        _ => Err(Why::NotInThisState),
    }
}

pub(super) fn lift(row: &Row, reason: PauseReason) -> Result<Next, Why> {
    if !row.pauses.contains(reason) {
        return Err(Why::AlreadySo);
    }
    let mut next = Next::after(row);
    next.row.pauses = row.pauses.without(reason);
    match reason {
        PauseReason::Late => next.row.late_limit = None,
        PauseReason::Crashes => next.row.crashes = 0,
        _ => {}
    }
    Ok(next)
}
