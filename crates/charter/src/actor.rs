//! Who acts.

use basics::PersonId;
use serde::{Deserialize, Serialize};

/// Who does something. The clock is nobody: what it sets off is done by the person who planned it,
/// or by the charter itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Actor {
    /// A human being, in whatever offices the facts say they hold.
    Person(PersonId),
    /// The charter itself, for the closed list of things that happen by its text alone (a term ends, a vote closes).
    Charter,
    /// Whoever runs the installation, at its command line: founding, restoring, freezing.
    Operator,
}

impl Actor {
    /// The person behind the act, if it is a person's.
    pub fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(person) => Some(person),
            Self::Charter | Self::Operator => None,
        }
    }
}
