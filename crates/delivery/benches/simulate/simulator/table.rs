//! The closing table: class × what was simulated × doubled × lost × late.

use super::scene::Scene;
use delivery::Class;
use std::{fmt, iter::zip};

/// What became of the deliveries of one class in one scene.
#[derive(Clone, Copy, Default)]
pub struct Cell {
    /// How many there were.
    pub deliveries: u64,
    /// How many are there more than once.
    pub doubled: u64,
    /// How many are not what their row says.
    pub lost: u64,
    /// How many left later than they may without a person being asked.
    pub late: u64,
}

/// A cell for each class in each scene.
#[derive(Clone, Copy, Default)]
pub struct Table([[Cell; Scene::ALL.len()]; Class::ALL.len()]);

impl Table {
    /// The cell of a class in a scene.
    pub fn cell(&mut self, class: Class, scene: Scene) -> &mut Cell {
        &mut self.0[class as usize][scene as usize]
    }
    /// Both together.
    pub fn and(mut self, other: Self) -> Self {
        for (cell, more) in zip(self.0.as_flattened_mut(), other.0.as_flattened()) {
            cell.deliveries += more.deliveries;
            cell.doubled += more.doubled;
            cell.lost += more.lost;
            cell.late += more.late;
        }
        self
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<9} {:<15} {:>12} {:>8} {:>6} {:>6}",
            "class", "simulated", "deliveries", "doubled", "lost", "late"
        )?;
        for (class, cells) in zip(Class::ALL, &self.0) {
            for (scene, cell) in zip(Scene::ALL, cells) {
                let Cell { deliveries, doubled, lost, late } = cell;
                writeln!(f, "{class:<9} {:<15} {deliveries:>12} {doubled:>8} {lost:>6} {late:>6}", scene.title())?;
            }
        }
        Ok(())
    }
}
