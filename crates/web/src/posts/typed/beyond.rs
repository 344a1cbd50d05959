//! What stands in the composer's fields beyond text, warning and pictures: how a thread goes on, a headline, a poll, what
//! is quoted, and who may see, answer and quote it.

use super::{Late, LinkMarks};
use publishing::Draft;
use std::collections::BTreeMap;

/// What is typed beyond text, warning and pictures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beyond {
    /// Whether the form had these fields: one without them changes nothing of them.
    pub was_asked: bool,
    /// The texts of the further parts of a thread by their numbers, from 2; an empty one is no part.
    pub thread: BTreeMap<usize, String>,
    /// For how many minutes each of them waits, by the same numbers.
    pub after: BTreeMap<usize, String>,
    /// The line above the text.
    pub headline: String,
    /// The answers of a poll, a line for each.
    pub poll: String,
    /// For how many minutes it is open.
    pub open_for: String,
    /// Whether somebody may choose several.
    pub several: bool,
    /// Whether the counts are hidden until the end.
    pub hidden: bool,
    /// The address of what is quoted.
    pub quotes: String,
    /// Who can see it.
    pub visibility: String,
    /// Who may answer.
    pub may_answer: String,
    /// Who may quote.
    pub may_quote: String,
    /// What its links carry.
    pub links: LinkMarks,
    /// What becomes of it when it cannot leave at its time.
    pub late: Late,
}

impl Beyond {
    /// As a draft fills the fields.
    pub fn of(draft: &Draft) -> Self {
        let content = &draft.everywhere;
        let poll = content.poll.as_ref();
        Self {
            was_asked: true,
            thread: draft.thread.iter().enumerate().map(|(at, part)| (at + 2, part.text.clone())).collect(),
            after: draft.thread.iter().enumerate().map(|(at, part)| (at + 2, part.after_minutes.to_string())).collect(),
            headline: content.headline.clone().unwrap_or_default(),
            poll: poll.map(|poll| poll.answers.join("\n")).unwrap_or_default(),
            open_for: poll.map(|poll| poll.open_for_minutes.to_string()).unwrap_or_default(),
            several: poll.is_some_and(|poll| poll.several),
            hidden: poll.is_some_and(|poll| poll.counts_hidden),
            quotes: content.quotes.as_ref().map(ToString::to_string).unwrap_or_default(),
            visibility: content.visibility.word().to_owned(),
            may_answer: content.gates.answers.word().to_owned(),
            may_quote: content.gates.quotes.word().to_owned(),
            links: LinkMarks::of(draft),
            late: Late::of(draft),
        }
    }

    /// Takes a field over, if it is one of these.
    pub fn sent(&mut self, name: &str, value: &str) {
        let line = || value.to_owned();
        match name {
            "headline" => (self.headline, self.was_asked) = (line(), true),
            "poll" => self.poll = line(),
            "poll_open" => self.open_for = line(),
            "poll_several" => self.several = value == "yes",
            "poll_hidden" => self.hidden = value == "yes",
            "quotes" => self.quotes = line(),
            "visibility" => self.visibility = line(),
            "may_answer" => self.may_answer = line(),
            "may_quote" => self.may_quote = line(),
            _ if self.links.sent(name, value) || self.late.sent(name, value) => {}
            other => match other.split_once('-') {
                Some(("part", number)) => self.thread.extend(part(number).map(|number| (number, line()))),
                Some(("after", number)) => self.after.extend(part(number).map(|number| (number, line()))),
                _ => {}
            },
        }
    }

    /// The same words as fields of a form.
    pub fn fields(&self) -> Vec<(String, String)> {
        let lines = [
            ("headline", &self.headline),
            ("poll", &self.poll),
            ("poll_open", &self.open_for),
            ("quotes", &self.quotes),
            ("visibility", &self.visibility),
            ("may_answer", &self.may_answer),
            ("may_quote", &self.may_quote),
        ];
        let mut fields: Vec<(String, String)> =
            lines.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        fields.extend(self.thread.iter().map(|(number, text)| (format!("part-{number}"), text.clone())));
        fields.extend(self.after.iter().map(|(number, after)| (format!("after-{number}"), after.clone())));
        fields.extend(self.links.fields());
        fields.extend(self.late.fields());
        let ticks = [("poll_several", self.several), ("poll_hidden", self.hidden)];
        fields.extend(ticks.iter().filter(|(_, yes)| *yes).map(|(name, _)| ((*name).to_owned(), "yes".to_owned())));
        fields
    }
}

/// The number of a further part.
fn part(number: &str) -> Option<usize> {
    number.parse().ok().filter(|number| *number >= 2)
}
