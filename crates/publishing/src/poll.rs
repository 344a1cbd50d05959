//! What readers are asked: a question stands in the text, and the answers to choose from here.

use basics::text::is_blank;
use serde::{Deserialize, Serialize};

/// Answers to choose from, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// What can be chosen, in this order.
    pub answers: Vec<String>,
    /// For how many minutes people can choose, from the moment the post is there.
    pub open_for_minutes: u32,
    /// Whether somebody may choose several.
    #[serde(default)]
    pub several: bool,
    /// Whether nobody sees how the others chose before it is over.
    #[serde(default)]
    pub counts_hidden: bool,
}

/// What a network lets its polls be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollRule {
    /// The most answers.
    pub max_answers: u32,
    /// The longest answer, in characters.
    pub max_characters: u32,
    /// The shortest time that it may be open, in minutes.
    pub min_minutes: u32,
    /// The longest.
    pub max_minutes: u32,
    /// Whether somebody may choose several answers.
    pub several: bool,
    /// Whether the counts can be hidden until the end.
    pub hides_counts: bool,
}

impl Poll {
    /// What stands in the way of asking this at all, as a sentence.
    pub fn wrong(&self) -> Option<String> {
        if self.answers.len() < 2 {
            return Some("a poll has at least two answers to choose from".to_owned());
        }
        if let Some(at) = self.answers.iter().position(|answer| is_blank(answer)) {
            return Some(format!("answer {} of the poll is empty", at + 1));
        }
        let twice = |at: &usize| self.answers[..*at].iter().any(|before| before.trim() == self.answers[*at].trim());
        let twice = (0..self.answers.len()).find(twice)?;
        Some(format!("answer {} of the poll stands there twice", twice + 1))
    }

    /// Everything in which this poll is not one that the network takes, as sentences.
    pub fn beyond(&self, rule: &PollRule) -> Vec<String> {
        let mut beyond = Vec::new();
        let answers = u32::try_from(self.answers.len()).unwrap_or(u32::MAX);
        if answers > rule.max_answers {
            beyond.push(format!("a poll there has at most {} answers, and this one has {answers}", rule.max_answers));
        }
        for (at, answer) in self.answers.iter().enumerate() {
            let length = basics::text::graphemes(answer);
            if length > rule.max_characters as usize {
                let (number, most) = (at + 1, rule.max_characters);
                beyond.push(format!(
                    "answer {number} of the poll has {length} characters, and {most} are the most there"
                ));
            }
        }
        if !(rule.min_minutes..=rule.max_minutes).contains(&self.open_for_minutes) {
            let (least, most) = (rule.min_minutes, rule.max_minutes);
            beyond.push(format!("a poll there is open for {least} to {most} minutes"));
        }
        if self.several && !rule.several {
            beyond.push("a poll there takes one answer from each person".to_owned());
        }
        if self.counts_hidden && !rule.hides_counts {
            beyond.push("a poll there shows its counts from the start".to_owned());
        }
        beyond
    }

    /// Its parts in the digest of what leaves.
    pub(crate) fn encoded(&self) -> Vec<Vec<u8>> {
        let mut parts = vec![b"poll".to_vec(), self.answers.len().to_string().into()];
        parts.extend(self.answers.iter().map(|answer| answer.clone().into_bytes()));
        parts.push(self.open_for_minutes.to_string().into());
        parts.push(if self.several { b"several".to_vec() } else { b"one".to_vec() });
        parts.push(if self.counts_hidden { b"hidden".to_vec() } else { b"shown".to_vec() });
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: PollRule = PollRule {
        max_answers: 4,
        max_characters: 50,
        min_minutes: 5,
        max_minutes: 43_200,
        several: true,
        hides_counts: false,
    };

    fn poll(answers: &[&str]) -> Poll {
        let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
        Poll { answers, open_for_minutes: 1_440, several: false, counts_hidden: false }
    }

    #[test]
    fn a_poll_has_two_answers_that_differ_and_say_something() {
        assert_eq!(poll(&["Yes", "No"]).wrong(), None);
        assert!(poll(&["Yes"]).wrong().unwrap().contains("at least two"));
        assert_eq!(poll(&["Yes", " "]).wrong().unwrap(), "answer 2 of the poll is empty");
        assert_eq!(poll(&["Yes", "No", "Yes "]).wrong().unwrap(), "answer 3 of the poll stands there twice");
    }

    #[test]
    fn a_network_says_everything_that_it_does_not_take() {
        assert!(poll(&["Yes", "No"]).beyond(&RULE).is_empty());
        let long = "x".repeat(51);
        let wrong = Poll { open_for_minutes: 1, counts_hidden: true, ..poll(&["a", "b", "c", "d", &long]) };
        assert_eq!(wrong.beyond(&RULE).len(), 4, "{:?}", wrong.beyond(&RULE));
    }
}
