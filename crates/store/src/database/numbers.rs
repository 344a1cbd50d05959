//! Numbers that are given once and for good: the next place in a year, for whatever a group counts by the year.

use crate::{Declined, groups::founding::zone_of};
use basics::{GroupId, Moment};
use decisions::Number;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait, QueryFilter as _, QuerySelect as _};

/// The columns of a table whose rows are numbered: the group, the year, and the place in it.
pub(crate) struct Numbered<E: EntityTrait> {
    pub(crate) group: E::Column,
    pub(crate) year: E::Column,
    pub(crate) place: E::Column,
}

impl<E: EntityTrait> Numbered<E> {
    /// The next number of the year it is now in the zone of the group. None is given twice: the place is unique in its year, and
    /// `SQLite` has one writer; on `PostgreSQL` the acts that number things stand alone in their group.
    pub(crate) async fn next(self, tx: &impl ConnectionTrait, group: GroupId, now: Moment) -> Result<Number, Declined> {
        let year = now.in_zone(zone_of(tx, group).await?.rules()).year();
        let last = E::find()
            .select_only()
            .column_as(self.place.max(), "place")
            .filter(self.group.eq(group.uuid()))
            .filter(self.year.eq(i32::from(year)))
            .into_tuple::<Option<i32>>()
            .one(tx)
            .await?
            .flatten();
        let place = u32::try_from(last.unwrap_or_default()).map_err(anyhow::Error::from)? + 1;
        Ok(Number { year, place })
    }
}
