//! A decision that is decided anew: the question is put once more about the same, and the new decision takes the place of the
//! old one.

use super::reading::Reading;
use crate::{failed::Failed, parts::Action, words};

impl Reading<'_> {
    /// The button that puts a question of the group's own once more; what is about a thing is asked on the page of the thing.
    pub(super) fn anew(&self) -> Option<Action> {
        let is_over = self.row.answers() && self.row.question.question.is_free();
        is_over.then(|| {
            Action::new("Decide it anew", "rotate-ccw", format!("{}/anew", self.at()), self.reader.token()).confirming(
                "The question is put once more. What was decided holds until the group decides otherwise.",
                "Put it once more",
            )
        })
    }

    /// The decision whose place this one takes, words and page, with how often the same was decided.
    pub(super) async fn supersedes(&self) -> Result<Option<(String, String)>, Failed> {
        let before = self.app.here.store.decided_before(self.reader.id(), &self.row).await;
        let before = before.map_err(|error| self.reader.trouble(error))?;
        let Some(last) = before.first() else { return Ok(None) };
        let times = words::counted(before.len() as u64, "time", "times");
        Ok(Some((
            format!("Takes the place of {}; decided {times} before", last.number),
            super::href(&self.reader, last),
        )))
    }
}
