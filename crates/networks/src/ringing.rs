//! Words in a text that ring everybody at once, on networks that offer no way to send them without ringing.

use crate::Violation;

/// What stands in the way of a text that calls everybody by one of these names, such as `here` for `@here`.
pub fn everybody(text: &str, names: &[&str]) -> Option<Violation> {
    let called = names.iter().find(|name| calls(text, name))?;
    Some(Violation::NotLikeThis(format!(
        "“@{called}” rings everybody there: write it without the @, or leave this channel out"
    )))
}

fn calls(text: &str, name: &str) -> bool {
    let text = text.to_lowercase();
    let called = format!("@{name}");
    text.match_indices(&called).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + called.len()..].chars().next();
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !is_word(before) && !is_word(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_to_everybody_is_found_and_a_name_that_begins_like_one_is_not() {
        for text in ["@here", "Hello @ALL!", "(@channel)", "**@all**"] {
            assert!(everybody(text, &["all", "here", "channel"]).is_some(), "{text}");
        }
        for text in ["here", "@heretic", "info@all.example", "@all_hands", "@channels"] {
            assert!(everybody(text, &["all", "here", "channel"]).is_none(), "{text}");
        }
    }
}
