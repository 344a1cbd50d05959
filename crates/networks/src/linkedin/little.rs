//! LinkedIn's own markup. A reserved character that is not escaped cuts the post off there without a word.

use publishing::{FacetKind, escaped, facets};

/// The text as it is sent: everything escaped that LinkedIn would take for markup, and hashtags as they are, so that
/// they lead somewhere.
pub fn written(text: &str) -> String {
    let mut little = String::with_capacity(text.len());
    let mut rest = 0;
    for tag in facets(text).into_iter().filter(|facet| matches!(facet.kind, FacetKind::Hashtag { .. })) {
        let (before, words) = (text.get(rest..tag.bytes.start), text.get(tag.bytes.start + 1..tag.bytes.end));
        little.extend([escaped(before.unwrap_or_default()), "#".to_owned(), escaped(words.unwrap_or_default())]);
        rest = tag.bytes.end;
    }
    little.push_str(&escaped(text.get(rest..).unwrap_or_default()));
    little
}

/// The text that people see.
pub fn read(little: &str) -> String {
    let (mut text, mut meant) = (String::with_capacity(little.len()), false);
    for c in little.chars() {
        if c == '\\' && !meant {
            meant = true;
        } else {
            text.push(c);
            meant = false;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup_but_its_hashtags() {
        let text = r"Out (now): *6.1* [beta] @project {x|y} <b> a_b ~ \ #release";
        let little = written(text);
        assert_eq!(little, r"Out \(now\): \*6.1\* \[beta\] \@project \{x\|y\} \<b\> a\_b \~ \\ #release");
        assert_eq!(read(&little), text);
    }

    #[test]
    fn what_is_sent_is_never_longer_than_what_was_counted() {
        for text in ["#a #b (c)", "# no tag", "#über_all", "a#b"] {
            assert!(written(text).len() <= escaped(text).len(), "{text}");
        }
    }
}
