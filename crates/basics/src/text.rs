//! The length of a text in the units that networks and forms count in.

use unicode_segmentation::UnicodeSegmentation;

/// Extended grapheme clusters: what a person would call characters.
pub fn graphemes(text: &str) -> usize {
    text.graphemes(true).count()
}

/// UTF-16 code units.
pub fn utf16_units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Whether nothing of this text can be seen: it is empty, or only spaces, controls and zero-width characters.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_one_character() {
        assert_eq!(graphemes("👩‍👩‍👧‍👦"), 1);
        assert_eq!(utf16_units("👩‍👩‍👧‍👦"), 11);
    }

    #[test]
    fn what_cannot_be_seen_is_blank() {
        assert!(is_blank(" \u{200b}\n"));
        assert!(!is_blank("."));
    }
}
