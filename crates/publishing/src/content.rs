//! What leaves on one channel: text, warning, language, pictures, and what else is said about it. Its digest is what an
//! approval is bound to.

use crate::{Gates, Language, Picture, Poll, Visibility};
use basics::{Digest, text::is_blank};
use serde::{Deserialize, Serialize};
use url::Url;

/// What one channel publishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The text, as [`crate::written`] keeps it.
    pub text: String,
    /// The line people see before they open the text.
    #[serde(default)]
    pub warning: Option<String>,
    /// The language it is written in.
    pub language: Language,
    /// The pictures, in their order.
    #[serde(default)]
    pub pictures: Vec<Picture>,
    /// The line above the text, on channels that have one: a blog, a forum, a letter. Elsewhere it does not leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// What readers are asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<Poll>,
    /// The address of the post that is shown within this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotes: Option<Url>,
    /// Who it is for.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub visibility: Visibility,
    /// Who may answer and quote it.
    #[serde(default, skip_serializing_if = "Gates::are_open")]
    pub gates: Gates,
}

/// Serde hands in a reference.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a function of a reference")]
fn is_usual(visibility: &Visibility) -> bool {
    *visibility == Visibility::Public
}

impl Content {
    /// A text alone.
    pub fn of(text: &str, language: Language) -> Self {
        Self {
            text: text.to_owned(),
            warning: None,
            language,
            pictures: Vec::new(),
            headline: None,
            poll: None,
            quotes: None,
            visibility: Visibility::Public,
            gates: Gates::default(),
        }
    }

    /// The same as it leaves where a network has no line for a warning: the warning opens the text.
    #[must_use]
    pub fn opened_by_warning(&self) -> Self {
        let text = match self.warning.as_deref().filter(|line| !is_blank(line)) {
            Some(warning) => format!("[{}]\n\n{}", warning.trim(), self.text).trim_end().to_owned(),
            None => self.text.clone(),
        };
        Self { text, warning: None, ..self.clone() }
    }

    /// The digest of everything that leaves. Any edit changes it; where a picture is stored does not.
    ///
    /// The encoding is version 1 and never changes; another one takes another first part. Version 2 is that of a content
    /// of which more is said than version 1 knew.
    pub fn digest(&self) -> Digest {
        let more = self.said_since_version_one();
        let version = if more.is_empty() { b"nuncio content 1".to_vec() } else { b"nuncio content 2".to_vec() };
        let mut parts: Vec<Vec<u8>> = vec![version, self.text.clone().into_bytes()];
        parts.extend(optional(self.warning.as_deref()));
        parts.push(self.language.as_str().into());
        for picture in &self.pictures {
            parts.push(picture.digest.bytes().to_vec());
            parts.push(picture.mime.clone().into_bytes());
            parts.extend(picture.alt.encoded());
        }
        parts.extend(more);
        Digest::of_parts(parts.iter().map(Vec::as_slice))
    }

    /// What version 1 of the encoding did not know, each part after its name; nothing where nothing of it is said.
    fn said_since_version_one(&self) -> Vec<Vec<u8>> {
        let mut parts = Vec::new();
        let mut say = |name: &str, value: &str| parts.extend([name.as_bytes().to_vec(), value.as_bytes().to_vec()]);
        if let Some(headline) = &self.headline {
            say("headline", headline);
        }
        if let Some(quoted) = &self.quotes {
            say("quotes", quoted.as_str());
        }
        if self.visibility != Visibility::Public {
            say("visibility", self.visibility.word());
        }
        if !self.gates.are_open() {
            say("may answer", self.gates.answers.word());
            say("may quote", self.gates.quotes.word());
        }
        for (at, picture) in self.pictures.iter().enumerate() {
            if let Some(focus) = picture.focus {
                say("focus", &format!("{at}: {} {}", focus.x, focus.y));
            }
        }
        parts.extend(self.poll.iter().flat_map(Poll::encoded));
        parts
    }
}

/// Two parts, so that no value and an empty one differ.
pub(crate) fn optional(value: Option<&str>) -> [Vec<u8>; 2] {
    match value {
        None => [b"none".to_vec(), Vec::new()],
        Some(text) => [b"some".to_vec(), text.into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Alt, Focus,
        testing::{content, picture},
    };
    use basics::MediaId;
    use proptest::prelude::*;

    #[test]
    fn pc07_every_edit_changes_the_digest() {
        let original = Content { pictures: vec![picture()], ..content("Django 6.1 is out") };
        let edits: [fn(&mut Content); 16] = [
            |it| it.text.push(' '),
            |it| it.text = it.text.to_lowercase(),
            |it| it.warning = Some(String::new()),
            |it| it.language = "de".parse().unwrap(),
            |it| it.pictures.clear(),
            |it| it.pictures.push(picture()),
            |it| it.pictures[0].digest = Digest::of(b"another"),
            |it| it.pictures[0].alt = Alt::Decorative,
            |it| it.pictures[0].alt = Alt::Described("A cat.".into()),
            |it| it.pictures[0].focus = Some(Focus::new(0, 0)),
            |it| it.headline = Some(String::new()),
            |it| it.quotes = Some(Url::parse("https://social.example/@a/1").unwrap()),
            |it| it.visibility = Visibility::Unlisted,
            |it| it.gates.answers = crate::Whoever::Nobody,
            |it| it.gates.quotes = crate::Whoever::Nobody,
            |it| {
                it.poll = Some(Poll { answers: vec![], open_for_minutes: 5, several: false, counts_hidden: false });
            },
        ];
        let digests: std::collections::BTreeSet<_> = edits
            .iter()
            .map(|edit| {
                let mut edited = original.clone();
                edit(&mut edited);
                edited.digest().to_string()
            })
            .collect();
        assert_eq!(digests.len(), edits.len(), "no two edits look the same");
        for (number, edit) in edits.iter().enumerate() {
            let mut edited = original.clone();
            edit(&mut edited);
            assert_ne!(edited.digest(), original.digest(), "edit {number}");
        }
    }

    #[test]
    fn the_same_content_has_the_same_digest_wherever_its_pictures_are_kept() {
        let here = Content { pictures: vec![picture()], ..content("x") };
        let mut there = here.clone();
        there.pictures[0].media = MediaId::mint(basics::Moment::from_micros(7));
        assert_eq!(here.digest(), there.digest());
    }

    #[test]
    fn the_encoding_of_version_one_stays_as_it_is() {
        let fixed = Content { warning: Some("release".into()), ..content("Hello") };
        assert_eq!(fixed.digest().to_string(), "01a01d783577eae2a71ce3052bd0950255cfdefad05643329b6886e9198fd561");
    }

    #[test]
    fn content_reads_back_from_its_stored_form() {
        let content = Content { pictures: vec![picture()], ..content("Grüße 👩‍👩‍👧‍👦") };
        let stored = serde_json::to_string(&content).unwrap();
        assert_eq!(serde_json::from_str::<Content>(&stored).unwrap(), content);
    }

    proptest! {
        #[test]
        fn two_texts_share_a_digest_only_when_they_are_one(a: String, b: String) {
            prop_assert_eq!(content(&a).digest() == content(&b).digest(), a == b);
        }
    }
}
