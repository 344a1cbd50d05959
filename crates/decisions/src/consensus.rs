//! What is said of an agreement that nobody voted on: who took part in it, and where it can be read.

use basics::PersonId;
use serde::{Deserialize, Serialize};

/// The longest note about a consensus, in characters: an address, or a few lines.
pub const LONGEST_NOTE: usize = 2_000;

/// A consensus as somebody declares it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    participants: Vec<PersonId>,
    note: String,
    #[serde(default)]
    confirmed: Vec<PersonId>,
}

/// Why an agreement cannot be declared as it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDeclared {
    /// Nobody but whoever declares it took part.
    #[error("name whoever else took part: nobody agrees with themselves alone")]
    Alone,
    /// Nobody could read where.
    #[error("say where it can be read, by an address or in a few lines: others have to be able to look at it")]
    NoNote,
    /// The note is too long.
    #[error("the note has {0} characters, and at most {LONGEST_NOTE} are kept; give an address instead")]
    TooLong(usize),
    /// Somebody was not named as having taken part.
    #[error("only whoever was named as having taken part confirms it")]
    NotNamed,
}

impl Declared {
    /// An agreement among these people, which can be read there. Whoever declares it is one of them.
    ///
    /// # Errors
    /// When nobody else took part, or nobody could look at it.
    pub fn among(by: PersonId, others: impl IntoIterator<Item = PersonId>, note: &str) -> Result<Self, NotDeclared> {
        let mut participants = vec![by];
        for person in others {
            if !participants.contains(&person) {
                participants.push(person);
            }
        }
        match note.trim() {
            _ if participants.len() < 2 => Err(NotDeclared::Alone),
            blank if basics::text::is_blank(blank) => Err(NotDeclared::NoNote),
            long if long.chars().count() > LONGEST_NOTE => Err(NotDeclared::TooLong(long.chars().count())),
            note => Ok(Self { participants, note: note.to_owned(), confirmed: vec![by] }),
        }
    }
    /// Whoever took part; the one who declared it comes first.
    pub fn participants(&self) -> &[PersonId] {
        &self.participants
    }
    /// Somebody who was named says that they took part.
    ///
    /// # Errors
    /// When they were not named.
    pub fn confirms(&mut self, person: PersonId) -> Result<(), NotDeclared> {
        if !self.participants.contains(&person) {
            return Err(NotDeclared::NotNamed);
        }
        if !self.confirmed.contains(&person) {
            self.confirmed.push(person);
        }
        Ok(())
    }
    /// Whether somebody who was named said themself that they took part. Whoever declared it did by that.
    pub fn is_confirmed_by(&self, person: PersonId) -> bool {
        self.confirmed.contains(&person) || self.participants.first() == Some(&person)
    }
    /// Whoever said themself that they took part; the one who declared it comes first.
    pub fn confirmed(&self) -> impl Iterator<Item = PersonId> {
        self.participants.iter().copied().filter(|person| self.is_confirmed_by(*person))
    }
    /// Where it can be read: an address, or a few lines.
    pub fn note(&self) -> &str {
        &self.note
    }
}
