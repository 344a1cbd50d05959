//! Reading meetings and their series. Who was there stands in `attending.rs`, what was written in `papers.rs`.

use crate::{
    Bookkeeping, Declined, Store,
    database::tables::{meeting, meeting_letter, meeting_series},
};
use anyhow::Context as _;
use basics::{Digest, GroupId, MeetingId, Moment, PersonId, SeriesId};
use meetings::{Kind, Meeting, Series};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, QueryTrait as _,
};

/// A meeting.
#[derive(Clone, Debug)]
pub struct MeetingRow {
    /// Its id.
    pub id: MeetingId,
    /// Its group.
    pub group: GroupId,
    /// The series it belongs to.
    pub series: Option<SeriesId>,
    /// What sort of meeting it is.
    pub kind: Kind,
    /// What it is called.
    pub title: String,
    /// Where: an address, or a room.
    pub place: String,
    /// When it begins.
    pub starts: Moment,
    /// How long it is meant to last, in minutes.
    pub minutes: u32,
    /// How often it was moved or called off.
    pub sequence: u32,
    /// When it was planned, moved or called off last.
    pub changed: Moment,
    /// Who planned it.
    pub planned_by: PersonId,
    /// Why it was called off, and when.
    pub cancelled: Option<(String, Moment)>,
    /// Whether it was the end of its series that called it off.
    pub is_off_with_series: bool,
    /// The minutes that were approved, by their digest, and when.
    pub approved: Option<(Digest, Moment)>,
    /// Since when everybody may read them.
    pub published: Option<Moment>,
}

impl MeetingRow {
    /// Its hours, as crate `meetings` knows them.
    pub fn course(&self) -> Meeting {
        Meeting { starts: self.starts, minutes: self.minutes, is_cancelled: self.cancelled.is_some() }
    }
    /// Whether it can be moved or called off by somebody who saw it when it had changed so often.
    pub(super) fn can_change(&self, seen: u32, now: Moment) -> Result<(), Declined> {
        self.course().can_change(now).map_err(Declined::rule)?;
        if self.sequence == seen { Ok(()) } else { Err(Declined::Stale("this meeting")) }
    }
}

/// A series of regular meetings.
#[derive(Clone, Debug)]
pub struct SeriesRow {
    /// Its id.
    pub id: SeriesId,
    /// Its group.
    pub group: GroupId,
    /// What its meetings are called.
    pub title: String,
    /// Where they are.
    pub place: String,
    /// How long each is meant to last, in minutes.
    pub minutes: u32,
    /// Its days, time and rhythm.
    pub course: Series,
    /// How many of its meetings stand in the calendar.
    pub planned: u32,
    /// Who planned it.
    pub planned_by: PersonId,
    /// Its end, where it was ended.
    pub ended: Option<SeriesEnd>,
}

/// How a series ended.
#[derive(Clone, Debug)]
pub struct SeriesEnd {
    /// When.
    pub at: Moment,
    /// Who ended it, and why; nothing where that was not asked yet.
    pub by: Option<(PersonId, String)>,
}

impl Store {
    /// The meetings of a group, the earliest first.
    pub async fn meetings(&self, group: GroupId) -> Result<Vec<MeetingRow>, anyhow::Error> {
        let rows = meeting::Entity::find()
            .filter(meeting::Column::GroupId.eq(group.uuid()))
            .order_by_asc(meeting::Column::StartsAt)
            .order_by_asc(meeting::Column::Id)
            .all(self.reader())
            .await?;
        rows.into_iter().map(row_of).collect()
    }

    /// One meeting of a group.
    pub async fn meeting(&self, group: GroupId, id: MeetingId) -> Result<Option<MeetingRow>, anyhow::Error> {
        find(self.reader(), group, id).await
    }

    /// The series of a group, the earliest first.
    pub async fn meeting_series(&self, group: GroupId) -> Result<Vec<SeriesRow>, anyhow::Error> {
        let rows = meeting_series::Entity::find()
            .filter(meeting_series::Column::GroupId.eq(group.uuid()))
            .order_by_asc(meeting_series::Column::PlannedAt)
            .all(self.reader())
            .await?;
        rows.into_iter().map(series_of).collect()
    }
}

impl Bookkeeping<'_> {
    /// The series of every group that are not ended.
    pub async fn running_series(&self) -> Result<Vec<SeriesRow>, anyhow::Error> {
        let running = meeting_series::Entity::find().filter(meeting_series::Column::EndedAt.is_null());
        running.all(self.store.reader()).await?.into_iter().map(series_of).collect()
    }

    /// The meetings of every group that people may have to be written to about: they have not begun, and begin before this
    /// instant, or somebody was written to about them already.
    pub async fn meetings_to_tell_of(&self, until: Moment) -> Result<Vec<MeetingRow>, anyhow::Error> {
        let told_of = meeting_letter::Entity::find().select_only().column(meeting_letter::Column::MeetingId);
        let spoken_of = Condition::any()
            .add(meeting::Column::StartsAt.lt(until.micros()))
            .add(meeting::Column::Id.in_subquery(told_of.into_query()));
        let rows = meeting::Entity::find()
            .filter(meeting::Column::StartsAt.gt(self.store.now().micros()))
            .filter(spoken_of)
            .order_by_asc(meeting::Column::StartsAt)
            .all(self.store.reader())
            .await?;
        rows.into_iter().map(row_of).collect()
    }
}

async fn find(tx: &impl ConnectionTrait, group: GroupId, id: MeetingId) -> Result<Option<MeetingRow>, anyhow::Error> {
    let of_group = meeting::Column::GroupId.eq(group.uuid());
    meeting::Entity::find_by_id(id.uuid()).filter(of_group).one(tx).await?.map(row_of).transpose()
}

/// The meeting of an act, in its transaction.
pub(crate) async fn found(tx: &impl ConnectionTrait, group: GroupId, id: MeetingId) -> Result<MeetingRow, Declined> {
    find(tx, group, id).await?.ok_or(Declined::NotFound("meeting"))
}

pub(super) fn row_of(row: meeting::Model) -> Result<MeetingRow, anyhow::Error> {
    let digest = row.approved.map(|bytes| <[u8; 32]>::try_from(bytes).map(Digest::from)).transpose();
    let digest = digest.map_err(|_| anyhow::anyhow!("meeting {} holds a broken digest", row.id))?;
    Ok(MeetingRow {
        id: row.id.into(),
        group: row.group_id.into(),
        series: row.series_id.map(SeriesId::from),
        kind: Kind::of(&row.kind).with_context(|| format!("meeting {} is of an unknown kind", row.id))?,
        title: row.title,
        place: row.place,
        starts: Moment::from_micros(row.starts_at),
        minutes: u32::try_from(row.minutes)?,
        sequence: u32::try_from(row.sequence)?,
        changed: Moment::from_micros(row.changed_at),
        planned_by: row.planned_by.into(),
        cancelled: row.cancelled_at.map(|at| (row.cancelled_why.unwrap_or_default(), Moment::from_micros(at))),
        is_off_with_series: row.off_with_series,
        approved: digest.zip(row.approved_at.map(Moment::from_micros)),
        published: row.published_at.map(Moment::from_micros),
    })
}

pub(super) fn series_of(row: meeting_series::Model) -> Result<SeriesRow, anyhow::Error> {
    Ok(SeriesRow {
        id: row.id.into(),
        group: row.group_id.into(),
        title: row.title,
        place: row.place,
        minutes: u32::try_from(row.minutes)?,
        course: serde_json::from_str(&row.course).with_context(|| format!("the course of series {}", row.id))?,
        planned: u32::try_from(row.planned)?,
        planned_by: row.planned_by.into(),
        ended: row.ended_at.map(|at| SeriesEnd {
            at: Moment::from_micros(at),
            by: row.ended_by.map(PersonId::from).zip(row.ended_why),
        }),
    })
}
