//! What somebody is asked who wants to join, as the charter asks it, and whether it was answered.

use basics::text;
use charter::rules::{Application, Field, Holds};
use serde::{Deserialize, Serialize};

/// The longest answer that is taken, in characters.
pub const LONGEST_ANSWER: usize = 5_000;

/// A question with its answer, in the words in which it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The field's name in the charter's rules.
    pub name: String,
    /// What was asked.
    pub asks: String,
    /// The answer, as it was typed; empty where none was needed and none given.
    pub answer: String,
}

/// Why an answer is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnswered {
    /// Nothing of it can be seen.
    #[error("this is needed: an application without it cannot be decided about")]
    Missing,
    /// It is longer than anybody reads.
    #[error("the answer has {0} characters, and at most {LONGEST_ANSWER} are kept: say it in fewer words")]
    TooLong(usize),
    /// Addresses were asked for, and there is none.
    #[error("give at least one address, such as https://social.example/@you")]
    NoAddress,
}

/// The questions of a charter with these answers, in its order.
///
/// # Errors
/// Every answer that is not taken, by the name of its field: all of them, so that they are mended in one go.
pub fn answered(form: &Application, typed: impl Fn(&str) -> String) -> Result<Vec<Said>, Vec<(&str, NotAnswered)>> {
    let said = form.field.iter().map(|field| (field, readable(&typed(&field.name))));
    let said: Vec<(&Field, String)> = said.collect();
    let wrong = said.iter().filter_map(|(field, answer)| Some((field.name.as_str(), refused(field, answer)?)));
    let wrong: Vec<_> = wrong.collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let kept = |(field, answer): (&Field, String)| Said { name: field.name.clone(), asks: field.asks.clone(), answer };
    Ok(said.into_iter().map(kept).collect())
}

fn refused(field: &Field, answer: &str) -> Option<NotAnswered> {
    let length = answer.chars().count();
    if length > LONGEST_ANSWER {
        return Some(NotAnswered::TooLong(length));
    }
    if text::is_blank(answer) {
        return field.required.then_some(NotAnswered::Missing);
    }
    (field.holds == Holds::Addresses && !answer.split_whitespace().any(is_address)).then_some(NotAnswered::NoAddress)
}

/// `https://social.example/@you`, also between other words.
fn is_address(word: &str) -> bool {
    let host = word.split_once("://").filter(|(scheme, _)| matches!(*scheme, "https" | "http"));
    host.is_some_and(|(_, rest)| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty())
    })
}

/// Without the characters that no database keeps and nobody sees, and with line ends of one kind.
fn readable(typed: &str) -> String {
    let text = typed.replace("\r\n", "\n");
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Application {
        charter::presets::DJANGO.charter().unwrap().rules().membership.clone().unwrap().application.unwrap()
    }

    #[test]
    fn c1_the_four_questions_of_the_charter_are_four_fields_and_each_is_needed() {
        let form = form();
        let asked: Vec<&str> = form.field.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(asked, ["membership", "motive", "experience", "profiles"]);
        let refused = answered(&form, |_| " \u{200b}".to_owned()).unwrap_err();
        assert_eq!(refused, asked.iter().map(|name| (*name, NotAnswered::Missing)).collect::<Vec<_>>());
    }

    #[test]
    fn c1_profiles_are_addresses() {
        let form = form();
        let with = |profiles: &'static str| {
            answered(&form, move |name| if name == "profiles" { profiles.to_owned() } else { "Yes".to_owned() })
        };
        for none in ["none", "@me@social.example", "https://", "https://nowhere", "javascript://x.example"] {
            assert_eq!(with(none), Err(vec![("profiles", NotAnswered::NoAddress)]), "{none}");
        }
        let said = with("Mostly https://social.example/@me\r\nand a blog\0").unwrap();
        assert_eq!(said[3].answer, "Mostly https://social.example/@me\nand a blog");
    }

    #[test]
    fn an_answer_is_as_long_as_people_read() {
        let form = form();
        let long = "é".repeat(LONGEST_ANSWER + 1);
        let refused = answered(&form, |name| if name == "motive" { long.clone() } else { "https://a.example".into() });
        assert_eq!(refused, Err(vec![("motive", NotAnswered::TooLong(LONGEST_ANSWER + 1))]));
    }
}
