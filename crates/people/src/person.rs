//! A person: a human being with an account in this installation, whatever offices they hold and in which groups.

use crate::{EmailAddress, Initials, PersonName};
use basics::{Moment, PersonId};
use serde::{Deserialize, Serialize};

/// One human being. What they may do is the charter's matter and stands nowhere here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who it is, for good; the name and the address may change.
    pub id: PersonId,
    /// What they want to be called.
    pub name: PersonName,
    /// The name of their account at sign-in, and where their links go. Unique by [`EmailAddress::key`].
    pub email: EmailAddress,
    /// The letters that stand for them in lists.
    pub initials: Initials,
    /// When they agreed that their name is shown to the public. Without it public pages show the office alone.
    pub consent_public_name: Option<Moment>,
}

impl Person {
    /// A new person, whose name is not public.
    pub fn new(id: PersonId, name: PersonName, email: EmailAddress) -> Self {
        let initials = name.initials();
        Self { id, name, email, initials, consent_public_name: None }
    }
}
