//! Small things about words that several pages say in the same way.

use std::fmt::Display;

/// `1 entry`, `4,312 entries`: numbers come with what they count, in groups of three digits.
pub fn counted(count: u64, one: &str, more: &str) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {}", if count == 1 { one } else { more })
}

/// An error as a sentence of a page: with a capital and a full stop. A name that it begins with stays as it is written,
/// and a word for machines in front of it is left out.
pub fn sentence(wrong: &(impl Display + ?Sized)) -> String {
    let text = wrong.to_string();
    let (first, rest) = text.split_once(' ').unwrap_or((&text, ""));
    let text = if first.contains('_') && first.ends_with(':') { rest } else { &text };
    let first = text.split(' ').next().unwrap_or_default().trim_end_matches([',', ':', ';', '.']);
    let is_word = first.chars().all(|c| c.is_alphabetic() || "’'-".contains(c));
    let mut letters = text.chars();
    let whole: String = match letters.next() {
        Some(letter) if is_word => letter.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    };
    if whole.ends_with(['.', '!', '?', '…']) { whole } else { format!("{whole}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_told_as_a_sentence() {
        for (wrong, told) in [
            ("02:30 does not exist", "02:30 does not exist."),
            ("the file is empty", "The file is empty."),
            ("choose a channel!", "Choose a channel!"),
            ("social.example refused the call", "social.example refused the call."),
            ("rules.toml:3: no such office", "rules.toml:3: no such office."),
            ("already_granted: this person can post there", "This person can post there."),
        ] {
            assert_eq!(sentence(wrong), told);
        }
    }

    #[test]
    fn numbers_come_with_what_they_count() {
        let told = [0, 1, 999, 4_312, 1_234_567].map(|count| counted(count, "entry", "entries"));
        assert_eq!(told, ["0 entries", "1 entry", "999 entries", "4,312 entries", "1,234,567 entries"]);
    }
}
