//! What was asked of other bodies about a post, and what they answered, beside what the page shows of it.

use super::{found::Found, show::Sight};
use crate::{parts::Answer, requests::words};
use store::AnswerRow;

impl Sight<'_> {
    /// The questions that wait for their answers.
    pub(super) fn waiting(&self, found: &Found) -> Vec<(String, String)> {
        let open = found.questions.iter().filter(|row| row.waits());
        let line = |row: &AnswerRow| {
            let asked = self.desk.insider.when(row.asked.1);
            let which = if self.is_about_this(row) { "" } else { " It was put about an earlier text." };
            let whose = self.desk.charter.the_body(&row.question.body);
            let words = format!("Waits for the answer of {whose} since {asked}.{which}");
            (words, format!("{}/requests/{}", self.desk.base(), row.id))
        };
        open.map(line).collect()
    }

    /// The answers on record.
    pub(super) fn answered(&self, found: &Found) -> Vec<Answer> {
        found.questions.iter().filter_map(|row| self.answer(row)).collect()
    }

    fn answer(&self, row: &AnswerRow) -> Option<Answer> {
        let desk = self.desk;
        let shown = words::answer(desk.insider, &desk.charter, row, &self.names, desk.now)?;
        if self.is_about_this(row) {
            return Some(shown);
        }
        Some(Answer { effect: "another text, or other declarations about it".to_owned(), ..shown })
    }

    /// Whether a question was put about exactly what the page shows.
    fn is_about_this(&self, row: &AnswerRow) -> bool {
        let shown = if self.has_left() { self.row.content } else { Some(self.row.draft.digest()) };
        row.question.about.version == shown
    }
}
