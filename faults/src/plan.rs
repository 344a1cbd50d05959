//! Which cells are played, and in which lane.

use crate::{
    cell::Cell,
    kill_point::{self, KillPoint},
    lane::Setting,
};
use anyhow::{Context as _, Result, bail};
use delivery::Class;

/// Rounds of a long run: over all cells that makes more than twelve thousand kills.
const LONG_ROUNDS: usize = 52;

/// What is played.
pub struct Plan {
    /// Which two classes a short run takes at each point follows from it.
    pub seed: u64,
    long: bool,
    only: Option<Cell>,
}

impl Plan {
    /// Reads the words: `--long`, `--seed NUMBER`, `--only "K11 B"`.
    pub fn of(words: &[String]) -> Result<Self> {
        let mut plan = Self { seed: 1, long: false, only: None };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("{word} takes a value"));
            match word.as_str() {
                "--long" => plan.long = true,
                "--seed" => plan.seed = value()?.parse().context("a seed is a number")?,
                "--only" => plan.only = Some(cell(value()?)?),
                other => bail!("{other} is not known; there are --long, --seed NUMBER and --only \"K11 B\""),
            }
        }
        Ok(plan)
    }
    /// The lanes that are played side by side.
    pub fn settings(&self, on_a_server: bool) -> Vec<Setting> {
        match (on_a_server, self.long) {
            (false, _) => vec![Setting::File],
            (true, false) => vec![Setting::File, Setting::Server(2)],
            (true, true) => vec![Setting::File, Setting::Server(1), Setting::Server(2)],
        }
    }
    /// The cells of a lane, in their order.
    pub fn cells(&self, setting: Setting) -> Vec<Cell> {
        if let Some(cell) = self.only {
            return vec![cell];
        }
        if self.long {
            let every: Vec<Cell> = kill_point::ALL.into_iter().flat_map(every_class).collect();
            return (0..LONG_ROUNDS).flat_map(|_| every.clone()).collect();
        }
        let points = kill_point::ALL.into_iter().enumerate();
        points.flat_map(|(number, point)| self.two_classes(2 * number + setting.workers(), point)).collect()
    }
    /// Two classes of those that come by the point, others for each seed and lane; twice the same where there is but one.
    fn two_classes(&self, number: usize, point: KillPoint) -> Vec<Cell> {
        let count = point.classes.len();
        let number = usize::try_from(self.seed % 60).unwrap_or(0) + number;
        let chosen = [number, number + 1].map(|at| point.classes.get(at % count).copied());
        chosen.into_iter().flatten().map(|class| Cell { point, class }).collect()
    }
}

fn every_class(point: KillPoint) -> impl Iterator<Item = Cell> {
    point.classes.iter().map(move |class| Cell { point, class: *class })
}

fn cell(text: &str) -> Result<Cell> {
    let read = text.split_once(' ').and_then(|(point, class)| {
        let (point, class) = (kill_point::named(point)?, class.parse::<Class>().ok()?);
        point.classes.contains(&class).then_some(Cell { point, class })
    });
    read.with_context(|| format!("{text:?} is no cell; a kill point and a class that comes by it: \"K11 B\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_run_kills_at_every_point_in_two_classes() {
        let plan = Plan::of(&["--seed".into(), "7".into()]).expect("a seed");
        let kills: usize = plan.settings(true).into_iter().map(|setting| plan.cells(setting).len()).sum();
        assert_eq!(kills, 24 * 2 * 2);
    }

    #[test]
    fn a_long_run_is_long_enough_for_a_release() {
        let plan = Plan::of(&["--long".into()]).expect("a word that is known");
        let kills: usize = plan.settings(true).into_iter().map(|setting| plan.cells(setting).len()).sum();
        assert!(kills >= 12_000, "{kills}");
    }

    #[test]
    fn a_cell_that_cannot_be_is_refused_in_a_sentence() {
        let refused = Plan::of(&["--only".into(), "K4 E".into()]).err().expect("no session is renewed there");
        assert!(refused.to_string().contains("is no cell"));
    }
}
