//! It is there: read it back, look again, and see it go.

use super::{Command, Next, Notice, Why, not_before, only_in, unknown};
use crate::{ReadBack, Remote, Row, State, waits};
use basics::Moment;
use jiff::SignedDuration;

/// The network, a read or a person names the object.
pub(super) fn confirmed(next: Next, remote: Remote, now: Moment) -> Next {
    let mut next = next.let_go(State::Confirmed);
    let row = &mut next.row;
    row.remote = Some(remote);
    row.confirmed_at = Some(now);
    row.human_deadline = None;
    row.setbacks = 0;
    row.next_at = if row.class().can_be_read() { next_of(&waits::READ_BACKS, row, now) } else { None };
    if row.withdraw_wanted { next.telling(Notice::WithdrawDue) } else { next }
}

/// The next look of the schedule; after its end, when as much time again has passed. A network that does not answer is
/// asked ever more rarely, but nothing stays unverified for good.
fn next_of(schedule: &[SignedDuration], row: &Row, now: Moment) -> Option<Moment> {
    let since = row.confirmed_at?;
    let scheduled = schedule.iter().map(|after| since.plus(*after)).find(|at| *at > now);
    scheduled.or_else(|| Some(now.plus(now.since(since))))
}

pub(super) fn read_back_due(row: &Row, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Confirmed, State::Verified])?;
    not_before(row.next_at, now)?;
    let schedule: &[SignedDuration] =
        if row.state == State::Confirmed { &waits::READ_BACKS } else { &waits::SECOND_LOOKS };
    let mut next = Next::after(row);
    next.row.next_at = next_of(schedule, row, now);
    Ok(next.then(Command::ReadBack))
}

pub(super) fn read_back(row: &Row, shown: ReadBack, now: Moment) -> Result<Next, Why> {
    only_in(row, &[State::Confirmed, State::Verified, State::Live])?;
    let mut next = Next::after(row);
    Ok(match (row.state, shown) {
        (State::Confirmed, ReadBack::NotOurs) => {
            next.row.remote = None;
            unknown::becomes_unknown(next, now)
        }
        (State::Confirmed, ReadBack::Matches) => {
            next.row.next_at = next_of(&waits::SECOND_LOOKS, row, now);
            next.let_go(State::Verified)
        }
        (State::Verified, ReadBack::Matches) if is_second_look(row, now) => ended(next, State::Live),
        (_, ReadBack::Altered | ReadBack::NotOurs) => ended(next, State::Altered).telling(Notice::Altered),
        (_, ReadBack::Gone) => ended(next, State::Vanished).telling(Notice::Vanished),
        (State::Live, ReadBack::Matches | ReadBack::NoAnswer) => return Err(Why::AlreadySo),
        (_, ReadBack::Matches | ReadBack::NoAnswer) => next,
    })
}

fn is_second_look(row: &Row, now: Moment) -> bool {
    row.confirmed_at.is_some_and(|at| now >= at.plus(waits::SECOND_LOOKS[0]))
}

pub(super) fn withdrawn(row: &Row) -> Result<Next, Why> {
    only_in(row, &[State::Confirmed, State::Verified, State::Live])?;
    Ok(ended(Next::after(row), State::Withdrawn))
}

fn ended(mut next: Next, state: State) -> Next {
    next.row.next_at = None;
    next.let_go(state)
}
