//! When somebody last came to a group's Home, so that it can tell what happened since.

use crate::{Bookkeeping, database::tables::home_visit};
use basics::{GroupId, Moment, PersonId};
use jiff::SignedDuration;
use sea_orm::{ActiveValue::Set, EntityTrait as _, sea_query::OnConflict};

/// Pages that are opened within this time are one visit.
const ONE_VISIT: SignedDuration = SignedDuration::from_mins(30);

impl Bookkeeping<'_> {
    /// Notes that somebody comes to Home, and gives the instant at which their visit before this one began; none where it
    /// is their first. Within one visit nothing is written.
    pub async fn comes_home(&self, group: GroupId, person: PersonId) -> Result<Option<Moment>, anyhow::Error> {
        let (key, now) = ((group.uuid(), person.uuid()), self.store.now());
        let known = home_visit::Entity::find_by_id(key).one(self.store.reader()).await?;
        let before = known.as_ref().and_then(|row| row.before_at);
        let began = known.map(|row| row.began_at);
        if began.is_some_and(|began| now < Moment::from_micros(began).plus(ONE_VISIT)) {
            return Ok(before.map(Moment::from_micros));
        }
        let newer = OnConflict::columns([home_visit::Column::GroupId, home_visit::Column::PersonId])
            .update_columns([home_visit::Column::BeganAt, home_visit::Column::BeforeAt])
            .to_owned();
        home_visit::Entity::insert(home_visit::ActiveModel {
            group_id: Set(group.uuid()),
            person_id: Set(person.uuid()),
            began_at: Set(now.micros()),
            before_at: Set(began),
        })
        .on_conflict(newer)
        .exec_without_returning(self.store.writer())
        .await?;
        Ok(began.map(Moment::from_micros))
    }
}
