//! A text with gaps, from which posts are begun. Its gaps are a closed list: a text that has another is no template, and a post
//! in which one of them is still open cannot leave. Other braces, as code has them, are words like any other.

use crate::written;
use basics::text::is_blank;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The longest text, in bytes.
pub const LONGEST: usize = 20_000;
/// The longest name, in bytes.
pub const LONGEST_NAME: usize = 200;
/// The most gaps.
pub const MOST_GAPS: usize = 20;

/// A text with gaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// What the group calls it.
    pub name: String,
    /// The text, in which a gap stands as `{{version}}`.
    pub text: String,
    /// The names of its gaps, in their order.
    pub gaps: Vec<String>,
}

/// What is wrong with a template, and at which field of its form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct NoTemplate {
    /// `name`, `text` or `gaps`.
    pub field: &'static str,
    /// What is wrong, as a sentence.
    pub sentence: String,
}

impl Template {
    /// The template that was typed: its gaps one to a line.
    pub fn typed(name: &str, text: &str, gaps: &str) -> Result<Self, NoTemplate> {
        let wrong = |field, sentence: String| Err(NoTemplate { field, sentence });
        let name = name.trim();
        if is_blank(name) || name.len() > LONGEST_NAME {
            return wrong("name", format!("give it a name of at most {LONGEST_NAME} bytes"));
        }
        let text = match written(text) {
            Ok(text) if is_blank(&text) => return wrong("text", "write the text that posts begin with".to_owned()),
            Ok(text) if text.len() > LONGEST => {
                return wrong("text", format!("the text has {} bytes, and {LONGEST} are kept: shorten it", text.len()));
            }
            Ok(text) => text,
            Err(bad) => return wrong("text", bad.to_string()),
        };
        let gaps: Vec<String> =
            gaps.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
        if gaps.len() > MOST_GAPS {
            return wrong("gaps", format!("a template has at most {MOST_GAPS} gaps"));
        }
        if let Some(bad) = gaps.iter().find(|gap| !is_name(gap)) {
            return wrong(
                "gaps",
                format!("“{bad}” is no name of a gap; use small letters, digits and _, such as version"),
            );
        }
        if let Some(bad) = gaps.iter().enumerate().find(|(at, gap)| gaps[..*at].contains(gap)).map(|(_, gap)| gap) {
            return wrong("gaps", format!("“{bad}” stands here twice"));
        }
        if let Some(unused) = gaps.iter().find(|gap| !text.contains(&open(gap))) {
            return wrong(
                "gaps",
                format!("the text has no {}; put it there, or take “{unused}” from the list", open(unused)),
            );
        }
        if let Some(unknown) = named_in(&text).find(|gap| !gaps.contains(gap)) {
            return wrong(
                "gaps",
                format!("the text has {}, which is not in the list; add “{unknown}” here", open(&unknown)),
            );
        }
        Ok(Self { name: name.to_owned(), text, gaps })
    }

    /// The text with these values in its gaps. A gap without a value stays open.
    pub fn filled(&self, values: &BTreeMap<String, String>) -> String {
        let value = |gap: &String| values.get(gap).filter(|value| !is_blank(value));
        let (mut filled, mut rest) = (String::new(), self.text.as_str());
        // One way through the text: what a value says is no gap.
        while let Some(at) = rest.find("{{") {
            let (before, after) = rest.split_at(at);
            filled.push_str(before);
            let gap = self.gaps.iter().find(|gap| after.starts_with(&open(gap)));
            let (words, length) = match gap {
                Some(gap) => (value(gap).map_or_else(|| open(gap), |value| value.trim().to_owned()), open(gap).len()),
                None => ("{{".to_owned(), 2),
            };
            filled.push_str(&words);
            rest = &after[length..];
        }
        filled.push_str(rest);
        filled
    }
}

/// A gap as it stands in a text.
pub fn open(gap: &str) -> String {
    format!("{{{{{gap}}}}}")
}

/// Those of these gaps that are still open in a text.
pub fn still_open<'g>(gaps: &'g BTreeSet<String>, text: &str) -> Vec<&'g str> {
    gaps.iter().filter(|gap| text.contains(&open(gap))).map(String::as_str).collect()
}

fn is_name(gap: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (1..=40).contains(&gap.len()) && gap.chars().all(letter)
}

/// What stands between double braces in a text, without a space, as a gap does.
fn named_in(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split("{{")
        .skip(1)
        .filter_map(|after| after.split_once("}}"))
        .map(|(gap, _)| gap.to_owned())
        .filter(|gap| is_name(gap))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn release() -> Template {
        Template::typed("Release", "{{project}} {{version}} is out.\nIn code: {{ user.name }}", "project\nversion\n")
            .unwrap()
    }

    #[test]
    fn gaps_are_filled_and_what_has_no_value_stays_open() {
        let values = BTreeMap::from([("version".to_owned(), " 6.2 ".to_owned()), ("other".to_owned(), "x".to_owned())]);
        let text = release().filled(&values);
        assert_eq!(text, "{{project}} 6.2 is out.\nIn code: {{ user.name }}");
        let gaps: BTreeSet<String> = release().gaps.into_iter().collect();
        assert_eq!(still_open(&gaps, &text), ["project"]);
        assert!(still_open(&gaps, "Lumen 6.2 is out.\nIn code: {{ user.name }}").is_empty(), "code is no gap");
        let both =
            BTreeMap::from([("project".to_owned(), "{{version}}".to_owned()), ("version".to_owned(), "6".to_owned())]);
        assert!(release().filled(&both).starts_with("{{version}} 6 is out"), "what a value says is no gap");
    }

    #[test]
    fn the_gaps_of_a_template_are_a_closed_list() {
        for (name, text, gaps, field) in [
            ("", "Text", "", "name"),
            ("A", " ", "", "text"),
            ("A", "{{version}}", "", "gaps"),
            ("A", "Text", "version", "gaps"),
            ("A", "{{version}}", "version\nversion", "gaps"),
            ("A", "{{Version}}", "Version", "gaps"),
            ("A", "Bell \u{7}", "", "text"),
        ] {
            assert_eq!(Template::typed(name, text, gaps).unwrap_err().field, field, "{text:?} {gaps:?}");
        }
        assert!(Template::typed("A", &"x".repeat(LONGEST + 1), "").is_err());
        assert!(Template::typed("A", "No gap at all", "").is_ok());
    }

    proptest! {
        #[test]
        fn a_template_without_gaps_gives_its_text_as_it_is(text: String) {
            if let Ok(template) = Template::typed("A", &text, "") {
                prop_assert_eq!(template.filled(&BTreeMap::new()), template.text);
            }
        }
    }
}
