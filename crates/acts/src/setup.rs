//! The first run: four steps that are filled in over as much time as their people need, then a group.
//!
//! What was typed is kept sealed and held to the founder, so that nothing is lost by going back, closing the browser
//! or signing out.

mod charter_of;
mod finishing;

pub use charter_of::NotACharter;
pub use finishing::finish;

use crate::{Declined, Installation};
use basics::{Digest, PersonId};
use people::{SignedIn, Standing, TokenHash};
use serde::{Deserialize, Serialize};
use store::Ceremony;

/// How long a charter's text or rules may be, in bytes.
pub const LONGEST: usize = 400_000;

/// The four steps as they were typed, right or wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The group's name.
    pub name: String,
    /// Its name in addresses.
    pub slug: String,
    /// The zone in which it counts days.
    pub zone: String,
    /// What is asked for before publishing: `passkey` or `code`.
    pub proof: String,
    /// What its charter begins from: the key of a preset, `paste` or `empty`.
    pub start: String,
    /// The charter's text, where it was pasted.
    pub text: String,
    /// The rules beside it, where there are any.
    pub rules: String,
    /// The day it was adopted.
    pub adopted_on: String,
    /// The charter whose readings were confirmed, by its digest.
    pub confirmed: Option<Digest>,
    /// The people, the founder first.
    pub people: Vec<Named>,
    /// The first channel; none where there is none yet.
    pub channel: Option<FirstChannel>,
}

/// One of the first members.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Named {
    /// How the group calls them.
    pub name: String,
    /// Their mail address.
    pub email: String,
    /// The offices they hold.
    pub offices: Vec<String>,
    /// The outside statuses they have.
    pub statuses: Vec<String>,
}

/// The first channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FirstChannel {
    /// `mastodon`, `bluesky`, or `assisted-` and a place.
    pub network: String,
    /// What people call it.
    pub name: String,
    /// Its name there.
    pub handle: String,
    /// Its public page.
    pub page: String,
    /// `preferred`, `primary` or nothing.
    pub mark: String,
}

/// Whether somebody is here to set up a group: they hold the first run's link and belong to no group.
pub async fn may(here: &Installation, who: &SignedIn) -> Result<bool, Declined> {
    let none = here.store.groups_of(who.person()).await?.is_empty();
    Ok(none && here.store.belonging(who.person()).await? == Standing::Belongs)
}

/// What is filled in so far. The founder stands among the people from the start.
pub async fn draft(here: &Installation, who: &SignedIn) -> Result<Draft, Declined> {
    let kept = here.store.ceremony(place(who.person()), Ceremony::Founding).await?;
    let mut draft: Draft = match kept {
        Some(kept) => serde_json::from_slice(&kept)?,
        None => Draft::default(),
    };
    if draft.people.is_empty() {
        let founder = here.store.person(who.person()).await?.ok_or(Declined::NotFound("person"))?;
        let (name, email) = (founder.name.as_str().to_owned(), founder.email.to_string());
        draft.people.push(Named { name, email, ..Named::default() });
    }
    Ok(draft)
}

/// Keeps what is filled in, right or wrong.
pub async fn keep(here: &Installation, who: &SignedIn, draft: &Draft) -> Result<(), Declined> {
    let state = serde_json::to_vec(draft)?;
    here.store.bookkeeping().keep_ceremony(place(who.person()), Ceremony::Founding, &state).await?;
    Ok(())
}

/// The draft is held to the person, not to one browser.
fn place(person: PersonId) -> TokenHash {
    TokenHash::from(Digest::of_parts([&b"first run 1"[..], person.uuid().as_bytes()]))
}
