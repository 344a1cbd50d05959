//! What other bodies have to do with a post: the questions about it that wait, and the answers on record.

use super::{found::Found, show::Sight};
use crate::{parts::Answer, requests::words};
use store::AnswerRow;

impl Sight<'_> {
    /// The questions that wait for their answers.
    pub fn waiting(&self, found: &Found) -> Vec<(String, String)> {
        let open = found.questions.iter().filter(|row| row.answer.is_none() && row.superseded_by.is_none());
        let line = |row: &AnswerRow| {
            let asked = self.desk.insider.when(row.asked.1);
            let version = row.question.about.version == Some(self.row.draft.digest());
            let which = if version { "" } else { " It was put about an earlier text." };
            let whose = self.desk.charter.the_body(&row.question.body);
            let words = format!("Waits for the answer of {whose} since {asked}.{which}");
            (words, format!("{}/requests/{}", self.desk.base(), row.id))
        };
        open.map(line).collect()
    }

    /// The answers on record.
    pub fn answered(&self, found: &Found) -> Vec<Answer> {
        found.questions.iter().filter_map(|row| self.answer(row)).collect()
    }

    fn answer(&self, row: &AnswerRow) -> Option<Answer> {
        let desk = self.desk;
        let shown = words::answer(desk.insider, &desk.charter, row, &self.names, desk.now)?;
        if row.question.about.version == Some(self.row.draft.digest()) {
            return Some(shown);
        }
        Some(Answer { effect: "another text than this one".to_owned(), ..shown })
    }
}
