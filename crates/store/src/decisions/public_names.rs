//! Members who want their name in the public record of decisions. Everybody else stands there by their role.

use crate::{Bookkeeping, Store, database::tables::public_name};
use basics::{GroupId, PersonId};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::OnConflict};
use std::collections::HashSet;

impl Store {
    /// Whoever agreed that the public reads their name.
    pub async fn public_names(&self, group: GroupId) -> Result<HashSet<PersonId>, anyhow::Error> {
        let of_group = public_name::Entity::find().filter(public_name::Column::GroupId.eq(group.uuid()));
        Ok(of_group.all(self.reader()).await?.into_iter().map(|row| row.person_id.into()).collect())
    }
}

impl Bookkeeping<'_> {
    /// Somebody agrees that the public reads their name, or no longer does. It counts for every decision, also for those that
    /// were taken before.
    pub async fn shows_name(&self, group: GroupId, person: PersonId, shown: bool) -> Result<(), anyhow::Error> {
        if shown {
            let row = public_name::ActiveModel {
                group_id: Set(group.uuid()),
                person_id: Set(person.uuid()),
                since: Set(self.store.now().micros()),
            };
            let insert = public_name::Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned());
            insert.exec_without_returning(self.store.writer()).await?;
        } else {
            public_name::Entity::delete_many()
                .filter(public_name::Column::GroupId.eq(group.uuid()))
                .filter(public_name::Column::PersonId.eq(person.uuid()))
                .exec(self.store.writer())
                .await?;
        }
        Ok(())
    }
}
