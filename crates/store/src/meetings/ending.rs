//! The end of a series, and taking it up again: what its end called off takes place after all, and whoever was told hears of
//! it.

use super::{
    planning::{calls_off, said},
    rows::{MeetingRow, SeriesRow, found, row_of, series_of},
};
use crate::{
    Changed, Declined, Judged, Store,
    database::tables::{meeting, meeting_letter, meeting_series},
    members::roster,
};
use audit::Change;
use basics::{GroupId, MeetingId, Moment, SeriesId};
use charter::{
    Actor,
    act::{EndSeries, ResumeSeries},
};
use meetings::Letter;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, prelude::Expr, sea_query::ExprTrait as _,
};
use serde_json::json;

impl Judged<EndSeries> {
    /// Ends it with this meeting, and calls off everything of it that follows.
    ///
    /// # Errors
    /// When the meeting belongs to no series, has begun, was called off or changed since it was seen, or the series was ended
    /// before.
    pub async fn keep(self, seen: u32, why: &str) -> Result<Changed, Declined> {
        let (row, series) = of_meeting(&self.tx, self.group, self.act().meeting).await?;
        row.can_change(seen, self.now())?;
        if series.ended.is_some() {
            return Err(Declined::rule("this series was ended already"));
        }
        let (now, by) = (self.now().micros(), self.by()?.uuid());
        end(&self.tx, series.id, (Some(now), Some(by), Some(why))).await?;
        let called_off = calls_off(why, self.now())
            .col_expr(meeting::Column::OffWithSeries, Expr::value(true))
            .filter(meeting::Column::SeriesId.eq(series.id.uuid()))
            .filter(meeting::Column::StartsAt.gte(row.starts.micros()))
            .filter(meeting::Column::CancelledAt.is_null())
            .exec(&self.tx)
            .await?;
        Ok(self.changed(vec![Change::made("end of a series", said(&row, why, called_off.rows_affected))]))
    }
}

impl Judged<ResumeSeries> {
    /// Takes it up again: every meeting that its end called off takes place, when and where it was planned.
    ///
    /// # Errors
    /// When it was not ended, or the first meeting that was called off would have begun.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let (row, series) = of_meeting(&self.tx, self.group, self.act().meeting).await?;
        if series.ended.is_none() {
            return Err(Declined::rule("this series was not ended: its meetings take place"));
        }
        let rows = off_with(&self.tx, series.id).await?;
        let first =
            rows.first().ok_or_else(|| Declined::rule("nothing of this series was called off: plan a new one"))?;
        if first.starts <= self.now() {
            return Err(Declined::rule("the next meeting of this series would have begun by now: plan a new series"));
        }
        end(&self.tx, series.id, (None, None, None)).await?;
        for row in &rows {
            knows_already(&self.tx, row).await?;
        }
        let back = meeting::Entity::update_many()
            .col_expr(meeting::Column::CancelledAt, Expr::value(None::<i64>))
            .col_expr(meeting::Column::CancelledWhy, Expr::value(None::<String>))
            .col_expr(meeting::Column::OffWithSeries, Expr::value(false))
            .col_expr(meeting::Column::Sequence, Expr::col(meeting::Column::Sequence).add(1))
            .col_expr(meeting::Column::ChangedAt, Expr::value(self.now().micros()))
            .filter(meeting::Column::SeriesId.eq(series.id.uuid()))
            .filter(meeting::Column::OffWithSeries.eq(true))
            .exec(&self.tx)
            .await?;
        let told = json!({ "title": row.title, "starts": first.starts, "meetings": back.rows_affected });
        Ok(self.changed(vec![Change::made("series taken up again", told)]))
    }
}

impl Store {
    /// The meeting from which on this series was called off, while it can be taken up again.
    pub async fn resumes_from(&self, series: &SeriesRow) -> Result<Option<MeetingRow>, anyhow::Error> {
        if series.ended.is_none() {
            return Ok(None);
        }
        let first = off_with(self.reader(), series.id).await?.into_iter().next();
        Ok(first.filter(|row| row.group == series.group && row.starts > self.now()))
    }
}

/// A meeting of a series, and the series.
pub(crate) async fn of_meeting(
    tx: &impl ConnectionTrait,
    group: GroupId,
    meeting: MeetingId,
) -> Result<(MeetingRow, SeriesRow), Declined> {
    let row = found(tx, group, meeting).await?;
    let id = row.series.ok_or_else(|| Declined::rule("this meeting belongs to no series"))?;
    let series = meeting_series::Entity::find_by_id(id.uuid()).one(tx).await?;
    Ok((row, series_of(series.ok_or(Declined::NotFound("series of meetings"))?)?))
}

/// What the end of a series called off, the earliest first.
async fn off_with(tx: &impl ConnectionTrait, series: SeriesId) -> Result<Vec<MeetingRow>, anyhow::Error> {
    let rows = meeting::Entity::find()
        .filter(meeting::Column::SeriesId.eq(series.uuid()))
        .filter(meeting::Column::OffWithSeries.eq(true))
        .order_by_asc(meeting::Column::StartsAt)
        .all(tx)
        .await?;
    rows.into_iter().map(row_of).collect()
}

type End<'a> = (Option<i64>, Option<sea_orm::prelude::Uuid>, Option<&'a str>);

async fn end(tx: &impl ConnectionTrait, series: SeriesId, (at, by, why): End<'_>) -> Result<(), Declined> {
    meeting_series::Entity::update_many()
        .col_expr(meeting_series::Column::EndedAt, Expr::value(at))
        .col_expr(meeting_series::Column::EndedBy, Expr::value(by))
        .col_expr(meeting_series::Column::EndedWhy, Expr::value(why.map(str::to_owned)))
        .filter(meeting_series::Column::Id.eq(series.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Whoever was invited and not told yet that the meeting is off hears nothing: for them nothing changed.
async fn knows_already(tx: &impl ConnectionTrait, row: &MeetingRow) -> Result<(), Declined> {
    let letters =
        meeting_letter::Entity::find().filter(meeting_letter::Column::MeetingId.eq(row.id.uuid())).all(tx).await?;
    let (invited, off) =
        (Letter::Invitation.note(row.sequence.saturating_sub(1)), Letter::CalledOff.note(row.sequence));
    let told_off: Vec<_> = letters.iter().filter(|one| one.what == off).map(|one| one.person_id).collect();
    let unaware = letters.into_iter().filter(|one| one.what == invited && !told_off.contains(&one.person_id));
    for letter in unaware {
        let mut again = letter.into_active_model();
        again.what = Set(Letter::Invitation.note(row.sequence + 1));
        meeting_letter::Entity::insert(again).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Whether a series is this person's own: they planned it, or whoever did is no member any more.
pub(crate) async fn is_own(
    tx: &impl ConnectionTrait,
    series: &SeriesRow,
    actor: Actor,
    now: Moment,
) -> Result<bool, Declined> {
    if actor == Actor::Person(series.planned_by) {
        return Ok(true);
    }
    let planner = roster::standing(tx, series.group, series.planned_by, now).await?;
    Ok(!planner.is_member())
}

/// Ends every series of a group and calls off every meeting ahead, when the group ends. Gives the number of meetings.
pub(crate) async fn call_off_all(tx: &impl ConnectionTrait, group: GroupId, now: Moment) -> Result<u64, Declined> {
    meeting_series::Entity::update_many()
        .col_expr(meeting_series::Column::EndedAt, Expr::value(now.micros()))
        .filter(meeting_series::Column::GroupId.eq(group.uuid()))
        .filter(meeting_series::Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    let called_off = calls_off("the group has ended", now)
        .filter(meeting::Column::GroupId.eq(group.uuid()))
        .filter(meeting::Column::StartsAt.gt(now.micros()))
        .filter(meeting::Column::CancelledAt.is_null())
        .exec(tx)
        .await?;
    Ok(called_off.rows_affected)
}
