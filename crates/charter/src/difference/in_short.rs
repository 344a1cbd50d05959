//! What another version changes, in one sentence: for a ballot and a letter, where the whole comparison is a link away.

use super::{entries, words};
use crate::{Charter, sentences::listed};

/// The most rules that are named.
const NAMED: usize = 6;

/// How much of the text changes, and which rules: `2 lines of its text, and the rules meetings.every and term.length`.
pub fn in_short(old: &Charter, new: &Charter) -> String {
    let lines = match words::between(old, new).len() {
        0 => "nothing in its text".to_owned(),
        1 => "1 line of its text".to_owned(),
        many => format!("{many} lines of its text"),
    };
    let mut rules: Vec<String> = entries::between(old, new).into_iter().map(|entry| entry.path).collect();
    rules.dedup();
    let more = rules.len().saturating_sub(NAMED);
    rules.truncate(NAMED);
    if more > 0 {
        rules.push(format!("{more} more"));
    }
    match rules.as_slice() {
        [] => format!("{lines}, and no rule"),
        [one] => format!("{lines}, and the rule {one}"),
        several => format!("{lines}, and the rules {}", listed(several, "and")),
    }
}
