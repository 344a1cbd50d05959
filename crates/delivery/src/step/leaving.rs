//! From the queue to the network's answer: claim, judge, prepare, judge, send.

use super::{Command, Next, Notice, Why, not_before, only_in, published, unknown};
use crate::{
    Answer, Class, Judgement, KeyUse, PauseReason, Row, Sending, State,
    waits::{self, Jitter},
};
use basics::Moment;

/// A worker takes it. One that is past its last moment expires; one that is too late waits for a person.
pub(super) fn claim(row: &Row, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Scheduled])?;
    if let Some(missed) = missed(row, now) {
        return Ok(missed);
    }
    not_before(Some(row.starts_at()), now)?;
    if !row.open_pauses(now).is_empty() {
        return Err(Why::Paused);
    }
    let mut next = Next::after(row);
    next.row.state = State::Claimed;
    next.row.fence += 1;
    next.row.lease_until = Some(now.plus(waits::LEASE));
    next.row.next_at = None;
    next.row.pauses = row.open_pauses(now);
    Ok(next.then(Command::Judge))
}

/// It waits as long as the delivery that was told to, without a jitter of its own: whichever is due first leaves first
/// then. Nobody was asked, so it was neither an attempt nor a failure.
pub(super) fn rest(row: &Row, until: Moment, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Scheduled])?;
    if until <= now || row.next_at.is_some_and(|at| at >= until) {
        return Err(Why::AlreadySo);
    }
    let mut next = Next::after(row);
    next.row.next_at = Some(until);
    next.row.pauses = row.pauses.with(PauseReason::Rate);
    Ok(if until.since(now) > waits::LONG_WAIT { next.telling(Notice::LongWait { until }) } else { next })
}

pub(super) fn judged(row: &Row, judgement: Judgement, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Claimed])?;
    holds_lease(row, now)?;
    if let Some(missed) = missed(row, now) {
        return Ok(missed);
    }
    let mut next = Next::after(row);
    if let Judgement::Paused(reason) = judgement {
        return Ok(next.waiting_for(reason));
    }
    next.row.state = State::Preparing;
    Ok(next.then(Command::Prepare))
}

/// The commit of `sending`: everything after this may be visible.
pub(super) fn prepared(row: &Row, judgement: Judgement, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Preparing])?;
    holds_lease(row, now)?;
    if let Some(missed) = missed(row, now) {
        return Ok(missed);
    }
    let mut next = Next::after(row);
    if let Judgement::Paused(reason) = judgement {
        return Ok(next.waiting_for(reason));
    }
    if row.class() == Class::Assisted {
        return Ok(next.let_go(State::Asked).telling(Notice::AskToPost));
    }
    next.row.state = State::Sending;
    next.row.attempts += 1;
    next.row.first_sending = row.first_sending.or(Some(now));
    next.row.last_sending = Some(now);
    next.row.lease_until = Some(now.plus(waits::LEASE));
    let sending = Sending::of(&next.row, key_use(row, now), now);
    Ok(next.then(Command::Send(sending)))
}

/// A network may have seen the key since the first commit of `sending`, and honours it for its window. An id of our
/// own choice (class A) is honoured for ever.
fn key_use(row: &Row, now: Moment) -> KeyUse {
    match (row.first_sending, row.handling.key_window) {
        (None, _) => KeyUse::Fresh,
        (Some(_), _) if row.class() == Class::A => KeyUse::Guards,
        (Some(first), Some(window)) if now < first.plus(window) => KeyUse::Guards,
        (Some(_), _) => KeyUse::Spent,
    }
}

pub(super) fn preparation_failed(row: &Row, definite: bool, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Preparing])?;
    let next = Next::after(row);
    if definite {
        return Ok(next.let_go(State::Rejected).telling(Notice::Rejected));
    }
    Ok(set_back(next, now).let_go(State::Scheduled))
}

pub(super) fn answer(row: &Row, answer: Answer, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Sending])?;
    let next = Next::after(row);
    Ok(match answer {
        Answer::Done(remote) => published::confirmed(next, remote, now),
        Answer::Duplicate if row.ambiguous_count > 0 => unknown::becomes_unknown(next, now),
        Answer::Refused | Answer::Duplicate => next.let_go(State::Rejected).telling(Notice::Rejected),
        Answer::NotSent => unknown::absent(set_back(next, now)),
        Answer::RateLimited { until } => unknown::absent(rate_limited(next, until, now)),
        Answer::Taken => unknown::taken(next, now),
        Answer::Ambiguous => unknown::becomes_unknown(next, now),
    })
}

/// Waits longer after each failure in which nothing was sent.
fn set_back(mut next: Next, now: Moment) -> Next {
    let jitter = Jitter::of(&next.row);
    next.row.next_at = Some(now.plus(waits::back_off(next.row.setbacks, jitter)));
    next.row.setbacks += 1;
    next
}

/// Waits as long as the network asked for. The network did not perform the call, so it was no attempt.
fn rate_limited(mut next: Next, until: Option<Moment>, now: Moment) -> Next {
    let jitter = Jitter::of(&next.row);
    let wait = match until {
        Some(until) => waits::asked_for(until.since(now), jitter),
        None => waits::back_off(next.row.setbacks, jitter),
    };
    let until = now.plus(wait);
    next.row.next_at = Some(until);
    next.row.setbacks += 1;
    next.row.attempts = next.row.attempts.saturating_sub(1);
    next.row.pauses = next.row.pauses.with(PauseReason::Rate);
    if wait > waits::LONG_WAIT { next.telling(Notice::LongWait { until }) } else { next }
}

pub(super) fn lease_lapsed(row: &Row, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Claimed, State::Preparing, State::Sending])?;
    not_before(row.lease_until, now)?;
    worker_gone(row, now)
}

/// Before `sending` no byte has left, and the next worker may begin anew. From `sending` on nobody knows.
pub(super) fn worker_gone(row: &Row, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Claimed, State::Preparing, State::Sending])?;
    let mut next = Next::after(row);
    next.row.crashes += 1;
    if row.state == State::Sending {
        return Ok(unknown::becomes_unknown(next, now));
    }
    Ok(back_to_the_queue(next))
}

/// A delivery over which workers keep dying is set aside until a person looks at it. One that is paused says so again.
pub(super) fn back_to_the_queue(next: Next) -> Next {
    if next.row.crashes >= waits::MAX_CRASHES {
        return next.waiting_for(PauseReason::Crashes);
    }
    let held_by = next.row.pauses.without(PauseReason::Rate).iter().next();
    let next = next.let_go(State::Scheduled);
    match held_by {
        Some(reason) => next.telling(Notice::Paused(reason)),
        None => next,
    }
}

pub(super) fn expire(row: &Row, now: Moment) -> Result<Next, Why> {
    if !row.state.is_before_sending() {
        return Err(Why::NotInThisState);
    }
    match row.not_after {
        Some(_) if row.is_expired(now) => Ok(Next::after(row).let_go(State::Expired).telling(Notice::Expired)),
        Some(last) if now > last => Err(Why::Paused),
        Some(last) => Err(Why::NotBefore(last)),
        None => Err(Why::NotInThisState),
    }
}

/// What becomes of it when it is past its last moment or its limit of lateness; nothing if it is neither.
fn missed(row: &Row, now: Moment) -> Option<Next> {
    if row.is_expired(now) {
        return Some(Next::after(row).let_go(State::Expired).telling(Notice::Expired));
    }
    let held_already = row.pauses.contains(PauseReason::Late);
    (row.is_too_late(now) && !held_already).then(|| Next::after(row).waiting_for(PauseReason::Late))
}

fn holds_lease(row: &Row, now: Moment) -> Result<(), Why> {
    match row.lease_until {
        Some(until) if now >= until => Err(Why::LeaseOver(until)),
        _ => Ok(()),
    }
}
