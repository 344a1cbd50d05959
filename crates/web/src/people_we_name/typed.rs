//! The form about somebody: its questions, and its answers as an entry of the book.

use crate::parts::{Choice, Choices, Field, Kind, Problems};
use acts::naming::handle_field;
use networks::{NetworkName, naming::WITH_HANDLES};
use publishing::{KnownHandle, KnownPerson};

/// The fields as they were sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed(Vec<(String, String)>);

const NOT_TO_BE: &str = "not-to-be-mentioned";

impl Typed {
    /// What a form sent.
    pub(super) fn sent(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// As the book says it.
    pub(super) fn of(known: &KnownPerson) -> Self {
        let mut fields = vec![("name".to_owned(), known.name.clone()), ("word".to_owned(), known.word.clone())];
        let handle = |network: &NetworkName| {
            let known = known.handles.get(network.as_str())?;
            Some((handle_field(*network).to_owned(), known.handle.clone()))
        };
        fields.extend(WITH_HANDLES.iter().filter_map(handle));
        if let Some(why) = &known.unwanted {
            fields.extend([(NOT_TO_BE.to_owned(), "yes".to_owned()), ("unwanted".to_owned(), why.clone())]);
        }
        Self(fields)
    }

    /// What it means.
    pub(super) fn known(&self) -> KnownPerson {
        let handle = |network: &NetworkName| {
            let handle = self.at(handle_field(*network)).to_owned();
            (network.as_str().to_owned(), KnownHandle { handle, account: None })
        };
        KnownPerson {
            name: self.at("name").to_owned(),
            word: self.at("word").to_owned(),
            unwanted: self.is_unwanted().then(|| self.at("unwanted").to_owned()),
            handles: WITH_HANDLES.iter().map(handle).collect(),
        }
    }

    fn at(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    fn is_unwanted(&self) -> bool {
        self.at(NOT_TO_BE) == "yes"
    }

    pub(super) fn fields(&self, problems: &Problems) -> Vec<Field> {
        let mut fields = vec![
            Field::new("name", "Name").hint("Stands in a post on a network that has no handle of theirs."),
            Field::new("word", "Word").hint("Write it into a post as @{word}, such as @{maria}."),
        ];
        fields.extend(
            WITH_HANDLES.iter().map(|network| {
                Field::new(handle_field(*network), &format!("Handle on {}", network.title())).optional()
            }),
        );
        fields.into_iter().map(|field| self.filled(field, problems)).collect()
    }

    pub(super) fn not_to_be_mentioned(&self) -> Choices {
        Choices {
            name: NOT_TO_BE.to_owned(),
            legend: "Do they want to be mentioned?".to_owned(),
            several: true,
            of: vec![Choice::new("yes", "Do not mention them").chosen(self.is_unwanted())],
            ..Choices::default()
        }
    }

    pub(super) fn why(&self, problems: &Problems) -> Field {
        let why = Field::new("unwanted", "Since when, and why not").kind(Kind::Lines(2)).optional();
        self.filled(why.hint("Every post that names them is refused with these words."), problems)
    }

    fn filled(&self, field: Field, problems: &Problems) -> Field {
        let value = self.at(&field.name).to_owned();
        field.value(value).marked(problems)
    }
}
