//! What its sponsor changed in the text that is voted on, word by word.

use super::{Changed, reading::Reading};
use crate::{failed::Failed, words};
use charter::difference::{self, Piece};

impl Reading<'_> {
    /// The last change of the text, where there was one.
    pub(super) async fn changed(&self) -> Result<Option<Changed>, Failed> {
        let before = self.app.here.store.text_before(&self.row).await.map_err(|error| self.reader.trouble(error))?;
        Ok(before.map(|(before, at)| Changed {
            words: format!(
                "Changed {}, last on {}. The vote began anew, and ballots from before are void.",
                words::counted(u64::from(self.row.course.resets), "time", "times"),
                self.reader.when(at),
            ),
            pieces: pieces(&before, &self.row.body),
        }))
    }
}

/// The pieces of both texts in order: what was taken out, what was put in, what stayed.
fn pieces(before: &str, after: &str) -> Vec<(&'static str, String)> {
    difference::pieces(before, after).into_iter().map(Piece::tagged).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_out_and_what_was_put_in_stand_where_they_were() {
        let found = pieces("We rest until May.", "We rest until June, at least.");
        let read = |kind: &str| -> String {
            let read = found.iter().filter(|(is, _)| *is == kind || *is == "same").map(|(_, words)| words.as_str());
            read.collect()
        };
        assert_eq!((read("del"), read("ins")), ("We rest until May.".into(), "We rest until June, at least.".into()));
        assert!(found.iter().any(|(kind, words)| *kind == "del" && words == "May."), "{found:?}");
    }
}
