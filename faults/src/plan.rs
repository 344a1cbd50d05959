//! Which cells are played, and in which lane.

use crate::{
    blow::{Blow, KILLS, OTHERS, named},
    cell::Cell,
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
            let every: Vec<Cell> = KILLS.into_iter().chain(OTHERS).flat_map(every_class).collect();
            return (0..LONG_ROUNDS).flat_map(|_| every.clone()).collect();
        }
        let kills = KILLS.into_iter().enumerate();
        let kills = kills.flat_map(|(number, blow)| self.classes(2, 2 * number + setting.workers(), blow));
        let others = OTHERS.into_iter().enumerate();
        kills.chain(others.flat_map(|(number, blow)| self.classes(1, number + setting.workers(), blow))).collect()
    }
    /// So many classes of those that come by it, others for each seed and lane; the same again where there are fewer.
    fn classes(&self, many: usize, number: usize, blow: Blow) -> Vec<Cell> {
        let count = blow.classes.len();
        let first = usize::try_from(self.seed % 60).unwrap_or(0) + number;
        let chosen = (first..first + many).map(|at| blow.classes.get(at % count).copied());
        chosen.flatten().map(|class| Cell { blow, class }).collect()
    }
}

fn every_class(blow: Blow) -> impl Iterator<Item = Cell> {
    blow.classes.iter().map(move |class| Cell { blow, class: *class })
}

fn cell(text: &str) -> Result<Cell> {
    let read = text.split_once(' ').and_then(|(blow, class)| {
        let (blow, class) = (named(blow)?, class.parse::<Class>().ok()?);
        blow.classes.contains(&class).then_some(Cell { blow, class })
    });
    read.with_context(|| format!("{text:?} is no cell; a kill point, say, and a class that comes by it: \"K11 B\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kills(plan: &Plan) -> usize {
        let cells = plan.settings(true).into_iter().flat_map(|setting| plan.cells(setting));
        cells.filter(|cell| cell.blow.way.kills()).count()
    }

    #[test]
    fn a_short_run_kills_at_every_point_in_two_classes() {
        let plan = Plan::of(&["--seed".into(), "7".into()]).expect("a seed");
        assert_eq!(kills(&plan), 24 * 2 * 2);
    }

    #[test]
    fn a_long_run_is_long_enough_for_a_release() {
        let plan = Plan::of(&["--long".into()]).expect("a word that is known");
        assert!(kills(&plan) >= 12_000, "{}", kills(&plan));
    }

    #[test]
    fn a_cell_that_cannot_be_is_refused_in_a_sentence() {
        let refused = Plan::of(&["--only".into(), "K4 E".into()]).err().expect("no session is renewed there");
        assert!(refused.to_string().contains("is no cell"));
    }
}
