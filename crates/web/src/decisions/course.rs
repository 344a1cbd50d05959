//! The course of a decision, step by step, with who took each and when.

use super::reading::Reading;

impl Reading<'_> {
    /// What was, and what is to come by itself: what, when or who, and whether it was.
    pub(super) fn course(&self) -> Vec<(String, String, bool)> {
        let (row, when) = (&self.row, |at| self.reader.when(at));
        let mut course = vec![
            ("Asked".to_owned(), format!("{}, {}", when(row.question.asked.1), self.name(row.question.asked.0)), true),
            (
                charter::sentences::capital(self.begun()),
                format!("{}, {}", when(row.called_at), self.name(row.course.sponsor)),
                true,
            ),
        ];
        if let Some(seconder) = row.course.seconder {
            course.push(("Seconded".to_owned(), self.name(seconder), true));
        }
        if let Some(opened) = row.course.opened {
            course.push(("Opened".to_owned(), when(opened), true));
        }
        let end = match (row.closed, row.course.wakes_at()) {
            (Some(closing), _) => Some(("Over".to_owned(), when(closing.at), true)),
            (None, Some(at)) if row.declared.is_some() => Some(("Takes effect".to_owned(), when(at), false)),
            (None, Some(at)) if row.course.opened.is_none() => Some(("Lapses".to_owned(), when(at), false)),
            (None, Some(at)) => Some(("Closes".to_owned(), format!("{}, by itself", when(at)), false)),
            (None, None) => None,
        };
        course.extend(end);
        if let Some(by) = row.course.casting_vote {
            course.push(("Casting vote".to_owned(), self.name(by), true));
        }
        if let Some(at) = row.carried_at {
            course.push(("Done".to_owned(), format!("{}, by the charter", when(at)), true));
        }
        course
    }
}
