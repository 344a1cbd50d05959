//! Rules whose text was edited: the shape and the places follow the words. A clause that kept its words is found wherever it
//! stands now; where its words are gone, a person says what became of it.

use crate::{CharterText, Problems, source::syntax};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// Rules after their text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The rules file with the shape and the places filled in; everything else stands as it stood.
    pub rules: String,
    /// What stands elsewhere now: label or place, from where, to where.
    pub moved: Vec<(String, String, String)>,
    /// What was not found again: label or place, with the words that it had. Its place stands as it stood.
    pub lost: Vec<(String, String)>,
}

/// Rules that were written for `was`, for the text that `is` there now.
///
/// # Errors
/// When the rules are no TOML.
pub fn follow(rules: &str, was: &CharterText, is: &CharterText) -> Result<Followed, Problems> {
    let table = DeTable::parse(rules).map_err(|error| syntax("rules", rules, &error))?;
    let mut following = Following { was, is, edits: Vec::new(), moved: Vec::new(), lost: Vec::new() };
    for (key, value) in table.get_ref() {
        match (&**key.get_ref(), value.get_ref()) {
            ("charter", DeValue::Table(charter)) => {
                let shape = charter.iter().find(|(key, _)| key.get_ref() == "shape");
                following.edits.extend(shape.map(|(_, value)| (value.span(), format!("[{}]", is.shape()))));
            }
            ("clauses", DeValue::Table(labels)) => {
                for (label, value) in labels {
                    following.places(label.get_ref(), value.get_ref(), value.span());
                }
            }
            ("informative", DeValue::Table(places)) => {
                for (place, _) in places {
                    following.place(place.get_ref(), place.get_ref(), place.span());
                }
            }
            _ => {}
        }
    }
    Ok(following.written(rules))
}

struct Following<'a> {
    was: &'a CharterText,
    is: &'a CharterText,
    edits: Vec<(Range<usize>, String)>,
    moved: Vec<(String, String, String)>,
    lost: Vec<(String, String)>,
}

impl Following<'_> {
    /// The place of a label, or each of the places that it joins.
    fn places(&mut self, label: &str, value: &DeValue, span: Range<usize>) {
        match value {
            DeValue::String(place) => self.place(label, place, span),
            DeValue::Array(places) => {
                for one in places {
                    if let Some(place) = one.get_ref().as_str() {
                        self.place(label, place, one.span());
                    }
                }
            }
            _ => {} // no place at all: the check says so
        }
    }

    fn place(&mut self, name: &str, place: &str, span: Range<usize>) {
        let words: Vec<&str> = self.was.at(place).iter().map(|clause| clause.text.as_str()).collect();
        if words.is_empty() {
            return; // it never stood there: the check says so
        }
        match self.now(place, &words) {
            Some(now) if now == place => {}
            Some(now) => {
                self.edits.push((span, format!("{now:?}")));
                self.moved.push((name.to_owned(), place.to_owned(), now));
            }
            None => self.lost.push((name.to_owned(), words.join(" "))),
        }
    }

    /// Where these words stand now: where they stood, if they are still there, else the only other place with them.
    fn now(&self, place: &str, words: &[&str]) -> Option<String> {
        let stands = |at: &str| self.is.at(at).iter().map(|clause| clause.text.as_str()).eq(words.iter().copied());
        if stands(place) {
            return Some(place.to_owned());
        }
        let first = self.is.clauses().iter().filter(|clause| Some(&clause.text.as_str()) == words.first());
        let above = |place: &str| place.rsplit_once('.').map_or_else(String::new, |(above, _)| above.to_owned());
        let candidates = first.map(|clause| if words.len() == 1 { clause.place.clone() } else { above(&clause.place) });
        let mut found: Vec<String> = candidates.filter(|place| stands(place)).collect();
        found.dedup();
        found.pop().filter(|_| found.is_empty())
    }

    fn written(mut self, rules: &str) -> Followed {
        let mut written = rules.to_owned();
        self.edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
        for (span, words) in self.edits {
            written.replace_range(span, &words);
        }
        Followed { rules: written, moved: self.moved, lost: self.lost }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Charter, presets::DJANGO};

    fn after(from: &str, to: &str) -> (Followed, String) {
        assert_eq!(DJANGO.text.matches(from).count(), 1, "{from}");
        let text = DJANGO.text.replace(from, to);
        let parsed = |text: &str| CharterText::parse(text.as_bytes()).unwrap();
        (follow(DJANGO.rules, &parsed(DJANGO.text), &parsed(&text)).unwrap_or_else(|why| panic!("{why}")), text)
    }

    #[test]
    fn a_line_that_was_put_in_moves_what_stands_below_it() {
        let line = "- Win more web developers for the project.\n";
        let (followed, text) = after(line, &format!("- Be kind.\n{line}"));
        assert_eq!(followed.lost, []);
        let moved = |label: &str| {
            followed.moved.iter().find(|(name, ..)| name == label).map(|(_, from, to)| (from.as_str(), to.as_str()))
        };
        assert_eq!(moved("G1"), Some(("2.3.1", "2.3.2")));
        assert_eq!(moved("D1"), None, "it stands in a list of its own");
        let charter = loads(&followed, &text);
        let goal = charter.clause("G1").map(|clause| clause.quote.as_str());
        assert_eq!(goal, Some("Win more web developers for the project."));
    }

    #[test]
    fn words_that_are_gone_are_named_and_not_guessed() {
        let (followed, _) =
            after("- Help the board to bring official news and updates of the foundation to people.\n", "");
        let names: Vec<&str> = followed.lost.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["G4"]);
        assert!(followed.rules.contains("shape = [[], [1, 1, [1, 1, 1], 2"), "{}", followed.rules);
    }

    #[test]
    fn a_section_that_was_put_in_moves_all_that_follow_and_what_is_said_of_headings() {
        let heading = "## Members to come\n";
        let (followed, text) = after(heading, &format!("## Thanks\n\nWe thank everybody.\n\n{heading}"));
        assert_eq!(followed.lost, []);
        assert!(followed.moved.contains(&("M12".into(), "7.1".into(), "8.1".into())), "{:?}", followed.moved);
        assert!(followed.moved.contains(&("7".into(), "7".into(), "8".into())), "{:?}", followed.moved);
        assert!(followed.rules.contains("\n\"8\" = { because = \"It asks the question"), "{}", followed.rules);
        loads(&followed, &text);
    }

    /// The charter that comes of it; the digest of the text is filled in.
    fn loads(followed: &Followed, text: &str) -> Charter {
        let digest = |text: &str| CharterText::parse(text.as_bytes()).unwrap().digest().to_string();
        let rules = followed.rules.replace(&digest(DJANGO.text), &digest(text));
        Charter::load("rules", &rules, text.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
    }
}
