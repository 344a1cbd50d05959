//! Reading the earlier versions of minutes. They are written in `minutes.rs`, one with each save.

use super::attending::meetings_of;
use crate::{Store, database::tables::minutes_version};
use basics::{GroupId, MeetingId, Moment, PersonId};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

/// Minutes as they stood once.
#[derive(Clone, Debug)]
pub struct VersionRow {
    /// Its number, from 1.
    pub number: i32,
    /// The words.
    pub text: String,
    /// Who saved it, and when.
    pub written: (PersonId, Moment),
    /// The earlier version that it brought back.
    pub restored: Option<i32>,
}

impl Store {
    /// Every version of the minutes of a meeting of this group, the earliest first.
    pub async fn minutes_versions(&self, group: GroupId, meeting: MeetingId) -> Result<Vec<VersionRow>, anyhow::Error> {
        let rows = minutes_version::Entity::find()
            .filter(minutes_version::Column::MeetingId.in_subquery(meetings_of(group)))
            .filter(minutes_version::Column::MeetingId.eq(meeting.uuid()))
            .order_by_asc(minutes_version::Column::Number)
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(VersionRow::from).collect())
    }
}

impl From<minutes_version::Model> for VersionRow {
    fn from(row: minutes_version::Model) -> Self {
        Self {
            number: row.number,
            text: row.text,
            written: (row.written_by.into(), Moment::from_micros(row.written_at)),
            restored: row.restored,
        }
    }
}
