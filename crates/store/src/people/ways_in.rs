//! Who of many can sign in: what a list of people shows, asked once for all of them.

use crate::{
    Store,
    database::tables::{passkey, password, totp},
};
use basics::PersonId;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _, prelude::Uuid};
use std::collections::HashSet;

impl Store {
    /// Those of these people who can sign in: by a passkey, or by a password and a code.
    pub async fn with_a_way_in(&self, people: &[PersonId]) -> Result<HashSet<PersonId>, anyhow::Error> {
        let people: Vec<Uuid> = people.iter().map(|person| person.uuid()).collect();
        let passkeys = passkey::Entity::find().select_only().column(passkey::Column::PersonId);
        let passkeys = passkeys.filter(passkey::Column::PersonId.is_in(people.iter().copied()));
        let passwords = password::Entity::find().select_only().column(password::Column::PersonId);
        let passwords = passwords.filter(password::Column::PersonId.is_in(people.iter().copied()));
        let codes = totp::Entity::find().select_only().column(totp::Column::PersonId);
        let codes = codes.filter(totp::Column::PersonId.is_in(people));
        let passkeys: Vec<Uuid> = passkeys.into_tuple().all(self.reader()).await?;
        let passwords: HashSet<Uuid> = passwords.into_tuple().all(self.reader()).await?.into_iter().collect();
        let codes: Vec<Uuid> = codes.into_tuple().all(self.reader()).await?;
        let both = codes.into_iter().filter(|person| passwords.contains(person));
        Ok(passkeys.into_iter().chain(both).map(PersonId::from).collect())
    }
}
