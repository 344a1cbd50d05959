//! How a process is brought to die at a point.

use super::{Lane, MINUTE, time::Quiet};
use crate::{
    blow::Way,
    cell::Cell,
    wire::{Call, Cut, Trap, publish_beside},
};
use acts::posts;
use anyhow::{Context as _, Result};
use basics::PostId;
use delivery::Class;
use std::{
    fs,
    time::{Duration, Instant},
};
use stories::ALL_CLASSES;

/// How long a process may take until it comes by the point at which it dies.
pub(super) const DIES_WITHIN: Duration = Duration::from_secs(20);
/// More than a page of a list.
const MANY: usize = 45;

impl Lane {
    /// Lets the delivery go on until the process dies at the point. Whether it died.
    pub(super) async fn brings_to_death(&mut self, cell: Cell, post: PostId, text: &str) -> Result<bool> {
        let class = cell.class;
        let trap = |call, cut| Trap { class, call, cut };
        match cell.blow.way {
            Way::Inside => self.wish(cell)?,
            Way::AtTheWire(call, cut) => self.wire.set(trap(call, cut)),
            Way::Uploading(cut) => self.wire.set(trap(Call::Upload, cut)),
            Way::Renewing(cut) => {
                self.practice.end_sessions();
                self.wire.set(trap(Call::Renew, cut));
            }
            Way::OnceThere => {
                self.goes_on(MINUTE)?;
                self.wish(cell)?;
                return self.one_dies(post, false).await;
            }
            Way::ReadingBack => {
                self.goes_on(MINUTE)?;
                self.settles(post).await?;
                self.wire.set(trap(Call::ReadOne, Cut::AtArrival));
            }
            Way::Withdrawing => {
                self.goes_on(MINUTE)?;
                let row = self.settles(post).await?;
                self.wire.set(trap(Call::Delete, Cut::BeforeAnswer));
                posts::withdraw(&self.world.here, self.group(), &self.author(), row.id).await?;
            }
            Way::LookingFar => {
                self.wire.set(trap(Call::Publish, Cut::BeforeAnswer));
                self.goes_on(MINUTE)?;
                if !self.one_dies(post, false).await? {
                    return Ok(false);
                }
                self.publish_many(class, MANY, |number| format!("Beside {text}: {number}")).await?;
                self.wire.set(trap(Call::NextPage, Cut::AtArrival));
                self.stand().await?;
                return self.one_dies(post, true).await;
            }
            _ => anyhow::bail!("{cell} kills nobody"),
        }
        if !matches!(cell.blow.way, Way::Withdrawing | Way::ReadingBack) {
            self.goes_on(MINUTE)?;
        }
        self.one_dies(post, true).await
    }

    fn wish(&self, cell: Cell) -> Result<()> {
        let wish = self.workers.recipe().wish();
        fs::write(wish.with_extension("new"), cell.to_string())?;
        fs::rename(wish.with_extension("new"), wish).context("the wish could not be written")
    }

    /// Another program publishes with the same account.
    pub(super) async fn publish_many(&self, class: Class, many: usize, text: impl Fn(usize) -> String) -> Result<()> {
        let account = ALL_CLASSES.accounts.iter().find(|(_, host, _)| host.class() == class);
        let (title, host, handle) = account.context("every class has an account")?;
        let access = self.practice.account(*host, handle, title);
        for number in 0..many {
            publish_beside(self.server, *host, access.key.expose(), &text(number)).await?;
        }
        Ok(())
    }

    /// Waits until a process has died; where time is to go by meanwhile, the clock goes on whenever nothing happens.
    async fn one_dies(&self, post: PostId, time_goes_by: bool) -> Result<bool> {
        let since = Instant::now();
        let mut quiet = Quiet::now();
        while since.elapsed() < DIES_WITHIN {
            if self.workers.one_died() {
                self.one_is_gone(post).await;
                return Ok(true);
            }
            if time_goes_by {
                self.nudged(post, &mut quiet).await?;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(false)
    }
}
