//! The writes by which meetings come to stand in the calendar, move, and are called off.

use super::rows::{MeetingRow, SeriesRow, found, series_of};
use crate::{
    Changed, Declined, Judged, SentForm,
    database::tables::{meeting, meeting_series},
    groups::founding::zone_of,
};
use audit::Change;
use basics::{GroupId, MeetingId, Moment, PersonId, SeriesId, Zone, days};
use charter::act::{CancelMeeting, MoveMeeting, PlanMeeting};
use meetings::{Kind, Series};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, UpdateMany,
    prelude::Expr, sea_query::ExprTrait as _,
};
use serde_json::json;

/// What is the same for one meeting and for a series.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub place: String,
    /// How long it is meant to last, in minutes.
    pub minutes: u32,
}

/// What is planned.
#[derive(Clone, Copy, Debug)]
pub enum Planned {
    /// One meeting beside the series.
    One(Kind, Moment),
    /// A series, with so many meetings of it at first.
    Series(Series, u32),
}

impl Judged<PlanMeeting> {
    /// Puts it in the calendar: one meeting, or the first of a series.
    ///
    /// # Errors
    /// When it would begin before now, or its form planned it already.
    pub async fn keep(self, plan: &Plan, planned: Planned, form: &SentForm) -> Result<Changed, Declined> {
        self.once(form).await?;
        let (id, by, now) = (self.act().meeting, self.by()?, self.now());
        let zone = zone_of(&self.tx, self.group).await?;
        let first = match &planned {
            Planned::One(_, starts) => *starts,
            Planned::Series(series, _) => series.starts(0, &zone),
        };
        if first < now {
            return Err(Declined::field("day", "this lies in the past: choose a day and time from now on"));
        }
        meant(first, self.now(), &zone)?;
        let new = New { id, group: self.group, plan, by, now };
        let told = match planned {
            Planned::One(kind, starts) => {
                new.meeting(id, None, kind, starts).insert(&self.tx).await?;
                json!({ "title": plan.title, "starts": starts, "minutes": plan.minutes, "kind": kind })
            }
            Planned::Series(series, count) => {
                new.series(&self.tx, &series, count, &zone).await?;
                json!({ "title": plan.title, "starts": first, "minutes": plan.minutes, "every": series.rhythm.to_string() })
            }
        };
        Ok(self.changed(vec![Change::made("meeting", told)]))
    }

    /// Adds so many meetings to the end of a series that runs. Nobody has to remember to: the charter itself does.
    ///
    /// # Errors
    /// When the meeting of the act belongs to no series, or to one that was ended.
    pub async fn goes_on(self, count: u32) -> Result<Changed, Declined> {
        let row = found(&self.tx, self.group, self.act().meeting).await?;
        let id = row.series.ok_or_else(|| Declined::rule("this meeting belongs to no series"))?;
        let series = meeting_series::Entity::find_by_id(id.uuid()).one(&self.tx).await?;
        let series = series_of(series.ok_or(Declined::NotFound("series of meetings"))?)?;
        if series.ended.is_some() {
            return Err(Declined::rule("this series was ended, so no more meetings of it are planned"));
        }
        let zone = zone_of(&self.tx, self.group).await?;
        for number in series.planned..series.planned + count {
            follow(&series, number, &zone, self.now()).insert(&self.tx).await?;
        }
        planned_up_to(&self.tx, id, series.planned + count).await?;
        let told = json!({ "title": series.title, "more": count });
        Ok(self.changed(vec![Change::made("meetings of a series", told)]))
    }
}

/// A meeting of a series, by its number.
fn follow(series: &SeriesRow, number: u32, zone: &Zone, now: Moment) -> NewRow {
    let plan = Plan { title: series.title.clone(), place: series.place.clone(), minutes: series.minutes };
    let (group, by) = (series.group, series.planned_by);
    let id = MeetingId::mint(now);
    New { id, group, plan: &plan, by, now }.meeting(
        id,
        Some(series.id),
        Kind::Regular,
        series.course.starts(number, zone),
    )
}

async fn planned_up_to(tx: &impl ConnectionTrait, series: SeriesId, count: u32) -> Result<(), Declined> {
    meeting_series::Entity::update_many()
        .col_expr(meeting_series::Column::Planned, Expr::value(number(count)))
        .filter(meeting_series::Column::Id.eq(series.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}

/// A count as the database keeps it.
fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// Something new, whose first meeting has this id.
struct New<'a> {
    id: MeetingId,
    group: GroupId,
    plan: &'a Plan,
    by: PersonId,
    now: Moment,
}

/// A row that is not written yet.
struct NewRow(meeting::ActiveModel);

impl NewRow {
    async fn insert(self, tx: &impl ConnectionTrait) -> Result<(), DbErr> {
        meeting::Entity::insert(self.0).exec_without_returning(tx).await.map(drop)
    }
}

impl New<'_> {
    fn meeting(&self, id: MeetingId, series: Option<SeriesId>, kind: Kind, starts: Moment) -> NewRow {
        NewRow(meeting::ActiveModel {
            id: Set(id.uuid()),
            group_id: Set(self.group.uuid()),
            series_id: Set(series.map(SeriesId::uuid)),
            kind: Set(kind.word().to_owned()),
            title: Set(self.plan.title.clone()),
            place: Set(self.plan.place.clone()),
            starts_at: Set(starts.micros()),
            minutes: Set(number(self.plan.minutes)),
            sequence: Set(0),
            changed_at: Set(self.now.micros()),
            planned_by: Set(self.by.uuid()),
            cancelled_at: Set(None),
            cancelled_why: Set(None),
            approved: Set(None),
            approved_at: Set(None),
            published_at: Set(None),
            off_with_series: Set(false),
        })
    }

    async fn series(
        &self,
        tx: &impl ConnectionTrait,
        course: &Series,
        count: u32,
        zone: &Zone,
    ) -> Result<(), Declined> {
        let series = SeriesId::mint(self.now);
        meeting_series::Entity::insert(meeting_series::ActiveModel {
            id: Set(series.uuid()),
            group_id: Set(self.group.uuid()),
            title: Set(self.plan.title.clone()),
            place: Set(self.plan.place.clone()),
            minutes: Set(number(self.plan.minutes)),
            course: Set(serde_json::to_string(course)?),
            planned: Set(number(count)),
            planned_by: Set(self.by.uuid()),
            planned_at: Set(self.now.micros()),
            ended_at: Set(None),
            ended_by: Set(None),
            ended_why: Set(None),
        })
        .exec_without_returning(tx)
        .await?;
        for number in 0..count {
            let id = if number == 0 { self.id } else { MeetingId::mint(self.now) };
            self.meeting(id, Some(series), Kind::Regular, course.starts(number, zone)).insert(tx).await?;
        }
        Ok(())
    }
}

/// Whether somebody can mean this day for a meeting.
fn meant(starts: Moment, now: Moment, zone: &Zone) -> Result<(), Declined> {
    let day = |at: Moment| at.in_zone(zone.rules()).date();
    days::near_enough(day(starts), day(now)).map_err(|far| Declined::field("day", far))
}

impl Judged<MoveMeeting> {
    /// Holds it at another time. It stays the meeting it is: one of its series, counted on the day on which it is held. `seen` is
    /// how often it had changed when whoever moves it saw it.
    ///
    /// # Errors
    /// When it has begun or was called off, changed since it was seen, when the new time lies in the past, or is the old one.
    pub async fn keep(self, seen: u32, starts: Moment, minutes: u32, place: &str) -> Result<Changed, Declined> {
        let row = found(&self.tx, self.group, self.act().meeting).await?;
        row.can_change(seen, self.now())?;
        if starts < self.now() {
            return Err(Declined::field("day", "this lies in the past: choose a day and time from now on"));
        }
        meant(starts, self.now(), &zone_of(&self.tx, self.group).await?)?;
        if (starts, minutes, place) == (row.starts, row.minutes, row.place.as_str()) {
            return Err(Declined::field("day", "this is when and where it is held already; nothing was changed"));
        }
        meeting::Entity::update_many()
            .col_expr(meeting::Column::StartsAt, Expr::value(starts.micros()))
            .col_expr(meeting::Column::Minutes, Expr::value(number(minutes)))
            .col_expr(meeting::Column::Place, Expr::value(place))
            .col_expr(meeting::Column::Sequence, Expr::col(meeting::Column::Sequence).add(1))
            .col_expr(meeting::Column::ChangedAt, Expr::value(self.now().micros()))
            .filter(meeting::Column::Id.eq(row.id.uuid()))
            .exec(&self.tx)
            .await?;
        let told =
            |starts: Moment, minutes: u32, place: &str| json!({ "starts": starts, "minutes": minutes, "place": place });
        let before = told(row.starts, row.minutes, &row.place);
        Ok(self.changed(vec![Change::from_to("meeting", before, told(starts, minutes, place))]))
    }
}

impl Judged<CancelMeeting> {
    /// Calls it off, with a reason. Its series goes on.
    ///
    /// # Errors
    /// When it has begun, was called off before, or changed since it was seen.
    pub async fn keep(self, seen: u32, why: &str) -> Result<Changed, Declined> {
        let row = found(&self.tx, self.group, self.act().meeting).await?;
        row.can_change(seen, self.now())?;
        let this = meeting::Column::Id.eq(row.id.uuid());
        let count = calls_off(why, self.now()).filter(this).exec(&self.tx).await?.rows_affected;
        Ok(self.changed(vec![Change::made("calling off", said(&row, why, count))]))
    }
}

/// The write that calls meetings off; which ones, its filter says.
pub(super) fn calls_off(why: &str, now: Moment) -> UpdateMany<meeting::Entity> {
    meeting::Entity::update_many()
        .col_expr(meeting::Column::CancelledAt, Expr::value(now.micros()))
        .col_expr(meeting::Column::CancelledWhy, Expr::value(why))
        .col_expr(meeting::Column::Sequence, Expr::col(meeting::Column::Sequence).add(1))
        .col_expr(meeting::Column::ChangedAt, Expr::value(now.micros()))
}

/// What the log says of a calling off.
pub(super) fn said(row: &MeetingRow, why: &str, count: u64) -> serde_json::Value {
    json!({ "title": row.title, "starts": row.starts, "reason": why, "meetings": count })
}
