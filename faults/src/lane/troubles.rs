//! What a delivery meets that kills nobody: a process that sleeps, a network that answers something else, a clock that
//! somebody sets.

use super::{Lane, MINUTE, deaths::DIES_WITHIN, time::QUIET};
use crate::{
    blow::Way,
    cell::Cell,
    wire::{Call, Cut, Trap},
};
use anyhow::Result;
use basics::PostId;
use networks::practice::{Calls, Fault, Host};
use std::time::{Duration, Instant};

impl Lane {
    /// Lets the delivery meet what does not kill. Whether it was met.
    pub(super) async fn brings_trouble(&mut self, cell: Cell, post: PostId) -> Result<bool> {
        let class = cell.class;
        match cell.blow.way {
            Way::Stopping(call, cut) => {
                self.workers.only_stop(true);
                self.wire.set(Trap { class, call, cut });
                self.goes_on(MINUTE)?;
                let reached = self.sleeps_long(post).await;
                self.workers.only_stop(false);
                self.workers.go_on()?;
                // What it wakes up with it does now.
                tokio::time::sleep(QUIET).await;
                return reached;
            }
            Way::Answering(when, effect) => {
                let host = Host::ALL.into_iter().find(|host| host.class() == class);
                self.practice.plan(Fault { host, calls: Calls::Publish, when, effect: effect() });
                self.goes_on(MINUTE)?;
            }
            Way::Dripping => {
                self.wire.set(Trap { class, call: Call::Publish, cut: Cut::InDrops });
                self.goes_on(MINUTE)?;
            }
            Way::SettingTheClock(by) if by.is_negative() => {
                self.others_go_by(by)?;
                tokio::time::sleep(QUIET).await;
                self.goes_on(MINUTE)?;
            }
            Way::SettingTheClock(by) => self.goes_on(by)?,
            _ => anyhow::bail!("{cell} kills"),
        }
        self.settles(post).await?;
        Ok(true)
    }

    /// A process sleeps for longer than any lease and quarantine. Where there is another one, it goes on with the work.
    async fn sleeps_long(&self, post: PostId) -> Result<bool> {
        let since = Instant::now();
        while !self.workers.one_is_stopped() {
            if since.elapsed() > DIES_WITHIN {
                return Ok(false);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        self.one_is_gone(post).await;
        if self.setting.workers() > 1 {
            self.settles(post).await?;
        } else {
            self.goes_on(MINUTE * 10)?;
        }
        Ok(true)
    }
}
