//! The fields of a form as they travel from one page to the next: bounded, and without anything secret.

use super::view::Kept;
use crate::guard::TOKEN;
use acts::setup::LONGEST;
use jiff::civil::Date;

/// The most bytes that are kept, names and values together: a charter's text and its rules at their longest, and the rest.
pub const LIMIT: usize = 2 * LONGEST + 64 * 1024;

/// What a field is called that holds a secret: it is never written into a page.
const SECRET: [&str; 5] = ["password", "code", "credential", "secret", "key"];

/// The fields of a form that may be shown again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// What may be kept of these fields; nothing where that is more than [`LIMIT`].
    pub fn of(fields: Vec<(String, String)>) -> Option<Self> {
        let kept = Self::to_show(fields);
        let bytes: usize = kept.0.iter().map(|(name, value)| name.len() + value.len()).sum();
        (bytes <= LIMIT).then_some(kept)
    }
    /// What may be shown of these fields to whoever typed them, however much it is.
    pub fn to_show(fields: Vec<(String, String)>) -> Self {
        Self(fields.into_iter().filter(|(name, _)| name != TOKEN && !is_secret(name)).collect())
    }
    /// Reads what a page of ours carried; whatever else it is, is nothing.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().and_then(Self::of)
    }
    /// As a hidden field carries it.
    pub fn text(&self) -> String {
        serde_json::json!(self.0).to_string()
    }
    /// Whether there is nothing to keep: the form was a button.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, value)| value.trim().is_empty())
    }
    /// The fields, for a form.
    pub fn fields(&self) -> &[(String, String)] {
        &self.0
    }
    /// The same with this value in one field.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.0.retain(|(field, _)| field != name);
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }
    /// What somebody wrote, to be read and copied: the marks that only a form needs are left out.
    pub fn words(&self) -> Vec<Kept> {
        let written = self.0.iter().filter(|(_, value)| !is_mark(value));
        let kept = |(at, (name, value)): (usize, &(String, String))| Kept {
            id: format!("kept-{at}"),
            label: label(name),
            lines: value.lines().count().clamp(1, 12),
            value: value.clone(),
        };
        written.enumerate().map(kept).collect()
    }
}

fn is_secret(name: &str) -> bool {
    SECRET.iter().any(|word| name.contains(word))
}

/// Ids, numbers and the words that stand for a choice. A day is something that somebody chose.
fn is_mark(value: &str) -> bool {
    value.parse::<Date>().is_err()
        && value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-:".contains(c))
}

/// `Third party` for `third_party`; what follows a dash is an id.
fn label(name: &str) -> String {
    let words = name.split('-').next().unwrap_or(name).replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_is_secret_is_not_kept_and_what_is_too_much_is_not_either() {
        let secret = ["token", "password", "password_with_passkey", "code", "credential", "app_secret", "api_key"];
        let sent: Vec<_> = secret.iter().map(|name| (*name, "x")).chain([("text", "Hello")]).collect();
        assert_eq!(Typed::of(fields(&sent)), Some(Typed(fields(&[("text", "Hello")]))));
        assert_eq!(Typed::of(fields(&[("text", &"a".repeat(LIMIT))])), None);
        assert_eq!(Typed::read(r#"[["code","123456"],["text","Hello"]]"#), Some(Typed(fields(&[("text", "Hello")]))));
        assert_eq!(Typed::read("no list"), None);
    }

    #[test]
    fn it_comes_back_as_it_went_and_its_words_are_shown_without_the_marks() {
        let typed =
            Typed::of(fields(&[("based_on", "0198-a:3"), ("text-0198", "Line \"one\"\ntwo"), ("goal", "1")])).unwrap();
        let day = Typed::of(fields(&[("from", "2027-09-24")])).unwrap();
        assert_eq!(day.words()[0].value, "2027-09-24");
        assert_eq!(Typed::read(&typed.text()), Some(typed.clone()));
        let words = typed.words();
        assert_eq!((words.len(), words[0].label.as_str(), words[0].lines), (1, "Text", 2));
        assert!(Typed::of(fields(&[("token", "x"), ("act", " ")])).unwrap().is_empty());
    }
}
