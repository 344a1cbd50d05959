//! People and groups that the stories of the store begin with.

use basics::{GroupId, Moment, PersonId};
use charter::presets::DJANGO;
use people::{EmailAddress, Person, PersonName};
use store::{Founder, Founding, Store};

/// Somebody with an account that is still to be made.
pub fn person(name: &str, email: &str) -> Person {
    let id = PersonId::mint(crate::both::noon());
    Person::new(id, PersonName::parse(name).unwrap(), EmailAddress::parse(email).unwrap())
}

/// A line of a roster, with a term that ends then.
pub fn member_until(person: &Person, end: Option<Moment>) -> Founder {
    let joined = crate::both::noon();
    Founder {
        person: person.id,
        known_as: person.name.to_string(),
        offices: Vec::new(),
        statuses: Vec::new(),
        term: end.map(|end| (joined, end)),
        joined,
    }
}

/// A group under the first preset, with these people.
pub async fn group_with(store: &Store, founders: Vec<Founder>) -> GroupId {
    store.found(founding_with(store, founders)).await.unwrap().id
}

/// The same before it is founded.
pub fn founding_with(store: &Store, founders: Vec<Founder>) -> Founding {
    let id = GroupId::mint(store.now());
    Founding {
        id,
        slug: format!("group-{}", &id.to_string()[24..]),
        name: "Social Media Working Group".into(),
        text: DJANGO.text.into(),
        rules: DJANGO.rules.into(),
        charter: store::compiled(DJANGO.rules, DJANGO.text).unwrap(),
        adopted_on: "2026-11-20".into(),
        in_force_from: crate::both::noon(),
        founders,
        channels: Vec::new(),
        house: Vec::new(),
    }
}
