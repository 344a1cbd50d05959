//! Text from outside, brought into one form once: composed characters (NFC) and plain line ends.

use unicode_normalization::UnicodeNormalization;

/// The longest text of a post that is kept while it is written, in bytes: far more than any network takes.
pub const LONGEST: usize = 100_000;

/// A text holds a character that no network shows and no person means.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line} holds the invisible character U+{code:04X}, which networks refuse or drop; delete it there and type the place again"
)]
pub struct BadText {
    /// The line, from 1.
    pub line: usize,
    /// The character's code point.
    pub code: u32,
}

/// The text as it is kept: in NFC, with `\n` for every line end, without control characters.
pub fn written(raw: &str) -> Result<String, BadText> {
    let lines = raw.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    match lines.char_indices().find(|(_, c)| is_unwelcome(*c)) {
        Some((at, c)) => {
            let line = 1 + lines[..at].matches('\n').count();
            Err(BadText { line, code: u32::from(c) })
        }
        None => Ok(lines.nfc().collect()),
    }
}

/// Controls, and code points that are no characters. What steers the direction of a text is not refused here: the
/// checks show it, because some texts need it.
fn is_unwelcome(c: char) -> bool {
    let code = u32::from(c);
    let no_character = matches!(code, 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE;
    (c.is_control() && c != '\n' && c != '\t') || no_character
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_is_composed_and_its_line_ends_are_plain() {
        assert_eq!(written("cafe\u{301}\r\nbar\rbaz").unwrap(), "caf\u{e9}\nbar\nbaz");
    }

    #[test]
    fn an_invisible_control_is_refused_with_its_line() {
        assert_eq!(written("one\ntwo\u{0}"), Err(BadText { line: 2, code: 0 }));
        assert_eq!(written("\u{fffe}"), Err(BadText { line: 1, code: 0xFFFE }));
        assert!(written("a\u{1b}[31m").unwrap_err().to_string().contains("U+001B"));
    }

    #[test]
    fn joiners_and_direction_marks_stay() {
        for text in ["👩‍👩‍👧‍👦", "می‌خواهم", "\u{202e}evil", "tab\there"] {
            assert_eq!(written(text).unwrap(), text);
        }
    }

    proptest! {
        #[test]
        fn what_was_written_once_is_written_already(raw: String) {
            if let Ok(text) = written(&raw) {
                prop_assert_eq!(written(&text).unwrap(), text);
            }
        }
    }
}
