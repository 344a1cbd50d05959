//! The time of a lane: the clock goes on to the next moment at which something is to happen, whenever nothing does.

use super::{GROUP, Lane};
use crate::cell::is_settled;
use anyhow::{Context as _, Result};
use basics::PostId;
use delivery::State;
use jiff::SignedDuration;
use std::{
    fs,
    time::{Duration, Instant},
};
use store::{Clock, DeliveryRow};

/// How long nothing may change until the clock goes on to the next moment at which something is to.
pub(super) const QUIET: Duration = Duration::from_millis(450);
/// The same while a process has a delivery in its hands.
const AT_WORK: Duration = Duration::from_secs(6);
/// How long a delivery may take until it is settled, by the clock on the wall.
const SETTLES_WITHIN: Duration = Duration::from_mins(1);

/// Since when nothing changed.
pub(super) struct Quiet {
    seen: Vec<u32>,
    since: Instant,
}

impl Quiet {
    pub(super) fn now() -> Self {
        Self { seen: Vec::new(), since: Instant::now() }
    }
}

impl Lane {
    /// Lives on until its delivery is settled, every deletion too, and gives it.
    pub(super) async fn settles(&self, post: PostId) -> Result<DeliveryRow> {
        let since = Instant::now();
        let mut quiet = Quiet::now();
        loop {
            let rows = self.world.deliveries(GROUP, post).await;
            let deletes = rows.iter().any(DeliveryRow::deletes);
            let published = rows.iter().find(|row| !row.deletes()).context("a post without a delivery")?;
            let is_gone = !deletes || published.row.state.is_terminal() && published.row.state != State::Live;
            if (rows.iter().all(is_settled) && is_gone) || since.elapsed() > SETTLES_WITHIN {
                return Ok(published.clone());
            }
            self.nudged(post, &mut quiet).await?;
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
    }

    /// Where nothing has changed for a while, the clock goes on to the next moment at which something is to.
    pub(super) async fn nudged(&self, post: PostId, quiet: &mut Quiet) -> Result<()> {
        let rows = self.world.deliveries(GROUP, post).await;
        let seen: Vec<u32> = rows.iter().map(|row| row.row.seq).collect();
        if quiet.seen != seen {
            *quiet = Quiet { seen, since: Instant::now() };
            return Ok(());
        }
        if quiet.since.elapsed() < self.patience(&rows) {
            return Ok(());
        }
        quiet.since = Instant::now();
        let now = self.world.now();
        let next = rows.iter().filter_map(|row| row.row.wakes_at()).filter(|at| *at > now).min();
        match next {
            Some(at) => self.goes_on(at.since(now) + SignedDuration::from_millis(1)),
            None => Ok(()),
        }
    }

    /// A process that is alive and at work is not to lose its lease because this machine is slow.
    fn patience(&self, rows: &[DeliveryRow]) -> Duration {
        let left = self.left.borrow();
        let at_work = rows.iter().any(|row| is_held(row) && !left.contains(&(row.id, row.row.fence)));
        if at_work { AT_WORK } else { QUIET }
    }

    /// Keeps in mind what a process holds that is gone now, so that nobody waits for it.
    pub(super) async fn one_is_gone(&self, post: PostId) {
        let rows = self.world.deliveries(GROUP, post).await;
        let held = rows.iter().filter(|row| is_held(row)).map(|row| (row.id, row.row.fence));
        self.left.borrow_mut().extend(held);
    }

    /// Moves the clock of everybody: of this rig, of its practice network, and of the processes.
    pub(super) fn goes_on(&self, by: SignedDuration) -> Result<()> {
        self.world.here.store.clock().advance(by);
        self.others_go_by(SignedDuration::ZERO)
    }

    /// The processes go by the clock of this rig, or by one that is off by so much.
    pub(super) fn others_go_by(&self, off: SignedDuration) -> Result<()> {
        let clock = self.world.here.store.clock();
        let ahead = (clock.now().since(Clock::of_the_machine().now()) + off).as_micros();
        let file = self.workers.recipe().ahead();
        fs::write(file.with_extension("new"), ahead.to_string())?;
        fs::rename(file.with_extension("new"), file).context("the time could not be written")
    }
}

fn is_held(row: &DeliveryRow) -> bool {
    matches!(row.row.state, State::Claimed | State::Preparing | State::Sending)
}
