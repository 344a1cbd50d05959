//! The form about a picture: its questions, and its answers as words of the library.

use crate::parts::{Choice, Field, Kind, Pick, Problems};
use charter::sentences::capital;
use publishing::{Licence, PictureWords};
use serde::Deserialize;

/// What is said about a picture, as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    description: String,
    licence: String,
    terms: String,
    credit: String,
}

impl Typed {
    /// As the library says it.
    pub(super) fn of(words: &PictureWords) -> Self {
        Self {
            name: words.name.clone(),
            description: words.description.clone(),
            licence: words.licence.map(Licence::word).unwrap_or_default().to_owned(),
            terms: words.terms.clone(),
            credit: words.credit.clone(),
        }
    }

    /// What it means. An unknown licence is none: the form offers the closed list.
    pub(super) fn words(&self) -> PictureWords {
        PictureWords {
            name: self.name.clone(),
            description: self.description.clone(),
            licence: Licence::of(&self.licence),
            terms: self.terms.clone(),
            credit: self.credit.clone(),
        }
    }

    pub(super) fn fields(&self, problems: &Problems) -> Vec<Field> {
        let fields = [
            Field::new("name", "Name").value(&self.name).optional().hint("What you call it among yourselves."),
            Field::new("description", "What does it show?")
                .kind(Kind::Lines(2))
                .value(&self.description)
                .optional()
                .hint("For someone who cannot see it. A post begins with these words, and can have others."),
        ];
        fields.into_iter().map(|field| field.marked(problems)).collect()
    }

    pub(super) fn licence(&self, problems: &Problems) -> Pick {
        let none = Choice::new("", "Nobody has said yet").chosen(self.licence.is_empty());
        let of = Licence::ALL
            .map(|licence| Choice::new(licence.word(), capital(licence.name())).chosen(self.licence == licence.word()));
        Pick {
            name: "licence".to_owned(),
            label: "Licence".to_owned(),
            hint: "CC BY and CC BY-SA ask that whoever made it is named where it is shown.".to_owned(),
            of: [none].into_iter().chain(of).collect(),
            error: problems.at("licence"),
        }
    }

    /// What the licence goes on with: whom to name, and what was agreed.
    pub(super) fn beside_licence(&self, problems: &Problems) -> Vec<Field> {
        let fields = [
            Field::new("credit", "Whom to name")
                .value(&self.credit)
                .optional()
                .hint("Offered into the text of a post."),
            Field::new("terms", "What was agreed")
                .kind(Kind::Lines(2))
                .value(&self.terms)
                .optional()
                .hint("Who permitted it and for what, where it is there by permission."),
        ];
        fields.into_iter().map(|field| field.marked(problems)).collect()
    }
}
