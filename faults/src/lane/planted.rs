//! Whether the rig can see.

use super::{Lane, MINUTE};
use crate::{
    blow::Blow,
    cell::{Cell, Verdict, judged},
};
use anyhow::Result;
use delivery::Class;

impl Lane {
    /// Whether this rig sees a double and a loss where there is one: each is made beside the processes.
    pub async fn sees(&mut self) -> Result<Vec<&'static str>> {
        let cell = Cell { blow: Blow::NONE, class: Class::C };
        let mut unseen = Vec::new();
        self.stand().await?;
        let post = self.planned("Planted", cell.class, false).await;
        self.goes_on(MINUTE)?;
        let row = self.settles(post).await?;
        self.publish_many(cell.class, 1, |_| "Planted".to_owned()).await?;
        if !matches!(judged(cell, &row, self.visible("Planted", cell.class), &[]), Verdict::Doubled(_)) {
            unseen.push("a planted double");
        }
        for there in self.practice.published().into_iter().filter(|there| there.text == "Planted") {
            self.practice.changes(there.host, &there.id, None);
        }
        if !matches!(judged(cell, &row, self.visible("Planted", cell.class), &[]), Verdict::Lost(_)) {
            unseen.push("a planted loss");
        }
        Ok(unseen)
    }
}
