//! Whom a text names: `@{word}` stands for somebody in the book of a group, and becomes what each network calls them.

use crate::facets;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The longest word, in characters.
const LONGEST_WORD: usize = 40;
/// The longest name, in characters.
const LONGEST_NAME: usize = 120;
/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// Somebody outside the group whom its posts name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownPerson {
    /// What they are called, where a network has no handle of theirs.
    pub name: String,
    /// The word that stands for them in a text.
    pub word: String,
    /// Why they are not to be mentioned, where they are not.
    pub unwanted: Option<String>,
    /// What a network calls them, by the network's word.
    pub handles: BTreeMap<String, KnownHandle>,
}

/// What a network calls somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownHandle {
    /// The handle, without the sign before it.
    pub handle: String,
    /// The account that it led to when it was looked up: an id that stays when handles go over to somebody else.
    pub account: Option<String>,
}

/// What a draft says in place of a word on one channel, and whom that means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// What stands in the text.
    pub said: String,
    /// The handle in it, where the network knows one.
    pub handle: Option<String>,
    /// The account that the handle led to.
    pub account: Option<String>,
}

/// Why somebody cannot stand in the book like this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct NotKnown {
    /// The field.
    pub field: &'static str,
    /// What is wrong with it.
    pub sentence: String,
}

impl KnownPerson {
    /// The same as it is kept.
    ///
    /// # Errors
    /// At the name, the word or the reason that cannot be kept.
    pub fn checked(self) -> Result<Self, NotKnown> {
        let name = within(&self.name, "name", "the name", LONGEST_NAME)?;
        if name.is_empty() {
            return Err(wrong("name", "write what they are called"));
        }
        let word = self.word.trim().trim_start_matches("@{").trim_end_matches('}').to_lowercase();
        if !is_word(&word) {
            let says =
                format!("write a word of at most {LONGEST_WORD} small letters, digits and hyphens, such as maria");
            return Err(wrong("word", says));
        }
        let unwanted = match &self.unwanted {
            None => None,
            Some(why) => match within(why, "unwanted", "the reason", LONGEST_REASON)? {
                why if why.is_empty() => {
                    return Err(wrong("unwanted", "write since when and why, for whoever asks later"));
                }
                why => Some(why),
            },
        };
        Ok(Self { name, word, unwanted, handles: self.handles })
    }

    /// What a post says in place of the word on a network.
    pub fn on(&self, network: &str) -> Named {
        match self.handles.get(network) {
            None => Named { said: self.name.clone(), handle: None, account: None },
            Some(known) => Named {
                said: format!("@{}", known.handle),
                handle: Some(known.handle.clone()),
                account: known.account.clone(),
            },
        }
    }

    /// Whether a text has a handle of theirs in it, typed as it is.
    pub fn is_mentioned_in(&self, text: &str) -> bool {
        let mentioned = facets(text).into_iter().filter(|facet| matches!(facet.kind, crate::FacetKind::Mention { .. }));
        let mentioned: Vec<String> =
            mentioned.filter_map(|facet| Some(text.get(facet.bytes)?.trim_start_matches('@').to_lowercase())).collect();
        self.handles.values().any(|known| mentioned.contains(&known.handle.to_lowercase()))
    }
}

/// The words of a text that stand for somebody, in their order.
pub fn words(text: &str) -> Vec<&str> {
    pieces(text).into_iter().filter_map(|(_, word)| word).collect()
}

/// The text with what a channel says in place of its words; a word that stands for nobody stays. What is said in place of one
/// is not looked at again.
pub fn named(text: &str, of: &BTreeMap<String, Named>) -> String {
    let said = |word: &str| of.get(word).map_or_else(|| format!("@{{{word}}}"), |named| named.said.clone());
    pieces(text).into_iter().flat_map(|(before, word)| [Some(before.to_owned()), word.map(said)]).flatten().collect()
}

/// A text taken apart: what stands before each of its words, with the word, and at last what stands after all of them.
fn pieces(text: &str) -> Vec<(&str, Option<&str>)> {
    let (mut pieces, mut before, mut at) = (Vec::new(), 0, 0);
    while let Some((sign, rest)) = text.get(at..).and_then(|rest| rest.split_once("@{")) {
        at += sign.len() + "@{".len();
        let Some((word, _)) = rest.split_once('}').filter(|(word, _)| is_word(word)) else { continue };
        pieces.push((text.get(before..at - "@{".len()).unwrap_or_default(), Some(word)));
        at += word.len() + "}".len();
        before = at;
    }
    pieces.push((text.get(before..).unwrap_or_default(), None));
    pieces
}

fn is_word(word: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !word.is_empty() && word.len() <= LONGEST_WORD && word.chars().all(fits)
}

fn within(typed: &str, field: &'static str, what: &str, most: usize) -> Result<String, NotKnown> {
    let kept = crate::written(typed).map_err(|bad| wrong(field, bad.to_string()))?.trim().to_owned();
    let length = kept.chars().count();
    if length > most {
        return Err(wrong(field, format!("{what} has {length} characters, and at most {most} are kept; shorten it")));
    }
    Ok(kept)
}

fn wrong(field: &'static str, sentence: impl Into<String>) -> NotKnown {
    NotKnown { field, sentence: sentence.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn maria() -> KnownPerson {
        let handle = KnownHandle { handle: "maria@social.example".into(), account: Some("7".into()) };
        KnownPerson {
            name: "Maria".into(),
            word: "maria".into(),
            unwanted: None,
            handles: [("mastodon".to_owned(), handle)].into(),
        }
    }

    #[test]
    fn a_word_becomes_what_each_network_calls_them_and_their_name_where_it_knows_none() {
        let text = "Thanks to @{maria}, @{nobody} and @{Not A Word}. @{maria}!";
        assert_eq!(words(text), ["maria", "nobody", "maria"]);
        let on = |network: &str| named(text, &[("maria".to_owned(), maria().on(network))].into());
        assert_eq!(
            on("mastodon"),
            "Thanks to @maria@social.example, @{nobody} and @{Not A Word}. @maria@social.example!"
        );
        assert_eq!(on("linkedin"), "Thanks to Maria, @{nobody} and @{Not A Word}. Maria!");
    }

    #[test]
    fn what_does_not_hold_is_said_at_its_field() {
        let at = |known: KnownPerson| known.checked().map_err(|wrong| wrong.field);
        assert_eq!(at(KnownPerson { word: " @{Maria} ".into(), ..maria() }), Ok(maria()));
        assert_eq!(at(KnownPerson { name: " ".into(), ..maria() }), Err("name"));
        for word in ["", "ma ria", "märia", "a}b", &"x".repeat(41)] {
            assert_eq!(at(KnownPerson { word: word.into(), ..maria() }), Err("word"), "{word}");
        }
        assert_eq!(at(KnownPerson { unwanted: Some(" ".into()), ..maria() }), Err("unwanted"));
    }

    #[test]
    fn a_handle_that_is_typed_as_it_is_is_seen_too() {
        assert!(maria().is_mentioned_in("Ask @Maria@social.example about it"));
        assert!(!maria().is_mentioned_in("Ask maria@social.example, or @maria@other.example"));
    }
}
